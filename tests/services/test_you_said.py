"""The facts of a round come from its records, and what is made of them goes where it should."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock, public_page, you_said
from snt_desk.domain.clock import london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.public_facts import Count, PriorityFacts, Told
from snt_desk.errors import DeskError
from snt_desk.services import documents, not_named, patrols, priorities, reckoning
from snt_desk.services import you_said as service
from snt_desk.services.team import TeamName
from snt_desk.services.you_said import Subject
from tests.services import told_team
from tests.services.told_team import AUG, DEC, ON, Made

TITLE = "Save what residents are told"


@pytest.fixture
def made(store: Store, team: TeamName) -> Made:
    return told_team.make(store, team)


def facts(store: Store, team: TeamName, ref: str) -> Told:
    with store.read() as session:
        return service.facts(session, team.id, ref, ON)


def of(told: Told, ref: str) -> PriorityFacts:
    return next(one for one in told.priorities if one.ref == ref)


def test_a_round_is_told_with_the_one_that_has_begun_after_it(
    store: Store, team: TeamName, made: Made
) -> None:
    told = facts(store, team, made.ended)
    assert (told.time.first, told.time.last, told.time.over) == (AUG, date(2026, 11, 30), True)
    assert [(one.ref, one.standing) for one in told.priorities] == [
        (made.closed, "closed"),
        ("T1", "new"),
    ]
    assert told.next is not None
    assert told.next.begun == DEC
    assert {one.ref: one.standing for one in told.next.priorities} == {
        made.new: "new",
        "T1": "continued",
    }
    assert {one.replaces for one in told.next.priorities} == {"Graffiti", ""}
    assert told.asked is not None
    assert told.asked.words == "Summer survey"


def test_what_is_not_marked_public_is_left_out_and_named_to_the_sergeant(
    store: Store, team: TeamName, made: Made
) -> None:
    def mark(ref: str, *, public: bool | None) -> Told:
        with store.change("Mark") as session:
            session.query(m.Priority).filter_by(ref=ref).one().public = public
        return facts(store, team, made.ended)

    assert facts(store, team, made.ended).unmarked == ()
    told = mark(made.new, public=None)
    assert told.unmarked == ("School parking",)
    assert told.next is not None
    assert [one.ref for one in told.next.priorities] == ["T1"]
    told = mark("T1", public=False)
    assert [one.ref for one in told.priorities] == [made.closed]
    assert told.next is None, "none was chosen: that is not true"
    assert set(told.unmarked) == {"School parking", "Woodhall shops"}
    whole = "\n".join(one.text for one in you_said.of_round(told))
    assert "Graffiti" in whole
    assert "parking" not in whole.lower()
    assert "Woodhall shops" not in whole
    told = mark(made.closed, public=False)
    assert len(told.unmarked) == 3
    assert "We had no priorities" not in you_said.of_round(told)[0].text


def test_an_update_on_what_is_not_marked_public_says_so(
    store: Store, team: TeamName, made: Made
) -> None:
    with store.change("Mark") as session:
        session.query(m.Priority).filter_by(ref="T1").one().public = False
    with store.read() as session:
        told = service.facts_of_priority(session, team.id, "T1", ON)
        assert told.unmarked == ("Woodhall shops",)
        assert [one.ref for one in told.priorities] == ["T1"]
        assert service.facts_of_priority(session, team.id, made.closed, ON).unmarked == ()


def test_what_came_of_it_in_a_later_round_is_not_told_of_this_one(
    store: Store, team: TeamName, made: Made
) -> None:
    with store.change("Close it") as session:
        one = session.query(m.Priority).filter_by(ref="T1").one()
        one.status, one.closed, one.result = "closed", date(2027, 2, 1), "resolved"
        one.assessment = "Quiet since the new year"
    shops = of(facts(store, team, made.ended), "T1")
    assert (shops.closed, shops.assessment) == (None, "")
    graffiti = of(facts(store, team, made.ended), made.closed)
    assert (graffiti.closed, graffiti.assessment) == (DEC, "Most walls stay clean")


def test_only_what_was_done_in_its_days_is_of_a_round(
    store: Store, team: TeamName, made: Made
) -> None:
    shops = of(facts(store, team, made.ended), "T1")
    assert (shops.work.patrols, shops.work.modes) == (1, (("foot", 240),))
    assert {one.code: one.number for one in shops.work.outcomes} == {"arrest": 2, "dispersal": 6}
    assert [one.ref for one in shops.work.events] == ["E1"]
    assert [one.ref for one in shops.work.meetings] == ["M1"]
    assert [(one.ref, one.done) for one in shops.work.actions] == [("A1", True), ("A2", False)]
    assert [one.name for one in shops.work.partners] == ["The Council"]
    assert shops.said == (Count("survey", "Survey", 40), Count("street", "Street", 24))


def test_what_was_done_is_counted_as_the_priority_itself_counts_it(
    store: Store, team: TeamName, made: Made
) -> None:
    first = LegDraft("foot", london(2026, 10, 21, 9), london(2026, 10, 21, 10), officers=("1432",))
    second = replace(first, start=first.end, end=None)
    with store.change("Log a patrol that is still out") as session:
        patrols.log(session, team.id, PatrolDraft(legs=(first, second), priority="T1"))
    told = facts(store, team, made.ended)
    work = of(told, "T1").work
    with store.read() as session:
        done = reckoning.read(session, team.id, "T1", told.time.first, told.time.last)
    counted = done.between(told.time.first, told.time.last)
    assert (counted.patrols, counted.out, work.patrols) == (2, 1, 1)
    assert dict(work.modes) == dict(counted.effort.by_mode)
    assert {one.code: one.number for one in work.outcomes} == dict(counted.outcomes)
    assert (len(work.events), sum(one.attendance or 0 for one in work.events)) == (
        *(counted.events, counted.attendance),
    )
    assert (len(work.meetings), len(work.messages)) == (counted.meetings, counted.messages)


def test_what_is_to_come_today_was_not_done_yet(
    store: Store, team: TeamName, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: london(2026, 12, 2, 14))
    with store.change("Hold events") as session:
        key = session.query(m.Priority.id).filter_by(ref="T1").scalar()
        for hour in (13, 14, 15):
            event = m.Event(ref=f"at {hour}", team_id=team.id, kind="stall", title="Stall")
            event.start, event.priority_id = london(2026, 12, 2, hour), key
            session.add(event)
    work = of(facts(store, team, made.begun), "T1").work
    assert [one.ref for one in work.events] == ["at 13", "at 14"]


def test_only_public_events_to_come_are_invitations(
    store: Store, team: TeamName, made: Made
) -> None:
    assert [one.ref for one in facts(store, team, made.ended).events] == ["E2"]


def test_a_round_that_runs_is_told_of_up_to_today(store: Store, team: TeamName, made: Made) -> None:
    told = facts(store, team, made.begun)
    assert (told.time.last, told.time.over, told.next) == (ON, False, None)
    assert of(told, "T1").work.patrols == 1


def test_the_round_to_tell_of_is_the_last_that_ended(
    store: Store, team: TeamName, made: Made
) -> None:
    with store.read() as session:
        for day, ref in ((ON, made.ended), (date(2026, 11, 30), made.ended)):
            found = service.to_tell_of(session, team.id, day)
            assert found is not None
            assert found.ref == ref
        assert service.to_tell_of(session, team.id, date(2026, 7, 1)) is None


def test_the_text_of_a_round_has_no_name_in_it(store: Store, team: TeamName, made: Made) -> None:
    whole, *short = you_said.of_round(facts(store, team, made.ended))
    assert "We held one event about it, and 31 of you came." in whole.text
    assert "a few arrests" in whole.text
    assert "We worked on it with The Council." in whole.text
    with store.read() as session:
        known = not_named.for_public(session)
    assert [known.remarks(one.text) for one in (whole, *short)] == [[]] * 3
    for word in ("Ridley", "Brambling", "O'Brien", "07700 900123", "jo@council.example", "1432"):
        (remark,) = known.remarks(f"Ask {word} about it")
        assert remark.word == word


def test_an_update_tells_what_was_done_since_residents_last_heard(
    store: Store, team: TeamName, made: Made
) -> None:
    with store.change("Tell") as session:
        draft = priorities.opened(session, "T1")
        priorities.change(session, "T1", replace(draft, last_update=date(2026, 11, 15)))
    with store.read() as session:
        told = service.facts_of_priority(session, team.id, "T1", ON)
    (one,) = told.priorities
    assert told.time.first == date(2026, 11, 15)
    assert one.work.patrols == 1
    assert one.work.events == ()
    assert "We last told you about this on 15 November 2026." in you_said.of_priority(told)[0].text


def test_what_is_gone_is_said(store: Store, team: TeamName) -> None:
    with store.read() as session:
        with pytest.raises(DeskError, match="round is no longer there"):
            service.facts(session, team.id, "gone", ON)
        with pytest.raises(DeskError, match="priority is no longer there"):
            service.facts_of_priority(session, team.id, "gone", ON)


# --- What becomes of it -----------------------------------------------------------------------


def test_drafts_are_one_change_linked_to_round_and_priority(
    store: Store, team: TeamName, made: Made
) -> None:
    texts = {"": "All of it.", "T1": "Short."}
    with store.change("Draft messages") as session:
        service.make_drafts(session, team.id, Subject("rounds", made.ended), texts)
    message, round_, priority = m.Message, m.Round, m.Priority
    query = (
        select(message.kind, message.text, message.status, round_.ref, priority.ref)
        .join(round_, round_.id == message.round_id)
        .join(priority, priority.id == message.priority_id, isouter=True)
        .order_by(message.id)
    )
    with store.read() as session:
        assert [tuple(row) for row in session.execute(query)] == [
            ("you_said_we_did", "All of it.", "draft", made.ended, None),
            ("you_said_we_did", "Short.", "draft", made.ended, "T1"),
        ]
    store.undo()
    with store.read() as session:
        assert session.execute(query).all() == []


def test_drafts_of_an_update_are_of_the_priority(store: Store, team: TeamName, made: Made) -> None:
    with store.change("Draft messages") as session:
        subject = Subject("priorities", "T1")
        service.make_drafts(session, team.id, subject, {"": "All.", "T1": "Short."})
    with store.read() as session:
        found = session.execute(
            select(m.Message.kind, m.Message.round_id, m.Priority.ref).join(
                m.Priority, m.Priority.id == m.Message.priority_id
            )
        ).all()
    assert [tuple(one) for one in found] == [("priority_update", None, "T1")] * 2


def test_when_residents_are_told_day_and_action_stand_in_one_step(
    store: Store, team: TeamName, made: Made
) -> None:
    with store.change("Residents told") as session:
        service.told(session, {"T1": "We went\nthere often."}, ON)
    with store.read() as session:
        one = priorities.opened(session, "T1")
    assert (one.last_update, one.action) == (ON, "We went there often.")


def notes(store: Store) -> list[tuple[str, str]]:
    with store.read() as session:
        query = select(m.Change.label, m.Change.recipient).where(m.Change.category == "disclosure")
        return [(label, recipient) for label, recipient in session.execute(query)]


def test_a_file_is_noted_before_it_is_there(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "told.html"
    page = public_page.html("Title\n\nText.", "OFFICIAL")
    documents.save(store, path, page, "html", TITLE, "the parish council")
    assert path.read_bytes() == page
    assert notes(store) == [("Save what residents are told: told.html", "the parish council")]
    documents.save(store, path, page, "html", TITLE, "the parish council")
    assert len(notes(store)) == 2


def test_another_file_of_that_name_is_left_alone(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "told.html"
    path.write_text("<html>not ours</html>")
    with pytest.raises(DeskError, match="another file"):
        documents.save(store, path, public_page.html("T", "OFFICIAL"), "html", TITLE, "the public")
    assert path.read_text() == "<html>not ours</html>"
    assert notes(store) == []


def test_without_a_recipient_nothing_leaves(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "told.odt"
    with pytest.raises(DeskError, match="Say who gets it"):
        documents.save(store, path, b"PK\x03\x04", "odt", TITLE, " ")
    assert not path.exists()
