"""Files that leave the desk: whole or not at all, and never over what is not ours."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from snt_desk import there
from snt_desk.db import placing
from snt_desk.errors import DeskError


@contextmanager
def staged(folder: Path, contents: Mapping[str, bytes]) -> Generator[None]:
    """Write files beside their names, and give them these when the block ends well.

    A file that exists is replaced if it begins as the new one does, so is one of ours.
    Raises DeskError, with nothing under the names, where that cannot be.
    """
    parts: list[tuple[Path, Path]] = []
    try:
        for name, data in contents.items():
            path, part = folder / name, folder / f".{name}.part"
            _insist_ours(path, data.split(b"\n", 1)[0])
            parts.append((part, path))
            _write(part, data)
        yield
        for part, path in parts:
            placing.take_name(part, path)
        placing.settle_folder(folder)
    except OSError as error:
        raise DeskError("The files cannot be written", f"{folder}: {error.strerror}") from error
    finally:
        for part, _ in parts:
            # What could not be written there cannot be taken away either.
            with suppress(OSError):
                part.unlink(missing_ok=True)


@contextmanager
def folder_there(folder: Path) -> Generator[None]:
    """Make a folder if need be; it goes again if the block fails."""
    try:
        made = not folder.exists()
        if made:
            folder.mkdir()
    except OSError as error:
        detail = f"{folder}: {error.strerror}."
        raise DeskError("The folder cannot be made", detail) from error
    try:
        yield
    except BaseException:
        if made:
            # What another program has put there meanwhile stays.
            with suppress(OSError):
                folder.rmdir()
        raise


def put_one(path: Path, data: bytes, head: bytes) -> None:
    """Write one file, whole or not at all; one that exists must begin with *head*."""
    _insist_ours(path, head)
    with staged(path.parent, {path.name: data}):
        pass


def there_already(folder: Path, names: Iterable[str]) -> list[str]:
    """Name those of the files that would be replaced: who writes them may want to be asked."""
    return [name for name in names if os.path.lexists(folder / name)]


def insist_place(path: Path, head: bytes) -> None:
    """Raise DeskError where `put_one` could not: no such folder, or a file that is not ours."""
    if not there.a_folder(path.parent):
        raise DeskError("The files cannot be written", f"There is no folder {path.parent}.")
    if not os.access(path.parent, os.W_OK):
        raise DeskError("The files cannot be written", f"{path.parent} may not be written to.")
    _insist_ours(path, head)


def _insist_ours(path: Path, head: bytes) -> None:
    if not os.path.lexists(path):
        return
    refused = DeskError(
        "There is another file of that name", f"{path} was left alone. Choose another name."
    )
    if not there.a_file(path):
        raise refused
    try:
        with path.open("rb") as file:
            same = file.read(len(head)) == head
    except OSError as error:
        raise DeskError("The file cannot be replaced", f"{path}: {error.strerror}") from error
    if not same:
        raise refused


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
