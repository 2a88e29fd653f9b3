"""A saved file is told by its shape, read whole or not at all, and every fault has a place."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snt_desk.domain import police_uk
from snt_desk.domain.police_uk import (
    Event,
    Listed,
    Location,
    Neighbourhood,
    Person,
    Point,
    Priority,
    Published,
    Reading,
    parsing,
)
from snt_desk.domain.police_uk import Link as WebLink
from snt_desk.domain.police_uk.plain import one_line, tidy
from tests.domain.police_uk import made_files
from tests.domain.police_uk.made_files import ALL, as_json
from tests.examples import times

DATA = Path(police_uk.__file__).parents[4] / "shared" / "data" / "tests-only" / "police_uk"


def read_one(value: object) -> Reading:
    return police_uk.read([("f.json", as_json(value))])


def problem(data: bytes) -> str:
    reading = police_uk.read([("f.json", data)])
    assert reading.published.is_empty
    [only] = reading.problems
    return only.sentence


def cautions(value: object) -> list[str]:
    reading = read_one(value)
    assert not reading.problems
    return [one.sentence for one in reading.cautions]


# --- By its shape -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ALL)
def test_a_file_is_told_by_its_shape_whatever_its_name(kind: str) -> None:
    [source] = police_uk.read([("boundary-or-so.txt", as_json(ALL[kind]))]).sources
    assert source.kind == kind


def test_all_files_together_say_one_thing() -> None:
    files = [(f"{at}.json", as_json(value)) for at, value in enumerate(ALL.values())]
    reading = police_uk.read(files)
    assert not reading.problems
    said = reading.published
    assert said.priorities == (
        Priority("To reduce speeding on Bearton Road, Peartree.", date(2026, 10, 1)),
        Priority(
            "Woodhall shops",
            date(2026, 9, 1),
            "Extra patrols & a camera.\n\n• Fri\n• Sat",
            date(2026, 11, 3),
        ),
    )
    assert said.events is not None
    assert said.events[0].title == "Banks & Hesketh drop-in"
    assert said.events[0].address == "Village Hall, Peartree"
    assert said.events[0].start == datetime(2026, 12, 17, 12, tzinfo=UTC)
    assert said.neighbourhood is not None
    assert said.neighbourhood.contact == (
        ("email", "wh-north@example.police.uk"),
        ("pigeon", "loft 7"),
    )
    assert said.boundary is not None
    assert said.boundary[0] == Point(51.81, -0.2)


def test_events_in_summer_are_on_the_london_clock() -> None:
    event = {**made_files.EVENTS[0], "start_date": "2026-07-01T19:00:00", "end_date": None}
    [found] = read_one([event]).published.events or ()
    assert found.start == datetime(2026, 7, 1, 18, tzinfo=UTC)


@pytest.mark.parametrize("folder", ["tjcain_ukpolice_go", "fenneh_uk-police-api"])
def test_the_recorded_and_the_invented_answers_are_each_told(folder: str) -> None:
    if not (DATA / folder).is_dir():
        pytest.skip(f"{folder} is not here: it may be read, but not kept with the program")
    kinds = {}
    for path in sorted((DATA / folder).glob("*.json")):
        reading = police_uk.read([(path.name, path.read_bytes())])
        kinds[path.stem.rpartition("__")[2]] = reading.sources[0].kind
        assert bool(reading.problems) == (path.stem == "postcode_data")
        assert not reading.cautions
        assert not reading.invented
    assert {name: kind for name, kind in kinds.items() if kind} == KNOWN[folder]


KNOWN = {
    "tjcain_ukpolice_go": {
        "people": "people",
        "NC04": "neighbourhood",
        "boundary": "boundary",
        "events": "events",
        "priorities": "priorities",
        "neighbourhoods": "neighbourhoods",
    },
    "fenneh_uk-police-api": {"neighbourhood_data": "neighbourhood"},
}


def test_a_recorded_priority_says_what_stands_in_it() -> None:
    folder = DATA / "tjcain_ukpolice_go"
    if not folder.is_dir():
        pytest.skip("tjcain_ukpolice_go is not here: it may be read, but not kept with the program")
    [path] = folder.glob("*priorities.json")
    text = "To reduce the amount of Anti-Social Behaviour Humberstone Gate, Leicester."
    found = police_uk.read([(path.name, path.read_bytes())]).published.priorities
    assert found == (Priority(text, date(2016, 4, 14)),)


# --- The invented form ------------------------------------------------------------------------


def test_priorities_with_underscores_are_said_to_be_invented_and_not_taken() -> None:
    reading = read_one(made_files.INVENTED)
    assert reading.invented == ("f.json",)
    assert reading.published.is_empty
    assert not reading.problems


def test_they_are_read_when_the_sergeant_says_so_and_that_is_said() -> None:
    reading = police_uk.read([("f.json", as_json(made_files.INVENTED))], {"f.json"})
    assert reading.published.priorities == (
        Priority("Woodhall shops", date(2026, 9, 1)),
        Priority("Graffiti", None, "", date(2026, 11, 3)),
    )
    assert "issue_date" in reading.cautions[0].sentence


def test_a_file_with_both_forms_is_refused_with_the_item() -> None:
    mixed = as_json([made_files.PRIORITIES[0], made_files.INVENTED[0]])
    assert problem(mixed).startswith("f.json, item 2, issue_date: It has issue_date where")


# --- What is junk and can be done without -----------------------------------------------------


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"population": "A"}, "f.json, population: “A” is not a number. It was left out."),
        ({"population": -3}, "f.json, population: “-3” is not a number. It was left out."),
        (
            {"centre": {"latitude": "1e999", "longitude": "0"}},
            "f.json, centre, latitude: “1e999” is no coordinate. It was left out.",
        ),
        (
            {"centre": {"latitude": "52", "longitude": ""}},
            "f.json, centre, longitude: “” is no coordinate. It was left out.",
        ),
        (
            {"centre": {"latitude": "10", "longitude": "10"}},
            "f.json, centre, latitude: 10, 10 is not in Britain. It was left out.",
        ),
        ({"name": "A\u202eB"}, "f.json, name: Signs that nobody sees were taken out."),
    ],
)
def test_junk_is_left_out_and_said(change: dict[str, Any], sentence: str) -> None:
    assert cautions({**made_files.NEIGHBOURHOOD, **change}) == [sentence]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("soon", "“soon” is not a date and time. It was left out."),
        ("2026-02-30T00:00:00", "“2026-02-30T00:00:00” is not a date and time. It was left out."),
        ("0001-01-01T00:00:00", "“0001-01-01T00:00:00” is not a date and time. It was left out."),
        (
            "2026-03-29T01:30:00",
            "01:30 on Sun 29 Mar 2026 never was: the clocks went forward over it. It was left out.",
        ),
    ],
)
def test_what_is_no_time_is_left_out_and_said(said: str, sentence: str) -> None:
    event = {**made_files.EVENTS[0], "start_date": said, "end_date": None}
    assert cautions([event]) == [f"f.json, item 1, start_date: {sentence}"]


def test_nulls_and_missing_fields_are_nothing_to_say() -> None:
    reading = read_one([{"issue": "x", "issue-date": None}, {"issue": "y"}])
    assert reading.published.priorities == (Priority("x"), Priority("y"))
    assert not reading.cautions
    bare = read_one({"id": "a", "name": "b", "links": None, "centre": None, "population": None})
    assert bare.published.neighbourhood == Neighbourhood("a", "b")
    assert not bare.cautions


def test_a_time_with_a_zone_is_taken_as_it_says() -> None:
    event = {**made_files.EVENTS[0], "start_date": "2026-07-01T19:00:00Z", "end_date": None}
    [found] = read_one([event]).published.events or ()
    assert found.start == datetime(2026, 7, 1, 19, tzinfo=UTC)


# --- What makes a file useless ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "f.json: It is empty."),
        (b"\xef\xbb\xbf  ", "f.json: It is empty."),
        (b"{", "f.json: It is no JSON: it cannot be read at line 1, column 2."),
        (b"<html>", "f.json: It is no JSON: it cannot be read at line 1, column 1."),
        (b'"text"', "f.json: It is none of the forms of police.uk that are known here."),
        (b"[1, 2]", "f.json: It is none of the forms of police.uk that are known here."),
        (
            b'[{"issue": "a"}, 3]',
            "f.json: It is none of the forms of police.uk that are known here.",
        ),
        (b'{"a": NaN}', "f.json: NaN stands in it, which is not a number."),
        (b'{"a": -Infinity}', "f.json: -Infinity stands in it, which is not a number."),
        (b'{"a": 1e999}', "f.json: “1e999” is larger than any number can be."),
        (b"[" + b"9" * 5000 + b"]", "is larger than any number can be."),
        (b"[" * 100_000, "f.json: It is nested too deeply."),
        (b"[" * 30 + b"]" * 30, "f.json: It is nested too deeply."),
        (b"[]," * 500_000, "f.json: It has too many items."),
        (b" " * 8_000_001, "f.json: It is larger than 8 MB."),
        (b'{"issue": "a", "issue": "b"}', "f.json: “issue” stands twice in one item."),
        (b'[{"issue": "\\ud800"}]', "f.json: Half a character stands in it"),
        (b'[{"\\udfff": 1}]', "f.json: Half a character stands in it"),
        (b"\xff\xfe[\x00\xd8", "f.json: It is no text in UTF-16."),
        (b'["\xe9"]', "f.json: It is no text in UTF-8."),
        (as_json([{"issue": ""}]), "f.json, item 1, issue: It is missing or empty."),
        (
            as_json([{"issue": ["a"]}]),
            "f.json, item 1, issue: A list is not what belongs here: text.",
        ),
        (
            as_json([{"issue": True}]),
            "f.json, item 1, issue: “true” is not what belongs here: text.",
        ),
        (
            as_json([{"issue": "a"}, {"issue": "b", "issue-date": {}}]),
            "f.json, item 2, issue-date: An object is not what belongs here: a date and time.",
        ),
        (as_json([{"issue": "x" * 10_001}]), "item 1, issue: It is longer than 10,000 letters."),
        (
            as_json([{"issue": "<b>" * 70_000}]),
            "item 1, issue: It is longer than 200,000 letters with its tags.",
        ),
        (as_json([{"issue": "x"}] * 2_001), "f.json: It has more than 2,000 items."),
        (
            as_json([{"name": "A", "rank": "PC", "contact_details": {"email": ["x"]}}]),
            "item 1, contact_details, email: A list is not what belongs here: text.",
        ),
        (
            as_json({**made_files.NEIGHBOURHOOD, "locations": [{}, 7]}),
            "f.json, locations 2: “7” is not what belongs here: an object.",
        ),
        (
            as_json([*made_files.BOUNDARY, {"latitude": "x", "longitude": "0"}]),
            "f.json, item 4, latitude: “x” is no coordinate.",
        ),
        (
            as_json([*made_files.BOUNDARY, {"latitude": None, "longitude": None}]),
            "f.json, item 4, latitude: It is missing or empty.",
        ),
        (as_json(made_files.BOUNDARY[:2]), "f.json: It has fewer than three points"),
        (
            as_json([{"id": "1", "name": "A"}, {"id": "1", "name": "B"}]),
            "f.json, item 2, id: “1” is the id of another neighbourhood too.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_gives_one_sentence_and_nothing_else(
    data: bytes, sentence: str
) -> None:
    assert sentence in problem(data)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_any_unicode_encoding_is_read(encoding: str) -> None:
    data = json.dumps([{"issue": "Café"}], ensure_ascii=False).encode(encoding)
    assert police_uk.read([("f", data)]).published.priorities == (Priority("Café"),)


def test_two_files_of_one_kind_are_not_guessed_between() -> None:
    first, second = as_json(made_files.PRIORITIES), as_json(made_files.PRIORITIES[:1])
    reading = police_uk.read([("a.json", first), ("b.json", second)])
    assert reading.published.priorities is None
    assert (
        reading.problems[0].sentence == "b.json: a.json is priorities too. Choose one of the two."
    )
    assert not police_uk.read([("a.json", first), ("copy.json", first)]).problems


def test_an_empty_list_is_what_its_name_says_or_nothing() -> None:
    named = police_uk.read([("force__x__events.json", b"[]")])
    assert named.published.events == ()
    unnamed = police_uk.read([("saved.json", b"[]")])
    assert unnamed.published.is_empty
    assert "does not say of what" in unnamed.cautions[0].sentence


# --- Anything at all --------------------------------------------------------------------------

NAMES = st.sampled_from(
    [
        *("issue", "issue-date", "issue_date", "action", "action-date", "title", "start_date"),
        *("end_date", "address", "type", "name", "rank", "bio", "contact_details", "latitude"),
        *("longitude", "id", "url_force", "links", "locations", "centre", "population"),
    ]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.sampled_from(["2026-10-25T01:30:00", "9999-12-31T23:59:59+14:00", "1e999", "<p>&#0;"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=12,
)


@settings(max_examples=times(25))
@given(st.one_of(VALUES, st.lists(st.dictionaries(NAMES, VALUES, min_size=1), max_size=4)))
def test_any_json_gives_values_or_sentences(value: object) -> None:
    reading = read_one(value)
    for remark in (*reading.problems, *reading.cautions):
        assert remark.sentence.startswith("f.json")
        assert remark.text.endswith((".", "?", ")"))
    if reading.problems:
        assert reading.published.is_empty


@given(st.binary(max_size=200))
def test_any_bytes_give_values_or_sentences(data: bytes) -> None:
    assert police_uk.read([("f.json", data)]).sources


# --- And back ---------------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
LINE, NOTE = TEXT.map(one_line), TEXT.map(tidy)
SOME_LINE, SOME_NOTE = LINE.filter(bool), NOTE.filter(bool)
DAYS = st.dates(date(1901, 1, 1), date(2198, 12, 31))
CONTACT = st.dictionaries(SOME_LINE, SOME_LINE, max_size=4).map(lambda one: tuple(one.items()))
POINTS = st.builds(Point, st.floats(48.1, 61.9), st.floats(-11.9, 4.9))


@st.composite
def events(draw: st.DrawFn) -> Event:
    # At noon: an hour of the night in which the clocks go back was twice, and has no zone there.
    start = draw(
        st.none() | DAYS.map(lambda day: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    )
    end = start and start.replace(minute=30)
    return Event(draw(SOME_LINE), draw(LINE), draw(NOTE), draw(LINE), start, end, draw(CONTACT))


LOCATIONS = st.builds(Location, LINE, LINE, LINE, LINE, LINE, NOTE, st.none() | POINTS)
PUBLISHED = st.builds(
    Published,
    neighbourhoods=st.none()
    | st.lists(st.builds(Listed, SOME_LINE, SOME_LINE), unique_by=lambda one: one.id, min_size=1)
    .map(tuple)
    .filter(lambda all_: not all("police" in one.name.casefold() for one in all_)),
    neighbourhood=st.none()
    | st.builds(
        Neighbourhood,
        SOME_LINE,
        SOME_LINE,
        NOTE,
        NOTE,
        LINE,
        st.none() | st.integers(0, 10**7),
        st.none() | POINTS,
        CONTACT,
        st.lists(st.builds(WebLink, LINE, LINE, LINE), max_size=2).map(tuple),
        st.lists(LOCATIONS, max_size=2).map(tuple),
    ),
    priorities=st.none()
    | st.lists(
        st.builds(Priority, SOME_NOTE, st.none() | DAYS, NOTE, st.none() | DAYS), max_size=3
    ).map(tuple),
    people=st.none()
    | st.lists(st.builds(Person, SOME_LINE, LINE, NOTE, CONTACT), max_size=3).map(tuple),
    events=st.none() | st.lists(events(), max_size=3).map(tuple),
    boundary=st.none() | st.lists(POINTS, min_size=3, max_size=5, unique=True).map(tuple),
)


@settings(max_examples=times(20))
@given(PUBLISHED)
def test_what_is_written_is_read_back_the_same(published: Published) -> None:
    reading = police_uk.read(police_uk.write(published).items())
    assert not reading.problems
    assert reading.published == published


def test_what_is_written_has_the_fields_of_the_real_one() -> None:
    files = [(f"{at}.json", as_json(value)) for at, value in enumerate(ALL.values())]
    written = police_uk.write(police_uk.read(files).published)
    for kind, value in ALL.items():
        again = json.loads(written[f"{kind}.json"])
        one, real = (again[0], value[0]) if isinstance(value, list) else (again, value)
        assert set(one) == set(real)
    assert json.loads(written["events.json"])[0]["start_date"] == "2026-12-17T12:00:00"
    assert json.loads(written["priorities.json"])[0]["issue"].startswith("<p>To reduce")


def test_names_are_left_away_where_nobody_asked_for_them() -> None:
    reading = read_one(made_files.PEOPLE)
    assert reading.published.without_people() == replace(reading.published, people=None)


def test_a_quoted_value_is_short_and_straight() -> None:
    assert parsing.shown("x" * 100) == "“" + "x" * 40 + "…”"
    assert parsing.shown("a\u202eb\n") == "“a b ”"
