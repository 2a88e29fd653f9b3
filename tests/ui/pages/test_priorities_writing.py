"""Priorities are proposed, adopted, told of and closed; what is typed is kept until it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from snt_desk.db.models import Code, Place, Priority
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.priorities import PriorityDraft
from snt_desk.errors import DeskError
from snt_desk.services import patrols
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.priorities.register import RegisterView, reading
from tests.ui.conftest import CannedAsk
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.register import CLOSED, RACING, add, opened
from tests.ui.pages.register_page import begin
from tests.ui.pages.seen import CTRL, click, press, shared_letters, words

TODAY = date(2026, 11, 22)

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[RegisterView]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(RegisterView, begin)


@pytest.fixture
def page(kept: Kept[RegisterView], store: Store, qtbot: QtBot) -> Iterator[RegisterView]:
    """The page in its window, which has the focus; one live priority is in the register."""
    with kept.begun(qtbot) as made:
        made.list.setFocus()
        yield made


def selected(page: RegisterView) -> str:
    return str(page.list.current_id)


# --- From proposal to result ------------------------------------------------------------------


def test_a_priority_is_proposed_by_keys_alone(page: RegisterView, store: Store) -> None:
    enter = Qt.Key.Key_Return
    press(Qt.Key.Key_N, held=CTRL)
    press("Speeding in Handside Lane", enter, "speed", enter)
    press(Qt.Key.Key_I, held=Qt.KeyboardModifier.AltModifier)
    press("1/11/2026")
    press(Qt.Key.Key_P, held=Qt.KeyboardModifier.AltModifier)
    press("hald")
    press(Qt.Key.Key_S, held=CTRL)
    assert store.undo_label == "Add priority, Speeding in Handside Lane"
    assert opened(store, selected(page)) == PriorityDraft(
        "Speeding in Handside Lane", "speeding", "B2", raised=date(2026, 11, 1)
    )
    assert page.view.isVisible()
    assert page.list.hasFocus()


def test_adopt_puts_today_in_and_save_does_it(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    ref = add(store, team, RACING)
    page.list.select(ref)
    click(page.view.adopt_button)
    assert page.form.adopted.hasFocus()
    assert page.form.badge.accessibleName() == "live"
    press(Qt.Key.Key_S, held=CTRL)
    assert store.undo_label == "Adopt priority, Cars racing"
    assert opened(store, ref).adopted == clock.today()


def test_residents_told_today_is_one_change_with_what_they_were_told(
    page: RegisterView, store: Store
) -> None:
    click(page.view.told_button)
    press("The gate is ordered.")
    press(Qt.Key.Key_S, held=CTRL)
    assert store.undo_label == "Tell residents of priority, Woodhall shops"
    saved = opened(store, "T1")
    assert (saved.last_update, saved.action) == (clock.today(), "The gate is ordered.")
    assert "The gate is ordered." in words(page.view.account)
    store.undo()
    assert opened(store, "T1").last_update is None


def test_close_asks_for_a_result_and_an_assessment(page: RegisterView, store: Store) -> None:
    click(page.view.close_button)
    assert page.form.result.hasFocus()
    press(Qt.Key.Key_S, held=CTRL)
    assert page.form.summary.texts == [
        "Choose what came of it, or take away the day of closing.",
        "Write what was achieved before you close it.",
    ]
    assert opened(store, "T1").closed is None
    page.form.result.setEditText("Resolved")
    assert page.form.summary.texts == []
    assert "Write what was achieved before you close it." in words(page.form)
    page.form.plan["assessment"].setPlainText("The gate is shut at night.")
    assert "Write what was achieved before you close it." not in words(page.form)
    page.save()
    assert store.undo_label == "Close priority, Woodhall shops"
    assert opened(store, "T1").closed == clock.today()
    assert page.view.close_button.isHidden()


def test_the_menu_offers_what_the_state_allows(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    def offered() -> list[str]:
        ready = [one for one in page.commands() if one.ready is None or one.ready()]
        return [one.text for one in ready if one.menu == "&Record"]

    always, more = ["&Write in it", "New tas&k"], ["Draft an &update", "Add crime fi&gures…"]
    assert offered() == [*always, "Residents told toda&y…", "&Close…", *more]
    page.list.select(add(store, team, RACING))
    assert offered() == [*always, "&Adopt…", *more]
    page.list.select(add(store, team, CLOSED))
    assert offered() == [*always, "&Take up again…", *more]
    page.new()
    assert offered() == ["Save an&d new\tCtrl+Enter"]


def test_a_stage_is_written_from_where_it_is_read(page: RegisterView, store: Store) -> None:
    click(page.view.plan.write_button)
    press("Fewer calls")
    press(Qt.Key.Key_S, held=CTRL)
    assert opened(store, "T1").objective == "Fewer calls"
    assert page.view.plan.write_button.text() == "Write the scanning"


def test_the_status_follows_from_the_dates(page: RegisterView) -> None:
    press(Qt.Key.Key_F2)
    page.form.adopted.setText("")
    assert page.form.badge.accessibleName() == "proposed"
    page.form.closed.setText(clock.long_day(clock.today()))
    assert page.form.badge.accessibleName() == "closed"


def test_what_was_closed_stays_closed(page: RegisterView, store: Store, team: TeamName) -> None:
    ref = add(store, team, CLOSED)
    page.list.select(ref)
    page.write()
    page.form.closed.set_value("")
    page.form.result.set_value(None)
    page.save()
    assert "It stays closed. Take it up again: that begins a new one." in words(page.form)
    assert opened(store, ref).status == "closed"


def test_a_place_that_is_gone_is_said_and_all_stays_typed(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    with store.change("Add place") as session:
        session.add(Place(team_id=team.id, code="H9", name="Ford", kind="hotspot"))
    page.new()
    page.form.name.set_value("Cars racing")
    page.form.theme.setEditText("Other")
    page.form.place.setEditText("Ford")
    assert page.form.draft.place == "H9"
    store.undo()
    page.save()
    assert page.form.draft.title == "Cars racing"
    assert "“Ford” is not one of the places. Choose from the list." in words(page.form)
    with pytest.raises(DeskError, match="Place H9 is no longer there"):
        add(store, team, replace(RACING, place="H9"))


def test_two_places_of_one_name_are_told_apart(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    with store.change("Add place") as session:
        session.add(Place(team_id=team.id, code="H9", name="Shops", kind="hotspot"))
    ref = add(store, team, replace(RACING, place="H9"))
    page.list.select(ref)
    page.write()
    page.form.name.set_value("Cars racing at night")
    page.save()
    assert opened(store, ref).place == "H9"


def test_a_title_as_long_as_an_import_may_bring_loses_nothing(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    ref = add(store, team, replace(RACING, title="Cars " * 200))
    page.list.select(ref)
    page.write("objective")
    page.form.plan["objective"].set_value("Fewer calls")
    page.save()
    assert opened(store, ref).title == ("Cars " * 200).strip()
    assert len(store.undo_label or "") < 100


def test_a_priority_saved_is_in_hand_in_the_list_whatever_filters(
    page: RegisterView, store: Store
) -> None:
    page.words.setText("woodhall")
    page.new()
    page.form.name.set_value("Cars racing")
    page.form.theme.setEditText("Other")
    page.save()
    assert opened(store, selected(page)).title == "Cars racing"
    assert page.words.text() == ""


def test_what_is_typed_on_one_that_is_gone_stays_until_it_is_cleared(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    ref = add(store, team, RACING)
    page.list.select(ref)
    page.write()
    page.form.name.set_value("Typed")
    store.undo()
    assert page.form.name.value == "Typed"
    page.save()
    assert page.form.box.words == "That priority is no longer there. Undo brings it back."
    click(page.form.clear_button)
    assert page.view.isVisible()
    assert page.in_hand() == ("priorities", "T1")
    assert page.list.hasFocus()


def test_odd_dates_are_remarked_on_and_saved(page: RegisterView, store: Store) -> None:
    press(Qt.Key.Key_F2)
    page.form.adopted.setText("1/8/2026")
    assert "It was adopted before it was raised." in words(page.form)
    press(Qt.Key.Key_F8)
    assert page.form.adopted.hasFocus()
    page.save()
    assert opened(store, "T1").adopted == date(2026, 8, 1)


def test_a_day_is_said_back_and_what_is_no_day_is_kept(page: RegisterView) -> None:
    press(Qt.Key.Key_F2)
    page.form.last_update.setText("20/11/2026")
    assert "The public was told Fri 20 Nov 2026" in words(page.form)
    page.form.last_update.setText("20/13")
    page.save()
    assert "“20/13” is not a day. Write it as 27/3, 27 March or fri." in words(page.form)
    assert page.form.last_update.text() == "20/13"


def test_a_day_that_cannot_be_read_is_not_called_missing() -> None:
    typed = replace(reading.written(RACING), raised="some day")
    assert [one.text for one in reading.problems(typed, TODAY)] == [
        "“some day” is not a day. Write it as 27/3, 27 March or fri."
    ]


def test_what_is_written_is_read_back_the_same() -> None:
    assert reading.draft(reading.written(CLOSED), TODAY) == CLOSED


def test_without_a_team_nothing_can_be_added(qtbot: QtBot, desk: Desk) -> None:
    page = RegisterView()
    qtbot.addWidget(page.build(desk))
    assert page.side.none_yet.isVisibleTo(page.widget)
    assert page.in_hand() is None
    page.form.name.setText("Cars racing")
    page.form.theme.setEditText("Other")
    page.save()
    assert page.form.box.words == "There is no team yet. Choose one: Tools, Team of this desk."


# --- Nothing is lost --------------------------------------------------------------------------


def test_enter_goes_into_the_form_and_escape_back(page: RegisterView) -> None:
    press(Qt.Key.Key_Return)
    assert page.form.name.hasFocus()
    press(Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    assert page.view.isVisible()


def test_what_is_typed_is_not_replaced_by_another_priority(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    ref = add(store, team, RACING)
    press(Qt.Key.Key_F2)
    page.form.plan["objective"].setPlainText("Fewer calls")
    page.list.select(ref)
    assert page.form.isVisible()
    assert page.form.opened == "T1"
    assert page.form.plan["objective"].value == "Fewer calls"
    assert page.form.box.words == "Woodhall shops is not saved. Save or clear it first."
    page.new()
    assert page.form.opened == "T1"
    press(Qt.Key.Key_S, held=CTRL)
    assert opened(store, "T1").objective == "Fewer calls"
    page.list.select(ref)
    assert page.in_hand() == ("priorities", ref)


def test_escape_leaves_what_is_typed_where_it_is(page: RegisterView) -> None:
    press(Qt.Key.Key_F2)
    page.form.name.setText("Woodhall parade")
    press(Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    assert page.form.isVisible()
    press(Qt.Key.Key_Return)
    assert page.form.name.hasFocus()
    assert page.form.name.text() == "Woodhall parade"


def test_undo_elsewhere_leaves_what_is_typed(page: RegisterView, store: Store) -> None:
    press(Qt.Key.Key_F2)
    page.form.name.setText("Woodhall parade")
    page.save()
    press(Qt.Key.Key_F2)
    store.undo()
    assert page.form.name.text() == "Woodhall shops"
    page.form.action.setPlainText("Two contracts")
    store.redo()
    assert page.form.action.value == "Two contracts"
    assert page.form.name.text() == "Woodhall shops"


def test_what_is_undone_away_makes_room_for_the_next(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    ref = add(store, team, RACING)
    page.list.select(ref)
    press(Qt.Key.Key_F2)
    store.undo()
    assert page.view.isVisible()
    assert page.in_hand() == ("priorities", "T1")


def test_a_window_that_closes_asks_about_what_is_typed(
    page: RegisterView, store: Store, ask: CannedAsk
) -> None:
    assert page.leave(), "nothing is typed"
    press(Qt.Key.Key_F2)
    page.form.name.setText("Woodhall parade")
    ask.answers = [None, False]
    assert not page.leave(), "back to it"
    assert page.leave(), "not saved"
    assert opened(store, "T1").title == "Woodhall shops"
    ask.answers = [True, True]
    assert page.leave(), "saved"
    assert opened(store, "T1").title == "Woodhall parade"
    press(Qt.Key.Key_F2)
    page.form.name.setText("")
    assert not page.leave(), "it cannot be saved"
    assert ask.asked == ["Save the priority?"] * 4
    page.form.restore()


def test_what_was_imported_with_a_gap_is_only_judged_when_it_is_changed(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    ref = add(store, team, CLOSED)
    with store.change("Import") as session:
        session.query(Priority).filter_by(ref=ref).one().assessment = None
    page.list.select(ref)
    assert "not written" in words(page.view.plan)
    press(Qt.Key.Key_F2)
    page.save()
    assert page.view.isVisible()
    press(Qt.Key.Key_F2)
    page.form.name.setText("Racing cars")
    page.save()
    assert "Write what was achieved before you close it." in words(page.form)


def test_clear_goes_back_to_what_is_saved(page: RegisterView) -> None:
    press(Qt.Key.Key_F2)
    page.form.name.setText("")
    click(page.form.clear_button)
    assert page.form.name.text() == "Woodhall shops"
    assert not page.form.edited


def test_what_is_offered_no_more_stays_where_it_is(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    ref = add(store, team, CLOSED)
    retire(store, "antisocial_driving", "reduced")
    page.list.select(ref)
    press(Qt.Key.Key_F2)
    page.form.name.setText("Cars racing at night")
    page.save()
    assert opened(store, ref) == replace(CLOSED, title="Cars racing at night")
    page.new()
    page.form.theme.setEditText("Anti-social driving")
    assert page.form.theme.unknown == "Anti-social driving"


def test_a_priority_is_deleted_by_key_unless_something_belongs_to_it(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    leg = LegDraft("foot", london(2026, 11, 22, 9), None, officers=("1432",))
    with store.change("Log patrol") as session:
        patrols.log(session, team.id, PatrolDraft(legs=(leg,), priority="T1"))
    ref = add(store, team, RACING)
    press(Qt.Key.Key_Delete)
    assert page.box.words.endswith("Close it instead.")
    page.list.select(ref)
    assert page.box.words == ""
    press(Qt.Key.Key_Delete)
    assert store.undo_label == "Delete priority, Cars racing"
    assert page.in_hand() == ("priorities", "T1")
    press(Qt.Key.Key_Z, held=CTRL)
    assert page.list.select(ref)


# --- For everybody ----------------------------------------------------------------------------


def test_tab_follows_what_is_read(page: RegisterView) -> None:
    form = page.form
    page.new()
    wanted: list[QWidget] = [
        *(form.name, form.theme, form.place, form.places.line, form.window_from, form.window_to),
        *(form.raised, form.adopted, form.closed, form.result, form.last_update, form.replaces),
        *(form.partners.line, form.public, form.issue, form.action),
        *(form.plan["objective"], form.plan["scanning"], form.plan["analysis"]),
        *(*form.sides.values(), form.plan["response"], form.plan["assessment"]),
        *(form.save_button, form.again_button, form.clear_button),
    ]
    for control in wanted:
        assert control.hasFocus()
        press(Qt.Key.Key_Tab)


def test_no_two_fields_share_a_letter_nor_take_one_of_a_menu(page: RegisterView) -> None:
    assert shared_letters(page.form) == []
    assert shared_letters(page.task_form) == []


def test_place_has_the_letter_that_it_has_everywhere(page: RegisterView) -> None:
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_P, held=Qt.KeyboardModifier.AltModifier)
    assert page.form.place.hasFocus()


def retire(store: Store, *codes: str) -> None:
    """Offer these no more, from today on."""
    with store.change("Retire a code", kind="barrier") as session:
        for code in session.query(Code).filter(Code.code.in_(codes)):
            code.valid_to = clock.today()


def test_nothing_is_left_as_typed_where_save_comes_from_a_time_or_a_day_that_is_not_left_yet(
    page: RegisterView, store: Store, team: TeamName
) -> None:
    add(store, team, RACING)
    page.list.setFocus()
    for field, typed in ((page.form.window_to, "0200"), (page.form.last_update, "t")):
        press(Qt.Key.Key_F2)
        page.form.window_from.set_value("22:00")
        field.setFocus()
        field.selectAll()
        press(typed)
        press(Qt.Key.Key_S, held=CTRL)
        page.list.setFocus()
        assert not page.form.edited
        assert not page.unsaved.by_kind()
