"""What was done for a priority: figures, before and after, and the line of days."""

from snt_desk.ui.pages.priorities.timeline.links import Links
from snt_desk.ui.pages.priorities.timeline.sides import TABLES, Sides

__all__ = ["TABLES", "Links", "Sides"]
