"""What stands in a form, as JSON to be kept and as text to be read; and from JSON back again.

A form's fields are a frozen dataclass of texts, ticks, days and tuples of these. What was kept
is read against its types: nothing else comes into a form, whatever stands there.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class UnreadableError(ValueError):
    """What was kept does not fit the form any more."""


def to_json(typed: Any) -> Any:
    """Give what stands in a form as what JSON can hold."""
    if dataclasses.is_dataclass(typed):
        fields = dataclasses.fields(typed)
        return {one.name: to_json(getattr(typed, one.name)) for one in fields}
    if isinstance(typed, list | tuple):
        return [to_json(one) for one in typed]
    if isinstance(typed, Mapping):
        return {key: to_json(one) for key, one in typed.items()}
    return typed.isoformat() if isinstance(typed, date) else typed


def from_json(kind: type[T], kept: Any) -> T:
    """Read it back as that dataclass; UnreadableError where it does not fit."""
    made: T = _read(kind, kept)
    return made


def _read(kind: Any, kept: Any) -> Any:
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        return _read_one_of(get_args(kind), kept)
    if origin is tuple:
        return _read_tuple(get_args(kind), kept)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind) and isinstance(kept, dict):
        hints = get_type_hints(kind)
        if kept.keys() - hints.keys():
            raise UnreadableError(kind)
        try:
            return kind(**{name: _read(hints[name], one) for name, one in kept.items()})
        except TypeError as error:  # something is missing
            raise UnreadableError(kind) from error
    if kind is date and isinstance(kept, str):
        try:
            return date.fromisoformat(kept)
        except ValueError as error:
            raise UnreadableError(kept) from error
    if (kind in {None, NoneType} and kept is None) or type(kept) is kind:
        return kept
    raise UnreadableError(kind)


def _read_one_of(kinds: tuple[Any, ...], kept: Any) -> Any:
    for kind in kinds:
        try:
            return _read(kind, kept)
        except UnreadableError:
            continue
    raise UnreadableError(kinds)


def _read_tuple(kinds: tuple[Any, ...], kept: Any) -> tuple[Any, ...]:
    if not isinstance(kept, list):
        raise UnreadableError(kinds)
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_read(kinds[0], one) for one in kept)
    if len(kinds) != len(kept):
        raise UnreadableError(kinds)
    return tuple(_read(kind, one) for kind, one in zip(kinds, kept, strict=True))


# --- For whoever reads it -----------------------------------------------------------------------


def as_text(typed: Any) -> str:
    """Write what stands in a form so that it can be read and typed again: a line for each field."""
    return "\n".join(_lines(typed))


def _lines(typed: Any) -> Iterator[str]:
    for one in dataclasses.fields(typed):
        value = getattr(typed, one.name)
        # `no_theme` is what was typed for a theme, and is none.
        name = one.name.removeprefix("no_").replace("_", " ").capitalize()
        if value in (None, "", (), False):
            continue
        inside = value if isinstance(value, tuple) else (value,)
        if dataclasses.is_dataclass(inside[0]):
            for number, part in enumerate(inside, 1):
                yield f"{name} {number}" if len(inside) > 1 else name
                yield from (f"  {line}" for line in _lines(part))
        else:
            yield f"{name}: {_said(value)}"


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {one}" for key, one in value.items())
    if isinstance(value, tuple):
        return ", ".join(_said(one) for one in value)
    return "yes" if value is True else str(value)
