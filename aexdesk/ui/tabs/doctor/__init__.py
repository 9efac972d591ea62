"""The Doctor tab: a failing request, the mistake that made its signature, and the request as it should have been."""
