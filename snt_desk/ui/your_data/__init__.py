"""The screen for whatever is the matter with the data file, and what its buttons do."""
