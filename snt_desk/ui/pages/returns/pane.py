"""A month beside the look over it: its name, what is wrong, its figures, words and revisions."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QVBoxLayout

from snt_desk.errors import DeskError
from snt_desk.ui import failing
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import Option, Segment
from snt_desk.ui.filters import Chip, FilterBar
from snt_desk.ui.page import Target
from snt_desk.ui.pages.returns import reading
from snt_desk.ui.pages.returns.figures import FiguresPane
from snt_desk.ui.pages.returns.look import Seen
from snt_desk.ui.pages.returns.sent import SentPane
from snt_desk.ui.pages.returns.words import WordsForm
from snt_desk.ui.panels import Box, EmptyPage, Working
from snt_desk.ui.parts import Badge, across, announce, as_part, button, down, label

FIGURES, WORDS, REVISIONS = "figures", "words", "revisions"


class MonthPane(QFrame):
    """Shows a month in three views, of which one is in front."""

    left = Signal()
    """Esc, or the button: back to the list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._seen: Seen | None = None
        self._make_parts(desk)
        self._lay_out()
        self._listen(desk)

    def _make_parts(self, desk: Desk) -> None:
        self.back = button("Back to the list", "quiet", "chevron-left", tip="Esc")
        self.heading = label("", "title")
        self.subtitle = label("", "muted", wrap=True)
        self.send_button = button("Send…", "primary", "send", tip="Ctrl+Shift+S", writes=True)
        self.failed, self.changed, self.told = Box("bad"), Box("warn"), Box("ok")
        self.working = Working()
        self.view = Segment(
            Option(FIGURES, "&Figures"), Option(WORDS, "&Words"), Option(REVISIONS, "&Revisions")
        )
        self.unsaved = Badge("not saved", "warn")
        self.zeros = Chip("Hide zeros")
        self.bar = FilterBar([self.zeros])
        self.figures = FiguresPane(desk)
        self.words = WordsForm(desk)
        self.sent = SentPane(desk)
        self.log_button = button("Log a patrol", "", "plus", writes=True)
        self.empty = EmptyPage("clipboard-check", self.log_button)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for pane in (self.figures, self.words, self.sent, self.empty):
            self._stack.addWidget(pane)
        head = across(
            self.back,
            down(self.heading, self.subtitle, space=2),
            self.send_button,
            margins=(16, 12, 16, 10),
            stretch=(1,),
        )
        boxes = (self.working, self.failed, self.changed, self.told)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(down(*boxes, space=0, margins=(16, 0, 16, 0)))
        column.addWidget(self._views())
        column.addWidget(self._stack, 1)

    def _views(self) -> QFrame:
        """The three views, and what filters the figures; its room stays when that is hidden."""
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        self.unsaved.hide()
        as_part(self.view)
        # One line below all of them, not below the filter alone.
        self.bar.setObjectName("")
        views = (self.view, self.unsaved, self.bar)
        return across(*views, space=12, margins=(16, 0, 0, 0), name="bar", stretch=(2,))

    def _listen(self, desk: Desk) -> None:
        self.back.clicked.connect(self.left)
        self.changed.pressed.connect(self.next_mark)
        self.view.changed.connect(self._show_view)
        self.zeros.toggled.connect(self._hide_zeros)
        self.bar.changed.connect(self._filter)
        self.bar.words.left.connect(self.figures.table.setFocus)
        self.figures.table.typed.connect(self.bar.words.take)
        self.figures.table.left.connect(self.left)
        self.words.cleared.connect(self.words.restore)
        self.words.left.connect(partial(self.show_view, FIGURES))
        self.sent.left.connect(self.left)
        self.log_button.clicked.connect(partial(desk.go, Target("Patrols")))

    # --- What it shows ------------------------------------------------------------------------

    def show_month(self, seen: Seen) -> None:
        """Show a month as it stands; what is in hand stays in hand, what is typed stays typed."""
        self._seen = seen
        made = seen.draft.made
        self.heading.setText(made.month.shown)
        self.subtitle.setText(reading.subtitle(seen))
        self.send_button.setText(f"Send revision {made.revision}…")
        self.send_button.setAccessibleName(f"Send revision {made.revision}")
        self.send_button.setEnabled(not seen.forbidden)
        if seen.drift:
            self.told.hide()
            self.changed.say(*reading.drifted(seen), "Show")
        else:
            self.changed.hide()
        self.figures.show_month(seen)
        self.words.show_month(seen)
        self.sent.show_month(seen)
        self.show_unsaved()
        self._show_view()

    def show_no_team(self) -> None:
        """Say that there is no team whose return it could be."""
        self.heading.setText("Return")
        for part in (self.send_button, self.view, self.bar, self.log_button):
            part.hide()
        self.empty.say("There is no team yet", "Choose one: Tools, Team of this desk.")
        self._stack.setCurrentWidget(self.empty)

    def show_unsaved(self) -> None:
        """Say whether words on the month are not saved."""
        month = self._seen.month if self._seen else None
        self.unsaved.setVisible(month in self.words.unsaved)

    def quiet(self) -> None:
        """Say no more what was done or refused."""
        self.failed.hide()
        self.told.hide()

    def say_sent(self, title: str, folder: Path) -> None:
        """Say what was done, and where the files are."""
        self.failed.hide()
        self.told.say(title, f"Its files are in {reading.breakable(folder)}.")
        announce(self, self.told.words)

    def refuse(self, error: DeskError) -> None:
        """Say what could not be done, and why."""
        self.told.hide()
        failing.say(self._desk, self.failed, error)

    # --- Going about --------------------------------------------------------------------------

    def show_view(self, wanted: str) -> None:
        """Bring the figures, the words or the revisions to the front, and go there."""
        self.view.set_value(wanted)
        self._show_view()
        if wanted == WORDS:
            self.words.start()
        elif wanted == REVISIONS:
            self.sent.list.setFocus()
        elif self._stack.currentWidget() is self.figures:
            self.figures.table.setFocus()

    def next_mark(self, step: int = 1) -> bool:
        """Take the next (or with -1 the last) sent figure in hand that is no longer right (F8).

        Problems of the words come first while those are in sight; False if there is neither.
        """
        if self.words.isVisible() and self.words.next_mark(step):
            return True
        if self._seen is None or not self._seen.drift:
            return False
        self.show_view(FIGURES)
        if self.figures.table.next_mark(step):
            return True
        # Those that differ may all be left out by the filter.
        self.bar.clear()
        return self.figures.table.next_mark(step)

    def write_on(self, name: str) -> None:
        """Go to the words on a figure, by its name."""
        self.show_view(WORDS)
        self.words.write_on(name)

    def go_to_filter(self) -> None:
        """Go to the filter of the figures."""
        self.show_view(FIGURES)
        if self.bar.isVisible():
            self.bar.words.setFocus()
            self.bar.words.selectAll()
        else:
            QApplication.beep()

    def insist_saved(self) -> None:
        """Say that the words have to be saved first."""
        self.show_view(WORDS)
        self.words.box.say("The words are not saved", "Save or clear them first.", tone="warn")
        announce(self.words, self.words.box.words)

    def _hide_zeros(self, hidden: bool) -> None:
        self.figures.hide_zeros(hidden=hidden)

    def _filter(self) -> None:
        self.figures.filter(self.bar.words.text())

    def _show_view(self) -> None:
        if self._seen is None:
            return
        panes = {FIGURES: self.figures, WORDS: self.words, REVISIONS: self.sent}
        wanted = str(self.view.value)
        nothing = wanted == FIGURES and self._seen.is_empty
        if nothing:
            self.empty.say(
                f"Nothing is recorded in {self._seen.month.shown} yet",
                "The return counts patrols, duties, meetings and all else by itself.",
            )
        self._stack.setCurrentWidget(self.empty if nothing else panes[wanted])
        self.bar.setVisible(wanted == FIGURES and not nothing)
