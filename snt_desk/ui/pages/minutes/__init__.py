"""*Agenda and minutes* over the tabs: the documents of a meeting, looked through, let out."""

from __future__ import annotations

from snt_desk.ui.pages.minutes.page import MinutesPage

__all__ = ["MinutesPage"]
