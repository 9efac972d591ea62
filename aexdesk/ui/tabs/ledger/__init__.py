"""The Ledger tab: every order that left, and what it may cost."""
