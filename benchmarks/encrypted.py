"""P15: what encryption costs: a patrol saved, a month's figures, each against the plain file."""

from __future__ import annotations

import shutil
import tempfile
from itertools import count
from pathlib import Path

from benchmarks import month, saving
from benchmarks.measure import Goal, say, seconds, side_by_side
from snt_desk.db import cipher, cipher_change
from snt_desk.db.cipher_ring import Held, Ring
from snt_desk.db.cipher_wraps import Wrap
from snt_desk.db.opening import open_store, this_actor
from snt_desk.db.store import Store

SAVE = Goal("P15", "one patrol saved, encrypted, p50", "the same in a plain file", 1.5)
MONTH = Goal("P15", "figures of a month, encrypted", "the same from a plain file", 3)
_SAVES, _MONTHS = 200, 20


def run(county: Path) -> None:
    """Encrypt a copy of the county, and do the same in both."""
    key = cipher.new_key()
    ring = Ring((Held(cipher.check_of(key), (Wrap("store", bytes(16), bytes(48)),)),))
    with tempfile.TemporaryDirectory(dir=county.parent) as folder:
        plain, secret = Path(folder) / "plain.db", Path(folder) / "secret.db"
        for copy in (plain, secret):
            shutil.copyfile(county, copy)
        cipher_change.encrypt(secret, this_actor(), key, ring, lambda _done, _of: None)
        ours = open_store(str(secret), this_actor(), key)
        theirs = open_store(str(plain), this_actor())
        numbers = count()
        say(
            SAVE,
            *side_by_side(
                lambda: seconds(lambda: saving.save_one(ours, next(numbers))),
                lambda: seconds(lambda: saving.save_one(theirs, next(numbers))),
                runs=_SAVES,
            ),
        )

        def figures_of(store: Store) -> None:
            with store.read() as session:
                month.count_month(session)

        say(
            MONTH,
            *side_by_side(
                lambda: seconds(lambda: figures_of(ours)),
                lambda: seconds(lambda: figures_of(theirs)),
                runs=_MONTHS,
            ),
        )
        ours.close()
        theirs.close()
