"""What residents are told is made of what the records say, and of nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from snt_desk.domain import you_said
from snt_desk.domain.public_facts import (
    Count,
    Next,
    Partner,
    PriorityFacts,
    Promise,
    Source,
    Told,
    Work,
)
from tests.domain.told import GRAFFITI, PARKING, ROUND, SHOPS, SPEEDING, STREET, SURVEY

WHOLE = """\
You said, we did
Welwyn Hatfield North SNT, 14 August to 13 December 2026

You told us what to put first when we asked you. This is what we did about it.

Graffiti, Haldens
You said: a few of you named this, in a survey.
We did: nothing in this time that we have a record of.
What came of it: The problem is smaller than it was, and we have closed this priority. \
Most walls stay clean.

ASB at Woodhall shops
You said: Groups gather at the shops and shout at customers. \
This came from 64 of you: 40 in a survey and 24 in the street.
We did: Foot patrols at varied times, and a youth worker on Fridays. \
Our officers spent 186 hours on it, on 64 patrols: \
145 hours on foot, 24 hours by bicycle and 17 hours in vehicles. \
We held one event about it, and 31 of you came. \
We met about it once. \
We worked on it with Welwyn Hatfield Borough Council. \
We agreed two actions. One of them is done. \
This work led to 12 dispersal directions and a few arrests.
What came of it: This stays one of our priorities.

Speeding, Heronswood Road
We made this a priority on 14 August 2026.
We did: nothing in this time that we have a record of.
What came of it: We are still working on this.

Our priorities from 14 December 2026
- ASB at Woodhall shops (continued). 64 of you asked for it.
- Parking at five schools (new, replaces Graffiti, Haldens). 64 of you asked for it.

