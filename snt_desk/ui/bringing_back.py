"""Bringing back what was deleted or changed: asked for in the window, kept as one change."""

from __future__ import annotations

from collections.abc import Sequence

from snt_desk.db.store import Store
from snt_desk.services import bring_back, put_back
from snt_desk.services.bring_back import Gone, OwnerGoneError
from snt_desk.ui.desk import Desk


def bring(store: Store, records: Sequence[Gone]) -> str:
    """Bring back records that are gone, in any thread; gives the name of the change.

    Raises DeskError with what is in the way.
    """
    label = bring_back.label(records)
    with store.change(label) as session:
        bring_back.bring_back(session, records)
    return label


def with_owner(desk: Desk, records: Sequence[Gone], missing: OwnerGoneError) -> Sequence[Gone]:
    """Offer to bring back first what they belong to; gives all, or nothing if that is not wanted.

    Raises the same again where it is among them already.
    """
    if missing.owner in records:
        raise missing
    verb = f"Bring back {missing.owner.called} too"
    wanted = desk.ask.confirm(missing.title, missing.detail, verb)
    return [missing.owner, *records] if wanted else []


def bring_asking(desk: Desk, records: Sequence[Gone]) -> str:
    """The same as `bring` for a few, with a question for each owner; empty if one is not wanted."""
    wanted: Sequence[Gone] = records
    while wanted:
        try:
            return bring(desk.store, wanted)
        except OwnerGoneError as missing:
            wanted = with_owner(desk, wanted, missing)
    return ""


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
            if not bring_asking(desk, [missing.owner]):
                return ""
        else:
            return label
