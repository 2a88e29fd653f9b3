"""Whose desk it is: the team and the person at the right of the tabs, or which they might be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from snt_desk.ui.parts import button, label

if TYPE_CHECKING:
    from snt_desk.ui.desk import Desk


class Whose(QWidget):
    """The team and the person; while one is not named, a button that asks for it."""

    named = Signal()
    """Somebody was named by the button, which has gone: the focus is nowhere."""

    _desk: Desk

    def __init__(self) -> None:
        super().__init__()
        self._team, self._person = label("", "heading"), label("", "muted")
        self._who = button("Who is here?", "quiet")
        self._who.clicked.connect(self._offer)
        self._who.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 16, 0)
        row.setSpacing(10)
        for one in (self._team, self._person, self._who):
            row.addWidget(one)

    def take(self, desk: Desk, team: str, person: str) -> None:
        """Show whose desk it is."""
        self._desk = desk
        self._team.setText(team)
        # The button says so, too, and there is not much room.
        self._team.setVisible(bool(desk.team.id))
        self._show(person)

    def fill(self, menu: QMenu) -> None:
        """Offer to say who is at this desk."""
        from snt_desk.ui import at_desk

        at_desk.fill(menu, self._desk, self._name)

    def fill_teams(self, menu: QMenu) -> None:
        """Offer to say which team it is."""
        from snt_desk.ui import which_team

        which_team.fill(menu, self._desk)

    def _offer(self) -> None:
        """The same below the button that stands where the name will be."""
        menu = QMenu(self)
        if self._desk.team.id:
            self.fill(menu)
        else:
            self.fill_teams(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._who.mapToGlobal(self._who.rect().bottomLeft()))

    def _name(self) -> None:
        from snt_desk.ui import at_desk

        held = self._who.hasFocus()
        self._show(at_desk.person(self._desk))
        if held:
            self.named.emit()

    def _show(self, called: str) -> None:
        self._person.setText(called)
        self._person.setVisible(bool(called))
        asked = "Who is here?" if self._desk.team.id else "Which team?"
        self._who.setText(asked)
        self._who.setAccessibleName(asked)
        self._who.setVisible(not called or not self._desk.team.id)
