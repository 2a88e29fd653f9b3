"""What the two forms of a round have in common: they are a page, and choose a length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent

from snt_desk.ui import theme
from snt_desk.ui.fields import Option, Segment
from snt_desk.ui.record_form import RecordForm

T = TypeVar("T")
_WIDEST = 720


class PageForm(RecordForm[T]):
    """A form that is read as a page; one round at a time is written in it."""

    table = "rounds"
    ground = "page"

    def __init__(self, holds: Callable[[str, str], bool], blank: T) -> None:
        super().__init__(holds, blank)
        self.again_button.hide()
        self._measure_width()

    def settle(self) -> None:
        """Take what stands in it for saved."""
        self._saved = self.typed
        self.touched.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_filling"):
            self._measure_width()

    def _measure_width(self) -> None:
        # Longer lines are hard to read.
        self.setMaximumWidth(theme.px(_WIDEST))


def lengths(months: Sequence[int]) -> list[Option]:
    """Offer these lengths of a round; the bare digit chooses."""
    return [Option(one, f"&{one} months" if one > 1 else "&1 month") for one in months]


def length_of(segment: Segment) -> int:
    """Give the length that is chosen."""
    assert isinstance(segment.value, int)  # noqa: S101  # `lengths` offers nothing else
    return segment.value
