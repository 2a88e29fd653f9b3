"""Campaigns on the Community tab: their list and form, the plan of their days, the scorecard."""
