"""The journal: who did what when, read over the tabs; what is gone is brought back from there."""

from __future__ import annotations

from snt_desk.ui.pages.journal.page import JournalPage

__all__ = ["JournalPage"]
