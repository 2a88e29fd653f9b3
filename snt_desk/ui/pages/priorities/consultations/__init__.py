"""Consultations: what residents were asked, and what they said."""
