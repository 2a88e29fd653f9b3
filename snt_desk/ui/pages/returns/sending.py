"""Sending a month's return: one question, a folder that is remembered, and where the files are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from snt_desk.domain import clock
from snt_desk.domain.returns import MonthlyReturn
from snt_desk.services import disclosures, files, returns, revisions
from snt_desk.services.returns import Draft
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.returns import reading
from snt_desk.ui.pages.returns.look import Seen

_FOLDER = "returns/folder"
_CHOOSE = "Choose the folder for the return’s files"


def send(desk: Desk, seen: Seen) -> tuple[MonthlyReturn, Path] | None:
    """Freeze the month's next revision and write its files, after one question.

    Gives what was sent and where it is; None if the user thinks better of it. Raises
    DeskError with what prevents it; then nothing is sent.
    """
    made = seen.draft.made
    verb = f"Send revision {made.revision}"
    folder = remembered(desk)
    where = f"\n\nThe files go to {folder}, for {disclosures.COMMAND}." if folder else ""
    said = f"{reading.still_to_look_at(seen)}{where}"
    if not desk.ask.confirm(f"{verb} of {made.month.shown}?", said, verb):
        return None
    folder = folder or choose_folder(desk)
    if folder is None:
        return None
    fresh = _drafted(desk, seen)
    if not _may_replace(desk, folder, returns.files(fresh)):
        return None
    returns.send(desk.store, fresh, folder, disclosures.COMMAND)
    _remember(desk, fresh.made.stem, folder)
    return fresh.made, folder


def save_again(desk: Desk, made: MonthlyReturn) -> Path | None:
    """Write a sent revision's files once more, where the user says; DeskError if it cannot be."""
    recipients = (disclosures.COMMAND, disclosures.OWN_COPY)
    given = desk.ask.folder_to_give(_CHOOSE, recipients)
    if given is None or not _may_replace(desk, given.path, returns.rendered(made)):
        return None
    desk.preferences.keep_states({_FOLDER: str(given.path).encode()})
    revisions.save_again(desk.store, made, given.path, given.recipient)
    _remember(desk, made.stem, given.path)
    return given.path


def choose_folder(desk: Desk) -> Path | None:
    """Let the folder be chosen to which returns go from now on; None if it stays as it is."""
    folder = desk.ask.folder(_CHOOSE)
    if folder is not None:
        desk.preferences.keep_states({_FOLDER: str(folder).encode()})
    return folder


def remembered(desk: Desk) -> Path | None:
    """Give the folder of the last return, if it is still there."""
    return _folder(desk, _FOLDER)


def where_files_are(desk: Desk, stem: str) -> str:
    """Say where this desk wrote the files of a revision; nothing if it did not."""
    kept = desk.preferences.state(f"returns/{stem}").decode("utf-8", "replace")
    return f"Files in {Path(kept)}" if kept else ""


def _may_replace(desk: Desk, folder: Path, names: Iterable[str]) -> bool:
    """Ask before files that are there already get other contents."""
    there = files.there_already(folder, names)
    if not there:
        return True
    said = f"{folder} has {there[0]}" + (f" and {len(there) - 1} more" if there[1:] else "")
    return desk.ask.confirm("Replace the files there?", f"{said}.", "Replace")


def _drafted(desk: Desk, seen: Seen) -> Draft:
    with desk.store.read() as session:
        return returns.draft(session, seen.draft.team, seen.month, clock.this_minute())


def _folder(desk: Desk, name: str) -> Path | None:
    kept = desk.preferences.state(name).decode("utf-8", "replace")
    return Path(kept) if kept and Path(kept).is_dir() else None


def _remember(desk: Desk, stem: str, folder: Path) -> None:
    desk.preferences.keep_states({f"returns/{stem}": str(folder).encode()})
