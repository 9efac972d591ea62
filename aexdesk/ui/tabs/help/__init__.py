"""The Help tab: the first steps, and the error book."""