How to tell us more
- Street meet, Peartree, Saturday 19 December at 10:00.
Talk to any of our officers when you see them. To report a crime, go online or call 101. \
In an emergency call 999."""


def only(one: PriorityFacts, **others: Any) -> Told:
    return replace(ROUND, priorities=(one,), next=None, events=(), **others)


def section(one: PriorityFacts) -> str:
    """What the whole text says of a priority."""
    whole = you_said.of_round(only(one))[0].text
    return next(part for part in whole.split("\n\n") if part.startswith(one.title))


def test_a_round_is_told_in_the_style_of_published_messages() -> None:
    assert you_said.of_round(ROUND)[0].text == WHOLE


def test_every_sentence_knows_the_records_it_came_from() -> None:
    by_text = {one.text: one.sources for one in you_said.of_round(ROUND)[0].sentences}
    assert by_text["We held one event about it, and 31 of you came."] == (
        Source("events", "E1", "Stall at the shops, Sat 3 Oct"),
    )
    spent = next(text for text in by_text if text.startswith("Our officers spent"))
    assert by_text[spent] == (
        Source(
            *("patrols", "", "64 patrols"),
            (("priority", "P1"), ("days", "2026-08-14/2026-12-13")),
        ),
    )
    own = {"This is what we did about it.", "In an emergency call 999."}
    assert not own & by_text.keys()


def test_what_has_no_record_is_not_claimed() -> None:
    said = section(SPEEDING)
    assert "patrol" not in said
    assert "met" not in said
    assert "nothing in this time that we have a record of" in said


def test_what_an_earlier_draft_counted_is_not_told_beside_what_is_counted_now() -> None:
    """An update became the public action; since then there was more of everything."""
    update = "We cut back the hedge. " + section(SHOPS).partition("We did: ")[2].partition("\n")[0]
    more = replace(SHOPS.work, patrols=70, modes=(("foot", 180 * 60),))
    said = section(replace(SHOPS, action=update, work=more))
    assert "We did: We cut back the hedge. Foot patrols at varied times, and a youth" in said
    assert said.count("Our officers spent") == 1
    assert "180 hours on it on foot, on 70 patrols" in said
    for once in ("We held", "We met", "We worked", "We agreed", "of them", "This work led"):
        assert said.count(once) == 1, once


@pytest.mark.parametrize(
    "own",
    [
        "We met about it with the headteacher.",
        "We agreed a plan with the school.",
        "We held a stall. We posted wardens at the gate.",
        "Our officers spent the summer there.",
        "This work led to a new fence.",
        "We worked on it with the head of the school.",
    ],
)
def test_what_somebody_wrote_of_it_stays(own: str) -> None:
    assert own in section(replace(SHOPS, action=own))


def test_a_priority_nobody_named_is_not_said_to_come_from_anybody() -> None:
    assert "You said" not in section(SPEEDING)
    assert "of you" not in section(SPEEDING)


def test_a_small_part_is_not_told_beside_its_whole() -> None:
    """Of 42 with 40 in a survey, the other way would be known to be two."""
    few = replace(SHOPS, said=(SURVEY, replace(STREET, number=2)))
    assert "This came from 42 of you, in a survey and in the street." in section(few)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_outcomes_and_attendance_under_five_are_a_few(number: int) -> None:
    (event,) = SHOPS.work.events
    work = replace(
        SHOPS.work,
        outcomes=(Count("arrest", "Arrest", number),),
        events=(replace(event, attendance=number),),
    )
    said = section(replace(SHOPS, work=work))
    assert "This work led to a few arrests." in said
    assert "a few of you came" in said


def test_patrols_without_officers_are_told_without_their_time() -> None:
    alone = replace(SHOPS, work=Work(patrols=2))
    assert "We went on two patrols for it." in section(alone)
    assert "Our officers spent" not in section(alone)


def test_what_is_no_business_of_the_public_is_not_told() -> None:
    counts = (Count("intelligence", "Intelligence", 9), Count("safeguarding_referral", "S", 7))
    said = section(replace(SHOPS, work=replace(SHOPS.work, outcomes=counts)))
    assert "led to" not in said


def test_a_councillor_is_not_named() -> None:
    work = replace(SHOPS.work, partners=(Partner("O2", "Cllr Jo Brambling", "elected_member"),))
    said = section(replace(SHOPS, work=work))
    assert "We worked on it with your councillors." in said
    assert "Brambling" not in said


@pytest.mark.parametrize(
    ("done", "said"),
    [
        ((True,), "We agreed one action, and it is done."),
        ((True, True), "We agreed two actions, and all are done."),
        ((False,), "We agreed one action, still to be done."),
    ],
)
def test_actions_are_told_with_what_became_of_them(done: tuple[bool, ...], said: str) -> None:
    day = date(2026, 10, 6)
    actions = tuple(Promise(f"A{at}", "", day, done=one) for at, one in enumerate(done))
    assert said in section(replace(SHOPS, work=Work(actions=actions)))


def test_an_action_told_of_before_the_time_is_not_told_again() -> None:
    assert "youth worker" not in section(replace(SHOPS, told=date(2026, 7, 1)))


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (replace(GRAFFITI, result="resolved"), "The problem has been solved"),
        (replace(GRAFFITI, result="replaced", successors=("Parking",)), "Parking has taken its"),
        (replace(GRAFFITI, result="passed_to_partner"), "A partner is dealing with it now"),
        (replace(GRAFFITI, result="ours", result_label="Moved away"), "priority: moved away."),
    ],
)
def test_a_result_is_told_in_plain_words(one: PriorityFacts, said: str) -> None:
    assert said in section(one)


def test_a_round_without_priorities_says_so() -> None:
    empty = replace(ROUND, priorities=(), next=Next("R2", date(2026, 12, 14), ()))
    text = you_said.of_round(empty)[0].text
    assert "We had no priorities in this time." in text
    assert "We have not chosen them yet." in text


def test_there_is_a_short_text_for_each_priority() -> None:
    _, *short = you_said.of_round(ROUND)
    assert [one.key for one in short] == ["P2", "P1", "P3"]
    assert all(len(one.text) <= you_said.SHORT for one in short)
    assert short[1].text.startswith("ASB at Woodhall shops. ")
    assert "We did: Foot patrols at varied times" in short[1].text


def test_a_title_of_any_length_still_gives_a_short_text() -> None:
    long = replace(SHOPS, title="Shops " * 90)
    short = you_said.of_round(only(long))[1]
    assert short.text == f"{'Shops ' * 89}Shops."


def test_an_update_says_since_when_and_until_when() -> None:
    """A holding update, as three months of silence come near."""
    told = only(replace(SHOPS, told=date(2026, 9, 20), action=""), ref="")
    text = you_said.of_priority(told)[0].text
    assert text.startswith("ASB at Woodhall shops: where we are\nWelwyn Hatfield North SNT, 15 Dec")
    assert "We last told you about this on 20 September 2026." in text
    assert "We are still working on this. We will tell you more by 15 March 2027." in text


def test_a_new_priority_says_what_it_replaces_and_a_few_who_asked() -> None:
    few = replace(PARKING, said=(Count("survey", "Survey", 2),))
    told = replace(ROUND, next=Next("R2", date(2026, 12, 14), (few,)))
    assert "(new, replaces Graffiti, Haldens). A few of you asked for it." in (
        you_said.of_round(told)[0].text
    )
