"""A day's answers as counts: one grid, one Save, one change that Ctrl+Z takes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from snt_desk.domain import clock
from snt_desk.domain.consultations import NOWHERE, ConsultationDraft, ResponseDraft
from snt_desk.domain.drafts import Problem
from snt_desk.ui import days, paint, unlisted
from snt_desk.ui.cleared import ClearButton
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import Choice, Option, Segment
from snt_desk.ui.form_rows import FormRow, Note, Part
from snt_desk.ui.named import counted
from snt_desk.ui.pages.priorities.consultations import reading
from snt_desk.ui.pages.priorities.consultations.grid import Counts, TallyGrid
from snt_desk.ui.pages.priorities.consultations.offering import Offers
from snt_desk.ui.panels import Box
from snt_desk.ui.parts import announce, as_part, button
from snt_desk.ui.record_form import choose, text_of

CHANNEL, PLACE = "channel", "place"
_SAYS = "Type a number, or + for one more. Enter goes down. Ctrl+S saves it all as one change."


@dataclass(frozen=True)
class TypedCount:
    """What stands in one square, by the codes of its row and column."""

    theme: str
    column: str
    count: int


@dataclass(frozen=True)
class TypedTally:
    """All that stands in the tally of the consultation of that title.

    `by` says what the columns are; `other` is what holds for all squares: with channels
    across a place, with places across a channel.
    """

    title: str = ""
    received: str = ""
    by: str = CHANNEL
    other: str | None = None
    no_other: str = ""
    counts: tuple[TypedCount, ...] = ()


def drafts(typed: TypedTally, today: date) -> tuple[ResponseDraft, ...]:
    """Give the responses that are meant, one for each square with a number."""
    day = days.meant(typed.received, today)
    return tuple(
        ResponseDraft(
            received=day,
            channel=(one.column if typed.by == CHANNEL else typed.other) or "",
            theme=one.theme,
            place=typed.other if typed.by == CHANNEL else _place(one.column),
            count=one.count,
        )
        for one in typed.counts
    )


def _place(column: str) -> str | None:
    return None if column == NOWHERE else column


def problems(typed: TypedTally, today: date) -> list[Problem]:
    """Say what stops it from being saved, in the order of the fields."""
    return list(_problems(typed, today))


def _problems(typed: TypedTally, today: date) -> Iterator[Problem]:
    if why := days.fault(typed.received, today):
        yield Problem("received", why)
    elif not typed.received:
        yield Problem("received", "Enter the day on which it was said.")
    what = PLACE if typed.by == CHANNEL else CHANNEL
    if typed.no_other:
        yield Problem(what, unlisted.choice(typed.no_other, f"Choose a {what}."))
    elif what == CHANNEL and not typed.other:
        yield Problem(what, "Choose how it reached you.")
    if not typed.counts:
        yield Problem("counts", "Type a number in the grid first.")


class Tally(QFrame):
    """The day, what the columns are, and the grid."""

    saved = Signal()
    """*Save*."""
    clearing = Signal()
    """*Clear* is pressed, and what it takes away stands there yet."""
    left = Signal()
    """Esc: back to the list."""
    touched = Signal()
    """Something else stands in it: typed, saved, or shown instead."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.opened = ""
        """A tally is always new."""
        self.of = ConsultationDraft()
        """The consultation that is answered."""
        self._since = clock.today()
        self._offers = Offers()
        self._filling = self._judged = False
        self.box, self.offered = Box("bad"), Box("info")
        self.received = DayField()
        self.by = Segment(Option(CHANNEL, "&Channels"), Option(PLACE, "P&laces"))
        self.others = {PLACE: Choice("None named"), CHANNEL: Choice()}
        self.grid = TallyGrid()
        self.save_button = button("Save", "primary", tip="Ctrl+S", writes=True)
        self.clear_button = ClearButton()
        self._said = Note()
        self._lay_out()
        # Now that it stands in something: alone it would be a window.
        self._said.hint(_SAYS)
        self._listen()

    def _lay_out(self) -> None:
        day = Part("received", "&Day it was said", self.received)
        by = Part("by", "C&olumns", self.by)
        place = Part(PLACE, "&At which place", self.others[PLACE])
        channel = Part(CHANNEL, "&By which channel", self.others[CHANNEL])
        self._rows = {one.name: FormRow((one,)) for one in (day, by, place, channel)}
        self._other = QStackedWidget()
        for name in (PLACE, CHANNEL):
            self._other.addWidget(self._rows[name])
        fields = QFrame()
        row = QHBoxLayout(fields)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._rows["received"], 1)
        row.addWidget(self._rows["by"])
        row.addWidget(self._other, 1)
        as_part(fields)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._said, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.clear_button)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(paint.EDGE, 8, paint.EDGE, 8)
        column.setSpacing(8)
        column.addWidget(self.box)
        column.addWidget(self.offered)
        column.addWidget(fields)
        column.addWidget(self.grid, 1)
        column.addLayout(foot)

    def _listen(self) -> None:
        self.received.changed.connect(self._edited)
        for choice in self.others.values():
            choice.changed.connect(self._edited)
        self.by.changed.connect(self._columns_chosen)
        self.grid.changed.connect(self._edited)
        self.grid.left.connect(self.left)
        self.save_button.clicked.connect(self.saved)
        self.clear_button.clicked.connect(self.clearing)
        self.clear_button.clicked.connect(self.clear)

    # --- What stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> TypedTally:
        """All that stands in it."""
        found, other = self.grid.counts, self._other_choice
        rows = [code for code, _ in self.grid.squares.rows]
        order = sorted(found, key=lambda at: (rows.index(at[0]), at[1]))
        return TypedTally(
            title=self.of.title,
            received=self.received.value,
            by=str(self.by.value),
            other=text_of(other),
            no_other=other.unknown,
            counts=tuple(TypedCount(*at, found[at]) for at in order),
        )

    @property
    def edited(self) -> bool:
        """Whether a number stands in it: a day alone is nothing that was typed."""
        return bool(self.grid.whole)

    @property
    def drafts(self) -> tuple[ResponseDraft, ...]:
        """The responses that are meant."""
        return drafts(self.typed, clock.today())

    @property
    def _other_choice(self) -> Choice:
        return self.others[PLACE if self.by.value == CHANNEL else CHANNEL]

    def answer(self, of: ConsultationDraft) -> None:
        """Answer another consultation, from its last day or today."""
        self.of = of
        self._since = clock.today()
        self._put(TypedTally(of.title, reading.first_of(of.title, of, clock.today()).received))

    def called_otherwise(self, of: ConsultationDraft) -> None:
        """Know the consultation as it is now; what is typed stays."""
        self.of = of
        if not self.edited and self._since != clock.today():
            self.begin()
        self._look()

    def begin(self) -> None:
        """Make room for the next, in the same columns; on another day of that day."""
        today, typed = clock.today(), self.typed
        day = reading.moved_on(typed.received, self.of, self._since, today)
        self._since = today
        self._put(TypedTally(typed.title, day, typed.by, typed.other))

    def clear(self) -> None:
        """Take the numbers away."""
        self.begin()
        self.start()

    def bring(self, _ref: str, typed: TypedTally) -> None:
        """Let stand in it what was typed before, still not saved."""
        self._fill(typed)
        self._edited()

    def start(self) -> None:
        """Take the focus to the squares."""
        self.grid.setFocus()

    def offer(self, offers: Offers) -> None:
        """Offer these choices. What is chosen stays chosen, what is typed stays typed."""
        self._offers = offers
        self._filling = True
        self._show_columns(self.grid.counts)
        self._filling = False

    def _columns_chosen(self) -> None:
        if not self._filling:
            self._filling = True
            self._show_columns({})
            self._filling = False
            self._edited()

    def _show_columns(self, counts: Counts) -> None:
        """Show the columns that are chosen, and above them what holds for all squares."""
        offers, by_channel = self._offers, self.by.value == CHANNEL
        columns = offers.channels if by_channel else [*offers.places, (NOWHERE, "None named")]
        self.grid.show_squares(_named(offers.themes), _named(columns), counts)
        self.others[PLACE].show_choices(offers.places)
        self.others[CHANNEL].show_choices(offers.channels)
        self._other.setCurrentWidget(self._rows[PLACE if by_channel else CHANNEL])

    def _put(self, typed: TypedTally) -> None:
        self._judged = False
        self._fill(typed)
        self.box.hide()
        self._show_problems(())
        self._look()
        self.touched.emit()

    def _fill(self, typed: TypedTally) -> None:
        self._filling = True
        self.received.set_value(typed.received)
        self.by.set_value(PLACE if typed.by == PLACE else CHANNEL)
        self._show_columns({(one.theme, one.column): one.count for one in typed.counts})
        choose(self._other_choice, typed.other, typed.no_other)
        self._filling = False

    # --- What is said of it -------------------------------------------------------------------

    def refused(self) -> bool:
        """Say what stops it from being saved, and whether anything does. For Save."""
        self._other_choice.settle()
        found = problems(self.typed, clock.today())
        self._judged = bool(found)
        self.box.hide()
        self._show_problems(found)
        if found:
            self._focus(found[0].field)
            announce(self, f"There is a problem. {' '.join(one.text for one in found)}")
        return bool(found)

    def next_mark(self, step: int = 1) -> bool:
        """Go to the next problem or caution (F8); False if there is none."""
        marked = [name for name, row in self._rows.items() if row.tone(name)]
        if not marked:
            return False
        focus = QApplication.focusWidget()
        held = [
            at
            for at, name in enumerate(marked)
            if focus is not None and self._rows[name].isAncestorOf(focus)
        ]
        self._focus(marked[(held[0] + step) % len(marked) if held else 0])
        return True

    def _edited(self) -> None:
        if self._filling:
            return
        self.touched.emit()
        self._look()
        if self._judged:
            self._show_problems(problems(self.typed, clock.today()))

    def _show_problems(self, found: Sequence[Problem]) -> None:
        texts = {one.field: one.text for one in found}
        for name, row in self._rows.items():
            row.mark(name, "bad", texts.get(name, ""))
        if "counts" in texts:
            self._said.mark("bad", texts["counts"])

    def _look(self) -> None:
        day = days.meant(self.received.value, clock.today())
        odd = [one.text for one in ResponseDraft(received=day).warnings(self.of, clock.today())]
        self._rows["received"].mark("received", "warn", " ".join(odd))
        whole = self.grid.whole
        # The numbers belong to their columns.
        self.by.setEnabled(not whole)
        if whole:
            squares = counted(len(self.grid.counts), "square")
            self._said.understood(f"{whole:,} counted", f"in {squares}, not saved yet")
        else:
            self._said.hint(_SAYS)

    def _focus(self, name: str) -> None:
        parts = {"received": self.received, **self.others}
        parts.get(name, self.grid).setFocus()


def _named(choices: Sequence[tuple[object, str]]) -> list[tuple[str, str]]:
    return [(str(code), words) for code, words in choices]
