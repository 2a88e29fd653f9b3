"""A campaign is written down, planned day by day, and its scorecard read, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.campaigns import CAMPAIGNS, CampaignDraft, CountDraft, PlannedDraft
from snt_desk.domain.clock import DAY
from snt_desk.domain.community import EVENTS, MESSAGES, EventDraft, MessageDraft
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.services import (
    campaign_plans,
    campaigns,
    disclosures,
    events,
    messages,
    patrols,
    scorecards,
)
from snt_desk.services.team import TeamName
from snt_desk.ui.ask import Given
from snt_desk.ui.lists import Wanted
from snt_desk.ui.page import Target
from snt_desk.ui.pages.community import CommunityPage
from snt_desk.ui.pages.community.campaigns import columns
from snt_desk.ui.pages.community.campaigns.campaign_form import CampaignForm
from snt_desk.ui.pages.community.campaigns.count_form import CountForm
from snt_desk.ui.pages.community.campaigns.planned_form import PlannedForm
from snt_desk.ui.pages.community.campaigns.themes import MOST, ThemesField
from snt_desk.ui.pages.community.campaigns.views import ALL, CARD, PLAN, CampaignsView
from snt_desk.ui.table import Heading, ListModel
from tests.ui.conftest import CannedAsk
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.seen import CTRL, click, nameless, press, shared_letters, words

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
TAB, ENTER, ESC = KEY.Key_Tab, KEY.Key_Return, KEY.Key_Escape
TODAY = clock.today()
WEEK = CampaignDraft(
    "#Week", "Week of action", TODAY, TODAY + 6 * DAY, ("#Herts",), {TODAY: "Schools"}
)
LAST = CampaignDraft("#WeekBefore", "Last year", TODAY - 364 * DAY, TODAY - 358 * DAY)

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def at(hour: int, day: int = 0) -> datetime:
    when = TODAY + day * DAY
    return clock.london(when.year, when.month, when.day, hour)


WALK = PlannedDraft("#Week", "foot", at(10), at(12), "B1", "T1", None, None, ("1432",))


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[CommunityPage]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(CommunityPage, begin)


def begin(page: CommunityPage) -> None:
    """Show the list of campaigns, all of them, and an empty form; what else there is was made."""
    for form in (page.event_form, page.message_form):
        form.begin()
    for table in (EVENTS, MESSAGES):
        page.listing_of(table).show_wanted(Wanted())
    _ = page.campaigns._export  # noqa: SLF001  # made when it is first wanted
    page.bar.show_list("campaigns")
    view = page.campaigns.view
    view.which.set_value(ALL)
    vars(view).update(adds=CAMPAIGNS)
    vars(view.plan).update(_plan=None)
    page.records.campaigns.tag, page.records.campaigns.day = "", None
    page.lists.box.hide()
    for themes in page.widget.findChildren(ThemesField):
        themes._make(MOST)  # as for the longest campaign
        for line in themes.lines:
            line.set_value("")
    page.beside.form_of("planned_patrols", PlannedForm).begin()
    page.beside.form_of("campaign_counts", CountForm).begin()
    page.beside.form_of("campaigns", CampaignForm).begin()
    view.card = None
    vars(view.behind).update(_score=None)
    view.strip.hide()
    page.lists.clear()
    page.new()


@pytest.fixture
def page(kept: Kept[CommunityPage], store: Store, qtbot: QtBot) -> Iterator[CommunityPage]:
    """The page in its window, which has the focus; nothing is written down yet."""
    with kept.begun(qtbot) as made:
        yield made


@pytest.fixture
def week(page: CommunityPage, store: Store) -> CampaignsView:
    """The same, with last year's campaign and this one, which has today as its first day."""
    with store.change("Add campaigns") as session:
        campaigns.add(session, LAST)
        campaigns.add(session, replace(WEEK, before=LAST.tag))
    return page.campaigns.view


def shown(rows: ListModel[Any]) -> list[str]:
    """Each title, and of each record all that it says."""
    return [
        rows.cells(at)[0].text
        if isinstance(rows.row(at), Heading)
        else " | ".join(cell.spoken for cell in rows.cells(at))
        for at in range(rows.rowCount())
    ]


