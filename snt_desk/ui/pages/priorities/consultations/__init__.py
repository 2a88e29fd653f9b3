"""The view of consultations: what residents were asked, what they said, how it ranks."""

from __future__ import annotations

from snt_desk.ui.pages.priorities.consultations.view import ConsultationsView

__all__ = ["ConsultationsView"]
