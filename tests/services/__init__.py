"""Tests of what a user does, on real storage and a vault in memory."""
