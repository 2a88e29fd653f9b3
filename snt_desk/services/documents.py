"""Documents that leave the desk: what residents are told, agendas, minutes, lists of actions."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from snt_desk.db.store import Store
from snt_desk.services import disclosures, files

Kind = Literal["html", "odt", "pdf"]
_HEADS: Final = {"odt": b"PK\x03\x04", "pdf": b"%PDF-"}


def save(store: Store, path: Path, data: bytes, kind: Kind, label: str, recipient: str) -> None:
    """Write a document as a file, noted with who gets it before it stands under its name.

    `label` is what the journal says of it: `Save what residents are told`. It is there whole or not
    at all. Raises DeskError where it cannot be written.
    """
    # A page may take the place of another of ours: they are alike up to their titles.
    head = _HEADS.get(kind) or data.split(b"<title>", 1)[0]
    files.insist_place(path, head)
    disclosures.give(store, f"{label}: {path.name}", recipient)
    files.put_one(path, data, head)
