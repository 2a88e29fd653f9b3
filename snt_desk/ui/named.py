"""What records are called in a sentence: the change of one that can be undone, or so many."""

from __future__ import annotations

_MOST = 60


def change(verb: str, kind: str, name: str) -> str:
    """Name a change of one record: `Add meeting, ASB panel`."""
    return f"{verb} {kind}, {short(name)}"


def short(name: str) -> str:
    """A name in one line of at most 60 letters."""
    line = one_line(name)
    return line if len(line) <= _MOST else f"{line[: _MOST - 1].rstrip()}…"


def one_line(name: str) -> str:
    """A name in one line, without signs that nobody sees: marks of direction turn what follows."""
    return " ".join("".join(sign for sign in name if sign.isprintable() or sign.isspace()).split())


def counted(number: int, word: str) -> str:
    """So many of them: `1 meeting`, `34 patrols`."""
    return f"1 {word}" if number == 1 else f"{number:,} {word}s"
