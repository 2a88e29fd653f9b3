"""Three residents are planted everywhere, taken away, and then looked for in every byte."""

from __future__ import annotations

import base64
import json
import logging
import shutil
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, text

from snt_desk import log
from snt_desk.cli import main
from snt_desk.db import journal
from snt_desk.db import models as m
from snt_desk.db.health import faults
from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.domain.clock import Month, london
from snt_desk.domain.community import Details
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.traces import Traces
from snt_desk.services import (
    backups,
    contacts,
    demo,
    imports,
    mentions,
    patrols,
    retention,
    returns,
    revisions,
    saved_filters,
    team,
)
from snt_desk.services.saved_filters import Saved
from snt_desk.services.team import TeamName
from tests.fixtures_store import ACTOR
from tests.scenarios import planted

TINY = Path(__file__).parents[1] / "golden" / "tiny" / "package"
YEAR = Path(__file__).parents[1] / "golden" / "year" / "package"
MONTHS = (Month(2026, 9), Month(2026, 10), Month(2026, 11))
RESIDENTS = {
    "Q1": Details("Siân O'Brannagh", "07700 900123", "Deaf; face Siân"),
    "Q3": Details("Chloë Quillfeather-Jonsdal", "chloe.q@quill.example", ""),
    "Q8": Details("Tomasz Żakowiec", "+44 7700 900456; 3 Tessellate Row", "Polish speaker"),
}
WORDS = (
    *("Siân", "O'Brannagh", "Brannagh", "Quillfeather", "Jonsdal", "Tomasz", "Żakowiec"),
    *("07700 900123", "07700900123", "chloe.q@quill.example", "7700 900456", "Tessellate"),
)


def forms(word: str) -> Iterator[bytes]:
    """A word as it may stand in a file: without its accents too, and in JSON for ASCII alone."""
    plain = unicodedata.normalize("NFKD", word)
    bare = "".join(one for one in plain if not unicodedata.combining(one))
    for one in {word, plain, bare}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield one.encode(encoding).lower()
        yield json.dumps(one)[1:-1].encode().lower()


def found_in(folder: Path) -> set[str]:
    """Every file that has any of the words in any form; what is kept as base 64 is read too."""
    hits = set()
    for path in (one for one in folder.rglob("*") if one.is_file()):
        data = path.read_bytes()
        if path.name == "window.json":
            values = json.loads(data).values()
            data += b"".join(base64.b64decode(one) for one in values if isinstance(one, str))
        hits |= {
            f"{path.name}: {word}" for word in WORDS for form in forms(word) if form in data.lower()
        }
    return hits


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A profile of its own: data, backups, log, temporary files."""
    home = tmp_path / "profile"
    (home / "tmp").mkdir(parents=True)
    monkeypatch.setattr("tempfile.tempdir", str(home / "tmp"))
    root = logging.getLogger("snt_desk")
    before, level = list(root.handlers), root.level
    log.begin(home / "log")
    yield home
    for handler in [one for one in root.handlers if one not in before]:
        handler.close()
        root.removeHandler(handler)
    root.setLevel(level)


def package_with_residents(to: Path) -> Path:
    """The tiny team's package, its contacts with people in them."""
    shutil.copytree(TINY, to)
    lines = (to / "contacts.csv").read_text("utf-8").splitlines()
    for at, line in enumerate(lines):
        cells = line.split(",")
        if one := RESIDENTS.get(cells[0]):
            cells[4:8] = [f"{one.name} rang", one.name, one.contact, one.needs]
            lines[at] = ",".join(cells)
    (to / "contacts.csv").write_text("\r\n".join(lines) + "\r\n", "utf-8", newline="")
    return to


def plant(store: Store, mine: TeamName) -> None:
    """Write each of them into many kinds of record, and go about with undo and redo."""
    sian, chloe, tomasz = (one.name for one in RESIDENTS.values())
    leg = LegDraft("foot", london(2026, 10, 5, 9), london(2026, 10, 5, 10), "B1", ("202",))
    with store.change("Log foot patrol") as session:
        ref = patrols.log(session, mine.id, PatrolDraft(legs=(leg,), note=f"Met {sian}."))
    with store.change("Change foot patrol") as session:
        note = f"Met {sian} and CHLOË QUILLFEATHER JONSDAL, 07700-900-123"
        patrols.change(session, ref, PatrolDraft(legs=(leg,), note=note))
    store.undo()
    store.redo()
    with store.change(f"Add meeting {tomasz} and others") as session:
        session.add(
            m.Meeting(
                ref="MX",
                team_id=mine.id,
                kind="other",
                title=f"{tomasz} and others",
                start=london(2026, 10, 6, 10),
                minutes=f"{chloe} spoke.\n{tomasz} agreed, of 3 Tessellate Row.",
            )
        )
        session.add(m.Commentary(team_id=mine.id, month="2026-11", kind="risk", text=sian))
        saved_filters.save(session, mine.id, Saved(f"{chloe}", {"words": "tomasz"}))
    with store.change("Log a contact twice") as session:
        contact = session.scalars(select(m.Contact).filter_by(ref="Q3")).one()
        contact.access_needs = f"Ask {chloe}"
    with store.change("Delete action") as session:
        member = session.scalars(select(m.Member.id)).first()
        action = m.Action(ref="AX", team_id=mine.id, text=f"Call {sian}", raised=MONTHS[1].first)
        action.owner_member_id = member
        session.add(action)
        session.flush()
        session.delete(action)
    with store.change("Write of partners and the public") as session:
        planted.write(session, mine, sian)
        assert planted.silent(session, sian) == set()
    store.keep_draft("appointment", json.dumps({"contact": "Q1", "no_officer": sian}))
    store.keep_draft("patrol", json.dumps({"note": f"At {chloe}'s"}))
    store.keep_draft("meeting", json.dumps({"minutes": f"{tomasz}"}, ensure_ascii=False))


