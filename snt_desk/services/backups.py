"""Backups: copies of the data file that were read back before they got their name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from snt_desk.db import backup, cipher, opening, putting_back
from snt_desk.db.backup import Order, Report
from snt_desk.db.cipher import Key
from snt_desk.db.journal import Actor
from snt_desk.db.putting_back import Aside, Wanted
from snt_desk.domain import backups as names
from snt_desk.domain import clock
from snt_desk.domain.backups import Why
from snt_desk.errors import DeskError
from snt_desk.services import backup_care, backup_list, team
from snt_desk.services.backup_list import (
    Backup,
    State,
    data_file,
    folder_of,
    listed,
    read_back,
)

__all__ = [
    "Backup",
    "State",
    "Why",
    "at",
    "back_up",
    "data_file",
    "folder_of",
    "is_encrypted",
    "keys_at",
    "last",
    "listed",
    "newest_good",
    "offered",
    "place",
    "read_back",
    "restore",
]


def place(where: str, destination: Path | None = None) -> Path:
    """Say where a backup that is made now goes: to the folder beside the data file if not said.

    A destination that is a folder is gone into. Raises DeskError for a server.
    """
    own = folder_of(where)
    if own is None:
        raise DeskError("A server is not backed up from here", "Ask IT how it is done.")
    if destination is not None and not destination.is_dir():
        return destination
    folder = own if destination is None else destination
    stem = data_file(where).stem
    taken = {one.path.name for one in backup_list.found_in(folder, stem)}
    return folder / names.name_for(stem, clock.now(), taken)


def back_up(
    where: str,
    destination: Path | None = None,
    report: Report | None = None,
    *,
    why: Why = Why.ASKED,
    key: Key | None = None,
    busy: Callable[[], bool] | None = None,
) -> Backup:
    """Copy the data file to its `place`, check the copy, and write down what is in it.

    `report` is told how far it is; what it raises ends it. While `busy` says that a change
    wants the file, the copy waits and begins anew. Raises DeskError where it cannot be;
    nothing stands under the name then, and earlier ones are as they were.
    """
    path = place(where, destination)
    data = data_file(where)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError(
            "The backup could not be made",
            f"Its folder {path.parent} cannot be made: {error.strerror}.",
        ) from error
    named = names.read_name(data.stem, path.name)
    made = named.made if named else clock.now()
    earlier = listed(where)
    number = names.next_number(made, [one.number for one in earlier])
    manifest = backup.make(data, path, Order(made, number, why, report, key, busy))
    if destination is None:
        # Before any is thinned: good ones must not go because bad ones come.
        before = next((one for one in earlier if one.checked), None)
        if sentence := backup_care.shrunk(before, manifest):
            backup_care.hold(where, sentence, number)
    return Backup(path, made, manifest.size, State.CHECKED, manifest)


def last(where: str, second: Path | None = None) -> Backup | None:
    """Give the newest backup that is checked; without reading it again."""
    return next((one for one in listed(where, second) if one.checked), None)


def at(path: Path, where: str, key: Key | None = None) -> Backup:
    """Give the backup that a file is, wherever it lies and whatever it is called.

    Raises DeskError where there is no file, or it is the data file itself.
    """
    if not path.is_file():
        raise DeskError("There is no backup there", f"{path} is not a file.")
    if path.resolve() == data_file(where):
        raise DeskError("That is the data file itself", "Name one of its backups.")
    return backup_list.found_at(path, key)


def keys_at(path: Path) -> Mapping[str, Any] | None:
    """Give the keys of the backup that a file is: of its manifest, or else beside it."""
    manifest = backup.read_manifest(path)
    return manifest.keys if manifest else backup.keys_of(path)


def offered(where: str, second: Path | None = None, key: Key | None = None) -> tuple[Backup, ...]:
    """List the backups as `listed`, after reading them until one is found that is good.

    So the newest that is called checked really is.
    """
    found = list(listed(where, second))
    for at, one in enumerate(found):
        found[at] = read_back(one, key)
        if found[at].checked:
            break
    return tuple(found)


def newest_good(where: str, second: Path | None = None, key: Key | None = None) -> Backup | None:
    """Give the newest backup that could be put back, after reading all of it."""
    return next((one for one in offered(where, second, key) if one.checked), None)


def is_encrypted(where: str) -> bool:
    """Whether the data file needs a key: a backup of before may have taken its place."""
    return not cipher.is_plain(data_file(where))


def restore(where: str, chosen: Backup, actor: Actor, key: Key | None = None) -> Path | None:
    """Put a backup in the place of the data file; gives that file, kept among the backups.

    None where there was no data file. The store must be closed. Until the backup has been
    read, checked and brought up to this version beside it, the data file is not touched; then
    it is replaced in one step, and its journal notes that. Raises DeskError, with all as it
    was, where that cannot be.
    """
    whole = read_back(chosen, key)
    if whole.manifest is None or not whole.checked:
        raise DeskError("This backup cannot be put back", whole.doubt)
    data = data_file(where)
    wanted = Wanted(whole.path, whole.manifest, data, actor, key)
    with putting_back.prepared(wanted) as prepared:
        ring = putting_back.ring_for(replace(prepared, source=whole.path))
        _insist_same_team(wanted, prepared)
        putting_back.note(prepared, names.moment(whole.made))
        aside = _aside(where) if data.exists() else None
        putting_back.swap(prepared, ring, aside)
    return aside.path if aside else None


def _aside(where: str) -> Aside:
    path = place(where)
    path.parent.mkdir(parents=True, exist_ok=True)
    named = names.read_name(data_file(where).stem, path.name)
    assert named is not None  # noqa: S101  # `place` has named it
    number = names.next_number(named.made, [one.number for one in listed(where)])
    return Aside(path, named.made, number)


def _insist_same_team(wanted: Wanted, prepared: Wanted) -> None:
    """Refuse the backup of another team, if both can be asked."""
    if not wanted.data.exists():
        return
    there = _team(prepared.source, prepared.actor, prepared.key)
    here = _team(wanted.data, wanted.actor, wanted.key) or _team(wanted.data, wanted.actor, None)
    if there and here and there != here:
        raise DeskError(
            "This is a backup of another team",
            f"It is of {there}, and your data file of {here}. Nothing has been changed.",
        )


def _team(path: Path, actor: Actor, key: Key | None) -> str:
    try:
        store = opening.open_to_look(str(path), actor, key)
    except DeskError:
        # What is damaged or old is put right by the restore.
        return ""
    try:
        with store.read() as session:
            found = team.of_desk(session)
            return found.code if found else ""
    finally:
        store.close()
