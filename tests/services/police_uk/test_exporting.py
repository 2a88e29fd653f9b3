"""What leaves for police.uk: only what is marked public, nobody who may not be named, whole."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.police_uk import Event, Person, Priority
from snt_desk.errors import DeskError
from snt_desk.services import journal, police_uk
from snt_desk.services.police_uk.exporting import DATA_POLICE_UK, Exported
from snt_desk.services.team import TeamName
from tests.domain.police_uk.made_files import ALL, as_json

TODAY = date(2026, 11, 22)
NOON = london(2026, 12, 17, 12)


@pytest.fixture
def public(store: Store, team: TeamName) -> TeamName:
    """The team with a priority, an event and a PC for the public, and as many that are not."""
    with store.change("Mark what is public") as session:
        of(session, m.Priority, ref="T1").public = True
        add_priority(session, team, "Quiet", public=None)
        add_priority(session, team, "Proposed", public=True, status="proposed", adopted=None)
        closed = {"status": "closed", "closed": TODAY, "result": "resolved"}
        add_priority(session, team, "Closed", public=True, **closed)
        add_event(session, team, "Drop-in", NOON, public=True)
        add_event(session, team, "Team talk", NOON, public=None)
        add_event(session, team, "Long ago", NOON - timedelta(days=90), public=True)
        of(session, m.Member, collar="1432").public = True
    return team


def of(session: Session, table: type[Any], **named: object) -> Any:
    return session.scalars(select(table).filter_by(**named)).one()


def add_priority(session: Session, team: TeamName, title: str, **more: Any) -> None:
    said: dict[str, Any] = {
        "theme": "asb",
        "status": "adopted",
        "raised": date(2026, 9, 1),
        "adopted": date(2026, 9, 1),
    }
    session.add(m.Priority(ref=title, team_id=team.id, title=title, **(said | more)))


def add_event(
    session: Session, team: TeamName, title: str, start: datetime, *, public: bool | None
) -> None:
    hall = of(session, m.Place, code="B1")
    session.add(
        m.Event(
            ref=title,
            team_id=team.id,
            kind="drop_in",
            title=title,
            start=start,
            end=start + timedelta(hours=2),
            place_id=hall.id,
            public=public,
        )
    )


def export(store: Store, team: TeamName, folder: Path) -> Exported:
    return police_uk.write(store, team.id, folder, DATA_POLICE_UK, TODAY)


def text(folder: Path) -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(folder.iterdir()))


def test_only_what_is_marked_and_live_is_told(store: Store, public: TeamName) -> None:
    with store.read() as session:
        said = police_uk.published(session, public.id, TODAY)
    assert said.priorities == (Priority("Woodhall shops", date(2026, 10, 1)),)
    assert said.events == (
        Event("Drop-in", "drop-in", "", "Peartree", NOON, NOON + timedelta(hours=2)),
    )
    assert said.people == (Person("Tom Ridley", "PC"),)
    assert said.neighbourhood is not None
    assert (said.neighbourhood.id, said.neighbourhood.name) == (public.code, public.name)
    assert said.boundary is None


def test_the_files_have_the_form_of_the_api(store: Store, public: TeamName, tmp_path: Path) -> None:
    made = export(store, public, tmp_path / "out")
    assert (made.priorities, made.events, made.people) == (1, 1, 1)
    assert set(made.files) == {
        "neighbourhood.json",
        "priorities.json",
        "people.json",
        "events.json",
    }
    assert {path.name for path in made.folder.iterdir()} == set(made.files)
    assert json.loads((made.folder / "priorities.json").read_bytes()) == [
        {
            "action": None,
            "issue-date": "2026-10-01T00:00:00",
            "action-date": None,
            "issue": "<p>Woodhall shops</p>",
        }
    ]
    assert json.loads((made.folder / "events.json").read_bytes())[0] == {
        "contact_details": {},
        "description": None,
        "title": "Drop-in",
        "address": "Peartree",
        "type": "drop-in",
        "start_date": "2026-12-17T12:00:00",
        "end_date": "2026-12-17T14:00:00",
    }


def test_what_is_exported_is_read_back_the_same(
    store: Store, public: TeamName, tmp_path: Path
) -> None:
    whole = police_uk.read([saved(tmp_path)]).reading.published.without_people()
    with store.change("Take over") as session:
        lines = police_uk.look(session, public.id, whole, TODAY)
        chosen = [one for one in lines if one.takes]
        police_uk.take(session, public.id, whole, chosen, TODAY)
    folder = export(store, public, tmp_path / "out").folder
    back = police_uk.read([folder]).reading.published
    with store.read() as session:
        assert back == police_uk.published(session, public.id, TODAY)
        lines = police_uk.look(session, public.id, back, TODAY)
    assert {one.state for one in lines if one.part != "people"} == {"same"}
    assert back.neighbourhood == whole.neighbourhood


def saved(folder: Path) -> Path:
    made = folder / "saved"
    made.mkdir()
    for name, value in ALL.items():
        (made / f"{name}.json").write_bytes(as_json(value))
    return made


def test_a_resident_is_never_named(store: Store, public: TeamName, tmp_path: Path) -> None:
    with store.change("Write it") as session:
        session.add(
            m.Contact(
                ref="C1",
                team_id=public.id,
                received=NOON,
                channel="phone",
                subject="Bikes",
                resident_name="Siân O’Brien",
                resident_contact="07700 900123",
                status="open",
            )
        )
        of(session, m.Priority, ref="T1").action = "We met Sian O'Brien."
    with pytest.raises(DeskError) as caught:
        export(store, public, tmp_path / "out")
    assert str(caught.value) == (
        "A resident would be named: Take the name out of what was done about “Woodhall shops”."
    )
    assert not (tmp_path / "out").exists()
    with store.change("Write it otherwise") as session:
        of(session, m.Priority, ref="T1").action = "Call 07700900123."
    with pytest.raises(DeskError, match="A resident would be named"):
        export(store, public, tmp_path / "out")


def test_neither_is_somebody_at_a_partners(store: Store, public: TeamName, tmp_path: Path) -> None:
    with store.change("Write it") as session:
        council = of(session, m.Partner, ref="O1")
        council.contact_name, council.contact_phone = "Jo Brambling", "01707 555123"
        of(session, m.Priority, ref="T1").action = "Jo Brambling of the council has the plan."
    with pytest.raises(DeskError, match="Somebody at a partner’s would be named"):
        export(store, public, tmp_path / "out")


@pytest.mark.parametrize("words", ["Jo Marsh has the plan.", "Ring 01632 960305 about it."])
def test_nor_is_anybody_else_who_is_known_there(
    store: Store, public: TeamName, tmp_path: Path, words: str
) -> None:
    with store.change("Write it") as session:
        council = of(session, m.Partner, ref="O1").id
        session.add(
            m.PartnerPerson(
                ref="P1",
                team_id=public.id,
                partner_id=council,
                name="Jo Marsh",
                phone="01632 960305",
            )
        )
        of(session, m.Priority, ref="T1").action = words
    with pytest.raises(DeskError, match="Somebody at a partner’s would be named"):
        export(store, public, tmp_path / "out")


@pytest.mark.parametrize("words", ["PCSO Calloway patrols.", "Asha Calloway (7104) patrols."])
def test_who_may_not_be_named_is_not(
    store: Store, public: TeamName, tmp_path: Path, words: str
) -> None:
    with store.change("Write it") as session:
        of(session, m.Priority, ref="T1").action = words
    with pytest.raises(DeskError, match="PCSO Calloway may not be named to the public"):
        export(store, public, tmp_path / "out")
    with store.change("Mark her") as session:
        of(session, m.Member, collar="7104").public = True
    assert export(store, public, tmp_path / "out").people == 2


def test_none_of_what_is_not_public_stands_in_the_files(
    store: Store, public: TeamName, tmp_path: Path
) -> None:
    written = text(export(store, public, tmp_path / "out").folder)
    for hidden in ("Quiet", "Proposed", "Closed", "Team talk", "Long ago", "Okafor", "Calloway"):
        assert hidden not in written
    assert "1432" not in written


def test_what_nobody_could_read_again_is_said_and_not_written(
    store: Store, public: TeamName, tmp_path: Path
) -> None:
    with store.change("Write at length") as session:
        of(session, m.Priority, ref="T1").issue = "Bins. " * 3000
    with pytest.raises(DeskError, match="item 1, issue: It is longer than 10,000 letters"):
        export(store, public, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_event_in_the_hour_that_is_twice_is_published(
    store: Store, public: TeamName, tmp_path: Path
) -> None:
    with store.change("Watch the clocks") as session:
        again = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)  # 01:30 for the second time
        add_event(session, public, "Clocks go back", again, public=True)
    made = export(store, public, tmp_path / "out")
    assert "2027-10-31T01:30:00" in (made.folder / "events.json").read_text("utf-8")


def test_it_is_noted_for_whom_before_the_files_are_there(
    store: Store, public: TeamName, tmp_path: Path
) -> None:
    export(store, public, tmp_path / "out")
    with store.read() as session:
        [entry, *_] = journal.rows(session, journal.keys(session, journal.Filter())[:1])
    assert entry.what == "Export 4 files for police.uk"
    assert entry.recipient == DATA_POLICE_UK


def test_nothing_is_written_where_nothing_is_public(
    store: Store, team: TeamName, tmp_path: Path
) -> None:
    with pytest.raises(DeskError, match="Nothing is marked public"):
        export(store, team, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_files_of_ours_are_replaced_and_others_left_alone(
    store: Store, public: TeamName, tmp_path: Path
) -> None:
    folder = export(store, public, tmp_path / "out").folder
    with store.change("Take it off") as session:
        of(session, m.Event, ref="Drop-in").public = None
    export(store, public, folder)
    assert json.loads((folder / "events.json").read_bytes()) == []
    with store.change("And on") as session:
        of(session, m.Event, ref="Drop-in").public = True
    export(store, public, folder)
    before = text(folder)
    (folder / "people.json").write_text('[{"my": "own"}]')
    with pytest.raises(DeskError, match="There is another file of that name"):
        export(store, public, folder)
    (folder / "people.json").unlink()
    assert "Drop-in" in before
    assert (folder / "events.json").read_text() in before


def test_a_place_where_nothing_can_be_written_is_said(
    store: Store, public: TeamName, tmp_path: Path
) -> None:
    with pytest.raises(DeskError, match="The folder cannot be made"):
        export(store, public, tmp_path / "none" / "out")
