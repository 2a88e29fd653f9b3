"""The neighbourhood itself: its id, how it can be reached, its boundary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from snt_desk.domain.outlines import Outline, thinned, to_json
from snt_desk.domain.police_uk.held import Held
from snt_desk.domain.police_uk.lines import Difference, Line, fold
from snt_desk.domain.police_uk.shapes import Listed, Neighbourhood, Point, Published

OUTLINE: Final = "police.uk"
"""The code of the outline that a published boundary becomes."""

_WORDS: Final = frozenset({"snt", "team", "safer", "neighbourhood", "neighbourhoods", "the"})
_KEEPS: Final = "Kept with the team, for the next export."


def lines(published: Published, held: Held) -> Iterator[Line]:
    """Compare them; of what no file speaks, nothing."""
    if published.neighbourhood is not None:
        yield _details(published.neighbourhood, held)
    elif published.neighbourhoods is not None:
        yield from _listed(published.neighbourhoods, held)
    if published.boundary:
        yield _boundary(published.boundary, held)


# --- Details ----------------------------------------------------------------------------------


def _details(public: Neighbourhood, held: Held) -> Line:
    title, kept = f"{public.name} ({public.id})", held.neighbourhood
    says = ""
    if held.id and held.id != public.id:
        says = f"These files are of {public.id}; this team is {held.id} there."
    if kept is None:
        ways = ", ".join(key for key, _ in public.contact)
        says = says or f"Nothing is kept of it yet. It can be reached by: {ways or 'nothing'}."
        right = not held.id or held.id == public.id
        return Line(
            "details/1", "details", "only public", title, says, (), _KEEPS, right, public=public
        )
    differences = tuple(_differences(public, kept))
    state = "differs" if differences or says else "same"
    takes = _KEEPS if differences else ""
    return Line(
        "details/1",
        "details",
        "differs" if state == "differs" else "same",
        title,
        says,
        differences,
        takes,
        public=public,
    )


def _differences(public: Neighbourhood, kept: Neighbourhood) -> Iterator[Difference]:
    there, here = _said(public), _said(kept)
    for name in dict.fromkeys((*there, *here)):
        if there.get(name, "") != here.get(name, ""):
            yield Difference(name, there.get(name, ""), here.get(name, ""))


def _said(one: Neighbourhood) -> dict[str, str]:
    """All that it says, field by field, in words."""
    return {
        "Name": one.name,
        "Id": one.id,
        **{f"Contact: {key}": value for key, value in one.contact},
        "Description": one.description,
        "Welcome": one.welcome,
        "Page": one.url_force,
        "Population": "" if one.population is None else f"{one.population:,}",
        "Centre": "" if one.centre is None else _shown(one.centre),
        "Links": "\n".join(f"{link.title} {link.url}".strip() for link in one.links),
        "Places": "\n".join(
            ", ".join(filter(None, (at.name, at.address, at.postcode, at.telephone)))
            for at in one.locations
        ),
    }


def _shown(at: Point) -> str:
    return f"{at.latitude:g}, {at.longitude:g}"


def _listed(public: tuple[Listed, ...], held: Held) -> Iterator[Line]:
    """Which of a force's neighbourhoods the team is, by its id or its name."""
    name = _name(held.team)
    found = [
        one for one in public if one.id == held.id or (not held.id and _name(one.name) == name)
    ]
    if not found:
        said = held.id or held.team
        says = f"{said} is not among the {len(public):,} neighbourhoods of that list."
        yield Line("details/1", "details", "unpublished", held.team, says)
        return
    one = found[0]
    title = f"{one.name} ({one.id})"
    if held.id:
        yield Line("details/1", "details", "same", title, public=one)
        return
    differences = (Difference("Id on police.uk", one.id, ""),)
    takes = "Its id is kept with the team."
    sure = len(found) == 1
    yield Line("details/1", "details", "differs", title, "", differences, takes, sure, public=one)


def _name(text: str) -> list[str]:
    return [word for word in fold(text).split() if word not in _WORDS]


# --- Boundary ---------------------------------------------------------------------------------


def outline(team: str, points: tuple[Point, ...]) -> Outline:
    """The outline that a boundary becomes on the map: as thin as those of beats."""
    ring = tuple((one.longitude, one.latitude) for one in points)
    [made] = thinned((Outline(f"{team}, as published", OUTLINE, (ring,)),))
    return made


def _boundary(public: tuple[Point, ...], held: Held) -> Line:
    made = outline(held.team, public)
    title = f"{len(public):,} points"
    takes = "Becomes the team’s outline on the map of the beats."
    if held.boundary is None:
        says = "The map has no outline of the team yet."
        return Line(
            "boundary/1",
            "boundary",
            "only public",
            title,
            says,
            (),
            takes,
            wanted=True,
            public=public,
        )
    if to_json((made,))[0]["rings"] == to_json((held.boundary,))[0]["rings"]:
        return Line("boundary/1", "boundary", "same", title, public=public)
    there = sum(map(len, made.rings))
    here = sum(map(len, held.boundary.rings))
    differences = (Difference("Points on the map", f"{there:,}", f"{here:,}"),)
    return Line(
        "boundary/1",
        "boundary",
        "differs",
        title,
        "It runs otherwise.",
        differences,
        takes,
        public=public,
    )
