"""A sheet of what residents said: its headings, what each row makes, and what is not guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from snt_desk.domain.sheet import Around, Consulted, Grid, Value, match, propose
from snt_desk.domain.sheet.findings import Understood
from tests.domain.sheets import around, from_csv, understood

SPRING = Consulted("C1", "Spring survey", date(2026, 3, 1), date(2026, 4, 30))
AUTUMN = Consulted("C2", "Autumn survey", date(2026, 9, 1))
HEAD = "Date,How,Theme,Place,Count,Comments\n"


def here(*consultations: Consulted, in_hand: str | None = None) -> Around:
    """The team of the examples, and when it asked residents."""
    return replace(around(), consultations=consultations or (AUTUMN,), in_hand=in_hand)


def read(text: str, beside: Around | None = None) -> Understood:
    return understood(from_csv(text), beside or here())


def made(text: str, beside: Around | None = None) -> list[tuple[object, ...]]:
    """What the rows make, without their refs."""
    found = read(text, beside)
    assert [one.problem for line in found.lines for one in line.problems] == []
    return [line.rows["responses"][0][1:] for line in found.lines]


def problems(text: str, beside: Around | None = None) -> list[tuple[int, str, str]]:
    return [
        (one.row, one.field, one.problem)
        for line in read(text, beside).lines
        for one in line.problems
    ]


# --- Headings ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        ("received", ("received", "Date", "Date received", "Timestamp", "When")),
        ("channel", ("channel", "How", "Method", "How received")),
        ("theme", ("theme", "Topic", "Issue", "Concern", "Category")),
        ("place", ("place", "Where", "Location", "Beat", "Ward")),
        ("count", ("count", "Number", "How many", "Responses", "People")),
        ("comment", ("comment", "Comments", "What they said", "Notes", "Feedback")),
        ("consultation", ("consultation", "Survey")),
        ("entry", ("ID", "Respondent ID", "Response ID")),
    ],
)
def test_a_heading_means_its_field_however_it_is_written(
    field: str, headings: tuple[str, ...]
) -> None:
    for heading in headings:
        for said in (heading, heading.upper(), f" {heading}: ", heading.replace(" ", "_")):
            assert match(from_csv(f"{said}\n"), "responses", here(), 1).columns == (field,), said


@pytest.mark.parametrize(
    "head",
    [
        "Date,Theme",
        "Date,How,Issue,Where,Number,What they said",
        "Timestamp,Main concern,Location,Comments",
        "Respondent ID,Start date,Topic,Feedback",
        "Received,Channel,Theme,Place,Count,Comment,Consultation,Priority,Event,Ref",
    ],
)
def test_a_sheet_of_responses_is_known_by_its_headings(head: str) -> None:
    matching = propose(from_csv(f"{head}\na,b\n"), here())
    assert matching is not None
    assert (matching.kind, matching.doubts) == ("responses", ())


# --- Values -----------------------------------------------------------------------------------


def test_codes_come_by_label_too_and_places_by_name() -> None:
    place_code, place_name = around().places[0]
    rows = (
        f"22/11/2026,Door knock,Anti-social behaviour,{place_name},12,Shouting",
        f"22 Nov 26,door_knock,asb,{place_code},12,More shouting",
        "2026-11-22,Facebook,Shoplifting,,,",
    )
    assert made(HEAD + "\n".join(rows)) == [
        ("C2", date(2026, 11, 22), "door_knock", "asb", place_code, 12, "Shouting"),
        ("C2", date(2026, 11, 22), "door_knock", "asb", place_code, 12, "More shouting"),
        ("C2", date(2026, 11, 22), "social", "retail_crime", None, 1, None),
    ]


def test_what_a_row_does_not_say_is_said() -> None:
    found = read("Date,Theme,Comments\n22/11/2026,Speeding,a\n")
    [line] = found.lines
    assert line.rows["responses"][0][1:] == (
        *("C2", date(2026, 11, 22), "other", "speeding", None, 1, "a"),
    )
    assert found.notes == {2: ("It goes into “Autumn survey”.", "It does not say how: Other.")}
    assert line.shown == {"received": "Sun 22 Nov 2026", "theme": "Speeding", "comment": "a"}


def test_nothing_has_to_be_said_of_a_row_that_says_it_itself() -> None:
    found = read("Date,Theme,How,Survey\n22/11/2026,Speeding,Email,autumn survey\n")
    assert found.notes == {}
    assert found.lines[0].shown["consultation"] == "Autumn survey"


@pytest.mark.parametrize(
    ("row", "field", "sentence"),
    [
        (",Email,Speeding,,,", "received", "There is no date. Write it as 22/11/2026."),
        ("22/11,Email,Speeding,,,", "received", "22/11"),
        ("11/22/2026,Email,Speeding,,,", "received", "11/22/2026"),
        ("22/11/2026,Email,,,,", "theme", "There is no theme. Write one of the list."),
        (
            "22/11/2026,Email,Noisy mopeds,,,",
            "theme",
            "There is no theme “Noisy mopeds”. Write one that there is, such as",
        ),
        (
            "22/11/2026,Email,Speading,,,",
            "theme",
            "There is no theme “Speading”. Write one of: Speeding.",
        ),
        ("22/11/2026,Pigeon,Speeding,,,", "channel", "There is no response channel “Pigeon”."),
        ("22/11/2026,Email,Speeding,Atlantis,,", "place", "There is no place “Atlantis”."),
        ("22/11/2026,Email,Speeding,,0,", "count", "0 said so. Write how many did,"),
        ("22/11/2026,Email,Speeding,,a few,", "count", "“a few” is not a whole number"),
        ("22/11/2026,Email,Speeding,,100001,", "count", "More than 100,000 in one row is a slip."),
        ("22/11/2026,Email,Speeding,,1,a\x07b", "comment", ""),
        (
            "22/11/2026,Email,Speeding;Drugs,,,",
            "theme",
            "“Speeding;Drugs” names more than one theme. Write one in a row.",
        ),
    ],
)
def test_what_is_not_understood_is_refused_by_row_and_field(
    row: str, field: str, sentence: str
) -> None:
    [(at, named, said)] = problems(HEAD + row)
    assert (at, named) == (2, field)
    assert sentence in said


# --- Which consultation -----------------------------------------------------------------------


def test_the_one_in_hand_takes_what_names_no_other() -> None:
    beside = here(SPRING, AUTUMN, in_hand="C1")
    text = "Date,Theme,Consultation\n22/11/2026,Speeding,\n22/11/2026,Speeding,Autumn survey\n"
    assert [row[0] for row in made(text, beside)] == ["C1", "C2"]


def test_without_one_in_hand_the_day_decides_where_it_can() -> None:
    later = replace(AUTUMN, ref="C3", title="At the stall", opened=date(2026, 11, 1))
    text = "Date,Theme\n30/04/2026,Speeding\n01/09/2026,Speeding\n"
    assert [row[0] for row in made(text, here(SPRING, AUTUMN, later))] == ["C1", "C2"]
    for day, sentence in (
        ("22/11/2026", "“Autumn survey” and “At the stall” were open on Sun 22 Nov."),
        ("01/05/2026", "No consultation was open on Fri 1 May 2026."),
    ):
        rows = f"Date,Theme\n{day},Speeding\n", f"Date,Theme,Survey\n{day},Speeding,\n"
        ways = (
            "Add a column Consultation, or import from beside that one.",
            "Write which it was for.",
        )
        for row, way in zip(rows, ways, strict=True):
            [(_, field, said)] = problems(row, here(SPRING, AUTUMN, later))
            assert (field, said) == ("consultation", f"{sentence} {way}")
    nobody = replace(around(), consultations=())
    [(_, _, said)] = problems("Date,Theme\n22/11/2026,Speeding\n", nobody)
    assert said == "There is no consultation yet. Open one first."


def test_an_unknown_consultation_is_refused() -> None:
    [(_, field, said)] = problems("Date,Theme,Survey\n22/11/2026,Speeding,Winter\n")
    assert field == "consultation"
    assert said == "There is no consultation “Winter”. Write one of: Autumn survey."


# --- One answer and another -------------------------------------------------------------------


def test_two_rows_alike_are_one_and_that_is_said() -> None:
    row = "22/11/2026,Email,Speeding,,,\n"
    [(at, _, said)] = problems(HEAD + row + row)
    assert (at, said) == (3, "This row is the same as row 2. Count them in one.")


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [
        ("Timestamp", "22/11/2026 14:03:11", "22/11/2026 14:03:12"),
        ("Timestamp", "2026-11-22T14:03:11", "2026-11-22T14:03:12"),
        ("Timestamp", "22/11/2026 2:03 PM", "22/11/2026 3:03 PM"),
    ],
)
def test_what_a_survey_stamps_tells_two_answers_apart_and_is_kept_nowhere(
    heading: str, first: str, second: str
) -> None:
    text = f"{heading},Theme\n{first},Speeding\n{second},Speeding\n"
    found = read(text)
    assert [one.problem for line in found.lines for one in line.problems] == []
    one, other = (line.rows["responses"][0] for line in found.lines)
    assert one[0] != other[0]
    assert one[1:] == other[1:] == ("C2", date(2026, 11, 22), "other", "speeding", None, 1, None)
    assert [line.ref for line in read(text).lines] == [one[0], other[0]], "the same for ever"
    assert found.lines[0].shown["received"] == "Sun 22 Nov 2026"


def test_a_moment_of_a_spreadsheet_is_stamped_alike() -> None:
    rows: tuple[tuple[Value, ...], ...] = (
        ("Timestamp", "Theme"),
        (datetime(2026, 11, 22, 14, 3, 11), "Speeding"),
        (datetime(2026, 11, 22, 14, 4), "Speeding"),
        (datetime(2026, 11, 22), "Speeding"),
        (date(2026, 11, 22), "Drugs"),
    )
    found = understood(Grid("Form", rows), here())
    assert [line.rows["responses"][0][2] for line in found.lines] == [date(2026, 11, 22)] * 4
    assert len({line.ref for line in found.lines}) == 4


def test_a_number_of_the_form_tells_two_answers_apart() -> None:
    text = "Respondent ID,Date,Theme\n1,22/11/2026,Speeding\n2,22/11/2026,Speeding\n"
    assert len({line.ref for line in read(text).lines}) == 2
    twice = "Respondent ID,Date,Theme\n1,22/11/2026,Speeding\n1,22/11/2026,Speeding\n"
    assert [at for at, _, _ in problems(twice)] == [3]
