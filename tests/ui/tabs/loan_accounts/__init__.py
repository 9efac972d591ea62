"""The Loan accounts tab."""
