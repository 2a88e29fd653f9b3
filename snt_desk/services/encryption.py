"""Encrypting the data file, and who can open it: a password, the computer, a recovery code.

The file's own key is drawn by chance and never seen. What people have opens that key; to
change what they have leaves the data as it is.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from snt_desk.db import cipher, cipher_change, cipher_escrow, cipher_ring, cipher_tries, opening
from snt_desk.db import cipher_wraps as wraps
from snt_desk.db.cipher import Key
from snt_desk.db.cipher_change import Report
from snt_desk.db.cipher_ring import Held, Ring
from snt_desk.db.journal import Actor
from snt_desk.domain import passwords, recovery_code
from snt_desk.errors import DeskError
from snt_desk.services import backup_list, key_store, moved_copies
from snt_desk.services.policy import Policy

WRONG_PASSWORD = "That password does not open this file"  # noqa: S105  # it is a sentence


@dataclass(frozen=True)
class State:
    """How a data file is kept: encrypted or not, and what opens it besides its recovery code."""

    encrypted: bool = False
    password: bool = False
    key_store: bool = False
    """This computer's key store opens it for whoever is signed in."""
    escrow: bool = False
    """The force can find out the recovery code."""


@dataclass(frozen=True)
class Choice:
    """What is to open a file: always a recovery code, and a password or else the key store."""

    code: str
    password: str = ""


def state_of(where: str) -> State:
    """Say how a data file is kept; a server's is kept by whoever keeps the server."""
    ring = _ring(where)
    return State() if ring is None else _state(ring)


def state_of_backup(keys: Mapping[str, Any] | None) -> State:
    """Say how a backup is kept, by what its manifest holds of the keys; raises DeskError."""
    return State() if keys is None else _state(cipher_ring.ring_from(keys))


def _state(ring: Ring) -> State:
    held = ring.newest
    return State(
        encrypted=True,
        password=held.of("password") is not None,
        key_store=held.of("store") is not None,
        escrow=held.of("escrow") is not None,
    )


# --- Opening ----------------------------------------------------------------------------------


def by_key_store(where: str) -> Key | None:
    """Let this computer's key store open a file; None where it does not, for whatever reason."""
    ring = _ring(where)
    found = []
    for held in reversed(ring.keys if ring else ()):
        wrap = held.of("store")
        secret = key_store.get(wrap.name) if wrap else None
        key = wraps.with_key(wrap, secret) if wrap and secret else None
        found += [key] if key else []
    return _that_opens(where, found)


def by_password(where: str, password: str) -> Key:
    """Open a file by its password; takes a third of a second. Raises DeskError if it is wrong.

    Each wrong one is counted; how long to wait before the next one `seconds_to_wait` says.
    """
    path = opening.file_of(where)
    cipher_tries.count(path)
    key = _that_opens(where, _by_words(_ring(where), "password", passwords.plain(password)))
    if key is None:
        raise DeskError(WRONG_PASSWORD, "Try again, or use the recovery code.")
    cipher_tries.forget(path)
    return key


def by_code(where: str, typed: str) -> Key:
    """Open a file by its recovery code; DeskError says whether it is mistyped or another's."""
    key = _that_opens(where, codes_open(_ring(where), typed))
    if key is None:
        raise DeskError(
            "That recovery code does not open this file", "It is typed rightly, but of another one."
        )
    return key


def codes_open(ring: Ring | None, typed: str) -> list[Key]:
    """Give the keys that a recovery code opens, of a file or of a backup's manifest."""
    return _by_words(ring, "code", recovery_code.read(typed))


def key_of_backup(keys: Mapping[str, Any] | None, words: str) -> Key:
    """Open a backup by what its manifest holds of the keys, and a recovery code or password."""
    if keys is None:
        raise DeskError("This backup has no keys", "Take another one.")
    ring = cipher_ring.ring_from(keys)
    if looks_like_a_code(words):
        found = codes_open(ring, words)
    else:
        found = _by_words(ring, "password", passwords.plain(words))
    if not found:
        raise DeskError("That does not open this backup", "It has the code of its time.")
    return found[0]


def looks_like_a_code(words: str) -> bool:
    """Say whether words could be a recovery code, where a password might have been typed too."""
    try:
        recovery_code.read(words)
    except DeskError:
        return False
    return True


def seconds_to_wait(where: str) -> int:
    """Say how long to wait before a password is tried, from now or from the last one on."""
    return cipher_tries.seconds_to_wait(cipher_tries.wrong(opening.file_of(where)))


# --- Changing ---------------------------------------------------------------------------------


def turn_on(where: str, actor: Actor, choice: Choice, policy: Policy, report: Report) -> Key:
    """Encrypt a plain file, which must not be open; gives its key. DeskError: it is as it was.

    Copies that were made before stay plain: `plain_copies` names them.
    """
    key = cipher.new_key()
    held = _held(where, key, choice, policy)
    try:
        cipher_change.encrypt(opening.file_of(where), actor, key, Ring((held,)), report)
    except BaseException:
        _forget(held)
        raise
    return key


def turn_off(where: str, actor: Actor, key: Key, report: Report) -> None:
    """Make an encrypted file plain, which must not be open. DeskError: it is as it was."""
    path = opening.file_of(where)
    ring = cipher_ring.of(path)
    cipher_change.make_plain(path, actor, key, report)
    cipher_tries.forget(path)
    for held in ring.keys if ring else ():
        _forget(held)


