"""What was typed and is not saved: put aside for another patrol, kept, and brought back."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, TypeVar

from snt_desk.domain import clock
from snt_desk.ui.pages.patrols import reading
from snt_desk.ui.pages.patrols.reading import TypedLeg, TypedPatrol
from snt_desk.ui.pages.patrols.stays import TypedVisit

_log = logging.getLogger(__name__)
_VERSION = 1
_UNREADABLE = (
    *(ValueError, TypeError, LookupError, AttributeError),
    *(OverflowError, RecursionError),
)


@dataclass(frozen=True)
class Aside:
    """What stood in the form: for which patrol (None, a new one), which leg, typed when (UTC)."""

    ref: str | None
    patrol: TypedPatrol
    at: int
    typed: datetime

    @property
    def words(self) -> str:
        """Say which it is: `Patrol of Sun 22 Nov, typed at 14:02.`."""
        today = clock.today()
        day = reading.stretch(self.patrol.legs[0], today).day
        which = "A patrol" if day is None else f"Patrol of {clock.short_day(day)}"
        on = clock.local_day(self.typed)
        typed_on = "" if on == today else f" on {clock.short_day(on)}"
        return f"{which}, typed{typed_on} at {clock.wall(self.typed)}."


@dataclass(frozen=True)
class Unsaved:
    """All that was typed and is not saved: patrols, and a line that was not taken yet."""

    asides: tuple[Aside, ...] = ()
    line: str = ""


def question(unsaved: Sequence[Aside]) -> tuple[str, str]:
    """Ask whether these are to be saved, and say which they are."""
    which = "\n".join(one.words for one in unsaved)
    if len(unsaved) == 1:
        return "Save the patrol?", f"It is not saved yet. {which}"
    return f"Save the {len(unsaved)} patrols?", f"They are not saved yet.\n{which}"


def written(unsaved: Unsaved) -> str:
    """Write it as a text that `read` understands; nothing is an empty one."""
    if unsaved == Unsaved():
        return ""
    all_of_them = [
        {
            "ref": one.ref,
            "patrol": asdict(one.patrol),
            "at": one.at,
            "typed": one.typed.isoformat(),
        }
        for one in unsaved.asides
    ]
    whole = {"version": _VERSION, "asides": all_of_them, "line": unsaved.line}
    return json.dumps(whole, ensure_ascii=False)


def read(text: str) -> Unsaved:
    """Read what was kept; what another version kept, or nobody can read, is nothing."""
    try:
        kept = json.loads(text)
        if kept["version"] != _VERSION:
            return Unsaved()
        return Unsaved(tuple(_aside(one) for one in kept["asides"]), _text(kept["line"]))
    except _UNREADABLE as error:
        _log.info("A draft cannot be read: %s", error)
        return Unsaved()


def _aside(kept: Mapping[str, Any]) -> Aside:
    patrol = dict(kept["patrol"])
    legs = tuple(_leg(one) for one in patrol.pop("legs"))
    reason = patrol.pop("reason")
    if reason is not None:
        purpose, priority = reason
        reason = _text(purpose), _text_or_none(priority)
    whole = _sound(TypedPatrol(legs, reason, **patrol))
    for code, count in (whole.outcomes or {}).items():
        _text(code), _text(count)
    if not legs:
        raise ValueError("no legs")
    shown = max(0, min(int(kept["at"]), len(legs) - 1))
    return Aside(_text_or_none(kept["ref"]), whole, shown, clock.read_moment(kept["typed"]))


def _leg(kept: Mapping[str, Any]) -> TypedLeg:
    leg = dict(kept)
    visits = tuple(_visit(one) for one in leg.pop("visits"))
    crew, partners = (tuple(map(_text, leg.pop(name))) for name in ("crew", "partners"))
    made = _sound(TypedLeg(**leg, crew=crew, partners=partners, visits=visits))
    _text_or_none(made.place)
    return made


def _visit(kept: Mapping[str, Any]) -> TypedVisit:
    made = _sound(TypedVisit(**kept))
    _text_or_none(made.hotspot)
    return made


_Typed = TypeVar("_Typed", TypedPatrol, TypedLeg, TypedVisit)


def _sound(typed: _Typed) -> _Typed:
    """Give it back if its texts are texts, and what is yes or no is that; else TypeError."""
    for one in fields(typed):
        kind = type(one.default)
        if kind in {str, bool} and type(getattr(typed, one.name)) is not kind:
            raise TypeError(f"{one.name} is of another kind")
    return typed


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)
