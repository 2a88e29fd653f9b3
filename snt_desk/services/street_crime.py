"""Notes of what the published figures of street-level crime say of a place.

Files of data.police.uk are read and counted; the counts are kept for a consultation or a
priority, with their source. Nothing of single crimes is kept.
"""

from __future__ import annotations

import io
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from snt_desk.db import models as m
from snt_desk.domain import outlines as shapes
from snt_desk.domain import street_crime as rules
from snt_desk.domain.outlines import Beat, Outline
from snt_desk.domain.street_crime import Figure, MonthFile, Spot
from snt_desk.errors import DeskError
from snt_desk.services import beat_map, handles
from snt_desk.services.sheet_files_text import csv_rows
from snt_desk.services.sheet_files_wire import Refused

Report = Callable[[int, int, str], None]
MOST_BYTES = 100_000_000
_OFTEN = 2000


@dataclass(frozen=True)
class Files:
    """What was read of the files chosen together."""

    files: tuple[MonthFile, ...]
    spots: Counter[Spot]

    @property
    def names(self) -> tuple[str, ...]:
        """What the files are called."""
        return tuple(one.name for one in self.files)


@dataclass(frozen=True)
class NoteDraft:
    """A note about to be kept; `consultation`, `priority` are refs, `place` a code.

    `called` says which place was counted, as it is shown.
    """

    source: str
    figures: tuple[Figure, ...]
    called: str = ""
    consultation: str | None = None
    priority: str | None = None
    place: str | None = None
    taken: date | None = None


@dataclass(frozen=True)
class Note:
    """A note as it is shown: of which place, when it was taken, from where, and its counts."""

    ref: str
    taken: date
    place: str
    source: str
    figures: tuple[Figure, ...]

    @property
    def months(self) -> str:
        """The months it is of: `October to December 2026`."""
        return rules.months_shown({one.month for one in self.figures})


# --- Files ------------------------------------------------------------------------------------


def read_files(paths: Sequence[Path], report: Report | None = None) -> Files:
    """Read street-level files, one month of a force or several.

    `report` is called often; what it raises ends the reading. Raises DeskError with the file,
    the row and the field of whatever cannot be read, or where two have the same month.
    """
    found = tuple(
        _read(path, at, len(paths), report) for at, path in enumerate(sorted(paths, key=str))
    )
    return Files(found, rules.together(found))


def _read(path: Path, at: int, of: int, report: Report | None) -> MonthFile:
    name = path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise DeskError(f"{name} was not read", "It is too large. Choose files of one force.")
        stream = io.BytesIO(path.read_bytes())
        return rules.read(name, _told(csv_rows(stream), (name, at, of), report))
    except (OSError, ValueError) as error:
        raise DeskError(f"{name} cannot be opened", "Nothing was read.") from error
    except Refused as refused:
        raise DeskError(f"{name} was not read", str(refused)) from refused


def _told(
    rows: Iterator[Sequence[object]], which: tuple[str, int, int], report: Report | None
) -> Iterator[Sequence[str]]:
    name, at, of = which
    for number, row in enumerate(rows):
        if report is not None and not number % _OFTEN:
            report(at, of, f"Reading {name}")
        yield [str(cell) for cell in row]


# --- Places -----------------------------------------------------------------------------------


def outlined(session: Session, team_id: int) -> dict[str, tuple[Outline, ...]]:
    """Give the outlines of the team's beats, by the beat's code; nothing where none is loaded."""
    kept = beat_map.read(session, team_id)
    place = m.Place
    query = select(place.code, place.name).where(place.team_id == team_id, place.kind == "beat")
    beats = [Beat(*row) for row in session.execute(query)]
    found: dict[str, tuple[Outline, ...]] = {}
    by_key = shapes.matched(kept.outlines, beats, kept.chosen)
    for one in kept.outlines:
        beat = by_key.get(one.key)
        if beat is not None:
            found[beat] = (*found.get(beat, ()), one)
    return found


# --- Notes ------------------------------------------------------------------------------------


def add(session: Session, team_id: int, draft: NoteDraft) -> str:
    """Keep a note and give its ref; raises DeskError if it is of nothing, or of what is gone."""
    if not draft.figures or draft.taken is None:
        raise DeskError("There is nothing to keep", "Choose files that have crimes in this place.")
    if not draft.consultation and not draft.priority:
        raise DeskError(
            "The figures belong to nothing", "Keep them for a priority, or what is asked."
        )
    one = m.CrimeNote(ref=str(uuid.uuid4()), team_id=team_id, taken=draft.taken)
    one.source, one.note = draft.source, draft.called or None
    one.consultation_id = handles.key(session, handles.CONSULTATION, draft.consultation, team_id)
    one.priority_id = handles.key(session, handles.PRIORITY, draft.priority, team_id)
    one.place_id = handles.key(session, handles.PLACE, draft.place, team_id)
    one.counts = [
        m.CrimeCount(month=each.month, category=each.category, count=each.number)
        for each in draft.figures
    ]
    session.add(one)
    return one.ref


def delete(session: Session, ref: str) -> None:
    """Take away a note with its counts; raises DeskError if it is gone."""
    one = session.scalar(select(m.CrimeNote).where(m.CrimeNote.ref == ref))
    if one is None:
        raise DeskError("That note is no longer there", "Undo brings it back.")
    session.delete(one)


def kept_for(session: Session, ref: str) -> tuple[str, str] | None:
    """Say for what a note is kept, by table and ref: a consultation before a priority."""
    one = session.scalar(select(m.CrimeNote).where(m.CrimeNote.ref == ref))
    if one is None:
        return None
    if one.consultation_id is not None:
        return "consultations", session.get_one(m.Consultation, one.consultation_id).ref
    if one.priority_id is not None:
        return "priorities", session.get_one(m.Priority, one.priority_id).ref
    return None


def of_priority(session: Session, ref: str) -> tuple[Note, ...]:
    """List the notes of a priority, the latest first."""
    key = select(m.Priority.id).where(m.Priority.ref == ref).scalar_subquery()
    return _notes(session, m.CrimeNote.priority_id == key)


def of_consultation(session: Session, ref: str) -> tuple[Note, ...]:
    """List the notes of a consultation, the latest first."""
    key = select(m.Consultation.id).where(m.Consultation.ref == ref).scalar_subquery()
    return _notes(session, m.CrimeNote.consultation_id == key)


def _notes(session: Session, which: ColumnElement[bool]) -> tuple[Note, ...]:
    one, place = m.CrimeNote, m.Place
    query = (
        select(one, place.name)
        .join(place, place.id == one.place_id, isouter=True)
        .where(which)
        .options(selectinload(one.counts))
        .order_by(one.taken.desc(), one.id.desc())
    )
    return tuple(
        Note(
            note.ref,
            note.taken,
            note.note or called or "",
            note.source,
            tuple(Figure(each.month, each.category, each.count) for each in note.counts),
        )
        for note, called in session.execute(query)
    )
