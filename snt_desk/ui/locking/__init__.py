"""The window locks itself, or is locked: the data is closed, and a screen asks who is there."""

from __future__ import annotations

from snt_desk.ui.locking.screen import Locked, LockedBackup

__all__ = ["Locked", "LockedBackup"]
