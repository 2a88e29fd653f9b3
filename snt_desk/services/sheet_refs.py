"""Which rows of a sheet were taken before: by the refs that were made from their content.

A record that came from a sheet keeps its ref when it is changed, and the journal knows it
when it is deleted; so the same sheet taken twice adds nothing (docs/decisions/0015).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.package import Key
from snt_desk.domain.sheet import Line
from snt_desk.domain.sheet.making import MADE, patrol_rows, remade
from snt_desk.services.records import Held, table_of

_AFTER_MADE = MADE[:-1] + chr(ord(MADE[-1]) + 1)


@dataclass(frozen=True)
class Known:
    """The refs made from content that records have, and those whose record was deleted."""

    there: frozenset[str] = frozenset()
    deleted: frozenset[str] = frozenset()


def known_refs(session: Session, kind: str, lines: Sequence[Line]) -> Known:
    """Look which of the refs made for the lines of a sheet records have, or had."""
    made = {line.ref for line in lines if line.made}
    if not made:
        return Known()
    ref = table_of(kind).c.ref
    there = made.intersection(session.scalars(select(ref).where(ref >= MADE, ref < _AFTER_MADE)))
    return Known(frozenset(there), _deleted(session, kind, made - there))


def outcomes(found: Mapping[str, Mapping[Key, Held]]) -> Mapping[str, list[tuple[str, int]]]:
    """Give the outcomes of each patrol or event that was found: codes and counts."""
    counts: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for held in found["outcomes"].values():
        patrol, event, counted, count = held.row
        counts[patrol or event].append((counted, count))
    return counts


def changed(
    kind: str, team: str, refs: frozenset[str], found: Mapping[str, Mapping[Key, Held]]
) -> frozenset[str]:
    """Say which records no longer are what their rows said when they were taken."""
    counts = outcomes(found)
    if kind == "patrols":
        return frozenset(ref for ref in refs if _patrol_ref(ref, counts.get(ref, ()), found) != ref)
    rows = found[kind]
    return frozenset(
        ref for ref in refs if remade(kind, team, rows[(ref,)].row, counts.get(ref, ())) != ref
    )


def _patrol_ref(
    ref: str, counts: Sequence[tuple[str, int]], found: Mapping[str, Mapping[Key, Held]]
) -> str | None:
    """Make a patrol's ref anew from what it is now; none for one of several legs."""
    first = found["legs"].get((ref, 1))
    if first is None or (ref, 2) in found["legs"]:
        return None
    told = found["patrols"][(ref,)].row[1:]
    return patrol_rows(None, told, first.row[2:], counts).ref


def _deleted(session: Session, kind: str, refs: set[str]) -> frozenset[str]:
    """Say of which of these refs the record was taken away, and not by undoing an import.

    On a server there is no journal yet, so nothing is known of what was deleted there.
    """
    if not refs or session.get_bind().dialect.name != "sqlite":
        return frozenset()
    ref = func.json_extract(m.Image.before, "$.ref")
    query = (
        select(ref, m.Change.kind)
        .join(m.Change, m.Change.id == m.Image.change_id)
        .where(m.Image.table == kind, m.Image.after.is_(None), ref >= MADE, ref < _AFTER_MADE)
        .order_by(m.Image.id)
    )
    last = {gone: by for gone, by in session.execute(query) if gone in refs}
    return frozenset(gone for gone, by in last.items() if by != "undo")
