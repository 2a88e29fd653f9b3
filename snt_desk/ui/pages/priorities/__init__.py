"""The Priorities tab: what residents asked for, from proposal to result."""

from __future__ import annotations

from snt_desk.ui.pages.priorities.page import PrioritiesPage

__all__ = ["PrioritiesPage"]
