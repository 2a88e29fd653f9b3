"""Meetings that come again are written down, planned, moved and left out in the Partners tab."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.community import EventDraft
from snt_desk.domain.meeting_days import SeriesDraft
from snt_desk.domain.partners import ActionDraft, MeetingDraft
from snt_desk.services import events, meetings_to_come, partner_lists, partners, series
from snt_desk.services.team import TeamName
from snt_desk.ui.page import Command, Target
from snt_desk.ui.pages.partners import PartnersPage
from snt_desk.ui.pages.partners.series_records import SERIES
from tests.ui.conftest import CannedAsk
from tests.ui.pages import partners_page
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.seen import CTRL, click, nameless, press, shared_letters, words
from tests.ui.pages.test_partners import lines

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
TODAY = clock.today()
NEXT = TODAY + 2 * DAY
TEA = SeriesDraft(
    "internal", "Tea", "weekly", 2, NEXT, "14:00", lasts=60, partners=("O1",), officers=("101",)
)

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[PartnersPage]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(PartnersPage, begin)


def begin(page: PartnersPage) -> None:
    """Show the work as it is at first, with an empty form of a series behind that of a meeting."""
    page.series_form.begin()
    partners_page.begin(page)


@pytest.fixture
def page(kept: Kept[PartnersPage], store: Store, qtbot: QtBot) -> Iterator[PartnersPage]:
    """The page in its window, which has the focus; there is one organisation and no work."""
    with kept.begun(qtbot) as made:
        yield made


@pytest.fixture
def tea(page: PartnersPage, store: Store, team: TeamName) -> str:
    """Tea every other week, from the day after tomorrow; its ref."""
    with store.change("Add meetings") as session:
        return series.add(session, team.id, TEA)


def drafted(store: Store, ref: str) -> SeriesDraft:
    with store.read() as session:
        return series.opened(session, ref)


def refs(store: Store, team: TeamName) -> list[str]:
    with store.read() as session:
        ahead = meetings_to_come.ahead(session, team.id, TODAY, TODAY, TODAY)
    return [one.ref for one in ahead.series]


def meetings(store: Store, team: TeamName) -> list[partner_lists.MeetingRow]:
    with store.read() as session:
        return partner_lists.meetings(session, team.id)


def command(page: PartnersPage, text: str) -> Command:
    found = {one.text.replace("&", ""): one for one in page.commands()}
    return found[text]


def to_first_coming(page: PartnersPage) -> None:
    page.work.meeting_list.table.setFocus()
    press(KEY.Key_Home)


# --- Listed -----------------------------------------------------------------------------------


def test_those_to_come_stand_in_grey_among_the_meetings(
    page: PartnersPage, store: Store, team: TeamName, tea: str
) -> None:
    start = clock.this_minute() + timedelta(days=5)
    with store.change("Add meeting") as session:
        partners.add_meeting(session, team.id, MeetingDraft("internal", "Briefing", start))
    assert lines(page.work.meeting_list) == [
        *("To come, 4", "Tea: comes again", "Briefing: no agenda"),
        *("Tea: comes again", "Tea: comes again"),
    ]
    roles = [page.work.meeting_list.rows.cells(at)[0].role for at in (1, 2)]
    assert roles == ["muted", "text"]


def test_what_was_to_be_and_nobody_wrote_up_is_asked_for(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    with store.change("Add meetings") as session:
        series.add(session, team.id, replace(TEA, first=TODAY - 9 * DAY, every=52))
    assert lines(page.work.meeting_list)[:2] == ["To come, 1", "Tea: comes again"]
    assert lines(page.work.meeting_list)[2:] == ["Not written up, 1", "Tea: not written up"]


def test_what_has_ended_stands_last_and_is_opened_there(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    ended = replace(TEA, first=TODAY - 300 * DAY, until=TODAY - 200 * DAY)
    with store.change("Add meetings") as session:
        ref = series.add(session, team.id, ended)
    assert lines(page.work.meeting_list) == ["Come again no more, 1", "Tea: "]
    to_first_coming(page)
    press(KEY.Key_Return)
    assert (page.form.table, page.form.opened) == (SERIES, ref)
    to_first_coming(page)
    press(KEY.Key_Delete)
    assert refs(store, team) == []


# --- Written down -----------------------------------------------------------------------------


def test_it_is_called_alike_on_the_button_and_above_the_form(page: PartnersPage) -> None:
    button = page.bar.also_news[SERIES]
    click(button)
    assert page.form is page.series_form
    assert button.accessibleName() == "New series"
    assert "New series" in words(page.series_form).splitlines()


def test_it_is_written_down_by_keys_alone(page: PartnersPage, store: Store, team: TeamName) -> None:
    press(KEY.Key_R, held=CTRL)
    assert page.form is page.series_form
    tab, enter = KEY.Key_Tab, KEY.Key_Return
    press("asb p", tab, tab, "28/2/2028", tab, "1400", tab, "+90", tab, tab, "last day", tab)
    assert page.series_form.begins.value == "14:00"
    assert f"{clock.short_day(date(2028, 2, 28))}, 1 h 30 min" in words(page.series_form)
    press("1/2/2029", tab, "Room 2", tab, tab, tab, "oka", enter, tab, "coun", enter, tab)
    press("Actions", tab, "31/3/2028 Easter")
    press(KEY.Key_S, held=CTRL)
    # In 2028 that is not the last day of February.
    assert "Choose on which days from the list." in words(page.series_form)
    page.series_form.day.setFocus()
    press(KEY.Key_A, held=CTRL)
    press("29/2/2028", tab)
    page.series_form.rule.setFocus()
    press(KEY.Key_A, held=CTRL)
    press("last day", tab)
    press(KEY.Key_S, held=CTRL)
    (ref,) = refs(store, team)
    found = drafted(store, ref)
    assert (found.rule, found.every, found.at, found.lasts) == ("month_last_day", 1, "14:00", 90)
    assert (found.venue, found.officers, found.partners) == ("Room 2", ("101",), ("O1",))
    assert [f"{day}" for day in found.left_out or {}] == ["2028-03-31"]
    assert store.undo_label == "Add meetings, ASB panel"


def test_what_the_next_of_them_clashes_with_is_said_with_its_day(
    page: PartnersPage, store: Store, team: TeamName, tea: str
) -> None:
    tab, enter = KEY.Key_Tab, KEY.Key_Return
    two = clock.london(NEXT.year, NEXT.month, NEXT.day, 14)
    stall = EventDraft("stall", "Stall", start=two, end=two + clock.HOUR, officers=("101",))
    with store.change("Add event") as session:
        events.add(session, team.id, stall)
    press(KEY.Key_R, held=CTRL)
    press("asb p", tab, tab)
    press(KEY.Key_A, held=CTRL)
    press(clock.long_day(NEXT), tab, "1430", tab, "+60", tab)
    day = clock.short_day(NEXT)
    assert f"{day}: There is the meeting Tea then, 14:00 to 15:00." in words(page.series_form)
    page.series_form.focus("officers")
    press("oka", enter)
    said = words(page.series_form)
    of_stall = f"{day}: Sgt Okafor has the event Stall then, 14:00 to 15:00."
    assert f"{of_stall} Sgt Okafor has the meeting Tea then, 14:00 to 15:00." in said
    assert "There is the meeting" not in said
    page.series_form.focus("left_out")
    press(clock.long_day(NEXT))
    assert "the meeting Tea" not in words(page.series_form)


def test_esc_leads_from_an_empty_form_to_the_list_that_one_came_from(
    page: PartnersPage, store: Store, team: TeamName, tea: str
) -> None:
    with store.change("Add action") as session:
        draft = ActionDraft("Quote for a gate", owner_partner="O1", raised=TODAY)
        partners.add_action(session, team.id, draft)
    for here in (page.work.meeting_list.table, page.work.action_list.table):
        here.setFocus()
        # A new series, and another: neither is where one came from.
        press(KEY.Key_R, KEY.Key_R, held=CTRL)
        assert (page.form.table, page.form.opened) == (SERIES, "")
        press(KEY.Key_Escape)
        assert here.hasFocus()


def test_the_days_it_makes_are_said_at_once(page: PartnersPage, tea: str) -> None:
    to_first_coming(page)
    later = [clock.short_day(NEXT + 14 * n * DAY) for n in range(3)]
    assert page.series_form.rule.currentText() == f"weeks, on {NEXT:%A}"
    assert f"{', '.join(later)} and so on" in words(page.series_form)


def test_what_the_clocks_do_to_it_is_said(page: PartnersPage, qtbot: QtBot) -> None:
    press(KEY.Key_R, held=CTRL)
    form = page.series_form
    day = next(
        day
        for day in (TODAY + n * DAY for n in range(366))
        if day.month == 3 and day.weekday() == 6 and (day + 7 * DAY).month == 4
    )
    form.day.set_value(clock.long_day(day - 7 * DAY))
    form.begins.set_value("0130")
    form.rule.set_value("weekly")
    text = f"01:30 never is on {clock.short_day(day)}: the clocks go forward. It begins at 02:30."
    qtbot.waitUntil(lambda: text in words(form))


def test_a_meeting_that_was_held_can_come_again(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    start = clock.london(2026, 1, 13, 9)
    panel = MeetingDraft("asb_panel", "ASB panel", start, start + clock.HOUR, partners=("O1",))
    with store.change("Add meeting") as session:
        ref = partners.add_meeting(session, team.id, panel)
    page.go_to(Target("Partners", "meetings", ref))
    again = command(page, "Meeting comes again")
    assert again.ready is not None
    assert again.ready()
    again.do()
    form = page.series_form
    assert (form.typed.title, form.typed.start, form.typed.rule) == (
        *("ASB panel", "09:00", "month_weekday"),
    )
    press(KEY.Key_S, held=CTRL)
    (made,) = refs(store, team)
    with store.read() as session:
        days = meetings_to_come.coming(session, team.id, start.date(), start.date() + 30 * DAY)
    assert [(one.ref, one.series) for one in days] == [(ref, made), ("", made)]
    page.go_to(Target("Partners", "meetings", ref))
    again.do()
    assert "comes again already" in page.box.words


# --- Planned, moved, left out -----------------------------------------------------------------


def test_enter_on_one_to_come_writes_the_meeting_and_opens_it(
    page: PartnersPage, store: Store, team: TeamName, tea: str
) -> None:
    to_first_coming(page)
    assert page.beside.hand == (SERIES, f"{tea}/{NEXT}")
    press(KEY.Key_Return)
    (meeting,) = meetings(store, team)
    assert clock.local_day(meeting.start) == NEXT
    assert page.in_hand() == ("meetings", meeting.ref)
    assert page.form is page.meeting_form
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.meeting_form.isAncestorOf(focus)
    assert store.undo_label == f"Plan meeting, Tea, {clock.short_day(NEXT)}"
    assert lines(page.work.meeting_list)[:2] == ["To come, 3", "Tea: no agenda"]


def test_one_that_is_planned_has_its_agenda_drawn_up_in_the_same_change(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    with store.change("Add meetings") as session:
        series.add(session, team.id, replace(TEA, agenda="Milk\nBiscuits"))
        kettle = ActionDraft("Buy a kettle", owner_partner="O1", raised=TODAY)
        partners.add_action(session, team.id, kettle)
    to_first_coming(page)
    press(KEY.Key_Return)
    drawn = [one.text for one in page.meeting_form.draft.agenda]
    assert drawn == ["Buy a kettle", "Milk", "Biscuits"]
    assert lines(page.work.meeting_list)[1] == "Tea: agenda ready"
    store.undo()
    assert meetings(store, team) == []


def test_what_was_not_written_up_gets_no_agenda_when_it_is_over(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    over = replace(TEA, first=TODAY - 9 * DAY, until=TODAY - 9 * DAY, agenda="Milk")
    with store.change("Add meetings") as session:
        series.add(session, team.id, over)
    to_first_coming(page)
    press(KEY.Key_Return)
    assert page.meeting_form.opened
    assert page.meeting_form.draft.agenda == ()


def test_one_that_is_moved_stays_one_of_the_series(
    page: PartnersPage, store: Store, team: TeamName, tea: str
) -> None:
    to_first_coming(page)
    click(page.series_form.plan_button)
    page.meeting_form.day.setFocus()
    press(KEY.Key_A, held=CTRL)
    press("+")
    page.meeting_form.day.set_value(clock.long_day(NEXT + DAY))
    press(KEY.Key_S, held=CTRL)
    with store.read() as session:
        found = meetings_to_come.coming(session, team.id, NEXT, NEXT + 3 * DAY)
    assert [(clock.local_day(one.start), one.day) for one in found] == [(NEXT + DAY, NEXT)]


def test_del_leaves_one_out_and_undo_brings_it_back(
    page: PartnersPage, store: Store, tea: str
) -> None:
    to_first_coming(page)
    press(KEY.Key_Delete)
    assert drafted(store, tea).left_out == {NEXT: None}
    assert store.undo_label == f"Leave out Tea, {clock.short_day(NEXT)}"
    assert lines(page.work.meeting_list)[0] == "To come, 2"
    store.undo()
    assert lines(page.work.meeting_list)[0] == "To come, 3"


def test_several_are_left_out_as_one_change(page: PartnersPage, store: Store, tea: str) -> None:
    to_first_coming(page)
    press(KEY.Key_Down, held=SHIFT)
    press(KEY.Key_Delete)
    assert [*(drafted(store, tea).left_out or {})] == [NEXT, NEXT + 14 * DAY]
    assert store.undo_label == "Leave out 2 meetings"


def test_all_are_deleted_only_while_none_is_written_down(
    page: PartnersPage, store: Store, team: TeamName, tea: str
) -> None:
    to_first_coming(page)
    press(KEY.Key_Return)
    page.go_to(Target("Partners", SERIES, tea))
    assert page.in_hand() == (SERIES, tea)
    click(page.series_form.delete_button)
    assert "Meetings of it are written down" in page.box.words
    assert store.undo() == f"Plan meeting, Tea, {clock.short_day(NEXT)}"
    page.go_to(Target("Partners", SERIES, tea))
    page.series_form.delete_button.setFocus()
    press(KEY.Key_Space)
    assert refs(store, team) == []
    # The button that did it is gone.
    assert page.work.in_use


# --- Calendars --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask_for", "number"),
    [("Meetings for a calendar…", 26), ("This meeting for a calendar…", 1), ("", 26)],
)
def test_they_are_saved_for_a_calendar(
    page: PartnersPage, tea: str, ask: CannedAsk, tmp_path: Path, ask_for: str, number: int
) -> None:
    path = tmp_path / "meetings.ics"
    ask.answers.append(path)
    to_first_coming(page)
    if ask_for:
        command(page, ask_for).do()
    else:
        click(page.series_form.calendar_button)
    assert "Saved meetings.ics" in page.box.words
    found = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert len(found) in {number, number + (number > 1)}
    page.work.enter(SERIES)
    press(KEY.Key_Down)
    # What was said of one of them stands over no other.
    assert ("Saved meetings.ics" in page.box.words) == (ask_for == "Meetings for a calendar…")


# --- For everybody ----------------------------------------------------------------------------


def test_everything_has_a_name_and_a_letter_of_its_own(page: PartnersPage, tea: str) -> None:
    to_first_coming(page)
    assert page.form is page.series_form
    assert nameless(page.widget) == []
    assert shared_letters(page.series_form) == []
