"""The Patrols tab: the log with its filters and totals, and the form beside it."""

from __future__ import annotations

from snt_desk.ui.pages.patrols.page import PatrolsPage

__all__ = ["PatrolsPage"]
