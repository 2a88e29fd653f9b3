"""The Community tab: events, residents who want something, and what the public is told."""

from __future__ import annotations

from snt_desk.ui.pages.community.page import CommunityPage

__all__ = ["CommunityPage"]
