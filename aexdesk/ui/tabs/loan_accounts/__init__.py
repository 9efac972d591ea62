"""The Loan accounts tab: the test buyers borrowed in the App Console, their passwords, notes and sessions."""
