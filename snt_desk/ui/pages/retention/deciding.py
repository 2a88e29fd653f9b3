"""The contact in hand: what is known without its details, these on *Show*, and what to decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from snt_desk.domain import clock, typed
from snt_desk.domain.clock import ClockError
from snt_desk.domain.retention import LONGEST_REASON, Problem, State
from snt_desk.services.contacts import Details
from snt_desk.services.retention import Decision, Row
from snt_desk.ui import keys
from snt_desk.ui.fields import LineField, NoteField
from snt_desk.ui.form_rows import FormRow, Part
from snt_desk.ui.pages.retention import words
from snt_desk.ui.panels import Box
from snt_desk.ui.parts import breakable, button, down, label, plain_tip, rule
from snt_desk.ui.scrolled import Scrolled

_MARGIN = 20


class Deciding(QFrame):
    """The pane beside the list."""

    left = Signal()
    """Esc: back to the list."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self._looks = False
        self.box = Box("bad")
        self._title = label("", "title", wrap=True)
        self._facts = label("", wrap=True)
        self._review = label("", "heading", wrap=True)
        self.show_button = button("Show details", icon="user")
        self._details = label("", wrap=True)
        self._shown_as = label("The journal notes that they were shown.", "small", wrap=True)
        self.until = LineField("30 Nov 2027", settle=_settled)
        self.reason = NoteField("Why, without names", lines=2, most=LONGEST_REASON)
        self._until_row = FormRow([Part("until", "Keep &until", self.until)])
        self._reason_row = FormRow([Part("reason", "Reaso&n", self.reason)])
        self.keep_button = button("Keep details", "primary", "check")
        self.hold_button = button("Put on hold", "", "pin")
        self.release_button = button("Release hold")
        self.erase_button = button("Anonymise…", "", "users")
        self._heading = label("Decided before", "heading")
        self._decisions = label("", "muted", wrap=True)
        self._lay_out()
        self.show_contacts([], None, set())

    def _lay_out(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(_MARGIN, 12, _MARGIN, 12)
        inside.setSpacing(12)
        self._body: list[QWidget] = [
            rule(),
            self._until_row,
            self._reason_row,
            self.keep_button,
            self.hold_button,
            self.release_button,
            self.erase_button,
        ]
        known = down(self._title, self._facts, self._review, space=6)
        shown = down(self._details, self._shown_as, space=4)
        for one in (self.box, known, self.show_button, shown, *self._body):
            inside.addWidget(one)
        inside.addWidget(down(self._heading, self._decisions, space=4))
        inside.addStretch(1)
        self._area = Scrolled("Contact in hand", inside, "formbody")
        # Its buttons are what one goes to: it is read with them.
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(self._area)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_plain(event, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # --- What it shows ------------------------------------------------------------------------

    def show_contacts(self, refs: Sequence[str], row: Row | None, states: set[State]) -> None:
        """Show one contact by its row, or how many there are; with nothing of their details."""
        one = row if len(refs) == 1 else None
        self.hide_details()
        several = f"{len(refs):,} contacts" if refs else "No contact is in hand"
        self._title.setText(breakable(one.subject) if one else several)
        self._facts.setText(words.facts(one) if one else "")
        self._facts.setVisible(one is not None)
        self._review.setText(breakable(words.review(one)) if one else "")
        self._review.setVisible(one is not None)
        self.show_button.setVisible(one is not None)
        for control in self._body:
            control.setVisible(bool(refs))
        self.hold_button.setVisible(bool(states - {State.HELD}))
        self.release_button.setVisible(State.HELD in states)
        self.erase_button.setEnabled(State.HELD not in states and not self._looks)
        held = "Release the hold first." if State.HELD in states else ""
        self.erase_button.setToolTip(plain_tip(held))
        self.erase_button.setAccessibleDescription(held)
        self.show_decisions([])

    def look_only(self) -> None:
        """Offer nothing that would be written down: a look at the details would be, too."""
        self._looks = True
        for one in (self.show_button, self.keep_button, self.hold_button, self.release_button):
            one.setEnabled(False)
        self.box.say(words.LOOK_ONLY, words.NOT_NOTED, tone="info")

    def show_details(self, details: Details) -> None:
        """Show the resident's details, until another contact is in hand."""
        lines = (
            ("Name", details.name),
            ("Contact", details.contact),
            ("Access needs", details.needs),
        )
        said = [f"{name}: {value}" for name, value in lines if value]
        self._details.setText(breakable("\n".join(said) or "No details are kept of them."))
        for shown in (self._details, self._shown_as):
            shown.show()
        self.show_button.hide()

    def hide_details(self) -> None:
        """Let nothing of them stand there."""
        self._details.clear()
        for hidden in (self._details, self._shown_as):
            hidden.hide()

    @property
    def details(self) -> str:
        """What is shown of the details."""
        return self._details.text()

    def show_decisions(self, decisions: Sequence[Decision]) -> None:
        """Show what was decided before, the newest first."""
        self._decisions.setText(breakable("\n".join(map(words.decided, decisions))))
        for one in (self._heading, self._decisions):
            one.setVisible(bool(decisions))

    # --- What is typed ------------------------------------------------------------------------

    def day(self) -> tuple[date | None, list[Problem]]:
        """The day until which they are to be kept, or what is wrong with it."""
        try:
            text = self.until.value
            return (typed.read_day_ahead(text, clock.today()) if text else None), []
        except ClockError as error:
            return None, [Problem("until", str(error))]

    def mark(self, problems: Sequence[Problem]) -> bool:
        """Say what is wrong beside its field; whether anything is."""
        for name, row in (("until", self._until_row), ("reason", self._reason_row)):
            said = next((one.text for one in problems if one.field == name), "")
            row.mark(name, "bad", said)
        if problems:
            (self.until if problems[0].field == "until" else self.reason).setFocus()
        return bool(problems)

    def clear(self) -> None:
        """Let nothing typed stand there."""
        self.until.clear()
        self.reason.set_value("")
        self.reason.saved()
        self.mark([])
        if not self._looks:
            self.box.hide()


def _settled(text: str) -> str:
    """Write a day as it was understood, if it can be."""
    try:
        return clock.long_day(typed.read_day_ahead(text, clock.today()))
    except ClockError:
        return text
