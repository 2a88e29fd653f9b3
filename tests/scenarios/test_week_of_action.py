"""The week of action of 17 to 23 January 2022, planned and done in the real window.

The guide tells the same story (resources/guide/week-story.md; with pictures, docs/guide).
"""

from __future__ import annotations

import pytest

from snt_desk import paths
from snt_desk.domain.clock import london
from tests.scenarios.conftest import Lived
from tests.scenarios.keyboard import ALT, KEY
from tests.scenarios.week_told import ENTER, TAG, Week, begin

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

BEGINS = f"Our week of action begins. Find us at the shops. {TAG}"
SCHOOL = f"Sixty-two pupils know how to lock a bike. {TAG}"
NIGHT = f"Out tonight until ten. Say hello. {TAG}"
THANKS = f"That was our week. Thank you to everybody who stopped. {TAG}"

CARD = """\
Week of action, 17 to 23 Jan 2022, #WeekOfAction
In brackets: Autumn week of action, 18 to 24 Oct 2021

Patrols
  Patrols: 3 (1)
    On foot: 1 (1)
    Bicycle: 1 (0)
    Vehicle: 1 (0)
  Patrol time: 5:45 h (1:00 h)
    On foot: 1:30 h (1:00 h)
    Bicycle: 1:45 h (0:00 h)
    Vehicle: 2:30 h (0:00 h)
  Officer time: 8:15 h (1:00 h)
    On foot: 1:30 h (1:00 h)
    Bicycle: 1:45 h (0:00 h)
    Vehicle: 5:00 h (0:00 h)
  Visible officer time: 8:15 h (1:00 h)

Outcomes
  Outcomes: 4
    Stop and search: 1
    Informal warning: 3

Engagement
  Events: 2 (1)
    Stall: 1 (1)
    School visit: 1 (0)
  Attendance: 110 (0)
    Stall: 48 (0)
    School visit: 62 (0)
  Event time: 2:50 h (1:00 h)

Partners
  Meetings: 1
    Problem solving: 1
    District council: 1
    Housing provider: 1
  Meeting time: 1:00 h
  Actions raised: 3

Messages
  Posts: 9
    Facebook: 3
    X (Twitter): 3
    Instagram: 1
    OWL: 2
    #WeekOfAction: 9
  People reached, as noted: 7,860

Residents
  Contacts: 3
    Phone: 1
    Email: 1
    OWL: 1
  Needing a reply: 3
  Answered in 72 hours: 1
  Open over 72 hours: 1

Counted by hand
  Bicycles marked: 34 (19)
"""
RETURN = {
    "patrols.patrols.mode.foot": 1,
    "patrols.patrols.mode.bicycle": 1,
    "patrols.patrols.mode.vehicle": 1,
    "patrols.patrols.purpose.priority": 2,
    "patrols.patrols.purpose.other": 1,
    "patrols.single_crewed.all.all": 2,
    "patrols.double_crewed.all.all": 1,
    "patrols.without_priority.all.all": 1,
    "patrols.patrol_time.mode.foot": 90,
    "patrols.patrol_time.mode.bicycle": 105,
    "patrols.patrol_time.mode.vehicle": 150,
    "patrols.patrol_time.beat.B1": 240,
    "patrols.patrol_time.beat.B2": 105,
    "patrols.officer_time.mode.foot": 90,
    "patrols.officer_time.mode.bicycle": 105,
    "patrols.officer_time.mode.vehicle": 300,
    "patrols.officer_time.role.pc": 345,
    "patrols.officer_time.role.pcso": 150,
    "patrols.officer_time.purpose.priority": 390,
    "patrols.officer_time.purpose.other": 105,
    "patrols.visible_time.all.all": 495,
    "outcomes.outcomes.outcome.stop_search": 1,
    "outcomes.outcomes.outcome.informal_warning": 3,
    "priorities.live.theme.asb": 1,
    "priorities.updated_in_3_months.all.all": 1,
    "priorities.officer_time.priority.Woodhall shops": 390,
    "engagement.events.event_kind.stall": 1,
    "engagement.events.event_kind.school_visit": 1,
    "engagement.attendance.event_kind.stall": 48,
    "engagement.attendance.event_kind.school_visit": 62,
    "engagement.event_time.event_kind.stall": 120,
    "engagement.event_time.event_kind.school_visit": 50,
    "partners.meetings.meeting_kind.problem_solving": 1,
    "partners.meetings.partner_kind.district_council": 1,
    "partners.meetings.partner_kind.housing_provider": 1,
    "partners.meeting_time.all.all": 60,
    "partners.actions_raised.owner.police": 1,
    "partners.actions_raised.owner.partner": 2,
    "partners.actions_closed.owner.police": 1,
    "partners.actions_closed.owner.partner": 1,
    "partners.actions_overdue.owner.partner": 1,
    "messages.posts.message_channel.facebook": 3,
    "messages.posts.message_channel.x": 3,
    "messages.posts.message_channel.instagram": 1,
    "messages.posts.message_channel.owl": 2,
    "messages.posts.campaign.#WeekOfAction": 9,
    "residents.contacts.contact_channel.phone": 1,
    "residents.contacts.contact_channel.email": 1,
    "residents.contacts.contact_channel.owl": 1,
    "residents.needing_reply.all.all": 3,
    "residents.answered_in_72h.all.all": 1,
    "residents.open_over_72h.all.all": 1,
}
"""Every figure of January, but for those of people, their duties and their log."""


