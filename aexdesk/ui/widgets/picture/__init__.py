"""A picture behind a link, fetched when a person asks for it, and shown beneath what holds the link."""
