"""The calendar of messages, over the tabs: what goes out on which day, and what went out."""

from __future__ import annotations

from snt_desk.ui.pages.message_days.page import MessageDaysPage

__all__ = ["MessageDaysPage"]
