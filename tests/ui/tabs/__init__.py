"""The tabs, each on a real Desk."""
