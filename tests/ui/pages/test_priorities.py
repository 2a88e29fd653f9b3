"""Priorities are proposed, adopted, told of and closed; what is typed is kept until it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from snt_desk.db.models import Code, Priority
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.services import patrols, priorities
from snt_desk.services.priorities import PriorityDraft
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.main_window import Header, MainWindow
from snt_desk.ui.pages.priorities import PrioritiesPage, reading
from snt_desk.ui.pages.priorities.reading import TypedPriority
from tests.ui.pages.seen import CTRL, click, nameless, press, shared_letters, words

TODAY = date(2026, 11, 22)
RACING = PriorityDraft("Cars racing", "antisocial_driving", "B1", raised=date(2026, 9, 1))
LIVE = replace(RACING, adopted=date(2026, 9, 14))
CLOSED = replace(LIVE, closed=date(2026, 11, 20), result="reduced", assessment="Fewer cars.")

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, team: TeamName) -> Iterator[PrioritiesPage]:
    """The page in its window, which has the focus; one live priority is in the register."""
    made = PrioritiesPage()
    theirs = Desk(desk.store, desk.tasks, desk.ask, desk.preferences, team=team)
    window = MainWindow(theirs.preferences, ["Priorities"])
    window.take(theirs, [made], Header())
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.visit(0)
    made.list.setFocus()
    yield made
    window.close()


def add(store: Store, team: TeamName, draft: PriorityDraft) -> str:
    with store.change("Add a priority") as session:
        return priorities.add(session, team.id, draft)


def opened(store: Store, ref: str) -> PriorityDraft:
    with store.read() as session:
        return priorities.opened(session, ref)


def lines(page: PrioritiesPage) -> list[str]:
    return [line.spoken for line in page.list.lines.lines]


# --- The register -----------------------------------------------------------------------------


def test_the_register_counts_the_live_the_proposed_and_the_closed(
    page: PrioritiesPage, store: Store, team: TeamName
) -> None:
    fresh = replace(LIVE, last_update=clock.today())
    for draft in (fresh, RACING, CLOSED):
        add(store, team, draft)
    with store.change("Tell the public") as session:
        priorities.change(session, "T1", replace(opened(store, "T1"), last_update=clock.today()))
    assert lines(page) == [
        "Live, 2",
        "Cars racing, Anti-social driving · Peartree, live",
        "Woodhall shops, Anti-social behaviour · Peartree, live",
        "Proposed, 1",
        "Cars racing, Anti-social driving · Peartree, proposed",
        "Closed, 1",
        "Cars racing, Anti-social driving · Peartree, reduced, closed",
    ]


def test_a_priority_without_news_for_three_months_says_so(
    page: PrioritiesPage, store: Store, team: TeamName
) -> None:
    due = clock.add_months(clock.today(), -3)
    told = due - DAY
    add(store, team, replace(LIVE, title="Stale", last_update=told))
    add(store, team, replace(LIVE, title="Fresh", last_update=due))
    [stale] = [one for one in lines(page) if one.startswith("Stale")]
    [fresh] = [one for one in lines(page) if one.startswith("Fresh")]
    _, _, day = clock.short_day(told).partition(" ")
    assert stale.endswith(f"no news since {day}")
    assert fresh.endswith("live")


def test_more_than_five_live_ones_are_remarked_on(
    page: PrioritiesPage, store: Store, team: TeamName
) -> None:
    for _ in range(4):
        add(store, team, LIVE)
    assert page.box.words == ""
    add(store, team, LIVE)
    assert page.box.words.startswith("6 priorities are live")
    store.undo()
    assert page.box.words == ""


def test_the_one_in_hand_is_shown_beside_the_list_and_stays(
    page: PrioritiesPage, store: Store, team: TeamName
) -> None:
    ref = add(store, team, RACING)
    press(Qt.Key.Key_Down)
    assert page.form.name.text() == "Cars racing"
    add(store, team, replace(LIVE, title="Another"))
    assert page.list.current_id == ref
    assert page.form.opened == ref


def test_the_filter_finds_by_theme_and_place(
    page: PrioritiesPage, store: Store, team: TeamName
) -> None:
    add(store, team, RACING)
    press(Qt.Key.Key_F, held=CTRL)
    press("driving pear")
    assert len(lines(page)) == 2
    press("x")
    assert page.none_match.isVisible()
    press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    assert len(lines(page)) == 4


def test_without_a_team_nothing_can_be_added(qtbot: QtBot, desk: Desk) -> None:
    page = PrioritiesPage()
    qtbot.addWidget(page.build(desk))
    assert page.none_yet.isVisibleTo(page.widget)
    page.form.name.setText("Cars racing")
    page.form.theme.setEditText("Other")
    page.save()
    assert page.form.box.words == "There is no team yet. Choose the team of this desk first."


# --- From proposal to result ------------------------------------------------------------------


def test_a_priority_is_proposed_by_keys_alone(page: PrioritiesPage, store: Store) -> None:
    enter = Qt.Key.Key_Return
    press(Qt.Key.Key_N, held=CTRL)
    press("Speeding in Handside Lane", enter, "speed", enter, enter)
    press("1/11/2026")
    press(Qt.Key.Key_Backtab, "hald")
    press(Qt.Key.Key_S, held=CTRL)
    assert store.undo_label == "Add priority, Speeding in Handside Lane"
    assert opened(store, page.form.opened) == PriorityDraft(
        "Speeding in Handside Lane", "speeding", "B2", raised=date(2026, 11, 1)
    )
    assert page.list.current_id == page.form.opened
    assert page.form.badge.accessibleName() == "proposed"


def test_the_status_follows_from_the_dates(
    page: PrioritiesPage, store: Store, team: TeamName
) -> None:
    ref = add(store, team, RACING)
    page.list.select(ref)
    page.form.adopted.setText(clock.long_day(clock.today()))
    assert page.form.badge.accessibleName() == "live"
    page.save()
    assert store.undo_label == "Adopt priority, Cars racing"
    page.form.closed.setText(clock.long_day(clock.today()))
    assert page.form.badge.accessibleName() == "closed"
    page.form.result.setEditText("Reduced")
    page.form.plan["assessment"].setPlainText("Fewer cars.")
    page.save()
    assert store.undo_label == "Close priority, Cars racing"
    assert opened(store, ref).result == "reduced"


def test_a_priority_does_not_close_without_a_result_and_an_assessment(
    page: PrioritiesPage, store: Store
) -> None:
    page.form.closed.setText("20/11/2026")
    page.save()
    assert page.form.summary.texts == [
        "Choose what came of it, or take away the day of closing.",
        "Write what was achieved before you close it.",
    ]
    assert store.undo_label is None
    page.form.result.setEditText("Resolved")
    assert page.form.summary.texts == []
    assert "Write what was achieved before you close it." in words(page.form)
    page.form.plan["assessment"].setPlainText("The gate is shut at night.")
    assert "Write what was achieved before you close it." not in words(page.form)
    page.save()
    assert opened(store, "T1").closed == date(2026, 11, 20)


def test_odd_dates_are_remarked_on_and_saved(page: PrioritiesPage, store: Store) -> None:
    page.form.adopted.setText("1/8/2026")
    assert "It was adopted before it was raised." in words(page.form)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_F8)
    assert page.form.adopted.hasFocus()
    page.save()
    assert opened(store, "T1").adopted == date(2026, 8, 1)
    assert "It was adopted before it was raised." in words(page.form)


def test_a_day_is_said_back_and_what_is_no_day_is_kept(page: PrioritiesPage) -> None:
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


def test_the_plan_shows_how_far_it_is() -> None:
    typed = TypedPriority(objective="Fewer calls", analysis="An unlit alley")
    assert reading.stages(typed) == ["done", "next", "done", "to come", "to come"]


def test_what_is_written_is_read_back_the_same() -> None:
    assert reading.draft(reading.written(CLOSED), TODAY) == CLOSED


# --- Nothing is lost --------------------------------------------------------------------------


def test_enter_goes_into_the_form_and_escape_back(page: PrioritiesPage) -> None:
    press(Qt.Key.Key_Return)
    assert page.form.name.hasFocus()
    press(Qt.Key.Key_Escape)
    assert page.list.hasFocus()


def test_what_is_typed_is_not_replaced_by_another_priority(
    page: PrioritiesPage, store: Store, team: TeamName
) -> None:
    ref = add(store, team, RACING)
    page.form.plan["objective"].setPlainText("Fewer calls")
    page.list.select(ref)
    assert page.form.opened == "T1"
    assert page.form.plan["objective"].value == "Fewer calls"
    assert page.form.box.words == "Woodhall shops is not saved. Save or clear it first."
    press(Qt.Key.Key_S, held=CTRL)
    assert opened(store, "T1").objective == "Fewer calls"
    page.list.select(ref)
    assert page.form.opened == ref


def test_undo_elsewhere_leaves_what_is_typed(page: PrioritiesPage, store: Store) -> None:
    page.form.name.setText("Woodhall parade")
    page.save()
    store.undo()
    assert page.form.name.text() == "Woodhall shops"
    page.form.action.setPlainText("Two contracts")
    store.redo()
    assert page.form.action.value == "Two contracts"
    assert page.form.name.text() == "Woodhall shops"


def test_what_was_imported_with_a_gap_is_only_judged_when_it_is_changed(
    page: PrioritiesPage, store: Store, team: TeamName
) -> None:
    ref = add(store, team, CLOSED)
    with store.change("Import") as session:
        session.query(Priority).filter_by(ref=ref).one().assessment = None
    page.list.select(ref)
    page.save()
    assert "Write what was achieved before you close it." not in words(page.form)
    page.form.name.setText("Racing cars")
    page.save()
    assert "Write what was achieved before you close it." in words(page.form)


def test_clear_goes_back_to_what_is_saved(page: PrioritiesPage) -> None:
    page.form.name.setText("")
    click(page.form.clear_button)
    assert page.form.name.text() == "Woodhall shops"
    assert not page.form.edited


def test_what_is_offered_no_more_stays_where_it_is(
    page: PrioritiesPage, store: Store, team: TeamName
) -> None:
    ref = add(store, team, CLOSED)
    retire(store, "antisocial_driving", "reduced")
    page.list.select(ref)
    page.form.name.setText("Cars racing at night")
    page.save()
    assert opened(store, ref) == replace(CLOSED, title="Cars racing at night")
    page.new()
    page.form.theme.setEditText("Anti-social driving")
    assert page.form.theme.unknown == "Anti-social driving"


def test_a_priority_is_deleted_by_key_unless_something_belongs_to_it(
    page: PrioritiesPage, store: Store, team: TeamName
) -> None:
    leg = LegDraft("foot", london(2026, 11, 22, 9), None, officers=("1432",))
    with store.change("Log patrol") as session:
        patrols.log(session, team.id, PatrolDraft(legs=(leg,), priority="T1"))
    ref = add(store, team, RACING)
    press(Qt.Key.Key_Delete)
    assert page.box.words.endswith("Close it instead.")
    page.list.select(ref)
    press(Qt.Key.Key_Delete)
    assert store.undo_label == "Delete priority, Cars racing"
    assert page.form.opened == "T1"
    press(Qt.Key.Key_Z, held=CTRL)
    assert "Proposed, 1" in lines(page)


# --- For everybody ----------------------------------------------------------------------------


def test_words_that_look_like_markup_are_words(
    page: PrioritiesPage, store: Store, team: TeamName
) -> None:
    ref = add(store, team, replace(RACING, title="<h1>Cars</h1> & bikes"))
    page.list.select(ref)
    assert "<h1>Cars</h1> & bikes" in words(page.form)
    shown = [one for one in page.form.findChildren(QLabel) if "<h1>" in one.text()]
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in shown)
    assert shown


def test_tab_follows_what_is_read(page: PrioritiesPage) -> None:
    form = page.form
    page.new()
    wanted: list[QWidget] = [
        *(form.name, form.theme, form.place, form.raised, form.adopted, form.closed),
        *(form.result, form.last_update, form.action, *form.plan.values()),
        *(form.save_button, form.again_button, form.clear_button),
    ]
    for control in wanted:
        assert control.hasFocus()
        press(Qt.Key.Key_Tab)


def test_everything_that_takes_the_focus_has_a_name(page: PrioritiesPage) -> None:
    assert nameless(page.widget) == []


def test_no_two_fields_share_a_letter_nor_take_one_of_a_menu(page: PrioritiesPage) -> None:
    assert shared_letters(page.widget) == []


def test_where_it_is_narrow_the_list_comes_before_the_form(
    page: PrioritiesPage, qtbot: QtBot
) -> None:
    page.widget.window().resize(960, 540)
    qtbot.waitUntil(lambda: not page.form.isVisible())
    press(Qt.Key.Key_Return)
    assert page.form.name.hasFocus()
    assert not page.list.isVisible()
    press(Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    assert not page.form.isVisible()


def test_it_fits_the_least_window(page: PrioritiesPage) -> None:
    least = page.widget.minimumSizeHint()
    assert (least.width() <= 960, least.height() <= 460) == (True, True)


def retire(store: Store, *codes: str) -> None:
    """Offer these no more, from today on."""
    with store.change("Retire a code", kind="barrier") as session:
        for code in session.query(Code).filter(Code.code.in_(codes)):
            code.valid_to = clock.today()
