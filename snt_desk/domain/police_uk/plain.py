"""HTML of police.uk as plain text, and plain text as that HTML; nothing is ever rendered.

Tags go, paragraphs and items of lists become lines, entities are decoded once. What was plain
and tidy before comes back as it was.
"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Final

_BLOCKS: Final = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset"),
        *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"),
        *("main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "ul"),
    }
)
_LINES: Final = frozenset({"br", "li", "tr"})
_CELLS: Final = frozenset({"td", "th"})
_DROPPED: Final = frozenset(
    {
        *("script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title"),
    }
)
"""What stands in these is no text for people."""

_ITEM: Final = "• "
_TAG: Final = re.compile(r"<[a-zA-Z/!?]")
# Controls, zero-width signs, marks of direction: nobody sees them, and they turn lines round.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_BREAKS: Final = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_MANY: Final = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """Text without signs that nobody sees, without spaces at the ends, with one empty line at most.

    Done twice it changes nothing.
    """
    shown = _UNSEEN.sub("", _BREAKS.sub("\n", text))
    lines = "\n".join(" ".join(line.split()) for line in shown.split("\n"))
    return _MANY.sub("\n\n", lines).strip("\n")


def hides(text: str) -> bool:
    """Whether a text has signs that nobody sees: marks of direction, controls."""
    return _UNSEEN.search(text) is not None


def to_text(source: str) -> str:
    """Give the text of HTML, or of plain text with entities."""
    # Without a tag, lines are lines; with tags, the tags say where a line ends.
    if not _TAG.search(source):
        return tidy(html.unescape(source))
    ended = _ended(source)
    try:
        return tidy(_read(ended))
    except AssertionError:
        # The parser's word for a section that it does not know: `<![x`.
        return tidy(_read(ended.replace("<![", "&lt;![")))


def _read(source: str) -> str:
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return reader.text


def _ended(source: str) -> str:
    """Write as a sign what begins a tag that nothing ends: else each is looked through for it."""
    end = source.rfind(">") + 1
    return source[:end] + source[end:].replace("<", "&lt;")


def to_line(source: str) -> str:
    """The same in one line: a name, a title, an address."""
    return one_line(to_text(source))


def one_line(text: str) -> str:
    """Plain text in one line; done twice it changes nothing."""
    return re.sub(r"\s+,", ",", " ".join(tidy(text).split()))


def to_html(text: str) -> str:
    """Give plain text as the HTML that says it: a paragraph each, breaks inside."""
    paragraphs = (to_entities(one) for one in tidy(text).split("\n\n"))
    return "\n".join(f"<p>{one.replace(chr(10), '<br />')}</p>" for one in paragraphs if one)


def to_entities(text: str) -> str:
    """Give one line as police.uk writes names: `Banks &amp; Hesketh`."""
    return html.escape(text, quote=False)


class _Reader(HTMLParser):
    """Listens to the parser and keeps words and line ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._dropped: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropped.append(tag)
        elif not self._dropped:
            self._break(tag)
            if tag == "li" and not self._in_item:
                self._pieces.append(_ITEM)

    def handle_startendtag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if not self._dropped:
            self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._dropped:
            while self._dropped.pop() != tag:
                pass
        elif not self._dropped and tag in _BLOCKS:
            self._break(tag)

    def handle_data(self, data: str) -> None:
        words = re.sub(r"\s+", " ", data)
        if not self._dropped and not (self._in_item and words == " "):
            self._pieces.append(words)

    @property
    def _in_item(self) -> bool:
        """Whether an item has just begun: its first paragraph stands beside the mark."""
        return self._pieces[-1:] == [_ITEM]

    def _break(self, tag: str) -> None:
        if self._in_item:
            return
        if tag in _BLOCKS:
            self._pieces.append("\n\n")
        elif tag in _LINES:
            self._pieces.append("\n")
        elif tag in _CELLS:
            self._pieces.append(" ")
