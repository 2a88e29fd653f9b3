"""The icon of each kind of record, wherever records of several kinds stand in one list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ICONS: Final[Mapping[str, str]] = {
    "priorities": "target",
    "rounds": "calendar",
    "consultations": "megaphone",
    "responses": "message-square",
    "crime_notes": "file",
    "tasks": "clipboard-check",
    "patrols": "footprints",
    "planned_patrols": "footprints",
    "meetings": "handshake",
    "meeting_series": "calendar",
    "actions": "clipboard-list",
    "case_reviews": "hourglass",
    "partners": "building",
    "partner_people": "user",
    "events": "calendar-days",
    "community_groups": "users",
    "contacts": "message-square",
    "appointments": "clock",
    "messages": "send",
    "campaigns": "megaphone",
    "campaign_counts": "clipboard-list",
    "members": "user",
}
"""By the name of its table."""
