"""What fits on a channel: letters counted as it counts them, links, hashtags, a picture."""

from __future__ import annotations

from datetime import date

import pytest

from snt_desk.domain import channels
from snt_desk.domain.channels import ANY, Rules

X = Rules(length=280, link=23, weighted=True)
INSTAGRAM = Rules(length=2200, hashtags=5, picture=True, plain_links=True)
OWL = Rules(ended=date(2024, 5, 1), instead="herts_connected")
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("", 0),
        ("Woodhall", 8),
        ("café", 4),
        ("cafe\u0301", 4),
        ("“It’s done” – at last", 21),
        ("…", 2),
        ("\u65e5\u672c", 4),
        ("👮", 2),
        ("👨\u200d👩\u200d👧\u200d👦", 2),
        ("👍🏽", 2),
        ("🇬🇧", 2),
        ("1\ufe0f\u20e3", 2),
        ("See https://www.example.police.uk/area/your-area/team?page=2.", 4 + 23 + 1),
        ("example.org/a, example.org/b", 23 + 2 + 23),
        ("me@example.org", 14),
        ("Fri.We met", 10),
    ],
)
def test_x_counts_links_as_23_and_pictures_as_two(text: str, counts: int) -> None:
    assert channels.length(text, X) == counts


def test_other_channels_count_every_letter() -> None:
    text = "See https://example.org 👮"
    assert channels.length(text, ANY) == len(text)


@pytest.mark.parametrize(
    ("number", "said", "tone"),
    [
        (0, "0 of 280 characters", "plain"),
        (238, "238 of 280 characters", "ok"),
        (280, "280 of 280 characters", "ok"),
        (281, "1 character too many", "warn"),
        (292, "12 characters too many", "warn"),
    ],
)
def test_the_length_is_said_until_it_is_too_long(number: int, said: str, tone: str) -> None:
    found = channels.fit("a" * number, X, DAY, picture=False)
    assert (found.text, found.tone) == (said, tone)
    assert found.fits == (tone != "warn")


def test_a_channel_of_pictures_needs_one() -> None:
    assert channels.fit("Hello", INSTAGRAM, DAY, picture=False).text == "needs a picture"
    assert channels.fit("Hello", INSTAGRAM, DAY, picture=True).text == "5 of 2,200 characters"


def test_too_many_hashtags_and_links_that_do_not_work_are_said() -> None:
    six = " ".join(f"#Tag{letter}" for letter in "abcdef")
    assert channels.fit(six, INSTAGRAM, DAY, picture=True).text == "6 hashtags, 5 at most"
    found = channels.fit("See example.org", INSTAGRAM, DAY, picture=True)
    assert found.text == "links do not work there"


def test_a_channel_that_has_ended_takes_nothing_more() -> None:
    assert channels.fit("Hello", OWL, date(2024, 4, 30), picture=False).fits
    found = channels.fit("Hello", OWL, date(2024, 5, 1), picture=False)
    assert (found.text, found.tone) == ("ended on Tue 30 Apr 2024", "warn")
    found = channels.fit("Hello", OWL, date(2024, 5, 1), picture=False, instead="Herts Connected")
    assert (found.text, found.tone) == ("ended on Tue 30 Apr 2024: use Herts Connected", "warn")


def test_a_channel_without_rules_takes_any_text() -> None:
    found = channels.fit("a" * 100_000, ANY, DAY, picture=False)
    assert (found.text, found.tone) == ("no limit", "plain")


def test_rules_are_read_a_line_each() -> None:
    lines = [
        {"channel": "x", "rule": "length", "value": "280"},
        {"channel": "x", "rule": "link", "value": "23"},
        {"channel": "x", "rule": "weighted", "value": "yes"},
        {"channel": "owl", "rule": "ended", "value": "2024-05-01"},
        {"channel": "owl", "rule": "instead", "value": "herts_connected"},
    ]
    assert channels.read(lines) == {"x": X, "owl": OWL}


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        *(("lenght", "280"), ("length", "long"), ("length", "-1"), ("link", "")),
        *(("picture", "no"), ("ended", "2024"), ("", "1")),
    ],
)
def test_a_rule_that_nobody_knows_is_refused(rule: str, value: str) -> None:
    with pytest.raises(ValueError, match=r"^Line 2: ."):
        channels.read([{"channel": "x", "rule": rule, "value": value}])


def test_nobody_counts_the_letters_where_tens_of_thousands_fit() -> None:
    ample = Rules(length=63_206)
    assert channels.fit("Hello", ample, DAY, picture=False).text == "fits"
    assert channels.fit("a" * 63_208, ample, DAY, picture=False).text == "2 characters too many"
