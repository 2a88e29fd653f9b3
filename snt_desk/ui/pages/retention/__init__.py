"""Residents' details: what is due for review, and what becomes of it."""

from __future__ import annotations

from snt_desk.ui.pages.retention.page import DetailsPage

__all__ = ["DetailsPage"]
