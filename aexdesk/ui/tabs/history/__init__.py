"""The History tab: every recorded call, found as one types, pinned, deleted, compared."""
