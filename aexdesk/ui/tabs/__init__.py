"""The tabs, one folder each. They do not know one another: what one must tell another goes through a service."""
