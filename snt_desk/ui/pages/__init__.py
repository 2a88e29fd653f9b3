"""One module for each tab; no page imports another."""
