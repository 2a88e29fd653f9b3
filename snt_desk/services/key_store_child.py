"""The process that speaks with the system's key store, which may hang or ask for a password.

`python -m snt_desk --key-store`, with one line of JSON as its standard input and one as its
standard output. It is started for one question and ends with it.
"""

from __future__ import annotations

import json
import secrets
import sys
from typing import Any, Final

ARGUMENT: Final = "--key-store"
SERVICE: Final = "SNT Desk"
_USELESS = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")
"""Where nothing is kept, or kept for everybody to read."""


def main() -> int:
    """Answer the one question; gives the exit status."""
    try:
        asked = json.loads(sys.stdin.read(10_000))
        answer: Any = {"value": _answer(asked["do"], asked.get("name", ""), asked.get("value", ""))}
    except Exception as error:  # noqa: BLE001  # whatever a key store raises: it does not work
        # Its name alone: what it says may hold the secret.
        answer = {"refused": type(error).__name__}
    print(json.dumps(answer))
    return 0


class _Useless(Exception):  # it says what a key store is
    """This system has no key store that keeps a secret."""


def _answer(do: str, name: str, value: str) -> str | None:
    import keyring

    if type(keyring.get_keyring()).__module__.startswith(_USELESS):
        raise _Useless
    match do:
        case "test":
            return _tested()
        case "put":
            keyring.set_password(SERVICE, name, value)
        case "get":
            return keyring.get_password(SERVICE, name)
        case "delete":
            keyring.delete_password(SERVICE, name)
        case _:
            raise ValueError
    return None


def _tested() -> str:
    """Write, read and delete once; the first thing that does not hold is raised."""
    import keyring

    name, value = f"test {secrets.token_hex(8)}", secrets.token_hex(32)
    keyring.set_password(SERVICE, name, value)
    try:
        if keyring.get_password(SERVICE, name) != value:
            raise _Useless
    finally:
        keyring.delete_password(SERVICE, name)
    if keyring.get_password(SERVICE, name) is not None:
        raise _Useless
    return "it works"
