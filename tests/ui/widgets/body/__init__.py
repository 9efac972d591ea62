"""Tests of the view of a body."""
