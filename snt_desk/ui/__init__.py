"""The window: what is shown and asked."""
