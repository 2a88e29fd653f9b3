"""Filters of the log that the team keeps under a name.

A filter is kept as its words (`mode` is `foot`, `month` is `2026-10` or `this`), which are
those by which one page asks another for a filtered list: what is relative stays so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from snt_desk.errors import DeskError
from snt_desk.services import settings

MOST = 50
"""How many a team keeps: they stand in one list."""
LONGEST = 40
"""Letters of a name."""


@dataclass(frozen=True)
class Saved:
    """A filter under its name."""

    name: str
    words: Mapping[str, str]


def every(session: Session, team_id: int) -> list[Saved]:
    """List a team's filters by name; what cannot be read is passed over."""
    try:
        kept = settings.readable(session, _key(team_id)) or ()
        found = [Saved(one["name"], dict(one["words"])) for one in kept]
    except (ValueError, TypeError, KeyError):
        return []
    return [one for one in found if _is_sound(one)]


def save(session: Session, team_id: int, saved: Saved) -> None:
    """Keep a filter; one of the same name is replaced. DeskError if the name will not do."""
    name = _checked(saved.name)
    others = [one for one in every(session, team_id) if not _same(one.name, name)]
    if len(others) >= MOST:
        raise DeskError("There are too many saved filters", "Delete one first.")
    _write(session, team_id, [*others, Saved(name, saved.words)])


def rename(session: Session, team_id: int, name: str, new: str) -> None:
    """Give a filter another name; DeskError if it is gone, or the name will not do."""
    kept = every(session, team_id)
    found = _named(kept, name)
    new = _checked(new)
    if any(_same(one.name, new) for one in kept if one is not found):
        raise DeskError(f"There is a filter {new} already", "Choose another name.")
    _write(session, team_id, [Saved(new, one.words) if one is found else one for one in kept])


def delete(session: Session, team_id: int, name: str) -> None:
    """Let a filter go; DeskError if it is gone already."""
    kept = every(session, team_id)
    found = _named(kept, name)
    _write(session, team_id, [one for one in kept if one is not found])


def _named(kept: Sequence[Saved], name: str) -> Saved:
    found = next((one for one in kept if _same(one.name, name)), None)
    if found is None:
        raise DeskError("That filter is no longer there", "Undo brings it back.")
    return found


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _checked(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy:
        raise DeskError("The filter has no name yet", "Enter a name.")
    if len(tidy) > LONGEST:
        raise DeskError("The name is too long", f"Use at most {LONGEST} letters.")
    return tidy


def _is_sound(saved: Saved) -> bool:
    words = [*saved.words.keys(), *saved.words.values()]
    return all(isinstance(one, str) for one in (saved.name, *words))


def _key(team_id: int) -> str:
    return f"patrols.filters.{team_id}"


def _write(session: Session, team_id: int, kept: Sequence[Saved]) -> None:
    ordered = sorted(kept, key=lambda one: one.name.casefold())
    value = [{"name": one.name, "words": dict(one.words)} for one in ordered]
    settings.keep(session, _key(team_id), value)