@pytest.fixture
def week(lived: Lived) -> Week:
    """The window on the sixth of January, over the file of a team with nothing planned."""
    return lived(Week, begin, london(2022, 1, 5, 9))


def test_a_week_of_action_planned_and_done(week: Week) -> None:
    the_week_is_planned(week)
    monday_to_wednesday(week)
    thursday_to_sunday(week)
    week.on(2022, 2, 1, 9)
    assert week.card() == CARD
    assert week.figures("2022-01") == RETURN
    week.look_at_the_return()


def the_week_is_planned(week: Week) -> None:
    """A campaign and its days, whom it is done with, and what the public is to be told."""
    week.plan_the_week()
    week.plan_patrol("f", "17/1/22", "0730", "+90", "pear", "wood", "rid")
    week.plan_patrol("b", "18/1/22", "1000", "+105", "hald", "", "rid")
    week.plan_patrol("v", "20/1/22", "1930", "+150", "pear", "wood", "rid", "cal")
    week.plan_event("school", "Year 5 and their bikes", "18/1/22", "13", "+50", "pear")
    week.plan_event("stall", "Marking bikes", "22/1/22", "11", "+120", "hald")
    week.know_the_housing_provider()
    week.plan_the_meeting()
    week.on(2022, 1, 13)
    mistyped = BEGINS.replace(TAG, "# weekofaction")
    week.write("camp", mistyped, BEGINS, "17/1/22 0830", "Facebook", "X (", "OWL")
    week.write("good", SCHOOL, SCHOOL, "18/1/22 1600", "Facebook", "X (")
    week.write("camp", NIGHT, NIGHT, "20/1/22 1945", "Facebook", "X (")
    week.write("camp", THANKS, THANKS, "23/1/22 1830", "OWL")
    week.approve("find us")
    week.look_at_the_plan(1)
    week.picture("plan")


def monday_to_wednesday(week: Week) -> None:
    """On foot and by bicycle; a school; three residents; the meeting."""
    week.on(2022, 1, 17, 10)
    week.hear("Motorbikes behind the shops", "Rose Ashdown", "pho")
    week.hear("Bins burning behind the flats", "Una Jarvold", "owl")
    week.post("find us", ("face", "0830", "1200"), ("x", "0831", "340"), ("owl", "0835", "2100"))
    week.log_planned(0)
    assert week.save() == "Log foot patrol, Peartree"
    week.on(2022, 1, 18, 14)
    week.pass_on("bins", "greenf")
    week.hear("Lights out in the underpass", "Noel Umber", "email")
    week.log_planned(1)
    assert week.save() == "Log bicycle patrol, Haldens"
    week.hold_event("year 5", "62")
    week.post("sixty", ("face", "1600", "900"), ("x", "1601", ""), ("inst", "1610", "260"))
    week.on(2022, 1, 19, 16)
    week.write_up_the_meeting()


def thursday_to_sunday(week: Week) -> None:
    """In a vehicle; an answer to the minute and one a minute late; a stall; thanks."""
    week.on(2022, 1, 20, 10)
    week.look_at_the_board()
    week.answer("motorb")
    week.close_action("rota")
    week.on(2022, 1, 20, 23)
    week.post("out tonight", ("face", "1945", "700"), ("x", "1946", "210"))
    week.log_planned(3)
    week.keys.press(KEY.Key_U, held=ALT)
    week.keys.press("s", "top 1", ENTER, "informal w 3", ENTER)
    assert week.save() == "Log vehicle patrol, Peartree"
    week.on(2022, 1, 21, 14, 1)
    week.answer("lights")
    week.on(2022, 1, 22, 17)
    week.hold_event("marking", "48")
    week.close_action("leafl")
    week.on(2022, 1, 23, 19)
    week.post("that was", ("owl", "1830", "2150"))
    week.count_by_hand()


def test_the_scorecard_in_the_guide_is_made_of_lines_of_that_one() -> None:
    guide = paths.resource("guide/week-story.md").read_text(encoding="utf-8")
    shown = [line for line in guide.split("```")[1].splitlines() if line]
    assert len(shown) > 15
    assert [line for line in shown if line not in CARD.splitlines()] == []
