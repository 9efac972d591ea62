"""The embedded browser of a login: the only room that knows QtWebEngine, and it opens late."""
