"""Tests of the History tab."""
