"""Push messages: written, signed, and sent to a webhook on this machine."""
