"""Walks the real window through the main job, as a person would: a line and a picture for each step."""
