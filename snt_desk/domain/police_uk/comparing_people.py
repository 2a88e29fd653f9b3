"""Who is named to the public, beside who is posted to the team.

Nobody is taken from there: people come to the roster with a collar number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from snt_desk.domain.police_uk.held import HeldPerson
from snt_desk.domain.police_uk.lines import Difference, Line, day_words, fold
from snt_desk.domain.police_uk.shapes import Person

_RANKS: Final = frozenset(
    {
        *(
            "sgt",
            "sergeant",
            "ps",
            "pc",
            "pcso",
            "constable",
            "police",
            "sc",
            "special",
            "inspector",
        ),
        *("insp", "officer", "community", "support", "mr", "mrs", "ms", "miss"),
    }
)
"""What may stand before a name and is none."""


def lines(public: Sequence[Person] | None, held: Sequence[HeldPerson]) -> Iterator[Line]:
    """Compare them; nothing where no file speaks of people, or nobody has asked."""
    if public is None:
        return
    free = list(held)
    for at, one in enumerate(public, start=1):
        key, here = f"people/{at}", _same(one, free)
        if here is None:
            says = "Nobody of that name is posted here. Ask for it to be taken down."
            yield Line(key, "people", "left", _shown(one), says, public=one)
            continue
        free.remove(here)
        yield _known(key, one, here)
    for here in free:
        if here.posted and (here.public or here.is_sergeant):
            says = (
                "May be named to the public, and is not."
                if here.public
                else "The sergeant is not named. Tick it on the Roster first."
            )
            key = f"people/{here.collar}"
            yield Line(key, "people", "unpublished", here.called, says, ref=here.collar)


def _same(one: Person, held: Sequence[HeldPerson]) -> HeldPerson | None:
    """Who it is: by the whole name, else by surname and first letter, if one alone has them."""
    name = _name(one.name)
    exact = [here for here in held if fold(here.name).split() == name]
    if exact:
        return min(exact, key=lambda here: not here.posted)
    short = [here for here in held if _may_be(name, fold(here.name).split())]
    posted = [here for here in short if here.posted] or short
    return posted[0] if len(posted) == 1 else None


def _may_be(brief: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether `T Ridley`, or a surname alone, may be somebody."""
    if not brief or len(brief) > 2 or brief[-1] != whole[-1]:
        return False
    return len(brief) == 1 or (len(brief[0]) == 1 and whole[0].startswith(brief[0]))


def _name(name: str) -> list[str]:
    """The words of a name without ranks and collar numbers."""
    return [word for word in fold(name).split() if word not in _RANKS and not word.isdigit()]


def _known(key: str, one: Person, here: HeldPerson) -> Line:
    if not here.posted:
        since = f" since {day_words(here.last_day)}" if here.last_day else ""
        says = f"Not posted here{since}. Ask for it to be taken down."
        return Line(key, "people", "left", _shown(one), says, ref=here.collar, public=one)
    differences = tuple(_differences(one, here))
    named = here.public
    return Line(
        key,
        "people",
        "differs" if differences else "same",
        _shown(one),
        differences=differences,
        takes="" if named else "May be named to the public from now on.",
        ref=here.collar,
        public=one,
    )


def _differences(one: Person, here: HeldPerson) -> Iterator[Difference]:
    if one.rank and fold(one.rank) not in {fold(rank) for rank in here.ranks}:
        yield Difference("Rank", one.rank, here.ranks[0] if here.ranks else "")
    if not here.public:
        yield Difference("May be named", "yes", "no")


def _shown(one: Person) -> str:
    return f"{one.rank} {one.name}".strip()
