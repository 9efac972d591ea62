"""Tests of the Login tab."""
