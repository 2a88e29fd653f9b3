"""How everything looks: colours, type and sizes by what they are for.

There is one look for the whole program, set by `use` and changed at any time; windows wear it
(`dress`). Parts that have worked something out from it do so again on `QEvent.Type.StyleChange`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette, QPixmapCache
from PySide6.QtWidgets import QApplication, QWidget

from snt_desk import paths
from snt_desk.ui.colours import LOOKS

Look = Literal["system", "light", "dark", "contrast"]
Size = Literal["small", "body", "heading", "title", "figure"]

TEXT_SIZES = (90, 100, 110, 125, 150)
"""The text sizes on offer, in percent."""

NARROW = 1100
"""Under this width, in pixels at 100 %, a window has room for one thing beside another no more."""

_POINTS: dict[Size, float] = {
    "small": 9,  # 12 px at 96 dots an inch
    "body": 9.75,
    "heading": 9.75,
    "title": 13.5,
    "figure": 19.5,
}
_LEAST_ROW = 24


@dataclass(frozen=True)
class Appearance:
    """What a person has chosen in the View menu."""

    look: Look = "system"
    percent: int = 100
    compact: bool = False


@dataclass
class _Now:
    """What is on the screen at present."""

    appearance: Appearance = field(default_factory=Appearance)
    name: str = "light"
    names: Mapping[str, str] = field(default_factory=lambda: LOOKS["light"])
    colours: dict[str, QColor] = field(default_factory=dict)
    sheet: str = ""
    follows: bool = False


_now = _Now()


def use(app: QApplication, appearance: Appearance) -> None:
    """Give the whole application one look and text size; may be called again at any time."""
    _follow_system(app)
    _now.appearance = appearance
    # Also told to the system, so that title bars follow.
    app.styleHints().setColorScheme(_SCHEMES[appearance.look])
    _put_on(app)


_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "contrast": Qt.ColorScheme.Dark,
}


def dress(window: QWidget) -> None:
    """Let a window that belongs to no other wear the look, now and whatever is put on later.

    Windows wear it and not the application: else every part would be dressed anew each time that
    one around it finds its place, which took most of the time of making a page.
    """
    if window.styleSheet() != _now.sheet:
        window.setProperty(_DRESSED, True)
        window.setStyleSheet(_now.sheet)


_DRESSED = "dressed"


def colour(role: str) -> QColor:
    """A colour by its role (`colours.ROLES`)."""
    if not _now.colours:
        _now.colours = {role: QColor(name) for role, name in _now.names.items()}
    return _now.colours[role]


def appearance() -> Appearance:
    """What was asked for last."""
    return _now.appearance


def look() -> str:
    """Which look is on: `light`, `dark` or `contrast`."""
    return _now.name


def outlined() -> bool:
    """Whether outlines take the place of tints."""
    return _now.name == "contrast"


def px(length: float) -> int:
    """A length that grows with the text, from its pixels at 100 %."""
    return round(length * _now.appearance.percent / 100)


def row(height: int = 32) -> int:
    """How high a row is, from its pixels at 100 % when not compact."""
    return max(_LEAST_ROW, px(height) - (4 if _now.appearance.compact else 0))


@cache
def font(size: Size = "body", *, bold: bool = False) -> QFont:
    """Inter, with figures of one width so that columns of numbers line up."""
    made = QFont()
    made.setFamilies(["Inter", "Segoe UI", "Noto Sans"])
    made.setPointSizeF(_points(size))
    heavy = bold or size in {"heading", "title", "figure"}
    made.setWeight(QFont.Weight.DemiBold if heavy else QFont.Weight.Normal)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


@cache
def metrics(size: Size = "body", *, bold: bool = False) -> QFontMetricsF:
    """How wide words are in that font."""
    return QFontMetricsF(font(size, bold=bold))


@lru_cache(maxsize=16384)
def advance(text: str, size: Size = "body", *, bold: bool = False) -> float:
    """How many pixels wide the text is."""
    return metrics(size, bold=bold).horizontalAdvance(text)


@lru_cache(maxsize=256)
def base_line(height: float, size: Size = "body") -> float:
    """How far below the top of a box of that height words stand that are in its middle."""
    measure = metrics(size)
    return round((height + measure.ascent() - measure.descent()) / 2)


def _points(size: Size) -> float:
    return _POINTS[size] * _now.appearance.percent / 100


_forgets: list[Callable[[], None]] = [
    *(known.cache_clear for known in (font, metrics, advance, base_line)),
    # What Qt has painted of boxes and headings, each in its colours and size: MBs.
    QPixmapCache.clear,
]


def goes_with_look(forget: Callable[[], None]) -> None:
    """Call it whenever another look or size is put on: what was made for the last one can go."""
    _forgets.append(forget)


# --- Putting a look on ------------------------------------------------------------------------


def _put_on(app: QApplication) -> None:
    name = _now.appearance.look
    _now.name = _systems_look(app) if name == "system" else name
    _now.names = LOOKS[_now.name]
    if _wants_contrast(app):
        app.setPalette(QPalette())
        _now.names = of_the_system(app.palette())
    _now.colours = {}
    for forget in _forgets:
        forget()
    _load_fonts()
    app.setPalette(_palette())
    app.setFont(font())
    _now.sheet = _sheet()
    for window in app.topLevelWidgets():
        if window.property(_DRESSED):
            dress(window)


def _systems_look(app: QApplication) -> str:
    if _wants_contrast(app):
        return "contrast"
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


def _wants_contrast(app: QApplication) -> bool:
    hints = app.styleHints()  # held: without it PySide takes what hangs on it for deleted
    wish = hints.accessibility().contrastPreference()
    return _now.appearance.look == "system" and wish == Qt.ContrastPreference.HighContrast


def of_the_system(system: QPalette) -> Mapping[str, str]:
    """A contrast theme of the system wins: its colours, our outlines, no tints."""
    role = QPalette.ColorRole
    page, text = system.color(role.Base).name(), system.color(role.Text).name()
    chosen, on_chosen = (
        system.color(role.Highlight).name(),
        system.color(role.HighlightedText).name(),
    )
    ink = ("text", "muted", "line", "hair", "edge", "ok", "warn", "bad")
    return (
        dict.fromkeys(LOOKS["contrast"], page)
        | dict.fromkeys(ink, text)
        | {"accent": chosen, "on_accent": on_chosen}
        | {"off": system.color(QPalette.ColorGroup.Disabled, role.Text).name()}
    )


def _follow_system(app: QApplication) -> None:
    if _now.follows:
        return
    _now.follows = True
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(_system_changed)
    hints.accessibility().contrastPreferenceChanged.connect(_system_changed)


def _system_changed() -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication) and _now.appearance.look == "system":
        _put_on(app)


@cache
def _load_fonts() -> None:
    for name in ("Inter-Regular.ttf", "Inter-SemiBold.ttf"):
        QFontDatabase.addApplicationFont(str(paths.resource(f"fonts/{name}")))


def _palette() -> QPalette:
    """The roles as Qt knows them, so that plain widgets already look right."""
    made, roles = QPalette(), QPalette.ColorRole
    for role, name in (
        (roles.Window, "chrome"),
        (roles.Base, "page"),
        (roles.AlternateBase, "sunken"),
        (roles.Button, "page"),
        (roles.Text, "text"),
        (roles.WindowText, "text"),
        (roles.ButtonText, "text"),
        # Where quiet words are as white as all others, an example must not look typed.
        (roles.PlaceholderText, "off" if colour("muted") == colour("text") else "muted"),
        (roles.Highlight, "soft"),
        (roles.HighlightedText, "text"),
        (roles.Accent, "accent"),
        (roles.Link, "accent"),
        (roles.ToolTipBase, "text"),
        (roles.ToolTipText, "page"),
        (roles.Mid, "line"),
        (roles.Light, "page"),
        (roles.Midlight, "sunken"),
        (roles.Dark, "edge"),
        (roles.Shadow, "edge"),
    ):
        made.setColor(role, colour(name))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, colour("off"))
    return made


# --- The style sheet --------------------------------------------------------------------------


def _sheet() -> str:
    """`resources/desk.qss` with roles and lengths filled in; its head explains them."""
    text = paths.resource("desk.qss").read_text(encoding="utf-8")
    # Qt repeats nothing for a sheet that it has already; compact rows are not in it.
    return re.sub(r"<<([^<>]+)>>", _filled_in, text) + f"\n/* {_now.appearance} */"


def _filled_in(place: re.Match[str]) -> str:
    wanted, outline = place[1], 2 if outlined() else 1
    if wanted == "w":
        return f"{outline}px"
    length = re.fullmatch(r"(\d+)(px|/2|-2|-w|\|w)", wanted)
    if length is None:
        return _named_value(wanted)
    whole = px(int(length[1]))
    lengths = {
        "px": whole,
        "/2": whole // 2,
        "-2": whole - 2 * 2,
        "-w": whole - 2 * outline,
        "|w": int(length[1]) - outline,
    }
    return f"{lengths[length[2]]}px"


def _named_value(wanted: str) -> str:
    """A size of type, or the colour of a role; of two, the second in the contrast look."""
    name = wanted.split("|")[-1 if outlined() else 0]
    points: Mapping[str, float] = {size: _points(size) for size in _POINTS}
    return f"{points[name]:g}pt" if name in points else _now.names[name]
