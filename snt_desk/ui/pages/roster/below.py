"""What stands below the month grid: the day in hand, what is to be looked at, abstraction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.domain.duties import Abstraction, DayOf, Slot
from snt_desk.domain.rest import Breach
from snt_desk.services.duty_month import CoverLine, MonthRoster, PersonMonth
from snt_desk.ui import theme
from snt_desk.ui.listing import Line, LineView
from snt_desk.ui.pages.roster import words
from snt_desk.ui.panels import Box
from snt_desk.ui.parts import across, as_part, button, down, label

_HIGH = 168
_DEFINITION = "Hours taken from this team for other work, of hours rostered."
_MOST_KINDS = 4


@dataclass(frozen=True)
class Look:
    """One thing to look at, from which day on; whose day it is, or which rule of cover it is."""

    line: Line
    day: date
    slot: Slot | None = None
    rule: int = 0


def looks(seen: MonthRoster) -> list[Look]:
    """Give all that is to be looked at in a month, by day; cover stands once for each rule."""
    broken = [_of_breach(person, one) for person in seen.people for one in person.breaches]
    short = [_of_cover(at, one, seen) for at, one in enumerate(seen.cover) if any(one.short)]
    return sorted((*broken, *short), key=lambda one: (one.day, str(one.line.id)))


def _of_breach(person: PersonMonth, one: Breach) -> Look:
    line = Line(
        one.short,
        id=f"{person.collar} {one.ref} {one.short}",
        lead=words.short_day(one.day),
        icon="triangle-alert",
        sub=person.called,
        tone="warn",
    )
    return Look(line, one.day, Slot(person.collar, one.day))


def _of_cover(at: int, cover: CoverLine, seen: MonthRoster) -> Look:
    days = [day for day, short in zip(seen.month.days, cover.short, strict=True) if short]
    count = "1 day" if len(days) == 1 else f"{len(days)} days"
    line = Line(
        f"{count} under cover",
        id="cover " + " ".join(cover.rule.codes),
        lead=f"{words.short_day(days[0])} on" if len(days) > 1 else words.short_day(days[0]),
        icon="triangle-alert",
        sub=words.of_cover(cover.rule, seen.codes),
        tone="warn",
    )
    return Look(line, days[0], rule=at)


class InHand(QFrame):
    """The day in hand in words, and what is odd about it."""

    def __init__(self) -> None:
        super().__init__()
        self._said = ""
        self._title = label("", "heading", wrap=True)
        self._text = label("", "muted", wrap=True)
        self._note = label("", "small", wrap=True)
        self.box = Box("warn")
        self.open_button = button("Open the day", "link", tip="Enter")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 2, 8, 8)
        column.setSpacing(2)
        head = across(self._title, self.open_button, stretch=(0,))
        for one in (head, self._text, self._note, self.box):
            column.addWidget(one)
        column.addStretch(1)

    def show_day(self, person: PersonMonth, day: DayOf, broken: Sequence[Breach]) -> None:
        """Show what somebody does on a day."""
        self._title.setText(f"{person.called}, {clock.short_day(day.slot.day)}")
        self._said = words.of_day(day, person.role)
        self._text.setText(self._said)
        said = [*(one.note for one in day.duties), *(one.note for one in day.absences)]
        notes = [one for one in said if one]
        self._note.setText(" · ".join(notes))
        self._note.setVisible(bool(notes))
        self.open_button.setVisible(day.open or bool(day.absences))
        if broken:
            more = f" And: {', '.join(one.short for one in broken[1:])}." if broken[1:] else ""
            self.box.say(broken[0].title, broken[0].text + more)
        else:
            self.box.hide()

    def show_change(self, change: str) -> None:
        """Add who changed it last: `changed by Sgt Okafor on 20 Nov`."""
        self._text.setText(f"{self._said}, {change}" if change else self._said)

    def show_nothing(self) -> None:
        """Show that no day is in hand."""
        for one in (self._title, self._text):
            one.setText("")
        self._note.hide()
        self.open_button.hide()
        self.box.hide()


class Below(QFrame):
    """The three of them side by side."""

    wanted = Signal(object)
    """Something to look at was chosen: its id."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("below")
        self.in_hand = InHand()
        self._heading = label("", "heading")
        self.none = label("Nothing to look at.", "muted")
        self.list = LineView("To look at", height=32, lead=72)
        as_part(self)
        self._share = label("", "figure")
        self._share_title = label("", "heading")
        self._share_text = label("", "muted", wrap=True)
        self.list.opened.connect(self.wanted)
        self.list.clicked.connect(lambda: self.wanted.emit(self.list.current_id))
        self._lay_out()
        self._measure()

    def _lay_out(self) -> None:
        hint = label("F8 goes to the next", "small")
        head = across(self._heading, hint, None, margins=(16, 8, 0, 4))
        middle = down(head, across(self.none, None, margins=(16, 4, 0, 0)), self.list, space=0)
        share = down(
            *(self._share_title, self._share, self._share_text),
            *(label(_DEFINITION, "small", wrap=True), None),
            space=2,
            margins=(16, 8, 16, 8),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 0)
        row.setSpacing(8)
        for part in (self.in_hand, middle, share):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            row.addWidget(part, 1)

    def show_looks(self, found: Sequence[Look], month: Month) -> None:
        """List what is to be looked at."""
        self._heading.setText(f"To look at in {words.month_name(month)}")
        self.list.show_lines([one.line for one in found])
        self.list.setVisible(bool(found))
        self.none.setVisible(not found)

    def show_abstraction(self, figure: Abstraction, kinds: Mapping[str, str], month: Month) -> None:
        """Show how much of the team's time was taken, and for what."""
        self._share_title.setText(f"Abstraction, {month.shown}")
        percent = figure.percent
        self._share.setText("–" if percent is None else f"{percent:.1f} %")
        self._share_text.setText(said(figure, kinds))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        self.setFixedHeight(theme.px(_HIGH))


def said(figure: Abstraction, kinds: Mapping[str, str]) -> str:
    """Say what abstraction is made of: `24 h of 472 h rostered: court 16 h, scene guard 8 h`."""
    if not figure.rostered:
        return "Nobody is rostered."
    largest = sorted(figure.by_kind.items(), key=lambda one: (-one[1], one[0]))
    parts = [
        f"{kinds.get(kind, kind).lower()} {clock.hours_long(minutes)}"
        for kind, minutes in largest[:_MOST_KINDS]
    ]
    rest = sum(minutes for _, minutes in largest[_MOST_KINDS:])
    if rest:
        parts.append(f"other {clock.hours_long(rest)}")
    whole = f"{clock.hours_long(figure.minutes)} of {clock.hours_long(figure.rostered)} rostered"
    return f"{whole}: {', '.join(parts)}" if parts else whole
