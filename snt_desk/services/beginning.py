"""The first start: whether it is one, and what becomes of the answers.

It is one only where no data file is and there is no trace that one ever was: a file that
has gone is trouble, and never a reason to begin anew.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from snt_desk.db import cipher, opening, places
from snt_desk.db.cipher import Key
from snt_desk.db.journal import Actor
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.errors import DeskError
from snt_desk.services import backup_list, backups, county, demo


@dataclass(frozen=True)
class Answers:
    """What was said at the first start; each may be left out but where the data is."""

    where: str
    team: str = ""
    """The code of a team of the county."""


def is_first(where: str) -> bool:
    """Whether there is no data, and never was any as far as can be seen."""
    if opening.is_url(where):
        return False
    path = Path(os.path.realpath(where))
    traces = (path, path.with_name(path.name + ".lock"), *cipher.companions(path))
    return not any(os.path.lexists(one) for one in traces) and not backup_list.listed(where)


def doubt_about(folder: Path, name: str) -> str:
    """Say why new data cannot be kept in a folder; empty if it can."""
    path = Path(os.path.realpath(folder)) / name
    try:
        places.insist_new(path)
    except DeskError as error:
        return error.detail
    if path.exists():
        return f"There is a {name} already. It was left alone."
    there = next((one for one in path.parents if one.exists()), path.parent)
    return "" if os.access(there, os.W_OK) else f"{folder} cannot be written to."


def begin(answers: Answers, actor: Actor) -> Store:
    """Make the data and give it open; raises DeskError, with nothing made, where it cannot be."""
    store = opening.create_store(answers.where, actor)
    try:
        if answers.team:
            with store.change("Choose the team", kind="barrier") as session:
                county.choose(session, answers.team)
    except BaseException:
        store.close()
        opening.discard(answers.where)
        raise
    return store


def make_demo(where: str, actor: Actor) -> None:
    """Make the demo team's file, if there is none yet."""
    if opening.exists(where):
        return
    store = opening.create_store(where, actor)
    try:
        with store.change("Make the demo team", kind="barrier") as session:
            demo.make(session, clock.today())
    except BaseException:
        store.close()
        opening.discard(where)
        raise
    store.close()


def keys_of(where: str, chosen: Path) -> Mapping[str, Any] | None:
    """Give what the manifest of a backup holds of its keys; None where it is not encrypted."""
    named = backup_list.found_in(chosen.parent, Path(where).stem)
    found = next((one for one in named if one.path == chosen), None)
    return found.manifest.keys if found is not None and found.manifest is not None else None


def put_back(where: str, chosen: Path, actor: Actor, key: Key | None = None) -> None:
    """Put a backup that was chosen as a file where no data is; raises DeskError if it cannot be."""
    stem = Path(where).stem
    found = [one for one in backup_list.found_in(chosen.parent, stem) if one.path == chosen]
    if not found:
        raise DeskError(
            "That is no backup of SNT Desk",
            f"{chosen.name} has not the name of one. If it is a data file, open it as it is.",
        )
    Path(where).parent.mkdir(parents=True, exist_ok=True)
    backups.restore(where, found[0], actor, key)
