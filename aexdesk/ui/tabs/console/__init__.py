"""The Console tab: choose an API, fill it in, see it signed, send it, read the answer."""
