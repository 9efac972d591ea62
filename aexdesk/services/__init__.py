"""What a user does, one file for each: profiles, keys, tokens, test cases, calls, history, practice."""
