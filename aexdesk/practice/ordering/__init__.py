"""Orders: how one is read, checked and placed, and what becomes of it."""
