"""The data file's key, put away under something that a person or a system has.

Under a password or the recovery code (scrypt makes a key of it), under a key that the
system's key store keeps, and for the force under its public key. Each is opened by its own
secret alone; to change one, nothing of the data is written anew.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Literal

from snt_desk.db import cipher
from snt_desk.db.cipher import Key

Kind = Literal["password", "code", "store", "escrow"]
KINDS: tuple[Kind, ...] = ("password", "code", "store", "escrow")

COST = 1 << 17
"""scrypt's N, with r=8: 128 MB and a third of a second for each guess."""
COSTS = frozenset(1 << power for power in range(10, 19))
"""What is accepted in a file: a hostile one would ask for all memory there is."""
_BLOCK = 8
_MEMORY = 512 << 20
SALT = 16
_NONCE = 12
SEALED = cipher.LENGTH + 16
"""The key and a tag by which the wrong secret is known."""


@dataclass(frozen=True)
class Wrap:
    """A key put away; of `escrow` it is the recovery code that is put away, for the force.

    `cost` is 0 where nothing has to be made of the secret; `name` says which entry of the key
    store, or whose public key.
    """

    kind: Kind
    salt: bytes
    sealed: bytes
    cost: int = 0
    name: str = ""


def under_words(kind: Kind, words: str, key: Key) -> Wrap:
    """Put a key away under a password or a recovery code."""
    salt = secrets.token_bytes(SALT)
    return Wrap(kind, salt, _seal(_stretched(words, salt, COST), kind, salt, key), COST)


def under_key(name: str, other: bytes, key: Key) -> Wrap:
    """Put a key away under another one, which the key store keeps by this name."""
    salt = secrets.token_bytes(SALT)
    return Wrap("store", salt, _seal(other, "store", salt, key), 0, name)


def with_words(wrap: Wrap, words: str) -> Key | None:
    """Open what was put away under words; None where these are not the ones. It takes its time."""
    return _unseal(_stretched(words, wrap.salt, wrap.cost), wrap)


def with_key(wrap: Wrap, other: bytes) -> Key | None:
    """Open what was put away under the key store's key; None where this is another."""
    return _unseal(other, wrap) if len(other) == cipher.LENGTH else None


def _stretched(words: str, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(
        words.encode(), salt=salt, n=cost, r=_BLOCK, p=1, maxmem=_MEMORY, dklen=cipher.LENGTH
    )


def _seal(other: bytes, kind: Kind, salt: bytes, key: Key) -> bytes:
    # Slow to import, and wanted for encrypted files alone.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    # The salt is drawn for each wrap, so no nonce is ever used twice under one key.
    return AESGCM(other).encrypt(salt[:_NONCE], key, _said(kind))


def _unseal(other: bytes, wrap: Wrap) -> Key | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return Key(AESGCM(other).decrypt(wrap.salt[:_NONCE], wrap.sealed, _said(wrap.kind)))
    except InvalidTag:
        return None


def _said(kind: Kind) -> bytes:
    return f"SNT Desk key, by {kind}".encode()
