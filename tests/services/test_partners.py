"""A meeting is written down with its actions as one change; what others point to stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from snt_desk.db.store import Store
from snt_desk.domain.clock import Month, london
from snt_desk.domain.partners import ActionDraft, MeetingDraft, PartnerDraft, is_overdue
from snt_desk.errors import DeskError
from snt_desk.services import partner_lists, partners, returns
from snt_desk.services.team import TeamName
from tests.actions import all_actions

LETTER = ActionDraft(
    "Letter to parents", owner_collar="7104", raised=date(2026, 11, 12), due=date(2026, 11, 20)
)
GATE = ActionDraft(
    "Quote for a gate", owner_partner="O1", raised=date(2026, 11, 12), due=date(2026, 11, 13)
)
PANEL = MeetingDraft(
    kind="asb_panel",
    title="ASB panel",
    start=london(2026, 11, 12, 10),
    end=london(2026, 11, 12, 11, 30),
    place="B1",
    priority="T1",
    officers=("7104", "101"),
    partners=("O1",),
    minutes="Two gates agreed.",
    actions=(LETTER, GATE),
)
HOMES = PartnerDraft("Greenfold Homes", "housing_provider", "Jo", "jo@example.org", "01632 960305")


@pytest.fixture
def panel(store: Store, team: TeamName) -> str:
    """The panel, with both its actions; its ref."""
    with store.change("Add meeting") as session:
        return partners.add_meeting(session, team.id, PANEL)


def opened(store: Store, ref: str) -> MeetingDraft:
    with store.read() as session:
        return partners.opened_meeting(session, ref)


def test_a_meeting_is_opened_as_it_was_written(store: Store, panel: str) -> None:
    found = opened(store, panel)
    assert replace(found, actions=()) == replace(PANEL, actions=())
    assert [replace(one, ref="", meeting=None) for one in found.actions] == [LETTER, GATE]
    assert {one.meeting for one in found.actions} == {panel}


def test_a_meeting_and_its_actions_are_one_change(store: Store, panel: str, team: TeamName) -> None:
    assert store.undo() == "Add meeting"
    with store.read() as session:
        assert partner_lists.meetings(session, team.id) == []
        assert all_actions(session, team.id) == []
    store.redo()
    assert len(opened(store, panel).actions) == 2


def test_a_change_writes_the_actions_that_it_names_and_leaves_the_others(
    store: Store, panel: str
) -> None:
    letter, gate = opened(store, panel).actions
    said = replace(PANEL, actions=(replace(letter, closed=date(2026, 11, 19)),))
    with store.change("Change meeting") as session:
        partners.change_meeting(session, panel, said)
    assert opened(store, panel).actions == (replace(letter, closed=date(2026, 11, 19)), gate)


def test_an_action_that_is_dropped_is_deleted(store: Store, panel: str) -> None:
    letter, gate = opened(store, panel).actions
    with store.change("Change meeting") as session:
        partners.change_meeting(session, panel, replace(PANEL, actions=(), dropped=(gate.ref,)))
    assert opened(store, panel).actions == (letter,)


def test_who_came_can_change_and_stand_in_another_order(store: Store, panel: str) -> None:
    said = replace(PANEL, officers=("101", "1432", "7104"), partners=(), actions=())
    with store.change("Change meeting") as session:
        partners.change_meeting(session, panel, said)
    found = opened(store, panel)
    assert (found.officers, found.partners) == (("101", "1432", "7104"), ())


def test_a_new_organisation_comes_with_its_meeting(store: Store, team: TeamName) -> None:
    new = PartnerDraft("Rotary Club", "other")
    flowers = replace(GATE, text="Flowers", owner_partner="club")
    draft = replace(PANEL, partners=("club",), actions=(flowers,), new_partners={"club": new})
    with store.change("Add meeting") as session:
        ref = partners.add_meeting(session, team.id, draft)
    assert opened(store, ref).partners == ("club",)
    assert opened(store, ref).actions[0].owner_partner == "club"
    with store.read() as session:
        assert partners.opened_partner(session, "club") == new


@pytest.mark.parametrize(
    "draft",
    [
        replace(PANEL, title=""),
        replace(PANEL, place="X9"),
        replace(PANEL, officers=("9999",)),
        replace(PANEL, partners=("gone",)),
        replace(PANEL, actions=(replace(GATE, owner_partner="gone"),)),
        replace(PANEL, actions=(replace(GATE, ref="gone"),)),
    ],
)
def test_what_cannot_be_true_is_not_written(
    store: Store, team: TeamName, draft: MeetingDraft
) -> None:
    with pytest.raises(DeskError), store.change("Add meeting") as session:
        partners.add_meeting(session, team.id, draft)
    with store.read() as session:
        assert partner_lists.meetings(session, team.id) == []


def test_an_action_is_added_changed_closed_and_deleted(store: Store, team: TeamName) -> None:
    with store.change("Add action") as session:
        ref = partners.add_action(session, team.id, LETTER)
    with store.change("Change action") as session:
        partners.change_action(session, ref, replace(LETTER, priority="T1"))
    with store.change("Close action") as session:
        partners.close_action(session, ref, date(2026, 11, 19))
    with store.read() as session:
        found = partners.opened_action(session, ref)
    assert found == replace(LETTER, priority="T1", closed=date(2026, 11, 19), ref=ref)
    with store.change("Delete action") as session:
        partners.delete_action(session, ref)
    with store.read() as session, pytest.raises(DeskError, match="no longer there"):
        partners.opened_action(session, ref)


def test_an_organisation_is_added_and_changed(store: Store, team: TeamName) -> None:
    with store.change("Add organisation") as session:
        ref = partners.add_partner(session, team.id, HOMES)
    with store.change("Change organisation") as session:
        partners.change_partner(session, ref, replace(HOMES, contact_name=None))
    with store.read() as session:
        assert partners.opened_partner(session, ref) == replace(HOMES, contact_name=None)


def test_what_others_point_to_stays(store: Store, panel: str) -> None:
    with pytest.raises(DeskError, match="ASB panel stays"), store.change("Delete") as session:
        partners.delete_meeting(session, panel)
    with pytest.raises(DeskError, match="The Council stays"), store.change("Delete") as session:
        partners.delete_partner(session, "O1")
    assert opened(store, panel).partners == ("O1",)


def test_a_meeting_without_actions_goes_with_who_came(store: Store, team: TeamName) -> None:
    with store.change("Add meeting") as session:
        ref = partners.add_meeting(session, team.id, replace(PANEL, actions=()))
    with store.change("Delete meeting") as session:
        partners.delete_meeting(session, ref)
    with store.change("Delete organisation") as session:
        partners.delete_partner(session, "O1")
    with store.read() as session:
        assert partner_lists.organisations(session, team.id) == []


# --- Lists ------------------------------------------------------------------------------------


def test_meetings_are_listed_with_who_came_and_what_is_left(
    store: Store, panel: str, team: TeamName
) -> None:
    letter, _ = opened(store, panel).actions
    with store.change("Close action") as session:
        partners.close_action(session, letter.ref, date(2026, 11, 19))
    with store.read() as session:
        [row] = partner_lists.meetings(session, team.id)
    assert (row.title, row.kind, row.priority, row.minuted) == (
        *("ASB panel", "ASB panel", "Woodhall shops"),
        True,
    )
    assert (row.partners, row.partner_refs) == (("The Council",), ("O1",))
    assert (row.actions, row.open) == (2, 1)


def test_actions_are_listed_by_when_they_are_due(store: Store, panel: str, team: TeamName) -> None:
    with store.change("Add action") as session:
        partners.add_action(session, team.id, replace(LETTER, text="Some day", due=None))
    with store.read() as session:
        rows = all_actions(session, team.id)
    assert [(row.text, row.collar, row.partner, row.meeting) for row in rows] == [
        ("Quote for a gate", None, "The Council", "ASB panel"),
        ("Letter to parents", "7104", None, "ASB panel"),
        ("Some day", "7104", None, None),
    ]


def test_organisations_are_listed_by_kind_then_name(
    store: Store, panel: str, team: TeamName
) -> None:
    with store.change("Add organisations") as session:
        partners.add_partner(session, team.id, replace(HOMES, name="Larkspur"))
        partners.add_partner(session, team.id, HOMES)
    with store.read() as session:
        rows = partner_lists.organisations(session, team.id)
    assert [row.name for row in rows] == ["The Council", "Greenfold Homes", "Larkspur"]
    assert [row.open for row in rows] == [1, 0, 0]
    assert [row.last_met for row in rows] == [PANEL.start, None, None]


def test_another_teams_meetings_are_not_listed(store: Store, panel: str, team: TeamName) -> None:
    with store.read() as session:
        assert partner_lists.meetings(session, team.id + 1) == []
        assert all_actions(session, team.id + 1) == []
        assert partner_lists.organisations(session, team.id + 1) == []


def test_the_return_counts_as_overdue_what_the_tab_does(
    store: Store, panel: str, team: TeamName
) -> None:
    month = Month.of(date(2026, 11, 1))
    with store.read() as session:
        rows = all_actions(session, team.id)
        figures = returns.counted(session, team, month)
    overdue = sum(is_overdue(row.due, row.closed, month.last) for row in rows)
    counted = [one.value for one in figures if one.measure == "actions_overdue"]
    assert sum(counted) == overdue == 2


def test_an_action_to_be_dropped_that_is_gone_already_is_no_hindrance(
    store: Store, panel: str
) -> None:
    before = opened(store, panel)
    gone, kept = before.actions
    with store.change("Delete action") as session:
        partners.delete_action(session, gone.ref)
    with store.change("Change meeting") as session:
        partners.change_meeting(session, panel, replace(before, actions=(), dropped=(gone.ref,)))
    assert opened(store, panel).actions == (kept,)


# --- Many meetings ----------------------------------------------------------------------------


@pytest.fixture
def held(
    store: Store, panel: str, team: TeamName, monkeypatch: pytest.MonkeyPatch
) -> tuple[partner_lists.MeetingRow, ...]:
    """Three meetings of which only the last is always read again: the panel is the first."""
    monkeypatch.setattr(partner_lists, "_AT_ONCE", 1)
    for title, day in (("Ward panel", 13), ("Parish council", 14)):
        with store.change("Add meeting") as session:
            later = MeetingDraft("asb_panel", title, london(2026, 11, day, 10))
            partners.add_meeting(session, team.id, later)
    with store.read() as session:
        return tuple(partner_lists.meetings(session, team.id))


def test_of_many_meetings_what_is_new_changed_or_gone_is_read_again(
    store: Store, team: TeamName, held: tuple[partner_lists.MeetingRow, ...]
) -> None:
    panel, ward, _ = held
    with store.change("Change meetings") as session:
        partners.change_meeting(session, panel.ref, replace(PANEL, title="Gates panel", actions=()))
        partners.delete_meeting(session, ward.ref)
        early = MeetingDraft("asb_panel", "Early panel", london(2026, 11, 11, 10))
        partners.add_meeting(session, team.id, early)
    with store.read() as session:
        again = partner_lists.meetings_again(session, team.id, held)
        assert [row.title for row in again] == ["Early panel", "Gates panel", "Parish council"]
        assert again == tuple(partner_lists.meetings(session, team.id))


def test_what_came_of_many_meetings_is_read_again_of_the_latest(
    store: Store, team: TeamName, held: tuple[partner_lists.MeetingRow, ...]
) -> None:
    panel, _, council = held
    with store.read() as session:
        assert partner_lists.meetings_again(session, team.id, held) is held
    with store.change("Add actions") as session:
        for one in (panel, council):
            partners.add_action(session, team.id, replace(LETTER, meeting=one.ref))
    with store.read() as session:
        again = partner_lists.meetings_again(session, team.id, held)
        whole = partner_lists.meetings(session, team.id)
    assert [row.open for row in again] == [2, 0, 1]
    assert [row.open for row in whole] == [3, 0, 1]


def test_many_meetings_that_all_came_at_once_are_read(
    store: Store,
    team: TeamName,
    held: tuple[partner_lists.MeetingRow, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(partner_lists, "MANY_MEETINGS", 1)
    with store.read() as session:
        assert partner_lists.meetings_again(session, team.id, ()) == held
