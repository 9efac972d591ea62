"""Interchange: recorded exchanges as cURL, HTTP, code, HAR, Postman and test fixtures. Pure; takes what is redacted."""
