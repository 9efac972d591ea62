"""Takes calls in at /sync, /rest and the old path: reads, checks, finds who answers, dresses the answer."""
