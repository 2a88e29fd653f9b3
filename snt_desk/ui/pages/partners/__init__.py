"""The Partners tab: organisations, the meetings with them, and what was to be done."""

from __future__ import annotations

from snt_desk.ui.pages.partners.page import PartnersPage

__all__ = ["PartnersPage"]
