"""The user's things, as frozen data: environments, profiles, tokens, loan accounts, test cases, exchanges."""
