"""The table as it is seen and used: painted quickly, read by rows, driven by keys.

Enter opens, Del deletes, Ctrl+C copies (with Shift: and the headings), letters go to the
filter. What is selected stays selected, by its record, when the rows are read again.
"""

from __future__ import annotations

from itertools import chain

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from snt_desk.errors import DeskError
from snt_desk.ui import clipboard, keys, ranges, table_menu, theme, tsv
from snt_desk.ui.cells import CellPainter, Heads
from snt_desk.ui.columns import ColumnLayout
from snt_desk.ui.kept_rows import KeptRows
from snt_desk.ui.parts import as_part, plain_tip
from snt_desk.ui.table import Group, Heading, Id, Index, Order, RowModel

MOST_SELECTED = 20_000
"""How many rows may be copied or deleted at once."""
_ARROW = 36  # pixels at 100 % that the arrow of a group reaches

_Select = QItemSelectionModel.SelectionFlag
_Mode = QHeaderView.ResizeMode
_Move = QAbstractItemView.CursorAction
_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class TableView(QTableView):
    """A table whose rows are records; signals carry their ids."""

    opened = Signal(object)
    """Enter or a double click: the id."""
    delete_asked = Signal(list)
    """Del: the ids of what is selected."""
    typed = Signal(str)
    """A letter that belongs in the filter."""
    current_changed = Signal(object)
    """Another record is in hand: its id, or None."""
    left = Signal()
    """Esc."""
    turned = Signal(object, bool)
    """A group is to be opened, or shut: what it is known by."""

    def __init__(self, rows: RowModel, name: str, *, height: int = 32) -> None:
        """Show the rows; `name` is what a screen reader says, `height` a row's at 100 %."""
        super().__init__()
        self.rows = rows
        self.deletes = False
        self.personal = False  # with people's details, which do not stay on the clipboard
        self._height = height
        self._kept = KeptRows(self)
        self._told: Id | None = None
        self._orders: list[Order] = []
        self.setAccessibleName(name)
        as_part(self)
        self.setModel(rows)
        self._heads = Heads(self, rows)
        self.setHorizontalHeader(self._heads)
        self._painter = CellPainter(self, rows)
        self.columns = ColumnLayout(self, rows, [self._heads, self._painter])
        self.setItemDelegate(self._painter)
        self._read_by_rows()
        self._measure()
        self._listen()

    def _read_by_rows(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(_Mode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)

    def _listen(self) -> None:
        self.rows.modelAboutToBeReset.connect(self._kept.remember)
        self.rows.modelReset.connect(self._restore)
        self._heads.sectionClicked.connect(self._sort_clicked)
        self._heads.sectionMoved.connect(self.columns.moved)
        self.selectionModel().currentRowChanged.connect(self.tell_current)
        self.entered.connect(self._hover)

    # --- What is in hand ----------------------------------------------------------------------

    @property
    def current_id(self) -> Id | None:
        """The record in hand."""
        return self._id_at(self.currentIndex().row())

    @property
    def selected_ids(self) -> list[Id]:
        """The selected records from top to bottom; DeskError if there are too many to act on."""
        return [found for found in map(self._id_at, self.selected_rows()) if found is not None]

    def select(self, wanted: Id) -> bool:
        """Take a record in hand and bring it into sight, if it is shown."""
        at = self.rows.place(wanted)
        if at is None:
            return False
        self._take(at)
        self.scrollTo(self.rows.index(at, 0))
        return True

    def _take(self, at: int) -> None:
        # Not `selectRow`: with Ctrl held (Ctrl+3 has just led here) that selects nothing.
        whole = _Select.ClearAndSelect | _Select.Rows
        ranges.take(self, self.rows.index(at, 0), whole)

    def take_near(self, at: int) -> None:
        """Take in hand what stands there; where that is a title, the record next to it."""
        rows = range(self.rows.rowCount())
        near = (one for one in chain(rows[at:], rows[:at][::-1]) if self._can_be_taken(one))
        self._take(next(near, at))

    def _can_be_taken(self, at: int) -> bool:
        row = self.rows.row(at)
        return row is not None and (isinstance(row, Group) or not isinstance(row, Heading))

    def _id_at(self, at: int) -> Id | None:
        row = self.rows.row(at) if at >= 0 else None
        return None if row is None or isinstance(row, Heading) else row.id

    def selected_rows(self) -> list[int]:
        """Where they stand, from top to bottom; DeskError if there are too many to act on."""
        ranges = self.selectionModel().selection().toList()
        if sum(one.height() for one in ranges) > MOST_SELECTED:
            raise DeskError(
                "That is too much at once",
                f"Select at most {MOST_SELECTED:,} rows, or export the list.",
            )
        return sorted({at for one in ranges for at in range(one.top(), one.bottom() + 1)})

    def tell_current(self, now: QModelIndex, *_before: QModelIndex) -> None:
        """Say which record is in hand, if it is another one."""
        found = self._id_at(now.row())
        if found != self._told:
            self._told = found
            self.current_changed.emit(found)

    def _restore(self) -> None:
        self._set_spans()
        self._kept.restore()

    # --- Keys and mouse -----------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # These are the table's own while it has the focus, whatever menus say.
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and _is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif keys.is_control_shift(event, Qt.Key.Key_C):
            self.copy_with_headings()
        elif keys.is_enter(event):
            self.open_current()
        elif keys.is_plain(event, Qt.Key.Key_Left, Qt.Key.Key_Right) and self._group is not None:
            self._turn(self._group, open_=event.key() == Qt.Key.Key_Right)
        elif keys.is_plain(event, Qt.Key.Key_Delete):
            self.ask_delete()
        elif keys.is_an_end(event):
            self._go_to_end(event.key())
        elif keys.is_plain(event, Qt.Key.Key_Escape):
            self.left.emit()
        elif keys.is_menu(event):
            self._show_menu(self.visualRect(self.currentIndex()).bottomLeft())
        elif keys.is_letter(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _go_to_end(self, key: int) -> None:
        """Take the first or the last row: Qt would go to the end of a row, or select none."""
        if count := self.rows.rowCount():
            self.take_near(0 if key == Qt.Key.Key_Home else count - 1)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Where a key leads: Home to the first row and End to the last, for rows are in hand."""
        if action not in {_Move.MoveHome, _Move.MoveEnd}:
            return super().moveCursor(action, held)
        found = super().moveCursor(action, held | Qt.KeyboardModifier.ControlModifier)
        if found.isValid():
            return found
        # A title stands there: the first row below it.
        below = (at for at in range(self.rows.rowCount()) if self._can_be_taken(at))
        return self.rows.index(next(below, 0), 0)

    def keyboardSearch(self, search: str) -> None:
        """Letters go to the filter; Qt's own search would read every row."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self._group is not None and event.position().x() < theme.px(_ARROW):
            self.open_current()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if (
            event.button() == Qt.MouseButton.LeftButton
            and self.indexAt(event.position().toPoint()).isValid()
        ):
            self.open_current()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Qt has made the first row the current one, and selected nothing.
        if self.rows.rowCount() and not self.selectionModel().hasSelection():
            self.take_near(max(0, self.currentIndex().row()))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(QModelIndex())

    def _hover(self, index: Index) -> None:
        self._painter.hovered_row = index.row()
        self.viewport().update()

    def open_current(self) -> None:
        """Open the record in hand, or open or shut the group (Enter)."""
        if self._group is not None:
            self._turn(self._group, open_=not self._group.is_open)
        if self.current_id is not None:
            self.opened.emit(self.current_id)

    @property
    def _group(self) -> Group | None:
        """The group in hand."""
        at = self.currentIndex().row()
        row = self.rows.row(at) if at >= 0 else None
        return row if isinstance(row, Group) else None

    def _turn(self, group: Group, *, open_: bool) -> None:
        if open_ != group.is_open:
            self.turned.emit(group.id, open_)

    def ask_delete(self) -> None:
        """Ask for the selected records to be deleted, where they can be (Del)."""
        if self.deletes and (ids := self.selected_ids):
            self.delete_asked.emit(ids)

    # --- Copying ------------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the selected rows on the clipboard, as Excel takes them."""
        self._to_clipboard([])

    def copy_with_headings(self) -> None:
        """The same, with the headings above."""
        self._to_clipboard([self.columns.titles()])

    def _to_clipboard(self, rows: list[list[str]]) -> None:
        shown = self.columns.shown()
        selected = self.selected_rows()
        rows += [tsv.texts(self.rows.cells(at), shown) for at in selected]
        # First: what cannot be noted is not copied.
        tsv.note(self, len(selected))
        tsv.put(rows)
        if self.personal:
            clipboard.clear_soon()

    # --- Sorting ------------------------------------------------------------------------------

    def sort_by(self, key: str, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by the column with that key (`Column.sort`) and show its arrow."""
        self.show_order(key, order)
        self.rows.sort(self._heads.sortIndicatorSection(), order)

    def show_order(self, key: str, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Show the arrow of an order that the rows have already."""
        self._show_orders([(key, order == _DOWN)])

    def sort_by_column(self, at: int, *, then: bool = False) -> None:
        """Sort by a column, the other way round if it is sorted so already.

        With `then` it decides where the first one says nothing, in tables that know how.
        """
        key = self.rows.columns[at].sort
        before = dict(self._orders)
        if then and self._orders:
            if key == self._orders[0][0]:
                return
            self._show_orders([self._orders[0], (key, before.get(key) is False)])
            self.rows.sort_by_keys(self._orders)
        else:
            first = self._orders[:1] == [(key, False)]
            self.sort_by(key, _DOWN if first else _UP)

    def _show_orders(self, orders: list[Order]) -> None:
        self._orders = orders
        places = {column.sort: at for at, column in enumerate(self.rows.columns)}
        key, descending = orders[0]
        self._heads.orders = {places[one]: down for one, down in orders}
        self._heads.viewport().update()
        self._heads.setSortIndicatorShown(True)
        self._heads.setSortIndicator(places[key], _DOWN if descending else _UP)
        said = (
            f"{self.rows.columns[places[key]].title}, {'descending' if down else 'ascending'}"
            for key, down in orders
        )
        self._heads.setToolTip(plain_tip(f"Sorted by {', then by '.join(said)}"))

    def _sort_clicked(self, at: int) -> None:
        if self.rows.columns[at].sort:
            held = QGuiApplication.keyboardModifiers()
            self.sort_by_column(at, then=bool(held & Qt.KeyboardModifier.ShiftModifier))
        if self._orders:
            # Qt has moved the arrow with the click; it goes back to where it belongs.
            self._show_orders(self._orders)

    # --- Columns ------------------------------------------------------------------------------

    def column_state(self) -> bytes:
        """Widths, order, hidden columns and sorting, to be kept for the next time."""
        return self.columns.state(self._orders)

    def restore_columns(self, state: bytes) -> None:
        """Take back what `column_state` gave; what does not fit is passed over."""
        orders = self.columns.restore(state)
        if not orders or orders == self._orders:
            return
        if len(orders) > 1:
            self._show_orders(orders)
            self.rows.sort_by_keys(orders)
        else:
            self.sort_by(orders[0][0], _DOWN if orders[0][1] else _UP)

    def _measure(self) -> None:
        self._heads.measure()
        self.verticalHeader().setDefaultSectionSize(theme.row(self._height))
        self.columns.measure()
        self._set_spans()

    def paintEvent(self, event: QPaintEvent) -> None:
        with self._painter.painting():
            super().paintEvent(event)

    def _set_spans(self) -> None:
        self.clearSpans()
        for at in self.rows.headings:
            self.setSpan(at, 0, 1, len(self.rows.columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit()
        self._kept.stay_in_sight(event.oldSize().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_painter"):
            self._measure()

    # --- The menu of a row --------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._show_menu(self.viewport().mapFromGlobal(event.globalPos()))

    def _show_menu(self, place: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(place))

    def menu(self) -> QMenu:
        """Everything that can be done here, for the menu key and the right button."""
        return table_menu.of_row(self)


def _is_ours(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Copy) or keys.is_plain(event, Qt.Key.Key_Delete)
