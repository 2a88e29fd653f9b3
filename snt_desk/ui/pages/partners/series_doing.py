"""What is done with meetings that come again: planned, left out, deleted, saved for a calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from snt_desk.domain import clock
from snt_desk.domain.file_names import safe_name
from snt_desk.errors import DeskError
from snt_desk.services import disclosures
from snt_desk.services.calendar_files import ENDING
from snt_desk.ui import failing
from snt_desk.ui.desk import Desk
from snt_desk.ui.forms_beside import FormsBeside
from snt_desk.ui.page import Command, Target
from snt_desk.ui.pages.partners.records import MEETINGS, Records
from snt_desk.ui.pages.partners.series_form import SeriesForm
from snt_desk.ui.pages.partners.series_records import SERIES
from snt_desk.ui.parts import announce

_KINDS: Final = {"Calendar": f"*{ENDING}"}
_FOR: Final = (disclosures.OWN_COPY, "the partners", "the team")


class SeriesDoing:
    """Does with them what the form, the list and the menu ask for; a box says why it cannot be."""

    def __init__(self, desk: Desk, title: str, records: Records, beside: FormsBeside) -> None:
        """`title` is that of the tab."""
        self._desk, self._title = desk, title
        self._records, self._beside = records, beside
        self._saved, self._of = "", beside.hand
        beside.lists.taken.connect(self._taken)

    def listen(self, form: SeriesForm) -> None:
        """Do what the form asks for."""
        form.plan_asked.connect(self.plan)
        form.leave_out_asked.connect(self._leave_out)
        form.delete_asked.connect(self._delete)
        form.calendar_asked.connect(self._save_series)

    def commands(self) -> Iterator[Command]:
        """The lines of the menus."""
        yield Command("&Record", "New ser&ies", self._begin, "Ctrl+R")
        yield Command("&Record", "Meeting &comes again", self._begin_with, "", self._has_meeting)
        yield Command("&File", "Meetings for a cale&ndar…", self._save_all, writes=True)
        yield Command(
            "&File", "&This meeting for a calendar…", self._save_one, "", self._has_one, writes=True
        )

    # --- In the records -----------------------------------------------------------------------

    def plan(self, ref: str) -> None:
        """Write down one that is to come, and let its form be written in."""
        if self._beside.may_leave():
            self._done(lambda: self._open(self._records.series.plan(ref)))

    def _open(self, meeting: str) -> None:
        self._records.read()
        self._beside.widget.open_pane()
        self._desk.go(Target(self._title, MEETINGS, meeting))
        self._beside.form.start()

    def _leave_out(self, ref: str) -> None:
        if self._beside.may_leave():
            self._done(lambda: self._records.series.leave_out([ref]))

    def _delete(self, ref: str) -> None:
        def gone() -> None:
            self._records.series.delete(ref)
            # The button that did it is gone with them.
            self._beside.enter_list()

        if self._beside.may_leave():
            self._done(gone)

    def _begin(self) -> None:
        self._beside.begin(SERIES)

    def _begin_with(self) -> None:
        """Begin with the meeting in hand, and let its form be written in."""
        hand = self._beside.hand
        if hand is None or not self._beside.may_leave():
            return
        self._beside.begin(SERIES)
        form = self._beside.form_of(SERIES, SeriesForm)
        self._done(lambda: form.begin_after(hand[1]))
        form.start()

    def _has_meeting(self) -> bool:
        hand = self._beside.hand
        return hand is not None and hand[0] == MEETINGS

    def _has_one(self) -> bool:
        hand = self._beside.hand
        coming = self._records.series.is_coming
        return hand is not None and (hand[0] == MEETINGS or coming(hand[1]))

    # --- Calendars ----------------------------------------------------------------------------

    def _save_all(self) -> None:
        self._save("Meetings", self._records.series.save_calendar, of=None)

    def _save_series(self, ref: str) -> None:
        series = self._records.series

        def write(path: Path, recipient: str) -> None:
            series.save_calendar(path, recipient, ref)

        self._save(series.title(ref), write, of=self._beside.hand)

    def _save_one(self) -> None:
        hand, series = self._beside.hand, self._records.series
        if hand is None:
            return
        table, ref = hand
        named = series.series_of(ref) if table == SERIES else ref
        start = (
            series.coming[ref].start
            if table == SERIES
            else next(one.start for one in self._records.lists.meetings if one.ref == ref)
        )
        day = clock.local_day(start)
        title = f"{self._records.name(table, ref)}, {day}"

        def write(path: Path, recipient: str) -> None:
            series.save_one(path, recipient, day, named)

        self._save(title, write, of=hand)

    def _save(
        self, called: str, write: Callable[[Path, str], None], *, of: tuple[str, str] | None
    ) -> None:
        """`of` is what is in hand, if it is saved of that alone."""
        suggested = Path.home() / safe_name(called, ENDING)
        given = self._desk.ask.file_to_give("Save for a calendar", suggested, _KINDS, _FOR)
        if given is None:
            return

        def saved() -> None:
            write(given.path, given.recipient)
            box = self._beside.lists.box
            text = f"The journal notes: {given.recipient}."
            box.say(f"Saved {given.path.name}", text, tone="info")
            announce(box, box.words)
            self._saved, self._of = box.words, of

        self._done(saved)

    def _taken(self, table: str, ref: object) -> None:
        """What was said of one record stands over no other."""
        box = self._beside.lists.box
        if self._of not in {None, (table, ref)} and box.words == self._saved:
            box.hide()

    def _done(self, do: Callable[[], None]) -> None:
        box = self._beside.lists.box
        box.hide()
        try:
            do()
        except DeskError as error:
            failing.say(self._desk, box, error)
