"""The sergeant's words on a month are kept, replaced, taken away, and go with the return."""

from __future__ import annotations

from dataclasses import replace

from snt_desk.db.store import Store
from snt_desk.domain.clock import Month, london
from snt_desk.services import commentary, priorities, returns
from snt_desk.services.commentary import Word
from snt_desk.services.team import TeamName

NOVEMBER = Month(2026, 11)
RISK: Word = ("risk", "")
FOOT: Word = ("figure", "patrols.patrol_time.mode.foot")


def write(store: Store, team: TeamName, words: dict[Word, str]) -> None:
    with store.change("Write words") as session:
        commentary.write(session, team.id, NOVEMBER, words)


def written(store: Store, team: TeamName) -> dict[Word, str]:
    with store.read() as session:
        return commentary.written(session, team.id, NOVEMBER)


def test_words_are_kept_by_what_they_are_about(store: Store, team: TeamName) -> None:
    write(store, team, {RISK: "Two leave.", FOOT: "A course."})
    assert written(store, team) == {RISK: "Two leave.", FOOT: "A course."}


def test_writing_again_replaces_and_an_empty_text_takes_away(store: Store, team: TeamName) -> None:
    write(store, team, {RISK: "Two leave.", FOOT: "A course."})
    write(store, team, {RISK: "Three leave."})
    write(store, team, {FOOT: ""})
    assert written(store, team) == {RISK: "Three leave."}


def test_another_months_words_are_its_own(store: Store, team: TeamName) -> None:
    write(store, team, {RISK: "Two leave."})
    with store.read() as session:
        assert commentary.written(session, team.id, NOVEMBER.plus(1)) == {}


def test_words_are_undone_as_one_step(store: Store, team: TeamName) -> None:
    write(store, team, {RISK: "Two leave.", FOOT: "A course."})
    store.undo()
    assert written(store, team) == {}


def test_words_go_with_the_return_in_the_order_of_the_file(store: Store, team: TeamName) -> None:
    write(store, team, {FOOT: "A course.", RISK: "Two leave.", ("achievement", ""): "A market."})
    with store.read() as session:
        made = returns.draft(session, team, NOVEMBER, london(2026, 12, 2)).made
    mine = [(note.kind, note.ref) for note in made.notes if note.kind != "priority"]
    assert mine == [("achievement", ""), RISK, FOOT]


def test_of_a_priority_go_its_title_and_what_was_told_last_whatever_the_public_reads(
    store: Store, team: TeamName
) -> None:
    with store.change("Say what the public reads") as session:
        draft = priorities.opened(session, "T1")
        told = replace(draft, issue="Shops are troubled.", public=True, action="A gate is ordered.")
        priorities.change(session, "T1", told)
    with store.read() as session:
        made = returns.draft(session, team, NOVEMBER, london(2026, 12, 2)).made
    notes = [(note.kind, note.ref, note.text) for note in made.notes]
    assert notes == [
        ("priority", "T1", "Woodhall shops"),
        ("action", "T1", "A gate is ordered."),
    ]
