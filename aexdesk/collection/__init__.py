"""Saved requests: their files, variables, captures, assertions, and the results of running them. Pure."""
