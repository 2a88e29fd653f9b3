"""What was typed into a form and not saved: kept, offered again at the next start, brought back.

Any number wait; each is brought back in its turn, and what stands in the form waits instead.
What *Clear* took away is offered in the same place, and is kept nowhere but here.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, SignalInstance

from snt_desk.domain import clock
from snt_desk.errors import DeskError
from snt_desk.ui import failing, named, typed_text
from snt_desk.ui.box import Box
from snt_desk.ui.cleared import ClearUndone
from snt_desk.ui.keeping import Keeper

if TYPE_CHECKING:
    from snt_desk.ui.desk import Desk

_log = logging.getLogger(__name__)
_VERSION = 1
_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)
_BACK = "Bring it back"
_NAMES = ("title", "name", "last_name", "text", "end_day")
"""Of the fields of a form, by which what stands in it is known again."""


class DraftedForm(Protocol):
    """A form whose text is kept while it is typed."""

    box: Box
    offered: Box
    touched: SignalInstance
    clearing: SignalInstance

    @property
    def opened(self) -> str:
        """The ref of the record in it; empty for a new one."""
        ...

    @property
    def edited(self) -> bool:
        """Whether something stands in it that is not saved."""
        ...

    @property
    def typed(self) -> Any:
        """All that stands in it, a frozen dataclass."""
        ...


F = TypeVar("F", bound=DraftedForm)


@dataclass(frozen=True)
class Draft:
    """What stood in a form: of which record (empty, a new one), and when it was typed (aware)."""

    opened: str
    typed: Any
    at: datetime

    @property
    def name(self) -> str:
        """By what it is known again; empty if by nothing."""
        found = (getattr(self.typed, one, "") for one in _NAMES)
        return next((named.short(one) for one in found if isinstance(one, str) and one), "")

    def words(self, kind: str) -> str:
        """Say which it is: `Meeting, ASB panel, typed at 14:02.`."""
        on = clock.local_day(self.at)
        typed_on = "" if on == clock.today() else f" on {clock.short_day(on)}"
        which = ", ".join(part for part in (kind, self.name) if part)
        return f"{which}, typed{typed_on} at {clock.wall(self.at)}."


class Unsaved(QObject):
    """Keeps the text of one form, and offers above its fields what was kept before."""

    def __init__(
        self, desk: Desk, form: DraftedForm, kind: str, called: str, bring: Callable[[Draft], None]
    ) -> None:
        """`kind` is the name it is kept under, `called` what the form is of: `Meeting`.

        `bring` lets a draft stand in the form again; DeskError where it cannot.
        """
        owner = form if isinstance(form, QObject) else None
        super().__init__(owner)
        self._desk, self._form, self._called, self._bring = desk, form, called, bring
        self._waiting: tuple[Draft, ...] = ()
        self._cleared: Draft | None = None
        self._at = clock.now()
        self._keeper = Keeper(desk, kind, self, self.text, form.box)
        self._undone = ClearUndone(
            desk, owner or self, typed=lambda: form.edited, do=self.bring_back
        )
        form.touched.connect(self._touched)
        form.clearing.connect(self._clearing)
        found = self._keeper.found()
        if found is not None:
            self._wait(read(found.value, type(form.typed)))

    def _touched(self) -> None:
        self._at = clock.now()
        self._keeper.later()

    @property
    def waiting(self) -> Sequence[Draft]:
        """What waits to be brought back, the first to come at the end."""
        return self._waiting

    @property
    def drafts(self) -> Sequence[Draft]:
        """All that is typed and not saved, what stands in the form at the end."""
        form = self._form
        shown = [Draft(form.opened, form.typed, self._at)] if form.edited else []
        return [*self._waiting, *shown]

    def text(self) -> str:
        """Write all of it as it is kept."""
        return written(self.drafts)

    def keep_now(self) -> None:
        """Keep it before the form goes; raises DeskError where it cannot be."""
        self._keeper.put(self.text())

    def by_kind(self) -> Mapping[str, str]:
        """Give what would be kept, by its kind."""
        return self._keeper.by_kind()

    def drop(self) -> None:
        """Keep what stands in the form no more: it was saved, or is not wanted."""
        self._keeper.end(written(self._waiting))

    def as_text(self) -> Sequence[tuple[str, str]]:
        """Give all of it to be read: what it is, and its fields a line each."""
        return [(one.words(self._called), typed_text.as_text(one.typed)) for one in self.drafts]

    def _wait(self, drafts: Sequence[Draft]) -> None:
        self._waiting = tuple(drafts)
        self._offer()

    def _offer(self) -> None:
        """Say what can be brought back: what was cleared last, else what waits."""
        offered = self._form.offered
        if self._cleared is not None:
            words = self._cleared.words(self._called)
            offered.say("Cleared", words, _BACK, do=self.bring_back)
        elif self._waiting:
            words = self._waiting[-1].words(self._called)
            offered.say("Not saved yet", words, _BACK, do=self.bring_back)
        else:
            offered.hide()

    def _clearing(self) -> None:
        """Hold what *Clear* is about to take away; with nothing there, let go what it took."""
        form = self._form
        if form.edited:
            self._cleared = Draft(form.opened, form.typed, self._at)
            self._undone.wait()
        else:
            self._cleared = None
            self._undone.end()
        self._offer()

    def bring_back(self) -> None:
        """Let what is offered stand in the form again; what stands there waits instead.

        Where it cannot be, a box says why, and it is offered as before.
        """
        waiting, cleared = self._waiting, self._cleared
        shown = self.drafts[len(waiting) :]
        if cleared is not None:
            first, others = cleared, list(waiting)
        elif waiting:
            *others, first = waiting
        else:
            return
        self._cleared = None
        self._undone.end()
        self._wait([*shown, *others])
        try:
            self._bring(first)
        except DeskError as error:
            self._cleared = cleared
            # What stood there stands there yet, unless the record was opened in its place.
            self._wait([*([] if self._form.edited else shown), *waiting])
            failing.say(self._desk, self._form.box, error)
            return
        self._at = first.at


class UnsavedForms(Generic[F]):
    """The same of all the forms of a page, each under its own name."""

    def __init__(
        self,
        desk: Desk,
        forms: Mapping[str, F],
        bring: Callable[[F, Draft], None],
    ) -> None:
        """`forms` by what they are of (`meeting`); `bring` lets a draft stand in one again."""
        self._desk, self._bring = desk, bring
        self._forms: list[F] = []
        self._all: list[Unsaved] = []
        for name, form in forms.items():
            self.add(name, form)

    def add(self, name: str, form: F) -> None:
        """Take in another form, of that; what was kept of it is offered there."""
        one = Unsaved(self._desk, form, name, name.capitalize(), partial(self._bring, form))
        self._forms.append(form)
        self._all.append(one)

    @property
    def waiting(self) -> F | None:
        """Above which form something is offered, if above any."""
        both = zip(self._forms, self._all, strict=True)
        return next((form for form, one in both if one.waiting), None)

    def first_of(self, form: F) -> Draft | None:
        """Give what waits of a form, that which comes back first."""
        found = self._all[self._forms.index(form)].waiting
        return found[-1] if found else None

    def keep_now(self) -> None:
        """Keep all of it before the forms go; raises DeskError where it cannot be."""
        for one in self._all:
            one.keep_now()

    def by_kind(self) -> Mapping[str, str]:
        """Give what would be kept, by its kind."""
        return {kind: text for one in self._all for kind, text in one.by_kind().items()}

    def drop(self) -> None:
        """Keep what stands in the forms no more: it was saved, or is not wanted."""
        for one in self._all:
            one.drop()

    def as_text(self) -> Sequence[tuple[str, str]]:
        """Give all of it to be read."""
        return [text for one in self._all for text in one.as_text()]


class UnsavedTogether:
    """The same of all the forms of a page that are kept in several places."""

    def __init__(self, *several: UnsavedForms[Any]) -> None:
        self._several = several

    def keep_now(self) -> None:
        """Keep all of it before the forms go; raises DeskError where it cannot be."""
        for one in self._several:
            one.keep_now()

    def by_kind(self) -> Mapping[str, str]:
        """Give what would be kept, by its kind."""
        return {kind: text for one in self._several for kind, text in one.by_kind().items()}

    def as_text(self) -> Sequence[tuple[str, str]]:
        """Give all of it to be read."""
        return [text for one in self._several for text in one.as_text()]


def written(drafts: Sequence[Draft]) -> str:
    """Write drafts as a text that `read` understands; none is an empty one."""
    if not drafts:
        return ""
    kept = [
        {"opened": one.opened, "at": one.at.isoformat(), "typed": typed_text.to_json(one.typed)}
        for one in drafts
    ]
    return json.dumps({"version": _VERSION, "drafts": kept}, ensure_ascii=False)


def joined(kept: str, later: str) -> str:
    """Write two texts of `written` as one, what is in both once; else the later one stands."""
    try:
        told = json.loads(later)
        drafts = {
            json.dumps([one["opened"], one["typed"]], sort_keys=True): one
            for one in [*json.loads(kept)["drafts"], *told["drafts"]]
        }
        return json.dumps(told | {"drafts": list(drafts.values())}, ensure_ascii=False)
    except _UNREADABLE:
        return later


def read(text: str, kind: type[Any]) -> list[Draft]:
    """Read what was kept of that form; what another version kept, or nobody can read, is none."""
    try:
        kept = json.loads(text)
        if kept["version"] != _VERSION:
            return []
        return [
            Draft(
                typed_text.from_json(str, one["opened"]),
                typed_text.from_json(kind, one["typed"]),
                clock.read_moment(one["at"]),
            )
            for one in kept["drafts"]
        ]
    except _UNREADABLE as error:
        _log.info("A draft cannot be read: %s", type(error).__name__)
        return []
