"""JSON from anywhere, as Python's values: strict, and small enough to be read by people.

Whatever is wrong is one sentence, raised as ValueError before anything is made of the file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any, Final, NoReturn

MOST_BYTES: Final = 8_000_000
"""A boundary of 60,000 points is half of it."""
_MOST_BRACKETS: Final = 400_000
"""Each becomes an object of some hundred bytes: a small file could fill the memory."""
_MOST_DIGITS: Final = 40
_SHOWN: Final = 40
_DEEPEST: Final = 12
"""Theirs are four deep."""
_TOO_DEEP: Final = "It is nested too deeply."
_CONSTANTS: Final = {"None": "null", "True": "true", "False": "false"}
_BOMS: Final = (b"\xff\xfe", b"\xfe\xff")


def parse(data: bytes) -> Any:
    """Give what the JSON says; raises ValueError with a sentence for a person."""
    if len(data) > MOST_BYTES:
        raise ValueError(f"It is larger than {MOST_BYTES // 1_000_000} MB.")
    text = _text(data)
    if not text.strip():
        raise ValueError("It is empty.")
    if text.count("[") + text.count("{") > _MOST_BRACKETS:
        raise ValueError("It has too many items.")
    try:
        found = json.loads(
            text,
            parse_constant=_no_number,
            parse_float=_float,
            parse_int=_int,
            object_pairs_hook=_object,
        )
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno:,}, column {error.colno:,}"
        raise ValueError(f"It is no JSON: it cannot be read at {where}.") from None
    for one in _strings(found):
        if any("\ud800" <= letter <= "\udfff" for letter in one):
            raise ValueError("Half a character stands in it (a lone surrogate). Save it anew.")
    return found


def shown(value: object) -> str:
    """Give a value as a sentence quotes it: short, and without what would turn the line round."""
    if isinstance(value, list | dict):
        return "A list" if isinstance(value, list) else "An object"
    text = value if isinstance(value, str) else _CONSTANTS.get(str(value), str(value))
    plain = "".join(one if one.isprintable() else " " for one in text[: _SHOWN + 1])
    return f"“{plain[:_SHOWN]}…”" if len(plain) > _SHOWN else f"“{plain}”"


def _text(data: bytes) -> str:
    encoding = json.detect_encoding(data)
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        kind = "UTF-16" if data.startswith(_BOMS) or "16" in encoding else "UTF-8"
        raise ValueError(f"It is no text in {kind}. Save it from the browser anew.") from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} stands in it, which is not a number.")


def _float(text: str) -> float:
    found = float(text)
    if not math.isfinite(found):
        raise ValueError(f"{shown(text)} is larger than any number can be.")
    return found


def _int(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise ValueError(f"{shown(text)} is larger than any number can be.")
    return int(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{shown(twice)} stands twice in one item. Which is meant?")
    return found


def _strings(value: Any) -> Iterator[str]:
    """Every text in it, names of fields too; raises ValueError where it is nested too deeply."""
    level = [value]
    for _ in range(_DEEPEST):
        inside: list[Any] = []
        for one in level:
            if isinstance(one, str):
                yield one
            elif isinstance(one, dict):
                yield from one
                inside += one.values()
            elif isinstance(one, list):
                inside += one
        level = inside
    if level:
        raise ValueError(_TOO_DEEP)
