"""Small and large parts: plain words, buttons, boxes, chips, totals, undo, two panes, lists."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from snt_desk.ui import paint, theme
from snt_desk.ui.box import RoomForBox
from snt_desk.ui.filters import Chip, ChoiceChip, FilterBar
from snt_desk.ui.form_rows import Note
from snt_desk.ui.giving import Giving
from snt_desk.ui.listing import Line, LineModel, LineView, Title
from snt_desk.ui.panels import Beside, Box, EmptyPage, TotalsBar, UndoBar, Working
from snt_desk.ui.parts import (
    Badge,
    Picture,
    Tick,
    breakable,
    button,
    down,
    escaped,
    label,
    mnemonic,
    plain_tip,
    without_mnemonic,
)
from snt_desk.ui.tasks import Progress, Task
from snt_desk.ui.theme import Appearance

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

LEFT = Qt.MouseButton.LeftButton
MARKUP = "<b>Bob</b> <img src='x'>"


def show(qtbot: QtBot, widget: QWidget, width: int = 900, height: int = 400) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    QApplication.processEvents()


def inside(qtbot: QtBot, widget: QWidget, width: int, height: int) -> QWidget:
    """Show it as a part of a window, where it may be narrower than all its things."""
    window = QWidget()
    widget.setParent(window)
    widget.setGeometry(0, 0, width, height)
    show(qtbot, window)
    return window


# --- Words and buttons ------------------------------------------------------------------------


def test_words_from_data_are_never_markup(qtbot: QtBot) -> None:
    made = label(MARKUP)
    qtbot.addWidget(made)
    assert made.textFormat() == Qt.TextFormat.PlainText
    assert made.text() == MARKUP


@pytest.mark.parametrize("mark", ["\u202e", "\u202d", "\u2067", "\u200f", "\u061c"])
def test_no_mark_of_direction_turns_a_name_round(qtbot: QtBot, mark: str) -> None:
    made = label("")
    qtbot.addWidget(made)
    made.setText(f"invoice{mark}gpj.exe")
    for shown in (
        made.text(),
        escaped(f"invoice{mark}gpj.exe"),
        plain_tip(f"invoice{mark}gpj.exe"),
    ):
        assert shown == "invoicegpj.exe"
    assert (
        paint.straight("Zo\u00eb \u8b66\u5bdf \u05e9\u05dc\u05d5\u05dd")
        == "Zo\u00eb \u8b66\u5bdf \u05e9\u05dc\u05d5\u05dd"
    )


def test_a_tip_shows_markup_as_it_was_written() -> None:
    assert plain_tip("Marks & Spencer, 5 < 6") == "Marks & Spencer, 5 < 6"
    assert plain_tip("<b>a</b>\nb") == "<span>&lt;b&gt;a&lt;/b&gt;<br>b</span>"


@pytest.mark.parametrize("name", ["Marks & Spencer", "A && B", "&", "plain"])
def test_an_ampersand_from_data_is_shown_and_is_no_mnemonic(name: str) -> None:
    assert QKeySequence.mnemonic(escaped(name)).isEmpty()
    assert without_mnemonic(escaped(name)) == name


def test_the_mnemonic_is_the_letter_after_the_ampersand() -> None:
    assert (mnemonic("&Foot"), mnemonic("Cre&w"), mnemonic("A && B")) == ("F", "W", "")


def test_a_button_is_named_by_its_words_or_its_tip(qtbot: QtBot) -> None:
    worded, drawn = button("&Save", "primary"), button("", "mark", "x", tip="Take off PC Ridley")
    for one in (worded, drawn):
        qtbot.addWidget(one)
    assert (worded.accessibleName(), drawn.accessibleName()) == ("Save", "Take off PC Ridley")


def test_nothing_moves_when_a_button_takes_the_focus(qapp: QApplication, qtbot: QtBot) -> None:
    for look in ("light", "contrast"):
        theme.use(qapp, Appearance(look))
        made = button("Save and new")
        show(qtbot, made)
        before = made.sizeHint()
        made.setFocus()
        qtbot.waitUntil(made.hasFocus)
        assert made.sizeHint() == before


def test_a_picture_grows_with_the_text(qapp: QApplication, qtbot: QtBot) -> None:
    made = Picture("clock")
    show(qtbot, made)
    theme.use(qapp, Appearance("light", 150))
    assert made.width() == 24


def test_a_badge_says_its_words(qtbot: QtBot) -> None:
    badge = Badge("needs r2", "warn")
    qtbot.addWidget(badge)
    assert badge.accessibleName() == "needs r2"


def test_a_tick_is_painted_in_its_box(qtbot: QtBot) -> None:
    made = Tick("Herts Connected")
    show(qtbot, made, 200, 40)
    empty = made.grab().toImage()
    QTest.mouseClick(made, LEFT, pos=QPoint(10, made.height() // 2))
    assert made.isChecked()
    assert made.grab().toImage() != empty


# --- Boxes, totals, empty pages ---------------------------------------------------------------


def test_a_box_is_not_there_until_it_has_something_to_say(qtbot: QtBot) -> None:
    box = Box("warn")
    qtbot.addWidget(box)
    assert box.words == ""
    box.say("Only 9 h off before this duty", "The rule is 11 hours.", "Give a reason")
    assert box.words == "Only 9 h off before this duty. The rule is 11 hours."
    with qtbot.waitSignal(box.pressed):
        QTest.mouseClick(box.findChildren(QPushButton)[0], LEFT)


def test_a_box_touches_nothing_and_takes_no_room_while_it_says_nothing(qtbot: QtBot) -> None:
    bar, box, rows = QLabel("Actions and meetings"), Box("info"), QLabel("Actions")
    page = down(bar, RoomForBox(box), rows, space=0)
    qtbot.addWidget(page)
    show(qtbot, page, 400, 300)
    assert rows.y() == bar.geometry().bottom() + 1
    box.say("Saved Meetings.ics")
    qtbot.waitUntil(lambda: box.height() > 0 and rows.y() > bar.geometry().bottom() + 1)
    top, bottom = (
        box.mapTo(page, at).y() for at in (box.rect().topLeft(), box.rect().bottomLeft())
    )
    assert top - bar.geometry().bottom() > 8
    assert rows.y() - bottom > 8
    box.hide()
    qtbot.waitUntil(lambda: rows.y() == bar.geometry().bottom() + 1)


def test_long_words_in_a_box_are_never_cut(qtbot: QtBot) -> None:
    box = Box("bad")
    box.say("There is a problem", "Enter an end after 22:15, or the next day’s date. " * 6, "Show")
    show(qtbot, box, 320, 60)
    box.resize(320, box.heightForWidth(320))
    for words in box.findChildren(QLabel):
        assert words.height() >= words.heightForWidth(words.width())


def test_words_in_a_box_are_not_cut_above_a_form(qtbot: QtBot) -> None:
    beside = QWidget()
    column = QVBoxLayout(beside)
    box = Box("info")
    column.addWidget(box)
    column.addWidget(QWidget(), 1)
    show(qtbot, beside, 340, 400)
    box.say("Not saved yet", "Contact, Shoplifters running through the precinct", "Bring it back")
    qtbot.waitUntil(lambda: box.height() == box.heightForWidth(box.width()))
    for words in box.findChildren(QLabel):
        assert words.height() >= words.heightForWidth(words.width())


def test_words_that_give_way_make_nothing_wider(qtbot: QtBot) -> None:
    words = Giving("muted")
    words.setText("next: Gate at Woodhall, progress with the housing provider, tomorrow at 14:00")
    show(qtbot, words, 500, 20)
    assert words.minimumSizeHint().width() < 100
    whole = words.grab().toImage()
    words.resize(30, 20)
    # Of what is too little to be read nothing stands there.
    narrow = words.grab().toImage()
    assert len({narrow.pixel(x, y) for x in range(30) for y in range(20)}) == 1
    assert len({whole.pixel(x, y) for x in range(30) for y in range(20)}) > 1


def test_totals_say_what_is_shown_and_the_way_back(qtbot: QtBot) -> None:
    bar = TotalsBar()
    show(qtbot, bar, 900, 40)
    bar.show_totals(
        [("34", "patrols"), ("61 h 20 min", "patrol time")], "34 of 1,284 shown", filtered=True
    )
    assert bar.accessibleName() == "34 patrols, 61 h 20 min patrol time. 34 of 1,284 shown"
    with qtbot.waitSignal(bar.cleared):
        QTest.mouseClick(bar.findChildren(QPushButton)[0], LEFT)
    bar.show_totals([("1,284", "patrols")])
    assert bar.findChildren(QPushButton)[0].isHidden()


def test_the_note_goes_before_the_totals_where_there_is_no_room(qtbot: QtBot) -> None:
    bar = TotalsBar()
    window = inside(qtbot, bar, 900, 40)
    bar.show_totals([("34", "patrols"), ("61 h 20 min", "patrol time")], "34 of 1,284 shown")
    bar.resize(300, 40)
    seen = [words.text() for words in bar.findChildren(QLabel) if words.isVisible()]
    assert seen == ["34", "patrols", "61 h 20 min", "patrol time"]
    assert window.isVisible()


def test_what_was_left_out_goes_before_the_note(qtbot: QtBot) -> None:
    bar = TotalsBar()
    window = inside(qtbot, bar, 900, 40)
    bar.show_totals([("34", "patrols")], "Whole lengths", left_out="34 of 1,284 shown.")
    seen = [words.text() for words in bar.findChildren(QLabel) if words.isVisible()]
    assert seen == ["34 of 1,284 shown. Whole lengths", "34", "patrols"]
    bar.resize(300, 40)
    seen = [words.text() for words in bar.findChildren(QLabel) if words.isVisible()]
    assert seen == ["Whole lengths", "34", "patrols"]
    assert bar.accessibleName() == "34 patrols. 34 of 1,284 shown. Whole lengths"
    assert window.isVisible()


def test_a_word_without_end_makes_nothing_wider(qtbot: QtBot) -> None:
    note, box = Note(), Box()
    for one in (note, box):
        qtbot.addWidget(one)
    note.mark("bad", f"No outcome is called {'a' * 200}.")
    box.say("There is a problem", "b" * 200)
    assert max(note.minimumSizeHint().width(), box.minimumSizeHint().width()) < 300
    # Said, it is the word itself.
    assert note.text == f"No outcome is called {'a' * 200}."
    assert box.words == f"There is a problem. {'b' * 200}"


def test_an_empty_page_says_what_to_do_next(qtbot: QtBot) -> None:
    page = EmptyPage("footprints", button("Log a patrol", "primary"))
    show(qtbot, page)
    page.say("No patrols in November yet", "Log the first one.", "Ctrl+N logs")
    seen = [words.text() for words in page.findChildren(QLabel) if words.isVisible()]
    assert seen == ["No patrols in November yet", "Log the first one.", "Ctrl+N logs"]


def test_where_an_empty_page_has_no_room_its_first_button_stands_alone(qtbot: QtBot) -> None:
    first, other = button("Log a patrol", "primary"), button("Import a file")
    page = EmptyPage("footprints", first, other)
    window = inside(qtbot, page, 600, 300)
    assert other.isVisible()
    assert page.minimumSizeHint().width() < first.width() + other.width()
    page.resize(page.minimumSizeHint())
    assert (first.isVisible(), other.isVisible()) == (True, False)
    assert window.isVisible()


# --- Chips ------------------------------------------------------------------------------------


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[FilterBar]:
    officer = ChoiceChip("Officer")
    officer.show_choices([("1432", "PC Ridley"), ("7", "Marks & Spencer")])
    made = FilterBar(
        [Chip("Foot", "footprints"), Chip("Bicycle", "bike"), officer], [button("New")]
    )
    window = inside(qtbot, made, 700, 52)
    yield made
    window.close()


def test_a_chip_filters_while_it_is_pressed(bar: FilterBar, qtbot: QtBot) -> None:
    assert not bar.active
    with qtbot.waitSignal(bar.changed):
        QTest.mouseClick(bar.chips[0], LEFT)
    assert bar.chips[0].active
    assert bar.active


def test_a_chip_is_as_wide_when_bold(bar: FilterBar) -> None:
    before = [chip.geometry() for chip in bar.chips]
    bar.chips[0].setChecked(True)
    QApplication.processEvents()
    assert [chip.geometry() for chip in bar.chips] == before


def test_a_chip_with_choices_says_what_is_chosen(bar: FilterBar, qtbot: QtBot) -> None:
    officer = bar.chips[2]
    assert isinstance(officer, ChoiceChip)
    assert officer.accessibleName() == "Officer: any"
    with qtbot.waitSignal(officer.chosen) as chosen:
        officer.choose("7")
    assert chosen.args == ["7"]
    assert (officer.text(), officer.isChecked()) == ("Marks && Spencer", True)
    assert officer.accessibleName() == "Officer: Marks & Spencer"


def test_a_chip_with_choices_opens_its_list_by_key(bar: FilterBar, qtbot: QtBot) -> None:
    officer = bar.chips[2]
    assert isinstance(officer, ChoiceChip)
    QTest.keyClick(officer, Qt.Key.Key_Down)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert officer.value == "1432"


def test_what_is_chosen_stays_when_the_choices_are_read_again(bar: FilterBar) -> None:
    officer = bar.chips[2]
    assert isinstance(officer, ChoiceChip)
    officer.choose("1432")
    officer.show_choices([("1432", "PC Tom Ridley")])
    assert (officer.value, officer.text()) == ("1432", "PC Tom Ridley")


def test_clearing_filters_nothing_and_says_so_once(bar: FilterBar) -> None:
    bar.chips[0].setChecked(True)
    bar.words.setText("shops")
    told: list[bool] = []
    bar.changed.connect(lambda: told.append(bar.active))
    bar.clear()
    assert told == [False]
    bar.clear()
    assert told == [False]


def test_esc_clears_the_words_and_then_leaves(bar: FilterBar, qtbot: QtBot) -> None:
    bar.words.take("sh")
    assert bar.words.text() == "sh"
    QTest.keyClick(bar.words, Qt.Key.Key_Escape)
    assert bar.words.text() == ""
    with qtbot.waitSignal(bar.words.left):
        QTest.keyClick(bar.words, Qt.Key.Key_Escape)


def test_chips_without_room_go_under_filters_and_still_filter(bar: FilterBar) -> None:
    bar.resize(bar.minimumSizeHint().width(), 52)
    assert all(chip.isHidden() for chip in bar.chips)
    more = next(one for one in bar.findChildren(QPushButton) if one.text() == "Filters")
    assert more.isVisible()
    QTest.mouseClick(more, LEFT)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.actions()[1].trigger()
    popup.close()
    assert bar.chips[1].active
    assert more.isChecked()
    bar.resize(900, 52)
    assert not any(chip.isHidden() for chip in bar.chips)


# --- Undo, progress, two panes ----------------------------------------------------------------


def test_the_undo_bar_takes_no_focus_and_goes_by_itself(qtbot: QtBot) -> None:
    window, field = QWidget(), button("Here")
    show(qtbot, window)
    field.setParent(window)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    bar = UndoBar(window)
    bar.offer("Deleted the patrol of Thu 19 Nov")
    assert field.hasFocus()
    assert bar.isVisible()
    assert bar.accessibleName() == "Deleted the patrol of Thu 19 Nov"
    assert bar._timer.isActive()  # noqa: SLF001  # nobody waits ten seconds here
    bar._timer.timeout.emit()  # noqa: SLF001  # ten seconds are not waited for
    assert not bar.isVisible()


def test_undo_on_the_bar_is_said_once_and_the_bar_goes(qtbot: QtBot) -> None:
    window = QWidget()
    show(qtbot, window)
    bar = UndoBar(window)
    bar.offer("Deleted it")
    with qtbot.waitSignal(bar.undo):
        QTest.mouseClick(bar.findChildren(QPushButton)[0], LEFT)
    assert not bar.isVisible()


def test_progress_shows_how_far_and_a_way_out(qtbot: QtBot) -> None:
    working = Working()
    show(qtbot, working)
    task = Task(Progress(lambda *_: None))
    working.watch(task, "Reading November log.xlsx")
    task.progressed.emit(40, 64, "Row 40 of 64")
    seen = [words.text() for words in working.findChildren(QLabel)]
    assert seen == ["Row 40 of 64"]
    QTest.mouseClick(working.findChildren(QPushButton)[0], LEFT)
    assert task.cancelled
    assert not working.isVisible()


def test_an_old_task_that_ends_does_not_hide_the_new_one(qtbot: QtBot) -> None:
    working = Working()
    show(qtbot, working)
    old, new = (Task(Progress(lambda *_: None)) for _ in range(2))
    working.watch(old, "Counting")
    working.watch(new, "Reading")
    old.ended.emit(old)
    assert working.isVisible()
    new.ended.emit(new)
    assert not working.isVisible()


@pytest.fixture
def panes(qtbot: QtBot) -> Iterator[Beside]:
    window = QMainWindow()
    made = Beside(QWidget(), QWidget())
    window.setCentralWidget(made)
    show(qtbot, window, 1280, 600)
    yield made
    window.close()


def test_a_pane_is_shut_and_opened(panes: Beside, qtbot: QtBot) -> None:
    assert panes.pane.isVisible()
    with qtbot.waitSignal(panes.pane_shown) as shown:
        panes.toggle_pane()
    assert shown.args == [False]
    panes.toggle_pane()
    assert panes.pane.isVisible()


def test_a_narrow_window_shuts_the_pane_until_it_is_wanted(panes: Beside) -> None:
    panes.window().resize(960, 540)
    assert not panes.pane.isVisible()
    panes.open_pane()
    panes.window().resize(980, 540)
    assert panes.pane.isVisible()
    panes.shut_pane()
    panes.window().resize(1280, 600)
    assert panes.pane.isVisible()


# --- Lists ------------------------------------------------------------------------------------

LINES = (
    Title("Overdue", "2 of 11 open"),
    Line("Quote for gate", 1, "13 Nov", "handshake", "provider", "9 days over", "bad"),
    Line("Letter to parents", 2, "20 Nov", "handshake", "PCSO Calloway", "2 days over", "bad"),
    Title("To come"),
    Line("Street surgery", 3, "15:00", "megaphone", right="to 16:00"),
)


@pytest.fixture
def lines(qtbot: QtBot) -> LineView:
    view = LineView("Actions", lead=84)
    view.show_lines(LINES)
    show(qtbot, view)
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return view


def test_the_model_of_a_list_is_sound(qtmodeltester: ModelTester) -> None:
    model = LineModel()
    model.show_lines(LINES)
    qtmodeltester.check(model)


def test_the_arrows_skip_titles(lines: LineView) -> None:
    seen = [lines.current_id]
    for _ in range(2):
        QTest.keyClick(lines, Qt.Key.Key_Down)
        seen.append(lines.current_id)
    assert seen == [1, 2, 3]


def test_of_a_line_of_which_a_sliver_is_seen_nothing_is_written(qtbot: QtBot) -> None:
    view = LineView("Actions", height=36)
    view.show_lines([Line("W" * 40, id=number) for number in range(20)])
    show(qtbot, view, 300, 200)
    high = view.visualRect(view.model().index(0, 0)).height()

    def written(visible: int) -> bool:
        """Whether anything stands in the fourth line, of which so much is seen."""
        view.resize(300, view.height() + 3 * high + visible - view.viewport().height())
        strip = view.visualRect(view.model().index(3, 0)).adjusted(8, 1, -8, 0)
        picture = view.viewport().grab().toImage()
        across = range(strip.left(), strip.right())
        down = range(strip.top(), strip.top() + visible - 1)
        return len({picture.pixel(x, y) for x in across for y in down}) > 1

    assert not written(high // 2 - 1)
    assert written(high // 2 + 6)


def test_enter_opens_the_line_in_hand(lines: LineView, qtbot: QtBot) -> None:
    QTest.keyClick(lines, Qt.Key.Key_Down)
    with qtbot.waitSignal(lines.opened) as opened:
        QTest.keyClick(lines, Qt.Key.Key_Return)
    assert opened.args == [2]


def test_a_line_is_spoken_and_copied_whole(lines: LineView) -> None:
    lines.copy()
    spoken = "13 Nov, Quote for gate, provider, 9 days over"
    assert QGuiApplication.clipboard().text() == spoken
    index = lines.lines.index(1, 0)
    assert lines.lines.data(index, Qt.ItemDataRole.AccessibleTextRole) == spoken


def test_the_line_in_hand_stays_in_hand_or_its_neighbour_does(lines: LineView) -> None:
    lines.select(2)
    told: list[object] = []
    lines.current_changed.connect(told.append)
    lines.show_lines([Line("New", 9), *LINES])
    assert (lines.current_id, told) == (2, [])
    lines.show_lines([line for line in LINES if not isinstance(line, Line) or line.id != 2])
    assert (lines.current_id, told[-1]) == (1, 1)


def test_a_list_is_painted_in_every_look_and_shape(qapp: QApplication, qtbot: QtBot) -> None:
    pictures = []
    for look in ("light", "dark", "contrast"):
        theme.use(qapp, Appearance(look))
        view = LineView("Actions", two=True, height=52)
        view.show_lines(LINES)
        show(qtbot, view)
        view.select(1)
        pictures.append(view.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]


@pytest.mark.usefixtures("qapp")
def test_a_note_as_long_as_a_book_is_cut_and_not_remembered_whole() -> None:
    image = QImage(300, 20, QImage.Format.Format_RGB32)
    before = theme.advance.cache_info().currsize
    with QPainter(image) as painter:
        for ending in range(3):
            written = paint.words(painter, QRect(0, 0, 300, 20), f"{'word ' * 13_000}{ending}")
            assert written <= 300
    assert theme.advance.cache_info().currsize <= before + 1


def test_home_and_end_go_past_the_headings_of_a_list(qtbot: QtBot) -> None:
    view = LineView("Actions")
    qtbot.addWidget(view)
    view.show_lines(
        [Title("Late"), Line("A gate", id="a"), Title("Later"), Line("A lamp", id="b"), Title("No")]
    )
    view.select("b")
    for key, taken in ((Qt.Key.Key_Home, "a"), (Qt.Key.Key_End, "b")):
        QTest.keyClick(view, key)
        assert view.current_id == taken


def test_a_long_word_breaks_where_it_has_no_hyphen_of_its_own() -> None:
    broken = "\u200b"
    assert breakable("a" * 50) == f"{'a' * 24}{broken}{'a' * 24}{broken}aa"
    file = "(2022-01-hertfordshire-street.csv)."
    assert breakable(file) == file
    assert broken in breakable("-" * 50)
    assert broken in breakable("1-" * 25)
