"""Bringing back what was deleted or changed: asked for in the window, kept as one change."""

from __future__ import annotations

from collections.abc import Sequence

from snt_desk.services import bring_back, put_back
from snt_desk.services.bring_back import Gone, OwnerGoneError
from snt_desk.ui.desk import Desk


def bring(desk: Desk, records: Sequence[Gone]) -> str:
    """Bring back records that are gone; gives the name of the change.

    What they belong to and is gone as well is offered with them; nothing is done, and the name
    is empty, where the user thinks better of it. Raises DeskError with what is in the way.
    """
    wanted = list(records)
    while True:
        label = bring_back.label(wanted)
        try:
            with desk.store.change(label) as session:
                bring_back.bring_back(session, wanted)
        except OwnerGoneError as missing:
            if missing.owner in wanted:
                raise
            verb = f"Bring back {missing.owner.called} too"
            if not desk.ask.confirm(missing.title, missing.detail, verb):
                return ""
            wanted.insert(0, missing.owner)
        else:
            return label


def put(desk: Desk, table: str, ref: str, change: int) -> str:
    """Put back a record as a change left it; gives the name of the change, or nothing.

    Raises DeskError with what is in the way.
    """
    while True:
        with desk.store.read() as session:
            label = put_back.label(session, table, ref, change)
        try:
            with desk.store.change(label) as session:
                put_back.put_back(session, table, ref, change)
        except OwnerGoneError as missing:
            verb = f"Bring back {missing.owner.called}"
            if not desk.ask.confirm(missing.title, missing.detail, verb):
                return ""
            if not bring(desk, [missing.owner]):
                return ""
        else:
            return label
