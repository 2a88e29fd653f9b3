"""Which record of a list is taken in hand where the one in hand is gone, or a title stands there.

A list is given by whose each line is: the id of a record, None for a title.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from snt_desk.ui.table import Id


def record(ids: Sequence[Id | None], at: int) -> int | None:
    """Give the place of the record that is next to a place, before it if two are."""
    around = range(len(ids))
    places = (one for one in _outwards(at, around, below_first=False) if ids[one] is not None)
    return next(places, None)


def still_there(
    stood: Sequence[Id | None], at: int, place: Callable[[Id], int | None], ids: Sequence[Id | None]
) -> int | None:
    """Give the place of what stood nearest to the one at a place and is still there.

    That is one under the same title, if any is left of them. `ids` are the lines of now, `place`
    says where a record stands among them; where nothing is left of what stood there, it is what
    stands at that place now.
    """
    titles = [-1, *(line for line, one in enumerate(stood) if one is None), len(stood)]
    below = bisect_left(titles, at)
    for among in (range(titles[below - 1] + 1, titles[below]), range(len(stood))):
        for line in _outwards(at, among, below_first=True):
            one = stood[line]
            found = None if one is None else place(one)
            if found is not None:
                return found
    return record(ids, at)


def _outwards(at: int, among: range, *, below_first: bool) -> Iterator[int]:
    """Walk the places away from one, both sides in turn."""
    for far in range(max(at - among.start, among.stop - at) + 1):
        both = (at + far, at - far) if below_first else (at - far, at + far)
        yield from (one for one in both if one in among)
