"""Tests of the pane of a picture."""
