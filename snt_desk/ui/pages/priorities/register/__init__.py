"""The register of priorities: what residents asked for, from proposal to result."""

from __future__ import annotations

from snt_desk.ui.pages.priorities.register.page import RegisterView

__all__ = ["RegisterView"]
