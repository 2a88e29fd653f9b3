"""The form of a message: its words, where it goes and how it does there, how far it has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QTextCursor

from snt_desk.domain import channels, clock, community, hashtags
from snt_desk.domain.channels import Fit
from snt_desk.domain.community import APPROVED, DRAFT, IDEA, MESSAGES, MessageDraft
from snt_desk.domain.drafts import Caution, Problem, together
from snt_desk.domain.hashtags import Tags
from snt_desk.services.channels import Channel
from snt_desk.services.messages import Approval
from snt_desk.ui import when
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField, NoteField
from snt_desk.ui.form import Part
from snt_desk.ui.later import once
from snt_desk.ui.named import counted, short
from snt_desk.ui.pages.community import message_reading as reading
from snt_desk.ui.pages.community.message_reading import TypedMessage
from snt_desk.ui.pages.community.message_where import WhereItGoes
from snt_desk.ui.pages.community.post_lines import PostLines
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.parts import Tick, across, announce, button, escaped, label
from snt_desk.ui.record_form import RecordForm, choose, text_of
from snt_desk.ui.when import When

_MOST_CALLED = 24
"""So many letters of a channel's name stand on the button that copies for it."""
_REST_MS = 150
"""Typing rests so long before the words are looked through for names."""


class MessageForm(RecordForm[TypedMessage]):
    """Takes what is typed of a message, copies it, and lists where it was posted."""

    table = MESSAGES
    new_title = "New message"
    post_asked = Signal()
    """*Posted…*"""
    change_post_asked = Signal(str)
    """Enter on a post: its ref."""
    take_back_asked = Signal(str)
    """Del on a post: its ref."""

    def __init__(self, records: Records) -> None:
        super().__init__(records.holds, TypedMessage())
        self._records = records
        self._channels: tuple[Channel, ...] = ()
        self._tags = Tags()
        self._approval: Approval | None = None
        self._copying = False
        self._names = records.messages.not_named(self)
        self._odd: tuple[Caution, ...] = ()
        self._look_soon = once(self, self._look_through, _REST_MS)
        self._make_fields()
        self._offer_codes(MessageDraft())
        self._add_fields()
        self._listen()

    def _make_fields(self) -> None:
        self.kind, self.status = Choice(), Choice()
        self.text = NoteField(
            "You told us that the shops feel unsafe after dark.", lines=7, most=MOST_IMPORTED
        )
        self.mend_button = button("Mend hashtags", "quiet", writes=True)
        self.where = WhereItGoes()
        self.copy_button = button("C&opy text", icon="copy")
        self.post_button = button("Poste&d…", icon="check", writes=True)
        self.approve_button = button("A&pprove", writes=True)
        self.picture = Tick("&A picture goes with it")
        self.picture.setAccessibleName("A picture goes with it")
        self.alt = NoteField("Two officers talk to a shopkeeper.", lines=2)
        self.planned, self.planned_at = DayField(ahead=True), LineField("0900", settle=self._tidy)
        self.priority, self.campaign, self.round = Choice("None"), Choice("None"), Choice("None")
        self.posts = PostLines()
        self._choices = [self.kind, self.status, self.priority, self.campaign, self.round]

    def _add_fields(self) -> None:
        self.add(
            Part("kind", "&Kind", self.kind, stretch=3),
            Part("status", "&Status", self.status, stretch=2),
        )
        self.add(Part("text", "What the p&ublic is told", self.text))
        self._mending = across(self.mend_button, None)
        self.add_widget(self._mending)
        self.add(Part("channels", "Where &it goes", self.where))
        self.add_widget(across(self.copy_button, None))
        self.add_widget(across(self.post_button, self.approve_button, None))
        self.add_widget(label("SNT Desk posts nothing: copy it, then paste it there.", "small"))
        self.add_widget(self.picture)
        self.add(Part("alt", "What the picture sho&ws", self.alt))
        self.add(
            Part("planned", "P&lanned for", self.planned, stretch=5),
            Part("planned_at", "Ti&me", self.planned_at, stretch=2),
        )
        self.add(Part("priority", "Priorit&y", self.priority))
        self.add(
            Part("campaign", "&Campaign", self.campaign),
            Part("round", "Rou&nd", self.round),
        )
        self.add_widget(self.posts)

    def _listen(self) -> None:
        for choice in (self.kind, self.status, self.priority, self.round):
            choice.changed.connect(self._edited)
        for field in (self.text, self.alt, self.planned, self.planned_at, self.where):
            field.changed.connect(self._edited)
        self.campaign.changed.connect(self._campaign_chosen)
        self.picture.toggled.connect(self._picture_ticked)
        self.where.taken.connect(self._call_copy)
        self.mend_button.clicked.connect(self.mend)
        self.copy_button.clicked.connect(self.copy)
        self.post_button.clicked.connect(self.post_asked)
        self.approve_button.clicked.connect(self.approve)
        self._names.came.connect(self._names_came)
        self._names.failed.connect(self._copy_nothing)
        self.posts.opened.connect(lambda ref: self.change_post_asked.emit(str(ref)))
        self.posts.delete_asked.connect(lambda ref: self.take_back_asked.emit(str(ref)))

    # --- What stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> TypedMessage:
        """All that stands in it, saved or not."""
        return TypedMessage(
            kind=text_of(self.kind),
            no_kind=self.kind.unknown,
            status=text_of(self.status),
            no_status=self.status.unknown,
            text=self.text.value,
            channels=self.where.ticked,
            own=self.where.own,
            picture=self.picture.isChecked(),
            alt=self.alt.value,
            planned=self.planned.value,
            planned_at=self.planned_at.value,
            priority=text_of(self.priority),
            no_priority=self.priority.unknown,
            campaign=text_of(self.campaign),
            no_campaign=self.campaign.unknown,
            round=text_of(self.round),
            no_round=self.round.unknown,
        )

    @property
    def called(self) -> str:
        """The first line, as it was saved, as far as it can be taken in at a glance."""
        return short(community.headline(self._saved.text))

    @property
    def draft(self) -> MessageDraft:
        """The message that is meant."""
        return reading.draft(self.typed, clock.today())

    @property
    def next_channel(self) -> str:
        """The channel that is copied for, and posted on next; empty if none is ticked."""
        return self.where.next_to_copy([one.channel for one in self.posts.posts])

    def begin(self) -> None:
        """Make room for a new message."""
        self._offer_codes(MessageDraft())
        self.offer()
        self._approval = None
        self.posts.show_posts(())
        self._put("", TypedMessage(status=DRAFT))
        self.post_button.setEnabled(False)

    def open(self, ref: str) -> None:
        """Show a message, with where it was posted."""
        draft = self._records.messages.opened(ref)
        self._offer_codes(draft)
        self.offer()
        self.posts.show_posts(self._records.messages.posts(ref))
        self._approval = self._records.messages.approval(ref)
        self._put(ref, reading.of_draft(draft))
        self.post_button.setEnabled(True)

    def write(self) -> str:
        """Write the message."""
        return self._records.messages.save(self.opened, self.draft)

    def approve(self) -> None:
        """Save it as approved, now and by whoever sits here."""
        self.status.set_value(APPROVED)
        self.saved.emit()
        if not self.edited:
            # The next thing to be done; the button that was pressed is gone.
            self.post_button.setFocus()

    def _put(self, ref: str, typed: TypedMessage) -> None:
        if (ref, typed.text) != (self.opened, self.text.value):
            # It was found in the words of another one, and those were to be copied.
            self._copying, self._odd = False, ()
        super()._put(ref, typed)

    def _fill(self, typed: TypedMessage) -> None:
        choose(self.kind, typed.kind, typed.no_kind)
        choose(self.status, typed.status, typed.no_status)
        self.text.set_value(typed.text)
        self.where.set_value(typed.channels, typed.own)
        self.picture.setChecked(typed.picture)
        self.alt.set_value(typed.alt)
        self.planned.set_value(typed.planned)
        self.planned_at.set_value(typed.planned_at)
        choose(self.priority, typed.priority, typed.no_priority)
        choose(self.campaign, typed.campaign, typed.no_campaign)
        choose(self.round, typed.round, typed.no_round)
        self._tags = self._records.messages.tags(typed.campaign)
        self.show_row("alt", shown=typed.picture)

    def _prepare(self, typed: TypedMessage) -> None:
        self._offer_codes(reading.draft(typed, clock.today()))

    def offer(self) -> None:
        """Offer priorities and campaigns as they stand."""
        offers = self._records.offers
        self._filling = True
        self.priority.show_choices(offers.priority_choices())
        self.campaign.show_choices(offers.campaigns)
        self.round.show_choices(offers.rounds)
        self._filling = False

    def _offer_codes(self, message: MessageDraft) -> None:
        """Offer the codes of today, and those that the message has already."""
        today = clock.today()
        self._filling = True
        self.kind.show_choices(self._records.kinds("message_kind", today, (message.kind,)))
        self.status.show_choices(self._records.kinds("message_status", today, (message.status,)))
        has = [one.channel for one in message.channels]
        self._channels = self._records.messages.channels(today, has)
        self.where.show_channels(self._channels)
        self._filling = False

    def _campaign_chosen(self) -> None:
        if not self._filling:
            self._tags = self._records.messages.tags(text_of(self.campaign))
        self._edited()

    def _picture_ticked(self, on: bool) -> None:
        self.show_row("alt", shown=on)
        self._edited()

    def _tidy(self, text: str) -> str:
        planned, _ = reading.when(self.typed, clock.today())
        return when.tidy_start(When(start=planned), text)

    # --- Where it goes ------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the words for the next channel on the clipboard, as they stand, saved or not.

        They are looked through before: while that takes, it is done a little later.
        """
        if not self.draft.words(self.next_channel):
            return
        self._copying = self._names.known is None
        if self._copying:
            self._names.ask()
        else:
            self._copy()

    def _copy(self) -> None:
        self._copying, channel = False, self.next_channel
        text, known = self.draft.words(channel), self._names.known
        remarks = known.remarks(text) if known is not None else []
        if not self._records.messages.may_copy(remarks):
            return
        QGuiApplication.clipboard().setText(text)
        to = f" for {self.where.labels[channel]}" if channel else ""
        said = f"Copied{to}, {counted(len(text), 'character')}"
        announce(self, said)
        self.hint("text", f"{said}.")

    def _copy_nothing(self) -> None:
        """It was not looked through: it does not go on the clipboard some time later."""
        self._copying = False

    def mend(self) -> None:
        """Write hashtags as they are meant; Ctrl+Z in the text takes it back."""
        for field in (self.text, *(one for _, one in self.where.fields())):
            text = hashtags.mended(field.value, self._tags)
            if text != field.value:
                cursor = QTextCursor(field.document())
                cursor.select(QTextCursor.SelectionType.Document)
                cursor.insertText(text)
        self.text.setFocus()

    def _call_copy(self) -> None:
        channel = self.next_channel
        called = self.where.labels.get(channel, "")
        name = called if len(called) <= _MOST_CALLED else f"{called[: _MOST_CALLED - 1]}…"
        self.copy_button.setText(f"C&opy for {escaped(name)}" if channel else "C&opy text")
        self.copy_button.setAccessibleName(f"Copy for {called}" if channel else "Copy text")

    # --- What is said of it -------------------------------------------------------------------

    def _problems(self) -> Sequence[Problem]:
        unread = reading.unread(self.typed, clock.today())
        return together(unread, self.draft.problems(), reading.FIELDS)

    def _cautions(self) -> Sequence[Caution]:
        draft, today = self.draft, clock.today()
        words = tuple(reading.words(draft, self.where.labels))
        return [
            *draft.warnings(len(self.posts.posts), clock.now()),
            *reading.of_hashtags(words, self._tags),
            *(reading.of_approval(reading.draft(self._saved, today), draft) if self.opened else ()),
            *self._odd,
        ]

    def _say_back(self) -> None:
        draft = self.draft
        words = tuple(reading.words(draft, self.where.labels))
        number = len(draft.text)
        said = f"{counted(number, 'character')}. {hashtags.said(draft.text, self._tags)}"
        self.hint("text", said.strip() if number else "")
        self._mending.setVisible(reading.is_mendable(words, self._tags))
        self.where.show_common(draft.text)
        self.where.show_fits(dict(self._fits(draft)))
        self._call_copy()
        self.approve_button.setVisible(draft.status in {IDEA, DRAFT})
        self.hint("status", self._said_of_approval())
        if number:
            self._look_soon.start()
        else:
            self._look_soon.stop()
            self._odd = ()

    def _fits(self, draft: MessageDraft) -> Iterator[tuple[str, Fit]]:
        on = clock.local_day(draft.planned) if draft.planned else clock.today()
        posted = {one.channel: one.posted for one in self.posts.posts}
        for one in self._channels:
            if one.code in posted:
                day = clock.short_day(clock.local_day(posted[one.code]))
                yield one.code, Fit(f"posted {day}", "ok")
            else:
                text, picture = draft.words(one.code), bool(draft.picture)
                yield (
                    one.code,
                    channels.fit(text, one.rules, on, picture=picture, instead=one.instead),
                )

    def _said_of_approval(self) -> str:
        found = self._approval
        if found is None:
            return ""
        day = clock.long_day(clock.local_day(found.at))
        by = f" by {found.by}" if found.by else ""
        return f"Approved{by}, {day}, {clock.wall(found.at)}."

    # --- Names and the like -------------------------------------------------------------------

    def _look_through(self) -> None:
        """Look for what should not go out; who that may be is read once while the form is seen."""
        if not self.isVisible() or not self.text.value:
            self._show_odd(())
        elif self._names.known is not None:
            words = reading.words(self.draft, self.where.labels)
            self._show_odd(tuple(reading.of_people(words, self._names.known)))
        else:
            self._names.ask()

    def _names_came(self) -> None:
        self._look_through()
        if self._copying:
            self._copy()

    def _show_odd(self, found: tuple[Caution, ...]) -> None:
        if found != self._odd:
            self._odd = found
            self.show_cautions(self._cautions())

    def hideEvent(self, event: QHideEvent) -> None:
        # Names that were read to be looked for go with it.
        self._names.forget()
        self._copying, self._odd = False, ()
        super().hideEvent(event)
