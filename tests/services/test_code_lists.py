"""A code is offered while it is valid; one that a record has already stays on offer."""

from __future__ import annotations

from datetime import date

import pytest

from snt_desk.db.models import Code, MeetingSeries
from snt_desk.db.store import Store
from snt_desk.services import code_lists
from snt_desk.services.team import TeamName

FROM, TO = date(2026, 4, 1), date(2026, 10, 1)


@pytest.fixture
def dated(store: Store) -> Store:
    """A store in which `advanced` is a way of driving from April to September only."""
    with store.change("Date a code", kind="barrier") as session:
        code = session.query(Code).filter_by(list="driving", code="advanced").one()
        code.valid_from, code.valid_to = FROM, TO
    return store


def offered(store: Store, on: date, *also: str) -> list[str]:
    with store.read() as session:
        return [code for code, _ in code_lists.offered(session, "driving", on, also=also)]


def test_codes_are_offered_with_their_labels_in_the_order_of_the_list(store: Store) -> None:
    with store.read() as session:
        assert code_lists.offered(session, "driving", FROM) == [
            ("none", "None"),
            ("basic", "Basic"),
            ("standard", "Standard"),
            ("response", "Response"),
            ("advanced", "Advanced"),
        ]


@pytest.mark.parametrize(
    ("on", "is_offered"),
    [
        (date(2026, 3, 31), False),
        (FROM, True),
        (date(2026, 9, 30), True),
        (TO, False),
    ],
)
def test_a_code_is_offered_from_its_first_day_up_to_its_last(
    dated: Store, on: date, *, is_offered: bool
) -> None:
    assert ("advanced" in offered(dated, on)) is is_offered


def test_what_a_record_has_already_stays_on_offer(dated: Store) -> None:
    assert offered(dated, TO, "advanced")[-1] == "advanced"


@pytest.mark.parametrize("kind", ["csp_tasking", "internal"])
def test_a_list_taken_over_keeps_a_code_that_a_series_of_meetings_has(
    store: Store, team: TeamName, kind: str
) -> None:
    row = ("meeting_kind", "other", "Other", None, None, ())
    with store.change("Plan a meeting that comes again", kind="barrier") as session:
        session.add(
            MeetingSeries(
                ref="s-1",
                team_id=team.id,
                kind=kind,
                title="Tasking",
                rule="weekly",
                every=1,
                first=FROM,
                at="10:00",
            )
        )
    with store.change("Take over a list", kind="barrier") as session:
        code_lists.put(session, [row])
    with store.read() as session:
        left = {code for code, _ in code_lists.offered(session, "meeting_kind", FROM)}
    assert left == {"other", kind}


def test_a_list_taken_over_keeps_the_codes_that_rules_depend_on(store: Store) -> None:
    rows = [
        ("place_kind", "ward", "Ward", None, None, ()),
        ("place_kind", "beat", "Patch", None, None, ()),
        ("role", "pc", "Constable", None, None, ()),
    ]
    with store.change("Take over lists", kind="barrier") as session:
        code_lists.put(session, rows)
    with store.read() as session:
        assert code_lists.offered(session, "place_kind", FROM) == [
            *(("ward", "Ward"), ("beat", "Patch"), ("hotspot", "Hot spot")),
        ]
        left = [code for code, _ in code_lists.offered(session, "role", FROM)]
    assert left == ["pc", "volunteer"]
