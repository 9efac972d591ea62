"""The Login tab: from the authorize URL to a token, and what one can do with it."""
