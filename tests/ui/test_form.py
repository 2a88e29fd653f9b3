"""A form is filled by keys alone, and says below each field what there is to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from snt_desk.domain.drafts import Caution, Problem
from snt_desk.ui.fields import MOST_LINE, Choice, LineField, NoteField, Option, Segment
from snt_desk.ui.form import Form, Part
from snt_desk.ui.form_rows import Note
from snt_desk.ui.tokens import CrewField, Person

# The lists that open below a field are windows of their own.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CONTROL = Qt.KeyboardModifier.ControlModifier
PEOPLE = (
    Person("1432", "PC Ridley", "Tom"),
    Person("7214", "PCSO Calloway", "Beth"),
    Person("7231", "PCSO Osei", "Daniel"),
)


class PatrolForm:
    """A form with one of each."""

    def __init__(self) -> None:
        self.how = Segment(
            Option("foot", "&Foot", "footprints"),
            Option("bicycle", "&Bicycle", "bike"),
            Option("vehicle", "&Vehicle", "car"),
        )
        self.day, self.out, self.end = LineField("22/11"), LineField("2215"), LineField("+90")
        self.crew = CrewField()
        self.crew.show_people(PEOPLE)
        self.place = Choice()
        self.place.show_choices([(1, "Peartree"), (2, "Haldens"), (3, "Handside")])
        self.note = NoteField("What was seen and done")
        self.form = Form("New patrol")
        self.form.add(Part("mode", "How", self.how))
        self.form.add(
            Part("day", "&Date", self.day, 5),
            Part("out", "O&ut", self.out, 2),
            Part("end", "I&n", self.end, 2),
            hint="Leave In empty if still out.",
        )
        self.form.add(Part("crew", "Cre&w", self.crew))
        self.form.add(Part("place", "&Place", self.place, pin=True))
        self.form.add(Part("note", "N&ote", self.note))


@pytest.fixture
def patrol(qtbot: QtBot) -> Iterator[PatrolForm]:
    made = PatrolForm()
    qtbot.addWidget(made.form)
    made.form.resize(380, 640)
    made.form.show()
    made.form.activateWindow()
    made.form.start()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    yield made
    made.crew.line.clear()


def press(*keys: Qt.Key | str) -> None:
    """Press keys where the focus is."""
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        if isinstance(key, str):
            QTest.keyClicks(focus, key)
        else:
            QTest.keyClick(focus, key)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


# --- Filling it in ----------------------------------------------------------------------------


def test_a_patrol_is_typed_without_the_mouse(patrol: PatrolForm) -> None:
    enter = Qt.Key.Key_Return
    press("v", Qt.Key.Key_Tab, "22/11", enter, "2215", enter, "+90", enter)
    press("osei", enter, "1432", enter, enter)
    press("hand", enter, "Two lads moved on")
    assert patrol.how.value == "vehicle"
    typed = (patrol.day.value, patrol.out.value, patrol.end.value)
    assert typed == ("22/11", "2215", "+90")
    assert patrol.crew.value == ("7231", "1432")
    assert patrol.place.value == 3
    assert patrol.note.value == "Two lads moved on"


def test_tab_follows_the_fields_and_comes_to_the_pins_last(patrol: PatrolForm) -> None:
    seen = []
    for _ in range(11):
        seen.append(focused().accessibleName())
        press(Qt.Key.Key_Tab)
    assert seen == [
        *("Foot", "Date", "Out", "In", "Crew", "Place", "Note"),
        *("Save", "Save and new", "Clear", "Keep Place for the next one"),
    ]


def test_every_control_has_a_name(patrol: PatrolForm) -> None:
    controls = [
        one
        for one in patrol.form.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible()
    ]
    assert len(controls) > 10
    assert [one for one in controls if not one.accessibleName()] == []


def test_every_button_is_large_enough_to_hit(patrol: PatrolForm) -> None:
    patrol.crew.set_value(["1432"])
    QApplication.processEvents()
    buttons = [one for one in patrol.form.findChildren(QPushButton) if one.isVisible()]
    assert [one for one in buttons if min(one.width(), one.height()) < 24] == []


# --- Segments ---------------------------------------------------------------------------------


def test_a_bare_letter_chooses_while_the_segment_has_the_focus(patrol: PatrolForm) -> None:
    told = []
    patrol.how.changed.connect(lambda: told.append(patrol.how.value))
    press("b", "v", "f", "x")
    assert told == ["bicycle", "vehicle", "foot"]
    assert focused().accessibleName() == "Foot"


def test_a_segment_leaves_alt_letters_to_the_menus(patrol: PatrolForm) -> None:
    for button in patrol.how.findChildren(QPushButton):
        assert button.shortcut() == QKeySequence()
        assert "&" in button.text()


def test_the_words_of_a_segment_do_not_move_when_they_become_bold(patrol: PatrolForm) -> None:
    before = [one.geometry() for one in patrol.how.findChildren(QPushButton)]
    patrol.how.set_value("vehicle")
    assert [one.geometry() for one in patrol.how.findChildren(QPushButton)] == before


# --- Lines and notes --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pasted", "value"),
    [
        *[("  22:15 ", "22:15"), ("a\u200bb\ufeff", "ab"), ("x\x00y", "xy")],
        *[("\u202ename", "name"), ("\u2066name\u2069", "name"), ("half \ud83d", "half")],
        *[("two\nlines\r\n", "two lines"), ("a\u2028b", "a b"), ("👮 Zoe\u0308", "👮 Zoe\u0308")],
    ],
)
def test_what_nobody_sees_is_not_kept(qtbot: QtBot, pasted: str, value: str) -> None:
    field = LineField()
    qtbot.addWidget(field)
    field.setText(pasted)
    assert field.value == value


def test_a_line_has_an_end(qtbot: QtBot) -> None:
    field = LineField()
    qtbot.addWidget(field)
    field.setText("x" * 1_000_000)
    assert len(field.value) == MOST_LINE


def test_a_date_is_moved_by_a_letter_and_shown_in_full_when_left(qtbot: QtBot) -> None:
    def nudge(text: str, letter: str) -> str | None:
        return {"+": "tomorrow", "t": "today"}.get(letter)

    field = LineField(nudge=nudge, settle=lambda text: f"<{text}>")
    qtbot.addWidget(field)
    field.show()
    QTest.keyClicks(field, "12")
    assert field.value == "12"
    QTest.keyClicks(field, "+")
    assert field.value == "tomorrow"
    field.editingFinished.emit()
    assert field.value == "<tomorrow>"


def test_ctrl_z_is_the_fields_own_only_while_there_is_typing_to_undo(
    qtbot: QtBot, patrol: PatrolForm
) -> None:
    used: list[bool] = []
    patrol.form.addAction("Undo the last change", "Ctrl+Z", lambda: used.append(True))
    patrol.out.set_value("2215")
    patrol.form.focus("out")
    QTest.keyClick(patrol.out, Qt.Key.Key_Z, CONTROL)
    assert used == [True]
    QTest.keyClicks(patrol.out, "9")
    QTest.keyClick(patrol.out, Qt.Key.Key_Z, CONTROL)
    assert used == [True]
    assert patrol.out.value == "2215"


def test_pasted_markup_is_plain_and_cut_to_what_fits(qtbot: QtBot) -> None:
    field = NoteField(most=20)
    qtbot.addWidget(field)
    rich = QMimeData()
    rich.setHtml("<b>bold</b><img src='x'>")
    rich.setText("a text that is longer than twenty letters")
    field.insertFromMimeData(rich)
    assert field.value == "a text that is longe"


# --- Choices ----------------------------------------------------------------------------------


def test_letters_that_can_mean_only_one_choose_it(patrol: PatrolForm) -> None:
    patrol.form.focus("place")
    press("hald", Qt.Key.Key_Tab)
    assert (patrol.place.value, patrol.place.currentText()) == (2, "Haldens")


def test_letters_that_may_mean_several_are_kept_to_be_mended(patrol: PatrolForm) -> None:
    patrol.form.focus("place")
    press("ha", Qt.Key.Key_Tab)
    assert patrol.place.value is None
    assert patrol.place.unknown == "ha"


def test_what_is_chosen_stays_when_the_choices_are_read_again(patrol: PatrolForm) -> None:
    patrol.place.set_value(2)
    patrol.place.show_choices([(9, "Sherrards"), (2, "Haldens")])
    assert patrol.place.value == 2


def test_what_is_chosen_stays_whatever_it_is_called_now(qtbot: QtBot) -> None:
    choice = Choice()
    qtbot.addWidget(choice)
    choice.show_choices([("new", "Speeding"), ("old", "Speeding")])
    choice.set_value("old")
    choice.show_choices([("new", "Speeding"), ("old", "Speeding")])
    assert choice.value == "old"
    choice.show_choices([("new", "Speeding"), ("old", "Speeding, 2025")])
    assert (choice.value, choice.currentText()) == ("old", "Speeding, 2025")


def test_nothing_is_chosen_by_none(patrol: PatrolForm) -> None:
    patrol.place.set_value(2)
    patrol.place.set_value(None)
    assert patrol.place.value is None
    assert patrol.place.unknown == ""


def test_the_wheel_never_turns_a_choice(patrol: PatrolForm) -> None:
    patrol.place.set_value(1)
    turned = []
    for field in ("note", "place"):
        patrol.form.focus(field)
        QApplication.sendEvent(patrol.place, wheel())
        turned.append(patrol.place.value)
    assert turned == [1, 1]


def wheel() -> QWheelEvent:
    return QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )


# --- Crew -------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["call", "beth", "7214", "PCSO Calloway", "CALLOWAY"])
def test_people_are_found_by_any_part_of_name_or_collar(patrol: PatrolForm, typed: str) -> None:
    patrol.form.focus("crew")
    press(typed, Qt.Key.Key_Return)
    assert patrol.crew.value == ("7214",)
    assert patrol.crew.unknown == ""


def test_a_comma_takes_the_first_found(patrol: PatrolForm) -> None:
    patrol.form.focus("crew")
    press("rid,", "osei,")
    assert patrol.crew.value == ("1432", "7231")


def test_nobody_is_chosen_twice(patrol: PatrolForm) -> None:
    patrol.form.focus("crew")
    press("1432", Qt.Key.Key_Return, "1432", Qt.Key.Key_Return)
    assert patrol.crew.value == ("1432",)
    assert patrol.crew.unknown == "1432"


def test_backspace_takes_the_last_one_off(patrol: PatrolForm) -> None:
    patrol.crew.set_value(["1432", "7214"])
    patrol.form.focus("crew")
    left = []
    for _ in range(2):
        press(Qt.Key.Key_Backspace)
        left.append(patrol.crew.value)
    assert left == [("1432",), ()]


def test_backspace_takes_letters_before_it_takes_people(patrol: PatrolForm) -> None:
    patrol.crew.set_value(["1432"])
    patrol.form.focus("crew")
    press("x", Qt.Key.Key_Backspace)
    assert patrol.crew.value == ("1432",)


def test_the_cross_takes_somebody_off(patrol: PatrolForm) -> None:
    patrol.crew.set_value(["1432", "7214"])
    cross = next(
        one
        for one in patrol.crew.findChildren(QPushButton)
        if one.accessibleName() == "Take off PC Ridley"
    )
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert patrol.crew.value == ("7214",)


def test_letters_of_one_person_count_when_the_field_is_left(patrol: PatrolForm) -> None:
    patrol.form.focus("crew")
    press("daniel", Qt.Key.Key_Tab)
    assert patrol.crew.value == ("7231",)


def test_letters_of_nobody_stay_to_be_mended(patrol: PatrolForm) -> None:
    patrol.form.focus("crew")
    press("smith", Qt.Key.Key_Return, Qt.Key.Key_Tab)
    assert (patrol.crew.value, patrol.crew.unknown) == ((), "smith")


def test_somebody_who_has_left_is_shown_by_the_collar(patrol: PatrolForm) -> None:
    patrol.crew.set_value(["9999"])
    assert patrol.crew.value == ("9999",)


def test_a_long_name_is_cut_and_whole_in_its_tip(qtbot: QtBot) -> None:
    field = CrewField()
    qtbot.addWidget(field)
    field.show_people([Person("O1", "A" * 200)])
    field.set_value(["O1"])
    [words] = [one for one in field.findChildren(QLabel) if one.text()]
    assert words.text() == f"{'A' * 59}…"
    token = words.parentWidget()
    assert token is not None
    assert token.toolTip() == "A" * 200


def test_two_that_are_called_the_same_are_both_chosen_from_the_list(patrol: PatrolForm) -> None:
    schools = [Person(ref, "Mill School", listed="Mill School, school") for ref in ("O1", "O2")]
    patrol.crew.show_people(schools)
    patrol.form.focus("crew")
    for _ in schools:
        press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert patrol.crew.value == ("O1", "O2")
    assert [one.text() for one in patrol.crew.findChildren(QLabel) if one.text()] == [
        *("Mill School", "Mill School")
    ]


def test_many_people_go_on_in_the_next_row(patrol: PatrolForm) -> None:
    before = patrol.crew.height()
    patrol.crew.set_value(["1432", "7214", "7231"])
    QTest.qWaitForWindowExposed(patrol.form)
    QApplication.processEvents()
    assert patrol.crew.height() > before


# --- What is said -----------------------------------------------------------------------------


def problems(*pairs: tuple[str, str]) -> Sequence[Problem]:
    return [Problem(field, text) for field, text in pairs]


def test_what_was_understood_makes_the_form_no_wider(qtbot: QtBot) -> None:
    note = Note()
    qtbot.addWidget(note)
    note.understood("Sat 24 Oct, 23:30 to 03:00, clocks go back: 4 h 30 min", "")
    assert note.minimumSizeHint().width() < 200


def test_what_was_understood_takes_the_place_of_the_hint(patrol: PatrolForm) -> None:
    assert patrol.out.accessibleDescription() == "Leave In empty if still out."
    patrol.form.understood("out", "3 h 25 min", "back on Mon 23 Nov")
    assert patrol.end.accessibleDescription() == "3 h 25 min back on Mon 23 Nov"
    patrol.form.hint("out", "Leave In empty if still out.")
    assert patrol.out.accessibleDescription() == "Leave In empty if still out."


def test_a_caution_is_amber_and_can_be_saved(patrol: PatrolForm) -> None:
    saved: list[bool] = []
    patrol.form.saved.connect(lambda: saved.append(True))
    patrol.form.show_cautions([Caution("crew", "PCSO Calloway is on leave. You can still save.")])
    assert patrol.crew.property("state") == "warn"
    assert "on leave" in patrol.crew.line.accessibleDescription()
    QTest.mouseClick(patrol.form.save_button, Qt.MouseButton.LeftButton)
    assert saved == [True]
    patrol.form.show_cautions([])
    assert patrol.crew.property("state") is None


def test_one_problem_takes_the_focus_to_its_field(patrol: PatrolForm) -> None:
    patrol.form.refuse(problems(("end", "Enter an end after 22:15.")))
    assert focused() is patrol.end
    assert patrol.end.property("state") == "bad"
    assert patrol.form.summary.texts == []


def test_several_problems_have_a_box_on_top_whose_lines_lead_to_the_fields(
    patrol: PatrolForm,
) -> None:
    patrol.form.refuse(problems(("end", "Enter an end after 22:15."), ("crew", "Choose one.")))
    assert patrol.form.summary.texts == ["Enter an end after 22:15.", "Choose one."]
    assert focused().accessibleName() == "Enter an end after 22:15."
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert focused() is patrol.crew.line


def test_problems_are_live_until_they_are_mended_and_take_no_focus(patrol: PatrolForm) -> None:
    patrol.form.refuse(problems(("end", "Enter an end."), ("crew", "Choose one.")))
    patrol.form.focus("end")
    patrol.form.show_problems(problems(("crew", "Choose one.")))
    assert focused() is patrol.end
    assert patrol.end.property("state") is None
    assert patrol.form.summary.texts == []
    patrol.form.clear_marks()
    assert patrol.crew.property("state") is None


def test_a_caution_that_is_a_problem_since_save_is_said_once(patrol: PatrolForm) -> None:
    house = "“14 High Street” is a house."
    patrol.form.show_cautions([Caution("end", house)])
    patrol.form.show_problems(problems(("end", house)))
    shown = [one.text() for one in patrol.form.findChildren(QLabel) if one.isVisible()]
    assert [text.replace("\u200b", "") for text in shown].count(house) == 1
    patrol.form.show_problems([])
    shown = [one.text() for one in patrol.form.findChildren(QLabel) if one.isVisible()]
    assert [text.replace("\u200b", "") for text in shown].count(house) == 1


def test_a_problem_is_worse_than_a_caution_of_the_same_field(patrol: PatrolForm) -> None:
    patrol.form.show_cautions([Caution("end", "13 h: is this right?")])
    patrol.form.show_problems(problems(("end", "Enter an end.")))
    assert patrol.end.property("state") == "bad"
    patrol.form.show_problems([])
    assert patrol.end.property("state") == "warn"


def test_what_is_about_no_field_is_said_at_the_first(patrol: PatrolForm) -> None:
    patrol.form.show_problems(problems(("mode", "Choose how."), ("month", "October is sent.")))
    description = (patrol.how.focusProxy() or patrol.how).accessibleDescription()
    assert description == "Choose how. October is sent."


def test_each_field_of_a_row_has_its_sentence_below_itself(patrol: PatrolForm) -> None:
    other = LineField("2300")
    patrol.form.add(Part("first", "First", LineField("2200")), Part("second", "Second", other))
    patrol.form.show_problems(
        problems(("first", "Enter a first."), ("second", "Enter a second."), ("end", "No end."))
    )
    QApplication.processEvents()
    first, second, end = (
        note(patrol, said) for said in ("Enter a first.", "Enter a second.", "No end.")
    )
    assert first.right() < second.left()
    assert abs(second.left() - place(patrol, other).left()) <= 1
    assert first.top() == second.top()
    # So narrow a field has its sentence below it all the same, where the row ends.
    assert end.right() == place(patrol, patrol.end).right()
    assert end.left() > place(patrol, patrol.day).center().x()
    assert end.width() > place(patrol, patrol.end).width()


def test_of_three_in_a_row_each_sentence_begins_where_its_field_does(patrol: PatrolForm) -> None:
    fields = {name: LineField() for name in ("raised", "adopted", "closed")}
    patrol.form.add(*(Part(name, name.title(), field) for name, field in fields.items()))
    patrol.form.show_problems([Problem(name, f"Enter {name}.") for name in fields])
    QApplication.processEvents()
    raised, adopted, closed = (note(patrol, f"Enter {name}.") for name in fields)
    assert raised.left() == place(patrol, fields["raised"]).left()
    assert abs(adopted.left() - place(patrol, fields["adopted"]).left()) <= 4
    assert closed.right() == place(patrol, fields["closed"]).right()
    assert raised.bottom() < adopted.top() < closed.top()


def note(patrol: PatrolForm, said: str) -> QRect:
    """Where a sentence stands."""
    return place(patrol, next(one for one in patrol.form.findChildren(Note) if one.text == said))


def place(patrol: PatrolForm, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(patrol.form, QPoint(0, 0)), widget.size())


def test_f8_goes_round_all_that_is_marked(patrol: PatrolForm) -> None:
    assert not patrol.form.next_mark()
    patrol.form.show_cautions([Caution("crew", "On leave.")])
    patrol.form.show_problems(problems(("end", "Enter an end."), ("note", "Too long.")))
    visited = []
    for step in (1, 1, 1, 1, -1):
        assert patrol.form.next_mark(step)
        visited.append(focused())
    assert visited == [
        *(patrol.end, patrol.crew.line, patrol.note, patrol.end),
        patrol.note,
    ]


def test_ctrl_enter_saves_and_opens_the_next_from_any_field(patrol: PatrolForm) -> None:
    told: list[str] = []
    patrol.form.saved_and_new.connect(lambda: told.append("next"))
    for field in ("out", "crew", "place", "note"):
        patrol.form.focus(field)
        QTest.keyClick(focused(), Qt.Key.Key_Return, CONTROL)
    assert told == ["next"] * 4
    assert patrol.note.value == ""


def test_tab_brings_all_of_a_field_into_sight(patrol: PatrolForm) -> None:
    patrol.form.resize(380, 420)
    QApplication.processEvents()
    patrol.form.focus("place")
    press(Qt.Key.Key_Tab)
    assert focused() is patrol.note
    foot = place(patrol, patrol.note).bottom()
    assert foot < place(patrol, patrol.form.save_button).top()
    area = patrol.form.findChild(QScrollArea)
    assert area is not None
    assert foot <= place(patrol, area.viewport()).bottom()


def test_the_words_above_a_field_and_what_is_said_below_it_come_along(patrol: PatrolForm) -> None:
    patrol.form.resize(380, 420)
    patrol.form.show_problems(problems(("place", "Choose a place of the list.")))
    QApplication.processEvents()
    area = patrol.form.findChild(QScrollArea)
    assert area is not None
    seen = place(patrol, area.viewport())
    patrol.form.focus("place")
    assert seen.contains(note(patrol, "Choose a place of the list."))
    patrol.form.go_to_end()
    patrol.form.focus("mode")
    assert seen.contains(place(patrol, label_of(patrol, "How")))


def label_of(patrol: PatrolForm, said: str) -> QLabel:
    return next(one for one in patrol.form.findChildren(QLabel) if one.text() == said)


def test_esc_leaves_for_the_list(qtbot: QtBot, patrol: PatrolForm) -> None:
    patrol.form.focus("out")
    with qtbot.waitSignal(patrol.form.left):
        press(Qt.Key.Key_Escape)


def test_a_pin_keeps_its_field_for_the_next_record(patrol: PatrolForm) -> None:
    assert not patrol.form.pinned("place")
    patrol.form.set_pinned("place", pinned=True)
    assert patrol.form.pinned("place")
    assert not patrol.form.pinned("note")


def test_save_stays_in_sight_where_the_fields_do_not_fit(patrol: PatrolForm) -> None:
    patrol.form.resize(380, 320)
    QApplication.processEvents()
    save = patrol.form.save_button
    assert save.mapTo(patrol.form, QPoint(0, save.height())).y() <= 320
    patrol.form.focus("note")
    middle = patrol.note.mapTo(patrol.form, patrol.note.rect().center()).y()
    assert 0 < middle < save.mapTo(patrol.form, QPoint(0, 0)).y()


def test_a_field_that_a_letter_leads_to_comes_into_sight(patrol: PatrolForm) -> None:
    patrol.form.resize(380, 320)
    QApplication.processEvents()
    patrol.form.focus("note")
    assert patrol.out.visibleRegion().isEmpty()
    patrol.out.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert patrol.out.visibleRegion().boundingRect() == patrol.out.rect()


def test_where_there_is_hardly_room_one_field_is_left_so_that_save_is_seen_whole(
    patrol: PatrolForm,
) -> None:
    patrol.form.offered.say("Not saved yet", "Foot patrol, typed at 14:24.")
    patrol.form.resize(640, 200)
    QApplication.processEvents()
    # A window of 960 x 540 leaves no more below the head of a consultation.
    assert patrol.form.height() <= 236
    assert patrol.form.save_button.height() >= 32
