"""What can happen to a data file while it is open, for real, and how it is put right again."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NoReturn

from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db.store import Store
from snt_desk.errors import DeskError

Fault = Callable[[Store, Path], AbstractContextManager[None]]

HOLDING = """
import sys, time
from sqlcipher3 import dbapi2 as sqlite
other = sqlite.connect(sys.argv[1], isolation_level=None)
other.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.readline()
"""


@contextmanager
def full(store: Store, _file: Path) -> Generator[None]:
    """SQLite may use no page more than it has: what a full disk comes to."""
    with store._writer.connect() as connection:  # noqa: SLF001  # the disk of a test is not full
        for pragma in ("page_count", "max_page_count"):
            most = connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()
            if pragma == "page_count":
                connection.exec_driver_sql(f"PRAGMA max_page_count = {most}")
    yield
    with store._writer.connect() as connection:  # noqa: SLF001  # its own disk
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")


@contextmanager
def failing(_store: Store, _file: Path) -> Generator[None]:
    """The system takes no byte more in any file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def moved(_store: Store, file: Path) -> Generator[None]:
    """The folder has another name for a while, as when a stick is pulled."""
    away = file.parent.rename(file.parent.with_name(f"{file.parent.name} elsewhere"))
    try:
        yield
    finally:
        away.rename(file.parent)


@contextmanager
def swapped(_store: Store, file: Path) -> Generator[None]:
    """Another file stands in its place for a while."""
    away = file.rename(file.with_name("mine.db"))
    other = sqlite.connect(str(file))
    other.execute("CREATE TABLE other (x)")
    other.close()
    try:
        yield
    finally:
        away.replace(file)


@contextmanager
def held(_store: Store, file: Path) -> Generator[None]:
    """Another program has it for itself."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            yield
        finally:
            other.communicate("enough\n")


def away(*_asked: object) -> NoReturn:
    """In place of one thing that is read: the file was there until then, and no longer is."""
    raise DeskError("Your data file was moved or taken away", "Put it back.")
