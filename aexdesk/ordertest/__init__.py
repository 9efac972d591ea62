"""From a test case to an order that is free: the guard that says whether an order may leave. Pure."""
