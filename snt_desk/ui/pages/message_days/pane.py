"""Beside the month: the messages of the day in hand, those without a day, and what moves them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from snt_desk.domain import clock
from snt_desk.services.message_days import Calendar, Due
from snt_desk.ui import keys
from snt_desk.ui.listing import Line, LineView, Title
from snt_desk.ui.named import one_line
from snt_desk.ui.pages.message_days.month import mark
from snt_desk.ui.parts import Thing, across, as_part, button, label

_TONES = {"check": "plain", "circle-check": "ok", "circle-dashed": "info", "triangle-alert": "warn"}
_MOST = "Open Messages to see the others."


class Pane(QFrame):
    """A list in two parts. The message in hand is what is moved."""

    taken = Signal()
    """Another message is in hand."""
    left = Signal()
    """Esc: back to the month."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.list = LineView("Messages of the day, and those without a day", height=48, two=True)
        self.earlier = button("Day earlier", tip="Ctrl+Left", writes=True)
        self.later = button("Day later", tip="Ctrl+Right", writes=True)
        self.put = button("Put on this day", tip="Ctrl+D", writes=True)
        self.off = button("Take off its day", tip="Ctrl+Backspace", writes=True)
        self._due: dict[str, Due] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self._foot(self.earlier, self.later, None))
        column.addWidget(self._foot(self.put, self.off, None))
        hint = label("Ctrl and the arrows move it: a day, or a week.", "small", wrap=True)
        column.addWidget(across(hint, margins=(16, 4, 16, 12), stretch=(0,)))
        self.list.current_changed.connect(self._taken)
        self._taken()

    def _foot(self, *things: Thing) -> QFrame:
        made = across(*things, margins=(16, 8, 16, 0))
        as_part(made)
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_plain(event, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @property
    def in_hand(self) -> Due | None:
        """The message in hand."""
        ref = self.list.current_id
        return self._due.get(ref) if isinstance(ref, str) else None

    def show_day(self, day: date, calendar: Calendar) -> None:
        """Show the messages of a day; of what has no day the first of them."""
        due = calendar.days.get(day, ())
        self._due = {one.ref: one for one in (*due, *calendar.without)}
        said = "" if due else "no message"
        lines: list[Line | Title] = [Title(clock.long_day(day), said)]
        lines += _lines(due)
        if calendar.without:
            number = len(calendar.without) + calendar.more
            lines.append(Title("Without a day", f"{number:,}"))
            lines += _lines(calendar.without)
        if calendar.more:
            lines.append(Title(f"{calendar.more:,} more", _MOST))
        self.list.show_lines(lines)
        self._taken()

    def take_of_day(self, day: date, calendar: Calendar) -> None:
        """Take the first message of a day in hand, where there is one."""
        due = calendar.days.get(day, ())
        if due and (self.in_hand is None or self.in_hand not in due):
            self.list.select(due[0].ref)

    def _taken(self) -> None:
        one = self.in_hand
        for each in (self.earlier, self.later, self.off):
            each.setEnabled(one is not None and one.movable and one.at is not None)
        self.put.setEnabled(one is not None and one.movable)
        self.taken.emit()


def _lines(due: tuple[Due, ...]) -> Iterator[Line]:
    now = clock.now()
    for one in due:
        shown = mark(one, now)
        said = ", ".join(one.channels) or "no channel yet"
        at = f"{clock.wall(one.at)}, " if one.at else ""
        badge = "late" if shown.ink == "warn" else one.status_label.lower()
        if one.what == "posted":
            badge = "posted"
        yield Line(
            one_line(one.title),
            id=one.ref,
            sub=f"{at}{said}",
            badge=badge,
            tone=_TONES[shown.icon],
        )
