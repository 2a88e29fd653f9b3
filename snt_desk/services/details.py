"""What IT is told of a data file that cannot be opened: facts of the file and of the program.

It holds no names, nothing from the records, and no path that says whose the computer is.
"""

from __future__ import annotations

import getpass
import os
import platform
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from snt_desk import __version__
from snt_desk.db import engine, evidence, opening, schema
from snt_desk.db.cipher import Key
from snt_desk.db.faults import Trouble
from snt_desk.domain import clock

_LAST_LINES = 200
_LEAST_NAME = 3
"""Shorter names of accounts are parts of ordinary words."""
_PATH = re.compile(r"(?:[A-Za-z]:)?(?:[\\/]{1,2}[^\\/\s:'\",;]+)+")


@dataclass(frozen=True)
class Case:
    """What is the matter, when it was met, and with which file; IT finds it by its reference."""

    error: Exception
    where: str
    at: datetime = field(default_factory=clock.now)

    @property
    def reference(self) -> str:
        """`DAMAGED-1130-135802`: what it is, and when."""
        kind = self.error.kind.name if isinstance(self.error, Trouble) else "OTHER"
        return f"{kind}-{clock.local(self.at):%m%d-%H%M%S}"

    @property
    def name(self) -> str:
        """What SQLite or the system calls it: `SQLITE_CORRUPT`, `PermissionError 13`."""
        return next(_names(self.error), "none")

    @property
    def file(self) -> Path | None:
        """The data file; None for a server."""
        return None if opening.is_url(self.where) else Path(os.path.realpath(self.where))


def in_short(case: Case) -> list[str]:
    """Say in a few lines what can be said at once, for the fold-out on the screen."""
    file = case.file
    found = evidence.header(file) if file is not None and file.is_file() else []
    return [f"SNT Desk {__version__}, error {case.name}", str(case.error), *found]


def written(
    case: Case, programs: Mapping[str, str], log: Path | None = None, key: Key | None = None
) -> str:
    """Write all of it, for a file; `programs` are versions that the window knows.

    Reads the whole data file, and may take some seconds.
    """
    parts = (
        ("What happened", _what(case)),
        ("Program", _versions(programs)),
        ("File", _file(case, key)),
        ("End of the log", _log(log)),
    )
    whole = "\n\n".join("\n".join((title, *(f"  {one}" for one in said))) for title, said in parts)
    return f"{without_names(whole)}\n"


def without_names(text: str) -> str:
    """Take out every path, and the names of the account and the computer."""
    text = _PATH.sub("<path>", text)
    for name in {getpass_user(), platform.node(), Path.home().name}:
        if len(name) >= _LEAST_NAME:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "<name>", text, flags=re.IGNORECASE)
    return text


def getpass_user() -> str:
    """Give the name of the account; empty where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _what(case: Case) -> list[str]:
    kind = case.error.kind.value if isinstance(case.error, Trouble) else type(case.error).__name__
    moment = f"{case.at:%Y-%m-%d %H:%M:%S} UTC"
    chain = " < ".join(type(one).__name__ for one in _chain(case.error))
    return [
        f"reference: {case.reference}",
        f"kind: {kind}",
        f"met at: {moment}",
        f"error: {case.name}",
        f"said: {case.error}",
        f"raised as: {chain}",
    ]


def _versions(programs: Mapping[str, str]) -> list[str]:
    own = {
        "SNT Desk": __version__,
        "tables": str(schema.HEAD),
        "Python": platform.python_version(),
        "SQLite": engine.SQLITE_VERSION,
    }
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return [*(f"{name}: {said}" for name, said in {**own, **programs}.items()), f"system: {system}"]


def _file(case: Case, key: Key | None) -> list[str]:
    file = case.file
    if file is None:
        return ["on a server"]
    found = evidence.stat(file)
    if found is None:
        folder = "is there" if file.parent.is_dir() else "is not there"
        return ["not there, or may not be looked at", f"its folder {folder}"]
    beside = [
        f"beside it: {end}, {left.size:,} bytes"
        for end in ("-journal", "-wal", ".lock", ".keys")
        if (left := evidence.stat(file.with_name(file.name + end))) is not None
    ]
    return [
        f"size: {found.size:,} bytes",
        f"last written: {found.saved:%Y-%m-%d %H:%M:%S} UTC",
        *beside,
        *(evidence.header(file) if file.is_file() else ["not a file"]),
        *(evidence.answers(file, key) if file.is_file() and found.size else []),
    ]


def _log(log: Path | None) -> Sequence[str]:
    if log is None:
        return ["none"]
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        return [f"cannot be read: {type(error).__name__}"]
    return text.splitlines()[-_LAST_LINES:] or ["empty"]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = getattr(error, "orig", None) or error.__cause__ or error.__context__


def _names(error: BaseException) -> Iterator[str]:
    for one in _chain(error):
        name = getattr(one, "sqlite_errorname", "")
        if name:
            yield str(name)
        elif isinstance(one, OSError):
            yield f"{type(one).__name__} {one.errno}"
