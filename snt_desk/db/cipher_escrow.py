"""The recovery code for the force: put away under its public key, which only IT can open.

`openssl pkeyutl -decrypt -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256` with the
force's private key gives the code again; no program of ours is needed for it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from snt_desk.db.cipher_wraps import Wrap
from snt_desk.errors import DeskError

_LARGEST = 20_000
_LEAST_BITS = 3072


def put_away(code: str, public_key: bytes) -> Wrap:
    """Put a recovery code away under a public key (PEM, RSA); raises DeskError if it is none."""
    # Slow to import, and wanted where a force asks for it alone.
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    try:
        key = serialization.load_pem_public_key(public_key)
    except ValueError as error:
        raise DeskError("The force's public key cannot be read", "Ask IT for another.") from error
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < _LEAST_BITS:
        raise DeskError(
            "The force's public key is of another kind",
            f"It must be an RSA key of {_LEAST_BITS} bits or more. Ask IT for another.",
        )
    wide = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    # By its digest IT finds out which of its private keys is meant.
    name = hashlib.sha256(public_key.strip()).hexdigest()[:16]
    return Wrap("escrow", b"", key.encrypt(code.encode(), wide), 0, name)


def read(file: Path) -> bytes:
    """Read a public key from its file; raises DeskError."""
    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST)
    except OSError as error:
        raise DeskError(
            "The force's public key cannot be read", f"{file}: {error.strerror}"
        ) from error
