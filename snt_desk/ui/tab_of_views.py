"""A tab with several views, one in front: a row of words above them chooses which.

Each view is a page of its own, as if it had a tab: it says what tables it shows, has its own
lines in the menus, its own form and what is typed there. It is built when it is first shown, and
read again only while it is seen. A view asks for itself by the tab and one of its tables:
`desk.go(Target("Priorities", "rounds", ref))`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QStackedWidget, QWidget

from snt_desk.ui import paint, parts_of_page
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import Option, Segment
from snt_desk.ui.page import Command, GoesTo, Page, Target
from snt_desk.ui.parts import as_part, down, without_mnemonic


@dataclass(frozen=True)
class Behind:
    """What stands behind one word of the row.

    `tables` are those whose records are asked for there; `typed` says what is typed there, by
    the name that it is kept under.
    """

    word: str
    make: Callable[[], Page]
    tables: frozenset[str]
    typed: Collection[str] = frozenset()


class TabOfViews(QObject):
    """A page that is several: the window asks the view in front for all that a page does."""

    front_changed = Signal()
    """Another view is in front, or the first one."""

    def __init__(self, title: str, views: Sequence[Behind]) -> None:
        """The first of the views is in front."""
        super().__init__()
        self.title = title
        self._behind = tuple(views)
        self._views = tuple(one.make() for one in views)
        self._built: dict[int, QWidget] = {}
        self._stale: set[int] = set()
        self._at = 0

    def build(self, desk: Desk) -> QWidget:
        """Make the row of words, and the view that is first in front."""
        self._desk = desk
        self.which = Segment(*(Option(at, one.word) for at, one in enumerate(self._behind)))
        self._stack = QStackedWidget()
        bar = _Row(self.title, self.which, [without_mnemonic(one.word) for one in self._behind])
        widget = down(bar, self._stack, space=0, stretch=(1,))
        widget.setObjectName(self.title.lower())
        first = self._first()
        bar.keeps = first is None
        self.which.set_value(first or 0)
        self.which.changed.connect(self._chosen)
        self.which.picked.connect(self._enter)
        self._chosen()
        return widget

    def _first(self) -> int | None:
        """The view on which something was typed before the program ended."""
        kept = self._desk.store.drafts
        return next((at for at, one in enumerate(self._behind) if kept & {*one.typed}), None)

    # --- The view in front --------------------------------------------------------------------

    @property
    def in_front(self) -> Page:
        """The view that is seen."""
        return self._views[self._at]

    @property
    def subject(self) -> str:
        """The word of the view that is seen."""
        return without_mnemonic(self._behind[self._at].word)

    @property
    def built_views(self) -> Sequence[Page]:
        """The views that were shown: something may be typed on them."""
        return [self._views[at] for at in sorted(self._built)]

    def bring(self, table: str) -> None:
        """Bring the view to the front on which records of this table stand, if one has them."""
        for at, one in enumerate(self._behind):
            if table in one.tables:
                self.which.set_value(at)

    def _chosen(self) -> None:
        at = self.which.value
        assert isinstance(at, int)  # noqa: S101  # the options are numbers
        self._at = at
        held = QApplication.focusWidget()
        was_within = held is not None and self._stack.isAncestorOf(held)
        if at not in self._built:
            self._built[at] = widget = self._views[at].build(self._desk)
            parts_of_page.restore(widget, self._desk.preferences)
            self._stack.addWidget(widget)
        elif at in self._stale:
            self._views[at].refresh()
        self._stale.discard(at)
        if was_within:
            # Else Qt would take it to the first control of the view, whatever that does.
            self.which.setFocus()
        self._stack.setCurrentWidget(self._built[at])
        if was_within:
            # What had the focus is hidden now.
            self._enter()
        self.front_changed.emit()

    # --- What a page is -----------------------------------------------------------------------

    @property
    def shows(self) -> frozenset[str]:
        """The tables of which any view that was shown shows something."""
        return frozenset().union(*(one.shows for one in self.built_views))

    def refresh(self) -> None:
        """Read the view in front again; the others when they are shown again."""
        self._stale |= self._built.keys()
        self._stale.discard(self._at)
        self.in_front.refresh()

    def new(self) -> None:
        """Begin a new record on the view in front."""
        self.in_front.new()

    def save(self) -> None:
        """Save what is being typed on the view in front."""
        self.in_front.save()

    def find(self) -> None:
        """Take the focus to the filter of the view in front."""
        self.in_front.find()

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that bring another view to the front."""
        if len(self._behind) == 1:
            return ()
        return (
            Command("&View", "Ne&xt view of the tab", partial(self._step, 1), "Ctrl+Tab"),
            Command("&View", "Last &view of the tab", partial(self._step, -1), "Ctrl+Shift+Tab"),
        )

    def _step(self, step: int) -> None:
        self.which.set_value((self._at + step) % len(self._behind))
        self._enter()

    def _enter(self) -> None:
        parts_of_page.enter(self._built[self._at])

    def go_to(self, target: Target) -> None:
        """Let the view show it that has its table."""
        self.bring(target.table)
        view = self.in_front
        if isinstance(view, GoesTo):
            view.go_to(target)

    def leave(self) -> bool:
        """Ask each view whether it may go, until one is to stay."""
        return parts_of_page.leave(self.built_views)

    @property
    def unsaved(self) -> _Unsaved:
        """What is typed on any of the views and not saved."""
        return _Unsaved(self.built_views)


class _Row(QFrame):
    """The row of words; which of them was chosen is there again the next time."""

    def __init__(self, tab: str, which: Segment, words: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.kept_as = f"{tab} view"
        self.keeps = True
        """Whether it goes where it was; not where what was typed waits on another view."""
        self._which = which
        self._words = tuple(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(paint.EDGE, 0, paint.EDGE, 0)
        row.addWidget(which)
        row.addStretch(1)
        as_part(self)
        if len(words) == 1:
            self.hide()

    def state(self) -> bytes:
        """Give the word that is chosen."""
        at = self._which.value
        return self._words[at].encode() if isinstance(at, int) else b""

    def take_state(self, state: bytes) -> None:
        """Choose it again; one that is not there any more is passed over."""
        word = state.decode("utf-8", "replace")
        if self.keeps and word in self._words:
            self._which.set_value(self._words.index(word))


@dataclass(frozen=True)
class _Unsaved:
    """What is typed on several pages."""

    pages: Sequence[Page]

    def keep_now(self) -> None:
        """Keep it before the pages go, without a question."""
        parts_of_page.keep_typed(self.pages)

    def by_kind(self) -> Mapping[str, str]:
        """Give what would be kept, by the name that it is kept under."""
        return parts_of_page.not_saved(self.pages)

    def as_text(self) -> Sequence[tuple[str, str]]:
        """Give it to be read."""
        return parts_of_page.as_text(self.pages)
