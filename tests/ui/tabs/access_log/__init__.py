"""The Access log tab."""
