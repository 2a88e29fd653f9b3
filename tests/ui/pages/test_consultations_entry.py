"""What residents say is typed in one by one, or as counts in a grid; all of it can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.consultations import ResponseDraft
from snt_desk.services import response_entry
from snt_desk.services.team import TeamName
from snt_desk.ui.pages.priorities.consultations import ConsultationsView
from snt_desk.ui.pages.priorities.consultations.tally import TypedCount, TypedTally, drafts
from tests.ui.conftest import CannedAsk
from tests.ui.pages.asked import OPENED, ask_in_autumn
from tests.ui.pages.asked_page import at_its_beginning
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.seen import CTRL, press, words

KEY, ENTER = Qt.Key, Qt.Key.Key_Return
SHIFT = Qt.KeyboardModifier.ShiftModifier
TODAY = clock.today()

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[ConsultationsView]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(ConsultationsView, at_its_beginning, ask_in_autumn)


@pytest.fixture
def view(kept: Kept[ConsultationsView], store: Store, qtbot: QtBot) -> Iterator[ConsultationsView]:
    """The view in its window, with the consultation of autumn, which is open."""
    with kept.begun(qtbot) as made:
        made.list.setFocus()
        yield made


def typed(store: Store, after: int = 6) -> list[ResponseDraft]:
    """All responses that were written since the test began."""
    with store.read() as session:
        refs = [one.ref for one in session.query(m.Response).order_by(m.Response.id)][after:]
        return [response_entry.opened(session, ref) for ref in refs]


def begin(view: ConsultationsView) -> None:
    """Type in, by the street."""
    press(KEY.Key_T, held=CTRL)
    press("street", ENTER, ENTER)


def type_one(theme: str, place: str = "", count: str = "", comment: str = "") -> None:
    """One line, from theme to Enter after the comment."""
    press(theme, ENTER, place, ENTER, count, ENTER, comment, ENTER)


SAID = ResponseDraft(TODAY, "street", "speeding", "B2", 1)

# --- One by one -------------------------------------------------------------------------------


def test_responses_are_typed_one_after_the_other(view: ConsultationsView, store: Store) -> None:
    begin(view)
    type_one("speed", "hald")
    type_one("drugs", "", "3", "By the garages")
    assert view.typing.theme.hasFocus()
    assert (view.typing.channel.value, view.typing.theme.value) == ("street", None)
    assert view.typing.place.value is None
    assert view.typing.count.value == "1"
    assert typed(store) == [
        SAID,
        replace(SAID, theme="drugs", place=None, count=3, comment="By the garages"),
    ]
    assert [line.spoken for line in view.panes.typing.list.lines.lines] == [
        "2 typed in this sitting, 4 responses",
        f"Drugs, Street, {clock.short_day(TODAY)}, 3",
        f"Speeding, Haldens, Street, {clock.short_day(TODAY)}, 1",
    ]
    assert "85 responses" in words(view.panes.head)


def test_undo_takes_back_one_of_them_and_the_count_says_so(
    view: ConsultationsView, store: Store
) -> None:
    begin(view)
    type_one("speed", "hald")
    type_one("drugs")
    assert store.undo_label == "Add response, Drugs"
    press(KEY.Key_Z, held=CTRL)
    assert typed(store) == [SAID]
    assert view.panes.typing.number == 1
    press(KEY.Key_Y, held=CTRL)
    assert view.panes.typing.number == 2


def test_ctrl_enter_saves_from_any_field(view: ConsultationsView, store: Store) -> None:
    begin(view)
    press("speed")
    press(ENTER, held=CTRL)
    assert typed(store) == [replace(SAID, place=None)]
    assert view.typing.theme.hasFocus()


def test_what_cannot_be_saved_says_why_and_stays(view: ConsultationsView, store: Store) -> None:
    press(KEY.Key_T, held=CTRL)
    assert view.typing.channel.hasFocus()
    view.typing.focus("count")
    press("many", ENTER, "Bins", ENTER)
    assert view.typing.summary.texts == [
        "Choose how it reached you.",
        "Choose what it is about.",
        "Enter how many said it: 1 to 100,000.",
    ]
    assert view.typing.comment.value == "Bins"
    assert not typed(store)
    view.typing.focus("theme")
    press("zebras", KEY.Key_Tab)
    assert "“zebras” is not in the list. Choose a theme." in view.typing.summary.texts


def test_a_day_outside_the_consultation_is_a_warning(view: ConsultationsView, store: Store) -> None:
    begin(view)
    view.typing.focus("received")
    view.typing.received.selectAll()
    press(f"{OPENED - DAY:%d/%m/%Y}", KEY.Key_Tab)
    assert f"The consultation opened on {clock.long_day(OPENED)}." in words(view.typing)
    view.typing.focus("theme")
    type_one("speed")
    [one] = typed(store)
    assert one.received == OPENED - DAY


def test_an_event_is_kept_for_the_next(
    view: ConsultationsView, store: Store, team: TeamName
) -> None:
    with store.change("Write down an event") as session:
        start = clock.midnight(TODAY - DAY) + 10 * clock.HOUR
        session.add(
            m.Event(ref="E1", team_id=team.id, kind="stall", title="Market stall", start=start)
        )
    press(KEY.Key_T, held=CTRL)
    press("street", ENTER, "market", ENTER)
    type_one("speed", "hald")
    type_one("drugs")
    assert [one.event for one in typed(store)] == ["E1", "E1"]


def test_one_of_this_sitting_is_changed(view: ConsultationsView, store: Store) -> None:
    begin(view)
    type_one("speed", "hald")
    view.panes.typing.list.setFocus()
    press(ENTER)
    assert "Change this response" in words(view.typing)
    view.typing.focus("count")
    view.typing.count.selectAll()
    press("5")
    press(KEY.Key_S, held=CTRL)
    assert typed(store) == [replace(SAID, count=5)]
    assert store.undo_label == "Change response, Speeding, Haldens"
    assert "Next response" in words(view.typing)
    assert view.panes.typing.number == 1


def test_one_is_changed_from_the_list_of_all_and_the_list_is_there_again(
    view: ConsultationsView, store: Store
) -> None:
    view.said.enter()
    press(ENTER, ENTER)
    assert "Change this response" in words(view.typing)
    assert view.in_hand() == ("responses", view.typing.opened)
    view.typing.focus("count")
    view.typing.count.selectAll()
    press("41")
    press(KEY.Key_S, held=CTRL)
    assert view.responses.table.hasFocus()
    assert view.responses.lists.totals is not None
    assert view.responses.lists.totals.responses == 41
    with store.read() as session:
        assert session.query(m.Response).filter_by(count=41).count() == 1


def test_one_of_this_sitting_is_deleted(view: ConsultationsView, store: Store) -> None:
    begin(view)
    type_one("speed", "hald")
    view.panes.typing.list.setFocus()
    press(KEY.Key_Delete)
    assert not typed(store)
    assert view.panes.typing.number == 0
    press(KEY.Key_Z, held=CTRL)
    assert view.panes.typing.number == 1


def test_another_consultation_waits_until_what_is_typed_is_saved(
    view: ConsultationsView,
) -> None:
    begin(view)
    press("speed", KEY.Key_Tab)
    view.list.setFocus()
    press(KEY.Key_Down)
    assert "The response is not saved" in words(view.typing)
    assert "Autumn survey" in words(view.panes.head)
    view.typing.restore()
    view.list.setFocus()
    press(KEY.Key_Up, KEY.Key_Down)
    assert "Summer survey" in words(view.panes.head)


def test_a_consultation_that_is_over_is_answered_on_its_last_day(view: ConsultationsView) -> None:
    press(KEY.Key_Down)
    press(KEY.Key_T, held=CTRL)
    assert view.typing.draft.received == view.rows[1].closed


def test_after_midnight_the_day_is_the_new_day_unless_another_was_typed(
    view: ConsultationsView, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = TODAY + DAY
    begin(view)
    type_one("drugs")
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    view.refresh()
    assert view.typing.draft.received == tomorrow
    assert view.tally.typed.received == clock.long_day(tomorrow)
    view.typing.received.set_value(clock.long_day(TODAY))
    view.refresh()
    type_one("speed")
    assert view.typing.draft.received == TODAY, "it was typed"


# --- As counts --------------------------------------------------------------------------------


def count(view: ConsultationsView, *what: str | Qt.Key) -> None:
    press(KEY.Key_T, held=CTRL | SHIFT)
    press(*what)


def test_a_day_is_counted_in_a_grid_and_saved_as_one_change(
    view: ConsultationsView, store: Store
) -> None:
    count(view, "12", ENTER, "+", "+", KEY.Key_Right, "7", KEY.Key_Backspace, "3", "-")
    assert "16 counted in 3 squares, not saved yet" in words(view.tally).replace("\n", " ")
    press(KEY.Key_S, held=CTRL)
    assert store.undo_label == f"Add tally, 16 responses of {clock.short_day(TODAY)}"
    found = sorted((one.theme, one.channel, one.count, one.place) for one in typed(store))
    assert found == [
        ("asb", "survey", 12, None),
        ("youth_asb", "street", 2, None),
        ("youth_asb", "survey", 2, None),
    ]
    assert not view.tally.edited
    assert view.panes.typing.number == 3
    press(KEY.Key_Z, held=CTRL)
    assert not typed(store)


def test_a_digit_begins_anew_where_the_keys_have_just_come(view: ConsultationsView) -> None:
    count(view, "1", "2", KEY.Key_Down, KEY.Key_Up, "3")
    assert view.tally.grid.counts == {("asb", "survey"): 3}
    press(KEY.Key_Delete)
    assert not view.tally.grid.counts


def test_all_channels_and_what_they_make_together_are_in_sight(view: ConsultationsView) -> None:
    press(KEY.Key_T, held=CTRL | SHIFT)
    assert view.tally.grid.squares.columnCount() == 11
    assert view.tally.grid.horizontalScrollBar().maximum() == 0


def test_rows_and_columns_are_added_up(view: ConsultationsView) -> None:
    count(view, "4", KEY.Key_Right, "5", KEY.Key_Down, "6")
    squares = view.tally.grid.squares
    last = squares.columnCount() - 1
    assert squares.number(0, last) == 9
    assert squares.number(squares.rowCount() - 1, last) == 15
    index = squares.index(1, 1)
    assert (
        index.data(Qt.ItemDataRole.AccessibleTextRole) == "Youth anti-social behaviour, Street: 6"
    )
    assert not squares.flags(squares.index(0, last)) & Qt.ItemFlag.ItemIsEnabled


def test_places_across_want_a_channel(view: ConsultationsView, store: Store) -> None:
    press(KEY.Key_T, held=CTRL | SHIFT)
    view.tally.by.set_value("place")
    view.tally.start()
    press("4", KEY.Key_Right, KEY.Key_Right, KEY.Key_Right, "2")
    press(KEY.Key_S, held=CTRL)
    assert "Choose how it reached you." in words(view.tally)
    assert view.tally.others["channel"].hasFocus()
    press("street", KEY.Key_Tab)
    press(KEY.Key_S, held=CTRL)
    found = sorted((one.place or "", one.channel, one.count) for one in typed(store))
    assert found == [("", "street", 2), ("B2", "street", 4)]


def test_the_columns_stay_while_numbers_stand_in_them(view: ConsultationsView) -> None:
    count(view, "4")
    assert not view.tally.by.isEnabled()
    view.tally.clear_button.click()
    assert view.tally.by.isEnabled()


def test_an_empty_grid_is_not_saved(view: ConsultationsView, store: Store) -> None:
    count(view)
    press(KEY.Key_S, held=CTRL)
    assert "Type a number in the grid first." in words(view.tally)
    assert not typed(store)


def test_a_place_holds_for_all_squares() -> None:
    counts = (TypedCount("asb", "survey", 4), TypedCount("drugs", "street", 1))
    tally = TypedTally("Autumn", "22/11/2026", "channel", "B1", counts=counts)
    found = drafts(tally, date(2026, 11, 22))
    assert [(one.channel, one.place, one.count) for one in found] == [
        ("survey", "B1", 4),
        ("street", "B1", 1),
    ]


# --- What is typed and not saved --------------------------------------------------------------


def test_closing_asks_about_each_that_is_typed(view: ConsultationsView, ask: CannedAsk) -> None:
    begin(view)
    press("speed", KEY.Key_Tab)
    count(view, "4")
    ask.answers += [True, None]
    assert not view.leave()
    assert ask.asked == ["Save the response?", "Save the tally?"]
