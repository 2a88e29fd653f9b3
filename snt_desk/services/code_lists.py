"""The code lists: what is offered, in which order, and what an import makes of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db.models import Code
from snt_desk.db.seeds import seeded_codes
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
    """Take over lists from a package (formats.md §1, code lists).

    Its codes come first, in its order. A code that it lacks goes if it is as seeded and
    nothing uses it, else it stays after them. Lists without a row in it are left alone.
    """
    by_list: dict[str, list[Row]] = {}
    for row in rows:
        by_list.setdefault(row[0], []).append(row)
    for name, wanted in by_list.items():
        _put_list(session, name, wanted)


def _put_list(session: Session, name: str, wanted: list[Row]) -> None:
    query = select(Code).where(Code.list == name).order_by(Code.position)
    there = {code.code: code for code in session.scalars(query)}
    kept = []
    for row in wanted:
        code = there.pop(row[1], None)
        if code is None:
            code = Code(list=name, code=row[1])
            session.add(code)
        code.label, code.valid_from, code.valid_to = row[2:5]
        code.flags = ";".join(row[5]) or None
        kept.append(code)
    seeds = {tuple(seed) for seed in seeded_codes()}
    for code in there.values():
        if _as_row(code) in seeds and not _used(session, name, code.code):
            session.delete(code)
        else:
            kept.append(code)
    for position, code in enumerate(kept, start=1):
        code.position = position


def _as_row(code: Code) -> tuple[Any, ...]:
    return (code.list, code.code, code.label, code.valid_from, code.valid_to, code.flags)


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
