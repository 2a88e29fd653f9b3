"""The backups of a data file as the screen offers them, and how one is put back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from snt_desk.db import evidence
from snt_desk.services import backups
from snt_desk.services.backups import Backup
from snt_desk.ui.your_data.offers import Offer, Offers

if TYPE_CHECKING:
    from snt_desk.db.cipher import Key
    from snt_desk.db.journal import Actor


@dataclass(frozen=True)
class BackedUp:
    """Those beside the data file and in the second place. Called in the worker."""

    where: str
    actor: Actor
    key: Key | None = None
    second: Path | None = None

    def found(self) -> Offers:
        """Give those there are, and how much was entered since the newest that is good."""
        all_of_them = backups.offered(self.where, self.second, self.key)
        offers = Offers([_offer(one) for one in all_of_them])
        if offers.newest is None:
            return offers
        file = backups.data_file(self.where)
        since = evidence.changes_since(file, offers.newest.made, self.key)
        return Offers(offers.all, since)

    def restore(self, offer: Offer) -> Path | None:
        """Put one back in place of the data file; gives where that is kept, if there was one."""
        assert isinstance(offer.backup, Backup)  # noqa: S101  # made below
        return backups.restore(self.where, offer.backup, self.actor, self.key)


def _offer(one: Backup) -> Offer:
    return Offer(one.made, one.rows, one.checked, one.doubt, one)
