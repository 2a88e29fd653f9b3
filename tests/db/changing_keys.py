"""Encrypt a file, make it plain, or give it a new key; run by test_cipher_change.py, and killed."""

from __future__ import annotations

import sys
from pathlib import Path

from snt_desk.db import cipher_change
from tests.db.test_cipher_change import NEW, OLD, ring, unheard
from tests.fixtures_store import ACTOR

_, database, what = sys.argv
path = Path(database)
print("go", flush=True)
if what == "encrypt":
    cipher_change.encrypt(path, ACTOR, OLD, ring(OLD), unheard)
elif what == "make_plain":
    cipher_change.make_plain(path, ACTOR, OLD, unheard)
else:
    cipher_change.give_new_key(path, ACTOR, OLD, NEW, ring(NEW), unheard)
