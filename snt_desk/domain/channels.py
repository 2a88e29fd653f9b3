"""What a channel takes: how long a text may be there, how links count, what else it wants.

The rules are data (`resources/channels.csv`), each with its source. A channel without rules takes
any text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from snt_desk.domain import clock, hashtags
from snt_desk.domain.clock import DAY
from snt_desk.domain.links import LINK


@dataclass(frozen=True)
class Rules:
    """What one channel takes; None where nothing is known of it.

    `link` is what a web address counts, however long it is. Where it is `weighted`, an emoji or
    a sign of a wide script counts as two. From `ended` on the channel is there no more, and
    `instead` took its place.
    """

    length: int | None = None
    link: int | None = None
    weighted: bool = False
    hashtags: int | None = None
    picture: bool = False
    plain_links: bool = False
    alt: int | None = None
    ended: date | None = None
    instead: str = ""

    def has_ended(self, on: date) -> bool:
        """Whether the channel was there no more on a day."""
        return self.ended is not None and self.ended <= on


ANY: Final = Rules()
"""Of a channel that nothing is known of."""


def read(lines: Iterable[Mapping[str, str]]) -> dict[str, Rules]:
    """Read the rules, a line each under the headings.

    Raises ValueError with the number of a line that says nothing that is known.
    """
    found: dict[str, Rules] = {}
    for number, line in enumerate(lines, start=2):
        channel, rule, value = (line.get(name) or "" for name in ("channel", "rule", "value"))
        try:
            found[channel] = _with(found.get(channel, ANY), rule, value)
        except ValueError as error:
            raise ValueError(f"Line {number}: {error}") from error
    return found


def _with(rules: Rules, rule: str, value: str) -> Rules:
    reads: Mapping[str, Callable[[], Rules]] = {
        "length": lambda: replace(rules, length=_number(value)),
        "link": lambda: replace(rules, link=_number(value)),
        "hashtags": lambda: replace(rules, hashtags=_number(value)),
        "alt": lambda: replace(rules, alt=_number(value)),
        "ended": lambda: replace(rules, ended=date.fromisoformat(value)),
        "instead": lambda: replace(rules, instead=value),
        "weighted": lambda: replace(rules, weighted=_is(value, "yes")),
        "picture": lambda: replace(rules, picture=_is(value, "needed")),
        "links": lambda: replace(rules, plain_links=_is(value, "plain")),
    }
    if rule not in reads:
        raise ValueError(f"No channel has a rule {rule}")
    return reads[rule]()


def _number(value: str) -> int:
    if not re.fullmatch("[0-9]{1,7}", value):
        raise ValueError(f"{value or 'Nothing'} is no number of characters or hashtags")
    return int(value)


def _is(value: str, only: str) -> bool:
    if value != only:
        raise ValueError(f"Nobody knows what {value} means: it is {only}, or the rule is left out")
    return True


# --- How long a text is -----------------------------------------------------------------------

_BASE: Final = (
    "[\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_BESIDE: Final = "[\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
_EMOJI: Final = re.compile(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_BASE}{_BESIDE}(?:\u200d{_BASE}{_BESIDE})*"
)
"""One picture, of however many signs it is made: a flag, a family, a hand of some colour."""
_NARROW: Final = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Signs that count as one where the others count as two."""


def length(text: str, rules: Rules) -> int:
    """Count a text as the channel counts it."""
    text = unicodedata.normalize("NFC", text)
    used = 0
    if rules.link is not None:
        text, number = LINK.subn("", text)
        used = number * rules.link
    if not rules.weighted:
        return used + len(text)
    text, pictures = _EMOJI.subn("", text)
    return used + 2 * pictures + sum(_weight(ord(one)) for one in text)


def _weight(sign: int) -> int:
    return 1 if any(first <= sign <= last for first, last in _NARROW) else 2


# --- What fits --------------------------------------------------------------------------------

_AMPLE: Final = 5_000
"""Of a channel that takes more nobody counts the characters."""
Tone = Literal["ok", "plain", "warn"]


@dataclass(frozen=True)
class Fit:
    """How a text does on a channel, in a few words: `238 of 280 characters`."""

    text: str
    tone: Tone = "plain"

    @property
    def fits(self) -> bool:
        """Whether it can go out there as it is."""
        return self.tone != "warn"


def fit(text: str, rules: Rules, on: date, *, picture: bool, instead: str = "") -> Fit:
    """Say how a text does on a channel, with or without a picture, to go out on a day.

    Of several things that are in the way it is the one that is first to be mended. `instead` are
    the words for the channel that took its place, if one did.
    """
    used = length(text, rules)
    if rules.ended is not None and rules.has_ended(on):
        ended = f"ended on {clock.long_day(rules.ended - DAY)}"
        return Fit(f"{ended}: use {instead}" if instead else ended, "warn")
    if wrong := _in_the_way(text, rules, used, picture=picture):
        return Fit(wrong, "warn")
    if rules.length is None:
        return Fit("no limit")
    if rules.length > _AMPLE:
        return Fit("fits", "ok" if used else "plain")
    return Fit(f"{used:,} of {_counted(rules.length, 'character')}", "ok" if used else "plain")


def _in_the_way(text: str, rules: Rules, used: int, *, picture: bool) -> str:
    tags = len(hashtags.found(text))
    if rules.length is not None and used > rules.length:
        return f"{_counted(used - rules.length, 'character')} too many"
    if rules.hashtags is not None and tags > rules.hashtags:
        return f"{tags} hashtags, {rules.hashtags} at most"
    if rules.picture and not picture:
        return "needs a picture"
    return "links do not work there" if rules.plain_links and LINK.search(text) else ""


def _counted(number: int, one: str) -> str:
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"
