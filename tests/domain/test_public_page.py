"""A plain text becomes a document with headings and lists, and nothing else comes along."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain import public_page, you_said
from snt_desk.domain.public_page import Block
from tests.domain.told import ROUND


class Read(HTMLParser):
    """What a page has: its tags, in their order, each with its words."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self._open and self._open[-1] in {"h1", "h2", "p", "li"}:
            self.found.append((self._open[-1], data))


def test_the_first_line_is_the_title_and_a_line_over_others_a_heading() -> None:
    made = public_page.blocks("You said, we did\n\nShops\nWe went there.\n\n- One\n- Two\n\nBye.")
    assert made == (
        Block("title", "You said, we did"),
        Block("heading", "Shops"),
        Block("paragraph", "We went there."),
        Block("item", "One"),
        Block("item", "Two"),
        Block("paragraph", "Bye."),
    )


def test_the_page_reads_back_as_it_was_written_and_bears_its_marking() -> None:
    text = you_said.of_round(ROUND)[0].text
    found = Read(public_page.html(text, "OFFICIAL")).found
    assert found[0] == found[-1] == ("p", "OFFICIAL")
    lines = [line.removeprefix("- ") for line in text.splitlines() if line]
    assert [words for _, words in found[1:-1]] == lines
    assert [words for tag, words in found if tag == "h2"] == [
        "Graffiti, Haldens",
        "ASB at Woodhall shops",
        "Speeding, Heronswood Road",
        "Our priorities from 14 December 2026",
        "How to tell us more",
    ]
    assert sum(tag == "li" for tag, _ in found) == 3


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60))
def test_nothing_that_was_typed_is_markup(word: str) -> None:
    text = f"Title\n\n<script>alert(1)</script> & {word}"
    page = public_page.html(text, "OFFICIAL").decode()
    assert "<script" not in page
    assert Read(page.encode()).found[0] == ("p", "OFFICIAL")


def test_an_empty_text_is_a_page_with_a_marking() -> None:
    assert public_page.blocks(" \n\n") == ()
    assert b"OFFICIAL" in public_page.html("", "OFFICIAL")
