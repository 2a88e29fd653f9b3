"""The month grid of the team, what stands below it, and the forms beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, Month
from snt_desk.domain.duties import DayOf, Slot
from snt_desk.errors import DeskError
from snt_desk.services import duty_month, holidays
from snt_desk.services.duty_month import MonthRoster, PersonMonth
from snt_desk.ui import failing, theme
from snt_desk.ui.box import Box, RoomForBox
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.roster import below, squares, words
from snt_desk.ui.pages.roster.below import Below, Look
from snt_desk.ui.pages.roster.grid import CoverView, Grid
from snt_desk.ui.pages.roster.grid_paint import Legend
from snt_desk.ui.pages.roster.last_change import LastChange, Record
from snt_desk.ui.pages.roster.squares import CoverModel, GridModel, Square
from snt_desk.ui.panels import EmptyPage
from snt_desk.ui.parts import across, announce, button, label, rule

_LOW = 500
_WORDS = ("Annual leave", "Sick", "Abstracted")


class MonthView(QObject):
    """Shows a month, and which day is in hand; it writes nothing itself (`writing`)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.month = Month.of(clock.today())
        self.seen = MonthRoster(self.month)
        self.looks: list[Look] = []
        self._below_wanted: bool | None = None
        self._make_parts()
        self.widget = self._laid_out()
        self._last_change = LastChange(desk, self.widget)
        self._listen()

    def _make_parts(self) -> None:
        self._squares, self._cover_squares = GridModel(self), CoverModel(self)
        self.grid = Grid(self._squares)
        self.cover = CoverView(self._cover_squares, self.grid)
        self.box = Box("warn")
        self.legend = Legend()
        self.below = Below()
        self.brief = label("", "muted")
        self.add_button = button("Add somebody", "primary", "plus", writes=True)
        self.nobody = EmptyPage("users", self.add_button)

    def _laid_out(self) -> _Main:
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.grid, 1)
        column.addWidget(rule())
        column.addWidget(across(self.cover, self.cover.strip, space=0, stretch=(0,)))
        column.addWidget(self.legend)
        self._brief_row = across(self.brief, None, margins=(16, 0, 16, 8))
        column.addWidget(self._brief_row)
        column.addWidget(self.below)
        self._stack = QStackedWidget()
        self._stack.addWidget(shown)
        self._stack.addWidget(self.nobody)
        made = _Main()
        outer = QVBoxLayout(made)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(RoomForBox(self.box))
        outer.addWidget(self._stack, 1)
        return made

    def _listen(self) -> None:
        self.grid.current_changed.connect(self._show_in_hand)
        self.grid.mark_asked.connect(self.go_to_mark)
        self.below.wanted.connect(self._go_to_look)
        self._last_change.known.connect(self.below.in_hand.show_change)
        self.widget.resized.connect(self.fit)

    # --- Showing ------------------------------------------------------------------------------

    def read(self, desk: Desk, month: Month) -> None:
        """Read a month and show it; in the same month the day in hand stays in hand."""
        before = self.grid.slot
        with desk.store.read() as session:
            self.seen = duty_month.read(session, desk.team.id, month)
        self.month = month
        above = squares.heads(month, holidays.bank_holidays(), clock.today())
        self._squares.show_month(self.seen, above)
        self._cover_squares.show_month(self.seen.cover, self.seen.codes, above)
        self.looks = below.looks(self.seen)
        self.below.show_looks(self.looks, month)
        self.below.show_abstraction(self.seen.abstraction, self.seen.kinds, month)
        self.legend.show_letters(self._letters(), self._holidays())
        self._take_again(before)
        self._show_stack()
        self.cover.fit()
        self._show_in_hand()

    def _take_again(self, before: Slot | None) -> None:
        if not self.seen.people:
            return
        collars = [one.collar for one in self.seen.people]
        collar = before.collar if before and before.collar in collars else collars[0]
        wanted = before.day if before else clock.today()
        last = self.month.last.day
        day = self.month.first + (min(wanted.day, last) - 1) * DAY
        if self.grid.slot != Slot(collar, day):
            self.grid.take(Slot(collar, day))

    def _show_stack(self) -> None:
        self._stack.setCurrentIndex(0 if self.seen.people else 1)
        if not self.seen.people:
            self.nobody.say(
                f"Nobody in the team in {words.month_name(self.month)}",
                "Add who is posted here. Then every day of the month can be typed into.",
                "Ctrl+N adds",
            )

    def _letters(self) -> tuple[tuple[Square, str], ...]:
        listed = [
            (Square(one.letter, one.code if one.code in squares.TINTS else "leave"), one.label)
            for one in self.seen.codes
            if one.letter
        ]
        away = [
            (Square(letter, *squares.of_absence(letter)), text)
            for letter, text in zip(squares.AWAY, _WORDS, strict=True)
        ]
        return (*listed, *away, (Square(squares.REST), "Rest day"))

    def _holidays(self) -> str:
        if self.month.year > holidays.known_until():
            return f"Bank holidays are known to {holidays.known_until()}"
        known = holidays.bank_holidays()
        found = [day for day in self.month.days if day in known]
        if not found:
            return ""
        listed = ", ".join(str(one.day) for one in found)
        return f"BH bank holiday: {listed} {words.short_day(found[0]).split()[1]}"

    # --- What is in hand ----------------------------------------------------------------------

    @property
    def in_hand(self) -> tuple[PersonMonth, DayOf] | None:
        """Who and which day is in hand."""
        slot = self.grid.slot
        return self.found(slot) if slot else None

    def found(self, slot: Slot) -> tuple[PersonMonth, DayOf] | None:
        """Give a day of the month with whose it is."""
        for person in self.seen.people:
            if person.collar == slot.collar:
                return next(((person, day) for day in person.days if day.slot == slot), None)
        return None

    def called(self, collar: str) -> str:
        """What somebody is called here; the collar of who is not in the month."""
        names = {one.collar: one.called for one in self.seen.people}
        return names.get(collar, collar)

    def selected(self) -> list[DayOf]:
        """All selected days that may be written in."""
        found = [self.found(slot) for slot in self.grid.slots]
        return [one[1] for one in found if one is not None and one[1].open]

    def _show_in_hand(self) -> None:
        found = self.in_hand
        if found is None:
            self.below.in_hand.show_nothing()
            self.brief.setText("")
            self._last_change.follow(None)
            return
        person, day = found
        broken = self._squares.broken(day.slot)
        self.below.in_hand.show_day(person, day, broken)
        self.brief.setText(words.of_square(person, day, broken))
        self._last_change.follow(self.record)

    @property
    def record(self) -> Record | None:
        """The record that is seen of the day in hand: an absence, else a duty."""
        found = self.in_hand
        if found is None:
            return None
        day = found[1]
        if day.taken is not None:
            return "absences", day.taken.ref
        if day.duties:
            return "duties", day.duties[0].ref
        return ("absences", day.absences[0].ref) if day.absences else None

    def say(self, error: DeskError) -> None:
        """Say why something cannot be done, above the grid."""
        failing.say(self._desk, self.box, error, tone="warn")

    # --- What is to be looked at --------------------------------------------------------------

    def go_to_mark(self, step: int) -> None:
        """Go to the next warning from the day in hand, or with -1 to the last."""
        if not self.looks:
            announce(self.widget, "Nothing to look at.")
            return
        here = [
            at for at, one in enumerate(self.looks) if one.line.id == self.below.list.current_id
        ]
        at = (here[0] + step) if here else (0 if step > 0 else -1)
        look = self.looks[at % len(self.looks)]
        self.below.list.select(look.line.id)
        self._show_look(look)

    def _go_to_look(self, wanted: object) -> None:
        for look in self.looks:
            if look.line.id == wanted:
                self._show_look(look)

    def _show_look(self, look: Look) -> None:
        if look.slot is not None:
            self.grid.take(look.slot)
            self.grid.setFocus()
            return
        index = self._cover_squares.index(look.rule, look.day.day - 1)
        self.cover.setCurrentIndex(index)
        self.cover.setFocus()

    # --- Size ---------------------------------------------------------------------------------

    @property
    def below_shown(self) -> bool:
        """Whether what stands below the grid is shown."""
        return not self.below.isHidden()

    def toggle_below(self) -> None:
        """Show what stands below the grid, or leave it out."""
        self._below_wanted = not self.below_shown
        self.fit()

    def fit(self) -> None:
        """Leave out what stands below where there is no room, unless it is asked for."""
        low = self.widget.height() < theme.px(_LOW)
        shown = not low if self._below_wanted is None else self._below_wanted
        self.below.setVisible(shown)
        self._brief_row.setVisible(not shown)


class _Main(QFrame):
    """Says when it has another size; it asks for no more than a few lines."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


def many(days: Sequence[DayOf]) -> str:
    """Count days: `7 days`."""
    return "1 day" if len(days) == 1 else f"{len(days)} days"
