"""The first start: shown where there is no data, and never was."""

from __future__ import annotations

from snt_desk.ui.first_run.screen import FirstRun

__all__ = ["FirstRun"]
