"""Key stores as systems have them: one that works, that forgets, that hangs, that fails.

They are loaded by keyring itself, in the process that asks it: PYTHON_KEYRING_BACKEND.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class Works(KeyringBackend):
    """It keeps what it is given, in the file SNT_DESK_TEST_KEY_STORE."""

    priority = 1

    def _read(self) -> dict[str, str]:
        file = Path(os.environ["SNT_DESK_TEST_KEY_STORE"])
        return dict(json.loads(file.read_text())) if file.exists() else {}

    def _write(self, kept: dict[str, str]) -> None:
        Path(os.environ["SNT_DESK_TEST_KEY_STORE"]).write_text(json.dumps(kept))

    def get_password(self, service: str, username: str) -> str | None:
        return self._read().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._write(self._read() | {f"{service}/{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        kept = self._read()
        if kept.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError
        self._write(kept)


class Forgets(Works):
    """It takes everything, and has nothing when it is asked."""

    def get_password(self, service: str, username: str) -> str | None:
        return None


class Hangs(Works):
    """It waits for somebody who is not there."""

    def set_password(self, service: str, username: str, password: str) -> None:
        time.sleep(60)

    def get_password(self, service: str, username: str) -> str | None:
        time.sleep(60)
        return None


class Fails(Works):
    """It refuses, and says the secret while it does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"cannot keep {password}")
