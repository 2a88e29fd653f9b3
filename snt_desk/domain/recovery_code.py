"""The recovery code: what opens an encrypted file when everything else is forgotten.

It is written on paper and typed back from it, perhaps a year later and by somebody else: no
two of its characters are taken for each other, and what was mistyped is told from what is the
wrong code.
"""

from __future__ import annotations

import secrets

from snt_desk.errors import DeskError

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 and O, 1, I and L. There are 31: with a prime number of them, the last character
finds every single mistake and every two that have changed places."""

LENGTH = 24
_GROUP = 4


def new() -> str:
    """Draw a code: 23 characters of chance, 113 bits of it, and one that proves them."""
    drawn = [secrets.randbelow(len(ALPHABET)) for _ in range(LENGTH - 1)]
    return "".join(ALPHABET[value] for value in (*drawn, _proof(drawn)))


def shown(code: str) -> str:
    """Write a code as it is shown: `7KMR-…`, six groups of four."""
    return "-".join(code[at : at + _GROUP] for at in range(0, LENGTH, _GROUP))


def read(typed: str) -> str:
    """Read a code as somebody typed it, in any case and grouping; DeskError says what is wrong."""
    code = "".join(typed.split()).replace("-", "").upper()
    strange = next((one for one in code if one not in ALPHABET), None)
    if strange is not None:
        raise DeskError("That is no recovery code", f"It never has the character “{strange}”.")
    if len(code) != LENGTH:
        raise DeskError(
            "That is no recovery code",
            f"It has {LENGTH} letters and digits; these are {len(code)}.",
        )
    values = [ALPHABET.index(one) for one in code]
    if values[-1] != _proof(values[:-1]):
        raise DeskError(
            "The recovery code is mistyped", "One letter or digit is wrong, or two changed places."
        )
    return code


def _proof(values: list[int]) -> int:
    # Each place has a weight of its own, and none is a multiple of 31.
    weighed = sum(place * value for place, value in enumerate(values, start=1))
    inverse = pow(LENGTH, -1, len(ALPHABET))
    return -weighed * inverse % len(ALPHABET)
