"""A round from what residents said to what they were told, lived through in the real window.

The guide tells the same story (resources/guide/round-story.md; with pictures, docs/guide).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from snt_desk import paths
from snt_desk.domain.clock import london
from tests.fixtures_team import PEOPLE
from tests.scenarios.conftest import Lived
from tests.scenarios.round_told import ENTER, Story, begin

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

ISSUE = "Cars race through Haldens late on Friday and Saturday nights."
CARS = f"""\
You said: {ISSUE} This came from 24 of you: 11 in a survey, seven by email and six in the street.
We did: Our officers spent 10 hours on it, on three patrols: \
six hours in vehicles, two hours on foot and two hours by bicycle. \
We held one event about it, and a few of you came. We met about it once. \
We worked on it with The Council. We agreed two actions. One of them is done. \
This work led to six informal warnings and a few arrests."""
TALK = """\
Talk to any of our officers when you see them. To report a crime, go online or call 101. \
In an emergency call 999."""
UPDATE = f"""\
Cars racing in Haldens: where we are
Welwyn Hatfield North SNT, 2 March 2027

{CARS} We last told you about this on 1 December 2026.
We are still working on this. We will tell you more by 2 June 2027.

How to tell us more
{TALK}"""
WHOLE = f"""\
You said, we did
Welwyn Hatfield North SNT, 30 November 2026 to 29 March 2027

You told us what to put first when we asked you. This is what we did about it.

Cars racing in Haldens
{CARS} We posted one message about it.
What came of it: The problem is smaller than it was, and we have closed this priority. \
Cars raced on four Saturdays in November, and on one in March.

Woodhall shops
You said: a few of you named this, in a survey.
We did: We walked past the shops, and will go on.
What came of it: This stays one of our priorities.

Our priorities from 30 March 2027
- Woodhall shops (continued). A few of you asked for it.

How to tell us more
- Street meet, Haldens, Saturday 10 April at 11:00.
{TALK}"""
SHORT = """\
Cars racing in Haldens. We did: Our officers spent 10 hours on it, on three patrols: \
six hours in vehicles, two hours on foot and two hours by bicycle. We met about it once. \
What came of it: The problem is smaller than it was, and we have closed this priority."""

SPENT, TOLD = "9 h 30 min officer time", "told 1 Dec 2026"

RETURNS: dict[str, dict[str, int]] = {
    "2026-11": {
        "priorities.live.theme.asb": 1,
        "priorities.live.theme.antisocial_driving": 1,
        "priorities.adopted.theme.antisocial_driving": 1,
        "priorities.closed.priority_result.reduced": 1,
        "priorities.closed.priority_result.replaced": 1,
        "priorities.updated_in_3_months.all.all": 2,
        "consultation.responses.response_channel.survey": 14,
        "consultation.responses.response_channel.street": 8,
        "consultation.responses.response_channel.email": 12,
        "consultation.responses.theme.asb": 3,
        "consultation.responses.theme.drugs": 5,
        "consultation.responses.theme.speeding": 2,
        "consultation.responses.theme.antisocial_driving": 24,
        "engagement.events.event_kind.stall": 1,
        "engagement.attendance.event_kind.stall": 40,
        "engagement.event_time.event_kind.stall": 120,
    },
    "2026-12": {
        "patrols.patrols.mode.foot": 1,
        "patrols.patrols.purpose.priority": 1,
        "patrols.single_crewed.all.all": 1,
        "patrols.patrol_time.mode.foot": 120,
        "patrols.patrol_time.beat.B2": 120,
        "patrols.officer_time.mode.foot": 120,
        "patrols.officer_time.role.pc": 120,
        "patrols.officer_time.purpose.priority": 120,
        "patrols.visible_time.all.all": 120,
        "priorities.live.theme.asb": 1,
        "priorities.live.theme.antisocial_driving": 1,
        "priorities.updated_in_3_months.all.all": 2,
        "priorities.officer_time.priority.Cars racing in Haldens": 120,
        "messages.posts.message_channel.facebook": 1,
    },
    "2027-01": {
        "patrols.patrols.mode.bicycle": 1,
        "patrols.patrols.mode.vehicle": 1,
        "patrols.patrols.purpose.priority": 2,
        "patrols.single_crewed.all.all": 1,
        "patrols.double_crewed.all.all": 1,
        "patrols.patrol_time.mode.bicycle": 90,
        "patrols.patrol_time.mode.vehicle": 90,
        "patrols.patrol_time.beat.B2": 180,
        "patrols.officer_time.mode.bicycle": 90,
        "patrols.officer_time.mode.vehicle": 180,
        "patrols.officer_time.role.pc": 180,
        "patrols.officer_time.role.pcso": 90,
        "patrols.officer_time.purpose.priority": 270,
        "patrols.visible_time.all.all": 270,
        "outcomes.outcomes.outcome.arrest": 2,
        "outcomes.outcomes.outcome.informal_warning": 6,
        "priorities.live.theme.asb": 1,
        "priorities.live.theme.antisocial_driving": 1,
        "priorities.updated_in_3_months.all.all": 2,
        "priorities.officer_time.priority.Cars racing in Haldens": 270,
        "partners.meetings.meeting_kind.asb_panel": 1,
        "partners.meetings.partner_kind.district_council": 1,
        "partners.meeting_time.all.all": 60,
        "partners.actions_raised.owner.police": 1,
        "partners.actions_raised.owner.partner": 1,
        "partners.actions_overdue.owner.police": 1,
        "residents.contacts.contact_channel.phone": 1,
        "residents.needing_reply.all.all": 1,
        "residents.answered_in_72h.all.all": 1,
    },
    "2027-02": {
        # What is left of the night over the end of January.
        "patrols.patrol_time.mode.vehicle": 90,
        "patrols.patrol_time.beat.B2": 90,
        "patrols.officer_time.mode.vehicle": 180,
        "patrols.officer_time.role.pc": 90,
        "patrols.officer_time.role.pcso": 90,
        "patrols.officer_time.purpose.priority": 180,
        "patrols.visible_time.all.all": 180,
        "priorities.live.theme.asb": 1,
        "priorities.live.theme.antisocial_driving": 1,
        "priorities.updated_in_3_months.all.all": 2,
        "priorities.officer_time.priority.Cars racing in Haldens": 180,
        "engagement.events.event_kind.street_meet": 1,
        "engagement.attendance.event_kind.street_meet": 4,
        "engagement.event_time.event_kind.street_meet": 60,
        "partners.actions_closed.owner.police": 1,
        "partners.actions_overdue.owner.partner": 1,
    },
    "2027-03": {
        "priorities.live.theme.asb": 1,
        "priorities.closed.priority_result.reduced": 1,
        "priorities.updated_in_3_months.all.all": 1,
        "partners.actions_overdue.owner.partner": 1,
    },
}
"""Every figure of the story's months, but for those of people, their duties and their log."""


