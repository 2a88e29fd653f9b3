"""How the story of a round is lived through: the keys of each of its days, in the real window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.priorities import PriorityDraft
from snt_desk.domain.rounds import RoundDraft
from snt_desk.services import priorities, rounds
from snt_desk.services.team import TeamName
from snt_desk.ui.ask import Given
from snt_desk.ui.pages.police_uk import PoliceUkPage
from snt_desk.ui.pages.police_uk.columns import Row
from snt_desk.ui.pages.priorities.rounds import RoundsView
from tests.scenarios.keyboard import ALT, CTRL, KEY, SHIFT
from tests.scenarios.round_hands import Hands
from tests.ui.pages.seen import words

TAB, ENTER = KEY.Key_Tab, KEY.Key_Return


def begin(store: Store, team: TeamName) -> None:
    """What is there before the story: a round of four months, with three priorities in it."""
    begun = date(2026, 7, 30)
    with store.change("Remember the last round", kind="barrier") as session:
        for title, theme in (("Bikes on the meadow", "off_road_bikes"), ("Tipping", "fly_tipping")):
            draft = PriorityDraft(title, theme, "B2", raised=begun, adopted=begun)
            priorities.add(session, team.id, draft)
        shops = priorities.opened(session, "T1")
        priorities.change(session, "T1", replace(shops, public=True))
        rounds.begin(session, team.id, RoundDraft(begun, 4))


class Story(Hands):
    """Every day of it."""

    # --- 1. What residents say ----------------------------------------------------------------

    def ask_residents(self) -> None:
        """A consultation is opened."""
        self.view("Consultations")
        self.keys.press(KEY.Key_N, held=CTRL)
        self.fill("Autumn survey")
        assert self.save() == "Add consultation, Autumn survey"

    def type_in_the_survey(self) -> None:
        """Three forms are typed in one by one, then a pile of them as counts."""
        press = self.keys.press
        press(KEY.Key_T, held=CTRL)
        press("survey", ENTER, ENTER)
        for theme, place, count, comment in (
            ("anti-social d", "hald", "", "Engines until midnight"),
            ("anti-social d", "hald", "2", ""),
            ("anti-social b", "pear", "3", "Shouting outside the shops"),
        ):
            press(theme, ENTER, place, ENTER, count, ENTER)
            self.keys.write(comment)
            press(ENTER)
        self.picture("type-in")
        press(KEY.Key_T, held=CTRL | SHIFT)
        press(KEY.Key_A, held=ALT)
        press("hald", TAB)
        press(*[KEY.Key_Down] * 9, "8")
        assert self.save() == "Add tally, 8 responses of Wed 11 Nov"

    def paste_the_rest(self) -> None:
        """The town council counted its own forms in a sheet, and sends the rows."""
        rows = (
            ("Date", "How", "Theme", "Place", "Count", "What they said"),
            ("12/11/2026", "Email", "Anti-social driving", "Haldens", "7", "Racing on Saturdays"),
            ("13/11/2026", "Email", "Drugs", "Peartree", "5", ""),
        )
        self.keys.press(KEY.Key_R, held=CTRL | SHIFT)
        self.settle()
        QGuiApplication.clipboard().setText("".join("\t".join(row) + "\r\n" for row in rows))
        self.keys.press(KEY.Key_V, held=CTRL)
        self.settle()
        self.keys.press(ENTER, held=CTRL)
        self.settle()

    def hold_a_stall(self) -> None:
        """A Saturday at the market: forty came, and what they raised is taken down."""
        press = self.keys.press
        self.list_of("Events")
        press(KEY.Key_N, held=CTRL)
        self.fill("stall", "Stall at the market", "t", "10", "+120", "hald")
        self.into("What for", "cons")
        self.into("Who of the team", "call", ENTER)
        self.into("How many came", "40")
        assert self.save() == "Add event, Stall at the market"
        self.keys.go_to("Add what was raised")
        press(KEY.Key_Space)
        press("anti-social d", TAB, TAB, "6", TAB)
        self.keys.write("You cannot sleep at weekends")
        press(ENTER, held=CTRL)
        press("speed", TAB, TAB, "2", TAB)
        assert self.save() == "Add response"
        self.list_of("Events")
        press(KEY.Key_L, held=ALT)
        self.keys.go_to("What residents raised here")
        self.picture("stall")

    def propose_the_issue(self) -> list[tuple[str, ...]]:
        """The ranking has it first: it is proposed from there, and called as residents call it."""
        press = self.keys.press
        self.view("Consultations")
        press(KEY.Key_W, held=CTRL | SHIFT)
        self.settle()
        self.keys.go_to("Themes")
        press("b")
        self.keys.go_to("What they said")
        ranked = self.shown_rows()
        self.picture("ranking")
        press(KEY.Key_P, held=CTRL | SHIFT)
        self.settle()
        assert self.window.desk.store.undo_label == "Propose priority, Anti-social driving, Haldens"
        press(KEY.Key_F2)
        press(KEY.Key_A, held=CTRL)
        self.keys.write("Cars racing in Haldens")
        self.keys.go_to("The public list")
        press(KEY.Key_Space, TAB)
        self.keys.write("Cars race through Haldens late on Friday and Saturday nights.")
        assert self.save() == "Change priority, Cars racing in Haldens"
        return ranked

    def link_what_else_was_said(self) -> None:
        """Three spoke of the shops, for which there is a priority already."""
        press = self.keys.press
        self.view("Consultations")
        press(KEY.Key_R, held=CTRL | SHIFT)
        press(KEY.Key_F, held=CTRL)
        press("shouting")
        self.settle()
        press(KEY.Key_Down)
        press(KEY.Key_L, held=CTRL | SHIFT)
        self.settle()
        press("wood", ENTER)
        self.settle()
        assert self.window.desk.store.undo_label == "Link 1 response to Woodhall shops"

    def close_the_survey(self) -> None:
        """Nobody is asked any more."""
        self.menu("Record", "Close it…")
        assert self.save() == "Change consultation, Autumn survey"

    # --- 2. The round -------------------------------------------------------------------------

    def begin_the_round(self) -> str:
        """One goes on, one closes, one gives way to what residents asked for."""
        press = self.keys.press
        self.view("Rounds")
        press(KEY.Key_N, held=CTRL)
        self.settle()
        self.fill("", "4", "autumn")
        press("r", TAB, "cars", TAB)
        self.keys.write("The new gate keeps the bikes off the meadow.")
        press(TAB, "l", TAB, "red", TAB)
        self.keys.write("Two were fined, and the lay-by is clean.")
        view = self.window.page
        assert isinstance(view, RoundsView)
        comes_to = words(view.next)
        self.picture("next-round")
        assert self.save() == "Begin round, since 30 Nov 2026"
        return comes_to

    def tell_that_it_began(self) -> None:
        """A message to residents; it is posted, and the priority has its first update by it."""
        press = self.keys.press
        self.list_of("Messages")
        press(KEY.Key_N, held=CTRL)
        self.fill("priority u", "", "From today we work on cars racing in Haldens.")
        self.keys.go_to("Priority")
        press("cars")
        assert self.save() == "Add message, From today we work on cars racing in Haldens."
        press(KEY.Key_D, held=CTRL | SHIFT)
        press("face", TAB)
        assert self.save() == "Post message, From today we work on cars racing in Haldens."
        self.take_in_hand("wood")
        self.menu("Record", "Residents told today…")
        self.keys.write("We go on walking past the shops.")
        assert self.save() == "Tell residents of priority, Woodhall shops"

    def write_the_plan(self) -> None:
        """What is to be better, why it happens there, and what is to be done."""
        self.take_in_hand("cars")
        self.keys.press(KEY.Key_F2)
        for name, text in (
            ("Objective", "Fewer nights with cars racing."),
            ("Who suffers", "Households along the ring road."),
            ("Who does it", "Drivers from elsewhere, most of them under 25."),
            ("What about the place", "A long straight road, and a lay-by to meet in."),
            ("Response", "Patrols on weekend nights; bollards with the council."),
        ):
            self.keys.go_to(name)
            self.keys.write(text)
        assert self.save() == "Change priority, Cars racing in Haldens"

    # --- 3. The winter ------------------------------------------------------------------------

    def log_patrol(
        self, mode: str, begins: str, ends: str, who: tuple[str, ...], day: str = ""
    ) -> None:
        """A patrol for it is logged; what it led to is typed next."""
        press = self.keys.press
        self.show("Patrols")
        press(KEY.Key_N, held=CTRL)
        press(mode, TAB)
        self.fill(day, begins, ends)
        for letters in who:
            press(letters, ENTER)
        press(TAB)
        self.fill("hald", "cars")

    def set_a_task(self) -> None:
        """The team's own task: it is done, and ticked where it stands."""
        press = self.keys.press
        self.take_in_hand("cars")
        press(KEY.Key_T, held=CTRL)
        self.fill("Ask for the speed camera van", "okaf")
        assert self.save() == "Add task, Ask for the speed camera van"

    def meet_the_council(self) -> None:
        """A meeting with two actions, one of the council's and one of the team's."""
        press = self.keys.press
        self.show("Partners")
        press(KEY.Key_N, held=CTRL)
        press("asb p", ENTER, ENTER)
        press("t", ENTER, "10", ENTER, "+60", ENTER)
        press("hald", ENTER)
        self.into("Priority", "cars")
        self.into("Who of the team", "ok", ENTER)
        self.into("Which partners", "cou", ENTER)
        self.keys.go_to("Decisions and minutes")
        self.keys.write("Bollards are worth a try.")
        press(TAB)
        self.keys.write("Bollards at the lay-by")
        press(ENTER, "cou", ENTER, "26/2/27", ENTER)
        self.keys.write("Letter to the households")
        press(ENTER, "cal", ENTER, "29/1/27")
        assert self.save() == "Add meeting, ASB panel"

    def hear_a_resident(self) -> None:
        """Somebody rings; the name stays with the contact."""
        self.list_of("Residents")
        self.keys.press(KEY.Key_N, held=CTRL)
        self.fill("Cars again on Saturday", "", "", "pho", "ridl")
        self.fill("Rose Ashdown", "01632 960301", "", "", "cars")
        assert self.save() == "Add contact"

    def answer(self) -> None:
        """PC Ridley rings back the next day."""
        self.list_of("Residents")
        self.keys.press(KEY.Key_Down)
        self.keys.press(KEY.Key_D, held=CTRL | SHIFT)
        self.settle()
        assert self.window.desk.store.undo_label == "Answer contact"

    def meet_in_the_street(self) -> None:
        """Four came, which is told as a few."""
        press = self.keys.press
        self.list_of("Events")
        press(KEY.Key_N, held=CTRL)
        self.fill("street m", "", "t", "18", "+60", "hald")
        self.into("What for", "feed")
        self.into("Who of the team", "ridl", ENTER)
        self.into("How many came", "4")
        self.into("Priority", "cars")
        assert self.save() == "Add event, Street meet"

    def keep_promises(self) -> None:
        """The letter went out, and the task is done: both are ticked where they stand."""
        press = self.keys.press
        self.show("Partners")
        press(KEY.Key_F, held=CTRL)
        press("letter", KEY.Key_Down)
        press(KEY.Key_D, held=CTRL | SHIFT)
        self.settle()
        assert self.window.desk.store.undo_label == "Close action, Letter to the households"
        self.take_in_hand("cars")
        self.keys.go_to("Ask for the speed camera van")
        press(KEY.Key_Space)
        self.settle()
        assert self.window.desk.store.undo_label == "Do task, Ask for the speed camera van"

    # --- 4. News ------------------------------------------------------------------------------

    def draft_an_update(self) -> str:
        """What the draft of an update on it says."""
        self.take_in_hand("cars")
        self.menu("Record", "Draft an update")
        return self.drafted()

    def tell_the_update(self) -> None:
        """Residents are told of the one by its draft, of the other in a sentence."""
        self.menu("Record", "Residents were told")
        assert self.window.desk.store.undo_label == "Residents told of Cars racing in Haldens"
        self.keys.press(KEY.Key_Escape)
        self.take_in_hand("wood")
        self.menu("Record", "Residents told today…")
        self.keys.press(KEY.Key_A, held=CTRL)
        self.keys.write("We walked past the shops, and will go on.")
        assert self.save() == "Tell residents of priority, Woodhall shops"

    def export(self, folder: Path) -> None:
        """What is marked public is written for police.uk."""
        self.ask.answers.append(Given(folder, "data.police.uk"))
        self.menu("File", "Export for police.uk…")

    def compare(self, folder: Path) -> list[tuple[str, str]]:
        """The files are read back: what stands on each line, and how it stands."""
        self.menu("File", "Compare with police.uk…")
        page = self.window.over.page
        assert isinstance(page, PoliceUkPage)
        self.ask.answers.append(folder)
        self.click("Choose a folder…")
        rows = (page.rows.row(at) for at in range(page.rows.rowCount()))
        self.picture("police-uk")
        found = [(one.line.title, str(one.line.state)) for one in rows if isinstance(one, Row)]
        self.keys.press(KEY.Key_Escape)
        self.settle()
        return found

    # --- 5. The end ---------------------------------------------------------------------------

    def invite(self) -> None:
        """The next street meeting is published."""
        press = self.keys.press
        self.list_of("Events")
        press(KEY.Key_N, held=CTRL)
        self.fill("street m", "", "10/4/27", "11", "+60", "hald")
        self.into("What for", "feed")
        self.keys.go_to("Published")
        press(KEY.Key_Space)
        assert self.save() == "Add event, Street meet"

    def end_the_round(self) -> None:
        """The shops go on; the racing is assessed and closed; the next round begins."""
        press = self.keys.press
        self.view("Rounds")
        press(KEY.Key_N, held=CTRL)
        self.settle()
        self.fill("", "4", "")
        press("c", TAB, "l", TAB, "red", TAB)
        self.keys.write("Cars raced on four Saturdays in November, and on one in March.")
        assert self.save() == "Begin round, since 30 Mar 2027"

    def you_said_we_did(self) -> str:
        """The text for the round that has ended."""
        self.menu("Tools", "You said, we did")
        return self.drafted()

    def make_drafts(self) -> list[tuple[str, str, str]]:
        """The text becomes drafts of messages: kind, status, first line of each."""
        self.keys.press(KEY.Key_M, held=CTRL)
        self.settle()
        self.keys.press(KEY.Key_Escape)
        with self.window.desk.store.read() as session:
            query = select(m.Message.kind, m.Message.status, m.Message.text).order_by(m.Message.id)
            return [(kind, status, text) for kind, status, text in session.execute(query)]

    def look_at_the_return(self) -> None:
        """January's figures, as they go to the Command."""
        press = self.keys.press
        self.show("Return")
        press(KEY.Key_PageUp, held=CTRL)
        self.settle()
        press(KEY.Key_F, held=CTRL)
        press("racing", KEY.Key_Down)
        self.settle()
        self.picture("return")
