"""What this desk remembers: looks, files, and where its windows stood.

`settings.json` holds what people choose, `window.json` beside it the geometry that Qt gives
as bytes. Both are plain data: PySide before 6.12 runs code that it finds in a QSettings
file. Neither ever stops the start: what cannot be read is put aside, and said.
"""

from __future__ import annotations

import base64
import binascii
import json
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, get_args

from snt_desk.ui.theme import TEXT_SIZES, Appearance, Look

_log = logging.getLogger(__name__)

_LARGEST_STATE = 100_000
LEAST_MINUTES, MOST_MINUTES = 1, 30
"""How long nobody may touch the window before it locks itself, at least and at most."""


@dataclass(frozen=True)
class Settings:
    """What is chosen on this desk; every field has its type and a value to begin with."""

    look: Look = "system"
    text_percent: int = 100
    compact: bool = False
    file: str = ""
    second_backup: str = ""
    collar: str = ""
    lock_when_idle: bool = False
    lock_minutes: int = 5

    @property
    def appearance(self) -> Appearance:
        """What the theme needs of it."""
        return Appearance(self.look, self.text_percent, self.compact)


class Preferences:
    """The settings and window states of one folder."""

    def __init__(self, settings_file: Path) -> None:
        """Read them; a file that is broken is kept under another name."""
        self._file = settings_file
        self._states_file = settings_file.with_name("window.json")
        self._raw = _read(self._file)
        self._states = {
            name: value
            for name, value in _read(self._states_file).items()
            if isinstance(value, str)
        }
        self.settings = settings_from(self._raw)

    def keep(self, settings: Settings) -> None:
        """Use and write these settings; what a newer version has written stays in the file."""
        self.settings = settings
        self._raw |= asdict(settings)
        _write(self._file, self._raw)

    def state(self, name: str) -> bytes:
        """Bytes kept under a name: a window's geometry, a table's columns; empty if none."""
        try:
            return base64.b64decode(self._states.get(name, ""), validate=True)
        except (binascii.Error, ValueError):
            return b""

    def keep_states(self, states: Mapping[str, bytes]) -> None:
        """Write the bytes that Qt gives for windows, panes and columns."""
        for name, state in states.items():
            if len(state) <= _LARGEST_STATE:
                self._states[name] = base64.b64encode(state).decode("ascii")
        _write(self._states_file, self._states)

    def forget_states(self, holds: Callable[[str], bool]) -> None:
        """Forget the states in whose words something stands that must not be kept."""
        kept = {
            name: value
            for name, value in self._states.items()
            if not holds(self.state(name).decode("utf-8", "replace"))
        }
        if kept != self._states:
            self._states = kept
            _write(self._states_file, kept)


def settings_from(raw: Mapping[str, Any]) -> Settings:
    """Take what has the right type; the rest begins anew."""
    known = {one.name: one.default for one in fields(Settings)}
    found = {
        name: raw[name]
        for name, default in known.items()
        if name in raw and type(raw[name]) is type(default)
    }
    if found.get("look") not in get_args(Look):
        found.pop("look", None)
    if found.get("text_percent") not in TEXT_SIZES:
        found.pop("text_percent", None)
    if not LEAST_MINUTES <= found.get("lock_minutes", LEAST_MINUTES) <= MOST_MINUTES:
        found.pop("lock_minutes")
    return Settings(**found)


def _read(file: Path) -> dict[str, Any]:
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError):
        _put_aside(file)
        return {}
    if isinstance(read, dict):
        return read
    _put_aside(file)
    return {}


def _put_aside(file: Path) -> None:
    _log.info("%s cannot be read and was put aside", file.name)
    try:
        file.replace(file.with_name(f"{file.name}.broken"))
    except OSError:
        _log.info("%s cannot be renamed either", file.name)


def _write(file: Path, values: Mapping[str, Any]) -> None:
    """Write to a temporary name first: a power cut leaves the old file or the new one."""
    text = json.dumps(values, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary = file.with_name(f".{file.name}.{os.getpid()}")
        with temporary.open("w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(file)
    except OSError as error:
        # Looks and widths are not worth a dialog; they are asked for again.
        _log.info("%s cannot be written: %s", file.name, type(error).__name__)