@pytest.fixture
def story(lived: Lived) -> Story:
    """The window on the second of November, over a file with a round that is about to end."""
    return lived(Story, begin, london(2026, 11, 1, 9))


def test_a_round_from_what_residents_said_to_what_they_were_told(
    story: Story, tmp_path: Path
) -> None:
    residents_say(story)
    the_round_begins(story)
    the_winter(story)
    all_of_it_is_found_again(story)
    news_is_due_before_the_round_is(story)
    folder = tmp_path / "police.uk, March"
    folder.mkdir()
    the_public_is_told(story, folder)
    the_round_ends(story, folder)
    story.look_at_the_return()
    for month, figures in RETURNS.items():
        assert story.figures(month) == figures, month


def residents_say(story: Story) -> None:
    """In a survey, by e-mail and at a stall; the ranking has the racing first."""
    story.ask_residents()
    story.on(2026, 11, 11)
    story.type_in_the_survey()
    story.on(2026, 11, 13)
    story.paste_the_rest()
    story.on(2026, 11, 14, 15)
    story.hold_a_stall()
    story.on(2026, 11, 28)
    ranked = story.propose_the_issue()
    assert [(what, now, share) for what, now, _, share, *_ in ranked] == [
        ("Anti-social driving, Haldens", "24", "71 %"),
        ("Drugs, Peartree", "5", "15 %"),
        ("Anti-social behaviour, Peartree", "3", "9 %"),
        ("Speeding, Haldens", "2", "6 %"),
    ]
    story.link_what_else_was_said()
    story.on(2026, 11, 29)
    story.close_the_survey()


def the_round_begins(story: Story) -> None:
    """On the day on which it is due; the 30th of November and four months are the 30th of March."""
    story.on(2026, 11, 30)
    assert story.due().startswith("Next round due")
    assert story.begin_the_round().endswith(
        "The round since 30 Jul 2026 ends with Sun 29 Nov 2026.\n"
        "A round begins on Mon 30 Nov 2026.\n"
        "New: Cars racing in Haldens.\n"
        "Continued: Woodhall shops.\n"
        "Replaced: Bikes on the meadow by Cars racing in Haldens.\n"
        "Closed: Tipping (reduced).\n"
        "1 adopted, 1 continued, 1 replaced, 1 closed: 2 live."
        " Ctrl+S begins the round. One undo takes all of it back."
    )
    story.on(2026, 12, 1)
    story.tell_that_it_began()
    story.write_the_plan()
    assert not story.due()


def the_winter(story: Story) -> None:
    """Patrols on foot, by bicycle and in a vehicle; a task, a meeting, a resident, an event."""
    story.on(2026, 12, 5, 23)
    story.log_patrol("f", "2000", "+120", ("rid",))
    assert story.save() == "Log foot patrol, Haldens"
    story.on(2027, 1, 4)
    story.set_a_task()
    story.on(2027, 1, 9, 18)
    story.log_patrol("b", "1500", "+90", ("rid",))
    assert story.save() == "Log bicycle patrol, Haldens"
    story.on(2027, 1, 15, 12)
    story.meet_the_council()
    story.on(2027, 1, 24)
    story.hear_a_resident()
    story.on(2027, 1, 25)
    story.answer()
    story.on(2027, 2, 1)
    story.log_patrol("v", "2230", "0130", ("rid", "cal"), "31/1")
    story.keys.press("a", "rr 2", ENTER, "informal w 6", ENTER)
    assert story.save() == "Log vehicle patrol, Haldens"
    story.on(2027, 2, 6, 20)
    story.meet_in_the_street()
    story.on(2027, 2, 9)
    story.keep_promises()
    story.picture("plan")


