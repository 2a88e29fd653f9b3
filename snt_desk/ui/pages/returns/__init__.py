"""The Return tab."""

from __future__ import annotations

from snt_desk.ui.pages.returns.page import ReturnPage

__all__ = ["ReturnPage"]
