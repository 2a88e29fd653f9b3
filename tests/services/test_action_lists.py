"""Lists of actions: under how soon they are due, filtered, sorted, counted as the return does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from snt_desk.db.store import Store
from snt_desk.domain.clock import DAY, london
from snt_desk.domain.partners import (
    ActionDraft,
    MeetingDraft,
    is_due_soon,
    is_overdue,
    is_reminded_of,
)
from snt_desk.services import action_lists, partners
from snt_desk.services.action_lists import ActionRow, Asked, Standing
from snt_desk.services.keyed_lists import Listed
from snt_desk.services.team import TeamName

ON = date(2026, 11, 20)
CALLED = {"7104": "PCSO Calloway"}
LETTER = ActionDraft("Letter to parents", owner_collar="7104", raised=ON - 9 * DAY, due=ON + DAY)
GATE = replace(
    LETTER, text="Quote for a gate", owner_collar=None, owner_partner="O1", due=ON - 2 * DAY
)
DRAFTS = (
    LETTER,
    replace(LETTER, text="Today", due=ON),
    replace(LETTER, text="Some day", due=None),
    replace(LETTER, text="Rota", due=ON + 19 * DAY, priority="T1"),
    replace(LETTER, text="Lamp", due=ON + 30 * DAY, remind=ON),
    replace(LETTER, text="Signs", closed=ON - DAY),
    replace(LETTER, text="Bins", due=None, closed=ON - 3 * DAY),
)
PANEL = MeetingDraft("asb_panel", "ASB panel", london(2026, 11, 12, 10), actions=(GATE,))


@pytest.fixture
def undertaken(store: Store, team: TeamName) -> TeamName:
    """Six actions that are open, of a meeting and alone, and two that are closed."""
    with store.change("Write them down") as session:
        partners.add_meeting(session, team.id, PANEL)
        for draft in DRAFTS:
            partners.add_action(session, team.id, draft)
    return team


def lines(store: Store, team: TeamName, asked: Asked) -> list[str]:
    """The titles and texts of a list, from top to bottom."""
    with store.read() as session:
        found = action_lists.listed(session, team.id, asked, CALLED, ON)
        return _shown(found, action_lists.rows(session, [key for key in found.keys if key >= 0]))


def _shown(found: Listed, rows: list[ActionRow]) -> list[str]:
    texts = {row.key: row.text for row in rows}
    return [found.titles[-key - 1] if key < 0 else texts[key] for key in found.keys]


def test_what_presses_stands_first_under_titles(store: Store, undertaken: TeamName) -> None:
    still = [
        *("Overdue, 2", "Quote for a gate", "Today"),
        *("Due this week, 1", "Letter to parents"),
        *("To be reminded of, 1", "Lamp"),
        *("Later, 2", "Rota", "Some day"),
    ]
    assert lines(store, undertaken, Asked()) == still
    done = ["Closed, 2", "Signs", "Bins"]
    assert lines(store, undertaken, Asked(closed=True)) == still + done
    assert lines(store, undertaken, Asked(orders=(action_lists.USUAL,))) == still


def test_a_title_means_what_the_rules_say(store: Store, team: TeamName) -> None:
    days = [None, *(ON + DAY * n for n in (-1, 0, 1, 7, 8))]
    with store.change("Write them down") as session:
        for due in days:
            for remind in (None, ON - DAY, ON, ON + DAY):
                draft = replace(LETTER, due=due, remind=remind)
                partners.add_action(session, team.id, draft)
    with store.read() as session:
        found = action_lists.listed(session, team.id, Asked(), {}, ON)
        rows = {one.key: one for one in action_lists.rows(session, found.keys)}
        standing = action_lists.standing(session, team.id, "", ON)
    assert len(rows) == 24
    title = ""
    for key in found.keys:
        if key < 0:
            title = found.titles[-key - 1].partition(",")[0]
        else:
            assert title == _title(rows[key]), rows[key]
    overdue = sum(is_overdue(one.due, one.closed, ON) for one in rows.values())
    assert standing == Standing(there=True, open=24, overdue=overdue)


def _title(one: ActionRow) -> str:
    if is_overdue(one.due, one.closed, ON):
        return "Overdue"
    if is_due_soon(one.due, one.closed, ON):
        return "Due this week"
    near = is_reminded_of(one.remind, one.due, one.closed, ON)
    return "To be reminded of" if near else "Later"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("gate QUOTE", ["Quote for a gate"]),
        ("council", ["Quote for a gate"]),
        ("asb panel", ["Quote for a gate"]),
        ("woodhall", ["Rota"]),
        ("18 nov", ["Quote for a gate"]),
        ("2026 dec", ["Rota", "Lamp"]),
        ("pcso letter", ["Letter to parents"]),
        ("100%", []),
        ("zebra", []),
    ],
)
def test_words_are_looked_for_in_what_the_list_shows(
    store: Store, undertaken: TeamName, words: str, wanted: list[str]
) -> None:
    found = lines(store, undertaken, Asked(words))
    assert sorted(one for one in found if ", " not in one) == sorted(wanted)


def test_they_are_of_one_priority_or_of_one_officer(store: Store, undertaken: TeamName) -> None:
    assert lines(store, undertaken, Asked(priority="T1")) == ["Later, 1", "Rota"]
    mine = Asked(owner="7104", closed=True)
    assert "Quote for a gate" not in lines(store, undertaken, mine)
    assert len(lines(store, undertaken, mine)) == 7 + 5
    assert lines(store, undertaken, Asked(owner="nobody", closed=True)) == []


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        (("text", False), ["Lamp", "Letter to parents", "Quote for a gate", "Rota"]),
        (("text", True), ["Today", "Some day", "Rota", "Quote for a gate"]),
        (("owner", True), ["Quote for a gate", "Today", "Letter to parents", "Rota"]),
        (("meeting", False), ["Quote for a gate", "Today", "Letter to parents", "Rota"]),
        (("priority", False), ["Rota", "Quote for a gate", "Today", "Letter to parents"]),
        (("due", True), ["Lamp", "Rota", "Letter to parents", "Today"]),
    ],
)
def test_sorted_they_have_no_titles(
    store: Store, undertaken: TeamName, order: tuple[str, bool], wanted: list[str]
) -> None:
    assert order[0] in action_lists.columns()
    assert lines(store, undertaken, Asked(orders=(order,)))[:4] == wanted


def test_closed_ones_are_sorted_with_the_others(store: Store, undertaken: TeamName) -> None:
    by_text = Asked(closed=True, orders=(("text", False),))
    assert lines(store, undertaken, by_text)[0] == "Bins"
    assert len(lines(store, undertaken, by_text)) == 8


def test_how_they_stand_is_said_of_all_or_of_a_priority(store: Store, undertaken: TeamName) -> None:
    with store.read() as session:
        all_of_it = action_lists.standing(session, undertaken.id, "", ON)
        of_shops = action_lists.standing(session, undertaken.id, "T1", ON)
        assert action_lists.count(session, undertaken.id) == 8
        assert action_lists.count_open(session, undertaken.id) == 6
    assert all_of_it == Standing(there=True, open=6, overdue=2)
    assert of_shops == Standing(there=True, open=1, overdue=0)


def test_where_none_is_open_closed_ones_are_known_of(store: Store, team: TeamName) -> None:
    with store.read() as session:
        assert not action_lists.standing(session, team.id, "", ON).there
    with store.change("Add action") as session:
        partners.add_action(session, team.id, replace(LETTER, closed=ON))
    with store.read() as session:
        assert action_lists.standing(session, team.id, "", ON) == Standing(True, 0, 0)


def test_one_is_read_by_its_ref_and_what_an_organisation_has_left(
    store: Store, undertaken: TeamName
) -> None:
    with store.read() as session:
        [gate] = action_lists.left_to(session, undertaken.id, "O1")
        assert (gate.text, gate.partner, gate.meeting) == (GATE.text, "The Council", "ASB panel")
        assert action_lists.row(session, gate.ref) == gate
        assert action_lists.key_of(session, gate.ref) == gate.key
        assert action_lists.row(session, "gone") is None
        assert action_lists.key_of(session, "gone") is None
        assert action_lists.left_to(session, undertaken.id, "gone") == []
        assert action_lists.rows(session, [-7, gate.key]) == [gate]


def test_those_of_another_team_are_not_listed(store: Store, undertaken: TeamName) -> None:
    with store.read() as session:
        found = action_lists.listed(session, undertaken.id + 1, Asked(closed=True), CALLED, ON)
        assert not found.keys
        assert action_lists.count(session, undertaken.id + 1) == 0
