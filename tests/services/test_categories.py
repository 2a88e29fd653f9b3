"""Every way of writing is noted, and what is noted is of the right kinds of section 62."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.journal import Category
from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.services import categories

AT = london(2026, 11, 22, 9)


def contact(ref: str, name: str = "Ama Boateng") -> dict[str, object]:
    return {
        "ref": ref,
        "team_id": 1,
        "received": AT,
        "channel": "email",
        "subject": "Bikes on the green",
        "resident_name": name,
        "status": "open",
    }


@pytest.fixture
def kept(store: Store) -> Store:
    """A team with three contacts of residents."""
    with store.change("Make the team") as session:
        session.add(m.Team(id=1, code="A", name="Bridge", district="Riverside"))
        session.flush()
        session.execute(insert(m.Contact), [contact("K1"), contact("K2"), contact("K3")])
    return store


def kinds(store: Store) -> list[tuple[Category, ...]]:
    """Of which kinds each entry is, the newest last, by the entry and by the filter alike."""
    with store.read() as session:
        query = select(m.Change.id, m.Change.category, *_labelled()).order_by(m.Change.id)
        found = {
            row.id: categories.of(row.category, {name: getattr(row, name) for name in _FLAGS})
            for row in session.execute(query)
        }
        for wanted in categories.CATEGORIES:
            chosen = set(session.scalars(select(m.Change.id).where(categories.is_of(wanted))))
            assert chosen == {one for one, of in found.items() if wanted in of}
    return list(found.values())


_FLAGS = tuple(categories.FLAGS)


def _labelled() -> list[object]:
    return [flag.label(name) for name, flag in categories.FLAGS.items()]


def _add(session: Session) -> None:
    session.add(m.Contact(**contact("K9")))


def _add_all(session: Session) -> None:
    session.add_all([m.Contact(**contact(f"L{n}")) for n in range(5)])


def _attribute(session: Session) -> None:
    session.query(m.Contact).filter_by(ref="K1").one().resident_name = "Ben Obi"


def _update(session: Session) -> None:
    session.execute(update(m.Contact).values(subject="Parking"))


def _delete(session: Session) -> None:
    session.execute(delete(m.Contact).where(m.Contact.ref == "K2"))


def _insert(session: Session) -> None:
    session.execute(insert(m.Contact), [contact("M1"), contact("M2")])


def _bulk(session: Session) -> None:
    session.bulk_save_objects([m.Contact(**contact("N1"))])


def _raw(session: Session) -> None:
    session.execute(text("UPDATE contacts SET resident_name = 'Ben Obi' WHERE ref = 'K1'"))


def _query(session: Session) -> None:
    session.query(m.Contact).filter(m.Contact.ref == "K1").update({"subject": "Noise"})


def _replace(session: Session) -> None:
    session.execute(text("INSERT OR REPLACE INTO contacts SELECT * FROM contacts WHERE ref = 'K3'"))


COLLECTS, ALTERS, ERASES = ("collection",), ("alteration",), ("erasure",)
WAYS: dict[str, tuple[Callable[[Session], None], tuple[str, ...]]] = {
    "one object": (_add, COLLECTS),
    "several objects": (_add_all, COLLECTS),
    "an attribute": (_attribute, ALTERS),
    "an update of many": (_update, ALTERS),
    "a delete": (_delete, ERASES),
    "an insert of many": (_insert, COLLECTS),
    "objects in bulk": (_bulk, COLLECTS),
    "SQL by hand": (_raw, ALTERS),
    "an update by a query": (_query, ALTERS),
    "a replace": (_replace, ("collection", "erasure")),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_writing_is_noted_with_who_and_what(kept: Store, way: str) -> None:
    write, wanted = WAYS[way]
    with kept.change("Write") as session:
        write(session)
    assert kinds(kept)[-1] == wanted
    with kept.read() as session:
        noted = session.scalar(
            text(
                "SELECT count(*) FROM images WHERE \"table\" = 'contacts'"
                " AND change_id = (SELECT max(id) FROM changes)"
            )
        )
        who = session.execute(text("SELECT user, collar FROM changes ORDER BY id DESC")).first()
    assert noted
    assert who == ("adeyemi", "1234AB")


def test_what_is_rolled_back_is_not_noted(kept: Store) -> None:
    before = kinds(kept)
    with pytest.raises(ZeroDivisionError), kept.change("Write") as session:
        _add(session)
        session.flush()
        raise ZeroDivisionError
    assert kinds(kept) == before


def test_a_part_that_comes_or_goes_alters_its_record(kept: Store) -> None:
    with kept.change("Add a person") as session:
        session.add(m.Member(id=7, collar="1432", first_name="Tom", last_name="Ridley"))
    with kept.change("Add a posting") as session:
        session.execute(
            text(
                'INSERT INTO postings (member_id, team_id, role, fte_percent, "from")'
                " VALUES (7, 1, 'pc', 100, '2026-01-01')"
            )
        )
    assert kinds(kept)[-2:] == [COLLECTS, ALTERS]


def test_an_import_into_what_is_there_combines_and_collects(kept: Store) -> None:
    with kept.change("Import a sheet", category="combination") as session:
        _add(session)
        _attribute(session)
    assert kinds(kept)[-1] == ("collection", "alteration", "combination")


def test_what_says_itself_what_it_is_is_nothing_else(kept: Store) -> None:
    with kept.change("Anonymise", category="erasure", reason="Review of November") as session:
        _attribute(session)
    kept.note("Look", "consultation", subject="contacts/K1")
    kept.note("Export", "disclosure", recipient="own copy")
    assert kinds(kept)[-3:] == [ERASES, ("consultation",), ("disclosure",)]


def test_undo_of_what_was_collected_erases_it(kept: Store) -> None:
    with kept.change("Write") as session:
        _add(session)
    kept.undo()
    assert kinds(kept)[-1] == ERASES


def test_a_wiped_image_is_of_an_alteration(kept: Store) -> None:
    with kept.change("Wipe") as session:
        _add(session)
        session.flush()
    with kept.change("Wipe", category="erasure") as session:
        wipe = "UPDATE images SET before = NULL, after = NULL, salt = NULL"
        session.execute(text(f"{wipe} WHERE change_id = (SELECT max(id) - 1 FROM changes)"))
        session.add(m.Setting(key="x", value="1"))
    assert kinds(kept)[-2:] == [ALTERS, ERASES]
