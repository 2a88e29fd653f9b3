"""People come, change and leave; what is written of them stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.errors import DeskError
from snt_desk.services import patrols, roster
from snt_desk.services.roster import MemberDraft, PostingDraft
from snt_desk.services.team import TeamName
from tests.fixtures_team import another_team

TODAY = date(2026, 11, 22)
OSEI = MemberDraft(
    collar="2218",
    first_name="Kwame",
    last_name="Osei",
    cycle_trained=True,
    driving="basic",
    email="osei@example.org",
    postings=(PostingDraft("pc", 80, date(2026, 11, 1)),),
)


def add(store: Store, team: TeamName, draft: MemberDraft) -> None:
    with store.change("Add member") as session:
        roster.add(session, team.id, draft)


def test_who_is_added_is_listed_by_role_and_name(store: Store, team: TeamName) -> None:
    add(store, team, OSEI)
    with store.read() as session:
        people = roster.everyone(session, team.id, TODAY)
        assert roster.opened(session, team.id, "2218") == OSEI
    assert [(one.last_name, one.role_label) for one in people] == [
        ("Okafor", "Sergeant"),
        ("Osei", "Police constable"),
        ("Ridley", "Police constable"),
        ("Calloway", "Police community support officer"),
    ]


def test_who_has_left_is_listed_only_if_asked_for(store: Store, team: TeamName) -> None:
    left = PostingDraft("pc", 100, date(2026, 1, 1), date(2026, 11, 21))
    add(store, team, replace(OSEI, postings=(left,)))
    with store.read() as session:
        now = {one.collar for one in roster.everyone(session, team.id, TODAY)}
        ever = {one.collar for one in roster.everyone(session, team.id, TODAY, past=True)}
    assert ever - now == {"2218"}


def test_postings_are_changed_without_touching_the_others(store: Store, team: TeamName) -> None:
    add(store, team, OSEI)
    first, second = (
        PostingDraft("pc", 80, date(2026, 11, 1), date(2026, 11, 30)),
        PostingDraft("sergeant", 100, date(2026, 12, 1)),
    )
    with store.change("Promote") as session:
        roster.change(session, team.id, "2218", replace(OSEI, postings=(first, second)))
    with store.read() as session:
        assert roster.opened(session, team.id, "2218").postings == (first, second)
    store.undo()
    with store.read() as session:
        assert roster.opened(session, team.id, "2218") == OSEI


def test_a_collar_number_is_taken_once_and_stays(store: Store, team: TeamName) -> None:
    with pytest.raises(DeskError, match="Tom Ridley has that collar number"):
        add(store, team, replace(OSEI, collar="1432"))
    add(store, team, OSEI)
    with (
        pytest.raises(DeskError, match="A collar number stays"),
        store.change("Renumber") as session,
    ):
        roster.change(session, team.id, "2218", replace(OSEI, collar="2219"))


def test_who_is_in_the_records_stays_there(store: Store, team: TeamName) -> None:
    leg = LegDraft("foot", london(2026, 11, 22, 9), None, officers=("1432",))
    with store.change("Log patrol") as session:
        patrols.log(session, team.id, PatrolDraft(legs=(leg,)))
    with (
        pytest.raises(DeskError, match="Enter a last day instead"),
        store.change("Delete member") as session,
    ):
        roster.delete(session, team.id, "1432")
    with store.change("Delete member") as session:
        roster.delete(session, team.id, "7104")
    with store.read() as session:
        people = {one.collar for one in roster.everyone(session, team.id, TODAY)}
    assert people == {"101", "1432"}


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(OSEI, collar=""), "collar"),
        (replace(OSEI, collar="12 34"), "collar"),
        (replace(OSEI, first_name=" "), "first_name"),
        (replace(OSEI, last_name=""), "last_name"),
        (replace(OSEI, postings=()), "start"),
        (replace(OSEI, postings=(PostingDraft("pc", 101, TODAY),)), "fte_percent"),
        (replace(OSEI, postings=(PostingDraft("pc", 1, TODAY, date(2026, 1, 1)),)), "last_day"),
        (replace(OSEI, postings=(*OSEI.postings, PostingDraft("pc", 1, TODAY))), "start"),
    ],
)
def test_a_problem_names_its_field(draft: MemberDraft, field: str) -> None:
    assert [problem.field for problem in draft.problems()] == [field]


def test_people_are_called_as_on_the_day(store: Store, team: TeamName) -> None:
    with store.read() as session:
        names = [one.called for one in roster.on_day(session, team.id, TODAY)]
        before = roster.on_day(session, team.id, date(2025, 12, 31))
    assert names == ["PCSO Calloway", "Sgt Okafor", "PC Ridley"]
    assert not any(one.posted for one in before)


def test_who_is_in_another_team_too_is_not_deleted_from_here(store: Store, team: TeamName) -> None:
    with store.change("Post elsewhere") as session:
        other = another_team(session)
        roster.change(session, other, "7104", opened_elsewhere())
    with (
        pytest.raises(DeskError, match="posted to another team too"),
        store.change("Delete member") as session,
    ):
        roster.delete(session, team.id, "7104")


def opened_elsewhere() -> MemberDraft:
    return MemberDraft(
        collar="7104",
        first_name="Asha",
        last_name="Calloway",
        postings=(PostingDraft("pcso", 50, date(2026, 6, 1)),),
    )
