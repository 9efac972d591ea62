"""The Order tests tab."""
