"""Of which of the six kinds of section 62 an entry of the journal is, in one place.

Data Protection Act 2018, section 62: collection, alteration, consultation, disclosure,
combination, erasure. What was seen, given out, brought together or erased says so itself;
what changed records is told by its images, and may be of more than one kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from sqlalchemy import ColumnElement, and_, func, literal, or_, select

from snt_desk.db import models as m
from snt_desk.db.journal import Category
from snt_desk.services.record_words import PARTS

CATEGORIES: tuple[Category, ...] = get_args(Category)
"""In the order of the Act."""

_MOST = 2_000
"""So many images of a change are looked at; a change of more is an import, and says so."""
_NO_RECORDS = frozenset({*PARTS, "settings", "codes"})
"""Parts and settings: what comes or goes there alters what they belong to."""


def of(explicit: Category | None, flags: Mapping[str, bool]) -> tuple[Category, ...]:
    """Say of which kinds an entry is, by what it says itself and by `FLAGS` of its images."""
    if explicit is not None and explicit != "combination":
        return (explicit,)
    found: set[Category] = {explicit} if explicit else set()
    if flags["came"]:
        found.add("collection")
    if flags["went"]:
        found.add("erasure")
    if flags["changed"] or (flags["any"] and not flags["came"] and not flags["went"]):
        found.add("alteration")
    return tuple(one for one in CATEGORIES if one in found)


_some = (
    select(m.Image.table, m.Image.before, m.Image.after)
    .where(m.Image.change_id == m.Change.id)
    .limit(_MOST)
    .correlate(m.Change)
    .subquery()
    .c
)
_record = _some.table.not_in(sorted(_NO_RECORDS))


def _exists(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(literal(1)).where(*conditions).exists()


FLAGS: Mapping[str, ColumnElement[bool]] = {
    "came": _exists(_record, _some.before.is_(None), _some.after.is_not(None)),
    "went": _exists(_record, _some.before.is_not(None), _some.after.is_(None)),
    "changed": _exists(_some.before.is_not(None), _some.after.is_not(None)),
    "any": _exists(_some.table.is_not(None)),
}
"""What is asked of the images of a change, for a list of changes."""


def is_of(wanted: Category) -> ColumnElement[bool]:
    """Choose the changes that are of a kind, as `of` says."""
    told = m.Change.category == wanted
    by_images = {
        "collection": FLAGS["came"],
        "erasure": FLAGS["went"],
        "alteration": or_(FLAGS["changed"], and_(FLAGS["any"], ~FLAGS["came"], ~FLAGS["went"])),
    }
    if wanted not in by_images:
        return told
    open_ = func.coalesce(m.Change.category, "combination") == "combination"
    return or_(told, and_(open_, by_images[wanted]))
