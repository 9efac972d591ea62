"""The App keys tab."""
