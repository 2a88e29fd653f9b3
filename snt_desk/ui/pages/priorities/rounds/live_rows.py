"""The live priorities in the form of the next round: each goes on, closes, or gives way."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from snt_desk.domain import clock
from snt_desk.domain.next_round import CLOSE, CONTINUE, REPLACE, Candidate
from snt_desk.ui.choices import Choices
from snt_desk.ui.fields import Choice, NoteField, Option, Segment
from snt_desk.ui.form import Form, Part
from snt_desk.ui.named import one_line
from snt_desk.ui.pages.priorities.rounds import words
from snt_desk.ui.pages.priorities.rounds.typed import TypedFate
from snt_desk.ui.record_form import choose, text_of

_AT_FIRST = 5
"""Rows that are made with the form; a team with more live priorities gets more."""
_NAMES = ("decision", "result", "by", "assessment")
_CALLED = ("what came of it", "replaced by", "what was achieved")


class _Row(QObject):
    """The fields of one live priority."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ref = self.title = ""
        self.decision = Segment(
            Option(CONTINUE, "&Continue"), Option(CLOSE, "C&lose"), Option(REPLACE, "&Replace")
        )
        self.result = Choice()
        self.by = Choice("One of the proposed")
        self.assessment = NoteField(lines=2)
        for field in self.fields:
            field.changed.connect(self.changed)

    @property
    def fields(self) -> tuple[Segment, Choice, Choice, NoteField]:
        """The fields in the order of Tab."""
        return self.decision, self.result, self.by, self.assessment

    @property
    def value(self) -> TypedFate:
        """What stands in it."""
        return TypedFate(
            ref=self.ref,
            title=self.title,
            decision=str(self.decision.value),
            result=text_of(self.result),
            no_result=self.result.unknown,
            by=text_of(self.by),
            no_by=self.by.unknown,
            assessment=self.assessment.value,
        )

    def fill(self, fate: TypedFate) -> None:
        """Show what is decided of a priority."""
        self.ref, self.title = fate.ref, fate.title
        known = fate.decision if fate.decision in {CLOSE, REPLACE} else CONTINUE
        self.decision.set_value(known)
        choose(self.result, fate.result, fate.no_result)
        choose(self.by, fate.by, fate.no_by)
        self.assessment.set_value(fate.assessment)


class LiveRows(QObject):
    """As many rows as there are live priorities."""

    changed = Signal()

    def __init__(self, form: Form, column: QVBoxLayout) -> None:
        """Add them to a form, within a column of it."""
        super().__init__(form)
        self._form, self._column = form, column
        self._rows: list[_Row] = []
        self._live: tuple[Candidate, ...] = ()
        self._results: Choices = []
        self._by: Choices = []
        self._filling = False
        for _ in range(_AT_FIRST):
            self._add_row()
        self._show_needed()

    @property
    def choices(self) -> list[Choice]:
        """Every field in which letters are typed."""
        return [choice for row in self._rows for choice in (row.result, row.by)]

    @property
    def value(self) -> tuple[TypedFate, ...]:
        """What is decided of each, in the order in which they stand."""
        return tuple(row.value for row in self._rows[: len(self._live)])

    def offer(self, live: Sequence[Candidate], results: Choices, by: Choices) -> None:
        """Show these priorities, results and successors; what is decided stays decided."""
        decided = {one.ref: one for one in self.value}
        self._live, self._results, self._by = tuple(live), results, by
        while len(self._rows) < len(live):
            self._add_row()
        for row in self._rows:
            row.result.show_choices(results)
            row.by.show_choices(by)
        self.set_value(list(decided.values()))

    def set_value(self, fates: Sequence[TypedFate]) -> None:
        """Show what is decided; of what is not named, that it goes on."""
        decided = {one.ref: one for one in fates}
        self._filling = True
        for row, one in zip(self._rows, self._live, strict=False):
            row.fill(decided.get(one.ref) or TypedFate(one.ref, one_line(one.title)))
        self._filling = False
        self._show_needed()

    def _typed(self) -> None:
        if not self._filling:
            self._show_needed()
            self.changed.emit()

    def _show_needed(self) -> None:
        """Ask for what a decision needs, and for no more."""
        for number, row in enumerate(self._rows, start=1):
            there = number <= len(self._live)
            wanted = {
                "decision": there,
                "result": there and row.decision.value == CLOSE,
                "by": there and row.decision.value == REPLACE,
                "assessment": there and row.decision.value != CONTINUE,
            }
            for name in _NAMES:
                self._form.show_row(f"{name}{number}", shown=wanted[name])
            if there:
                self._call(number, self._live[number - 1])
                self._form.hint(f"decision{number}", _about(self._live[number - 1]))

    def _call(self, number: int, one: Candidate) -> None:
        title = one_line(one.title)
        self._form.call(f"decision{number}", title)
        for field, said in zip(self._rows[number - 1].fields[1:], _CALLED, strict=True):
            field.setAccessibleName(f"{title}: {said}")

    def _add_row(self) -> None:
        row, number = _Row(), len(self._rows) + 1
        row.result.show_choices(self._results)
        row.by.show_choices(self._by)
        for name, label, field in (
            ("decision", "Live", row.decision),
            ("result", "What came of it", row.result),
            ("by", "Replaced by", row.by),
            ("assessment", "What was achieved", row.assessment),
        ):
            self._form.add(Part(f"{name}{number}", label, field), within=self._column)
        if self._rows:
            # Wherever it was made, Tab comes to it after the one above.
            for before, after in pairwise((self._rows[-1].fields[-1], *row.fields)):
                QWidget.setTabOrder(before, after)
        row.changed.connect(self._typed)
        self._rows.append(row)


def _about(one: Candidate) -> str:
    """Say where it is, since when, and how many asked for it."""
    asked = f"{words.residents(one.feedback)} asked for it" if one.feedback else ""
    since = f"live since {clock.long_day(one.day)}"
    said = ", ".join(part for part in (one_line(one.place), since, asked) if part)
    return f"{said[:1].upper()}{said[1:]}."
