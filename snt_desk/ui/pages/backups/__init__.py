"""The backups, over the tabs: what there is, what is in each, and the way back to one."""

from snt_desk.ui.pages.backups.page import BackupsPage

__all__ = ["BackupsPage"]
