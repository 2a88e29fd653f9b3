"""Rounds of priorities: each with what stands in it, and the next one begun in one go."""

from __future__ import annotations

from snt_desk.ui.pages.priorities.rounds.page import TYPED, RoundsView

__all__ = ["TYPED", "RoundsView"]
