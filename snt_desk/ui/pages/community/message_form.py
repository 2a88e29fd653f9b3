"""The form of a message: its text, how far it has come, and where it was posted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from snt_desk.domain import clock, community
from snt_desk.domain.community import MESSAGES, MessageDraft
from snt_desk.domain.drafts import Caution, Problem, together
from snt_desk.services.messages import PostRow
from snt_desk.ui.fields import MOST_IMPORTED, Choice, NoteField
from snt_desk.ui.form import Part
from snt_desk.ui.listing import Line, LineView, Title
from snt_desk.ui.named import counted
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.parts import across, announce, button, label
from snt_desk.ui.record_form import RecordForm, choose, text_of

FIELDS = ("kind", "status", "text", "priority", "campaign", "round")
"""In the order in which they are read."""


@dataclass(frozen=True)
class TypedMessage:
    """All that stands in the form; `no_...` was typed where only a choice will do."""

    kind: str | None = None
    no_kind: str = ""
    status: str | None = None
    no_status: str = ""
    text: str = ""
    priority: str | None = None
    no_priority: str = ""
    campaign: str | None = None
    no_campaign: str = ""
    round: str | None = None
    no_round: str = ""


class MessageForm(RecordForm[TypedMessage]):
    """Takes what is typed of a message, copies it, and lists where it was posted."""

    table = MESSAGES
    new_title = "New message"
    post_asked = Signal()
    """*Posted…*"""
    take_back_asked = Signal(str)
    """Del on a post: its ref."""

    def __init__(self, records: Records) -> None:
        super().__init__(records.holds, TypedMessage())
        self._records = records
        self.kind = Choice()
        self.status = Choice()
        self.text = NoteField(
            "You told us that the shops feel unsafe after dark.", lines=8, most=MOST_IMPORTED
        )
        self.priority = Choice("None")
        self.campaign = Choice("None")
        self.round = Choice("None")
        self.copy_button = button("C&opy text", icon="copy")
        self.post_button = button("Poste&d…", icon="check", writes=True)
        self.posts = LineView("Posts", height=46, two=True)
        self.posts.deletes = True
        self._choices = [self.kind, self.status, self.priority, self.campaign, self.round]
        self._posted: tuple[PostRow, ...] = ()
        self._add_fields()
        self._listen()

    def _add_fields(self) -> None:
        self.add(
            Part("kind", "&Kind", self.kind, stretch=3),
            Part("status", "&Status", self.status, stretch=2),
        )
        self.add(Part("text", "What the p&ublic is told", self.text))
        buttons = across(self.copy_button, self.post_button, None)
        self.add_widget(buttons)
        self.add_widget(label("SNT Desk posts nothing: copy it, then paste it there.", "small"))
        self.add(Part("priority", "Priorit&y", self.priority))
        self.add(
            Part("campaign", "&Campaign", self.campaign),
            Part("round", "Rou&nd", self.round),
        )
        self.add_widget(self.posts)

    def _listen(self) -> None:
        for choice in self._choices:
            choice.changed.connect(self._edited)
        self.text.changed.connect(self._edited)
        self.copy_button.clicked.connect(self.copy)
        self.post_button.clicked.connect(self.post_asked)
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
            priority=text_of(self.priority),
            no_priority=self.priority.unknown,
            campaign=text_of(self.campaign),
            no_campaign=self.campaign.unknown,
            round=text_of(self.round),
            no_round=self.round.unknown,
        )

    @property
    def called(self) -> str:
        """The first line, as it was saved."""
        return community.headline(self._saved.text)

    @property
    def draft(self) -> MessageDraft:
        """The message that is meant."""
        typed = self.typed
        return MessageDraft(
            kind=typed.kind or "",
            text=typed.text,
            campaign=typed.campaign,
            status=typed.status or "",
            priority=typed.priority,
            round=typed.round,
        )

    def begin(self) -> None:
        """Make room for a new message."""
        self._offer_codes(MessageDraft())
        self.offer()
        self._posted = ()
        self._put("", TypedMessage(status=community.DRAFT))
        self._show_posts()

    def open(self, ref: str) -> None:
        """Show a message, with where it was posted."""
        draft = self._records.messages.opened(ref)
        self._offer_codes(draft)
        self.offer()
        self._posted = self._records.messages.posts(ref)
        typed = TypedMessage(
            kind=draft.kind,
            status=draft.status,
            text=draft.text,
            priority=draft.priority,
            campaign=draft.campaign,
            round=draft.round,
        )
        self._put(ref, typed)
        self._show_posts()

    def write(self) -> str:
        """Write the message."""
        return self._records.messages.save(self.opened, self.draft)

    def _fill(self, typed: TypedMessage) -> None:
        choose(self.kind, typed.kind, typed.no_kind)
        choose(self.status, typed.status, typed.no_status)
        self.text.set_value(typed.text)
        choose(self.priority, typed.priority, typed.no_priority)
        choose(self.campaign, typed.campaign, typed.no_campaign)
        choose(self.round, typed.round, typed.no_round)

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
        self._filling = False

    # --- Where it goes ------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the text on the clipboard, as it stands there, saved or not."""
        text = self.text.value
        if text:
            QGuiApplication.clipboard().setText(text)
            announce(self, f"Copied, {counted(len(text), 'character')}")
            self.hint("text", f"Copied, {counted(len(text), 'character')}.")

    def _show_posts(self) -> None:
        lines: list[Line | Title] = [_post_line(one) for one in self._posted]
        if lines:
            lines.insert(0, Title("Posted", str(len(self._posted))))
        self.posts.show_lines(lines)
        self.posts.setFixedHeight(self.posts.content_height())
        self.posts.setVisible(bool(lines))
        self.post_button.setEnabled(bool(self.opened))

    # --- What is said of it -------------------------------------------------------------------

    def _problems(self) -> Sequence[Problem]:
        typed = self.typed
        unread = [
            Problem(field, f"“{unknown}” is not in the list. Choose from it.")
            for field in ("kind", "status", "priority", "campaign", "round")
            if (unknown := getattr(typed, f"no_{field}"))
        ]
        return together(unread, self.draft.problems(), FIELDS)

    def _cautions(self) -> Sequence[Caution]:
        return list(self.draft.warnings(len(self._posted)))

    def _say_back(self) -> None:
        number = len(self.text.value)
        self.hint("text", counted(number, "character") if number else "")


def _post_line(one: PostRow) -> Line:
    day = clock.long_day(clock.local_day(one.posted))
    reach = "" if one.reach is None else f", reached {one.reach:,}"
    return Line(one.channel_label, id=one.ref, sub=f"{day}, {clock.wall(one.posted)}{reach}")
