"""Who changed what of a record when: its own rows, its parts, and what undo made of them."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import text

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.clock import Month, london
from snt_desk.domain.patrols import LegDraft, PatrolDraft, VisitDraft
from snt_desk.services import (
    bring_back,
    commentary,
    history,
    patrols,
    priorities,
    put_back,
    record_words,
    roster,
)
from snt_desk.services.history import Difference, Entry
from snt_desk.services.team import TeamName
from tests.services.joins import join_all

NINE, TEN, ELEVEN = (london(2026, 11, 22, hour) for hour in (9, 10, 11))
FOOT = LegDraft("foot", NINE, TEN, "B1", ("1432",))
CAR = LegDraft("vehicle", TEN, ELEVEN, "B2", ("1432",), ("O1",))
PATROL = PatrolDraft(legs=(FOOT,), purpose="hotspot", visible=True)


def log(store: Store, team: TeamName, draft: PatrolDraft = PATROL) -> str:
    with store.change("Log foot patrol, Peartree") as session:
        return patrols.log(session, team.id, draft)


def change(store: Store, ref: str, draft: PatrolDraft, label: str = "Change foot patrol") -> None:
    with store.change(label) as session:
        patrols.change(session, ref, draft)


def of(store: Store, ref: str, table: str = "patrols") -> tuple[Entry, ...]:
    with store.read() as session:
        return history.of(session, table, ref)


def said(entry: Entry) -> list[tuple[str, str, str]]:
    return [(one.field, one.before, one.after) for one in entry.differences]


def test_a_new_record_says_what_was_written_first(store: Store, team: TeamName) -> None:
    [entry] = of(store, log(store, team))
    assert (entry.label, entry.kind, entry.who) == (
        *("Log foot patrol, Peartree", "change", "1234AB"),
    )
    assert said(entry) == [
        ("For", "", "Hot spot"),
        ("Visible", "", "yes"),
        ("Leg 1", "", "On foot, Peartree, Sun 22 Nov 2026 09:00 to 10:00"),
        ("Crew", "", "PC Ridley"),
    ]


def test_fields_codes_places_and_times_are_said_before_and_after(
    store: Store, team: TeamName
) -> None:
    ref = log(store, team)
    leg = replace(FOOT, mode="bicycle", end=ELEVEN, place="B2")
    change(store, ref, replace(PATROL, legs=(leg,), note="Quiet.", priority="T1"))
    newest = of(store, ref)[0]
    assert sorted(said(newest)) == [
        ("How", "On foot", "Bicycle"),
        ("In", "Sun 22 Nov 2026 10:00", "Sun 22 Nov 2026 11:00"),
        ("Note", "", "Quiet."),
        ("Place", "Peartree", "Haldens"),
        ("Priority", "", "Woodhall shops"),
    ]


def test_a_crew_is_said_whole(store: Store, team: TeamName) -> None:
    ref = log(store, team)
    change(store, ref, replace(PATROL, legs=(replace(FOOT, officers=("1432", "7104")),)))
    change(store, ref, replace(PATROL, legs=(replace(FOOT, officers=("7104",)),)))
    last, before, _ = of(store, ref)
    assert said(before) == [("Crew", "PC Ridley", "PC Ridley, PCSO Calloway")]
    assert said(last) == [("Crew", "PC Ridley, PCSO Calloway", "PCSO Calloway")]


def test_parts_that_came_and_went_are_told(store: Store, team: TeamName) -> None:
    ref = log(store, team)
    visit = VisitDraft("H1", NINE, TEN)
    more = replace(PATROL, legs=(replace(FOOT, visits=(visit,)), CAR), outcomes={"arrest": 1})
    change(store, ref, more)
    change(store, ref, PATROL)
    last, before, _ = of(store, ref)
    assert sorted(said(before)) == [
        ("Leg 2", "", "Vehicle, Haldens, Sun 22 Nov 2026 10:00 to 11:00"),
        ("Leg 2: Crew", "", "PC Ridley"),
        ("Leg 2: Partners", "", "The Council"),
        ("Outcome", "", "Arrest: 1"),
        ("Visit", "", "Shops, Sun 22 Nov 2026 09:00 to 10:00"),
    ]
    assert {(field, after) for field, _, after in said(last)} == {
        (field, "") for field, _, _ in said(before)
    }


def test_undo_and_redo_stand_in_the_history(store: Store, team: TeamName) -> None:
    ref = log(store, team)
    change(store, ref, replace(PATROL, note="Quiet."))
    store.undo()
    store.redo()
    kinds = [entry.kind for entry in of(store, ref)]
    assert kinds == ["redo", "undo", "change", "change"]
    assert said(of(store, ref)[1]) == [("Note", "Quiet.", "")]


def test_a_record_that_was_deleted_and_brought_back_keeps_its_history(
    store: Store, team: TeamName
) -> None:
    ref = log(store, team)
    with store.change("Delete foot patrol") as session:
        patrols.delete(session, ref)
    assert of(store, ref) == ()
    store.undo()
    assert [one.label for one in of(store, ref)][:2] == ["Delete foot patrol"] * 2


def test_a_number_given_out_again_brings_no_foreign_history(store: Store, team: TeamName) -> None:
    log(store, team, replace(PATROL, note="The first."))
    store.undo()
    again = log(store, team, replace(PATROL, legs=(replace(FOOT, officers=("101",)),)))
    [entry] = of(store, again)
    assert ("Crew", "", "Sgt Okafor") in said(entry)
    assert "Note" not in [one.field for one in entry.differences]


def test_who_is_called_as_the_team_calls_them(store: Store, team: TeamName) -> None:
    store.actor = replace(store.actor, collar="101")
    assert of(store, log(store, team))[0].who == "Sgt Okafor"
    store.actor = replace(store.actor, collar="")
    assert of(store, log(store, team))[0].who == "adeyemi"


def test_what_was_wiped_is_passed_over(store: Store, team: TeamName) -> None:
    ref = log(store, team, replace(PATROL, note="Mr Smith."))
    change(store, ref, replace(PATROL, note="Wiped."))
    with store.change("Remove", kind="barrier") as session:
        session.execute(text("UPDATE images SET before = NULL, after = NULL, salt = NULL"))
    # What is left says that something was changed, and by whom.
    assert [entry.label for entry in of(store, ref)] == [
        *("Change foot patrol", "Log foot patrol, Peartree"),
    ]
    assert all(entry.differences == () for entry in of(store, ref))


def test_what_is_gone_is_called_as_it_was_called_last(store: Store, team: TeamName) -> None:
    with store.change("Add a place") as session:
        session.add(m.Place(team_id=team.id, code="B9", name="Old Town", kind="beat"))
    ref = log(store, team, replace(PATROL, legs=(replace(FOOT, place="B9"),)))
    change(store, ref, PATROL)
    with store.change("Take the place away") as session:
        session.delete(session.query(m.Place).filter_by(code="B9").one())
    assert said(of(store, ref)[0]) == [("Place", "Old Town", "Peartree")]


def test_a_member_has_postings_and_a_meeting_those_who_came(store: Store, team: TeamName) -> None:
    first = of(store, "1432", "members")[0]
    assert (
        Difference("Posting", "", "Police constable, 100 %, from Thu 1 Jan 2026")
        in first.differences
    )
    with store.change("Change PC Ridley") as session:
        draft = roster.opened(session, team.id, "1432")
        roster.change(session, team.id, "1432", replace(draft, email="tom@example.org"))
    assert said(of(store, "1432", "members")[0]) == [("Email", "", "tom@example.org")]


def test_a_priority_says_its_stages(store: Store, team: TeamName) -> None:
    with store.change("Change priority") as session:
        draft = priorities.opened(session, "T1")
        priorities.change(session, "T1", replace(draft, scanning="Bins are set on fire."))
    assert said(of(store, "T1", "priorities")[0]) == [("Scanning", "", "Bins are set on fire.")]


def test_what_has_no_title_is_called_by_its_day(store: Store, team: TeamName) -> None:
    with store.change("Join all") as session:
        refs = join_all(session, team)
    with store.read() as session:
        [first] = history.of(session, "messages", refs["messages"])
    with store.change("Delete them") as session:
        for table in (m.Message, m.Response, m.CrimeNote, m.Round):
            for one in session.query(table):
                session.delete(one)
            session.flush()
    with store.read() as session:
        change = int(session.scalar(text("SELECT max(id) FROM changes")) or 0)
        called = {one.table: one.called for one in bring_back.gone(session, change)}
    assert called == {
        "rounds": "round, Thu 1 Oct 2026",
        "messages": "message, More patrols.",
        "responses": "response, Anti-social behaviour, Tue 10 Nov 2026",
        "crime_notes": "note of crime figures, 2026-10, Hertfordshire",
    }
    assert {one.field: one.after for one in first.differences}["Round"] == "Thu 1 Oct 2026"


def test_a_record_that_never_was_has_no_history(store: Store, team: TeamName) -> None:
    assert of(store, "nothing") == ()


def test_who_looked_at_a_record_or_gave_it_away_is_in_its_history(
    store: Store, team: TeamName
) -> None:
    with store.change("Write down a contact") as session:
        session.add(
            m.Contact(
                ref="K1",
                team_id=team.id,
                received=NINE,
                channel="email",
                subject="Bikes",
                status="open",
            )
        )
    store.note("Look at a resident’s details", "consultation", subject="contacts/K1")
    store.note("Give details to Bridge Housing", "disclosure", recipient="B", subject="contacts/K1")
    store.note("Look at a resident’s details", "consultation", subject="contacts/K2")
    assert [(entry.label, entry.kind) for entry in of(store, "K1", "contacts")] == [
        ("Give details to Bridge Housing", "note"),
        ("Look at a resident’s details", "note"),
        ("Write down a contact", "change"),
    ]


def test_words_on_a_return_have_a_history_and_an_older_text_is_put_back(
    store: Store, team: TeamName
) -> None:
    month, risk = Month(2026, 11), ("risk", "")
    for text_ in ("Two are away.", "Three are away."):
        with store.change("Write words") as session:
            commentary.write(session, team.id, month, {risk: text_, ("support", ""): "None"})
    table, ref = history.comment(team.id, "2026-11", "risk")
    found = of(store, ref, table)
    assert [said(entry)[-1] for entry in found] == [
        ("Text", "Two are away.", "Three are away."),
        ("Text", "", "Two are away."),
    ]
    with store.change("Put back") as session:
        put_back.put_back(session, table, ref, found[1].change)
    with store.read() as session:
        assert commentary.written(session, team.id, month)[risk] == "Two are away."


def test_a_record_is_told_with_all_its_parts() -> None:
    told = {(part, record) for record, parts in history.PARTS.items() for part, _ in parts}
    known = {(part, record) for part, ways in record_words.PARTS.items() for record, _ in ways}
    # What is many rows of figures is told by the record itself.
    figures = {
        ("crime_counts", "crime_notes"),
        ("return_figures", "returns"),
        ("return_notes", "returns"),
    }
    assert told == known - figures
