"""The monthly return: made from the records, looked over, sent, and watched after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from snt_desk.db import journal
from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock, figures, measures, metadata
from snt_desk.domain import returns as texts
from snt_desk.domain.clock import Month
from snt_desk.domain.figures import NOT_RECORDED, Figure, Source
from snt_desk.domain.returns import MonthlyReturn, Note
from snt_desk.domain.sums import broken_sums
from snt_desk.domain.workings import headcount_before
from snt_desk.errors import DeskError
from snt_desk.services import commentary, disclosures, not_named
from snt_desk.services import files as output
from snt_desk.services.gather import gather
from snt_desk.services.team import TeamName

Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Finding:
    """Something to look at before sending; what `forbids` cannot be answered, only mended.

    With a `section` the answer can be "checked, none" (`say_none`). What is `settled`
    forbids because all is done: the last revision stands. With a `note` its `signs` are the
    words in it that may tell who somebody is.
    """

    sentence: str
    forbids: bool = False
    section: str = ""
    settled: bool = False
    note: Note | None = None
    signs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A return as sending would make it now, and what the check before sending needs."""

    team: TeamName
    made: MonthlyReturn
    sums: tuple[str, ...]


@dataclass(frozen=True)
class Sent:
    """A revision that was sent."""

    revision: int
    as_at: datetime
    sent: datetime


@dataclass(frozen=True)
class Drift:
    """A sent figure that the records no longer bear out."""

    key: Key
    sent: int
    now: int


def draft(session: Session, team: TeamName, month: Month, as_at: datetime) -> Draft:
    """Make the month's next return from the records as they stand; `as_at` is aware UTC."""
    facts = gather(session, team.code, month, as_at)
    made = MonthlyReturn(
        team=team.code,
        month=month,
        revision=_last_number(session, team.id, month) + 1,
        as_at=as_at,
        figures=figures.compute(facts),
        notes=_notes(session, team.id, month),
        anchor=_anchor(session),
    )
    sums = broken_sums(made.figures, headcount_before=headcount_before(facts))
    return Draft(team, made, tuple(one.sentence for one in sums))


def findings(session: Session, draft: Draft) -> tuple[Finding, ...]:
    """Look a return over (formats.md §3, "Sending freezes"): what forbids sending comes first."""
    return (
        *_forbidden(session, draft),
        *_worth_a_look(draft.made),
        *_named(session, draft.made.notes),
    )


def files(draft: Draft) -> dict[str, bytes]:
    """Render a return's files: name to content."""
    return rendered(draft.made)


def rendered(made: MonthlyReturn) -> dict[str, bytes]:
    """Render a return, sent or not: the same return gives the same bytes."""
    head = (made.team, made.month, made.revision)
    return {
        f"{made.stem}.csv": texts.csv_text(*head, made.figures).encode(),
        f"{made.stem}-notes.csv": texts.notes_csv(*head, made.notes).encode(),
        f"{made.stem}-metadata.json": metadata.metadata_json(made).encode(),
    }


def send(store: Store, draft: Draft, folder: Path, recipient: str) -> None:
    """Freeze a return as its revision and write its files; both or neither.

    Raises DeskError with what forbids it. Undo does not pass a sent return.
    """
    label = f"Send the return for {draft.made.month.shown}, revision {draft.made.revision}"
    with (
        output.staged(folder, files(draft)),
        store.change(
            label,
            kind="barrier",
            category="disclosure",
            recipient=disclosures.named(recipient),
        ) as session,
    ):
        for finding in _forbidden(session, draft):
            raise DeskError("The return cannot be sent", finding.sentence)
        _freeze(session, draft)


def sent(session: Session, team_id: int, month: Month) -> list[Sent]:
    """List the revisions sent of a month, the newest first."""
    query = (
        select(m.Return.revision, m.Return.as_at, m.Return.sent)
        .where(m.Return.team_id == team_id, m.Return.month == str(month))
        .order_by(m.Return.revision.desc())
    )
    return [Sent(*row) for row in session.execute(query)]


