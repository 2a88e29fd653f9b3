"""What a record is called, by what the journal holds of it: `foot patrol, Peartree`.

A resident is called by the ref of what he wanted, never by name: names of changes stay when
details are erased.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from snt_desk.db import rows_again
from snt_desk.services.history_words import Image, Names

Content = Mapping[str, Any]

NOUNS: Mapping[str, tuple[str, str]] = {
    "patrols": ("patrol", "patrols"),
    "priorities": ("priority", "priorities"),
    "tasks": ("task", "tasks"),
    "rounds": ("round", "rounds"),
    "crime_notes": ("note of crime figures", "notes of crime figures"),
    "meetings": ("meeting", "meetings"),
    "meeting_series": ("meeting that comes again", "meetings that come again"),
    "actions": ("action", "actions"),
    "case_reviews": ("ASB case review", "ASB case reviews"),
    "partners": ("organisation", "organisations"),
    "partner_people": ("person at an organisation", "people at organisations"),
    "members": ("person", "people"),
    "duties": ("duty", "duties"),
    "absences": ("absence", "absences"),
    "places": ("place", "places"),
    "teams": ("team", "teams"),
    "contacts": ("resident’s contact", "residents’ contacts"),
    "appointments": ("appointment", "appointments"),
    "events": ("event", "events"),
    "community_groups": ("group to be reached", "groups to be reached"),
    "campaigns": ("campaign", "campaigns"),
    "campaign_counts": ("line of a scorecard", "lines of scorecards"),
    "planned_patrols": ("planned patrol", "planned patrols"),
    "consultations": ("consultation", "consultations"),
    "responses": ("response", "responses"),
    "messages": ("message", "messages"),
    "posts": ("post", "posts"),
    "returns": ("return", "returns"),
    "commentary": ("comment on a return", "comments on returns"),
    "nil_sections": ("section with none", "sections with none"),
    "codes": ("entry of a list", "entries of lists"),
    "settings": ("setting", "settings"),
}
"""Records, as people call one and several, in the order in which they are offered."""

PARTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "legs": (("patrols", "patrol_id"),),
    "leg_officers": (("legs", "leg_id"),),
    "leg_partners": (("legs", "leg_id"),),
    "visits": (("legs", "leg_id"),),
    "outcomes": (("patrols", "patrol_id"), ("events", "event_id")),
    "meeting_partners": (("meetings", "meeting_id"),),
    "meeting_officers": (("meetings", "meeting_id"),),
    "meeting_missing": (("meetings", "meeting_id"),),
    "agenda_items": (("meetings", "meeting_id"),),
    "meeting_series_partners": (("meeting_series", "series_id"),),
    "meeting_series_officers": (("meeting_series", "series_id"),),
    "meeting_skips": (("meeting_series", "series_id"),),
    "case_reports": (("case_reviews", "case_review_id"),),
    "event_officers": (("events", "event_id"),),
    "event_groups": (("events", "event_id"),),
    "message_channels": (("messages", "message_id"),),
    "campaign_tags": (("campaigns", "campaign_id"),),
    "campaign_days": (("campaigns", "campaign_id"),),
    "planned_patrol_officers": (("planned_patrols", "planned_patrol_id"),),
    "priority_places": (("priorities", "priority_id"),),
    "priority_partners": (("priorities", "priority_id"),),
    "crime_counts": (("crime_notes", "crime_note_id"),),
    "postings": (("members", "member_id"),),
    "return_figures": (("returns", "return_id"),),
    "return_notes": (("returns", "return_id"),),
}
"""Tables whose rows are parts of a record: of which, and the column that says of which one."""

_TITLES = {"partners": "name", "places": "name", "teams": "name", "actions": "text"}
_TITLES |= {"tasks": "text", "crime_notes": "source", "messages": "text"}
_TITLES |= dict.fromkeys(("priorities", "meetings", "events", "campaigns"), "title")
_TITLES |= {"meeting_series": "title", "case_reviews": "subject", "community_groups": "name"}
_TITLES |= {"campaign_counts": "what"}
_TITLES |= {"consultations": "title", "codes": "label", "settings": "key", "returns": "month"}
_TITLES |= {"commentary": "month", "nil_sections": "month"}
_KNOWN_BY: Mapping[str, tuple[str, ...]] = {
    "rounds": ("begun",),
    "responses": ("theme", "received"),
    "partner_people": ("partner_id",),
    "planned_patrols": ("mode", "start"),
    "appointments": ("at",),
    "contacts": ("received",),
}
"""What has no title, or one that may say too much of a resident: by what else it is known."""
_MOST = 60


def counted(table: str, number: int) -> str:
    """So many records: `1 patrol`, `12 patrols`."""
    one, more = NOUNS[table]
    return f"{number:,} {one if number == 1 else more}"


def called(names: Names, table: str, content: Content, parts: Sequence[Image] = ()) -> str:
    """Call one record; `parts` are images of its parts, for a patrol is known by its first leg."""
    noun = NOUNS[table][0]
    if table == "patrols":
        return _patrol(names, parts)
    if table == "members":
        return f"{noun}, {content['first_name']} {content['last_name']}"
    if table in {"duties", "absences"}:
        who = names.shown(table, "member_id", content["member_id"])
        day = names.shown(table, "start", content["start"])
        return f"{noun}, {who}, {day.rpartition(' ')[0] if table == 'duties' else day}"
    if table in _KNOWN_BY:
        said = (names.shown(table, one, content[one]) for one in _KNOWN_BY[table])
        return ", ".join((noun, *filter(None, said)))
    title = content.get(_TITLES.get(table, "ref")) or content.get("ref") or ""
    return f"{noun}, {_short(str(title))}" if title else noun


def _patrol(names: Names, parts: Sequence[Image]) -> str:
    legs = [one.content for one in parts if one.table == "legs" and one.content]
    first = min(legs, key=lambda leg: leg["leg"], default=None)
    if first is None:
        return NOUNS["patrols"][0]
    place = names.shown("legs", "place_id", first["place_id"])
    return f"{first['mode']} patrol, {place}" if place else f"{first['mode']} patrol"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST else f"{line[: _MOST - 1].rstrip()}…"


def root_of(session: Session, image: Image, among: Mapping[tuple[str, int], Image]) -> Image | None:
    """Find the record of which an image is a part, by the images of its change, else as it is.

    The record itself is its own; None where that cannot be said any more.
    """
    seen = image
    while seen.table in PARTS:
        above = _above(session, seen, among)
        if above is None:
            return None
        seen = above
    return seen if seen.table in NOUNS else None


def _above(session: Session, image: Image, among: Mapping[tuple[str, int], Image]) -> Image | None:
    for table, column in PARTS[image.table]:
        row = image.content.get(column)
        if row is None:
            continue
        if (table, row) in among:
            return among[table, row]
        now = rows_again.read(session.connection(), table, row)
        if now is not None:
            return Image(0, image.change, table, row, None, now)
    return None
