"""No name leaves unseen: of an officer, a resident, a partner's; nor a count of a few."""

from __future__ import annotations

import pytest

from snt_desk.domain import you_said
from snt_desk.domain.unpublished import Known, Person
from tests.domain.told import ROUND

KNOWN = Known(
    [
        Person.of("officer", "Tom Ridley"),
        Person.of("resident", "Mrs Siân O'Brien", "01707 323456; 14 Mill Lane"),
        Person.of("partner", "May Green", "may.green@example.org"),
    ],
    ["1432", "7104AB", "101"],
    ["Green Lane", "Peartree"],
)


def found(text: str) -> list[tuple[str, str]]:
    return [(one.word, one.text) for one in KNOWN.remarks(text)]


@pytest.mark.parametrize(
    ("text", "word", "said"),
    [
        ("Ask Tom Ridley.", "Tom Ridley", "is the name of one of the team"),
        ("Ask RIDLEY.", "RIDLEY", "may be the name of one of the team"),
        ("said sian obrien", "sian obrien", "is the name of a resident"),
        ("Mrs O’Brien’s fence", "O’Brien", "may be the name of a resident"),
        ("call 01707323456", "01707323456", "telephone"),
        ("at 14 Mill Lane", "14 Mill Lane", "is how to reach a resident"),
        ("ask May Green", "May Green", "somebody at a partner’s"),
        ("officer 1432 came", "1432", "collar number"),
        ("officer 7104ab came", "7104ab", "collar number"),
        ("write to a.b@example.org now", "a.b@example.org", "e-mail address"),
        ("ring +44 7700 900123", "+44 7700 900123", "telephone number"),
        ("near AL7 1TF", "AL7 1TF", "postcode"),
        ("thanks to @tomr", "@tomr", "social media"),
    ],
)
def test_what_names_a_person_is_told_with_its_place(text: str, word: str, said: str) -> None:
    (one,) = KNOWN.remarks(text)
    assert text[one.start : one.end] == one.word == word
    assert said in one.text


@pytest.mark.parametrize(
    "text",
    [
        "We will be on Green Lane in Peartree on 4 May.",
        "To report a crime call 101. In an emergency call 999.",
        "may we ask you",
        "Planning went on",
        "On 14 September and 13 December 2026 at 17:00",
        "1432 hours",
    ],
)
def test_what_names_nobody_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        *("We made 3 arrests", "two men", "Four residents", "one boy", "only 2 of you came"),
        *("three young men", "2 shoplifters", "two were arrested", "4 knives", "1 family"),
    ],
)
def test_a_count_under_five_of_people_is_told(text: str) -> None:
    (one,) = KNOWN.remarks(text)
    assert "under five" in one.text


@pytest.mark.parametrize(
    "text",
    [
        *("two patrols", "three events", "We agreed two actions.", "one of our priorities"),
        *("no one", "December 4", "2 hours", "at 3:30", "2-hour", "1,204 of you", "14 arrests"),
        *("five residents", "a few residents", "two further meetings", "A1(M)"),
        *("two meetings with residents", "1 December 2026", "two of the three entrances"),
        *("one of five corners", "two officers", "Unit 3 members"),
    ],
)
def test_a_small_number_of_other_things_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_what_is_drafted_needs_no_second_look() -> None:
    for one in you_said.of_round(ROUND):
        assert KNOWN.remarks(one.text) == []


def test_each_place_is_told_once() -> None:
    """A phone number of a resident is a telephone number too."""
    assert len(KNOWN.remarks("Siân O'Brien, 01707 323456")) == 2


def test_places_are_right_in_a_text_with_accents_and_breaks() -> None:
    text = "‘Café’ –\nTom\nRidley…"
    (one,) = KNOWN.remarks(text)
    assert text[one.start : one.end] == "Tom\nRidley"
