"""Published figures are counted from files and kept as counts, for a priority or what is asked."""

from __future__ import annotations

import tracemalloc
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import street_crime as rules
from snt_desk.domain.outlines import Outline
from snt_desk.domain.street_crime import Figure, Where
from snt_desk.errors import DeskError
from snt_desk.services import beat_map, street_crime
from snt_desk.services.street_crime import NoteDraft
from snt_desk.services.team import TeamName
from tests.domain.crimes import as_csv, row

DATA = Path(street_crime.__file__).parents[3] / "shared" / "data" / "tests-only" / "police_uk"
REAL = DATA / "2022-01-hertfordshire-street_first1500.csv"
TODAY = date(2026, 12, 2)
RING = ((-0.2, 51.7), (-0.1, 51.7), (-0.1, 51.8), (-0.2, 51.8))


def file(folder: Path, name: str, *rows: list[str]) -> Path:
    path = folder / name
    path.write_bytes(as_csv(*rows))
    return path


def note(**said: str) -> NoteDraft:
    figures = (Figure("2026-10", "Drugs", 2), Figure("2026-11", "Drugs", 0))
    return NoteDraft("data.police.uk, October 2026", figures, taken=TODAY, **said)


def test_files_of_several_months_are_read_together(tmp_path: Path) -> None:
    paths = [
        file(tmp_path, "b.csv", row(month="2026-11")),
        file(tmp_path, "a.csv", row(), row("Drugs")),
    ]
    told: list[str] = []
    read = street_crime.read_files(paths, lambda _done, _of, words: told.append(words))
    assert read.names == ("a.csv", "b.csv")
    assert [one.months for one in read.files] == [("2026-10",), ("2026-11",)]
    assert sum(read.spots.values()) == 3
    assert told == ["Reading a.csv", "Reading b.csv"]


def test_a_bad_file_is_named_and_nothing_is_read(tmp_path: Path) -> None:
    good, bad = file(tmp_path, "a.csv", row()), file(tmp_path, "b.csv", row(month="never"))
    with pytest.raises(DeskError) as refused:
        street_crime.read_files([good, bad])
    assert refused.value.title == "b.csv was not read"
    assert "Row 2, Month" in refused.value.detail


@pytest.mark.parametrize(
    "data", [b"", b"\x00\xff\xfe", b'Month,"open', b"PK\x03\x04\x14\x00", b"a,b\n" * 50]
)
def test_what_is_no_csv_is_refused_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    with pytest.raises(DeskError, match=r"x\.csv was not read"):
        street_crime.read_files([path])


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"gone\.csv cannot be opened"):
        street_crime.read_files([tmp_path / "gone.csv"])


def test_what_ends_the_reading_ends_it_at_once(tmp_path: Path) -> None:
    class EnoughError(Exception):
        pass

    def report(_done: int, _of: int, _words: str) -> None:
        raise EnoughError

    with pytest.raises(EnoughError):
        street_crime.read_files([file(tmp_path, "a.csv", row())], report)


def test_a_note_is_kept_for_a_priority_and_read_again(store: Store, team: TeamName) -> None:
    with store.change("Add crime figures") as session:
        ref = street_crime.add(session, team.id, note(priority="T1", place="B1", called="Peartree"))
    with store.read() as session:
        (found,) = street_crime.of_priority(session, "T1")
        assert street_crime.of_consultation(session, "T1") == ()
    assert (found.ref, found.taken, found.place) == (ref, TODAY, "Peartree")
    assert found.months == "October to November 2026"
    assert found.figures == (Figure("2026-10", "Drugs", 2), Figure("2026-11", "Drugs", 0))


def test_undo_takes_a_note_away_with_its_counts(store: Store, team: TeamName) -> None:
    with store.change("Add crime figures") as session:
        street_crime.add(session, team.id, note(priority="T1"))
    store.undo()
    with store.read() as session:
        assert street_crime.of_priority(session, "T1") == ()
        assert session.scalar(select(func.count()).select_from(m.CrimeCount)) == 0


def test_a_note_can_be_deleted(store: Store, team: TeamName) -> None:
    with store.change("Add crime figures") as session:
        ref = street_crime.add(session, team.id, note(priority="T1"))
    with store.change("Delete crime figures") as session:
        street_crime.delete(session, ref)
    with store.read() as session:
        assert street_crime.of_priority(session, "T1") == ()
        with pytest.raises(DeskError, match="no longer there"):
            street_crime.delete(session, ref)


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (NoteDraft("s", (), priority="T1", taken=TODAY), "There is nothing to keep"),
        (note(), "belong to nothing"),
        (note(priority="gone"), "is no longer there"),
        (note(consultation="gone"), "is no longer there"),
    ],
)
def test_a_note_of_nothing_is_refused(
    store: Store, team: TeamName, draft: NoteDraft, said: str
) -> None:
    with pytest.raises(DeskError, match=said), store.change("Add crime figures") as session:
        street_crime.add(session, team.id, draft)


def test_the_outline_of_a_beat_is_found_by_its_code(store: Store, team: TeamName) -> None:
    with store.read() as session:
        assert street_crime.outlined(session, team.id) == {}
    outlines = [Outline("Peartree Ward", "", (RING,)), Outline("Elsewhere", "X", (RING,))]
    with store.change("Load outlines") as session:
        beat_map.load(session, team.id, "beats.json", outlines)
    with store.read() as session:
        found = street_crime.outlined(session, team.id)
    assert {beat: [one.name for one in those] for beat, those in found.items()} == {
        "B1": ["Peartree Ward"]
    }


def test_a_real_month_of_the_county_is_read_and_counted() -> None:
    if not REAL.is_file():
        pytest.skip("police_uk is not here: it may be read, but not kept with the program")
    tracemalloc.start()
    read = street_crime.read_files([REAL])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000
    figures = rules.figures(read.spots, Where(areas=frozenset({"Dacorum 015D"})))
    counts = {one.category: one.number for one in figures}
    assert counts["Violence and sexual offences"] == 29
    assert counts["Shoplifting"] == 21
    assert counts["Anti-social behaviour"] == 20
    every = rules.figures(read.spots, Where())
    assert sum(one.number for one in every) == 1500
