"""What residents said, joined to the priorities that answer it: linked, and counted again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.consultations import NOWHERE
from snt_desk.errors import DeskError
from snt_desk.services import handles

_CHUNK = 500
_tables = m.Base.metadata.tables
_response = _tables["responses"]


def said_so(session: Session, priority_ids: Collection[int]) -> dict[int, int]:
    """Give how many residents asked for each of these priorities; one nobody asked for has 0.

    It is the feedback count of a priority: the counts of the responses linked to it, added up.
    """
    found = dict.fromkeys(priority_ids, 0)
    for part in _parts(list(found)):
        query = (
            select(_response.c.priority_id, func.sum(_response.c.count))
            .where(_response.c.priority_id.in_(part))
            .group_by(_response.c.priority_id)
        )
        found |= {key: int(number) for key, number in session.execute(query)}
    return found


def residents(session: Session, keys: Select[Any]) -> int:
    """Count the residents behind the responses with these keys: one may count for many."""
    counted = select(func.sum(_response.c.count)).where(_response.c.id.in_(keys))
    return int(session.scalar(counted) or 0)


def link(session: Session, response_refs: Collection[str], priority_ref: str | None) -> None:
    """Link responses to a priority, or with None take them off theirs: all, or none of them.

    Raises DeskError if a response or the priority is gone, or they are of two teams.
    """
    keys = _keys(session, response_refs)
    priority = None if priority_ref is None else _priority(session, priority_ref)
    for part in _parts(keys):
        of_them = _response.c.id.in_(part)
        if priority is not None:
            _check_team(session, of_them, priority)
        _write(session, of_them, None if priority is None else priority.id)


def link_matching(
    session: Session,
    consultation_ref: str,
    theme: str | None,
    place: str | None,
    priority_ref: str,
) -> int:
    """Link all that a consultation holds of a theme and place that is linked to nothing yet.

    *place* is the code of one, `NOWHERE` where none was named, with None whatever the place;
    so for the theme. Give how many responses were linked. Raises DeskError if what is named is
    gone, or is of another team.
    """
    known = select(m.Consultation).where(m.Consultation.ref == consultation_ref)
    consultation = session.scalar(known)
    if consultation is None:
        raise DeskError("That consultation is no longer there", "Undo brings it back.")
    priority = _priority(session, priority_ref)
    of_them = [_response.c.consultation_id == consultation.id, _response.c.priority_id.is_(None)]
    if theme is not None:
        of_them.append(_response.c.theme == theme)
    if place == NOWHERE:
        of_them.append(_response.c.place_id.is_(None))
    elif place is not None:
        of_them.append(
            _response.c.place_id.in_(
                select(m.Place.id).where(
                    m.Place.team_id == consultation.team_id, m.Place.code == place
                )
            )
        )
    matching = _response.c.id.in_(select(_response.c.id).where(*of_them))
    _check_team(session, matching, priority)
    return _write(session, matching, priority.id)


def remove(session: Session, response_refs: Collection[str]) -> None:
    """Take responses away, all or none of them; DeskError if one is gone."""
    for part in _parts(_keys(session, response_refs)):
        session.execute(delete(_response).where(_response.c.id.in_(part)))


def _parts(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK))


def _keys(session: Session, refs: Collection[str]) -> list[int]:
    wanted = list(dict.fromkeys(refs))
    found: list[int] = []
    for part in _parts(wanted):
        found += session.scalars(select(_response.c.id).where(_response.c.ref.in_(part)))
    if gone := len(wanted) - len(found):
        number = f"{gone:,} of these responses are" if gone > 1 else "One of these responses is"
        raise DeskError(f"{number} no longer there", "Undo brings it back.")
    return found


def _priority(session: Session, ref: str) -> m.Priority:
    return handles.there(session, m.Priority, ref, "priority")


def _check_team(session: Session, of_them: Any, priority: m.Priority) -> None:
    """Responses bear no team of their own: it is that of their consultation."""
    other = (
        select(m.Consultation.title)
        .join(_response, _response.c.consultation_id == m.Consultation.id)
        .where(of_them, m.Consultation.team_id != priority.team_id)
    )
    if (title := session.scalar(other.limit(1))) is not None:
        raise DeskError("Nothing was linked", f"{title} is of another team than the priority.")


def _write(session: Session, of_them: Any, priority: int | None) -> int:
    """Write what is not there already: what stays the same leaves no trace."""
    differs = _response.c.priority_id.is_distinct_from(priority)
    done: Any = session.execute(
        update(_response)
        .where(of_them, differs)
        .values(priority_id=priority, version=_response.c.version + 1)
    )
    return int(done.rowcount)
