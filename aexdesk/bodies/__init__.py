"""Bodies: large responses, kept in files, opened by a reader process; small ones read by the same code. No Qt."""
