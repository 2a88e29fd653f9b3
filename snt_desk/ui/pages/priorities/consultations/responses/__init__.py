"""What residents said, as a list of any length: filtered, linked to priorities, brought in."""

from __future__ import annotations

from snt_desk.ui.pages.priorities.consultations.responses.list import ResponsesList

__all__ = ["ResponsesList"]
