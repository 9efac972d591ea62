"""Tests of the embedded browser."""
