"""The coverage: the map, the tables beside it, and what is loaded and planned there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from snt_desk.domain.entries import NO_BEAT
from snt_desk.services.coverage import SpotTime
from snt_desk.services.patrol_filter import Filter
from snt_desk.ui import theme, tsv
from snt_desk.ui.desk import Desk
from snt_desk.ui.named import counted
from snt_desk.ui.pages.patrols.coverage import reading
from snt_desk.ui.pages.patrols.coverage.legend import Legend
from snt_desk.ui.pages.patrols.coverage.map import MapView
from snt_desk.ui.pages.patrols.coverage.matching import Matching
from snt_desk.ui.pages.patrols.coverage.planning import Planning
from snt_desk.ui.pages.patrols.coverage.quiet import quiet_after
from snt_desk.ui.pages.patrols.coverage.reading import Seen
from snt_desk.ui.pages.patrols.coverage.steps import BEATS, LEAST, MAP, SPOTS, WORDS, Room
from snt_desk.ui.pages.patrols.coverage.tables import BEAT_COLUMNS, SPOT_COLUMNS, beat_rows
from snt_desk.ui.pages.patrols.coverage.writing import Writing
from snt_desk.ui.panels import Box, EmptyPage
from snt_desk.ui.parts import across, button, down, label
from snt_desk.ui.table import ListModel
from snt_desk.ui.table_view import TableView
from snt_desk.ui.tasks import Task

_SIZES = (500, 440)
"""How the room is shared at first, between the map and the tables."""
_FEW = 8
"""Of so many rows each table has room; of more they share what there is evenly."""


class CoverageView(QFrame):
    """Shows the list that the chips ask for, by beats and hot spots."""

    opened = Signal(str)
    """Enter on a beat: its code."""
    left = Signal()
    """Esc: back to the log."""

    def __init__(self, desk: Desk, wanted: Callable[[], Filter]) -> None:
        """`wanted` says which patrols are looked at."""
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._wanted = wanted
        self._task: Task | None = None
        self._seen: Seen | None = None
        self._step = MAP
        self.map, self.matching, self.planning = MapView(), Matching(), Planning()
        self.beats = ListModel(BEAT_COLUMNS)
        self.beat_table = TableView(self.beats, "Beats")
        self.beat_table.setObjectName("coverage-beats")
        self.spots = ListModel(SPOT_COLUMNS)
        self.spot_table = TableView(self.spots, "Hot spots")
        self.spot_table.setObjectName("coverage-spots")
        self.writing = Writing(desk, self)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        self._busy = label("", "muted")
        # Where there is no room, its end goes first.
        self._busy.setMinimumWidth(1)
        self._turn = button("Map", "", "map-pin")
        self._match = button("Match outlines", writes=True)
        self._load = button("Load outlines…", writes=True)
        self._off = button("Take the outlines off", writes=True)
        title = label("Coverage", "title")
        actions = (self._turn, self._match, self._load, self._off)
        self._quiet = quiet_after()
        said = (title, self._busy, self._quiet)
        self.head = across(*said, *actions, margins=(16, 8, 12, 8), stretch=(1,))
        self.box = Box("info")
        self._left = QStackedWidget()
        self._legend = Legend()
        self._left.addWidget(down(self.map, self._legend, space=0, stretch=(0,)))
        self._left.addWidget(self.matching)
        self._side = down(self.beat_table, self.spot_table, self.planning, space=0, name="page")
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        for at, part in enumerate((self._left, self._side)):
            self._split.addWidget(part)
            self._split.setStretchFactor(at, 1)
            self._split.setCollapsible(at, False)
        self._split.setSizes(list(_SIZES))
        self.none_yet = EmptyPage("map-pin")
        self.none_yet.say(
            "No beats yet",
            "Import the team’s places. Each beat then has its hours here.",
            "Ctrl+I imports",
        )
        self._views = QStackedWidget()
        for one in (self._split, self.none_yet):
            self._views.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        self._note = across(self.box, margins=(16, 0, 12, 8), stretch=(0,))
        column.addWidget(self._note)
        column.addWidget(self._views, 1)

    def _listen(self) -> None:
        self.map.chosen.connect(self.beat_table.select)
        self.beat_table.current_changed.connect(self._beat_in_hand)
        for one in (self.map.opened, self.beat_table.opened):
            one.connect(self._open)
        for part in (self.map, self.beat_table, self.spot_table):
            part.left.connect(self.left)
        self.map.copy_asked.connect(self.copy)
        self.spot_table.current_changed.connect(self._spot_in_hand)
        self.spot_table.opened.connect(lambda _code: self.planning.start())
        self.planning.left.connect(self.spot_table.setFocus)
        self.planning.planned.connect(self._plan)
        self.matching.chosen.connect(self._choose)
        self.matching.left.connect(self.show_map)
        self.box.pressed.connect(self.match)
        self._turn.clicked.connect(self._turn_over)
        self._match.clicked.connect(self.match)
        self._load.clicked.connect(self.writing.load)
        self._off.clicked.connect(self.writing.take_off)
        self._quiet.chosen.connect(self.writing.set_quiet_after)

    # --- What is shown ------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read again; until that is done what was read stands there."""
        if self._task is not None:
            self._task.cancel()
        self._busy.setText("Counting…")
        work = partial(reading.read, self._desk.store, self._desk.team.id, self._wanted())
        self._task = self._desk.tasks.run(work, self._show, owner=self)

    def _show(self, seen: Seen) -> None:
        self._seen = seen
        self._busy.setText("")
        self._quiet.show_number(seen.coverage.quiet_after)
        self._legend.show_quiet(seen.coverage.quiet_after)
        self.matching.show_seen(seen)
        self.beats.show_rows(beat_rows(seen.coverage.beats))
        self.spots.show_rows(seen.coverage.spots)
        self._share()
        self.map.show_seen(seen)
        self._views.setCurrentIndex(0 if seen.areas or seen.coverage.spots else 1)
        self._spot_in_hand(self.spot_table.current_id)
        self._say_what_is_missing(seen)
        self._fit()
        if seen.tiled and self._left.currentWidget() is self.matching:
            held = self.matching.isAncestorOf(QApplication.focusWidget() or self)
            self._left.setCurrentIndex(0)
            if held:
                self.enter()

    def _share(self) -> None:
        """Give beats and hot spots room by how many there are; what is planned has its own."""
        layout = self._side.layout()
        if isinstance(layout, QVBoxLayout):
            for at, table in enumerate((self.beat_table, self.spot_table)):
                layout.setStretch(at, min(table.rows.rowCount(), _FEW) + 1)

    def _say_what_is_missing(self, seen: Seen) -> None:
        missing = seen.without_outline
        if self.writing.problem is not None:
            problem = self.writing.problem
            self.box.say(problem.title, problem.detail, tone="bad")
        elif seen.problem:
            self.box.say(seen.problem, tone="bad")
        elif missing:
            names = ", ".join(missing[:4]) + (", …" if len(missing) > 4 else "")
            said = f"{counted(len(missing), 'beat')} without an outline"
            self.box.say(said, names, "Match outlines", tone="info")
        else:
            self.box.hide()
        self._note.setVisible(not self.box.isHidden())

    def has_outlines(self) -> bool:
        """Whether outlines are loaded, and not only tiles shown."""
        return self._seen is not None and not self._seen.tiled

    def say_again(self) -> None:
        """Say what is wrong with a file, or no longer."""
        if self._seen is not None:
            self._say_what_is_missing(self._seen)

    def _beat_in_hand(self, code: object) -> None:
        self.map.select(str(code) if code else "")

    def _open(self, code: object) -> None:
        if code and code != NO_BEAT:
            self.opened.emit(str(code))

    def _spot(self, code: object) -> SpotTime | None:
        spots = self._seen.coverage.spots if self._seen else ()
        return next((one for one in spots if one.code == code), None)

    def _spot_in_hand(self, code: object) -> None:
        spots = self._seen.coverage.spots if self._seen else ()
        self.planning.show_spot(self._spot(code) or next(iter(spots), None))

    def _plan(self, code: str, visits: int) -> None:
        spot = self._spot(code)
        if spot is not None:
            self.writing.plan(spot, visits)
            self.spot_table.setFocus()

    def _choose(self, key: str, beat: str) -> None:
        names = {one.code: one.name for one in self._seen.coverage.beats} if self._seen else {}
        self.writing.choose(key, beat, names.get(beat, ""))
        self.matching.table.setFocus()

    def copy(self) -> None:
        """Put all beats on the clipboard with their headings, as Excel takes them."""
        columns = range(len(BEAT_COLUMNS))
        heads = [column.title for column in BEAT_COLUMNS]
        cells = [self.beats.cells(at) for at in range(self.beats.rowCount())]
        tsv.put([heads, *(tsv.texts(row, columns) for row in cells if len(row) > 1)])

    # --- Going about --------------------------------------------------------------------------

    def enter(self) -> None:
        """Take the focus to the map, or to the table that is shown in its place."""
        parts = (self.map, self.beat_table, self.spot_table)
        part = next((one for one in parts if one.isVisibleTo(self)), self.beat_table)
        part.setFocus(Qt.FocusReason.TabFocusReason)

    def match(self) -> None:
        """Show the outlines in place of the map, to say which beat each is."""
        self._left.setCurrentWidget(self.matching)
        self._step = MAP
        self._fit()
        self.matching.table.setFocus(Qt.FocusReason.TabFocusReason)

    def show_map(self) -> None:
        """Show the map again."""
        self._left.setCurrentIndex(0)
        self.enter()

    def _turn_over(self) -> None:
        self._step = self._room.next(self._step)
        self._fit()
        shown = {MAP: self.map, BEATS: self.beat_table, SPOTS: self.spot_table}[self._step]
        shown.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def _room(self) -> Room:
        full = theme.appearance().percent / 100
        return Room(self.width() / full, self.height() / full)

    def minimumSizeHint(self) -> QSize:
        # Less than the parts ask for together: where it is small, there is one at a time.
        return QSize(theme.px(LEAST[0]), theme.px(LEAST[1]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_split"):
            self._fit()

    def _fit(self) -> None:
        """Show map and tables beside or below each other where there is room, else one."""
        room = self._room
        if self._step not in room.steps:
            self._step = room.steps[0]
        below = room.both and not room.beside
        way = Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal
        if self._split.orientation() != way:
            self._split.setOrientation(way)
        self._turn.setVisible(len(room.steps) > 1)
        self._turn.setText(WORDS[room.next(self._step)])
        self._turn.setAccessibleName(self._turn.text())
        # The menus have them too.
        for one in (self._match, self._off):
            _show(one, shown=room.roomy and self.has_outlines())
        _show(self._quiet, shown=room.asks)
        spots = self._seen is not None and bool(self._seen.coverage.spots)
        _show(self._left, shown=room.both or self._step == MAP)
        _show(self._side, shown=room.both or self._step != MAP)
        _show(self._legend, shown=room.explained)
        _show(self.beat_table, shown=room.deep or self._step == BEATS)
        for part in (self.spot_table, self.planning):
            _show(part, shown=spots and (room.deep or self._step == SPOTS))


def _show(widget: QWidget, *, shown: bool) -> None:
    if widget.isHidden() == shown:
        widget.setVisible(shown)
