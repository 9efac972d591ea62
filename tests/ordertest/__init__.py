"""Tests of the guard: attacked from every side."""
