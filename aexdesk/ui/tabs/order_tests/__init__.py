"""The Order tests tab: test cases as the App Console wants them, their checks, and the orders built for them."""
