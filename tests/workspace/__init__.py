"""Tests of the user's things."""
