"""What was understood of a cell, as the window shows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from snt_desk.domain import clock
from snt_desk.domain.package.tables import by_name as table_named
from snt_desk.domain.sheet.around import Around
from snt_desk.domain.sheet.kinds import Kind
from snt_desk.domain.sheet.readers import ForPriority, WithPartners
from snt_desk.domain.sheet.stamps import Stamp
from snt_desk.domain.sheet.times import When

_LEGS: Final = frozenset({"mode", "place", "officers", "partners"})


def shown_value(kind: Kind, name: str, value: Any, around: Around) -> str:
    """Show a value of a field in words; nothing where the cell is empty."""
    if isinstance(value, ForPriority):
        return f"Priority: {around.choices('priorities').names[value.ref]}"
    if isinstance(value, WithPartners):
        both = ("officers", value.officers), ("partners", value.partners)
        return ", ".join(_named(kind, *one, around) for one in both if one[1])
    if isinstance(value, Stamp):
        return clock.long_day(value.day)
    if isinstance(value, str | tuple) and not isinstance(value, When):
        return _named(kind, name, value, around)
    if name == "fte_percent" and value is not None:
        return f"{value} %"
    return _WRITERS[type(value)](value)


def _named(kind: Kind, name: str, value: str | tuple[str, ...], around: Around) -> str:
    keys = (value,) if isinstance(value, str) else value
    if name in {"officers", "collar"} and kind.name != "members":
        return ", ".join(_person(one, around) for one in keys)
    chosen = _list_of(kind, name)
    names = around.choices(chosen).names if chosen else {}
    return ", ".join(names.get(one, one) for one in keys)


def _when(value: When) -> str:
    parts = []
    if value.day is not None:
        parts.append(clock.long_day(value.day))
    if value.minute is not None:
        parts.append(f"{value.minute // 60:02}:{value.minute % 60:02}")
    if value.zone:
        parts.append(value.zone.upper())
    return " ".join(parts)


def _person(collar: str, around: Around) -> str:
    one = around.members.by_collar.get(collar)
    return f"{one.last_name} {collar}" if one else collar


def _list_of(kind: Kind, name: str) -> str | None:
    """Name the table or code list from which a field is chosen."""
    table = {"members": "postings" if name == "role" else "members"}.get(kind.name, kind.name)
    if kind.name == "patrols" and name in _LEGS:
        table = "legs"
    described = table_named(table)
    if name not in described.names:
        return None
    column = described.column(name)
    return column.codes or (column.refers if column.refers != "members" else None)


_WRITERS: Final[dict[type, Callable[[Any], str]]] = {
    type(None): lambda _: "",
    bool: {True: "yes", False: "no"}.__getitem__,
    int: str,
    date: clock.long_day,
    When: _when,
}