def to_plan(page: CommunityPage) -> None:
    press(KEY.Key_H, held=CTRL | SHIFT)
    assert page.campaigns.view.view == PLAN


# --- The list and the form --------------------------------------------------------------------


def test_a_campaign_is_written_down_with_its_days_by_keys(
    page: CommunityPage, store: Store
) -> None:
    press(KEY.Key_N, held=CTRL)
    press("Week of action", TAB, "week of action", TAB, "17/1/22", TAB, "23/1/22", TAB)
    press("herts, safer", TAB, "Schools", TAB, "Bikes")
    press(KEY.Key_S, held=CTRL)
    with store.read() as session:
        made = campaigns.opened(session, "#WeekOfAction")
    assert (made.first, made.last) == (date(2022, 1, 17), date(2022, 1, 23))
    assert made.tags == ("#herts", "#safer")
    assert made.themes == {date(2022, 1, 17): "Schools", date(2022, 1, 18): "Bikes"}
    assert store.undo_label == "Add campaign, Week of action"
    assert page.in_hand() == ("campaigns", "#WeekOfAction")


def test_what_is_missing_is_said_beside_its_field(page: CommunityPage) -> None:
    press(KEY.Key_N, held=CTRL)
    press(KEY.Key_S, held=CTRL)
    assert page.form.summary.texts == [
        "Enter what the campaign is called.",
        "Enter its hashtag: # and up to 39 letters or digits.",
        "Enter its first day.",
        "Enter its last day.",
    ]


def test_those_to_come_stand_above_those_that_are_over(week: CampaignsView) -> None:
    titles = [one.partition(" |")[0] for one in shown(week.campaigns.list)]
    assert titles == ["Running or to come, 1", "Week of action", "Over, 1", "Last year"]
    assert "2 campaigns, 1 running" in words(week)


def test_the_filter_and_the_chip_leave_some(page: CommunityPage, week: CampaignsView) -> None:
    page.bar.chips["campaigns"].click()
    assert len(shown(week.campaigns.list)) == 2
    page.bar.chips["campaigns"].click()
    page.bar.words.setText("last y")
    assert [one.partition(" |")[0] for one in shown(week.campaigns.list)][-1] == "Last year"
    page.bar.words.setText("nothing like it")
    assert week.none_match.isVisible()


def test_the_hashtag_can_change_and_what_belongs_to_it_stays(
    page: CommunityPage, store: Store, team: TeamName, week: CampaignsView
) -> None:
    with store.change("Plan") as session:
        ref = campaign_plans.add(session, team.id, WALK)
    page.go_to(Target("Community", "campaigns", "#Week"))
    page.beside.show_in_hand()
    page.form.focus("tag")
    press(KEY.Key_A, held=CTRL)
    press("#Week26")
    press(KEY.Key_S, held=CTRL)
    assert page.in_hand() == ("campaigns", "#Week26")
    with store.read() as session:
        assert campaign_plans.opened(session, ref).campaign == "#Week26"
    assert week.view == ALL


def test_one_with_events_is_not_deleted_and_the_page_says_why(
    page: CommunityPage, store: Store, team: TeamName, week: CampaignsView
) -> None:
    with store.change("Add event") as session:
        events.add(session, team.id, EventDraft("stall", "Stall", start=at(9), campaign="#Week"))
    week.campaigns.select("#Week")
    week.campaigns.setFocus()
    press(KEY.Key_Delete)
    assert "To it belong: 1 event." in words(page.box)
    week.campaigns.select("#WeekBefore")
    press(KEY.Key_Delete)
    assert len(shown(week.campaigns.list)) == 2


def test_another_campaign_at_the_same_time_is_said(
    page: CommunityPage, week: CampaignsView
) -> None:
    assert week.view == ALL
    press(KEY.Key_N, held=CTRL)
    day = clock.long_day(TODAY)
    press("Bikes", TAB, "bikes", TAB, day, TAB, day, TAB)
    assert "Week of action runs then too" in words(page.form)


# --- The plan ---------------------------------------------------------------------------------


