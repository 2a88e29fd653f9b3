"""A line of text becomes a patrol by rules that can be told, and no word of it is lost."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain.naming import Name
from snt_desk.domain.one_line import Names, OneLine, read

SUNDAY = date(2026, 11, 22)
NAMES = Names(
    modes=(
        Name("foot", ("foot", "f")),
        Name("bicycle", ("bicycle", "bike", "b")),
        Name("vehicle", ("vehicle", "car", "v")),
    ),
    people=(
        Name("1432", ("1432", "Ridley", "PC Ridley", "PC 1432")),
        Name("7104", ("7104", "Calloway", "PCSO Calloway")),
        Name("8001", ("8001", "Shah", "PC Shah")),
        Name("8002", ("8002", "Shah", "PCSO Shah")),
    ),
    partners=(Name("O1", ("The Council",)),),
    places=(Name("B1", ("B1", "Bearton")), Name("H1", ("H1", "Woodhall shops"))),
    reasons=(Name("T1", ("Woodhall shops at night",)), Name("school", ("School run",))),
    operations=(Name("Op Hotspot", ("Op Hotspot",)),),
    outcomes=(Name("arrest", ("Arrest",)), Name("stop_search", ("Stop search",))),
)


def understood(text: str) -> dict[str, Any]:
    """What was understood, without what was not said."""
    found = read(text, NAMES, SUNDAY)
    return {name: value for name, value in vars(found).items() if value != getattr(EMPTY, name)}


EMPTY = OneLine()


def test_the_usual_line() -> None:
    assert read("foot Bearton 0930-1100 1432 7104 bike marking", NAMES, SUNDAY) == OneLine(
        mode="foot",
        out="0930",
        back="1100",
        officers=("1432", "7104"),
        place="B1",
        note="bike marking",
    )


@pytest.mark.parametrize(
    ("text", "out", "back"),
    [
        ("foot 930 to 11", "930", "11"),
        ("foot 9-11", "9", "11"),
        ("foot 2215 +90", "2215", "+90"),
        ("foot 2215+90", "2215", "+90"),
        ("foot 22:15 until 1.40", "22:15", "1.40"),
        ("foot 10.15pm - 11.30pm", "10.15pm", "11.30pm"),
        ("foot 2215 0140", "2215", "0140"),
        ("foot 9.30", "9.30", ""),
        ("foot 0130 BST to 0130 GMT", "0130 bst", "0130 gmt"),
        ("foot 1432 +90 1432", "1432", "+90"),
    ],
)
def test_times(text: str, out: str, back: str) -> None:
    found = read(text, NAMES, SUNDAY)
    assert (found.out, found.back, found.note) == (out, back, "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("foot fri 9-10", "fri"),
        ("foot weds 9-10", "weds"),
        ("foot 12 9-10", "12"),
        ("t foot 9-10", "t"),
        ("yesterday foot 9-10", "-"),
        ("foot 9-10 27/3", "27/3"),
        ("foot 9-10 27 March 2026", "27 march 2026"),
        ("foot 9-10 on Fri", "fri"),
        ("fri foot Bearton Ridley", "fri"),
    ],
)
def test_days(text: str, day: str) -> None:
    found = read(text, NAMES, SUNDAY)
    assert (found.day, found.mode, found.note) == (day, "foot", "")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("foot 9-10 1432 sat with a resident", "sat with a resident"),
        ("foot 9-10 1432 2 youths moved on", "2 youths moved on"),
        ("foot 9-10 1432 in town, with nobody", "in town, with nobody"),
        ("foot 9-10 1432 the usual round", "the usual round"),
        ("9-10 1432 bike marking", "bike marking"),
        ("foot 9-10 1432 arrest made", "arrest made"),
        ("foot 9-10 1432 walked to Bearton with Ridley", "walked to Bearton with Ridley"),
        ("foot 9-10 1432; Bearton 7104 arrest 1", "Bearton 7104 arrest 1"),
        ("foot 9-10 31/2 1432", "31/2"),
    ],
)
def test_what_is_the_note(text: str, note: str) -> None:
    found = read(text, NAMES, SUNDAY)
    assert (found.note, found.officers, found.place) == (note, ("1432",), None)


def test_a_line_of_nothing_but_such_words_is_a_note() -> None:
    words = " ".join(["and", "by", "the"] * 1000)
    assert understood(words) == {"note": words}
    assert understood(f"0930-1100 and by the {words}")["note"] == f"and by the {words}"
    assert understood("0930-1100 1432 and by the Bearton") == understood(
        "0930-1100 1432 and Bearton"
    )


def test_what_a_word_announces_needs_only_its_beginning() -> None:
    line = "bike 9-10 with rid and Calloway with council at wood for school op hots quiet"
    assert understood(line) == {
        "mode": "bicycle",
        "out": "9",
        "back": "10",
        "officers": ("1432", "7104"),
        "partners": ("O1",),
        "place": "H1",
        "reason": "school",
        "operation": "Op Hotspot",
        "note": "quiet",
    }
    assert understood("op nightjar") == {"operation": "Op Nightjar"}


def test_outcomes_have_a_number_before_or_after() -> None:
    found = read("car 9-10 1432 arrest 1 2 stop searches", NAMES, SUNDAY)
    assert (found.outcomes, found.note) == ({"arrest": 1, "stop_search": 2}, "")


def test_the_longest_name_is_meant() -> None:
    assert understood("Woodhall shops at night") == {"reason": "T1"}
    assert understood("Woodhall shops") == {"place": "H1"}


def test_what_could_be_two_things_is_said_and_stays_in_the_note() -> None:
    found = read("foot Shah 9-10", NAMES, SUNDAY)
    assert (found.officers, found.note) == ((), "Shah")
    assert found.unsure == ("“Shah” could be 2 of them. It stands in the note.",)
    assert read("foot PC Shah 9-10", NAMES, SUNDAY).officers == ("8001",)
    announced = read("foot 9-10 1432 with sha", NAMES, SUNDAY)
    assert (announced.officers, announced.note) == (("1432",), "with sha")
    assert announced.unsure == ("“sha” could be 2 of them. It stands in the note.",)


def test_a_number_that_nobody_has_is_said_and_stays_in_the_note() -> None:
    found = read("foot 9-10 1432 7999 bike marking", NAMES, SUNDAY)
    assert (found.officers, found.note) == (("1432",), "7999 bike marking")
    assert found.unsure == ("Nobody here has the number 7999. It stands in the note.",)
    assert read("foot 9-10 1432 12 leaflets", NAMES, SUNDAY).unsure == ()


def test_a_slip_in_a_name_loses_no_more_than_that_name() -> None:
    assert understood("foot Beerton 0930-1100 1432 bike marking") == {
        "mode": "foot",
        "out": "0930",
        "back": "1100",
        "officers": ("1432",),
        "note": "Beerton bike marking",
    }


# --- Whatever is written ----------------------------------------------------------------------

PARTS: dict[str, dict[str, Any]] = {
    "mode": {"foot": "foot", "bike": "bicycle", "vehicle": "vehicle"},
    "day": {"fri": "fri", "27/3": "27/3", "12": "12"},
    "times": {"0930-1100": "0930", "2215 +90": "2215", "7.30am to 9": "7.30am"},
    "officers": {"1432": ("1432",), "PC Ridley": ("1432",), "7104, 1432": ("7104", "1432")},
    "place": {"Bearton": "B1", "Woodhall shops": "H1"},
    "reason": {"School run": "school"},
    "outcomes": {"arrest 2": {"arrest": 2}},
}


@given(st.data())
def test_the_parts_come_in_any_order_before_the_note(data: st.DataObject) -> None:
    chosen = {name: data.draw(st.sampled_from(sorted(parts))) for name, parts in PARTS.items()}
    said = [chosen[name] for name in data.draw(st.permutations(sorted(chosen)))]
    note = data.draw(st.sampled_from(["", "spoke to the baker", "2 dogs", "sat with Calloway"]))
    found = read(" ".join([*said, "8001", note]), NAMES, SUNDAY)
    for name, value in chosen.items():
        expected = PARTS[name][value]
        got = getattr(found, "out" if name == "times" else name)
        assert got == ((*expected, "8001") if name == "officers" else expected)
    assert found.note == note


@given(st.text(alphabet="0123456789 -+:./;,abefgimnorstuvy", max_size=60))
def test_the_note_has_only_words_that_were_written(text: str) -> None:
    found = read(text, NAMES, SUNDAY)
    words = text.replace(";", " ", 1).split()
    assert not Counter(found.note.split()) - Counter(words)
    if found == OneLine(note=found.note, unsure=found.unsure):
        # Nothing was understood: nothing is lost.
        assert found.note.split() == words


@given(
    st.lists(st.sampled_from(["bike", "sat", "2", "on", "with", "Shah", "9-10", "x"]), max_size=9)
)
def test_after_the_semicolon_the_note_is_as_it_was_written(words: list[str]) -> None:
    found = read(f"foot 1432 ; {' '.join(words)}", NAMES, SUNDAY)
    assert found == OneLine(mode="foot", officers=("1432",), note=" ".join(words))
