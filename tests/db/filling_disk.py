"""Change the keys of a file on a disk that has less and less room; run by test_cipher_change.py."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from snt_desk.db import cipher_change, cipher_ring
from snt_desk.db.cipher import Key
from snt_desk.db.opening import open_store
from snt_desk.errors import DeskError
from tests.db.test_cipher_change import CHANGES, NEW, OLD, everything, is_sound, ring, unheard
from tests.fixtures_store import ACTOR

_, source, where, what = sys.argv
old, new = CHANGES[what]
path, filler = Path(where) / "desk.db", Path(where) / "filler"
before, keys = everything(Path(source), old), cipher_ring.of(Path(source))
# It would see that there is no room, and not begin.
much = shutil.disk_usage(where)._replace(free=1 << 40)
room, real = shutil.disk_usage(where).free, shutil.disk_usage
shutil.disk_usage = lambda _: much  # type: ignore[assignment]  # a disk that is full


def change() -> None:
    if old is None:
        cipher_change.encrypt(path, ACTOR, OLD, ring(OLD), unheard)
    elif new is None:
        cipher_change.make_plain(path, ACTOR, OLD, unheard)
    else:
        cipher_change.give_new_key(path, ACTOR, OLD, NEW, ring(NEW), unheard)


def opening(key: Key | None) -> bool:
    try:
        open_store(str(path), ACTOR, key).close()
    except DeskError:
        return False
    return True


refused = done = 0
size = Path(source).stat().st_size
for free in (*range(0, 40_000, 4096), *range(40_000, size + 200_000, size // 12)):
    for left in Path(where).glob("*"):
        left.unlink()
    shutil.copyfile(source, path)
    if keys is not None:
        cipher_ring.keep(path, keys)
    filler.write_bytes(bytes(max(real(where).free - free, 0)))
    try:
        change()
        key, done = new, done + 1
    except DeskError:
        key, refused = old, refused + 1
    filler.unlink()
    if free % 3 == 0 and opening(new if key == old else old):
        sys.exit(f"{free}: the other key opens it")
    if everything(path, key) != before or not is_sound(path, key):
        sys.exit(f"{free}: not as it was")
    if parts := [one.name for one in Path(where).glob("*.part*")]:
        sys.exit(f"{free}: {parts} is left")
print(f"{what}: {refused} refused, {done} done")
