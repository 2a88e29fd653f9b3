"""Reads spreadsheets in a process of its own, and says what became of each and what it cost.

One line of JSON for each file: its sheets, or the sentence. The last has the megabytes that
this process grew by, and the most that any process took that read a file.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from snt_desk.errors import DeskError
from snt_desk.services import sheet_files


def _megabytes(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss / 1024


def _say(one: dict[str, object]) -> None:
    sys.stdout.write(f"{json.dumps(one)}\n")


def main() -> None:
    """Read the files named, and print."""
    before = _megabytes(resource.RUSAGE_SELF)
    for name in sys.argv[1:]:
        began = time.monotonic()
        said: dict[str, object] = {"file": Path(name).name}
        try:
            book = sheet_files.read(Path(name))
            said["sheets"] = {sheet.name: len(sheet.rows) for sheet in book.sheets}
        except DeskError as error:
            said["sentence"] = str(error)
        _say(said | {"seconds": time.monotonic() - began})
    grown = _megabytes(resource.RUSAGE_SELF) - before
    _say({"grown": grown, "reader": _megabytes(resource.RUSAGE_CHILDREN)})


if __name__ == "__main__":
    main()
