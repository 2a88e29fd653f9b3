"""An agenda is drawn up from what is open, and what a meeting leaves open is before the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.agendas import AgendaItem, Missing
from snt_desk.domain.clock import london
from snt_desk.domain.partners import ActionDraft, MeetingDraft, PartnerDraft
from snt_desk.errors import DeskError
from snt_desk.services import agendas, history, joined, partner_lists, partners
from snt_desk.services.agendas import Asked
from snt_desk.services.team import TeamName

HELD = london(2026, 10, 28, 10)
NEXT = london(2026, 11, 25, 10)
PANEL = MeetingDraft(
    *("asb_panel", "ASB panel", HELD, HELD + timedelta(hours=1)),
    officers=("101",),
    partners=("O1",),
)
ASKED = Asked("asb_panel", "ASB panel", NEXT, officers=("101",), partners=("O1",))
GATE = ActionDraft(
    "Quote for a\ngate", owner_partner="O1", raised=date(2026, 10, 28), due=date(2026, 11, 13)
)
LETTER = ActionDraft("Letter to parents", owner_collar="101", raised=date(2026, 10, 28))


@pytest.fixture(autouse=True)
def between(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is after the meeting that was held, and before the next."""
    monkeypatch.setattr(clock, "now", lambda: NEXT - timedelta(days=1))


def meet(store: Store, team: TeamName, draft: MeetingDraft) -> str:
    with store.change("Add meeting") as session:
        return partners.add_meeting(session, team.id, draft)


def act(store: Store, team: TeamName, draft: ActionDraft) -> str:
    with store.change("Add action") as session:
        return partners.add_action(session, team.id, draft)


def drawn(store: Store, team: TeamName, asked: Asked = ASKED, *there: AgendaItem) -> list[str]:
    with store.read() as session:
        return [one.text for one in agendas.drawn_up(session, team.id, asked, there)]


def work_together(store: Store, partner: str = "O1") -> None:
    """Let the priority T1 be worked on with that organisation."""
    with store.change("Work together") as session:
        one = session.scalars(select(m.Priority).where(m.Priority.ref == "T1")).one()
        key = session.scalars(select(m.Partner.id).where(m.Partner.ref == partner)).one()
        one.partners.append(m.PriorityPartner(position=1, partner_id=key))


# --- Written ----------------------------------------------------------------------------------


def test_a_meeting_is_opened_with_its_agenda_and_who_was_missing(
    store: Store, team: TeamName
) -> None:
    action = act(store, team, GATE)
    items = (
        AgendaItem("The gate", action=action, priority="T1", said="A quote came.", decided="Buy."),
        AgendaItem("Any other business"),
    )
    gone = (Missing(collar="7104"), Missing(partner="O1", apologies=True))
    said = replace(PANEL, partners=(), agenda=items, missing=gone, venue="Council offices")
    ref = meet(store, team, said)
    with store.read() as session:
        assert partners.opened_meeting(session, ref) == said


def test_a_meeting_has_not_come_to_an_item_of_which_nothing_is_said(
    store: Store, team: TeamName
) -> None:
    ref = meet(store, team, replace(PANEL, agenda=(AgendaItem("One", said=" \n", decided=""),)))
    with store.read() as session:
        assert partners.opened_meeting(session, ref).agenda == (AgendaItem("One"),)
        assert [one.minuted for one in partner_lists.meetings(session, team.id)] == [False]


def test_items_can_change_their_order_and_who_was_missing_can_come(
    store: Store, team: TeamName
) -> None:
    one, two = AgendaItem("One", said="So."), AgendaItem("Two", decided="No.")
    gone = (Missing(collar="7104"), Missing(collar="1432", apologies=True))
    ref = meet(store, team, replace(PANEL, agenda=(one, two), missing=gone))
    now = replace(PANEL, agenda=(two,), missing=(Missing(collar="1432"), Missing(partner="O1")))
    with store.change("Change meeting") as session:
        partners.change_meeting(session, ref, replace(now, partners=()))
    with store.read() as session:
        found = partners.opened_meeting(session, ref)
        changed = history.of(session, "meetings", ref)[0]
    assert (found.agenda, found.missing) == ((two,), now.missing)
    said = {(one.before, one.after) for one in changed.differences}
    assert ("PC Ridley, with apologies", "PC Ridley, without apologies") in said


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (replace(PANEL, agenda=(AgendaItem(said="So."),)), "Enter what it is about."),
        (replace(PANEL, missing=(Missing(partner="O1"),)), "come and be missing"),
        (replace(PANEL, missing=(Missing(collar="1"), Missing(collar="1"))), "once"),
        (replace(PANEL, missing=(Missing(),)), "Choose who was missing"),
    ],
)
def test_what_cannot_be_true_is_refused(
    store: Store, team: TeamName, draft: MeetingDraft, said: str
) -> None:
    with pytest.raises(DeskError, match=said):
        meet(store, team, draft)


