"""The left of the Return tab: the month with its state, and what is to be looked at."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from snt_desk.domain.clock import Month
from snt_desk.services.board import MonthState
from snt_desk.services.checks import Check
from snt_desk.ui.fields import Choice
from snt_desk.ui.listing import LineView
from snt_desk.ui.pages.returns import reading
from snt_desk.ui.parts import across, button


class LookOver(QFrame):
    """The month, the look over it in three parts, and a button for the line in hand."""

    month_chosen = Signal(object)
    """Another month."""
    acted = Signal(object)
    """Enter or the button: what is to be done about a `Check`."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("leftside")
        self._checks: tuple[Check, ...] = ()
        self._states: tuple[MonthState, ...] = ()
        self.month = Choice("Month")
        self.month.call("Month")
        self.checks = LineView("To look at before sending", height=46, two=True)
        self.act_button = button(reading.VERBS["show"])
        self.onward = button("See the figures", "", "arrow-right", tip="Ctrl+Shift+F")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(across(self.month, margins=(16, 12, 15, 4), stretch=(0,)))
        column.addWidget(self.checks, 1)
        column.addWidget(across(self.act_button, None, self.onward, margins=(16, 8, 16, 12)))
        self.month.changed.connect(self._tell_month)
        self.checks.current_changed.connect(self._show_verb)
        self.checks.opened.connect(self.act)
        self.act_button.clicked.connect(self.act)
        self._show_verb()

    # --- The months ---------------------------------------------------------------------------

    @property
    def months(self) -> list[Month]:
        """Those that can be chosen, the newest first."""
        return [one.month for one in self._states]

    def show_months(
        self, states: Sequence[MonthState], chosen: Month, unsaved: Collection[Month]
    ) -> None:
        """Offer these months; one of them is chosen."""
        same = [one.month for one in states] == self.months and self.month.value == chosen
        self._states = tuple(states)
        if same:
            self._relabel(unsaved)
            return
        self.month.blockSignals(True)
        self.month.show_choices([(one.month, reading.state(one, unsaved)) for one in states])
        self.month.set_value(chosen)
        self.month.blockSignals(False)

    def _relabel(self, unsaved: Collection[Month]) -> None:
        """Say what became of the months, while one may be typing in the field."""
        self.month.blockSignals(True)
        for at, one in enumerate(self._states):
            words = reading.state(one, unsaved)
            if self.month.itemText(at) != words:
                self.month.setItemText(at, words)
        self.month.blockSignals(False)

    def choose(self, month: Month) -> None:
        """Choose a month, if it is there."""
        if month in self.months:
            self.month.set_value(month)

    def _tell_month(self) -> None:
        chosen = self.month.value
        if isinstance(chosen, Month):
            self.month_chosen.emit(chosen)

    # --- What is to be looked at --------------------------------------------------------------

    def show_checks(self, found: tuple[Check, ...]) -> None:
        """Show the look over a month; the line in hand stays in hand."""
        self._checks = found
        self.checks.show_lines(reading.check_lines(found))
        self._show_verb()

    @property
    def in_hand(self) -> Check | None:
        """The line in hand."""
        wanted = self.checks.current_id
        return next((one for one in self._checks if one.id == wanted), None)

    def act(self, _wanted: object = None) -> None:
        """Do what can be done about the line in hand."""
        found = self.in_hand
        if found is not None and found.does:
            self.acted.emit(found)

    def _show_verb(self) -> None:
        found = self.in_hand
        verb = reading.verb(found)
        self.act_button.setText(verb)
        self.act_button.setAccessibleName(verb)
        # Its room stays: the list does not jump.
        policy = self.act_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.act_button.setSizePolicy(policy)
        self.act_button.setVisible(bool(found and found.does))
