"""The Meters tab."""
