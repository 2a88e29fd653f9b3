"""The Roster tab: who is in the team, and since when, as what."""

from __future__ import annotations

from snt_desk.ui.pages.roster.page import RosterPage

__all__ = ["RosterPage"]
