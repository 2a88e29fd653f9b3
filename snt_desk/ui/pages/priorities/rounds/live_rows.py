"""The live priorities in the form of the next round: each goes on, closes, or gives way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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

_BETWEEN = 14
MOST = 12
"""So many have rows of their own: more live priorities go on, unless the register says else."""
_CALLED = {
    "result": "What came of it",
    "by": "Replaced by",
    "assessment": "What was achieved",
}
"""What is asked of one that does not go on."""


class _Row(QObject):
    """The fields of one live priority; what only a closing asks for is made when it is asked."""

    changed = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.ref = self.title = ""
        self.column = QVBoxLayout()
        self.column.setSpacing(_BETWEEN)
        self.decision = Segment(
            Option(CONTINUE, "&Continue"), Option(CLOSE, "C&lose"), Option(REPLACE, "&Replace")
        )
        self.closing: _Closing | None = None
        self.decision.changed.connect(self.changed)

    @property
    def last(self) -> QWidget:
        """Its last field, for the order of Tab."""
        return self.closing.assessment if self.closing else self.decision

    @property
    def value(self) -> TypedFate:
        """What stands in it."""
        made = TypedFate(self.ref, self.title, str(self.decision.value))
        if self.closing is None:
            return made
        return replace(
            made,
            result=text_of(self.closing.result),
            no_result=self.closing.result.unknown,
            by=text_of(self.closing.by),
            no_by=self.closing.by.unknown,
            assessment=self.closing.assessment.value,
        )


class _Closing:
    """The fields of a priority that closes, or gives way to another."""

    def __init__(self, form: Form, row: _Row) -> None:
        """Add them to the form, below what was decided."""
        self.result = Choice()
        self.by = Choice("One of the proposed")
        self.assessment = NoteField(lines=2)
        before: QWidget = row.decision
        for name, words_ in _CALLED.items():
            field = getattr(self, name)
            form.add(Part(f"{name}{row.number}", words_, field), within=row.column)
            field.setAccessibleName(f"{row.title}: {words_.lower()}")
            field.changed.connect(row.changed)
            # They are made late: Tab comes to them after what was decided.
            QWidget.setTabOrder(before, field)
            before = field

    def fill(self, fate: TypedFate) -> None:
        """Show what was typed."""
        choose(self.result, fate.result, fate.no_result)
        choose(self.by, fate.by, fate.no_by)
        self.assessment.set_value(fate.assessment)


class LiveRows(QObject):
    """As many rows as there are live priorities, up to `MOST`."""

    changed = Signal()

    def __init__(self, form: Form, column: QVBoxLayout, after: QWidget) -> None:
        """Add them to a form, within a column of it; Tab comes to them after that field."""
        super().__init__(form)
        self._form, self._column, self._after = form, column, after
        self._rows: list[_Row] = []
        self._live: tuple[Candidate, ...] = ()
        self._results: Choices = []
        self._by: Choices = []
        self._filling = False

    @property
    def choices(self) -> list[Choice]:
        """Every field in which letters are typed."""
        made = [row.closing for row in self._rows if row.closing]
        return [choice for one in made for choice in (one.result, one.by)]

    @property
    def value(self) -> tuple[TypedFate, ...]:
        """What is decided of each, in the order in which they stand."""
        return tuple(row.value for row in self._rows[: len(self._live)])

    def offer(self, live: Sequence[Candidate], results: Choices, by: Choices) -> None:
        """Show the first of these, results and successors; what is decided stays decided."""
        decided = self.value
        self._live, self._results, self._by = tuple(live[:MOST]), results, by
        while len(self._rows) < len(self._live):
            self._add_row()
        for row in self._rows:
            if row.closing:
                row.closing.result.show_choices(results)
                row.closing.by.show_choices(by)
        self.set_value(decided)

    def set_value(self, fates: Sequence[TypedFate]) -> None:
        """Show what is decided; of what is not named, that it goes on."""
        decided = {one.ref: one for one in fates}
        self._filling = True
        for row, one in zip(self._rows, self._live, strict=False):
            title = one_line(one.title)
            self._fill(row, replace(decided.get(one.ref, TypedFate(one.ref, "")), title=title))
            self._form.hint(f"decision{row.number}", _about(one))
        self._filling = False
        self._show_needed()

    def _fill(self, row: _Row, fate: TypedFate) -> None:
        row.ref, row.title = fate.ref, fate.title
        self._form.call(f"decision{row.number}", fate.title)
        row.decision.set_value(fate.decision if fate.decision in {CLOSE, REPLACE} else CONTINUE)
        if fate.decision != CONTINUE:
            self._ask(row)
        if row.closing:
            row.closing.fill(fate)

    def _ask(self, row: _Row) -> None:
        """Have the fields that a closing needs."""
        if row.closing is None:
            row.closing = _Closing(self._form, row)
            row.closing.result.show_choices(self._results)
            row.closing.by.show_choices(self._by)

    def _typed(self) -> None:
        if not self._filling:
            self._show_needed()
            self.changed.emit()

    def _show_needed(self) -> None:
        """Ask for what a decision needs, and for no more."""
        for row in self._rows:
            there, decision = row.number <= len(self._live), row.decision.value
            self._form.show_row(f"decision{row.number}", shown=there)
            if there and decision != CONTINUE:
                self._ask(row)
            if row.closing is None:
                continue
            wanted = {
                "result": decision == CLOSE,
                "by": decision == REPLACE,
                "assessment": decision != CONTINUE,
            }
            for name, is_wanted in wanted.items():
                self._form.show_row(f"{name}{row.number}", shown=there and is_wanted)

    def _add_row(self) -> None:
        row = _Row(len(self._rows) + 1)
        self._column.addLayout(row.column)
        # The title stands above it once it is known.
        self._form.add(Part(f"decision{row.number}", "Live", row.decision), within=row.column)
        QWidget.setTabOrder(self._rows[-1].last if self._rows else self._after, row.decision)
        row.changed.connect(self._typed)
        self._rows.append(row)


def _about(one: Candidate) -> str:
    """Say where it is, since when, and how many asked for it."""
    asked = f"{words.residents(one.feedback)} asked for it" if one.feedback else ""
    since = f"live since {clock.long_day(one.day)}"
    said = ", ".join(part for part in (one_line(one.place), since, asked) if part)
    return f"{said[:1].upper()}{said[1:]}."
