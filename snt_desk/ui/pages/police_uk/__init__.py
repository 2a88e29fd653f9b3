"""police.uk over the tabs: what the public sees beside what the team holds, and what to take."""

from snt_desk.ui.pages.police_uk.page import PoliceUkPage

__all__ = ["PoliceUkPage"]
