"""The tests; the folders mirror aexdesk/."""
