"""What the public may see, as the files that the API of data.police.uk would answer with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from snt_desk.domain import clock
from snt_desk.domain.police_uk.plain import to_entities, to_html
from snt_desk.domain.police_uk.shapes import (
    Contact,
    Event,
    Kind,
    Neighbourhood,
    Person,
    Point,
    Priority,
    Published,
)

FILES: Final[dict[Kind, str]] = {
    "neighbourhoods": "neighbourhoods.json",
    "neighbourhood": "neighbourhood.json",
    "priorities": "priorities.json",
    "people": "people.json",
    "events": "events.json",
    "boundary": "boundary.json",
}
"""What the file of each kind is called."""


def write(published: Published) -> dict[str, bytes]:
    """Give the files, by their names; of what was not said there is none.

    `reading.read` gives back the same, as long as the texts are tidy (`plain.tidy`, `one_line`).
    """
    made: Mapping[Kind, Any] = {
        "neighbourhoods": _each(
            published.neighbourhoods, lambda one: {"id": one.id, "name": to_entities(one.name)}
        ),
        "neighbourhood": published.neighbourhood and _neighbourhood(published.neighbourhood),
        "priorities": _each(published.priorities, _priority),
        "people": _each(published.people, _person),
        "events": _each(published.events, _event),
        "boundary": _each(published.boundary, _point),
    }
    return {FILES[kind]: _json(value) for kind, value in made.items() if value is not None}


def _each(items: Any, write_one: Any) -> list[dict[str, Any]] | None:
    return None if items is None else [write_one(one) for one in items]


def _json(value: object) -> bytes:
    # An empty list has its brackets in two lines: all lists begin alike.
    text = json.dumps(value, ensure_ascii=False, indent=1) if value else "[\n]"
    return f"{text}\n".encode()


def _priority(one: Priority) -> dict[str, Any]:
    return {
        "action": to_html(one.action) or None,
        "issue-date": _day(one.issued),
        "action-date": _day(one.acted),
        "issue": to_html(one.issue),
    }


def _person(one: Person) -> dict[str, Any]:
    return {
        "bio": to_html(one.bio) or None,
        "contact_details": dict(one.contact),
        "name": to_entities(one.name),
        "rank": to_entities(one.rank),
    }


def _event(one: Event) -> dict[str, Any]:
    return {
        "contact_details": dict(one.contact),
        "description": to_html(one.description) or None,
        "title": to_entities(one.title),
        "address": to_entities(one.address),
        "type": one.type,
        "start_date": _moment(one.start),
        "end_date": _moment(one.end),
    }


def _neighbourhood(one: Neighbourhood) -> dict[str, Any]:
    made: dict[str, Any] = {
        "url_force": one.url_force,
        "contact_details": _contact(one.contact),
        "name": to_entities(one.name),
        "links": [
            {
                "url": link.url,
                "description": to_entities(link.description) or None,
                "title": to_entities(link.title),
            }
            for link in one.links
        ],
        "locations": [
            {
                "name": to_entities(place.name) or None,
                **_maybe_point(place.at),
                "postcode": place.postcode,
                "address": to_entities(place.address),
                "type": place.type,
                "description": to_html(place.description) or None,
                **({"telephone": place.telephone} if place.telephone else {}),
            }
            for place in one.locations
        ],
        "description": to_html(one.description) or None,
        "id": one.id,
        "population": None if one.population is None else str(one.population),
    }
    if one.welcome:
        made["welcome_message"] = to_html(one.welcome)
    if one.centre is not None:
        made["centre"] = _point(one.centre)
    return made


def _contact(contact: Contact) -> dict[str, str]:
    return dict(contact)


def _point(at: Point) -> dict[str, str]:
    """Numbers are strings there."""
    return {"latitude": repr(at.latitude), "longitude": repr(at.longitude)}


def _maybe_point(at: Point | None) -> dict[str, str | None]:
    return {"latitude": None, "longitude": None} if at is None else {**_point(at)}


def _day(day: date | None) -> str | None:
    return None if day is None else f"{day:%Y-%m-%d}T00:00:00"


def _moment(instant: datetime | None) -> str | None:
    """London's wall time, without a zone, as theirs have none."""
    return None if instant is None else f"{clock.local(instant):%Y-%m-%dT%H:%M:%S}"