def give_new_key(
    where: str, actor: Actor, key: Key, choice: Choice, policy: Policy, report: Report
) -> Key:
    """Encrypt an encrypted file anew, with another key and recovery code; it must not be open."""
    path = opening.file_of(where)
    old, new = cipher_ring.of(path), cipher.new_key()
    held = _held(where, new, choice, policy)
    try:
        cipher_change.give_new_key(path, actor, key, new, Ring((held,)), report)
    except BaseException:
        _forget(held)
        raise
    for one in old.keys if old else ():
        _forget(one)
    return new


def set_password(where: str, key: Key, password: str) -> None:
    """Give an encrypted file a password, or another one; this computer no longer opens it alone.

    The file may be open. Raises DeskError where it cannot be: then the old way in still holds.
    """
    passwords.insist(password)
    path, held = _own(where, key)
    wrap = wraps.under_words("password", passwords.plain(password), key)
    cipher_ring.keep(path, Ring((held.put("store", None).put("password", wrap),)))
    cipher_tries.forget(path)
    _forget(held)


def take_password_away(where: str, key: Key) -> None:
    """Let this computer's key store open the file instead; raises DeskError where it has none."""
    path, held = _own(where, key)
    stored = _stored(where, key)
    cipher_ring.keep(path, Ring((held.put("password", None).put("store", stored),)))
    cipher_tries.forget(path)


def set_code(where: str, key: Key, code: str, policy: Policy) -> None:
    """Give an encrypted file another recovery code, which must have been typed back."""
    path, held = _own(where, key)
    held = held.put("code", wraps.under_words("code", code, key))
    if policy.escrow_key is not None:
        held = held.put(
            "escrow", cipher_escrow.put_away(code, cipher_escrow.read(policy.escrow_key))
        )
    cipher_ring.keep(path, Ring((held,)))


def plain_copies(where: str, second: Path | None = None) -> list[Path]:
    """Name copies of a data file that are not encrypted.

    Beside it, where its backups go, and what was put aside where it was moved from.
    """
    path = opening.file_of(where)
    copies = [*{*_beside(path), *moved_copies.of(where)}]
    # Of another file that is called alike, as desk-2.db, nothing is taken.
    for backup in backup_list.listed(where, second):
        copies += (backup.path, *backup.also)
    found = []
    for one in copies:
        # What goes while it is looked at need not be named.
        with suppress(OSError):
            if one.is_file() and not one.is_symlink() and cipher.is_plain(one):
                found.append(one)
    return sorted(found)


def remove(copies: Iterable[Path]) -> None:
    """Take plain copies away, overwritten first as far as the disk lets them; raises DeskError."""
    for one in copies:
        try:
            cipher_change.overwrite(one)
            # What a backup's manifest says, it says of a backup.
            one.with_name(f"{one.name}.json").unlink(missing_ok=True)
        except OSError as error:
            raise DeskError("A copy cannot be removed", f"{one}: {error.strerror}") from error


def _beside(path: Path) -> list[Path]:
    try:
        return [one for one in path.parent.iterdir() if one.name.startswith(f"{path.name}.")]
    except OSError:
        return []


def _held(where: str, key: Key, choice: Choice, policy: Policy) -> Held:
    held = Held(cipher.check_of(key), (wraps.under_words("code", choice.code, key),))
    if policy.escrow_key is not None:
        public = cipher_escrow.read(policy.escrow_key)
        held = held.put("escrow", cipher_escrow.put_away(choice.code, public))
    if choice.password:
        passwords.insist(choice.password)
        words = passwords.plain(choice.password)
        return held.put("password", wraps.under_words("password", words, key))
    return held.put("store", _stored(where, key))


def _stored(where: str, key: Key) -> wraps.Wrap:
    """Put a key away under one that this computer's key store keeps."""
    name, secret = f"{Path(where).stem[:40]} {secrets.token_hex(8)}", secrets.token_bytes(32)
    if not key_store.works() or not key_store.put(name, secret):
        raise DeskError(
            "This computer cannot keep the key", "It has no key store that works. Set a password."
        )
    return wraps.under_key(name, secret, key)


def _forget(held: Held) -> None:
    wrap = held.of("store")
    if wrap is not None:
        key_store.forget(wrap.name)


def _own(where: str, key: Key) -> tuple[Path, Held]:
    path = opening.file_of(where)
    ring = None
    with suppress(DeskError):
        ring = cipher_ring.of(path)
    if ring is None:
        # They were lost while the file is open: whoever has its key can put it away anew.
        return path, Held(cipher.check_of(key), ())
    if not ring.knows(key):
        raise DeskError("The keys beside your data file are others", "Close it, and open it again.")
    return path, ring.only(key).newest


def _ring(where: str) -> Ring | None:
    return None if opening.is_url(where) else cipher_ring.of(opening.file_of(where))


def _by_words(ring: Ring | None, kind: wraps.Kind, words: str) -> list[Key]:
    # The newest first: while a file is given a new key, both are there.
    found = [held.of(kind) for held in reversed(ring.keys if ring else ())]
    opened = [wraps.with_words(wrap, words) for wrap in found if wrap]
    return [key for key in opened if key is not None]


def _that_opens(where: str, keys: list[Key]) -> Key | None:
    """Of several choose the one that the file has; a damaged one says so when it is opened."""
    if len(keys) < 2:
        return keys[0] if keys else None
    path = opening.file_of(where)
    return next((key for key in keys if cipher_change.opens(path, key)), keys[0])