def last_sent(session: Session, team_id: int, month: Month) -> int | None:
    """Give the primary key of the last revision sent of a month."""
    last = _last(session, team_id, month)
    return None if last is None else last.id


def drift(session: Session, team: TeamName, month: Month) -> tuple[Drift, ...]:
    """Compare the last revision sent of a month with what the records say now."""
    last = _last(session, team.id, month)
    if last is None:
        return ()
    # For the same instant: else a leg that was not yet out then would count as a change.
    facts = gather(session, team.code, month, last.as_at)
    return differing(_frozen(last), figures.compute(facts))


def differing(before: Iterable[Figure], after: Iterable[Figure]) -> tuple[Drift, ...]:
    """Say which figures differ, in the order of the return."""
    then = {figure.key: figure.value for figure in before}
    now = {figure.key: figure.value for figure in after}
    keys = [key for key in then.keys() | now.keys() if then.get(key, 0) != now.get(key, 0)]
    order = {key: at for at, key in enumerate([*then, *now])}
    found = sorted(keys, key=lambda key: (measures.KEYS.index(key[:3]), order[key]))
    return tuple(Drift(key, then.get(key, 0), now.get(key, 0)) for key in found)


def counted(session: Session, team: TeamName, month: Month) -> tuple[Figure, ...]:
    """Count the figures of a month as the records stand now."""
    return figures.compute(gather(session, team.code, month, clock.this_minute()))


def behind(session: Session, team: TeamName, month: Month, key: Key) -> tuple[Source, ...]:
    """Name the records behind a figure, and how much of it each makes."""
    return figures.behind(gather(session, team.code, month, clock.this_minute()), key)


def say_none(session: Session, team_id: int, month: Month, section: str) -> None:
    """Record the sergeant's "checked, none" for a section; nothing happens where it was said."""
    # Two quick presses say it twice: what the first one changed is still being counted.
    said = select(m.NilSection.id).filter_by(team_id=team_id, month=str(month), section=section)
    if session.scalar(said) is None:
        session.add(m.NilSection(team_id=team_id, month=str(month), section=section))


def take_back_none(session: Session, team_id: int, month: Month, section: str) -> None:
    """Take back the "checked, none" of a section; nothing happens where it was not said."""
    session.execute(
        delete(m.NilSection).where(
            m.NilSection.team_id == team_id,
            m.NilSection.month == str(month),
            m.NilSection.section == section,
        )
    )


def faults(session: Session) -> Iterator[str]:
    """Check every return sent: its figures are those that were fingerprinted, and add up."""
    query = select(m.Return, m.Team.code).join(m.Team, m.Team.id == m.Return.team_id)
    for one, team in session.execute(query):
        month, frozen = Month.parse(one.month), _frozen(one)
        text = texts.csv_text(team, month, one.revision, frozen)
        name = texts.file_stem(team, month, one.revision)
        if texts.sha256(text) != one.sha256:
            yield f"The figures kept of {name} are not those that were sent."
        for broken in broken_sums(frozen):
            yield f"{name}: {broken.sentence}"


def _forbidden(session: Session, draft: Draft) -> Iterator[Finding]:
    made = draft.made
    if made.as_at < made.month.span.start:
        yield Finding(f"{made.month.shown} has not begun.", forbids=True)
    last = _last(session, draft.team.id, made.month)
    if last is not None and made.as_at < last.as_at:
        day = clock.long_day(clock.local_day(last.as_at))
        yield Finding(
            f"Revision {last.revision} was made for {clock.wall(last.as_at)} on {day}:"
            " a later one cannot be for an earlier time.",
            forbids=True,
        )
    if last is not None and _same(last, made):
        yield Finding(f"Nothing differs from revision {last.revision}.", forbids=True, settled=True)
    for sentence in draft.sums:
        yield Finding(sentence, forbids=True)