def test_the_plan_shows_each_day_and_where_something_is_lacking(
    page: CommunityPage, store: Store, team: TeamName, week: CampaignsView
) -> None:
    with store.change("Plan") as session:
        campaign_plans.add(session, team.id, WALK)
        messages.add(session, team.id, MessageDraft("campaign", "Come along", "#Week"))
    week.campaigns.select("#Week")
    to_plan(page)
    days = shown(week.days.list)
    assert len(days) == 8
    today = clock.short_day(TODAY)
    assert days[0].startswith(f"{today}, today | Schools | 1, 10:00 | none |  | none |")
    assert days[1].split(" | ")[2] == "none"
    assert days[-1].startswith("Other or no day |  |  |  |  | 1")
    assert "7 of 7 days lack something" in words(week)
    assert f"{today}: Schools" in words(week)
    assert "no event, no message" in words(week)


def test_of_a_single_day_it_is_said_in_the_singular(
    page: CommunityPage, store: Store, week: CampaignsView
) -> None:
    with store.change("Add campaign") as session:
        campaigns.add(session, CampaignDraft("#Day", "A day of action", TODAY, TODAY))
    week.campaigns.select("#Day")
    to_plan(page)
    assert "1 of 1 day lacks something" in words(week)


def test_another_day_is_taken_by_the_arrows_and_enter_goes_to_what_is_on(
    page: CommunityPage, store: Store, team: TeamName, week: CampaignsView
) -> None:
    with store.change("Plan") as session:
        later = replace(WALK, start=at(14, 1), end=None)
        ref = campaign_plans.add(session, team.id, later)
    week.campaigns.select("#Week")
    to_plan(page)
    assert week.days.hasFocus()
    assert "Nothing is on yet." in words(week)
    press(KEY.Key_Down)
    assert shown(week.on.list)[0].startswith("14:00 | On foot | patrol | Peartree | Ridley |")
    press(ENTER)
    assert page.in_hand() == ("planned_patrols", ref)
    assert isinstance(page.form, PlannedForm)
    press(ESC)
    assert week.days.hasFocus()
    press(ESC)
    assert week.view == ALL


def test_a_patrol_is_planned_for_the_day_in_hand(
    page: CommunityPage, store: Store, week: CampaignsView
) -> None:
    week.campaigns.select("#Week")
    to_plan(page)
    press(KEY.Key_Down)
    press(KEY.Key_N, held=CTRL)
    press("foot", TAB, TAB, "10", TAB, "12", TAB, "peart", TAB, "rid", ENTER, TAB)
    press(KEY.Key_S, held=CTRL)
    with store.read() as session:
        ref = session.scalars(select(m.PlannedPatrol.ref)).one()
        made = campaign_plans.opened(session, ref)
    assert (made.start, made.end) == (at(10, 1), at(12, 1))
    assert (made.campaign, made.place, made.officers) == ("#Week", "B1", ("1432",))
    assert store.undo_label == "Add planned patrol"
    assert page.in_hand() == ("planned_patrols", ref)
    assert week.on.current_id == ref


def test_whoever_has_no_duty_then_is_said_while_it_is_typed(
    page: CommunityPage, store: Store, team: TeamName, week: CampaignsView
) -> None:
    with store.change("Add duty") as session:
        okafor = session.query(m.Member).filter_by(collar="101").one()
        duty = {"ref": "D9", "team_id": team.id, "code": "late"}
        session.add(m.Duty(member_id=okafor.id, start=at(9, 1), end=at(17, 1), **duty))
    week.campaigns.select("#Week")
    to_plan(page)
    press(KEY.Key_Down)
    press(KEY.Key_N, held=CTRL)
    press("foot", TAB, TAB, "10", TAB, "12", TAB, TAB, "rid", ENTER, TAB)
    assert "PC Ridley has no duty then" in words(page.form)
    assert "Sgt Okafor" in shown(week.days.list)[1]


def test_what_else_is_on_opens_on_its_own_list(
    page: CommunityPage, store: Store, team: TeamName, week: CampaignsView
) -> None:
    with store.change("Add event") as session:
        stall = EventDraft("stall", "Stall", start=at(9), campaign="#Week")
        ref = events.add(session, team.id, stall)
    week.campaigns.select("#Week")
    to_plan(page)
    assert page.in_hand() != ("events", ref)
    press(ENTER)
    press(ENTER)
    assert page.bar.table == "events"
    assert page.in_hand() == ("events", ref)


