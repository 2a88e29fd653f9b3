"""One item of each kind of file, from its fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from snt_desk.domain.police_uk.fields import Item
from snt_desk.domain.police_uk.shapes import (
    Event,
    Link,
    Listed,
    Location,
    Neighbourhood,
    Person,
    Priority,
)

_MOST_LINKS: Final = 500


def listed(item: Item) -> Listed:
    """A neighbourhood of a force's list: `NC04`, which may have spaces; unique in its force."""
    return Listed(_id(item), item.needed("name"))


def _id(item: Item) -> str:
    found = item.raw("id")
    # Missing is said in the same words as for any other field.
    return found or item.needed("id")


def priority(item: Item) -> Priority:
    """A priority; of its four fields only the issue has to be there."""
    issue = item.text("issue") or item.needed("issue")
    return Priority(issue, item.day("issue-date"), item.text("action"), item.day("action-date"))


def underscored(said: Mapping[str, Any]) -> dict[str, Any]:
    """An item of the invented form with the names that police.uk uses."""
    names = {"issue_date": "issue-date", "action_date": "action-date"}
    return {names.get(name, name): value for name, value in said.items()}


def person(item: Item) -> Person:
    """Somebody of the team; the rank may be anything."""
    return Person(item.needed("name"), item.line("rank"), item.text("bio"), item.contact())


def event(item: Item) -> Event:
    """An event; older files have no end."""
    start, end = item.moment("start_date"), item.moment("end_date")
    if start is not None and end is not None and end < start:
        item.caution("end_date", "It ends before it begins. The end was left out.")
        end = None
    return Event(
        title=item.needed("title"),
        type=item.raw("type"),
        description=item.text("description"),
        address=item.line("address"),
        start=start,
        end=end,
        contact=item.contact(),
    )


def neighbourhood(item: Item) -> Neighbourhood:
    """The details of a neighbourhood."""
    centre = item.said.get("centre")
    return Neighbourhood(
        id=_id(item),
        name=item.needed("name"),
        description=item.text("description"),
        welcome=item.text("welcome_message"),
        url_force=item.raw("url_force"),
        population=item.number("population"),
        centre=None if centre is None else item.inside("centre", centre).point(),
        contact=item.contact(),
        links=tuple(_link(one) for one in item.items("links", _MOST_LINKS)),
        locations=tuple(_location(one) for one in item.items("locations", _MOST_LINKS)),
    )


def _link(item: Item) -> Link:
    return Link(item.raw("url"), item.line("title"), item.line("description"))


def _location(item: Item) -> Location:
    return Location(
        name=item.line("name"),
        type=item.raw("type"),
        address=item.line("address"),
        postcode=item.raw("postcode"),
        telephone=item.raw("telephone"),
        description=item.text("description"),
        at=item.point(),
    )
