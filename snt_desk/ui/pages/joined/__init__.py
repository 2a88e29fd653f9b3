"""What belongs to the record in hand, over the tabs: a list by kind, a step at a time (F7)."""

from snt_desk.ui.pages.joined.page import JoinedPage

__all__ = ["JoinedPage"]
