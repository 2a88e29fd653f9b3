"""HTML becomes text of lines, once, and text becomes HTML that comes back as it was."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain.police_uk import plain

LETTERS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>One.</p>\n<p>Two.</p>", "One.\n\nTwo."),
        ("<p>Bio text.<br />\n</p>", "Bio text."),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<ul><li>Fri</li><li>Sat</li></ul>after", "• Fri\n• Sat\n\nafter"),
        ("<ul>\n<li><p>Fri</p></li>\n</ul>", "• Fri"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("Banks &amp; Hesketh", "Banks & Hesketh"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<script>alert(1)</script>"),
        ("<script>alert('<p>x</p>')</script>kept", "kept"),
        ("<style>p { color: red }</style><p>kept</p>", "kept"),
        ("<p>a<script>unclosed", "a"),
        ("<p>a<!-- hidden <b>x</b> -->b</p>", "ab"),
        ("<b>bold</b> <i>and</i> <a href='javascript:x'>link</a>", "bold and link"),
        ("<div><div>deep</div></div>", "deep"),
        ("line one\nline two", "line one\nline two"),
        ("<p>line one\nstill one</p>", "line one still one"),
        ("3 < 4 and 5 > 4", "3 < 4 and 5 > 4"),
        ("a&nbsp;&nbsp;b", "a b"),
        ("\u202edlrow\u202c \u200bhi\x00", "dlrow hi"),
        ("", ""),
        ("<p></p>", ""),
    ],
)
def test_html_is_reduced_to_text(source: str, text: str) -> None:
    assert plain.to_text(source) == text


def test_an_address_in_two_lines_is_one_line() -> None:
    assert plain.to_line("74 Belgrave Gate\n, Leicester") == "74 Belgrave Gate, Leicester"


@given(LETTERS)
def test_text_made_html_comes_back_tidy(text: str) -> None:
    assert plain.to_text(plain.to_html(text)) == plain.tidy(text)


@given(LETTERS)
def test_a_line_with_entities_comes_back(text: str) -> None:
    line = plain.one_line(text)
    assert plain.to_line(plain.to_entities(line)) == line


@given(LETTERS)
def test_what_is_tidy_stays_as_it_is(text: str) -> None:
    tidy = plain.tidy(text)
    assert plain.tidy(tidy) == tidy
    assert not plain.hides(tidy)


@given(LETTERS)
def test_any_text_is_reduced_without_a_fault(source: str) -> None:
    assert plain.tidy(plain.to_text(source)) == plain.to_text(source)


def test_a_section_that_nobody_knows_is_text() -> None:
    assert plain.to_text("<p>a<![foo[b]]>c</p>") == "a<![foo[b]]>c"
    assert plain.to_text("<p>a <b") == "a <b"


@pytest.mark.parametrize("begun", ["<a ", "<a b='", "<a/", "<!--", "<![", "</", "<"])
def test_tags_that_nothing_ends_take_no_time_to_speak_of(begun: str) -> None:
    started = time.process_time()
    plain.to_text((begun * 100_000)[:100_000])
    assert time.process_time() - started < 2
