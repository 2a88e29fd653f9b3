"""The backup in hand: what is in it, what was done since, and the way back to it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from snt_desk.domain import backups as names
from snt_desk.services.backup_since import Since
from snt_desk.services.backups import Backup
from snt_desk.ui import keys
from snt_desk.ui.later import later
from snt_desk.ui.pages.backups import words
from snt_desk.ui.panels import Box
from snt_desk.ui.parts import breakable, button, label, rule
from snt_desk.ui.scrolled import Scrolled

_MARGIN = 20


class Pane(QFrame):
    """Beside the list."""

    left = Signal()
    """Esc: back to the list."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.box = Box("bad")
        self._title = label("", "title", wrap=True)
        self._proof = label("", wrap=True)
        self._facts = label("", "muted", wrap=True)
        self._heading = label("In it", "heading")
        self._counts = label("", wrap=True)
        self._changes = label("", wrap=True)
        self.restore_button = button("Re&store…", "primary", "undo-2")
        self.check_button = button("Chec&k again")
        inside = QVBoxLayout()
        inside.setContentsMargins(_MARGIN, 12, _MARGIN, 12)
        inside.setSpacing(12)
        known: list[QWidget] = [self.box, self._title, self._proof, self._facts, rule()]
        found: list[QWidget] = [self._heading, self._counts, self._changes]
        for one in (*known, *found, self.restore_button, self.check_button):
            inside.addWidget(one)
        inside.addStretch(1)
        area = Scrolled("Backup in hand", inside, "formbody")
        # Its buttons are what one goes to: it is read with them.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(area)
        self._area = area
        self.show_backup(None)

    def enter(self) -> None:
        """Take the focus to the way back, or else to the check, and bring it into view."""
        to = self.restore_button if self.restore_button.isVisible() else self.check_button
        to.setFocus()
        # Where the pane has just been opened, its parts have no place yet.
        later(self, partial(self._area.ensureWidgetVisible, to))

    def show_backup(self, one: Backup | None) -> None:
        """Show what is known of a backup without reading it."""
        self.box.hide()
        self._title.setText(names.moment(one.made) if one else "No backup is in hand")
        self._proof.setText(breakable(words.proof(one)) if one else "")
        self._facts.setText(breakable(words.facts(one)) if one else "")
        for part in (self._heading, self._counts, self._changes, self.restore_button):
            part.hide()
        self.check_button.setVisible(one is not None)

    def show_since(self, one: Backup, found: Since, *, may_restore: bool) -> None:
        """Show what was found when it was read, and what differs from now."""
        self._proof.setText(breakable(words.proof(one)))
        self._counts.setText(words.counts(found))
        self._changes.setText(breakable(words.changes(found)))
        for part in (self._heading, self._counts, self._changes):
            part.setVisible(bool(found.counts))
        self.restore_button.setVisible(one.checked)
        self.restore_button.setEnabled(may_restore)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_plain(event, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)
