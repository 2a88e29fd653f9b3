"""The texts in hand: what was drafted of each, what became of it, and what of that is kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from snt_desk.domain.you_said import Sentence, Text
from snt_desk.services.you_said import Subject

_VERSION = 1
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


def kept_as(subject: Subject) -> str:
    """Give the name under which the texts of a subject are kept: a ref may be too long for it."""
    digest = hashlib.sha256(f"{subject.table}/{subject.ref}".encode()).hexdigest()
    return f"you_said/{digest[:20]}"


@dataclass
class _One:
    """A text: as the records draft it now, as it was drafted when it was begun, as it stands."""

    drafted: Text
    base: str
    text: str

    @property
    def edited(self) -> bool:
        return self.text != self.base

    @property
    def outdated(self) -> bool:
        """Whether it was edited, and the records say something else by now."""
        return self.edited and self.base != self.drafted.text


@dataclass
class Texts:
    """The whole text and the short ones of a subject, by their key (empty: the whole)."""

    _by_key: dict[str, _One] = field(default_factory=dict)

    def take(self, drafted: Sequence[Text]) -> None:
        """Take what the records draft now; a text that was edited stays as it stands."""
        before = self._by_key
        self._by_key = {}
        for one in drafted:
            there = before.get(one.key)
            if there is not None and there.edited:
                self._by_key[one.key] = _One(one, there.base, there.text)
            else:
                self._by_key[one.key] = _One(one, one.text, one.text)

    @property
    def titles(self) -> list[tuple[str, str]]:
        """Each text by its key and what it is called."""
        return [(key, one.drafted.title if key else "The whole text") for key, one in self]

    def __iter__(self) -> Iterator[tuple[str, _One]]:
        return iter(self._by_key.items())

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def text(self, key: str) -> str:
        """The text as it stands."""
        return self._by_key[key].text if key in self._by_key else ""

    def title(self) -> str:
        """What the whole is called, for the name of a file."""
        return self._by_key[""].drafted.title if "" in self._by_key else ""

    def write(self, key: str, text: str) -> None:
        """Let a text stand so."""
        if key in self._by_key:
            self._by_key[key].text = text

    def is_edited(self, key: str) -> bool:
        """Whether somebody wrote in it."""
        return key in self._by_key and self._by_key[key].edited

    def is_outdated(self, key: str) -> bool:
        """Whether the records say something else than when it was begun."""
        return key in self._by_key and self._by_key[key].outdated

    def draft_again(self, key: str) -> str:
        """Give the text as the records draft it now, on which it is based from here."""
        one = self._by_key[key]
        one.base = one.drafted.text
        return one.base

    def sentences(self, key: str) -> tuple[tuple[Sentence, ...], int]:
        """Give the drafted sentences that still stand in a text, and how many do not."""
        if key not in self._by_key:
            return (), 0
        one = self._by_key[key]
        every = one.drafted.sentences
        standing = tuple(each for each in every if each.text in one.text)
        return standing, len(every) - len(standing)

    # --- Kept ---------------------------------------------------------------------------------

    def as_kept(self) -> str:
        """Write what was edited as it is kept; empty if nothing was."""
        edited = {key: {"base": one.base, "text": one.text} for key, one in self if one.edited}
        if not edited:
            return ""
        return json.dumps({"version": _VERSION, "texts": edited}, ensure_ascii=False)

    def bring_back(self, kept: str) -> bool:
        """Let what was kept stand again; False if nobody can read it, or it is of another time."""
        try:
            found = json.loads(kept)
            if found["version"] != _VERSION:
                return False
            texts = {str(key): (one["base"], one["text"]) for key, one in found["texts"].items()}
        except _UNREADABLE:
            return False
        brought = False
        for key, (base, text) in texts.items():
            if key in self._by_key and isinstance(base, str) and isinstance(text, str):
                self._by_key[key].base, self._by_key[key].text = base, text
                brought = True
        return brought