def test_an_event_is_begun_on_the_day_in_hand(
    page: CommunityPage, store: Store, week: CampaignsView
) -> None:
    week.campaigns.select("#Week")
    to_plan(page)
    press(KEY.Key_Down)
    page.campaigns.begin("Community", "events")
    assert page.event_form.day.value == clock.long_day(TODAY + DAY)
    assert page.event_form.campaign.value == "#Week"
    assert not page.event_form.edited
    press("stall", TAB, "Stall", TAB, TAB, "9", TAB)
    press(KEY.Key_S, held=CTRL)
    with store.read() as session:
        made = events.opened(session, session.scalars(select(m.Event.ref)).one())
    assert (made.start, made.campaign) == (at(9, 1), "#Week")


def test_a_message_is_begun_for_the_day_in_hand(
    page: CommunityPage, store: Store, week: CampaignsView
) -> None:
    week.campaigns.select("#Week")
    to_plan(page)
    press(KEY.Key_Down)
    page.campaigns.begin("Community", "messages")
    page.form.focus("text")
    press("Come along")
    press(KEY.Key_S, held=CTRL)
    with store.read() as session:
        (one,) = session.scalars(select(m.Message)).all()
        campaign = session.get_one(m.Campaign, one.campaign_id)
        said = (one.text, one.kind, campaign.tag)
        day = clock.local_day(one.planned) if one.planned else None
    assert said == ("Come along", "campaign", "#Week")
    assert day == TODAY + DAY
    to_plan(page)
    assert [one.split(" | ")[1] for one in shown(week.on.list)] == ["Come along"]


def test_a_planned_patrol_is_deleted_and_undo_brings_it_back(
    page: CommunityPage, store: Store, team: TeamName, week: CampaignsView
) -> None:
    with store.change("Plan") as session:
        campaign_plans.add(session, team.id, WALK)
    week.campaigns.select("#Week")
    to_plan(page)
    press(ENTER)
    press(KEY.Key_Delete)
    assert shown(week.on.list) == []
    assert store.undo_label == "Delete planned patrol"
    store.undo()
    assert len(shown(week.on.list)) == 1


def test_an_event_in_the_plan_is_not_deleted_from_there(
    page: CommunityPage, store: Store, team: TeamName, week: CampaignsView
) -> None:
    with store.change("Add event") as session:
        events.add(session, team.id, EventDraft("stall", "Stall", start=at(9), campaign="#Week"))
    week.campaigns.select("#Week")
    to_plan(page)
    press(ENTER)
    week.on.setFocus()
    press(KEY.Key_Delete)
    page.delete()
    with store.read() as session:
        assert len(session.scalars(select(m.Event.ref)).all()) == 1


def test_what_is_chosen_with_the_mouse_has_the_focus(
    page: CommunityPage, week: CampaignsView
) -> None:
    segment = {one.text(): one for one in week.which.findChildren(QPushButton)}
    for text, table in (("Plan", week.days), ("Scorecard", week.counts), ("List", week.campaigns)):
        click(segment[text])
        assert table.hasFocus()
    # By the arrows one goes on along the segment.
    segment["List"].setFocus()
    press(KEY.Key_Right)
    assert week.view == PLAN
    assert segment["Plan"].hasFocus()


# --- The scorecard ----------------------------------------------------------------------------


def test_the_card_stands_beside_last_times(
    page: CommunityPage, store: Store, team: TeamName, week: CampaignsView
) -> None:
    leg = LegDraft("foot", at(10) - 364 * DAY, at(12) - 364 * DAY, "B1", ("1432",))
    with store.change("Fill") as session:
        patrols.log(session, team.id, PatrolDraft((leg,)))
        scorecards.add(session, team.id, CountDraft("#WeekBefore", "Warrants", 4))
    week.campaigns.select("#Week")
    press(KEY.Key_J, held=CTRL | SHIFT)
    assert week.view == CARD
    said = shown(week.counts.list)
    assert "Patrols | 0 | 1 | 1 less" in said
    assert "    On foot | 0 | 1 | 1 less" in said
    assert said[-2:] == ["Counted by hand", "Warrants | not counted | 4 | "]
    assert "beside Last year" in words(week)


