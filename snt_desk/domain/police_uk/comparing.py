"""What the public sees beside what the team holds, line by line.

Priorities belong together by what they say, and by their dates; nobody's words decide alone
which side is right: a date may say which is newer, and the sergeant chooses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from snt_desk.domain import clock, priorities
from snt_desk.domain.police_uk import comparing_events, comparing_people, comparing_place
from snt_desk.domain.police_uk.held import Held, HeldPriority
from snt_desk.domain.police_uk.lines import (
    PARTS,
    STATES,
    Difference,
    Line,
    Side,
    day_words,
    fold,
    likeness,
    words_of,
)
from snt_desk.domain.police_uk.shapes import Priority, Published

_ALIKE, _ALIKE_ANY_DAY = 0.6, 0.75
"""So much of the shorter text has to be in the other, if their days agree; if they do not."""


def compare(published: Published, held: Held, today: date) -> tuple[Line, ...]:
    """Lay what was published beside what is held; of what no file speaks, nothing is said.

    By part; in each, what asks for something stands before what is the same.
    """
    lines = [
        *_priorities(published.priorities, held.priorities, today),
        *comparing_events.lines(published.events, held.events, today),
        *comparing_people.lines(published.people, held.people),
        *comparing_place.lines(published, held),
    ]
    parts, states = list(PARTS), list(STATES)
    return tuple(sorted(lines, key=lambda one: (parts.index(one.part), states.index(one.state))))


# --- Priorities -------------------------------------------------------------------------------


def _priorities(
    public: Sequence[Priority] | None, held: Sequence[HeldPriority], today: date
) -> Iterator[Line]:
    if public is None:
        return
    pairs = paired(public, held)
    for at, one in enumerate(public):
        key = f"priorities/{at + 1}"
        here = pairs.get(at)
        yield _known(key, one, here) if here is not None else _unknown(key, one, today)
    there = {one.ref for one in pairs.values()}
    for here in held:
        if here.public and here.is_live and here.ref not in there:
            says = "Marked public here. Export it, or ask for it to be put up."
            key = f"priorities/{here.ref}"
            yield Line(key, "priorities", "unpublished", here.issue, says, ref=here.ref)


def paired(public: Sequence[Priority], held: Sequence[HeldPriority]) -> dict[int, HeldPriority]:
    """Say which priority here each public one is, by its place; each of them once at most.

    The same words count first, with the same day before another; then words much alike.
    """
    found: dict[int, HeldPriority] = {}
    free = dict(enumerate(held))
    by_text: dict[str, list[int]] = defaultdict(list)
    for at, here in free.items():
        for text in {fold(here.issue), fold(here.title)}:
            by_text[text].append(at)
    for same_day in (True, False):
        for number, one in enumerate(public):
            if number in found:
                continue
            near = [at for at in by_text[fold(one.issue)] if at in free]
            near = [at for at in near if not same_day or free[at].adopted == one.issued]
            if near:
                found[number] = free.pop(min(near, key=lambda at: _preferred(free[at])))
    _pair_alike(public, free, found)
    return found


def _preferred(here: HeldPriority) -> tuple[bool, bool]:
    """A live one before a closed one, a public one before another."""
    return not here.is_live, not here.public


def _pair_alike(
    public: Sequence[Priority], free: dict[int, HeldPriority], found: dict[int, HeldPriority]
) -> None:
    by_word: dict[str, set[int]] = defaultdict(set)
    for at, here in free.items():
        for word in words_of(fold(f"{here.issue} {here.title}")):
            by_word[word].add(at)
    for number, one in enumerate(public):
        if number in found:
            continue
        text = fold(one.issue)
        near = {at for word in words_of(text) for at in by_word[word] if at in free}
        scores = [(_score(text, one, free[at]), at) for at in sorted(near)]
        best = max(scores, key=lambda two: (two[0], -two[1]), default=(0.0, 0))
        if best[0] > 0:
            found[number] = free.pop(best[1])


def _score(text: str, one: Priority, here: HeldPriority) -> float:
    """How sure it is that these are the same; 0 for not at all."""
    same_day = one.issued is not None and one.issued == here.adopted
    alike = max(likeness(text, fold(here.issue)), likeness(text, fold(here.title)))
    if alike < (_ALIKE if same_day else _ALIKE_ANY_DAY):
        return 0.0
    return alike + same_day + here.is_live / 2


def _known(key: str, one: Priority, here: HeldPriority) -> Line:
    differences = tuple(_differences(one, here))
    state = "same" if not differences else "differs"
    says = takes = ""
    wanted = False
    if here.closed is not None:
        says = f"Closed here on {clock.long_day(here.closed)}. Ask for it to be taken down."
        return Line(
            key,
            "priorities",
            "still public",
            one.issue,
            says,
            differences,
            ref=here.ref,
            public=one,
        )
    if differences:
        newer = {difference.newer for difference in differences}
        takes = "Its words and dates become the public ones."
        wanted = "public" in newer and "here" not in newer
        if "here" in newer:
            says = "Here is newer: export it, or ask for it to be put up."
    return Line(
        key,
        "priorities",
        "differs" if state == "differs" else "same",
        one.issue,
        says,
        differences,
        takes,
        wanted,
        here.ref,
        one,
    )


def _differences(one: Priority, here: HeldPriority) -> Iterator[Difference]:
    if fold(one.issue) != fold(here.issue):
        yield Difference("Issue", one.issue, here.issue)
    if one.issued != here.adopted:
        # The later day is no newer news: nobody knows which of them is right.
        yield Difference("Adopted", day_words(one.issued), day_words(here.adopted))
    side = _newer(one.acted, here.updated)
    if fold(one.action) != fold(here.action):
        yield Difference("Action", one.action, here.action, side)
    if one.acted != here.updated:
        yield Difference("Last update", day_words(one.acted), day_words(here.updated), side)
    if not here.public:
        yield Difference("Marked public", "yes", "no", "public")


def _newer(public: date | None, here: date | None) -> Side:
    if public == here:
        return ""
    return "public" if (public or date.min) > (here or date.min) else "here"


def _unknown(key: str, one: Priority, today: date) -> Line:
    told = one.acted or one.issued
    stale = told is None or priorities.is_stale(told, today)
    adopted = one.issued is not None and one.issued <= today
    if told is None:
        says = "Not in the register. No date says how old it is."
    elif stale:
        says = f"Not in the register. Its last news is of {clock.long_day(told)}."
    else:
        says = "Not in the register."
    takes = f"Becomes {'an adopted' if adopted else 'a proposed'} priority, marked public."
    return Line(key, "priorities", "only public", one.issue, says, (), takes, not stale, public=one)
