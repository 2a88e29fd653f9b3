"""The threshold of a case review: the rule in a sentence, and a line in which the team sets it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFrame, QVBoxLayout

from snt_desk.domain.case_reviews import MOST, Threshold
from snt_desk.domain.drafts import Problem
from snt_desk.services.case_reviews import OWN
from snt_desk.ui import counts
from snt_desk.ui.fields import LineField
from snt_desk.ui.form_rows import Note
from snt_desk.ui.parts import across, as_part, button, down, label

_FIELDS: Final[Mapping[str, tuple[str, str]]] = {
    "incidents": ("Separate incidents", "incidents"),
    "people": ("People between them", "people"),
    "months": ("Within months", "months"),
    "acknowledged_in": ("Answered in working days", "working days"),
}
"""What each is called for a screen reader, and the words behind it."""
_NEEDED: Final = ("incidents", "months")
"""The others may be empty."""


class ThresholdLine(QFrame):
    """Says which threshold counts and where it is written; *Change threshold* opens the line."""

    chosen = Signal(object)
    """A `Threshold` of the team's own; None is that of its district. Once it is written, `shut`."""

    def __init__(self) -> None:
        super().__init__()
        self._rule = label("", "small", wrap=True)
        self.change_button = button("Change threshold", "link", writes=True)
        self.fields = {name: _field(called) for name, (called, _) in _FIELDS.items()}
        self.set_button = button("Set threshold", "primary", writes=True)
        self.district_button = button("Use the district’s", writes=True)
        self.cancel_button = button("Cancel")
        self.note = Note()
        self._said = across(self._rule, self.change_button, margins=(16, 8, 12, 4), stretch=(0,))
        things = [
            thing
            for name, (_, words) in _FIELDS.items()
            for thing in (self.fields[name], label(words))
        ]
        self._line = down(
            across(*things, None),
            self.note,
            across(self.set_button, self.district_button, self.cancel_button, None),
            margins=(16, 8, 16, 8),
        )
        as_part(self._line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._said, self._line):
            column.addWidget(part)
        self._line.hide()
        self.change_button.clicked.connect(self._ask)
        self.set_button.clicked.connect(self._choose)
        self.district_button.clicked.connect(self._give_back)
        self.cancel_button.clicked.connect(self.shut)

    def show_threshold(self, threshold: Threshold) -> None:
        """Say which one counts."""
        self._threshold = threshold
        self._rule.setText(f"{threshold.words} {threshold.source}")
        self.district_button.setVisible(threshold.source == OWN)

    def _ask(self) -> None:
        for name, field in self.fields.items():
            value = getattr(self._threshold, name)
            field.set_value("" if value is None else str(value))
        self.note.hint("Leave people or working days empty where there is no such rule.")
        self._line.show()
        self.change_button.setEnabled(False)
        self.fields["incidents"].setFocus()
        self.fields["incidents"].selectAll()

    def _choose(self) -> None:
        typed = {name: field.value for name, field in self.fields.items()}
        numbers = {name: counts.read_number(text, MOST) for name, text in typed.items()}
        for name, number in numbers.items():
            if number is None and (typed[name] or name in _NEEDED):
                self._refuse(Problem(name, f"Enter how many {_FIELDS[name][1]}."))
                return
        wanted = Threshold(
            incidents=numbers["incidents"] or 0,
            people=numbers["people"],
            months=numbers["months"] or 0,
            acknowledged_in=numbers["acknowledged_in"],
        )
        if (problem := next(wanted.problems(), None)) is not None:
            self._refuse(problem)
            return
        self.chosen.emit(wanted)

    def _refuse(self, problem: Problem) -> None:
        self.note.mark("bad", problem.text)
        self.fields[problem.field].setFocus()

    def _give_back(self) -> None:
        self.chosen.emit(None)

    def shut(self) -> None:
        """Shut the line: what was chosen is written, or thought better of."""
        self._line.hide()
        self.note.hint("")
        self.change_button.setEnabled(True)
        self.change_button.setFocus()


def _field(called: str) -> LineField:
    made = LineField("", most=2)
    made.setValidator(QIntValidator(0, MOST, made))
    made.setAccessibleName(called)
    return made