def test_a_card_of_which_no_figure_has_the_words_says_so(
    page: CommunityPage, week: CampaignsView
) -> None:
    week.campaigns.select("#Week")
    press(KEY.Key_J, held=CTRL | SHIFT)
    assert week.card is not None
    figures = sum(not isinstance(one, Heading) for one in columns.card(week.card))
    press(KEY.Key_F, held=CTRL)
    press("xyz")
    assert "No figure matches" in words(week)
    assert f"{figures} figures without the filter." in words(week)
    assert not week.counts.isVisible()
    press(ESC)
    assert week.counts.isVisible()


def test_enter_on_a_figure_goes_to_the_records_behind_it_and_on_to_one(
    page: CommunityPage, store: Store, team: TeamName, week: CampaignsView
) -> None:
    with store.change("Fill") as session:
        stall = events.add(session, team.id, EventDraft("stall", "Stall", start=at(0)))
        scorecards.add(session, team.id, CountDraft("#Week", "Warrants", 4))
    week.campaigns.select("#Week")
    press(KEY.Key_J, held=CTRL | SHIFT)
    behind = week.behind
    assert "Nothing was recorded on these days." in words(behind)
    week.counts.select("campaign_counts engagement.events")
    assert "Behind “Events”" in words(behind)
    assert shown(behind.list) == [f"{clock.short_day(TODAY)} 00:00 | Stall |  | 1"]
    press(KEY.Key_Return)
    assert QApplication.focusWidget() is behind.records
    press(KEY.Key_Escape)
    assert QApplication.focusWidget() is week.counts
    press(KEY.Key_End)
    assert "It was counted by hand: no other record holds it." in words(behind)
    week.counts.select("campaign_counts engagement.events")
    press(KEY.Key_Return, KEY.Key_Return)
    assert page.in_hand() == ("events", stall)


def test_something_is_counted_by_hand_and_changed(
    page: CommunityPage, store: Store, week: CampaignsView
) -> None:
    week.campaigns.select("#Week")
    press(KEY.Key_J, held=CTRL | SHIFT)
    press(KEY.Key_N, held=CTRL)
    press("Warrants", TAB, "4")
    press(KEY.Key_S, held=CTRL)
    assert shown(week.counts.list)[-1] == "Warrants | 4 |  | "
    assert store.undo_label == "Add count, Warrants"
    page.form.focus("count")
    press(KEY.Key_A, held=CTRL)
    press("x")
    press(KEY.Key_S, held=CTRL)
    assert "“x” is no number. Enter how many." in words(page.form)
    press(KEY.Key_A, held=CTRL)
    press("6")
    press(KEY.Key_S, held=CTRL)
    assert shown(week.counts.list)[-1] == "Warrants | 6 |  | "


def test_the_card_is_copied_as_text(page: CommunityPage, week: CampaignsView) -> None:
    week.campaigns.select("#Week")
    press(KEY.Key_J, held=CTRL | SHIFT)
    page.campaigns.copy()
    assert QGuiApplication.clipboard().text().startswith("Week of action, ")
    assert "The scorecard is copied." in words(week.strip)


def test_the_card_is_written_as_a_file(
    page: CommunityPage, week: CampaignsView, ask: CannedAsk, tmp_path: Path
) -> None:
    assert not page.campaigns.can_export()
    week.campaigns.select("#Week")
    press(KEY.Key_J, held=CTRL | SHIFT)
    assert page.campaigns.can_export()
    file = tmp_path / "card.csv"
    ask.answers.append(Given(file, disclosures.COMMAND))
    page.campaigns.export()
    text = file.read_text("utf-8-sig")
    assert text.startswith('"OFFICIAL: Scorecard of Week of action')
    assert "card.csv" in words(week.strip)
    press(KEY.Key_Escape)
    assert not week.strip.isVisible(), "it was said of this card"


# --- Going about ------------------------------------------------------------------------------


def test_a_planned_patrol_is_gone_to_from_elsewhere(
    page: CommunityPage, store: Store, team: TeamName, week: CampaignsView
) -> None:
    with store.change("Plan") as session:
        ref = campaign_plans.add(session, team.id, replace(WALK, start=at(14, 3), end=None))
        count = scorecards.add(session, team.id, CountDraft("#WeekBefore", "Warrants", 4))
    page.go_to(Target("Community", "planned_patrols", ref))
    assert (week.view, week.on.current_id) == (PLAN, ref)
    assert page.in_hand() == ("planned_patrols", ref)
    page.go_to(Target("Community", "campaign_counts", count))
    assert (week.view, week.counts.current_id) == (CARD, count)
    assert page.records.campaigns.tag == "#WeekBefore"
    page.go_to(Target("Community", "planned_patrols", "gone"))
    assert "no longer there" in words(page.box)


