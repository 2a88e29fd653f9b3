"""The window round the pages: menus, tabs, what was saved, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenuBar, QStackedWidget, QWidget

from snt_desk.domain import clock
from snt_desk.ui import commands, theme, waiting
from snt_desk.ui.cares import Cares
from snt_desk.ui.desk import Desk
from snt_desk.ui.doing import Doing
from snt_desk.ui.frame import Header, Instead, NewDay, Place
from snt_desk.ui.going import Going
from snt_desk.ui.helping import Helping
from snt_desk.ui.importing.over import Importing
from snt_desk.ui.looks import Looks
from snt_desk.ui.menus import Menus, PageLines
from snt_desk.ui.notices import Notices
from snt_desk.ui.over import Over
from snt_desk.ui.page import HasViews, InHand, Page, in_front
from snt_desk.ui.page_area import PageArea
from snt_desk.ui.parts import across, down
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.status import StatusBar
from snt_desk.ui.tabs import Tabs
from snt_desk.ui.trail import Trail
from snt_desk.ui.waiting import AfterWaiting
from snt_desk.ui.way_back import WayBack
from snt_desk.ui.whose import Whose

SIZE = (1280, 800)
LEAST = (960, 540)
FIRST = "Patrols"
"""The tab in front where none is remembered."""


class MainWindow(QMainWindow):
    """One window over one desk; its frame is there before the desk is."""

    built = Signal(object)
    """A page has been built, or more of it, with this widget."""
    painted = Signal()
    """The frame has been painted: what took the screen is over, what takes time can begin."""

    desk: Desk
    header = Header()
    pages: tuple[Page, ...] = ()

    def __init__(self, preferences: Preferences, titles: Sequence[str]) -> None:
        """Make the frame, with a tab for each page by its title; `take` brings the rest."""
        super().__init__()
        self._preferences, self._titles = preferences, tuple(titles)
        self._new_day = NewDay(self)
        self._new_day.came.connect(self.read_again)
        self.looks = Looks(preferences, self._fit)
        theme.dress(self)
        self.setWindowTitle("SNT Desk")
        self.resize(*SIZE)
        self.trail = Trail(self)
        self._begin()
        self.restoreGeometry(QByteArray(preferences.state("window")))

    def _begin(self) -> None:
        """Put up the frame, without anything in it."""
        self.trail.forget()
        self._built: dict[int, QWidget] = {}
        self._stale: set[int] = set()
        self._unread: frozenset[str] = frozenset()
        self._catching_up = AfterWaiting(self, self._catch_up)
        self._closing = AfterWaiting(self, self.close)
        self.tabs = Tabs(self._titles)
        self._stack = QStackedWidget()
        self._lay_out()
        self._make_menus()
        self.tabs.currentChanged.connect(self._tab_chosen)
        self._restore()

    def take(self, desk: Desk, pages: Sequence[Page], header: Header) -> None:
        """Show a desk, with a page for each tab. They are built as they are visited."""
        self.instead.take_away()
        self.desk, self.pages, self.header = desk, tuple(pages), header
        self.whose.take(desk, header.team, header.person)
        self._new_day.begin()
        self.desk.changed.connect(self._changed)
        self.desk.wanted.connect(self.trail.go_to)
        self.way_back.take(desk.store)
        self.area.take(desk)
        self.over.take(desk)
        self.cares.take(desk, header.where, self.built_pages)
        self.importing.take(desk, header.where)
        self.menuBar().setEnabled(True)
        self._fit()
        # Painted once more, it is visited: now, or when the window is shown.
        self._places[self.tabs.currentIndex()].update()

    def built_pages(self) -> list[Page]:
        """Give the pages that were visited: something may be typed on them."""
        return [self.pages[at] for at in self._built]

    def clear(self) -> None:
        """Let go of the desk: the frame is as it was before `take`, and all else is gone."""
        if not self.pages:
            return
        self.stop()
        self.pages, self.header = (), Header()
        del self.desk
        # Menus and status line go when others are put in their place.
        self.menuBar().clear()
        self._begin()
        # At once: Qt would do it when it next has time.
        self.menuBar().show()
        self.centre.show()
        self.status.show()

    def _lay_out(self) -> None:
        self.going = Going(self.tabs, lambda: self._widget, lambda: self.over.widget or self.area)
        self.doing = Doing(self)
        self.whose = Whose()
        self.whose.named.connect(self.going.enter)
        band = across(self.tabs, None, self.whose, space=0, margins=(8, 0, 0, 0), name="band")
        self._places = [Place() for _ in self.tabs.titles]
        for place in self._places:
            # Queued: nothing is built inside a paint event.
            place.painted.connect(self._place_painted, Qt.ConnectionType.QueuedConnection)
            self._stack.addWidget(place)
        self.area = PageArea(self._stack, self.in_hand)
        self.area.shut.connect(self.going.enter)
        self.notices = Notices()
        self.centre = centre = down(band, self.notices, self.area, space=0, stretch=(2,))
        self.setCentralWidget(centre)
        self.instead = Instead(self, centre, (band, self.area))
        self.over = Over(centre, (band, self.area), self._preferences)
        self.over.covers.connect(self._cover)
        self.importing = Importing(self, self.over, self.in_hand)
        self.status = StatusBar(self.header.marking)
        self.setStatusBar(self.status)
        self.cares = Cares(centre, self.status, self.over)

    def _make_menus(self) -> None:
        self.setMenuBar(QMenuBar())
        self.menus = Menus(self.menuBar())
        self._lines = PageLines(self.menus)
        self.way_back = WayBack(self.menus, self.status)
        self.helping = Helping(self, self._preferences, self.menus)
        self.menus.add(commands.of_window(self))
        commands.fill_menus(self.menus, self)
        # Nor do their keys answer before there is something to do it with.
        self.menuBar().setEnabled(False)

    # --- Pages --------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page that is in front, built: of a tab with several views the one that is seen."""
        at = self.tabs.currentIndex()
        self._build(at)
        return in_front(self.pages[at])

    def visit(self, at: int) -> None:
        """Bring a tab to the front, by its place among those there are, and go to its list."""
        self.tabs.setCurrentIndex(at)
        self._visit_current()
        self.going.enter()

    def visit_title(self, title: str) -> None:
        """Bring a tab to the front by its word."""
        self.visit(self.tabs.titles.index(title))

    def _tab_chosen(self, at: int) -> None:
        held = QApplication.focusWidget()
        clicked = held is not None and self._stack.isAncestorOf(held)
        self.cares.saying.hush()
        if clicked:
            # Else Qt would take it to the first control of the page, whatever that does.
            self.tabs.setFocus()
        self._stack.setCurrentIndex(at)
        if self.isVisible():
            self._visit_current()
        if clicked:
            self.going.enter()

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
        self._show_lines()
        self.area.fit()
        self.area.look_again()

    @Slot()
    def _view_chosen(self) -> None:
        # It may be there for the first time.
        self.built.emit(self._widget)
        self._show_lines()
        self.area.fit()
        self.area.look_again()

    @Slot(bool)
    def _cover(self, covered: bool) -> None:  # from the signal
        """Something has come to lie over the tabs, or has gone."""
        self._show_lines()
        self.way_back.cover(covered=covered)
        if not covered:
            self.going.enter()

    def _show_lines(self) -> None:
        """Offer the lines of what is in front."""
        over, at = self.over.page, self.tabs.currentIndex()
        self.menus.cover(covered=over is not None)
        if over is not None:
            self._lines.show(over)
        elif at in self._built:
            self._lines.show(self.pages[at], in_front(self.pages[at]))

    def _build(self, at: int) -> None:
        if at in self._built:
            return
        # Tables, lists and forms come with it: the frame is painted without them.
        from snt_desk.ui import parts_of_page

        page = self.pages[at]
        widget = page.build(self.desk)
        widget.setObjectName(widget.objectName() or "page")
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._built[at] = widget
        parts_of_page.restore(widget, self._preferences)
        self._stack.insertWidget(at, widget)
        self._stack.removeWidget(self._places[at])
        self._places[at].deleteLater()
        self._stack.setCurrentIndex(self.tabs.currentIndex())
        if isinstance(page, HasViews):
            page.front_changed.connect(self._view_chosen)
        self.built.emit(widget)

    # --- Changes ------------------------------------------------------------------------------

    @Slot(object)
    def _changed(self, tables: frozenset[str]) -> None:
        self._unread |= tables
        # What is read in the middle of a wait waits as well, one inside the other.
        self._catching_up.go()

    def _catch_up(self) -> None:
        tables, self._unread = self._unread, frozenset()
        if self.pages:
            self.status.show_saved(clock.now())
            self.way_back.changed()
            self.over.changed(tables)
            self._read_again([at for at in self._built if self.pages[at].shows & tables])

    def read_again(self) -> None:
        """Read everything again (F5): others may have changed it, or today is another day."""
        self._read_again(list(self._built))

    def _read_again(self, stale: Sequence[int]) -> None:
        for at in stale:
            if at == self.tabs.currentIndex():
                self.pages[at].refresh()
            else:
                self._stale.add(at)
        self.area.look_again()

    # --- Going about --------------------------------------------------------------------------

    def in_hand(self) -> tuple[str, str] | None:
        """Give table and ref of what is in hand on the tab in front, if anything is."""
        at = self.tabs.currentIndex()
        if at not in self._built:
            return None
        page = in_front(self.pages[at])
        return page.in_hand() if isinstance(page, InHand) else None

    def note_copy(self, what: str, rows: int) -> None:
        """Note that rows of a table are about to be on the clipboard, if they are many."""
        # It brings SQLAlchemy along, which the first paint does not wait for.
        from snt_desk.services import disclosures

        disclosures.copy(self.desk.store, what, rows)

    @property
    def in_front(self) -> str:
        """What is seen, by the name of its tab or its chapter in the guide."""
        over = self.over.page
        return self.tabs.tabText(self.tabs.currentIndex()) if over is None else over.title

    @property
    def _widget(self) -> QWidget:
        if self.over.widget is not None:
            return self.over.widget
        at = self.tabs.currentIndex()
        self._build(at)
        return self._built[at]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # The lid was shut over midnight: no minute has passed for the program.
        if event.type() == QEvent.Type.ActivationChange:
            self._new_day.look()
        # Larger text needs more room: the band gives way before the window has to grow.
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "cares"):
            self._fit()

    # --- Size and place -----------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < theme.px(theme.NARROW)
        self.tabs.set_narrow(narrow=narrow)
        self.whose.setVisible(not narrow)
        self.status.show_team(self.header.team if narrow else "")
        self.status.show_file("" if narrow else self.header.file)
        self.area.fit()

    def _restore(self) -> None:
        kept, titles = self._preferences, self.tabs.titles
        title = kept.state("tab").decode("utf-8", "replace")
        wanted = title if title in titles else FIRST
        at = titles.index(wanted) if wanted in titles else 0
        self.tabs.setCurrentIndex(at)
        self._stack.setCurrentIndex(at)

    def _states(self) -> dict[str, bytes]:
        """What is to be remembered: this window, and every named table and splitter."""
        from snt_desk.ui import parts_of_page as parts

        states = {
            "window": bytes(self.saveGeometry().data()),
            "tab": self.tabs.tabText(self.tabs.currentIndex()).encode(),
        }
        for page in self._built.values():
            states |= parts.states(page)
        return states | self.over.states()

    def closeEvent(self, event: QCloseEvent) -> None:
        # It stays also where a page cannot save what is to be saved.
        event.ignore()
        if waiting.is_waiting():
            # Nothing can be closed in the middle of that; it is not forgotten either.
            self._closing.go()
            return
        may_leave = self.over.leave() and self._may_leave()
        if may_leave and self.cares.backing_up.leave(self.instead, self.close):
            self.stop()
            super().closeEvent(event)

    def stop(self) -> None:
        """Let nothing go on any more: the data is about to be closed."""
        self.cares.backing_up.stop()
        self.helping.close()
        self._new_day.stop()
        if self.pages:
            self._preferences.keep_states(self._states())
            self.desk.tasks.stop()

    def _may_leave(self) -> bool:
        if not self._built or self.menus.look_only:
            return True
        from snt_desk.ui import parts_of_page

        return parts_of_page.leave(self.built_pages())
