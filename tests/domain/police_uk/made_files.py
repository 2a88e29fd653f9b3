"""Invented answers in the form of data.police.uk's, for what must run everywhere."""

from __future__ import annotations

import json
from typing import Any

PRIORITIES: list[dict[str, Any]] = [
    {
        "action": None,
        "issue-date": "2026-10-01T00:00:00",
        "action-date": None,
        "issue": "<p>To reduce speeding on Bearton Road, Peartree.</p>",
    },
    {
        "action": "<p>Extra patrols &amp; a camera.</p>\n<ul><li>Fri</li><li>Sat</li></ul>",
        "issue-date": "2026-09-01T00:00:00",
        "action-date": "2026-11-03T00:00:00",
        "issue": "<p>Woodhall shops</p>",
    },
]
INVENTED: list[dict[str, Any]] = [
    {"issue": "Woodhall shops", "issue_date": "2026-09-01T00:00:00", "action": None},
    {"issue": "Graffiti", "issue_date": None, "action_date": "2026-11-03T00:00:00"},
]
PEOPLE: list[dict[str, Any]] = [
    {
        "bio": "<p>Grew up here.<br />\n</p>",
        "contact_details": {"email": "team@example.police.uk"},
        "name": "Tom Ridley",
        "rank": "PC",
    },
    {"bio": None, "contact_details": {}, "name": "Ines Gone", "rank": "Sgt"},
]
EVENTS: list[dict[str, Any]] = [
    {
        "contact_details": {},
        "description": None,
        "title": "Banks &amp; Hesketh drop-in",
        "address": "Village Hall\n, Peartree",
        "type": "meeting",
        "start_date": "2026-12-17T12:00:00",
        "end_date": "2026-12-17T14:00:00",
    }
]
BOUNDARY: list[dict[str, Any]] = [
    {"latitude": "51.8100000", "longitude": "-0.2000000"},
    {"latitude": "51.8100000", "longitude": "-0.1800000"},
    {"latitude": "51.7900000", "longitude": "-0.1800000"},
]
NEIGHBOURHOOD: dict[str, Any] = {
    "url_force": "https://www.example.police.uk/wh-north",
    "contact_details": {"email": "wh-north@example.police.uk", "pigeon": "loft 7"},
    "name": "Welwyn Hatfield North",
    "links": [{"url": "https://council.example/", "description": None, "title": "The Council"}],
    "centre": {"latitude": "51.80", "longitude": "-0.19"},
    "locations": [
        {
            "name": None,
            "longitude": None,
            "postcode": "AL8 6JL",
            "address": "Rosanne House",
            "latitude": None,
            "type": "station",
            "description": None,
        }
    ],
    "description": "<p>One.</p>\n<p>Two.</p>",
    "id": "WHN 1",
    "population": "0",
}
NEIGHBOURHOODS: list[dict[str, Any]] = [
    {"id": "WHN 1", "name": "Welwyn Hatfield North"},
    {"id": "X2", "name": "Hatfield"},
]

ALL: dict[str, Any] = {
    "priorities": PRIORITIES,
    "people": PEOPLE,
    "events": EVENTS,
    "boundary": BOUNDARY,
    "neighbourhood": NEIGHBOURHOOD,
    "neighbourhoods": NEIGHBOURHOODS,
}
"""By what each of them is."""


def as_json(value: object) -> bytes:
    """A file that says this."""
    return json.dumps(value).encode()
