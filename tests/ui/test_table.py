"""Tables read what is painted, keep what is in hand, and are driven by keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QImage, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHeaderView, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from snt_desk.errors import DeskError
from snt_desk.ui import theme
from snt_desk.ui.cells import Heads
from snt_desk.ui.table import (
    ID_ROLE,
    BlockModel,
    Cell,
    Column,
    Group,
    Heading,
    Id,
    ListModel,
    Order,
)
from snt_desk.ui.table_view import TableView
from snt_desk.ui.theme import Appearance

MILLION = 1_000_000
LEFT = Qt.MouseButton.LeftButton
DESCENDING = Qt.SortOrder.DescendingOrder
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@dataclass(frozen=True)
class Walk:
    """A patrol, as a table wants it."""

    id: int
    day: str
    place: str
    minutes: int | None = 60


COLUMNS = (
    Column[Walk]("Date", lambda row: row.day, sort="id", quiet_repeats=True),
    Column[Walk]("Place", lambda row: row.place, sort="place", stretch=True),
    Column[Walk]("Minutes", lambda row: str(row.minutes), sort="minutes", align="right", width=80),
)


class Log:
    """A long log that notes what was asked of it."""

    def __init__(self, count: int) -> None:
        self.ids = range(count)
        self.asked: list[tuple[int, int]] = []
        self.sorted: list[list[Order]] = []

    def fetch(self, offset: int, limit: int) -> Sequence[Walk]:
        self.asked.append((offset, limit))
        return [walk(one) for one in self.ids[offset : offset + limit]]

    def sort(self, orders: Sequence[Order]) -> None:
        self.sorted.append(list(orders))

    def place(self, wanted: Id) -> int | None:
        assert isinstance(wanted, int)
        return self.ids.index(wanted) if wanted in self.ids else None


def walk(number: int) -> Walk:
    return Walk(number, f"day {number // 4}", f"Beat {number % 7}", number)


def shown(qtbot: QtBot, rows: BlockModel[Walk] | ListModel[Walk]) -> TableView:
    view = TableView(rows, "Patrols")
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return view


@pytest.fixture
def long_log() -> Log:
    return Log(MILLION)


@pytest.fixture
def long_view(qtbot: QtBot, long_log: Log) -> TableView:
    model = BlockModel(COLUMNS, long_log.fetch, sort=long_log.sort, place=long_log.place)
    view = shown(qtbot, model)
    model.show_count(MILLION)
    view.grab()
    return view


@pytest.fixture
def short(qtbot: QtBot) -> ListModel[Walk]:
    model = ListModel(COLUMNS)
    model.show_rows([walk(number) for number in range(6)])
    return model


# --- Models -----------------------------------------------------------------------------------


def test_a_model_of_blocks_is_sound(qtmodeltester: ModelTester) -> None:
    model = BlockModel(COLUMNS, Log(300).fetch)
    model.show_count(300)
    qtmodeltester.check(model)
    # It is watched on: what changes is told before and after, at the right rows.
    model.cells(299)
    model.renew(lambda row: walk(row.id))
    for count in (310, 300, 0, 5):
        model.grow_to(count)
    assert model.show_first() is False
    assert model.rowCount() == model.BLOCK


def test_a_model_in_memory_is_sound(qtmodeltester: ModelTester, short: ListModel[Walk]) -> None:
    short.show_rows([Heading("Overdue, 2"), walk(1), walk(2), Heading("Done"), walk(3)])
    qtmodeltester.check(short)


def test_only_what_is_painted_is_read(long_view: TableView, long_log: Log) -> None:
    assert {limit for _, limit in long_log.asked} <= {BlockModel.BLOCK, BlockModel.BLOCK + 1}
    assert len(long_log.asked) == 1
    long_log.asked.clear()
    long_view.scrollToBottom()
    long_view.grab()
    assert 1 <= len(long_log.asked) <= 2
    assert all(offset >= MILLION - 2 * BlockModel.BLOCK for offset, _ in long_log.asked)


def test_what_was_read_is_not_read_again(long_view: TableView, long_log: Log) -> None:
    before = len(long_log.asked)
    for _ in range(3):
        long_view.grab()
    assert len(long_log.asked) == before


def test_blocks_far_away_are_forgotten(long_log: Log) -> None:
    model = BlockModel(COLUMNS, long_log.fetch)
    model.show_count(MILLION)
    for at in range(0, (BlockModel.KEPT + 1) * BlockModel.BLOCK, BlockModel.BLOCK):
        model.row(at)
    assert model.known_id(0) is None
    assert model.known_id(BlockModel.BLOCK) == BlockModel.BLOCK


def test_a_repeated_day_is_quiet_also_across_blocks(long_log: Log) -> None:
    columns = (Column[Walk]("Date", lambda row: f"day {row.id // 50}", quiet_repeats=True),)
    model = BlockModel(columns, long_log.fetch)
    model.show_count(MILLION)
    roles = [model.cells(at)[0].role for at in (49, 50, 51, 127, 128, 129, 150)]
    assert roles == ["muted", "text", "muted", "muted", "muted", "muted", "text"]


def test_rows_counted_later_are_added_without_reading_again(long_log: Log) -> None:
    model = BlockModel(COLUMNS, long_log.fetch)
    model.show_count(50)
    model.row(0)
    model.grow_to(MILLION)
    assert model.rowCount() == MILLION
    assert len(long_log.asked) == 1
    model.grow_to(20)
    assert model.rowCount() == 20


def test_the_first_rows_are_shown_before_all_are_counted(long_log: Log) -> None:
    model = BlockModel(COLUMNS, long_log.fetch)
    assert not model.show_first()
    assert model.rowCount() == BlockModel.BLOCK
    model.row(0)
    assert long_log.asked == [(0, BlockModel.BLOCK)]
    model = BlockModel(COLUMNS, Log(3).fetch)
    assert model.show_first()
    assert model.rowCount() == 3


def test_a_row_that_is_gone_is_empty(long_log: Log) -> None:
    model = BlockModel(COLUMNS, Log(3).fetch)
    model.show_count(5)
    assert model.row(4) is None
    assert model.data(model.index(4, 0)) == ""
    assert model.data(model.index(4, 0), ID_ROLE) is None


def test_a_read_that_fails_is_told_once(long_log: Log) -> None:
    calls = []

    def broken(offset: int, limit: int) -> Sequence[Walk]:
        calls.append(offset)
        raise DeskError("Another program is using the data file")

    model = BlockModel(COLUMNS, broken)
    model.show_count(10)
    with pytest.raises(DeskError):
        model.cells(0)
    assert model.cells(1) == ()
    assert calls == [0]


def test_words_of_badges_and_quiet_words_are_spoken(short: ListModel[Walk]) -> None:
    columns = (
        Column[Walk]("State", lambda _: Cell("2 h over", tone="bad", sub="web form")),
        Column[Walk]("Share", lambda _: Cell("62 %", bar=0.62)),
    )
    model = ListModel(columns)
    model.show_rows([walk(1)])
    spoken = [model.data(model.index(0, at), SPOKEN) for at in range(2)]
    assert spoken == ["2 h over, web form", "62 %"]


def test_a_list_sorts_by_the_attribute_and_puts_the_unknown_last(short: ListModel[Walk]) -> None:
    short.show_rows([Walk(1, "a", "x", 30), Walk(2, "a", "y", None), Walk(3, "b", "z", 20)])
    short.sort(2)
    assert [short.known_id(at) for at in range(3)] == [3, 1, 2]
    short.sort(2, DESCENDING)
    assert [short.known_id(at) for at in range(3)] == [1, 3, 2]


def test_a_list_filters_by_all_words_in_any_column(short: ListModel[Walk]) -> None:
    short.filter("BEAT day 1")
    assert [short.known_id(at) for at in range(short.rowCount())] == [1, 4, 5]
    assert short.total == 6
    short.filter("")
    assert short.rowCount() == 6


def test_titles_go_when_a_filter_is_on(short: ListModel[Walk]) -> None:
    short.show_rows([Heading("Overdue"), walk(1), Heading("Done"), walk(3)])
    short.filter("beat 3")
    assert [short.known_id(at) for at in range(short.rowCount())] == [3]


def test_titles_go_when_it_is_sorted(short: ListModel[Walk]) -> None:
    short.show_rows([Heading("Overdue"), walk(3), Heading("Done"), walk(1)])
    short.sort(2)
    assert [short.known_id(at) for at in range(short.rowCount())] == [1, 3]


# --- The view ---------------------------------------------------------------------------------


def test_the_record_in_hand_stays_in_hand_when_rows_come_before_it(
    long_view: TableView, long_log: Log
) -> None:
    long_view.selectRow(4)
    told: list[Id | None] = []
    long_view.current_changed.connect(told.append)
    long_log.ids = range(-3, MILLION - 3)
    assert isinstance(long_view.rows, BlockModel)
    long_view.rows.show_count(MILLION)
    assert (long_view.current_id, long_view.currentIndex().row()) == (4, 7)
    assert long_view.selected_ids == [4]
    assert told == []


def test_the_view_does_not_jump_when_rows_come_before_it(
    long_view: TableView, long_log: Log
) -> None:
    long_view.selectRow(500)
    below = long_view.rowViewportPosition(500)
    long_log.ids = range(-3, MILLION - 3)
    assert isinstance(long_view.rows, BlockModel)
    long_view.rows.show_count(MILLION)
    assert long_view.rowViewportPosition(503) == below


def test_several_selected_records_stay_selected(long_view: TableView, long_log: Log) -> None:
    long_view.selectRow(2)
    long_view.setSelectionMode(TableView.SelectionMode.MultiSelection)
    long_view.selectRow(5)
    long_log.ids = range(-1, MILLION - 1)
    assert isinstance(long_view.rows, BlockModel)
    long_view.rows.show_count(MILLION)
    assert long_view.selected_ids == [2, 5]


def test_after_a_deletion_the_next_record_is_in_hand(qtbot: QtBot, short: ListModel[Walk]) -> None:
    view = shown(qtbot, short)
    view.selectRow(2)
    short.show_rows([walk(number) for number in (0, 1, 3, 4, 5)])
    assert view.current_id == 3
    view.selectRow(4)
    short.show_rows([walk(0)])
    assert view.current_id == 0
    short.show_rows([])
    assert view.current_id is None


def test_another_list_begins_at_its_top_where_it_lacks_what_was_in_hand(
    long_view: TableView, long_log: Log
) -> None:
    long_view.selectRow(500)
    long_log.ids = range(MILLION, MILLION + 90)
    assert isinstance(long_view.rows, BlockModel)
    long_view.rows.show_first()
    assert (long_view.current_id, long_view.verticalScrollBar().value()) == (MILLION, 0)


@pytest.mark.parametrize("held", ["NoModifier", "ControlModifier"])
def test_home_and_end_take_the_first_and_the_last_row(long_view: TableView, held: str) -> None:
    with_them = Qt.KeyboardModifier[held]
    QTest.keyClick(long_view, Qt.Key.Key_End, with_them)
    assert long_view.selected_ids == [MILLION - 1]
    QTest.keyClick(long_view, Qt.Key.Key_Home, with_them)
    assert long_view.selected_ids == [0]


def test_the_first_row_is_in_hand_once_the_list_has_the_focus(
    qtbot: QtBot, short: ListModel[Walk]
) -> None:
    assert shown(qtbot, short).current_id == 0


def test_the_first_row_is_selected_also_while_ctrl_is_held(
    qtbot: QtBot, short: ListModel[Walk]
) -> None:
    view = TableView(short, "Patrols")
    qtbot.addWidget(view)
    view.show()
    QTest.keyPress(view, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    assert view.selected_ids == [0]
    QTest.keyRelease(view, Qt.Key.Key_Control)


def test_enter_opens_the_record_in_hand(qtbot: QtBot, short: ListModel[Walk]) -> None:
    view = shown(qtbot, short)
    QTest.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [1]


def test_a_double_click_opens_the_record_under_it(qtbot: QtBot, short: ListModel[Walk]) -> None:
    view = shown(qtbot, short)
    place = QPoint(40, view.rowViewportPosition(3) + 10)
    with qtbot.waitSignal(view.opened) as opened:
        QTest.mouseClick(view.viewport(), LEFT, pos=place)
        QTest.mouseDClick(view.viewport(), LEFT, pos=place)
    assert opened.args == [3]


def test_del_asks_to_delete_only_where_the_page_deletes(
    qtbot: QtBot, short: ListModel[Walk]
) -> None:
    view = shown(qtbot, short)
    asked: list[list[Id]] = []
    view.delete_asked.connect(asked.append)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert asked == []
    view.deletes = True
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert asked == [[0, 1]]


def test_letters_go_to_the_filter_and_never_search_the_rows(
    qtbot: QtBot, long_view: TableView, long_log: Log
) -> None:
    before = len(long_log.asked)
    with qtbot.waitSignal(long_view.typed) as typed:
        QTest.keyClick(long_view, Qt.Key.Key_P)
    assert typed.args == ["p"]
    assert len(long_log.asked) == before


def test_ctrl_c_copies_rows_for_excel(qtbot: QtBot, short: ListModel[Walk]) -> None:
    view = shown(qtbot, short)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "day 0\tBeat 0\t0\nday 0\tBeat 1\t1"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(view, Qt.Key.Key_C, both)
    assert QGuiApplication.clipboard().text().startswith("Date\tPlace\tMinutes\nday 0")


@pytest.mark.parametrize(
    ("written", "copied"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@home", "'@home"),
        ("-31 %", "-31 %"),
        ("+8 %", "+8 %"),
        ("-cmd", "'-cmd"),
        ("\uff1dcmd", "'\uff1dcmd"),
        ("\ufeff@cmd", "'\ufeff@cmd"),
        ("\u202e=cmd", "'=cmd"),
        ("two\nlines\tand a tab", "two lines and a tab"),
    ],
)
def test_a_copied_cell_is_no_formula_and_one_cell(
    qtbot: QtBot, short: ListModel[Walk], written: str, copied: str
) -> None:
    short.show_rows([Walk(1, "d", written)])
    view = shown(qtbot, short)
    view.copy()
    assert QGuiApplication.clipboard().text().split("\t")[1] == copied


def test_a_million_rows_are_not_copied(long_view: TableView, long_log: Log) -> None:
    long_view.selectAll()
    before = len(long_log.asked)
    with pytest.raises(DeskError, match="too much at once"):
        long_view.copy()
    assert len(long_log.asked) == before


def test_a_click_on_a_heading_sorts_and_another_turns_it_round(
    qtbot: QtBot, long_view: TableView, long_log: Log
) -> None:
    heads = long_view.horizontalHeader()
    place = QPoint(heads.sectionViewportPosition(1) + 20, 10)
    for _ in range(2):
        QTest.mouseClick(heads.viewport(), LEFT, pos=place)
    assert long_log.sorted == [[("place", False)], [("place", True)]]
    assert heads.toolTip() == "Sorted by Place, descending"


def test_the_menu_of_a_row_sorts_and_hides_columns_without_a_mouse(
    qtbot: QtBot, short: ListModel[Walk]
) -> None:
    view = shown(qtbot, short)
    order, columns = menu_of(view, "&Sort by"), menu_of(view, "Co&lumns")
    order.actions()[2].trigger()
    order.actions()[2].trigger()
    assert short.known_id(0) == 5
    columns.actions()[1].trigger()
    assert view.isColumnHidden(2)


def menu_of(view: TableView, title: str) -> QMenu:
    return next(menu for menu in view.menu().findChildren(QMenu) if menu.title() == title)


def headings(view: TableView) -> list[str]:
    return view.columns.titles()


def test_columns_are_moved_and_widened_by_keys_and_the_first_one_stays(
    qtbot: QtBot, short: ListModel[Walk]
) -> None:
    view = shown(qtbot, short)
    first = headings(view)
    assert [one.text() for one in menu_of(view, "Move to the &right").actions()] == first[1:]
    menu_of(view, "Move to the &right").actions()[0].trigger()
    assert headings(view) == [first[0], first[2], first[1]]
    menu_of(view, "Move to the &left").actions()[0].trigger()
    assert headings(view) == [first[0], first[2], first[1]]
    before = view.columnWidth(2)
    menu_of(view, "Make &wider").actions()[0].trigger()
    assert view.columnWidth(2) == before + 16
    view.columns.start_again()
    assert headings(view) == first


def test_the_first_column_cannot_be_dragged_away(qtbot: QtBot, short: ListModel[Walk]) -> None:
    view = shown(qtbot, short)
    heads = view.horizontalHeader()
    assert heads.sectionsMovable()
    for place in ((0, 2), (1, 0)):
        heads.moveSection(*place)
        assert headings(view)[0] == "Date"


def test_order_and_sorting_are_remembered(qtbot: QtBot, short: ListModel[Walk]) -> None:
    view = shown(qtbot, short)
    view.columns.move(2, -1)
    view.sort_by_column(2)
    view.sort_by_column(2)
    rows = ListModel(COLUMNS)
    rows.show_rows([walk(1), walk(2)])
    again = shown(qtbot, rows)
    again.restore_columns(view.column_state())
    assert headings(again) == headings(view)
    assert rows.known_id(0) == 2
    assert again.horizontalHeader().sortIndicatorSection() == 2


def test_a_second_column_decides_where_the_first_says_nothing(
    qtbot: QtBot, short: ListModel[Walk]
) -> None:
    short.show_rows([Walk(1, "b", "x"), Walk(2, "a", "y"), Walk(3, "a", "x")])
    view = shown(qtbot, short)
    menu_of(view, "&Sort by").actions()[1].trigger()
    for order in ([1, 3, 2], [3, 1, 2]):
        menu_of(view, "&Then by").actions()[0].trigger()
        assert [short.known_id(at) for at in range(3)] == order
    assert [short.known_id(at) for at in range(3)] == [3, 1, 2]
    heads = view.horizontalHeader()
    assert isinstance(heads, Heads)
    assert heads.toolTip() == "Sorted by Place, ascending, then by Date, descending"
    assert list(heads.orders.items()) == [(1, False), (0, True)]


def test_what_is_copied_is_a_table_for_a_spreadsheet(qtbot: QtBot, short: ListModel[Walk]) -> None:
    short.show_rows([Walk(1, "=1+1", "<b>Beat & Co</b>")])
    view = shown(qtbot, short)
    view.selectRow(0)
    view.copy_with_headings()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().splitlines()[0].split("\t") == headings(view)
    assert data.text().splitlines()[1].startswith("'=1+1\t<b>Beat & Co</b>")
    assert "&lt;b&gt;Beat &amp; Co&lt;/b&gt;" in data.html()
    assert data.html().count("<tr>") == 2


def test_columns_go_from_the_right_where_there_is_no_room(
    qtbot: QtBot, short: ListModel[Walk]
) -> None:
    view = shown(qtbot, short)
    assert not view.isColumnHidden(2)
    view.resize(280, 400)
    assert view.isColumnHidden(2)
    view.resize(600, 400)
    assert not view.isColumnHidden(2)
    assert view.horizontalHeader().sectionResizeMode(1) == QHeaderView.ResizeMode.Stretch


def test_columns_are_remembered_by_their_titles(qtbot: QtBot, short: ListModel[Walk]) -> None:
    view = shown(qtbot, short)
    view.setColumnWidth(0, 171)
    again = shown(qtbot, ListModel(COLUMNS))
    again.restore_columns(view.column_state())
    assert again.columnWidth(0) == 171


def test_columns_share_the_room_that_is_left_unless_one_was_sized(qtbot: QtBot) -> None:
    columns = (
        Column[Walk]("Day", lambda row: row.day, width=100),
        Column[Walk]("Place", lambda row: row.place, width=100, wider=160),
        Column[Walk]("Note", lambda row: row.place, width=200, stretch=True),
    )
    view = shown(qtbot, ListModel(columns))
    view.resize(440, 400)
    room = view.viewport().width() - 400
    assert view.columnWidth(1) == 100 + int(0.6 * room)
    view.resize(1200, 400)
    assert (view.columnWidth(0), view.columnWidth(1)) == (100, 160)
    # That one was left out for a while is no choice of its width.
    view.resize(210, 400)
    assert view.isColumnHidden(2)
    view.resize(1200, 400)
    assert view.columnWidth(1) == 160
    view.horizontalHeader().resizeSection(1, 120)
    view.resize(1300, 400)
    assert view.columnWidth(1) == 120


@pytest.mark.parametrize(
    "rubbish",
    [
        *(b"", b"\xff", b"[]", b'{"widths": 3, "hidden": []}'),
        b'{"widths": {"Date": true}, "hidden": [], "order": 7, "sort": [["x", 1], 3, ["day"]]}',
        b'{"widths": {}, "hidden": [], "order": ["Date", 3, "Nowhere"], "sort": [["no", true]]}',
    ],
)
def test_rubbish_for_columns_is_passed_over(
    qtbot: QtBot, short: ListModel[Walk], rubbish: bytes
) -> None:
    view = shown(qtbot, short)
    before = view.column_state()
    view.restore_columns(rubbish)
    assert view.column_state() == before


def test_rows_grow_with_the_text(qapp: QApplication, qtbot: QtBot, short: ListModel[Walk]) -> None:
    view = shown(qtbot, short)
    assert view.rowHeight(0) == 32
    theme.use(qapp, Appearance("light", 150))
    assert view.rowHeight(0) == 48


def test_a_title_spans_all_columns_and_the_arrows_skip_it(
    qtbot: QtBot, short: ListModel[Walk]
) -> None:
    view = shown(qtbot, short)
    short.show_rows([walk(1), Heading("Done, 1"), walk(2)])
    assert view.columnSpan(1, 0) == 3
    view.selectRow(0)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current_id == 2


def test_a_screen_reader_hears_the_table_its_headings_and_cells(
    qtbot: QtBot, short: ListModel[Walk]
) -> None:
    view = shown(qtbot, short)
    table = QAccessible.queryAccessibleInterface(view)
    assert table is not None
    assert table.text(QAccessible.Text.Name) == "Patrols"
    texts = [table.child(at).text(QAccessible.Text.Name) for at in range(table.childCount())]
    assert [text for text in texts if text][:3] == ["Date", "Place", "Minutes"]
    assert "Beat 3" in texts


def test_every_kind_of_cell_can_be_painted_in_every_look(qapp: QApplication, qtbot: QtBot) -> None:
    columns = (
        Column[Walk]("A", lambda _: Cell("Foot", icon="footprints", sub="rest day")),
        Column[Walk]("B", lambda _: Cell("2 h over", tone="bad"), align="right"),
        Column[Walk]("C", lambda _: Cell("62 %", bar=0.62, mark=0.9), stretch=True),
    )
    model = ListModel(columns)
    model.show_rows([Heading("Patrols"), walk(1), walk(2)])
    view = shown(qtbot, model)
    view.selectRow(1)
    pictures = []
    for look in ("light", "dark", "contrast"):
        theme.use(qapp, Appearance(look))
        pictures.append(view.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]


def test_a_long_text_in_the_first_column_does_not_run_into_the_next(qtbot: QtBot) -> None:
    columns: tuple[Column[Walk], ...] = (
        Column("Name", lambda row: row.place, width=120),
        Column("Empty", lambda row: row.day, width=200),
        Column("Rest", lambda row: row.day, width=100, stretch=True),
    )
    model = ListModel(columns)
    model.show_rows([Walk(1, "", "W" * 80), Walk(2, "", "W" * 80)])
    view = TableView(model, "Records")
    qtbot.addWidget(view)
    view.resize(600, 200)
    view.show()
    picture = view.viewport().grab().toImage()
    row = view.visualRect(model.index(1, 1)).adjusted(2, 2, -2, -2)
    found = {picture.pixel(x, row.center().y()) for x in range(row.left(), row.right())}
    assert len(found) == 1


def test_of_a_row_of_which_a_sliver_is_seen_nothing_is_written(qtbot: QtBot) -> None:
    columns = (Column[Walk]("Place", lambda row: row.place, width=400),)
    model = ListModel(columns)
    model.show_rows([Walk(number, "", "W" * 30) for number in range(20)])
    view = TableView(model, "Records")
    qtbot.addWidget(view)
    view.resize(500, 200)
    view.show()
    high = view.verticalHeader().defaultSectionSize()

    def written(rows: int, visible: int) -> bool:
        """Whether anything stands in the last row, of which so much is seen."""
        seen = view.viewport().rect()
        view.resize(500, view.height() + rows * high + visible - seen.height())
        strip = view.visualRect(model.index(rows, 0)).adjusted(8, 1, -8, 0)
        picture = view.viewport().grab().toImage()
        across = range(strip.left(), strip.right())
        down = range(strip.top(), strip.top() + visible - 1)
        return len({picture.pixel(x, y) for x in across for y in down}) > 1

    assert not written(3, high // 2 - 1)
    assert written(3, high // 2 + 6)


def test_the_foot_is_painted_anew_as_it_is_scrolled(qtbot: QtBot) -> None:
    model = ListModel((Column[Walk]("Place", lambda row: row.place),))
    model.show_rows([Walk(number, "", "Woodhall") for number in range(40)])
    view = shown(qtbot, model)
    painted: list[int] = []

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's
            if isinstance(event, QPaintEvent):
                painted.append(event.region().boundingRect().top())
            return False

    watch = Watch()
    view.viewport().installEventFilter(watch)
    high = view.verticalHeader().defaultSectionSize()
    QApplication.processEvents()
    painted.clear()
    view.verticalScrollBar().setValue(3 * high)
    qtbot.waitUntil(lambda: bool(painted))
    # What was the foot before is three rows higher now.
    assert min(painted) <= view.viewport().height() - 4 * high


def test_the_row_in_hand_stays_in_sight_when_the_table_gets_lower(qtbot: QtBot) -> None:
    model = ListModel((Column[Walk]("Place", lambda row: row.place),))
    model.show_rows([Walk(number, "", "Woodhall") for number in range(40)])
    view = shown(qtbot, model)
    at = model.index(9, 0)
    view.setCurrentIndex(at)
    view.resize(600, 250)
    assert view.viewport().rect().contains(view.visualRect(at))
    # What was out of sight before is left where it is.
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.resize(600, 200)
    assert not view.viewport().rect().intersects(view.visualRect(at))


# --- Groups in a long table -------------------------------------------------------------------


class Grouped:
    """Groups of walks; those that are open have three each below them."""

    def __init__(self) -> None:
        self.opened: set[Id] = set()
        self.model = BlockModel(COLUMNS, self.fetch, place=self.place)
        self.show()

    def lines(self) -> list[Walk | Group]:
        found: list[Walk | Group] = []
        for number in range(3):
            handle = f"g{number}"
            found.append(Group(f"Group {number}", handle, "3 walks", handle in self.opened))
            if handle in self.opened:
                found += [walk(number * 3 + one) for one in range(3)]
        return found

    def fetch(self, offset: int, limit: int) -> Sequence[Walk | Heading]:
        return self.lines()[offset : offset + limit]

    def place(self, wanted: Id) -> int | None:
        return next((at for at, one in enumerate(self.lines()) if one.id == wanted), None)

    def show(self) -> None:
        lines = self.lines()
        self.model.show_count(
            len(lines), [at for at, one in enumerate(lines) if isinstance(one, Group)]
        )

    def turn(self, handle: Id, open_: bool) -> None:  # noqa: FBT001  # the view's own
        (self.opened.add if open_ else self.opened.discard)(handle)
        self.show()


def test_a_long_table_with_groups_is_sound(qtmodeltester: ModelTester) -> None:
    grouped = Grouped()
    grouped.turn("g1", True)
    qtmodeltester.check(grouped.model)
    grouped.turn("g1", False)
    assert grouped.model.rowCount() == 3


def test_a_group_opens_and_shuts_by_keys_and_stays_in_hand(qtbot: QtBot) -> None:
    grouped = Grouped()
    view = shown(qtbot, grouped.model)
    view.turned.connect(grouped.turn)
    view.setFocus()
    for key, rows in (
        (Qt.Key.Key_Down, 3),
        (Qt.Key.Key_Right, 6),
        (Qt.Key.Key_Right, 6),
        (Qt.Key.Key_Left, 3),
        (Qt.Key.Key_Return, 6),
    ):
        QTest.keyClick(view, key)
        assert grouped.model.rowCount() == rows
        assert grouped.model.known_id(view.currentIndex().row()) == "g1"
    assert view.selected_ids == []
    assert view.columnSpan(1, 0) == 3
    described = int(Qt.ItemDataRole.AccessibleDescriptionRole)
    said = [grouped.model.index(at, 0).data(described) for at in range(3)]
    assert said == ["shut", "open", None]
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current_id == 3
    assert view.selected_ids == [3]


def test_quiet_words_are_not_cut_to_their_first_letters(qtbot: QtBot) -> None:
    def seen(sub: str, wide: int) -> QImage:
        crew = Column[Walk]("Crew", lambda _: Cell("Ridley", sub=sub), width=wide)
        model = ListModel((crew, Column[Walk]("", lambda _: "", stretch=True)))
        model.show_rows([walk(1)])
        return shown(qtbot, model).grab().toImage()

    said = "off duty on that day"
    assert seen(said, 90) == seen("", 90)
    assert seen(said, 200) != seen("", 200)


def test_quiet_words_that_are_kept_stay_and_the_words_before_them_give_way(qtbot: QtBot) -> None:
    def seen(text: str, sub: str) -> QImage:
        said = Column[Walk]("Said", lambda _: Cell(text, sub=sub, keeps_sub=True), width=160)
        model = ListModel((said, Column[Walk]("", lambda _: "", stretch=True)))
        model.show_rows([walk(1)])
        return shown(qtbot, model).grab().toImage()

    long = "Anti-social behaviour, Welwyn West"
    assert seen(long, "under five") != seen(long, "")


def test_columns_that_are_off_until_they_are_wanted_are_remembered(qtbot: QtBot) -> None:
    columns = (*COLUMNS, Column[Walk]("Number", lambda row: str(row.id), extra=True))
    view = shown(qtbot, BlockModel(columns, Log(5).fetch))
    assert "Number" not in view.columns.titles()
    view.columns.toggle(3)
    assert "Number" in view.columns.titles()
    again = shown(qtbot, BlockModel(columns, Log(5).fetch))
    again.restore_columns(view.column_state())
    assert "Number" in again.columns.titles()
    again.columns.start_again()
    assert "Number" not in again.columns.titles()


def test_home_and_end_go_to_the_first_and_the_last_row(
    qtbot: QtBot, short: ListModel[Walk]
) -> None:
    view = shown(qtbot, short)
    view.select(2)
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.selected_rows() == [short.rowCount() - 1]
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.selected_rows() == [0]
    QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected_rows() == list(range(short.rowCount()))


def test_home_goes_below_a_title(qtbot: QtBot, short: ListModel[Walk]) -> None:
    view = shown(qtbot, short)
    short.show_rows([Heading("Overdue, 2"), walk(1), walk(2)])
    view.select(2)
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.current_id == 1


def test_shift_f10_opens_the_menu_of_the_row_as_the_menu_key_does(
    qtbot: QtBot, short: ListModel[Walk]
) -> None:
    view = shown(qtbot, short)
    view.select(1)
    QTest.keyClick(view, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "&Open\tEnter" in [one.text() for one in menu.actions()]
    menu.close()


def test_the_arrows_skip_a_title_between_blocks_of_rows(qtbot: QtBot) -> None:
    lines: list[Walk | Heading] = [Heading("First"), walk(1), Heading("Then"), walk(2)]
    model = BlockModel(COLUMNS, lambda offset, limit: lines[offset : offset + limit])
    view = TableView(model, "Walks")
    qtbot.addWidget(view)
    view.show()
    model.show_count(4, (0, 2))
    view.setFocus()
    view.take_near(0)
    assert view.current_id == 1
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current_id == 2
