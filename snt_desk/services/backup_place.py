"""What of the data the backups need to know; by itself, as the window's thread loads no more."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from snt_desk.db.store import Store


@dataclass(frozen=True)
class Place:
    """Which data is looked after, open in this store, and where else its backups go."""

    store: Store
    where: str
    second: Path | None = None
