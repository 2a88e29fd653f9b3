"""What the headings of a sheet mean: each with the field it was taken for, which can be changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from snt_desk.domain.sheet import Matching, headings
from snt_desk.ui import icons, keys, theme
from snt_desk.ui.importing import words
from snt_desk.ui.importing.seen import Seen
from snt_desk.ui.parts import Picture, across, as_part, button, label, plain_tip

_LEAVE_OUT = "Leave out"
_HINT = "Change what is not right; nothing is written yet."
_UNKNOWN = "No headings are known here. Choose what the sheet holds."
_PICK = 138
_WIDEST = 480
_MOST = 60
_OPEN = frozenset(
    {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Return}
)


class Pick(QComboBox):
    """One of a few: an arrow or a letter opens the list; the wheel leaves it as it is.

    Enter takes what is marked there, and so does Tab, which goes on as well.
    """

    went_on = Signal(bool)
    """Tab took what was marked in the open list, or Shift+Tab did: it goes back."""

    def __init__(self, name: str) -> None:
        """`name` is what a screen reader says of it."""
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText("Choose")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setPlaceholderText("Choose")

    def show_choices(self, choices: Sequence[tuple[object, str]], chosen: object) -> None:
        """Offer these values under these words, with one of them chosen."""
        self.blockSignals(True)
        self.clear()
        for value, text in choices:
            self.addItem(text, value)
        self.setCurrentIndex(next((at for at, one in enumerate(choices) if one[0] == chosen), -1))
        self.blockSignals(False)

    def showPopup(self) -> None:
        # Made when it is first wanted: a sheet may have two hundred columns.
        if self.view().objectName() != "choices":
            view = QListView()
            view.setObjectName("choices")
            self.setView(view)
            view.installEventFilter(self)
        super().showPopup()
        if not self.view().currentIndex().isValid():
            # Or the first arrow would pass over the first choice.
            self.view().setCurrentIndex(self.model().index(0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Qt would leave the open list as it is.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
                self._take_marked()
                self.went_on.emit(key == Qt.Key.Key_Tab)
                return True
        return super().eventFilter(watched, event)

    def _take_marked(self) -> None:
        marked = self.view().currentIndex().row()
        self.hidePopup()
        if 0 <= marked != self.currentIndex():
            self.setCurrentIndex(marked)
            self.activated.emit(marked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # By the arrows alone each choice passed on the way would be made.
        if event.key() in _OPEN or keys.is_letter(event):
            self.showPopup()
            if keys.is_letter(event):
                self.view().keyboardSearch(event.text())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme.px(icons.SIDE)
        place = QPointF(self.width() - side - 8, (self.height() - side) / 2)
        with QPainter(self) as painter:
            role = "muted" if self.isEnabled() else "off"
            icons.draw(painter, "chevron-down", role, place.x(), place.y())


class Headings(QFrame):
    """The left of the import: what each heading is, and what of the sheet was left out."""

    changed = Signal(object)
    """The `Matching` is to be this one."""
    moved = Signal(int)
    """The headings stand in this row."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("leftside")
        as_part(self)
        self.onward = button("Show the rows", "", "arrow-right")
        self.sheet, self.holds = Pick("Sheet"), Pick("What it holds")
        self._title = label("What your headings &mean", "heading")
        self._hint = label(_HINT, "small", wrap=True)
        self._doubts = label("", "warn", wrap=True)
        self._left_out = label("", "small", wrap=True)
        self._row = QLineEdit()
        self._row.setValidator(QIntValidator(1, 200_000, self._row))
        self._row.setAccessibleName("Headings in row")
        self._row.editingFinished.connect(self._row_typed)
        self._picks: dict[int, Pick] = {}
        self._labels: dict[int, QLabel] = {}
        self._matching: Matching | None = None
        self._is_entering = False
        self._inside = QWidget()
        self._inside.setObjectName("formbody")
        self._grid = QGridLayout(self._inside)
        self._lay_out()

    def _lay_out(self) -> None:
        self._grid.setContentsMargins(16, 8, 16, 8)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._inside)
        self._row.setFixedWidth(theme.px(64))
        for pick in (self.sheet, self.holds):
            pick.setFixedWidth(theme.px(_PICK))
            pick.went_on.connect(self._leave_book)
        self._sheets = _named("&Sheet", self.sheet)
        self._holding = _named("&What it holds", self.holds)
        self._rowed = _named("Hea&dings in row", self._row)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 6)
        head.setSpacing(6)
        for one in (self._sheets, self._holding, self._title, self._hint, self._doubts):
            head.addWidget(one)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 14)
        foot.setSpacing(10)
        foot.addWidget(self._rowed)
        foot.addWidget(self._left_out)
        foot.addWidget(self.onward, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        # Where it has the page to itself, what a heading means stays beside the heading.
        together = QWidget()
        together.setMaximumWidth(theme.px(_WIDEST))
        together.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 1, 0)
        row.addWidget(together, 1)
        row.addStretch()

    def show_book(
        self,
        sheets: Sequence[tuple[object, str]],
        sheet: int,
        kinds: Sequence[tuple[object, str]],
        kind: str | None,
    ) -> None:
        """Offer the sheets of a book and what each can hold; nothing is matched yet."""
        self.sheet.show_choices(sheets, sheet)
        self._sheets.setVisible(len(sheets) > 1)
        self.holds.show_choices(kinds, kind)
        self._holding.show()
        # Where it has the page to itself, nothing else says so.
        self._hint.setText(_HINT if kind else _UNKNOWN)
        self._hint.show()

    def show_matching(self, seen: Seen) -> None:
        """Show what each column was taken for, what is in doubt, and what was left out."""
        matching, understood = seen.matching, seen.preview.understood
        grid, kind = seen.grid, seen.kind
        named = headings(grid, matching.heading_row, matching.heading_rows)
        held = next((at for at, one in self._picks.items() if one.hasFocus()), None)
        if self._matching is None or len(self._picks) != len(named):
            self._fill(named)
        self._matching = matching
        choices = [(None, _LEAVE_OUT), *((one.name, one.label) for one in kind.fields)]
        for at, pick in self._picks.items():
            self._name(at, named[at] or _lettered(at))
            pick.show_choices(choices, matching.columns[at])
        if held in self._picks:
            self._picks[held].setFocus()
        elif self._is_entering:
            self.enter()
        self._is_entering = False
        doubts = "\n".join((*understood.missing, *matching.doubts, *matching.notes))
        self._doubts.setText(doubts)
        self._doubts.setVisible(bool(doubts))
        left_out = words.left_out(understood.left_out, grid)
        self._left_out.setText(left_out)
        self._left_out.setVisible(bool(left_out))
        self._row.setText(str(matching.heading_row))
        self._hint.setText(_HINT)
        self._show_parts(shown=True)

    def forget(self) -> None:
        """Let go of a sheet."""
        self._matching, self._is_entering = None, False
        self._fill(())
        for one in (self._sheets, self._holding, self._doubts, self._left_out):
            one.hide()
        self._show_parts(shown=False)

    def _show_parts(self, *, shown: bool) -> None:
        for one in (self._title, self._hint, self._rowed):
            one.setVisible(shown)

    def has_focus(self) -> bool:
        """Whether something in it is being chosen."""
        held: QWidget | None = self.focusWidget()
        return held is not None and held.hasFocus()

    def enter(self) -> None:
        """Take the focus to the first heading."""
        first = next(iter(self._picks.values()), self._row)
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _fill(self, named: Sequence[str]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        # Below the last heading the room that is left; not where another sheet ended.
        self._grid.setRowStretch(len(self._picks), 0)
        self._picks.clear()
        self._labels.clear()
        for at in range(len(named)):
            pick = Pick("")
            pick.setFixedWidth(theme.px(_PICK))
            pick.activated.connect(partial(self._picked, at))
            pick.went_on.connect(pick.focusNextPrevChild)
            self._picks[at] = pick
            self._labels[at] = label("", wrap=True)
            self._grid.addWidget(self._labels[at], at, 0)
            self._grid.addWidget(Picture("arrow-right"), at, 1)
            self._grid.addWidget(pick, at, 2)
            # At once, or it could not have the focus yet.
            pick.show()
        self._grid.setRowStretch(len(named), 1)
        if self._picks:
            self._title.setBuddy(self._picks[0])
        # However late they are made, Tab comes to them where they stand.
        for before, after in pairwise((self.holds, *self._picks.values(), self._row)):
            QWidget.setTabOrder(before, after)

    def _leave_book(self, forward: bool) -> None:  # from Qt's signal
        """Go on to the headings, at once or when they are there."""
        if not forward:
            self.focusPreviousChild()
        elif self._picks:
            self.enter()
        else:
            self._is_entering = True

    def _name(self, at: int, name: str) -> None:
        self._labels[at].setText(words.cut(name, _MOST))
        self._labels[at].setToolTip(plain_tip(words.cut(name, 500)))
        self._picks[at].setAccessibleName(f"{words.cut(name)} is")

    def _picked(self, at: int, _chosen: int) -> None:
        if self._matching is None:
            return
        wanted = self._picks[at].currentData()
        columns = [
            None if one == wanted and column != at else one
            for column, one in enumerate(self._matching.columns)
        ]
        columns[at] = wanted
        if tuple(columns) != self._matching.columns:
            self.changed.emit(replace(self._matching, columns=tuple(columns), doubts=(), notes=()))

    def _row_typed(self) -> None:
        if self._matching is not None and self._row.text():
            row = int(self._row.text())
            if row != self._matching.heading_row:
                self.moved.emit(row)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(200))


def _named(words_of: str, field: QWidget) -> QWidget:
    name = label(words_of, "heading")
    name.setBuddy(field)
    return across(name, None, field)


def _lettered(at: int) -> str:
    """What a spreadsheet program calls a column without a heading: `Column AB`."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"Column {letters}"
