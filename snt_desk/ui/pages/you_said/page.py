"""*You said, we did*: the draft for residents, edited here, and let go out from here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from snt_desk.errors import DeskError
from snt_desk.services.you_said import Subject
from snt_desk.ui import failing
from snt_desk.ui.desk import Desk
from snt_desk.ui.editor import Editor
from snt_desk.ui.keeping import Keeper
from snt_desk.ui.later import once
from snt_desk.ui.named import short
from snt_desk.ui.page import YOU_SAID, Command
from snt_desk.ui.pages.you_said import work
from snt_desk.ui.pages.you_said.bar import Bar, Foot
from snt_desk.ui.pages.you_said.out import Out
from snt_desk.ui.pages.you_said.pane import Pane
from snt_desk.ui.pages.you_said.texts import Texts, kept_as
from snt_desk.ui.pages.you_said.work import Drafted
from snt_desk.ui.panels import Beside, Box
from snt_desk.ui.parts import across, announce, down
from snt_desk.ui.tasks import Progress, Task

_MOST_NAMED = 5
_REST_MS = 150
"""Typing rests so long before the text is looked through."""
_MARK = "Tick “It may be published” in its form"
_NO_ROUND = ("There is no round yet", "Begin one on the Priorities tab, then tell of it here.")
_OUTDATED = ("The records say something else by now", "What you wrote stands as it is.")


class YouSaidPage:
    """Over the tabs, of one round or one priority at a time."""

    title = YOU_SAID
    shows = frozenset(
        {
            *("rounds", "priorities", "priority_places", "priority_partners", "consultations"),
            *("responses", "patrols", "legs", "leg_officers", "outcomes", "events", "meetings"),
            *(
                "meeting_partners",
                "actions",
                "messages",
                "posts",
                "partners",
                "contacts",
                "members",
            ),
            *("places", "codes", "postings", "teams"),
        }
    )

    def __init__(self) -> None:
        self._wanted = self._subject = Subject("rounds", "")
        self._texts = Texts()
        self._key = ""
        self._drafted: Drafted | None = None
        self._task: Task | None = None
        self._keeper: Keeper | None = None
        self._filling = False

    def aim(self, table: str, ref: str) -> None:
        """Say of which round or priority it is to be, before it is opened."""
        self._wanted = Subject("priorities" if table == "priorities" else "rounds", ref)

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, and draft."""
        self._desk = desk
        self.bar, self.editor, self.foot, self.pane = Bar(), Editor(), Foot(), Pane()
        self.box, self.unmarked, self.note = Box("warn"), Box("warn"), Box("ok")
        above = down(self.box, self.unmarked, self.note, space=8, margins=(16, 8, 16, 0))
        text = across(self.editor, margins=(16, 8, 16, 8), stretch=(0,))
        main = down(above, text, self.foot, space=0, name="page", stretch=(1,))
        self._beside = Beside(main, self.pane)
        self._beside.setObjectName("you-said-panes")
        self.widget = down(self.bar, self._beside, space=0, stretch=(1,))
        self.out = Out(desk, self)
        self._look_soon = once(self.widget, self._look, _REST_MS)
        self._listen()
        self._begin(self._wanted)
        return self.widget

    def _listen(self) -> None:
        self.editor.changed.connect(self._typed)
        self.editor.reached.connect(self.foot.say)
        self.bar.round_chosen.connect(self._another_round)
        self.bar.text_chosen.connect(self._show_text)
        self.bar.again.clicked.connect(self.draft_again)
        self.pane.remarks.opened.connect(self.editor.go_to)
        self.pane.wanted.connect(self._desk.go)
        self.foot.make.clicked.connect(self.out.make_drafts)
        self.foot.copy.clicked.connect(self.out.copy)
        self.foot.page.clicked.connect(partial(self.out.save, "html"))
        self.foot.odt.clicked.connect(partial(self.out.save, "odt"))
        self.foot.told.clicked.connect(self.out.told)

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that are there while it lies over the tabs."""
        html, odt = partial(self.out.save, "html"), partial(self.out.save, "odt")
        can = self.has_text
        return (
            Command("&File", "Save as &HTML…", html, "Ctrl+E", can, writes=True),
            Command("&File", "Save as &OpenDocument…", odt, "Ctrl+Shift+E", can, writes=True),
            Command("&Edit", "Draft &again", self.draft_again, "Ctrl+D", can),
            Command("&Edit", "Copy the &text", self.out.copy, ready=can, writes=True),
            Command("&Record", "Make &drafts of messages", self.out.make_drafts, "Ctrl+M", can),
            Command("&Record", "Residents &were told", self.out.told, ready=self.can_tell),
            Command("&View", "&Pane beside the text", self._beside.toggle_pane, "F4"),
        )

    # --- What it is of ------------------------------------------------------------------------

    @property
    def subject(self) -> Subject:
        """The round or the priority that is told of."""
        return self._subject

    @property
    def texts(self) -> Texts:
        """All its texts, as they stand."""
        return self._texts

    @property
    def key(self) -> str:
        """Which text is seen."""
        return self._key

    @property
    def drafted(self) -> Drafted | None:
        """What was read of the records; None until it is."""
        return self._drafted

    def has_text(self) -> bool:
        """Whether there is anything that can go out."""
        return bool(self.editor.value)

    def can_tell(self) -> bool:
        """Whether residents wait for news of any of it."""
        return self._drafted is not None and bool(self._drafted.live)

    def refresh(self) -> None:
        """Read the records again; what was edited stays as it stands."""
        if self._wanted != self._subject:
            self._begin(self._wanted)
        else:
            self._read()

    def find(self) -> None:
        """There is no filter: the text has the focus."""
        self.editor.setFocus()

    def _another_round(self, ref: str) -> None:
        if self.leave():
            self.aim("rounds", ref)
            self._begin(self._wanted)

    def _begin(self, subject: Subject) -> None:
        self._subject = self._wanted = subject
        self._texts, self._key, self._drafted = Texts(), "", None
        if self._keeper is not None:
            self._keeper.deleteLater()
        name = kept_as(subject)
        self._keeper = Keeper(self._desk, name, self.widget, self._texts.as_kept, self.box)
        self.note.hide()
        self._say_nothing_yet()
        self._read()

    def _say_nothing_yet(self) -> None:
        self.box.hide()
        self.unmarked.hide()
        self._fill("")
        self.bar.show_rounds((), "")
        self.pane.show_sources((), 0)

    # --- Drafting -----------------------------------------------------------------------------

    def _read(self) -> None:
        if self._task is not None:
            self._task.cancel()
        if not self._subject.ref:
            self.box.say(*_NO_ROUND, tone="info")
            self._offer()
            return
        self._task = self._desk.tasks.run(
            partial(self._draft, self._subject),
            self._take,
            owner=self.widget,
            failed=self._failed,
        )

    def _draft(self, subject: Subject, _progress: Progress) -> Drafted:
        return work.read(self._desk.store, self._desk.team.id, subject)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        failing.say(self._desk, self.box, error)
        self._offer()

    def _take(self, drafted: Drafted) -> None:
        first = self._drafted is None
        self._drafted = drafted
        self._texts.take(drafted.texts)
        self.box.hide()
        self._say_unmarked(drafted.unmarked)
        if first:
            self._bring_back()
        if self._key not in self._texts:
            self._key = ""
        self.bar.show_rounds(drafted.rounds if self._subject.is_round else (), self._subject.ref)
        self.bar.show_texts(self._texts.titles, self._key)
        self._show_text(self._key)

    def _say_unmarked(self, titles: Sequence[str]) -> None:
        """Say which priorities the public does not read of, by the mark on their own forms."""
        if not titles:
            self.unmarked.hide()
        elif self._subject.is_round:
            number = "1 priority is" if len(titles) == 1 else f"{len(titles)} priorities are"
            named = "; ".join(map(short, titles[:_MOST_NAMED]))
            more = f"; and {len(titles) - _MOST_NAMED} more" if len(titles) > _MOST_NAMED else ""
            title = f"{number} left out: not marked public"
            self.unmarked.say(title, f"{named}{more}. {_MARK} to tell of one.")
        else:
            text = f"{_MARK} before residents are told."
            self.unmarked.say("This priority is not marked public", text)

    def _bring_back(self) -> None:
        """Let what was written here before stand again."""
        found = self._keeper.found() if self._keeper is not None else None
        if found is not None and self._texts.bring_back(found.value):
            self.note.say("It stands as you left it", "Draft again takes it from the records.")

    def draft_again(self) -> None:
        """Draft the text in hand from the records again; Ctrl+Z brings back what stood there."""
        if self._key not in self._texts:
            return
        if self._texts.is_edited(self._key):
            said = "What you wrote gives way to a new draft. Ctrl+Z brings it back."
            if not self._desk.ask.confirm("Draft it again?", said, "Draft again"):
                return
        text = self._texts.draft_again(self._key)
        if text != self.editor.whole:
            self.editor.put(text)
        self.note.hide()
        self._say_outdated()
        self.editor.setFocus()

    # --- The text -----------------------------------------------------------------------------

    def _show_text(self, key: str) -> None:
        self._key = key
        text = self._texts.text(key)
        if text != self.editor.whole:
            self._fill(text)
        self._say_outdated()
        self._look()

    def _fill(self, text: str) -> None:
        self._filling = True
        self.editor.show_text(text)
        self._filling = False

    def _typed(self) -> None:
        if self._filling or self._key not in self._texts:
            return
        self._texts.write(self._key, self.editor.whole)
        if self._keeper is not None:
            self._keeper.later()
        self._look_soon.start()

    def _say_outdated(self) -> None:
        if self._texts.is_outdated(self._key):
            self.box.say(*_OUTDATED, "Draft again", tone="info", do=self.draft_again)
        elif self.box.words.startswith(_OUTDATED[0]):
            self.box.hide()

    def _look(self) -> None:
        """Look through the text in hand, and say what each sentence came from."""
        self._look_soon.stop()
        text = self.editor.whole
        remarks = self._drafted.known.remarks(text) if self._drafted is not None else []
        if len(remarks) > self.editor.marked:
            announce(self.editor, remarks[-1].text)
        self.editor.mark(remarks)
        self.pane.show_remarks(remarks)
        self.pane.show_sources(*self._texts.sentences(self._key))
        self._offer()

    def _offer(self) -> None:
        short = bool(self._key)
        self.foot.show_length(len(self.editor.value), self.editor.marked, short=short)
        for one in (self.foot.make, self.foot.copy, self.foot.page, self.foot.odt):
            one.setEnabled(self.has_text())
        self.bar.again.setEnabled(self._key in self._texts)
        self.foot.told.setVisible(self.can_tell())

    def say_done(self, title: str, text: str = "", tone: str = "ok") -> None:
        """Say above the text what was done with it."""
        self.note.say(title, text, tone=tone)
        announce(self.note, self.note.words)

    # --- Leaving ------------------------------------------------------------------------------

    def leave(self) -> bool:
        """Keep what was edited: it stands here again when the page is opened for the same."""
        if self._keeper is None:
            return True
        try:
            self._keeper.put(self._texts.as_kept())
        except DeskError as error:
            failing.say(self._desk, self.box, error)
            return False
        return True

    def forget(self) -> None:
        """Let go of what is shown; names that were read to be looked for go with it."""
        if self._task is not None:
            self._task.cancel()
        self._drafted = None
        self._subject = Subject("rounds", "")
        self._texts = Texts()
        self._say_nothing_yet()
