"""A code is offered while it is valid; one that a record has already stays on offer."""

from __future__ import annotations

from datetime import date

import pytest

from snt_desk.db.models import Code
from snt_desk.db.store import Store
from snt_desk.services import code_lists

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
