"""After how many months details are reviewed: asked once, in a line above the list."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFrame

from snt_desk.domain.retention import MOST_MONTHS
from snt_desk.ui.fields import LineField
from snt_desk.ui.pages.retention import words
from snt_desk.ui.panels import Box
from snt_desk.ui.parts import across, as_part, button, column_of, down, label


class Period(QFrame):
    """Says that there is none yet; then a line in which it is set."""

    chosen = Signal(int)
    """So many months."""

    def __init__(self) -> None:
        super().__init__()
        self.box = Box("info")
        self.months = LineField("12", most=3)
        self.months.setValidator(QIntValidator(1, MOST_MONTHS, self.months))
        self.months.setAccessibleName("Months until a review")
        self.set_button = button("Set period", "primary")
        self.cancel_button = button("Cancel")
        self._line = across(
            *(label("Review after", "heading"), self.months, label("months")),
            *(self.set_button, self.cancel_button, None),
        )
        as_part(self._line)
        column = down(self.box, self._line, margins=(16, 8, 16, 8))
        self.setLayout(column_of(column))
        self.box.pressed.connect(self.ask)
        self.set_button.clicked.connect(self._choose)
        self.cancel_button.clicked.connect(self._give_up)
        self.wanted = False
        """Whether it has something to say."""
        self._line.hide()
        self.hide()

    def show_months(self, months: int | None, undated: int) -> None:
        """Say that there is no period, or that some contacts have no date by it."""
        if months is None:
            self.box.say("No review period is set", words.NO_PERIOD, "Set a period", tone="info")
        elif undated:
            self.months.set_value(str(months))
            title = f"{undated:,} without a review date"
            said = f"Details are reviewed {months} months after they came."
            self.box.say(title, said, "Give them dates", tone="info")
        self.wanted = months is None or bool(undated)
        self._line.hide()

    def give_way(self, *, to_another: bool) -> None:
        """Stand above the list if it has something to say and no other box stands there."""
        self.setVisible(self.wanted and not to_another)

    def ask(self) -> None:
        """Let the period be written, or confirmed."""
        self.box.hide()
        self._line.show()
        self.show()
        self.months.setFocus()
        self.months.selectAll()

    def _choose(self) -> None:
        if self.months.hasAcceptableInput():
            self.chosen.emit(int(self.months.value))
        else:
            self.months.setFocus()

    def _give_up(self) -> None:
        self._line.hide()
        self.box.show()
