"""One entry of the journal in full: each record it touched, before and after, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import text
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db import rows_again
from snt_desk.services import bring_back, history, journal, record_words, residents
from snt_desk.services.bring_back import Gone
from snt_desk.services.history_words import LINKED, Difference, Image, Names, Telling
from snt_desk.services.journal import JournalRow

MOST = 20
"""So many records are told of one entry; an import has thousands."""
_IMAGES = 2_000
_LETTERS = 300


@dataclass(frozen=True)
class Told:
    """One record that an entry touched: what it is called, its ref, and what became what.

    `did` is `came`, `went` or `changed`. Where the contents were erased there are no
    differences, and `erased` says so.
    """

    table: str
    ref: str
    called: str
    did: str
    differences: tuple[Difference, ...]
    erased: bool = False


@dataclass(frozen=True)
class EntryInFull:
    """All that is known of an entry; `more` records are not told, `gone` can be brought back."""

    row: JournalRow
    hash: str
    told: tuple[Told, ...]
    more: int
    gone: tuple[Gone, ...]

    @property
    def residents(self) -> tuple[str, ...]:
        """The refs of residents whose details are told here: a look at them is to be noted."""
        return tuple(
            one.ref for one in self.told if one.table == residents.TABLE and one.differences
        )


def read(session: Session, number: int) -> EntryInFull | None:
    """Read an entry in full; None where there is none of that number."""
    found = journal.rows(session, [number])
    if not found:
        return None
    sealed = session.get_one(m.Change, number).hash or ""
    if session.get_bind().dialect.name != "sqlite":
        return EntryInFull(found[0], sealed, (), 0, ())
    images = _images(session, number)
    roots = _by_record(session, images)
    names = Names(session)
    told = tuple(_told(session, names, root, parts) for root, parts in list(roots.values())[:MOST])
    gone = bring_back.gone(session, number)
    return EntryInFull(found[0], sealed, told, max(0, len(roots) - MOST), gone)


def _images(session: Session, number: int) -> list[Image]:
    query = (
        'SELECT id, "table", row, before, after FROM images WHERE change_id = :number'
        " ORDER BY id LIMIT :most"
    )
    return [
        Image(one.id, number, one.table, one.row, _content(one.before), _content(one.after))
        for one in session.execute(text(query), {"number": number, "most": _IMAGES})
    ]


def _content(image: str | None) -> Mapping[str, object] | None:
    read_: Mapping[str, object] | None = None if image is None else json.loads(image)
    return read_


Records = dict[tuple[str, int], tuple[Image, list[Image]]]


def _by_record(session: Session, images: Sequence[Image]) -> Records:
    """Sort images by the record they belong to, with the record as it is, or was last."""
    among = {(one.table, one.row): one for one in images}
    found: Records = {}
    for image in images:
        root = record_words.root_of(session, image, among)
        if root is not None:
            found.setdefault((root.table, root.row), (root, []))[1].append(image)
    return found


def _told(session: Session, names: Names, root: Image, images: list[Image]) -> Told:
    key = history.KEYS.get(root.table, "ref")
    ref = str(root.content.get(key, ""))
    own = [one for one in images if (one.table, one.row) == (root.table, root.row)]
    if own and all(one.before is None and one.after is None for one in own):
        return Told(root.table, "", record_words.NOUNS[root.table][0], "changed", (), erased=True)
    did = _did(own)
    called = record_words.called(names, root.table, root.content, _parts(session, root, images))
    said = _differences(session, names, root, images, did)
    short = tuple(replace(one, before=_short(one.before), after=_short(one.after)) for one in said)
    return Told(root.table, ref, called, did, short)


def _did(own: Sequence[Image]) -> str:
    if not own:
        return "changed"
    if own[0].before is None:
        return "came"
    return "went" if own[-1].after is None else "changed"


def _parts(session: Session, root: Image, images: list[Image]) -> list[Image]:
    """What a patrol is called by: its legs, of this entry or as they stand."""
    legs = [one for one in images if one.table == "legs"]
    if root.table != "patrols" or legs:
        return legs
    connection = session.connection()
    rows = rows_again.of_parent(connection, "legs", "patrol_id", root.row)
    return [
        Image(0, root.change, "legs", row, None, rows_again.read(connection, "legs", row))
        for row in rows
    ]


def _differences(
    session: Session, names: Names, root: Image, images: list[Image], did: str
) -> Sequence[Difference]:
    if did == "went":
        # Told as if it came, and then the other way round: all that there was.
        turned = [replace(one, before=one.after, after=one.before) for one in images]
        return [Difference(one.field, one.after, one.before) for one in _alone(names, root, turned)]
    key = history.KEYS.get(root.table, "ref")
    if did == "changed" and key in root.content:
        # Who belonged before is known from the changes before.
        known = history.of(session, root.table, str(root.content[key]))
        found = [one.differences for one in known if one.change == images[0].change]
        if found:
            return found[0]
    return list(_alone(names, root, images))


def _alone(names: Names, root: Image, images: Sequence[Image]) -> Iterator[Difference]:
    """Tell the images of one entry by themselves."""
    known = {part for level in history.PARTS.values() for part, _ in level} | set(LINKED)
    told = [one for one in images if one.table == root.table or one.table in known]
    legs = {one.row: one.content["leg"] for one in told if one.table == "legs" and one.content}
    yield from Telling(names, root.table, legs).told(told)


def _short(words: str) -> str:
    return words if len(words) <= _LETTERS else f"{words[: _LETTERS - 1].rstrip()}…"