def all_of_it_is_found_again(story: Story) -> None:
    """The timeline has every day of it, F7 every record."""
    happened = story.timeline()
    assert [(day, what) for day, what, _ in happened] == [
        *(("Tue 9 Feb 2027", "Task done"), ("Tue 9 Feb 2027", "Action closed")),
        *(("Sat 6 Feb 2027", "Event"), ("Sun 31 Jan 2027", "Patrol")),
        ("Mon 25 Jan 2027", "A resident was answered"),
        ("Sun 24 Jan 2027", "A resident got in touch"),
        ("Fri 15 Jan 2027", "Meeting"),
        *[("Fri 15 Jan 2027", "Action agreed")] * 2,
        *(("Sat 9 Jan 2027", "Patrol"), ("Mon 4 Jan 2027", "Task set")),
        *(("Sat 5 Dec 2026", "Patrol"), ("Tue 1 Dec 2026", "Posted")),
        ("Tue 1 Dec 2026", "Residents were told"),
        *(("Mon 30 Nov 2026", "Adopted"), ("Mon 30 Nov 2026", "A round began")),
        *(("Sat 28 Nov 2026", "Raised"), ("Sat 14 Nov 2026", "Residents said so")),
        ("Thu 12 Nov 2026", "Residents said so"),
        *[("Wed 11 Nov 2026", "Residents said so")] * 3,
    ]
    belongs = story.belongs_to_it()
    kinds = ["Took the place of", "Rounds", "Tasks", "Meetings", "Actions, 2", "Events"]
    kinds += ["Residents’ contacts", "Messages", "Patrols, 3"]
    assert [one for one in belongs if one in kinds] == kinds
    assert [one for one in belongs if one.startswith("Responses")] == ["Responses, 24 in 5 rows"]
    assert "Sun 31 Jan 2027, Vehicle, Haldens, 22:30 to 01:30, Ridley, Calloway" in belongs
    assert "Sun 24 Jan 2027, Cars again on Saturday, answered" in belongs
    assert "Ashdown" not in " ".join([*belongs, *(title for *_, title in happened)])


def news_is_due_before_the_round_is(story: Story) -> None:
    """Three months without news are over while the four months of the round still run."""
    story.on(2027, 2, 14)
    assert not story.due()
    story.on(2027, 2, 15)
    assert story.due() == "2 updates due"
    lines, said = story.round_in_hand()
    assert lines == [
        "New, 1",
        f"Cars racing in Haldens, Haldens, 24 residents asked, {SPENT}, {TOLD}, update due",
        "Continued, 1",
        f"Woodhall shops, Peartree, 3 residents asked, {TOLD}, update due",
    ]
    assert "An update is due by Mon 1 Mar 2027" in said
    story.on(2027, 3, 2)
    _, said = story.round_in_hand()
    story.picture("news")
    assert (
        "2 priorities without a public update for over 3 months\n"
        "Cars racing in Haldens: 1 day over. Woodhall shops: 1 day over."
        " The round itself is within its 4 months, until Tue 30 Mar 2027."
    ) in said


def the_public_is_told(story: Story, folder: Path) -> None:
    """An update in the words of its draft; on police.uk what is marked public."""
    assert story.draft_an_update() == UPDATE
    story.tell_the_update()
    assert not story.due()
    story.export(folder)
    assert story.compare(folder) == [
        (ISSUE, "same"),
        ("Woodhall shops", "same"),
        ("Welwyn Hatfield North SNT (WHA-1)", "same"),
    ]


def the_round_ends(story: Story, folder: Path) -> None:
    """It is assessed, told without a name, and what police.uk still shows is said."""
    story.on(2027, 3, 20)
    assert story.due() == "Next round due"
    story.invite()
    story.on(2027, 3, 30)
    story.end_the_round()
    assert story.compare(folder)[0] == (ISSUE, "still public")
    assert story.you_said_we_did() == WHOLE
    story.picture("you-said")
    assert not story.to_look_at(), "no name, number or small count"
    names = [name for _, first, last, *_ in PEOPLE for name in (first, last)]
    assert not [name for name in (*names, "1432", "7104", "Ashdown", "Rose") if name in WHOLE]
    *_, whole, cars, shops = story.make_drafts()
    assert whole == ("you_said_we_did", "draft", WHOLE)
    assert cars == ("you_said_we_did", "draft", SHORT)
    assert shops[2].startswith("Woodhall shops. You said: a few of you named this, in a survey.")


def test_what_the_guide_shows_of_it_is_a_part_of_that_text() -> None:
    guide = paths.resource("guide/round-story.md").read_text(encoding="utf-8")
    shown = " ".join(guide.split("```")[1].split())
    assert shown.startswith("Cars racing in Haldens You said:")
    assert shown in " ".join(WHOLE.split())
