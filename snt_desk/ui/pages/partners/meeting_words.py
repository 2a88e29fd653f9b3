"""What the lines of meetings say, remembered: the filter asks for all of it at each letter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject

from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.partners import coming_lines
from snt_desk.ui.pages.partners.matching import said
from snt_desk.ui.pages.partners.tables import MeetingLine
from snt_desk.ui.tasks import Progress

_MANY: Final = 200
"""So many lines are learned by the worker before anybody types."""
_Known = tuple[MeetingLine, bool, str]


class MeetingWords:
    """Knows the words of each line for as long as it stays the same."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        """The worker stops when the `owner` is gone."""
        self._desk, self._owner = desk, owner
        self._known: dict[str, _Known] = {}

    def learn(self, lines: Sequence[MeetingLine], now: datetime) -> None:
        """Let the worker find the words of many lines, before they are looked for."""
        new = [line for line in lines if self._told(line, now) is None]
        if len(new) < _MANY:
            return

        def find(_progress: Progress) -> None:
            for line in new:
                self.of(line, now)

        self._desk.tasks.run_when_shown(find, lambda _nothing: None, owner=self._owner)

    def of(self, line: MeetingLine, now: datetime) -> str:
        """Give all that a line says at a moment, in small letters."""
        told = self._told(line, now)
        if told is None:
            told = said(line, coming_lines.COLUMNS)
            self._known[line.id] = (line, line.row.start <= now, told)
        return told

    def _told(self, line: MeetingLine, now: datetime) -> str | None:
        known = self._known.get(line.id)
        # What it says goes by its day, and by whether it has begun.
        if known is None or known[1] != (line.row.start <= now):
            return None
        if known[0] is not line and known[0] != line:
            return None
        return known[2]

    def matching(
        self, lines: Iterable[MeetingLine], words: str, now: datetime
    ) -> list[MeetingLine]:
        """Keep the lines that have all the words somewhere."""
        wanted = words.casefold().split()
        if not wanted:
            return list(lines)
        return [line for line in lines if all(word in self.of(line, now) for word in wanted)]
