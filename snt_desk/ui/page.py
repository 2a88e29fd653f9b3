"""What a tab is to the window round it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from snt_desk.ui.desk import Desk

Menu = Literal["&File", "&Edit", "&View", "&Go", "&Record", "&Tools", "&Help"]
MENUS: tuple[Menu, ...] = ("&File", "&Edit", "&View", "&Go", "&Record", "&Tools", "&Help")


@dataclass(frozen=True)
class Command:
    """One line of a menu: its words with a mnemonic, its keys, what it does.

    Of several keys (`Ctrl+Y; Ctrl+Shift+Z`) the first is shown. `ready` says whether it can
    be done now, `ticked` whether it is on, `says` what its words are now; all are asked when
    the menu opens, `ready` also when the keys are pressed. With `under` it stands in a menu of
    that name within the menu.
    What `writes` is off while the data is only looked at: if it is not said, all of Record.
    What is `of_tabs` is gone while something lies over the tabs; one that is `at_end` stays the
    last of its menu.
    """

    menu: Menu
    text: str
    do: Callable[[], object]
    keys: str = ""
    ready: Callable[[], bool] | None = None
    ticked: Callable[[], bool] | None = None
    under: str = ""
    says: Callable[[], str] | None = None
    of_tabs: bool = False
    at_end: bool = False
    writes: bool | None = None

    @property
    def is_writing(self) -> bool:
        """Whether it may write to the data, or note there what leaves it."""
        return self.menu == "&Record" if self.writes is None else self.writes


@dataclass(frozen=True)
class Pasted:
    """Rows that came from the clipboard into a table: they are looked at before they are taken.

    `headings` are those of the table, in its order, for rows that bring none; `kind` is what
    it holds, as the import calls it (`patrols`). Both may be unknown. `within` is the record,
    by table and ref, to which the rows belong where they name no other.
    """

    text: str
    headings: tuple[str, ...] = ()
    kind: str = ""
    within: tuple[str, str] | None = None


@dataclass(frozen=True)
class Target:
    """Something to be looked at on a tab, wherever it was asked for: a record, or a filtered list.

    `ref` is the record's name outside the database (ref, collar, code) in that table. Each of
    `filters` is a pair the page understands: `("month", "2026-10")`, `("mode", "foot")`.
    """

    tab: str
    table: str = ""
    ref: str = ""
    filters: tuple[tuple[str, str], ...] = ()


NEW: Final = "new"
"""A filter: a new record is to be begun, with what the other filters say in its fields."""
YOU_SAID: Final = "You said, we did"
"""Over the tabs, of a round (`rounds`) or of one priority (`priorities`): for `Desk.lay_over`."""
MINUTES: Final = "Agenda and minutes"
"""Over the tabs, of a meeting (`meetings`): for `Desk.lay_over`."""
CRIME_FIGURES: Final = "Crime figures"
"""Over the tabs, for a priority (`priorities`) or a consultation (`consultations`)."""
MESSAGE_DAYS: Final = "Messages, day by day"
"""Over the tabs, with a message (`messages`) in hand, or none."""


class Covering(Protocol):
    """What can lie over the tabs: any page, and what is a little less than one."""

    @property
    def title(self) -> str:
        """What it is called: on its tab, or in its head and in the guide."""
        ...

    @property
    def shows(self) -> frozenset[str]:
        """The tables of which it shows something."""
        ...

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets; once."""
        ...

    def refresh(self) -> None:
        """Read again what it shows: its tables were changed, or it was opened again."""
        ...

    def find(self) -> None:
        """Take the focus to the filter (Ctrl+F)."""
        ...


class Page(Covering, Protocol):
    """A tab: its title is a word of `tabs.ORDER`. It is built when it is first visited."""

    def new(self) -> None:
        """Begin a new record (Ctrl+N)."""
        ...

    def save(self) -> None:
        """Save what is being typed (Ctrl+S)."""
        ...


@runtime_checkable
class Ends(Protocol):
    """A page over the tabs that says itself when it is done with, and needs no head."""

    left: SignalInstance


@runtime_checkable
class Forgets(Protocol):
    """A page over the tabs that lets go of what it shows when it is done with."""

    def forget(self) -> None:
        """Do it."""
        ...


class KeptText(Protocol):
    """What is typed on a page and not saved."""

    def keep_now(self) -> None:
        """Keep it before the page goes, without a question; DeskError where it cannot be."""
        ...

    def by_kind(self) -> Mapping[str, str]:
        """Give what would be kept, by the name that it is kept under."""
        ...

    def as_text(self) -> Sequence[tuple[str, str]]:
        """Give it to be read: what each is called, and its fields a line each."""
        ...


@runtime_checkable
class Types(Protocol):
    """A page on which something can be typed that is not saved at once."""

    unsaved: KeptText


@runtime_checkable
class Deletes(Protocol):
    """A page whose selected records can be deleted from the menu."""

    def delete(self) -> None:
        """Delete what is selected; undo brings it back."""
        ...


@runtime_checkable
class AddsInALine(Protocol):
    """A page on which a record can be written in one line of text, from whatever tab."""

    def add_in_a_line(self) -> None:
        """Take the focus to the line. Its tab is in front."""
        ...


@runtime_checkable
class HasCommands(Protocol):
    """A page with lines of its own in the menus, there while its tab is in front."""

    def commands(self) -> Sequence[Command]:
        """Give them; asked once, after `build`."""
        ...


@runtime_checkable
class GoesTo(Protocol):
    """A page on which records or filtered lists can be asked for from elsewhere."""

    def go_to(self, target: Target) -> None:
        """Show it and take it in hand; what is gone is said in a sentence. Its tab is in front."""
        ...


@runtime_checkable
class InHand(Protocol):
    """A page that can say which record is in hand, for its history."""

    def in_hand(self) -> tuple[str, str] | None:
        """Give its table and its ref (collar, code); None where there is none."""
        ...


@runtime_checkable
class Leaves(Protocol):
    """A page that has something to do before the window closes, or it goes from over the tabs."""

    def leave(self) -> bool | None:
        """Do it: keep a draft. False if the page is to stay, and the window open."""
        ...


@runtime_checkable
class HasViews(Protocol):
    """A tab with several views, each a page: what is done on the tab is done on that in front."""

    front_changed: SignalInstance

    @property
    def in_front(self) -> Page:
        """The view that is seen."""
        ...


@runtime_checkable
class HasSubject(Protocol):
    """A tab with several lists or views, of which some have chapters of their own in the guide."""

    @property
    def subject(self) -> str:
        """What is in front, as its chapter is called."""
        ...


def in_front(page: Page) -> Page:
    """Give what is seen of a tab: of several views that in front, else the page itself."""
    return page.in_front if isinstance(page, HasViews) else page
