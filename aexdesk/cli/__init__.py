"""The commands: each parses, calls a service, prints. One file per command."""
