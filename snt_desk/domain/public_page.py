"""A plain text as a document: its title, headings, paragraphs and lists.

What is edited is plain text, and stays so: its first line is the title; a short line without a
full stop over others is a heading; a line after `- ` is one of a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Final, Literal

Kind = Literal["title", "heading", "paragraph", "item"]
_LONGEST_HEADING: Final = 90
_ITEM: Final = ("- ", "• ", "* ")
_STYLE: Final = (
    "body{font-family:sans-serif;line-height:1.5;max-width:40em;margin:2em auto;padding:0 1em}"
    ".marking{text-align:center;font-weight:600}"
)


@dataclass(frozen=True)
class Block:
    """One line of the text, and what it is in a document."""

    kind: Kind
    text: str


def blocks(text: str) -> tuple[Block, ...]:
    """Read a text as the parts of a document; empty lines only part them."""
    found: list[Block] = []
    for part in _parts(text):
        found += _of_part(part, first=not found)
    return tuple(found)


def _parts(text: str) -> Iterator[list[str]]:
    """The lines between empty ones."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    for filled, group in groupby(lines, bool):
        if filled:
            yield list(group)


def _of_part(lines: Sequence[str], *, first: bool) -> Iterator[Block]:
    for at, line in enumerate(lines):
        if line.startswith(_ITEM):
            yield Block("item", line[2:].strip())
        elif first and not at:
            yield Block("title", line)
        elif not at and len(lines) > 1 and _is_heading(line):
            yield Block("heading", line)
        else:
            yield Block("paragraph", line)


def _is_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and line[-1] not in ".!?:;,…"


def lines_of(text: str) -> tuple[Block, ...]:
    """Read a text that stands within a document: paragraphs, and lists after `- `."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(
        Block("item", line[2:].strip()) if line.startswith(_ITEM) else Block("paragraph", line)
        for line in lines
        if line
    )


def written(made: Sequence[Block]) -> str:
    """Write the parts of a document as a plain text, as it is looked through."""
    lines: list[str] = []
    before = ""
    for one in made:
        if one.kind == "heading" or before == "title":
            lines.append("")
        lines.append(f"- {one.text}" if one.kind == "item" else one.text)
        before = one.kind
    return "\n".join(lines)


def html(text: str, marking: str) -> bytes:
    """Write a text as a page of its own."""
    return page(blocks(text), marking)


def page(made: Sequence[Block], marking: str) -> bytes:
    """Write the parts of a document as a page of its own.

    It has no script, no picture, nothing that leads elsewhere.
    """
    title = next((one.text for one in made if one.kind == "title"), "")
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="generator" content="SNT Desk">',
        f"<title>{escape(title)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        _marked(marking),
        *_written(made),
        _marked(marking),
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines).encode()


_TAGS: Final = {"title": "h1", "heading": "h2", "paragraph": "p", "item": "li"}


def _marked(marking: str) -> str:
    return f'<p class="marking">{escape(marking)}</p>'


def _written(made: Sequence[Block]) -> Iterator[str]:
    for is_list, group in groupby(made, lambda one: one.kind == "item"):
        tags = [f"<{_TAGS[one.kind]}>{escape(one.text)}</{_TAGS[one.kind]}>" for one in group]
        yield from ["<ul>", *tags, "</ul>"] if is_list else tags
