"""Before details are taken away: what goes, what stays, and where else they stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from snt_desk.domain.retention import LONGEST_REASON, Problem
from snt_desk.services.mentions import Mention
from snt_desk.services.old_copies import Old
from snt_desk.ui import keys, theme
from snt_desk.ui.fields import NoteField
from snt_desk.ui.form_rows import FormRow, Part
from snt_desk.ui.listing import LineView
from snt_desk.ui.named import counted
from snt_desk.ui.pages.retention import words
from snt_desk.ui.panels import Box, Working
from snt_desk.ui.parts import across, as_part, button, down, label
from snt_desk.ui.scrolled import Scrolled

_REASON = "The review was due."
_MOST_LIST = 180
"""So high the list is at least, if it has so much to show; then it scrolls."""


class Erasing(QFrame):
    """Stands in the place of the pane until it is closed."""

    left = Signal()
    """*Close*, *Done*, or Esc."""
    redact_asked = Signal(object)
    """*Redact here*: the place in hand."""
    open_asked = Signal(object)
    """*Open*, or Enter: the place in hand."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self._mentions: dict[str, Mention] = {}
        self._title = label("", "title", wrap=True)
        self._goes, self._stays = label(words.GOES, wrap=True), label(words.STAYS, wrap=True)
        self.box = Box("bad")
        self.warning = Box("warn")
        self.copies = Box("info")
        self.reason = NoteField("Why, without names", lines=2, most=LONGEST_REASON)
        self._reason_row = FormRow([Part("reason", "Rea&son", self.reason)])
        self.working = Working()
        self._where = label("Where else they stand", "heading")
        self._found = label("", "muted", wrap=True)
        self.list = LineView("Where else they stand", height=48, two=True)
        self.open_button = button("Open")
        self.redact_button = button("Redact here")
        self.erase_button = button("Anonymise", "primary", "users")
        self.close_button = button("Close", tip="Esc")
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 12, 0, 8)
        inside.setSpacing(8)
        words_above = (self._title, self._goes, self._stays, self.warning, self.box)
        fields = (self._reason_row, self.working, self._where, self._found)
        inside.addWidget(down(*words_above, *fields, space=8, margins=(20, 0, 20, 0)))
        inside.addWidget(self.list, 1)
        acts = (self.open_button, self.redact_button, None)
        inside.addWidget(across(*acts, margins=(20, 0, 20, 0)))
        inside.addWidget(down(self.copies, margins=(20, 0, 20, 0)))
        inside.addStretch()
        area = Scrolled("Where else they stand", inside, "formbody")
        # Its fields and buttons are what one goes to: it is read with them.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = across(self.erase_button, None, self.close_button, margins=(20, 8, 20, 12))
        as_part(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addWidget(foot)

    def _listen(self) -> None:
        self.close_button.clicked.connect(self.left)
        self.list.current_changed.connect(self._fit)
        self.list.opened.connect(self._open)
        self.open_button.clicked.connect(self._open)
        self.redact_button.clicked.connect(self._redact)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_plain(event, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # --- What it shows ------------------------------------------------------------------------

    def begin(self, count: int) -> None:
        """Show what would go of these contacts; where else they stand comes when it is known."""
        self.box.hide()
        self.copies.hide()
        self._title.setText(f"Anonymise {words.contacts(count)}")
        also = "Redacting other records cannot be undone either."
        self.warning.say(words.NOT_BACK, also, tone="warn")
        for one in (self._goes, self._stays, self._reason_row, self.erase_button):
            one.show()
        self.erase_button.setEnabled(False)
        self.close_button.setText("Cancel")
        self.close_button.setAccessibleName("Cancel")
        self.reason.set_value(_REASON)
        self.reason.saved()
        self.mark([])
        self.show_mentions([])
        self._found.setText("Looking through the records.")

    def show_mentions(self, mentions: Sequence[Mention]) -> None:
        """Show where else the details stand."""
        self._mentions = {one.id: one for one in mentions}
        self.list.show_lines(list(words.lines(mentions)))
        self.list.setMinimumHeight(min(self.list.content_height(), theme.px(_MOST_LIST)))
        for one in (self.list, self.open_button, self.redact_button):
            one.setVisible(bool(mentions))
        if mentions:
            self._found.setText(
                f"{counted(len(mentions), 'place')}. Nothing of it goes by itself:"
                " look at each, and redact it here."
            )
            if self.in_hand is None:
                self.list.select(mentions[0].id)
        else:
            self._found.setText("No other record has their names, numbers or addresses.")
        self._fit()

    def show_copies(self, copies: Old, left: int) -> None:
        """Say which backups have the details and until when, and what else left the desk."""
        said = [words.copies(copies)] if copies.backups or copies.moved else []
        said += [words.gone_out(left)] if left else []
        if said:
            self.copies.say("What is out of reach here", " ".join(said))

    def ready(self) -> None:
        """Let it be anonymised: the records were looked through."""
        self.erase_button.setEnabled(True)
        self.reason.setFocus()

    def show_done(self, count: int) -> None:
        """Say that the details are gone; the places can still be redacted."""
        self._title.setText(f"Anonymised {words.contacts(count)}")
        for one in (self._goes, self._stays, self._reason_row, self.erase_button):
            one.hide()
        self.warning.say(
            "The details are gone", "Traces go from the file when you press Done.", tone="ok"
        )
        self.close_button.setText("Done")
        self.close_button.setAccessibleName("Done")
        self.close_button.setFocus()

    def mark(self, problems: Sequence[Problem]) -> bool:
        """Say what is wrong with the reason; whether anything is."""
        self._reason_row.mark("reason", "bad", problems[0].text if problems else "")
        if problems:
            self.reason.setFocus()
        return bool(problems)

    def forget(self) -> None:
        """Let go of everything that has details in it."""
        self.show_mentions([])
        self._found.clear()

    # --- The place in hand --------------------------------------------------------------------

    @property
    def in_hand(self) -> Mention | None:
        """The place in hand."""
        return self._mentions.get(str(self.list.current_id))

    def _fit(self) -> None:
        one = self.in_hand
        self.open_button.setEnabled(one is not None and bool(one.tab))
        self.redact_button.setEnabled(one is not None and one.does == "redact")

    def _open(self) -> None:
        one = self.in_hand
        if one is not None and one.tab:
            self.open_asked.emit(one)

    def _redact(self) -> None:
        if self.in_hand is not None:
            self.redact_asked.emit(self.in_hand)
