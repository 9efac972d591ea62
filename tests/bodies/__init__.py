"""Tests of the reader of bodies."""
