"""The Support tab: a recorded call as the form that support asks for, and when somebody reads it."""