def test_what_an_action_came_to_is_kept_with_it(store: Store, team: TeamName) -> None:
    said = replace(GATE, remind=date(2026, 11, 6), outcome="It hangs.")
    ref = act(store, team, said)
    with store.read() as session:
        assert partners.opened_action(session, ref) == replace(said, ref=ref)


def test_an_action_that_is_deleted_leaves_its_words_on_agendas(
    store: Store, team: TeamName
) -> None:
    action = act(store, team, GATE)
    ref = meet(store, team, replace(PANEL, agenda=(AgendaItem("The gate", action=action),)))
    with store.change("Delete action") as session:
        partners.delete_action(session, action)
    with store.read() as session:
        assert partners.opened_meeting(session, ref).agenda == (AgendaItem("The gate"),)
    store.undo()
    with store.read() as session:
        assert partners.opened_meeting(session, ref).agenda[0].action == action


def test_how_it_stands_is_said_of_an_action_and_of_a_priority_of_one_ref(
    store: Store, team: TeamName
) -> None:
    act(store, team, GATE)
    with store.change("Number them alike") as session:
        session.scalars(select(m.Action)).one().ref = "T1"
    items = (AgendaItem("The gate", action="T1"), AgendaItem("Shops", priority="T1"))
    with store.read() as session:
        assert agendas.standing_of(session, team.id, items) == {
            (agendas.ACTIONS, "T1"): "The Council, due 13 Nov 2026",
            (agendas.PRIORITIES, "T1"): "Priority since 1 Oct 2026",
        }


# --- Drawn up ---------------------------------------------------------------------------------


def test_what_a_partner_has_undertaken_comes_first_by_its_day(store: Store, team: TeamName) -> None:
    act(store, team, replace(GATE, text="Some day", due=None))
    act(store, team, replace(GATE, text="Later", due=date(2026, 12, 1)))
    act(store, team, GATE)
    act(store, team, replace(GATE, text="Done", closed=date(2026, 11, 1)))
    work_together(store)
    assert drawn(store, team) == ["Quote for a gate", "Later", "Some day", "Woodhall shops"]


def test_the_team_answers_only_for_what_concerns_who_is_asked(store: Store, team: TeamName) -> None:
    school = PartnerDraft("The School", "school")
    other = replace(PANEL, title="School", kind="other", partners=("S1",))
    meet(store, team, replace(other, actions=(LETTER,), new_partners={"S1": school}))
    meet(store, team, replace(PANEL, title="Tasking", actions=(replace(LETTER, text="Rota"),)))
    assert drawn(store, team) == ["Rota"]
    assert drawn(store, team, replace(ASKED, partners=("S1",))) == ["Letter to parents"]


def test_a_meeting_of_the_team_alone_has_all_of_its_actions_and_priorities(
    store: Store, team: TeamName
) -> None:
    act(store, team, LETTER)
    act(store, team, replace(LETTER, text="Of another", owner_collar="1432"))
    asked = replace(ASKED, partners=())
    assert drawn(store, team, asked) == ["Letter to parents", "Woodhall shops"]


def test_what_the_meeting_before_left_open_is_before_the_next(store: Store, team: TeamName) -> None:
    items = (AgendaItem("Lamps", said="They are mended."), AgendaItem("Bins"))
    meet(store, team, replace(PANEL, partners=(), agenda=items, actions=(GATE,)))
    lone = replace(ASKED, partners=(), officers=(), priority="T1")
    assert drawn(store, team, lone) == ["Quote for a gate", "Bins", "Woodhall shops"]
    with store.read() as session:
        assert agendas.before(session, team.id, replace(ASKED, title="Another")) is None


