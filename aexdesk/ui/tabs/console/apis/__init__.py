"""Choosing an API: by group, by a few letters, among favourites and what was used last, by keyboard alone."""
