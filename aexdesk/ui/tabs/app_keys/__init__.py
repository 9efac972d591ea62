"""The App keys tab: the profiles of an environment, their secrets and checks, and where each environment calls."""
