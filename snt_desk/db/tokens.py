"""Words as the search index sees them: what they are taken apart into, asked of an index."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

TOKENIZER = "tokenize='unicode61 remove_diacritics 2'"
MARK = "\ue000"
"""Begins the word that says whose a patrol is: a letter to the index, of Unicode's private
use, and on nobody's keyboard."""


def said(team_id: int, words: str) -> str:
    """Give what the index holds of a patrol: its words, and whose it is."""
    return f"{words.replace(MARK, ' ')} {MARK}{team_id}"


def taken_apart(words: str) -> list[str]:
    """Take words apart as the index does, by asking an index; in no order, each once."""
    with in_memory() as index:
        # Half a letter, as a broken paste has it, is none: it divides words as a ? does.
        whole = words.encode("utf-8", "replace").decode()
        index.execute("INSERT INTO said (words) VALUES (?)", (whole,))
        return [term for (term,) in index.execute("SELECT term FROM terms").fetchall()]


_IN_TURN = threading.Lock()


@contextmanager
def in_memory() -> Generator[Any]:
    """Give the index in memory, empty, and empty it again."""
    with _IN_TURN:
        index = _scratch()
        try:
            yield index
        finally:
            index.execute("INSERT INTO said (said) VALUES ('delete-all')")


@cache
def _scratch() -> Any:
    return empty_index()


def empty_index() -> Any:
    """Open an index in memory that takes words apart as that of the file does."""
    made = sqlite.connect(":memory:", isolation_level=None, check_same_thread=False)
    made.execute(
        f"CREATE VIRTUAL TABLE said USING fts5(words, content='', detail=none, {TOKENIZER})"
    )
    made.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(said, row)")
    return made
