"""The window round the pages: menus, tabs, what was saved, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from snt_desk.domain import clock
from snt_desk.ui import commands, theme
from snt_desk.ui.desk import Desk
from snt_desk.ui.menus import Menus
from snt_desk.ui.page import Command, Deletes, HasCommands, Leaves, Page
from snt_desk.ui.parts import across, announce, down, escaped, label
from snt_desk.ui.preferences import Preferences, Settings
from snt_desk.ui.status import StatusBar
from snt_desk.ui.tabs import Tabs
from snt_desk.ui.theme import TEXT_SIZES, Look

if TYPE_CHECKING:
    from snt_desk.ui.panels import UndoBar

SIZE = (1280, 800)
LEAST = (960, 540)
FIRST = "Patrols"
"""The tab in front where none is remembered."""


@dataclass(frozen=True)
class Header:
    """Whose window it is: team and person at the right of the tabs, file and marking below."""

    team: str = ""
    person: str = ""
    file: str = ""
    marking: str = "OFFICIAL"


class _Place(QWidget):
    """Stands where a page will be, and says when it has been painted: the frame comes first."""

    painted = Signal()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted.emit()


class MainWindow(QMainWindow):
    """One window over one desk; its frame is there before the desk is."""

    painted = Signal()
    """The frame has been painted: what took the screen is over, what takes time can begin."""

    desk: Desk
    header = Header()
    pages: tuple[Page, ...] = ()

    def __init__(self, preferences: Preferences, titles: Sequence[str]) -> None:
        """Make the frame, with a tab for each page by its title; `take` brings the rest."""
        super().__init__()
        self._preferences = preferences
        self._built: dict[int, QWidget] = {}
        self._stale: set[int] = set()
        self._page_actions: dict[int, list[QAction]] = {}
        self._walking = False
        self.setWindowTitle("SNT Desk")
        self.resize(*SIZE)
        self.tabs = Tabs(titles)
        self._stack = QStackedWidget()
        self._lay_out()
        self.status = StatusBar(self.header.marking)
        self.setStatusBar(self.status)
        self._make_menus()
        self._undo_bar: UndoBar | None = None
        self.tabs.currentChanged.connect(self._tab_chosen)
        self._restore()

    def take(self, desk: Desk, pages: Sequence[Page], header: Header) -> None:
        """Show a desk; once, with a page for each tab. They are built as they are visited."""
        self.desk, self.pages, self.header = desk, tuple(pages), header
        self._team.setText(header.team)
        self._person.setText(header.person)
        self.desk.changed.connect(self._changed)
        self.status.undo.connect(self.undo)
        self.menuBar().setEnabled(True)
        self._show_undo()
        self._fit()
        # Painted once more, it is visited: now, or when the window is shown.
        self._places[self.tabs.currentIndex()].update()

    def _lay_out(self) -> None:
        self._team, self._person = label("", "heading"), label("", "muted")
        self._whose = across(self._team, self._person, space=10, margins=(0, 0, 16, 0))
        band = across(self.tabs, None, self._whose, space=0, margins=(8, 0, 0, 0), name="band")
        self._places = [_Place() for _ in self.tabs.titles]
        for place in self._places:
            # Queued: nothing is built inside a paint event.
            place.painted.connect(self._place_painted, Qt.ConnectionType.QueuedConnection)
            self._stack.addWidget(place)
        self._centre = down(band, self._stack, space=0, stretch=(1,))
        self.setCentralWidget(self._centre)

    def _make_menus(self) -> None:
        self._menus = Menus(self.menuBar())
        self._undo_action, self._redo_action = self._menus.add(
            (
                Command("&Edit", "&Undo", self.undo, "Ctrl+Z", self._can_undo),
                Command("&Edit", "&Redo", self.redo, "Ctrl+Y; Ctrl+Shift+Z", self._can_redo),
            )
        )
        self._menus.add(commands.of_window(self))
        # Nor do their keys answer before there is something to do it with.
        self.menuBar().setEnabled(False)

    # --- Pages --------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page whose tab is in front, built."""
        at = self.tabs.currentIndex()
        self._build(at)
        return self.pages[at]

    def visit(self, at: int) -> None:
        """Bring a tab to the front, by its place among those there are, and go to its list."""
        self.tabs.setCurrentIndex(at)
        self._visit_current()
        _parts().enter(self._widget)

    def visit_title(self, title: str) -> None:
        """Bring a tab to the front by its word."""
        self.visit(self.tabs.titles.index(title))

    def _tab_chosen(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        if self.isVisible():
            self._visit_current()

    @Slot()
    def _place_painted(self) -> None:
        if self.pages:
            self.visit(self.tabs.currentIndex())
        self.painted.emit()

    def _visit_current(self) -> None:
        at = self.tabs.currentIndex()
        if not 0 <= at < len(self.pages):
            return
        self._build(at)
        self._stack.setCurrentIndex(at)
        if at in self._stale:
            self._stale.discard(at)
            self.pages[at].refresh()
        for number, actions in self._page_actions.items():
            for action in actions:
                # What cannot be seen does not answer to its keys either.
                action.setVisible(number == at)
        self._menus.tidy()

    def _build(self, at: int) -> None:
        if at in self._built:
            return
        page = self.pages[at]
        widget = page.build(self.desk)
        widget.setObjectName(widget.objectName() or "page")
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._built[at] = widget
        _parts().restore(widget, self._preferences)
        self._stack.insertWidget(at, widget)
        self._stack.removeWidget(self._places[at])
        self._places[at].deleteLater()
        self._stack.setCurrentIndex(self.tabs.currentIndex())
        if isinstance(page, HasCommands):
            self._page_actions[at] = self._menus.add(page.commands())

    # --- Changes ------------------------------------------------------------------------------

    @Slot(object)
    def _changed(self, tables: frozenset[str]) -> None:
        self.status.show_saved(clock.now())
        self._show_undo()
        self._offer_undo()
        for at in self._built:
            if not self.pages[at].shows & tables:
                continue
            if at == self.tabs.currentIndex():
                self.pages[at].refresh()
            else:
                self._stale.add(at)

    def _offer_undo(self) -> None:
        """After a deletion a bar, instead of a question before it."""
        done = self.desk.store.undo_label or ""
        if done.startswith("Delete ") and not self._walking:
            self._made_undo_bar().offer(done.replace("Delete", "Deleted", 1))
            self._place_undo_bar()
        elif self._undo_bar is not None:
            self._undo_bar.hide()

    def _made_undo_bar(self) -> UndoBar:
        from snt_desk.ui.panels import UndoBar

        if self._undo_bar is None:
            self._undo_bar = UndoBar(self._centre)
            self._undo_bar.undo.connect(self.undo)
        return self._undo_bar

    def _show_undo(self) -> None:
        undo, redo = self.desk.store.undo_label, self.desk.store.redo_label
        self._undo_action.setText("&" + escaped(_named("Undo", undo)))
        self._redo_action.setText("&" + escaped(_named("Redo", redo)))
        self.status.show_undo(_named("Undo", undo) if undo else "")

    def _can_undo(self) -> bool:
        return self.desk.store.undo_label is not None

    def _can_redo(self) -> bool:
        return self.desk.store.redo_label is not None

    def undo(self) -> None:
        """Take back the last change; a screen reader says which."""
        self._walk("Undone", self.desk.store.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._walk("Done again", self.desk.store.redo)

    def _walk(self, said: str, step: Callable[[], str]) -> None:
        self._walking = True
        try:
            done = step()
        finally:
            self._walking = False
        announce(self, f"{said}: {done}")

    # --- Looks --------------------------------------------------------------------------------

    def use_look(self, look: Look) -> None:
        """Wear another look from now on."""
        self._use(replace(self._settings, look=look))

    def has_look(self, look: Look) -> bool:
        """Whether that one is chosen."""
        return self._settings.look == look

    def use_text_size(self, percent: int) -> None:
        """Show all words at that size from now on (`theme.TEXT_SIZES`)."""
        self._use(replace(self._settings, text_percent=percent))

    def has_text_size(self, percent: int) -> bool:
        """Whether that one is chosen."""
        return self._settings.text_percent == percent

    def step_text_size(self, step: int) -> None:
        """Take the next larger or smaller text."""
        at = TEXT_SIZES.index(self._settings.text_percent) + step
        if 0 <= at < len(TEXT_SIZES):
            self.use_text_size(TEXT_SIZES[at])

    def toggle_compact(self) -> None:
        """Bring rows closer together, or apart again."""
        self._use(replace(self._settings, compact=not self._settings.compact))

    def is_compact(self) -> bool:
        """Whether rows are close together."""
        return self._settings.compact

    @property
    def _settings(self) -> Settings:
        return self._preferences.settings

    def _use(self, settings: Settings) -> None:
        self._preferences.keep(settings)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.use(app, settings.appearance)
        self._fit()

    # --- Going about --------------------------------------------------------------------------

    def go_to_part(self, step: int) -> None:
        """Take the focus to the next part of the page, or with -1 to the last one."""
        _parts().go_to_part(self.tabs, self._widget, step)

    def go_to_mark(self, step: int) -> None:
        """Go to the next problem or caution of the form, or with -1 to the last one."""
        _parts().go_to_mark(self._widget, step)

    def toggle_pane(self) -> None:
        """Open or shut the pane beside the list."""
        pane = _parts().pane(self._widget)
        if pane is not None:
            pane.toggle_pane()

    def has_pane(self) -> bool:
        """Whether the page has one."""
        return _parts().pane(self._widget) is not None

    def copy(self) -> None:
        """Copy what is selected where the focus is."""
        _parts().copy()

    def new(self) -> None:
        """Begin a new record of the page."""
        self.page.new()

    def save(self) -> None:
        """Save what is being typed on the page."""
        self.page.save()

    def go_to_filter(self) -> None:
        """Take the focus to the page's filter."""
        self.page.find()

    def delete(self) -> None:
        """Delete what is selected on the page; undo brings it back."""
        if isinstance(self.page, Deletes):
            self.page.delete()

    @property
    def _widget(self) -> QWidget:
        at = self.tabs.currentIndex()
        self._build(at)
        return self._built[at]

    # --- Size and place -----------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < theme.px(theme.NARROW)
        self.tabs.set_narrow(narrow=narrow)
        self._whose.setVisible(not narrow)
        self.status.show_team(self.header.team if narrow else "")
        self.status.show_file("" if narrow else self.header.file)
        self._place_undo_bar()

    def _place_undo_bar(self) -> None:
        """Just above the status bar, in the middle; nothing moves to make room for it."""
        if self._undo_bar is None:
            return
        below = self._centre.rect()
        size = self._undo_bar.sizeHint().boundedTo(below.size())
        x = (below.width() - size.width()) // 2
        self._undo_bar.setGeometry(x, below.height() - size.height() - 8, *size.toTuple())

    def _restore(self) -> None:
        kept, titles = self._preferences, self.tabs.titles
        self.restoreGeometry(QByteArray(kept.state("window")))
        title = kept.state("tab").decode("utf-8", "replace")
        wanted = title if title in titles else FIRST
        at = titles.index(wanted) if wanted in titles else 0
        self.tabs.setCurrentIndex(at)
        self._stack.setCurrentIndex(at)

    def _states(self) -> dict[str, bytes]:
        """What is to be remembered: this window, and every named table and splitter."""
        states = {
            "window": bytes(self.saveGeometry().data()),
            "tab": self.tabs.tabText(self.tabs.currentIndex()).encode(),
        }
        for page in self._built.values():
            states |= _parts().states(page)
        return states

    def closeEvent(self, event: QCloseEvent) -> None:
        for at in self._built:
            page = self.pages[at]
            if isinstance(page, Leaves):
                page.leave()
        if self.pages:
            self._preferences.keep_states(self._states())
            self.desk.tasks.stop()
        super().closeEvent(event)


def _parts() -> ModuleType:
    # Tables, lists and forms come with it: the frame is painted without them.
    from snt_desk.ui import parts_of_page

    return parts_of_page


def _named(verb: str, label: str | None) -> str:
    """`Undo log foot patrol, Peartree`; a word in capitals keeps them."""
    if not label:
        return verb
    small = label[:1].lower() + label[1:] if not label[:2].isupper() else label
    return f"{verb} {small}"
