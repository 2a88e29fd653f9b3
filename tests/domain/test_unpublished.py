"""No name leaves unseen: of an officer, a resident, a partner's; nor a count of a few."""

from __future__ import annotations

import time

import pytest

from snt_desk.domain import you_said
from snt_desk.domain.unpublished import Known, Person
from tests.domain.told import ROUND

KNOWN = Known(
    [
        Person("officer", "Tom Ridley"),
        Person("resident", "Mrs Siân O'Brien", "323456; 14 Mill Lane"),
        Person("partner", "May Green", "may.green@example.org"),
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
        ("at 14 Mill Lane", "14 Mill Lane", "is where to find a resident"),
        ("ask May Green", "May Green", "somebody at a partner’s"),
        ("Tom’s idea", "Tom", "may be the name of one of the team"),
        ("Ridley, Tom", "Ridley, Tom", "is the name of one of the team"),
        ("ring 323456", "323456", "is how to reach a resident"),
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


@pytest.mark.parametrize("between", [" ", "\n", " - ", " or ", ", "])
def test_of_two_numbers_beside_each_other_each_is_told(between: str) -> None:
    for numbers in (("01632 960301", "(07700) 900533"), ("323456", "01632 960301")):
        assert [word for word, _ in found(f"Ring {between.join(numbers)} now")] == [*numbers]


@pytest.mark.parametrize("sign", ["a", "(", "a.", "+"])
def test_a_long_text_without_words_takes_no_longer_than_a_blink(sign: str) -> None:
    begun = time.perf_counter()
    KNOWN.remarks(sign * 8_000)
    assert time.perf_counter() - begun < 0.5


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


@pytest.mark.parametrize("house", ["12 Peartree Lane", "7a Old Mill Road", "140 High Street"])
def test_a_house_is_told(house: str) -> None:
    (one,) = KNOWN.remarks(f"Talk to us at {house}, or online.")
    assert (one.word, one.text) == (house, f"“{house}” is a house: somebody may live there.")


@pytest.mark.parametrize(
    "text",
    ["On 12 patrols in Peartree Lane", "On 14 September Street meets began", "16 at Mill Lane"],
)
def test_a_street_alone_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["Speed checks on Ridley Road", "O’Brien Street’s lamps"])
def test_a_street_that_is_called_as_somebody_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        *(("Ridley road", "Ridley"), ("Ridley. Road works", "Ridley"), ("Ridley Green", "Ridley")),
        *(("Ridley’s Road", "Ridley"), ("Road to Ridley", "Ridley")),
        *(("Tom Ridley Road", "Tom Ridley"), ("of 14 Ridley Road", "14 Ridley Road")),
    ],
)
def test_who_is_no_street_is_told_all_the_same(text: str, word: str) -> None:
    assert word in [one for one, _ in found(text)]


def test_whoever_is_called_street_is_told() -> None:
    known = Known([Person("resident", "Ann Street"), Person("resident", "Ashdown")])
    assert [one.word for one in known.remarks("Ann Street, Ann")] == ["Ann Street", "Ann"]
    assert [one.word for one in known.remarks("Ashdown Street: Ashdown")] == [
        *("Ashdown", "Street", "Ashdown")
    ]
    assert [one.word for one in known.remarks("Ashdown Road: Ashdown")] == ["Ashdown"]


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
    """The parts of a name that is found whole are not told again."""
    assert len(KNOWN.remarks("Siân O'Brien, 323456")) == 2


def test_a_name_that_is_a_word_begins_a_sentence_unseen() -> None:
    known = Known([Person("resident", "An Do"), Person("resident", "Will Smith-Jones")])
    assert known.remarks("We do this. An officer came. Do come.") == []
    assert [one.word for one in known.remarks("An Do. Jones and Smith-Jones")] == [
        "An Do",
        "Jones",
        "Smith-Jones",
    ]


def test_thousands_of_names_take_no_longer_than_a_blink() -> None:
    people = [
        Person("resident", f"Tom Name{chr(97 + n % 26)}{n}", f"{n} Oak Road") for n in range(5000)
    ]
    known = Known(people)
    text = "Tom and Will of Oak Road came to us. " * 80
    begun = time.perf_counter()
    known.remarks(text)
    assert time.perf_counter() - begun < 0.5


@pytest.mark.parametrize("sign", ["x", "x.", "(", "-", "0-", "@", "a@", "two "])
def test_a_text_of_one_long_word_takes_no_time_to_speak_of(sign: str) -> None:
    # As much as a cell of a sheet may hold: what a sheet says is looked through, too.
    text = (sign * 32_000)[:32_000]
    begun = time.process_time()
    KNOWN.remarks(text)
    assert time.process_time() - begun < 2


def test_numbers_beside_or_below_each_other_are_told_each() -> None:
    for between in ("\n", " ", ", ", " / "):
        said = found(f"01632 960123{between}07700 900123")
        assert [word for word, _ in said] == ["01632 960123", "07700 900123"], between


def test_places_are_right_in_a_text_with_accents_and_breaks() -> None:
    text = "‘Café’ –\nTom\nRidley…"
    (one,) = KNOWN.remarks(text)
    assert text[one.start : one.end] == "Tom\nRidley"
