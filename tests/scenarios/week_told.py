"""How the story of a week of action is lived through: the keys of each of its days."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtGui import QGuiApplication
from sqlalchemy import select, update

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.campaigns import CampaignDraft, CountDraft
from snt_desk.domain.clock import london
from snt_desk.domain.community import EventDraft
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.services import campaigns, events, patrols, scorecards
from snt_desk.services.team import TeamName
from tests.scenarios.keyboard import ALT, CTRL, KEY, SHIFT
from tests.scenarios.round_hands import Hands

TAB, ENTER = KEY.Key_Tab, KEY.Key_Return
TAG = "#WeekOfAction"
LAST_TIME = "#AutumnAction"
THEMES = (
    "Seen at the shops",
    "Bikes",
    "With council and housing",
    "After dark",
    "Letters and leaflets",
    "The market",
    "Thanks",
)
SUMMER = date(2021, 6, 1)


def begin(store: Store, team: TeamName) -> None:
    """The team as it was in January 2022, with a week of action in October behind it."""
    with store.change("Bring the team to January 2022", kind="barrier") as session:
        session.execute(update(m.Posting).values(from_=SUMMER))
        session.execute(update(m.Priority).values(raised=SUMMER, adopted=SUMMER))
        session.execute(update(m.Priority).values(last_update=date(2022, 1, 10)))
        duty = session.query(m.Duty).one()
        duty.start, duty.end = london(2022, 1, 17, 7), london(2022, 1, 17, 15)
        days = date(2021, 10, 18), date(2021, 10, 24)
        campaigns.add(session, CampaignDraft(LAST_TIME, "Autumn week of action", *days))
        start = london(2021, 10, 18, 10)
        leg = LegDraft("foot", start, start + timedelta(hours=1), place="B1", officers=("1432",))
        patrols.log(session, team.id, PatrolDraft(legs=(leg,)))
        stall = EventDraft("stall", "Stall", "inform", start, start + timedelta(hours=1), "B1")
        events.add(session, team.id, stall)
        scorecards.add(session, team.id, CountDraft(LAST_TIME, "Bicycles marked", 19))


class Week(Hands):
    """Every day of it."""

    begins = (2022, 1, 6)
    called = "week"

    # --- 1. The week is planned ---------------------------------------------------------------

    def plan_the_week(self) -> None:
        """A campaign from Monday to Sunday, and what each of its days is about."""
        self.list_of("Campaigns")
        self.keys.press(KEY.Key_N, held=CTRL)
        self.into("What it is called", "Week of action")
        self.into("Its hashtag", TAG)
        self.into("First day", "17/1/22")
        self.into("Last day", "23/1/22")
        self.into("Further hashtags", "hereforyou", TAB)
        for theme in THEMES:
            self.keys.write(theme)
            self.keys.press(TAB)
        self.into("Last time", "#autumn", TAB)
        assert self.save() == "Add campaign, Week of action"

    def plan_patrol(
        self, mode: str, day: str, begins: str, lasts: str, place: str, priority: str, *who: str
    ) -> None:
        """A patrol that the week is to have."""
        self.list_of("Campaigns")
        press = self.keys.press
        press(KEY.Key_U, held=CTRL | SHIFT)
        self.settle()
        self.into("How", mode, TAB)
        self.keys.go_to("Date")
        self.fill(day, begins, lasts, place)
        for letters in who:
            press(letters, ENTER)
        self.into("Priority", priority, TAB)
        assert self.save() == "Add planned patrol"

    def campaigns(self) -> None:
        """Bring the campaigns to the front, with no word to filter them by."""
        self.list_of("Campaigns")
        self.keys.press(KEY.Key_F, held=CTRL)
        self.keys.press(KEY.Key_A, held=CTRL)
        self.keys.press(KEY.Key_Delete)

    def look_at_the_plan(self, day: int = 0) -> None:
        """Day by day: what is on, and what is lacking; 0 is Monday."""
        press = self.keys.press
        self.campaigns()
        self.menu("View", "Plan of its days")
        self.keys.go_to("Days of the campaign")
        press(KEY.Key_Home, *[KEY.Key_Down] * day)
        self.settle()

    def know_the_housing_provider(self) -> None:
        """An organisation that the team has not met before."""
        self.show("Partners")
        self.click("Organisations")
        self.keys.press(KEY.Key_N, held=CTRL)
        self.into("What it is called", "Greenfold Homes")
        self.into("Kind", "housing")
        assert self.save() == "Add organisation, Greenfold Homes"

    def plan_the_meeting(self) -> None:
        """Council and housing provider are asked to a meeting in the middle of the week."""
        self.show("Partners")
        self.click("Actions and meetings")
        self.keys.press(KEY.Key_N, held=CTRL)
        self.fill("problem", "Who does what at the shops", "19/1/22", "14", "+60", "pear")
        self.into("Priority", "wood")
        self.into("Who of the team", "ok", ENTER)
        self.into("Which partners", "cou", ENTER, "greenf", ENTER)
        assert self.save() == "Add meeting, Who does what at the shops"

    def plan_event(
        self, kind: str, title: str, day: str, begins: str, lasts: str, place: str
    ) -> None:
        """An event of the week is announced."""
        self.list_of("Events")
        self.keys.press(KEY.Key_N, held=CTRL)
        self.fill(kind, title, day, begins, lasts, place)
        self.into("What for", "prev")
        self.into("Campaign", "#weekof")
        self.into("Who of the team", "call", ENTER)
        assert self.save() == f"Add event, {title}"

    def write(self, kind: str, typed: str, meant: str, when: str, *channels: str) -> None:
        """A message is drafted for a day and its channels; a tag that is mistyped is mended."""
        self.list_of("Messages")
        self.keys.press(KEY.Key_N, held=CTRL)
        self.into("Kind", kind)
        self.keys.go_to("What the public is told")
        self.keys.write(typed)
        for name in channels:
            self.into(name, KEY.Key_Space)
        self.keys.go_to("Planned for")
        self.fill(*when.split())
        self.into("Campaign", "#weekof", TAB)
        if typed != meant:
            self.keys.go_to("What the public is told")
            self.picture("message")
            self.click("Mend hashtags")
        assert self.save().startswith(f"Add message, {meant[:20]}")
        [written] = [text for text in self.texts() if text == meant]
        assert written == meant

    def texts(self) -> list[str]:
        """What all messages say."""
        with self.window.desk.store.read() as session:
            return list(session.scalars(select(m.Message.text)))

    def approve(self, letters: str) -> None:
        """The sergeant reads it once more."""
        self.take_message(letters)
        self.click("Approve")
        assert (self.window.desk.store.undo_label or "").startswith("Approve message, ")

    def take_message(self, letters: str) -> None:
        """Find a message by letters of its text."""
        self.list_of("Messages")
        self.keys.press(KEY.Key_F, held=CTRL)
        self.keys.press(letters, KEY.Key_Down)
        self.settle()

    # --- 2. Its days --------------------------------------------------------------------------

    def log_planned(self, day: int) -> None:
        """The patrol that is first in the plan of a day, 0 for Monday, went out as planned."""
        press = self.keys.press
        self.look_at_the_plan(day)
        press(KEY.Key_Return)
        press(KEY.Key_Home)
        press(KEY.Key_B, held=CTRL | SHIFT)
        self.settle()

    def post(self, letters: str, *where: tuple[str, str, str]) -> None:
        """The message is posted on each channel: its letters, when, and how many it reached."""
        press = self.keys.press
        self.take_message(letters)
        for number, (channel, time, reach) in enumerate(where, start=1):
            press(KEY.Key_D, held=CTRL | SHIFT)
            self.into("Where it was posted", channel)
            self.into("Time", KEY.Key_Delete, time)
            self.into("How many it reached", reach, TAB)
            assert self.save().startswith("Post message, "), number

    def hear(self, subject: str, name: str, channel: str) -> None:
        """A resident gets in touch."""
        self.list_of("Residents")
        self.keys.press(KEY.Key_N, held=CTRL)
        self.keys.go_to("What it is about")
        self.keys.write(subject)
        self.into("By", channel)
        self.into("Owner", "ridl")
        self.into("Resident’s name", name)
        self.into("How to reach them", "01632 960301", TAB)
        assert self.save() == "Add contact"

    def answer(self, letters: str) -> None:
        """PC Ridley answers this minute."""
        press = self.keys.press
        self.list_of("Residents")
        press(KEY.Key_F, held=CTRL)
        press(letters, KEY.Key_Down)
        self.settle()
        press(KEY.Key_D, held=CTRL | SHIFT)
        self.settle()
        assert self.window.desk.store.undo_label == "Answer contact"

    def pass_on(self, letters: str, whom: str) -> None:
        """It is somebody else's to mend; the resident still waits for the team."""
        press = self.keys.press
        self.list_of("Residents")
        press(KEY.Key_F, held=CTRL)
        press(letters, KEY.Key_Down)
        self.settle()
        press(KEY.Key_O, held=CTRL | SHIFT)
        self.into("To whom", whom, TAB)
        assert self.save() == "Pass on contact"

    def look_at_the_board(self) -> None:
        """Who waits, and for how long still."""
        self.list_of("Residents")
        self.keys.press(KEY.Key_F, held=CTRL)
        self.keys.press(KEY.Key_A, held=CTRL)
        self.keys.press(KEY.Key_Delete, KEY.Key_Down)
        self.settle()
        self.picture("board")

    def hold_event(self, letters: str, came: str) -> None:
        """An event was held: so many came."""
        self.list_of("Events")
        self.keys.press(KEY.Key_F, held=CTRL)
        self.keys.press(letters, KEY.Key_Down)
        self.settle()
        self.keys.press(ENTER)
        self.into("How many came", came, TAB)
        assert self.save().startswith("Change event, ")

    def write_up_the_meeting(self) -> None:
        """What was decided, and one action for each of three."""
        press = self.keys.press
        self.show("Partners")
        self.click("Actions and meetings")
        press(KEY.Key_F, held=CTRL)
        press("who does", KEY.Key_Down)
        self.settle()
        press(KEY.Key_F2)
        self.keys.go_to("Decisions and minutes")
        self.keys.write("The wardens walk with us until Sunday.")
        press(TAB)
        self.keys.write("Lamp over the back door")
        press(ENTER, "greenf", ENTER, "21/1/22", ENTER)
        self.keys.write("Rota of the wardens")
        press(ENTER, "cou", ENTER, "20/1/22", ENTER)
        self.keys.write("Leaflets to the flats")
        press(ENTER, "cal", ENTER, "22/1/22")
        assert self.save() == "Change meeting, Who does what at the shops"

    def close_action(self, letters: str) -> None:
        """What was agreed is done."""
        press = self.keys.press
        self.show("Partners")
        self.click("Actions and meetings")
        press(KEY.Key_F, held=CTRL)
        press(letters, KEY.Key_Down)
        self.settle()
        press(KEY.Key_D, held=CTRL | SHIFT)
        self.settle()
        assert (self.window.desk.store.undo_label or "").startswith("Close action, ")

    # --- 3. What it came to -------------------------------------------------------------------

    def count_by_hand(self) -> None:
        """What no other record holds."""
        self.list_of("Campaigns")
        self.keys.press(KEY.Key_I, held=CTRL | SHIFT)
        self.settle()
        self.into("What was counted", "Bicycles marked")
        self.keys.press(KEY.Key_M, held=ALT)
        self.keys.press("34")
        assert self.save() == "Add count, Bicycles marked"

    def card(self) -> str:
        """The scorecard as it is copied, with the autumn's beside it."""
        self.campaigns()
        self.menu("View", "Scorecard")
        self.keys.press(KEY.Key_Home)
        self.picture("scorecard")
        self.menu("Record", "Copy the scorecard")
        return QGuiApplication.clipboard().text()

    def look_at_the_return(self) -> None:
        """January's figures, as they go to the Command."""
        press = self.keys.press
        self.show("Return")
        press(KEY.Key_F, held=CTRL)
        press("posts", KEY.Key_Down)
        self.settle()
        self.picture("return")
