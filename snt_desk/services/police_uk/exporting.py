"""What is marked public, as the files that the API of data.police.uk would answer with.

Nothing of a resident, and nobody of the team who may not be named: all that goes out is looked
through for their names first. Whole or not at all, and noted before the files are there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain import clock, police_uk
from snt_desk.domain.police_uk import (
    FILES,
    Event,
    Person,
    Priority,
    Published,
)
from snt_desk.domain.police_uk.held import Held
from snt_desk.domain.police_uk.plain import one_line
from snt_desk.domain.traces import Traces
from snt_desk.errors import DeskError
from snt_desk.services import disclosures, files, not_named, roster
from snt_desk.services.police_uk.held import held, line_round

DATA_POLICE_UK = "data.police.uk"
"""Who gets it, where nothing else is said."""


@dataclass(frozen=True)
class Exported:
    """What was written: names of files, and how much of each kind."""

    folder: Path
    files: tuple[str, ...]
    priorities: int
    events: int
    people: int


def published(session: Session, team_id: int, today: date) -> Published:
    """Give what the public may be told on a day.

    Priorities that are live, events that are not over and people who are posted here, if they
    are marked public; the details that were kept, and the outline of the team if there is one.
    """
    known = held(session, team_id, today)
    return Published(
        neighbourhood=known.told,
        priorities=tuple(
            Priority(one.issue, one.adopted, one.action, one.updated)
            for one in known.priorities
            if one.public and one.is_live
        ),
        people=tuple(
            Person(one_line(one.name), one.ranks[0])
            for one in known.people
            if one.public and one.posted
        ),
        events=tuple(_events(session, team_id, known, today)),
        boundary=line_round(known.boundary),
    )


def write(store: Store, team_id: int, folder: Path, recipient: str, today: date) -> Exported:
    """Write the files into a folder, which is made if need be, and note for whom.

    Raises DeskError where nothing is marked public, where somebody would be named who may not
    be, or where the files cannot be written; nothing is there then.
    """
    with store.read() as session:
        made = published(session, team_id, today)
        if not (made.priorities or made.events or made.people):
            detail = "Tick what the public may see: on a priority, an event, or a person."
            raise DeskError("Nothing is marked public", detail)
        _insist_nobody_is_named(session, made)
    data = police_uk.write(made)
    _insist_it_is_read_back(data)
    _insist_ours(folder, data)
    with files.folder_there(folder), files.staged(folder, data):
        disclosures.give(store, f"Export {len(data)} files for police.uk", recipient)
    counts = (len(one or ()) for one in (made.priorities, made.events, made.people))
    return Exported(folder, tuple(data), *counts)


# --- What may be told -------------------------------------------------------------------------


def _events(session: Session, team_id: int, known: Held, today: date) -> Iterator[Event]:
    query = (
        select(m.Event.ref, m.Code.label)
        .join(m.Code, (m.Code.list == "event_kind") & (m.Code.code == m.Event.kind))
        .where(m.Event.team_id == team_id, m.Event.public.is_(True))
    )
    kinds = dict(session.execute(query).all())
    for one in known.events:
        if one.public and clock.local_day(one.end or one.start) >= today:
            yield Event(
                title=one_line(one.title),
                type=one_line(kinds.get(one.ref, "")).lower(),
                address=one_line(one.place),
                start=one.start,
                end=one.end,
            )


# --- Looked through ---------------------------------------------------------------------------


def _insist_nobody_is_named(session: Session, made: Published) -> None:
    """Refuse texts with the name of a resident, somebody at a partner's, or one not public."""
    texts = list(_texts(made))
    for who, traces in _outsiders(session):
        for what, text in texts:
            if traces.are_sure_in(text):
                raise DeskError(f"{who} would be named", f"Take the name out of {what}.")
    for called, traces in _unnamed(session):
        for what, text in texts:
            if traces.are_sure_in(text) or f" {called} ".casefold() in f" {_spaced(text)} ":
                detail = f"Take {called} out of {what}, or tick that they may be named."
                raise DeskError(f"{called} may not be named to the public", detail)


def _outsiders(session: Session) -> Iterator[tuple[str, Traces]]:
    """Everyone outside the force of whom this desk's data knows, whichever team's they are."""
    for one in not_named.residents(session):
        yield "A resident", Traces.of(one.name, one.contact)
    for one in not_named.at_partners(session):
        yield "Somebody at a partner’s", Traces.of(one.name, one.contact)


def _unnamed(session: Session) -> Iterator[tuple[str, Traces]]:
    """Everyone of the force who may not be named: what they are called, and known by."""
    titles = roster.titles(session)
    query = select(m.Member, m.Posting.role).join(
        m.Posting, m.Posting.member_id == m.Member.id, isouter=True
    )
    people = [
        (f"{titles.get(role, '')} {one.last_name}".strip(), one)
        for one, role in session.execute(query)
    ]
    # Of two who are called the same, the one who may be named is meant.
    named = {called for called, one in people if one.public}
    for called, one in people:
        if not one.public and called not in named:
            yield called, Traces.of(f"{one.first_name} {one.last_name}", one.email)


def _spaced(text: str) -> str:
    return "".join(one if one.isalnum() or one in "-'" else " " for one in text.casefold())


def _texts(made: Published) -> Iterator[tuple[str, str]]:
    """Everything that people wrote, with what it is."""
    for one in made.priorities or ():
        title = one_line(one.issue)[:60]
        yield f"the issue “{title}”", one.issue
        yield f"what was done about “{title}”", one.action
    for event in made.events or ():
        yield f"the event “{event.title}”", event.title
    if made.neighbourhood is not None:
        yield "the description that is kept", made.neighbourhood.description
        yield "the welcome that is kept", made.neighbourhood.welcome


def _insist_it_is_read_back(data: dict[str, bytes]) -> None:
    """Refuse what these files would not say again: a title longer than any is read."""
    back = police_uk.read(data.items())
    for problem in back.problems:
        raise DeskError("It cannot be published", problem.sentence)
    # Not the values: an hour that was twice has one name on the wall.
    if police_uk.write(back.published) != data:
        raise DeskError("It cannot be published", "It would not be read back the same.")


# --- The folder -------------------------------------------------------------------------------


def _insist_ours(folder: Path, data: dict[str, bytes]) -> None:
    """Refuse to replace a file that is not what it would be replaced by."""
    kinds = {name: kind for kind, name in FILES.items()}
    for name in files.there_already(folder, data):
        path = folder / name
        try:
            found = police_uk.read([(name, path.read_bytes())]).sources[0].kind
        except OSError as error:
            raise DeskError("The file cannot be replaced", f"{path}: {error.strerror}.") from error
        if found != kinds[name]:
            detail = f"{path} was left alone. Choose another folder."
            raise DeskError("There is another file of that name", detail)
