"""One file for each tab that the tour goes through."""
