"""Nested JSON parameters: the same text as a form and as JSON, edited in place so that no letter is lost."""
