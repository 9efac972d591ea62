"""The Meters tab: calls of today by app and API, and the clock."""