def counted(store: Store, mine: TeamName) -> list[object]:
    """Every figure of every month, and the bytes of every return that was sent."""
    as_at = london(2026, 12, 2, 9)
    with store.read() as session:
        return [
            *(returns.draft(session, mine, month, as_at).made.figures for month in MONTHS),
            *(
                returns.rendered(one.made)
                for month in MONTHS
                for one in revisions.history(session, mine, month)
            ),
        ]


def take_away(store: Store) -> None:
    """What the sergeant does: anonymise each, redact each place, clear the traces."""
    traces = Traces()
    for ref in RESIDENTS:
        with store.read() as session:
            traces |= contacts.details(session, ref).traces
        with store.erase(f"Anonymise, {ref}", subject=f"contacts/{ref}", reason="due") as session:
            retention.anonymise(session, ref)
    with store.read() as session:
        listed = mentions.find(session, traces)
    assert {one.table for one in listed} == {
        *("patrols", "commentary", "settings", "drafts", "changes"),
        *planted.TABLES,
    }
    for one in listed:
        mentions.redact(store, traces, one, "due")
    with store.read() as session:
        assert mentions.find(session, traces) == []
    store.scrub()


def test_no_byte_of_them_is_left_and_every_count_is_as_it_was(
    folder: Path, template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = folder / "data" / "desk.db"
    package = package_with_residents(tmp_path / "package")
    data.parent.mkdir()
    shutil.copyfile(template, data)
    store = open_store(str(data), ACTOR)
    with store.change("Import package") as session:
        assert imports.take(session, imports.read(package), partial=False).written
    with store.read() as session:
        mine = team.named(session, "WHA-1")
        october = returns.draft(session, mine, MONTHS[1], london(2026, 11, 2, 9))
    (tmp_path / "out").mkdir()
    returns.send(store, october, tmp_path / "out", "the Command")
    plant(store, mine)
    with store.read() as session:
        anchors = [journal.anchor(session.connection()), october.made.anchor]
    before = counted(store, mine)
    store.close()
    # An import that fails: the same people, and a status that there is not.
    spoilt = (package / "contacts.csv").read_text("utf-8").replace(",passed_on,", ",nobody,")
    (package / "contacts.csv").write_text(spoilt, "utf-8", newline="")
    assert main(["--database", str(data), "import", str(package)]) == 1
    capsys.readouterr()
    assert len({one.split(": ")[1] for one in found_in(folder)}) >= len(WORDS) - 2

    # The backup before the import has them until it goes, which the page says.
    shutil.rmtree(data.parent / "backups")
    store = open_store(str(data), ACTOR)
    take_away(store)
    backup = backups.back_up(str(data))
    assert counted(store, mine) == before
    assert list(faults(store)) == []
    with store.read() as session:
        assert list(journal.breaks(session.connection(), anchors)) == []
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
    store.close()
    assert backup.path.exists()
    assert found_in(folder) == set()


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("whose", ["demo", "year"])
def test_no_figure_of_a_year_changes_when_everybody_is_anonymised(store: Store, whose: str) -> None:
    with store.change("Make", kind="barrier") as session:
        if whose == "demo":
            demo.make(session, date(2026, 11, 29))
        else:
            assert imports.take(session, imports.read(YEAR), partial=False).written
    with store.read() as session:
        teams = team.every(session)
        refs = session.scalars(select(m.Contact.ref)).all()
    assert len(refs) > 100
    as_at = london(2027, 1, 2, 9)
    months = [Month(2025, 11).plus(number) for number in range(14)]

    def figures() -> list[object]:
        with store.read() as session:
            return [
                returns.draft(session, one, month, as_at).made.figures
                for one in teams
                for month in months
            ]

    before = figures()
    for ref in refs:
        with store.erase("Anonymise", subject=f"contacts/{ref}", reason="due") as session:
            retention.anonymise(session, ref)
    store.scrub()
    assert figures() == before
    assert list(faults(store)) == []
    with store.read() as session:
        left = session.scalars(
            select(m.Contact.ref).where(
                m.Contact.resident_name.is_not(None) | m.Contact.resident_contact.is_not(None)
            )
        )
        assert left.all() == []
