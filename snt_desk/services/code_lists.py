"""The code lists: what is offered, in which order, and what an import makes of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db.models import Code
from snt_desk.db.seeds import Seed, seeded_codes
from snt_desk.domain import codes as codes_of
from snt_desk.domain.codes import CodeLists, after_import
from snt_desk.domain.package import TABLES, Row
from snt_desk.services.records import CODES_BESIDE, table_of


def offered(
    session: Session, list_name: str, on: date, *, also: Collection[str] = ()
) -> list[tuple[str, str]]:
    """Give the codes to choose from on a day, with their labels, in the order of the list.

    `also` names codes that the record in hand has already: they stay, whatever their dates.
    """
    query = (
        select(Code.code, Code.label, Code.valid_from, Code.valid_to)
        .where(Code.list == list_name)
        .order_by(Code.position)
    )
    return [
        (code, label)
        for code, label, valid_from, valid_to in session.execute(query)
        if code in also
        or ((valid_from is None or valid_from <= on) and (valid_to is None or on < valid_to))
    ]


def put(session: Session, rows: Sequence[Row]) -> None:
    """Take over lists from a package; what becomes of the codes is `domain.codes`' to say."""
    coming = CodeLists.of(rows)
    standing = CodeLists.of(map(_as_row, session.scalars(select(Code).order_by(Code.position))))
    taken = [name for name in coming.names if coming.codes(name)]
    left = [
        (name, one.code)
        for name in taken
        for one in standing.codes(name)
        if coming.find(name, one.code) is None
    ]
    used = [one for one in left if _used(session, *one)]
    after = after_import(standing, coming, CodeLists.of(map(_as_row, seeded_codes())), used)
    for name in taken:
        _write(session, name, after.codes(name))


def _write(session: Session, name: str, codes: Sequence[codes_of.Code]) -> None:
    there = {one.code: one for one in session.scalars(select(Code).where(Code.list == name))}
    for position, one in enumerate(codes, start=1):
        code = there.pop(one.code, None)
        if code is None:
            code = Code(list=name, code=one.code)
            session.add(code)
        code.label, code.valid_from, code.valid_to = one.label, one.valid_from, one.valid_to
        code.flags, code.position = ";".join(one.flags) or None, position
    for gone in there.values():
        session.delete(gone)


def _as_row(code: Code | Seed) -> Row:
    flags = tuple(code.flags.split(";")) if code.flags else ()
    return (code.list, code.code, code.label, code.valid_from, code.valid_to, flags)


def _used(session: Session, name: str, code: str) -> bool:
    with session.no_autoflush:
        return any(
            session.execute(select(column).where(column == code).limit(1)).first()
            for column in _columns_with(name)
        )


def _columns_with(name: str) -> Iterable[Any]:
    for table in TABLES:
        for column in table.columns:
            if column.codes == name:
                yield table_of(table.name).c[column.name]
    for (ours, beside), listed in CODES_BESIDE.items():
        if listed == name:
            yield table_of(ours).c[beside]
