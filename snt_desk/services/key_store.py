"""The system's key store: of Windows, of the Mac, or of the Linux desktop.

It is asked in a process of its own, so that one that hangs does not hang the desk, and it is
used only after it has kept, given back and forgotten a trial. What it keeps is a key that
opens the key of the data file, not that key itself.
"""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

from snt_desk import paths
from snt_desk.services import key_store_child as child

_SECONDS = 15
"""It may have to ask whose it is; whoever is not there to answer types his recovery code."""
_LONGEST = 10_000


def works(seconds: float = _SECONDS) -> bool:
    """Try whether there is one that keeps a secret; it takes a blink or, where it hangs, longer."""
    return _asked({"do": "test"}, seconds).get("value") == "it works"


def put(name: str, secret: bytes) -> bool:
    """Keep a secret by this name, and make sure of it; False where that cannot be."""
    _asked({"do": "put", "name": name, "value": secret.hex()})
    return get(name) == secret


def get(name: str, seconds: float = _SECONDS) -> bytes | None:
    """Give the secret of this name, if the store has it and opens for us."""
    value = _asked({"do": "get", "name": name}, seconds).get("value")
    try:
        return bytes.fromhex(value) if isinstance(value, str) else None
    except ValueError:
        return None


def forget(name: str) -> None:
    """Let it forget the secret of this name, if it has it."""
    _asked({"do": "delete", "name": name})


def _asked(question: dict[str, str], seconds: float = _SECONDS) -> dict[str, Any]:
    """Ask in a process of its own; empty where there is no answer that can be understood."""
    ourselves, surroundings = paths.ourselves()
    try:
        done = subprocess.run(  # noqa: S603  # our own program
            [*ourselves, child.ARGUMENT],
            input=json.dumps(question).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            env=os.environ | surroundings,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        answer = json.loads(done.stdout[:_LONGEST])
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return {}
    return answer if isinstance(answer, dict) else {}