def test_what_a_meeting_to_come_has_before_it_is_not_left_open_by_it(
    store: Store, team: TeamName, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet(store, team, replace(PANEL, agenda=(AgendaItem("Guest from the fire service"),)))
    assert drawn(store, team) == ["Guest from the fire service"]
    monkeypatch.setattr(clock, "now", lambda: HELD - timedelta(minutes=1))
    assert drawn(store, team) == []


def test_an_open_action_that_was_not_reached_is_before_the_next_whoever_is_asked(
    store: Store, team: TeamName
) -> None:
    letter = act(store, team, LETTER)
    done = act(store, team, replace(GATE, closed=date(2026, 11, 1)))
    items = (AgendaItem("A letter", action=letter), AgendaItem("A gate", action=done))
    live = AgendaItem("Shops", priority="T1")
    meet(store, team, replace(PANEL, partners=(), agenda=(*items, live)))
    lone = replace(ASKED, officers=("1432",))
    assert drawn(store, team, lone) == ["A letter", "Shops"]
    with store.change("Close") as session:
        shops = session.scalars(select(m.Priority).where(m.Priority.ref == "T1")).one()
        shops.status, shops.closed, shops.result = "closed", date(2026, 11, 20), "resolved"
    assert drawn(store, team, lone) == ["A letter"]


@pytest.mark.parametrize("title", ["ÉLAN panel", "élan  Panel", "Élan panel"])
def test_a_meeting_has_the_same_name_in_capitals_and_out_of_them(
    store: Store, team: TeamName, title: str
) -> None:
    ref = meet(store, team, replace(PANEL, title=title))
    with store.read() as session:
        assert agendas.before(session, team.id, replace(ASKED, title=title)) == ref


def test_what_came_of_the_meeting_itself_is_not_before_it(store: Store, team: TeamName) -> None:
    ref = meet(store, team, replace(PANEL, actions=(GATE,)))
    with store.read() as session:
        asked = agendas.asked_to(session, ref)
    assert asked == replace(ASKED, start=HELD, ref=ref)
    assert drawn(store, team, asked) == []


def test_of_a_series_the_meeting_before_and_the_standing_items_are_taken(
    store: Store, team: TeamName
) -> None:
    ref = meet(store, team, replace(PANEL, agenda=(AgendaItem("Bins"),)))
    meet(store, team, replace(PANEL, title="One more", start=HELD + timedelta(days=1), end=None))
    with store.change("Let it come again") as session:
        series = m.MeetingSeries(ref="S", team_id=team.id, kind="asb_panel", title="Panel")
        series.rule, series.every, series.at = "month_weekday", 1, "10:00"
        series.first, series.agenda = date(2026, 10, 28), "Last minutes\n\n bins \nAny other"
        session.add(series)
        session.flush()
        one = session.scalars(select(m.Meeting).where(m.Meeting.ref == ref)).one()
        one.series_id, one.series_day = series.id, date(2026, 10, 28)
    asked = replace(ASKED, title="Renamed", series="S")
    assert drawn(store, team, asked) == ["Bins", "Last minutes", "Any other"]
    with store.read() as session:
        assert agendas.before(session, team.id, asked) == ref
        assert agendas.asked_to(session, ref).series == "S"


def test_what_is_on_it_already_stays_and_nothing_stands_twice(store: Store, team: TeamName) -> None:
    action = act(store, team, GATE)
    work_together(store)
    there = (AgendaItem("Our gate", action=action, said="Came."), AgendaItem("Bins"))
    assert drawn(store, team, ASKED, *there) == ["Our gate", "Bins", "Woodhall shops"]


def test_a_meeting_gets_what_is_open_below_what_stands_there(store: Store, team: TeamName) -> None:
    act(store, team, GATE)
    agenda, missing = (AgendaItem("Bins", said="Full."),), (Missing(collar="7104"),)
    ref = meet(store, team, replace(PANEL, start=NEXT, end=None, agenda=agenda, missing=missing))
    for _ in range(2):
        with store.change("Draw up") as session:
            agendas.draw_up(session, ref)
        with store.read() as session:
            opened = partners.opened_meeting(session, ref)
        assert [(one.text, one.said) for one in opened.agenda] == [
            *(("Bins", "Full."), ("Quote for a gate", None))
        ]
        assert opened.missing == missing


def test_a_priority_that_is_not_live_is_not_before_a_meeting(store: Store, team: TeamName) -> None:
    work_together(store)
    with store.change("Close it") as session:
        one = session.scalars(select(m.Priority).where(m.Priority.ref == "T1")).one()
        one.status, one.closed, one.result = "closed", date(2026, 11, 1), "resolved"
    assert drawn(store, team) == []


def test_what_is_on_an_agenda_and_who_was_missing_is_reached_from_both_ends(
    store: Store, team: TeamName
) -> None:
    action = act(store, team, GATE)
    items = (AgendaItem("Gate", action=action), AgendaItem("Shops", priority="T1"))
    gone = (Missing(partner="O1"), Missing(collar="7104"))
    ref = meet(store, team, replace(PANEL, partners=(), agenda=items, missing=gone))
    with store.read() as session:
        for table, other, heading in (
            ("actions", action, "On the agenda of"),
            ("priorities", "T1", "On the agenda of"),
            ("partners", "O1", "Meetings that were missed"),
            ("members", "7104", "Meetings that were missed"),
        ):
            kinds = joined.by_kind(session, table, other, date(2026, 11, 1))
            (there,) = [kind.lines for kind in kinds if kind.heading == heading]
            assert [line.ref for line in there] == [ref]
            back = joined.of(session, "meetings", ref, date(2026, 11, 1))
            assert (table, other) in {(line.table, line.ref) for line in back}
