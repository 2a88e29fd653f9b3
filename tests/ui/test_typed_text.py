"""What stands in a form goes into text and comes back as it was, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snt_desk.domain.partners import ActionDraft
from snt_desk.ui import typed_text, unsaved
from snt_desk.ui.pages.partners.action_reading import TypedAction
from snt_desk.ui.pages.partners.agenda_reading import TypedAgenda, TypedItem
from snt_desk.ui.pages.partners.meeting_reading import TypedMeeting, TypedRow
from snt_desk.ui.pages.partners.partner_form import TypedPartner
from snt_desk.ui.pages.priorities.register.reading import TypedPriority
from snt_desk.ui.pages.roster.absence_form import Typed as TypedAbsence
from snt_desk.ui.pages.roster.duty_form import TypedDuty
from snt_desk.ui.pages.roster.reading import TypedMember, TypedPosting
from snt_desk.ui.typed_text import UnreadableError
from snt_desk.ui.unsaved import Draft

KINDS = (
    *(TypedMember, TypedDuty, TypedAbsence, TypedMeeting, TypedAction, TypedPartner),
    TypedPriority,
)
AT = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=15)
@given(data=st.data())
def test_what_is_written_is_read_back(kind: type[Any], data: st.DataObject) -> None:
    typed = data.draw(st.from_type(kind))
    drafts = [Draft("T1", typed, AT), Draft("", kind(), AT)]
    assert unsaved.read(unsaved.written(drafts), kind) == drafts


@given(st.text())
def test_whatever_stands_there_stops_nothing(text: str) -> None:
    assert unsaved.read(text, TypedMember) == []


WHOLE = TypedMeeting(
    "asb_panel",
    title="ASB panel",
    officers=("1432",),
    rows=(TypedRow("Quote for a gate", ("partner", "O1"), kept=ActionDraft("Quote", "")),),
    new=(("O9", "The school"),),
    agenda=TypedAgenda(("police 7104",), items=(TypedItem("Bins", "Full.", action="A1"),)),
)
ODD: tuple[Any, ...] = (7, -1, 1e400, True, [], [7], [[]], {}, {"a": 7}, ["a"])


def places(value: Any, *way: str | int) -> Iterator[tuple[str | int, ...]]:
    """Every place in what JSON holds."""
    if way:
        yield way
    inside = dict(enumerate(value)) if isinstance(value, list) else value
    for name, one in inside.items() if isinstance(inside, dict) else ():
        yield from places(one, *way, name)


def test_whatever_stands_in_the_place_of_anything_stops_nothing() -> None:
    text = unsaved.written([Draft("", WHOLE, AT)])
    for *way, last in places(json.loads(text)):
        for odd in ODD:
            kept = inside = json.loads(text)
            for one in way:
                inside = inside[one]
            inside[last] = odd
            read = unsaved.read(json.dumps(kept), TypedMeeting)
            assert all(isinstance(one.typed, TypedMeeting) for one in read)


def test_another_kind_of_thing_does_not_come_into_a_form() -> None:
    odd: list[Any] = [{"title": 7}, {"title": None}, {"nothing": "x"}, {"officers": "1432"}, []]
    for kept in odd:
        with pytest.raises(UnreadableError):
            typed_text.from_json(TypedMeeting, kept)


def test_it_can_be_read_and_typed_again() -> None:
    member = TypedMember("7231", "Ada", "Penhale", postings=(TypedPosting("pc"), TypedPosting()))
    assert typed_text.as_text(member).splitlines() == [
        "Collar: 7231",
        "First name: Ada",
        "Last name: Penhale",
        "Postings 1",
        "  Role: pc",
        "  Fte percent: 100",
        "Postings 2",
        "  Fte percent: 100",
    ]
    duty = TypedDuty("1432", date(2026, 11, 22), no_code="erly", note="For the fair")
    assert typed_text.as_text(duty) == (
        "Collar: 1432\nDay: 2026-11-22\nCode: erly\nNote: For the fair"
    )
