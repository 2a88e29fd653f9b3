"""What the force has decided for its desks: a small file that only IT can write.

`policy.json` in the system's place for settings (`/etc/xdg/SNT Desk`, on Windows `SNT Desk` in
`ProgramData`): any of `{"encryption": true, "lock_minutes": 5,
"escrow_key": "force.pem"}`. What stands in it is not asked of the sergeant.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from snt_desk.errors import DeskError

LEAST_MINUTES, MOST_MINUTES = 1, 30
_LARGEST = 20_000
_KNOWN = {"encryption": bool, "lock_minutes": int, "escrow_key": str}


@dataclass(frozen=True)
class Policy:
    """What is decided; what is not is the sergeant's to choose."""

    encryption: bool = False
    lock_minutes: int | None = None
    escrow_key: Path | None = None


def read(file: Path) -> Policy:
    """Read the policy; none is there where there is no file.

    Raises DeskError where there is one and it cannot be followed: a force that asked for
    encryption is not to find out later that it was not there.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(_LARGEST + 1)
    except FileNotFoundError:
        return Policy()
    except OSError as error:
        raise _unsound(file, error.strerror or "It may not be read") from error
    try:
        told = json.loads(content) if len(content) <= _LARGEST else None
    except (ValueError, RecursionError) as error:
        raise _unsound(file, "It is not JSON") from error
    if not isinstance(told, dict):
        raise _unsound(file, "It is not JSON as it must be")
    for name, value in told.items():
        if name not in _KNOWN or type(value) is not _KNOWN[name]:
            raise _unsound(file, f"“{str(name)[:40]}” is not known, or not of its kind")
    minutes, pem = told.get("lock_minutes"), told.get("escrow_key")
    if minutes is not None and not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise _unsound(file, f"lock_minutes goes from {LEAST_MINUTES} to {MOST_MINUTES}")
    if pem is not None and ("\0" in pem or not pem):
        raise _unsound(file, "escrow_key names no file")
    return Policy(
        bool(told.get("encryption", False)), minutes, None if pem is None else file.parent / pem
    )


def _unsound(file: Path, why: str) -> DeskError:
    return DeskError("The force's settings cannot be followed", f"{file}: {why}. Ask IT.")
