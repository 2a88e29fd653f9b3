"""The one screen for whatever is the matter with the data: what happened, what is safe, what now.

It shows and asks; `ways` does what its buttons say. It can stand in a window without data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from snt_desk.errors import DeskError
from snt_desk.ui import theme
from snt_desk.ui.panels import Box, Working
from snt_desk.ui.parts import Picture, across, announce, as_part, breakable, button, down, label
from snt_desk.ui.tasks import Task
from snt_desk.ui.your_data import offers as said
from snt_desk.ui.your_data.card import Card
from snt_desk.ui.your_data.chooser import Chooser
from snt_desk.ui.your_data.offers import Offers
from snt_desk.ui.your_data.words import Way, words_for

_WIDE = 720
_LOOKING = "Looking for backups…"
_ICONS = {
    Way.RESTORE: "history",
    Way.OLDER: "file",
    Way.LOOK: "search",
    Way.OTHER: "folder-open",
    Way.HELP: "life-buoy",
}


@dataclass(frozen=True)
class About:
    """What is known of the file without opening it: its name, size and when it was last saved."""

    name: str = ""
    size: int | None = None
    saved: datetime | None = None
    reference: str = ""
    """By which IT finds it in the log."""
    facts: str = ""
    """What IT is told first, a line each; no names."""

    @property
    def line(self) -> str:
        """`welwyn-hatfield-north.db, 14.2 MB, last saved today, 13:58`."""
        size = "" if self.size is None else megabytes(self.size)
        saved = "" if self.saved is None else f"last saved {said.moment(self.saved)}"
        return ", ".join(part for part in (self.name, size, saved) if part)


def megabytes(size: int) -> str:
    """Say how large a file is: `14.2 MB`, `0 bytes`."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:,.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"


