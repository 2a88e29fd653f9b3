"""*You said, we did* over the tabs: the draft to be edited, what is odd in it, where it goes."""

from __future__ import annotations

from snt_desk.ui.pages.you_said.page import YouSaidPage

__all__ = ["YouSaidPage"]
