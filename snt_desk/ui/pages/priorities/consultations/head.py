"""What stands above a consultation: its title, its days, who answered, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from snt_desk.domain import clock
from snt_desk.services.consultations import ConsultationName, ConsultationRow
from snt_desk.ui.named import one_line
from snt_desk.ui.pages.priorities.consultations import lines
from snt_desk.ui.parts import across, as_part, button, label


class Head(QFrame):
    """Nothing is typed here."""

    write_asked = Signal()
    """*Write in it*"""
    close_asked = Signal()
    """*Close it…*"""
    open_asked = Signal()
    """*Open it again*"""

    def __init__(self) -> None:
        super().__init__()
        self.back = button("Back to the list", "quiet", "chevron-left", tip="Esc")
        self._title = label("", "title", wrap=True)
        self._subtitle = label("", "muted", wrap=True)
        self.write_button = button("Write in it", "", "pencil", tip="F2", writes=True)
        self.close_button = button("Close it…", "", "circle-check", writes=True)
        self.open_button = button("Open it again", "", "undo-2", writes=True)
        buttons = across(self.write_button, self.close_button, self.open_button)
        as_part(buttons)
        # As few lines as will do: the rows below are what a low window is opened for.
        first = across(self.back, self._title, buttons, space=16, stretch=(1,))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 0)
        column.setSpacing(2)
        column.addWidget(first)
        column.addWidget(self._subtitle)
        self.write_button.clicked.connect(self.write_asked)
        self.close_button.clicked.connect(self.close_asked)
        self.open_button.clicked.connect(self.open_asked)

    def show_consultation(self, one: ConsultationName) -> None:
        """Show a consultation; how many answered comes once it is counted."""
        today = clock.today()
        self._title.setText(one_line(one.title))
        self._subtitle.setText(lines.subtitle(one, today))
        self.close_button.setVisible(one.closed is None)
        self.open_button.setVisible(one.closed is not None and one.closed < today)

    def show_said(self, one: ConsultationRow, channels: Mapping[str, str]) -> None:
        """Show who answered it as well."""
        when = lines.subtitle(one, clock.today())
        self._subtitle.setText(f"{when} {lines.answers(one, channels)}")