def _worth_a_look(made: MonthlyReturn) -> Iterator[Finding]:
    if made.as_at < made.month.span.end:
        yield Finding(f"{made.month.shown} is not over: its figures are provisional.")
    for figure in made.figures:
        if figure.measure == "legs_without_end" and figure.value:
            yield Finding(f"{_some(figure.value, 'leg has', 'legs have')} no end.")
    sections = {one.section for one in made.figures if one.status == NOT_RECORDED}
    for section in (one for one in measures.SECTIONS if one in sections):
        yield Finding(
            f"{measures.SECTIONS[section]}: record it, or say “none”.",
            section=section,
        )


def _named(session: Session, notes: Sequence[Note]) -> Iterator[Finding]:
    """Point at words that may name somebody: no name leaves with a return (formats.md §3)."""
    if not notes:
        return
    known = not_named.for_public(session)
    for note in notes:
        signs = tuple(dict.fromkeys(one.word for one in known.named(note.text)))
        if signs:
            # Without the words themselves: a script may keep what it is told.
            said = f"{_NOTES[note.kind]} may name somebody: take that out."
            yield Finding(said, note=note, signs=signs)


_NOTES = {
    "priority": "The title of a priority",
    "action": "News of a priority",
    "figure": "The note on a figure",
    **{kind: words.capitalize() for kind, words in commentary.KINDS.items()},
}


def _some(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _notes(session: Session, team_id: int, month: Month) -> tuple[Note, ...]:
    """Give each live priority's issue and latest action, and the sergeant's own words."""
    one = m.Priority
    live = (
        select(one.ref, one.title, one.action)
        .where(
            one.team_id == team_id,
            one.adopted <= month.last,
            one.closed.is_(None) | (one.closed > month.last),
        )
        .order_by(one.ref)
    )
    notes: list[Note] = []
    for ref, title, action in session.execute(live):
        notes.append(Note("priority", ref, title))
        if action:
            notes.append(Note("action", ref, action))
    words = select(m.Commentary.kind, m.Commentary.ref, m.Commentary.text).where(
        m.Commentary.team_id == team_id, m.Commentary.month == str(month)
    )
    rows = session.execute(words.order_by(m.Commentary.id))
    notes += [Note(kind, ref or "", text) for kind, ref, text in rows]
    order = {kind: n for n, kind in enumerate(texts.NOTE_KINDS)}
    return tuple(sorted(notes, key=lambda note: (order[note.kind], note.ref)))


def _freeze(session: Session, draft: Draft) -> None:
    made = draft.made
    text = texts.csv_text(made.team, made.month, made.revision, made.figures)
    frozen = m.Return(
        team_id=draft.team.id,
        month=str(made.month),
        revision=made.revision,
        as_at=made.as_at,
        sent=clock.this_minute(),
        sha256=texts.sha256(text),
        anchor=made.anchor,
    )
    session.add(frozen)
    session.flush()
    session.add_all(
        m.ReturnFigure(return_id=frozen.id, position=n, **figure._asdict())
        for n, figure in enumerate(made.figures, start=1)
    )
    session.add_all(
        m.ReturnNote(return_id=frozen.id, position=n, **note._asdict())
        for n, note in enumerate(made.notes, start=1)
    )


def _last_number(session: Session, team_id: int, month: Month) -> int:
    query = select(func.max(m.Return.revision)).where(
        m.Return.team_id == team_id, m.Return.month == str(month)
    )
    return session.scalar(query) or 0


def _last(session: Session, team_id: int, month: Month) -> m.Return | None:
    query = (
        select(m.Return)
        .where(m.Return.team_id == team_id, m.Return.month == str(month))
        .order_by(m.Return.revision.desc())
        .limit(1)
    )
    return session.scalar(query)


def _frozen(one: m.Return) -> tuple[Figure, ...]:
    return tuple(
        Figure(row.section, row.measure, row.by, row.category, row.value, row.unit, row.status)
        for row in one.figures
    )


def _same(last: m.Return, made: MonthlyReturn) -> bool:
    notes = [Note(row.kind, row.ref, row.text) for row in last.notes]
    return _frozen(last) == tuple(made.figures) and notes == list(made.notes)


def _anchor(session: Session) -> str:
    connection = session.connection()
    return journal.anchor(connection) if connection.dialect.name == "sqlite" else ""
