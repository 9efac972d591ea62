"""The Help tab."""
