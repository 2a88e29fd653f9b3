"""What the register is looked through by: chips that filter it, and one that sorts."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from snt_desk.services.priority_lists import Asked, Order, Register
from snt_desk.ui.filters import ChoiceChip
from snt_desk.ui.flow import Flow
from snt_desk.ui.pages.priorities.register.lines import HEADINGS

_ORDERS: dict[Order, str] = {
    "theme": "By theme",
    "place": "By place",
    "freshness": "Longest without news",
    "feedback": "Most asked for",
}
STALE = "stale"
"""Stands among the states: live ones of which residents have waited too long for news."""


class OrderChip(ChoiceChip):
    """In which order the priorities of each heading stand. It is no filter."""

    nothing = "Newest first"

    def __init__(self) -> None:
        super().__init__("Sort")
        self.show_choices([*_ORDERS.items()])

    @property
    def order(self) -> Order:
        """In which order."""
        return next((one for one in _ORDERS if one == self.value), "newest")

    def _say(self) -> None:
        super()._say()
        if not self.active:
            self.setAccessibleName("Sort: newest first")


class Chips(QWidget):
    """The chips above the list, in as many rows as they need."""

    changed = Signal()
    """Something else is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.order = OrderChip()
        self.theme = ChoiceChip("Theme")
        self.place = ChoiceChip("Place")
        self.status = ChoiceChip("State")
        self.status.show_choices([*HEADINGS.items(), (STALE, "No news for three months")])
        self._filters = (self.theme, self.place, self.status)
        self._offered: tuple[list[str], list[str]] = [], []
        flow = Flow(self, space=6, last=0)
        flow.setContentsMargins(0, 0, 0, 0)
        for chip in (self.order, *self._filters):
            flow.addWidget(chip)
            chip.chosen.connect(self.changed)

    def offer(self, register: Register) -> None:
        """Offer the themes and places that there are; what is chosen stays chosen."""
        offered = register.themes, register.places
        if offered == self._offered:
            return
        self._offered = offered
        for chip, names in zip((self.theme, self.place), offered, strict=True):
            chosen = {chip.value} - {None}
            chip.show_choices([(one, str(one)) for one in sorted({*names, *chosen}, key=str)])

    def asked(self, words: str) -> Asked:
        """What is asked for by the chips and these words together."""
        status = _text(self.status)
        return Asked(
            words=words,
            theme=_text(self.theme),
            place=_text(self.place),
            status="" if status == STALE else status,
            stale=status == STALE,
            order=self.order.order,
        )

    def clear(self) -> None:
        """Filter no more; the order stays."""
        for chip in self._filters:
            chip.clear()


def _text(chip: ChoiceChip) -> str:
    return chip.value if isinstance(chip.value, str) else ""
