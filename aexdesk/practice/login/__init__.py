"""The pages where a buyer logs in and consents, and the tokens that follow."""
