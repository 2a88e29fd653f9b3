"""Which colour means what, in each look, and whether it can be read.

Widgets ask for a role, never for a colour of their own. `line` separates regions, `hair`
rows; `edge` is the outline of a control, `soft` what is selected; a name with `_soft` is
the tint behind that name's words.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ROLES = (
    *("chrome", "page", "sunken", "line", "hair", "edge", "text", "muted"),
    *("accent", "on_accent", "soft", "off"),
    *("ok", "ok_soft", "warn", "warn_soft", "bad", "bad_soft"),
    *("early", "day", "late", "night", "training", "leave", "abstracted"),
    "track",
)

_LIGHT = """
    F1F3F6 FFFFFF F7F8FA DFE3E9 E9ECF0 7F8896 1A2130 515B6C
    1B5BB8 FFFFFF E3ECFA 8A93A1
    17693A E2F3E8 7F4A00 FFF1D6 AF241C FCE8E6
    CBEDE6 DDEBC9 D3E2FB D9D3F5 F3DCEC ECEEF2 FBD9CC
    DFE3E9
"""
_DARK = """
    14171C 1B1F26 22272F 343B46 2A3039 7D8797 E8EBF0 A9B2C0
    86B4FF 0B1A33 243A5E 6B7484
    7ED3A0 183626 F2BC68 3D2E12 FF9C93 452320
    13483F 38471D 1F3D6B 3D3375 52294A 2C323C 5C2F1E
    343B46
"""
# Tints are black here: every badge, cell and box has an outline instead.
_CONTRAST = """
    000000 000000 000000 FFFFFF 5A5A5A FFFFFF FFFFFF FFFFFF
    4DD8FF 000000 00303D B0B0B0
    7CFFB0 000000 FFD24D 000000 FF9D9D 000000
    000000 000000 000000 000000 000000 000000 000000
    000000
"""


def _look(figures: str) -> Mapping[str, str]:
    return MappingProxyType(
        {role: f"#{figure}" for role, figure in zip(ROLES, figures.split(), strict=True)}
    )


LOOKS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"light": _look(_LIGHT), "dark": _look(_DARK), "contrast": _look(_CONTRAST)}
)
"""Every role as `#RRGGBB`, by the name of the look."""


def contrast(one: str, other: str) -> float:
    """How far two colours (`#RRGGBB`) are apart, 1 to 21, as WCAG 2.2 computes it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (_linear(part) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