def test_what_is_in_hand_stays_when_something_is_changed_elsewhere(
    page: CommunityPage, store: Store, team: TeamName, week: CampaignsView
) -> None:
    with store.change("Plan") as session:
        ref = campaign_plans.add(session, team.id, replace(WALK, start=at(14, 3), end=None))
    page.go_to(Target("Community", "planned_patrols", ref))
    week.on.setFocus()
    with store.change("Plan") as session:
        campaign_plans.add(session, team.id, replace(WALK, start=at(9, 3), end=None))
    assert (week.view, week.on.current_id) == (PLAN, ref)
    assert QApplication.focusWidget() is week.on
    with store.change("Delete") as session:
        campaigns.delete(session, team.id, "#Week")
    assert page.records.campaigns.tag == "#WeekBefore"


@pytest.mark.parametrize("view", [ALL, PLAN, CARD])
def test_all_that_can_be_reached_has_a_name_and_letters_of_its_own(
    page: CommunityPage, week: CampaignsView, view: str
) -> None:
    page.campaigns.show(view)
    for table in ("campaigns", "planned_patrols", "campaign_counts"):
        page.beside.begin(table)
        assert not nameless(page.widget)
        assert not shared_letters(page.form)


def test_what_is_over_can_be_lacking_and_is_not_warned_of(
    page: CommunityPage, store: Store, week: CampaignsView
) -> None:
    over = CampaignDraft("#Over", "Over", TODAY - 2 * DAY, TODAY - DAY)
    with store.change("Add campaign") as session:
        campaigns.add(session, over)
    week.campaigns.select("#Over")
    to_plan(page)
    first = week.days.list.cells(0)
    assert (first[2].text, first[2].tone, first[2].role) == ("none", "", "muted")
    assert week.days.list.cells(1)[2].tone == ""


def test_other_days_take_no_theme_away_without_a_word(
    page: CommunityPage, week: CampaignsView
) -> None:
    page.beside.take(CAMPAIGNS, "#Week")
    form = page.beside.form_of(CAMPAIGNS, CampaignForm)
    said = "Themes of days outside it are not kept."
    assert said not in words(form)
    form.focus("first")
    press("+")
    assert said in words(form)
    press("-")
    assert said not in words(form)
    assert not form.edited
    assert week.campaigns.current_id == "#Week"


def test_delete_takes_no_campaign_away_behind_its_plan_or_its_scorecard(
    page: CommunityPage, week: CampaignsView, store: Store, team: TeamName
) -> None:
    with store.change("Plan a patrol") as session:
        campaign_plans.add(session, team.id, WALK)
        campaign_plans.add(session, team.id, replace(WALK, start=at(14), end=at(15)))
    page.beside.take(CAMPAIGNS, "#Week")
    week.turn_to(CARD)
    page.delete()
    assert store.undo_label == "Plan a patrol"
    assert "It is counted from records: Enter goes to them." in words(week)
    to_plan(page)
    page.delete()
    assert store.undo_label == "Plan a patrol"
    week.on.setFocus()
    page.delete()
    assert store.undo_label == "Delete planned patrol"


def test_what_is_on_and_lives_elsewhere_is_deleted_there(
    page: CommunityPage, week: CampaignsView, store: Store, team: TeamName
) -> None:
    stall = EventDraft("stall", "Stall", "consult", at(10), campaign="#Week")
    with store.change("Add event") as session:
        events.add(session, team.id, stall)
    page.beside.take(CAMPAIGNS, "#Week")
    to_plan(page)
    week.on.setFocus()
    press(KEY.Key_Delete)
    assert "It is deleted where it belongs: Enter opens it there." in words(week)
    week.strip.hide()
    page.delete()
    assert "It is deleted where it belongs: Enter opens it there." in words(week)
    assert page.lists.box.words == ""
    assert store.undo_label == "Add event"
