"""Walks over the widgets of a window and finds what cannot be read: clipped, overlapping, out of sight, too pale."""
