"""What is decided as a round begins: what stops it, what looks odd, and what will be saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from snt_desk.domain import next_round
from snt_desk.domain.next_round import CLOSE, REPLACE, Candidate, Fate, NextRound, Said
from snt_desk.domain.rounds import RoundDraft

DEC = date(2026, 12, 1)
KNOWN = {
    one.ref: one
    for one in (
        Candidate("A", "Cars racing", "Peartree", date(2026, 4, 1), 40),
        Candidate("B", "Shop theft", "Haldens", date(2026, 10, 5), 12),
        Candidate("C", "Parking", "Haldens", date(2026, 11, 2), 31),
        Candidate("D", "Fly-tipping", "", date(2026, 11, 9), 4),
    )
}
RESULTS = {"reduced": "Reduced"}
PLAIN = NextRound(RoundDraft(DEC, 4), (Fate("A"), Fate("B")))
CLOSED = Fate("A", CLOSE, result="reduced", assessment="Fewer cars.")
REPLACED = Fate("B", REPLACE, assessment="Two were charged.", by="C")


def _problems(chosen: NextRound) -> list[tuple[str, str]]:
    return [(one.field, one.text) for one in chosen.problems(KNOWN)]


def test_all_may_simply_go_on() -> None:
    assert _problems(PLAIN) == []
    assert list(PLAIN.warnings(KNOWN, 2, DEC)) == []
    assert PLAIN.live(2) == 2
    assert next_round.summed_up(PLAIN, 2) == "2 continued: 2 live."
    said = next_round.said(PLAIN, KNOWN, RESULTS, 2)
    assert said == [Said("Continued", ("Cars racing", "Shop theft"))]


def test_what_will_be_saved_is_said_by_standing() -> None:
    chosen = replace(PLAIN, fates=(CLOSED, REPLACED), adopted=("D", "C"))
    assert _problems(chosen) == []
    assert chosen.taken == ("D", "C"), "what replaces another is adopted once"
    assert chosen.live(2) == 2
    assert next_round.summed_up(chosen, 2) == "2 adopted, 1 replaced, 1 closed: 2 live."
    assert next_round.said(chosen, KNOWN, RESULTS, 2) == [
        Said("New", ("Fly-tipping", "Parking")),
        Said("Replaced", ("Shop theft by Parking",)),
        Said("Closed", ("Cars racing (reduced)",)),
    ]


def test_nothing_may_be_left() -> None:
    assert next_round.summed_up(NextRound(PLAIN.draft), 0) == "Nothing will be live."
    assert next_round.summed_up(NextRound(PLAIN.draft, (CLOSED,)), 1) == "1 closed: 0 live."


def test_what_replaces_another_is_adopted_with_it() -> None:
    chosen = replace(PLAIN, fates=(Fate("A"), REPLACED))
    assert chosen.taken == ("C",)
    assert [one.outcome for one in chosen.fates] == [None, "replaced"]


@pytest.mark.parametrize(
    ("fate", "missing"),
    [
        (replace(CLOSED, result=None), "result1"),
        (replace(CLOSED, assessment=" "), "assessment1"),
        (replace(REPLACED, ref="A", by=None), "by1"),
        (replace(REPLACED, ref="A", assessment=None), "assessment1"),
    ],
)
def test_nothing_closes_without_a_result_and_an_assessment(fate: Fate, missing: str) -> None:
    assert [field for field, _ in _problems(replace(PLAIN, fates=(fate, Fate("B"))))] == [missing]


def test_one_priority_replaces_one() -> None:
    chosen = replace(PLAIN, fates=(replace(REPLACED, ref="A"), REPLACED))
    text = "That one replaces another already."
    assert _problems(chosen) == [("by1", text), ("by2", text)]


def test_nothing_closes_before_it_was_adopted() -> None:
    chosen = NextRound(RoundDraft(date(2026, 10, 1), 4), (Fate("A"), REPLACED))
    assert _problems(chosen) == [
        ("decision2", "Shop theft was adopted after that day, on Mon 5 Oct 2026.")
    ]


def test_more_than_five_live_is_a_warning() -> None:
    known = KNOWN | {str(at): replace(KNOWN["A"], ref=str(at)) for at in range(3)}
    fates = (*PLAIN.fates, *(Fate(str(at)) for at in range(3)))
    assert not list(NextRound(PLAIN.draft, fates).warnings(known, 5, DEC))
    [caution] = NextRound(PLAIN.draft, fates, ("C",)).warnings(known, 5, DEC)
    assert caution.text == "6 will be live. More than 5 are hard to keep up."
    assert not list(NextRound(PLAIN.draft, (CLOSED, *fates[1:]), ("C",)).warnings(known, 5, DEC))


def test_of_what_nothing_was_decided_goes_on() -> None:
    chosen = NextRound(PLAIN.draft, (CLOSED,))
    assert chosen.live(9) == 8
    assert Said("Continued", ("8 more",)) in next_round.said(chosen, KNOWN, RESULTS, 9)


def test_odd_days_are_said() -> None:
    [early] = PLAIN.warnings(KNOWN, 2, date(2026, 11, 28))
    assert (early.field, early.text) == ("begun", "That day is still to come.")
    chosen = NextRound(RoundDraft(date(2026, 11, 5), 4), PLAIN.fates, ("D",))
    [late] = chosen.warnings(KNOWN, 2, DEC)
    assert late.text == "Fly-tipping was raised after that day."
