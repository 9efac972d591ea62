"""Code that makes a recorded call again and signs by itself, in eight languages. Pure; templates lie in resources."""
