"""Keeps words on a month that are typed and not saved; at the next start they stand there again."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence

from snt_desk.domain.clock import Month
from snt_desk.services.commentary import FIGURE, KINDS, Word
from snt_desk.ui.cleared import ClearUndone
from snt_desk.ui.desk import Desk
from snt_desk.ui.keeping import Keeper
from snt_desk.ui.pages.returns.words import WordsForm

KIND = "words"
_VERSION = 1
_log = logging.getLogger(__name__)

Typed = Mapping[Month, Mapping[Word, str]]


class Keeping(Keeper):
    """What is typed on every month that was walked to."""

    def __init__(self, desk: Desk, form: WordsForm) -> None:
        """Let stand in the form again what was kept when the program last ended."""
        super().__init__(desk, KIND, form, self._all, form.box)
        self._form = form
        found = self.found()
        if found is not None:
            form.bring(read(found.value))
        form.touched.connect(self.later)
        undone = ClearUndone(desk, form, typed=form.is_typed, do=form.bring_back)
        form.put_aside.connect(undone.wait)

    def _all(self) -> str:
        return written(self._form.all_typed)

    def keep_now(self) -> None:
        """Keep it before the form goes; raises DeskError where it cannot be."""
        self.put(self._all())

    def drop(self) -> None:
        """Keep nothing of it any more: it was saved, or is not wanted."""
        self.end("")

    def as_text(self) -> Sequence[tuple[str, str]]:
        """Give all of it to be read: what it is on, and the words."""
        return [
            (f"Words on {month.shown}: {' '.join(part for part in about if part)}", text)
            for month, words in self._form.all_typed.items()
            for about, text in words.items()
        ]


def written(typed: Typed) -> str:
    """Write it as a text that `read` understands; nothing is an empty one."""
    kept = [
        [str(month), kind, name, text]
        for month, words in typed.items()
        for (kind, name), text in words.items()
    ]
    return json.dumps({"version": _VERSION, "words": kept}, ensure_ascii=False) if kept else ""


def read(text: str) -> Typed:
    """Read what was kept; what another version kept, or nobody can read, is nothing."""
    try:
        kept = json.loads(text)
        if kept["version"] != _VERSION:
            return {}
        typed: dict[Month, dict[Word, str]] = {}
        for one in kept["words"]:
            month, kind, name, words = map(_text, one)
            if kind in {*KINDS, FIGURE}:
                typed.setdefault(Month.parse(month), {})[kind, name] = words
        return typed
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        _log.info("A draft cannot be read: %s", type(error).__name__)
        return {}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value