class YourData(QWidget):
    """Shown in place of menus, tabs and pages while the data cannot be, or must not be, opened."""

    try_again = Signal()
    look_only = Signal()
    restore = Signal(object)
    """The `Offer` whose backup is to be put back."""
    other_file = Signal()
    help_wanted = Signal()
    """*Save details for IT…*."""
    close_desk = Signal()

    def __init__(self, error: DeskError, about: About) -> None:
        """Say what is the matter; backups are offered as soon as `show_offers` brings them."""
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = words_for(error)
        self._about = about
        self._offers = Offers()
        self._first: QWidget | None = None
        self.cards = {way: self._card(way) for way in self._words.ways}
        self.box, self.working, self.said = Box("warn"), Working(), Box("info")
        self.chooser = Chooser()
        self._lay_out()
        self._listen()
        self._say()

    def _card(self, way: Way) -> Card:
        # One filled button: what most sergeants want first.
        return Card(_ICONS[way], "primary" if way is self._words.ways[0] else "")

    def _lay_out(self) -> None:
        self.details_button = button("Details for IT", "quiet")
        self.details_button.setCheckable(True)
        self.details = label("", "small", wrap=True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details.hide()
        self.again_button = button("Try again", "quiet")
        self.close_button = button("Close SNT Desk", "quiet")
        self._main = down(*self.cards.values(), space=10)
        as_part(self._main)
        self.chooser.hide()
        foot = across(self.again_button, self.details_button, None, self.close_button)
        parts = (self._head(), 8, self.box, self.said, self.working, self._main, self.chooser, foot)
        self._middle = down(None, *parts, self.details, None, space=10, margins=(0, 16, 0, 16))
        inside = _Inside(self._middle)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def _head(self) -> QFrame:
        self.title = label(self._words.title, "title", wrap=True)
        self._line = label(breakable(self._about.line), "muted", wrap=True)
        self._line.setVisible(bool(self._about.line))
        words = down(self.title, self._line, space=2)
        return across(Picture("hard-drive", "bad", 32), words, space=16, stretch=(1,))

    def _listen(self) -> None:
        acts = {
            Way.RESTORE: self._restore_newest,
            Way.OLDER: self._choose,
            Way.LOOK: self.look_only.emit,
            Way.OTHER: self.other_file.emit,
            Way.HELP: self.help_wanted.emit,
        }
        for way, card in self.cards.items():
            card.chosen.connect(acts[way])
        self.again_button.clicked.connect(self.try_again)
        self.close_button.clicked.connect(self.close_desk)
        self.details_button.toggled.connect(self.details.setVisible)
        self.chooser.chosen.connect(self._chosen)
        self.chooser.left.connect(self._back)

    # --- What it says -------------------------------------------------------------------------

    def _say(self) -> None:
        words = self._words
        self.box.say(words.happened, words.safe)
        reference = f"Reference {self._about.reference}" if self._about.reference else ""
        self.details.setText("\n".join(one for one in (reference, self._about.facts) if one))
        for way, card in self.cards.items():
            if way in {Way.RESTORE, Way.OLDER}:
                card.say("Go back to a backup", _LOOKING, "")
        if Way.OLDER in self.cards:
            self.cards[Way.OLDER].hide()
        plain = {
            Way.LOOK: ("Look, but change nothing", words.look, "Open to read"),
            Way.OTHER: (
                "Open another file",
                "Choose the file in which your records are.",
                "Open other file…",
            ),
            Way.HELP: (
                "Get help",
                "A file for IT with what was found and no names in it.",
                "Save details for IT…",
            ),
        }
        for way, texts in plain.items():
            if way in self.cards:
                self.cards[way].say(*texts)

    def show_offers(self, offers: Offers) -> None:
        """Offer these backups."""
        self._offers = offers
        if Way.RESTORE in self.cards:
            there = offers.newest is not None
            self.cards[Way.RESTORE].say(
                said.title(offers),
                said.text(offers, self._about.saved),
                "Restore this backup" if there else "",
            )
        if Way.OLDER in self.cards:
            # Without a card for the newest, one is enough to choose from.
            several = len(offers.all) > (1 if offers.newest and Way.RESTORE in self.cards else 0)
            self.cards[Way.OLDER].setVisible(several)
            self.cards[Way.OLDER].say(
                "Choose an older backup", said.older(offers), "See backups…" if several else ""
            )
        self.chooser.show_offers(offers)
        # Who goes about has the focus where he wants it, whatever comes from the worker.
        if QApplication.focusWidget() in {None, self._first}:
            self.start()

    def say_cannot_look(self, error: DeskError) -> None:
        """Say on its card why it cannot be looked at either."""
        card = self.cards.get(Way.LOOK)
        if card is None:
            return
        card.say("It cannot be looked at either", f"{error.title}. {error.detail}", "")
        announce(self, card.words)
        self.start()

    def say_saved(self, title: str, text: str, *, tone: str = "info") -> None:
        """Say what was done, or why it could not be; what is the matter stays above it."""
        self.said.say(title, text, tone=tone)
        announce(self, self.said.words)

    def watch(self, task: Task, words: str) -> None:
        """Show a task under way; until it has ended nothing else can be begun."""
        self.said.hide()
        self.working.watch(task, words)
        for part in (self._main, self.chooser, self.again_button):
            part.setEnabled(False)
        task.ended.connect(self._ended)

    def _ended(self) -> None:
        for part in (self._main, self.chooser, self.again_button):
            part.setEnabled(True)

    # --- Going about --------------------------------------------------------------------------

    def start(self) -> None:
        """Take the focus to the first way out that can be taken."""
        shown = (card.button for card in self.cards.values() if not card.isHidden())
        self._first = next((one for one in shown if not one.isHidden()), self.again_button)
        # Whoever gives the focus to the screen gives it to this.
        self.setFocusProxy(self._first)
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.start()

    def _restore_newest(self) -> None:
        if self._offers.newest is not None:
            self.restore.emit(self._offers.newest)

    def _choose(self) -> None:
        self._main.hide()
        self.chooser.show()
        self.chooser.start()

    def _chosen(self, offer: object) -> None:
        self._back()
        self.restore.emit(offer)

    def _back(self) -> None:
        self.chooser.hide()
        self._main.show()
        self.cards[Way.OLDER].button.setFocus()


class _Inside(QWidget):
    """Holds the middle as wide as may be read, with what is left over at its sides."""

    def __init__(self, middle: QWidget) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._middle = middle
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        middle.setMaximumWidth(theme.px(_WIDE))

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        wide = max(self.width(), least.width())
        return QSize(least.width(), self.heightForWidth(wide))
