"""The coverage of the beats, in place of the log: a map, and the same rows in tables beside it."""

from snt_desk.ui.pages.patrols.coverage.switch import Switch

__all__ = ["Switch"]
