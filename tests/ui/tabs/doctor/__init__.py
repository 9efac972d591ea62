"""The Doctor tab."""
