"""Composes sample pages from the parts, with invented people, and writes their pictures: the proof that the parts look right.

    QT_QPA_PLATFORM=offscreen python tests/ui/gallery.py FOLDER [page …]

Pictures at twice the size come from a second run with QT_SCALE_FACTOR=2, which the program starts by itself.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from facilitator_app.ui.look import NAMES, STYLE, Appearance
from facilitator_app.ui.parts.buttons import ButtonRow, link_button, main_button
from facilitator_app.ui.parts.cards import Card, HitCard, NextThing, QuestionCard
from facilitator_app.ui.parts.choices import Choice, Choices
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.empty import Empty
from facilitator_app.ui.parts.facts import Fact, People, Person
from facilitator_app.ui.parts.fields import ChoiceField, LineField, ListField, PassphraseField, TextField
from facilitator_app.ui.parts.frame import Frame
from facilitator_app.ui.parts.owner import Banded, OwnerWords, Shape
from facilitator_app.ui.parts.paper_sheet import MarkedWords, PaperNote, PaperSheet, where
from facilitator_app.ui.parts.picks import Tick
from facilitator_app.ui.parts.ring import Ring
from facilitator_app.ui.parts.rows import Rows, Week
from facilitator_app.ui.parts.spread import Spread
from facilitator_app.ui.parts.timeline import Note, Timeline
from facilitator_app.ui.parts.topics import Topics
from facilitator_app.ui.parts.words import body, label, note, sentence, title
from facilitator_app.ui.parts.writing import Writing

TABS = [
    ("overview", "Overview"),
    ("preparation", "Preparation"),
    ("meeting", "Meeting"),
    ("agreement", "Agreement"),
    ("afterwards", "Afterwards"),
]
QUOTE = "“I would like him to speak first, and I don’t want to shake hands.”"
SIZES = ((1366, 768), (1093, 535))


def case_frame(tab: str, main: str, saving: str = "Saved on this laptop") -> Frame:
    frame = Frame()
    frame.set_title("Margaret and Daniel", "RJ-2026-0101 · Standard")
    frame.set_tabs(TABS, tab)
    frame.choose_place("cases")
    frame.set_main(main)
    frame.set_saving(saving)
    return frame


def today() -> QWidget:
    frame, page = Frame(), Columns()
    frame.set_title("Tuesday 17 February")
    frame.choose_place("today")
    frame.set_main("Get ready for this visit")
    frame.set_saving("Saved on this laptop")
    facts = [
        Fact("Leave by", "08:40", "car"),
        Fact("Papers", "P-5 to P-8 made, not yet printed", "file-text"),
        Fact("How to reach him", "Only through Priti Shah, 01632\u00a0960\u00a0114", "phone"),
    ]
    page.text.add(NextThing(
        "Next, tomorrow at 09:50", "Daniel, second visit", "HMP Example, visits centre, until 10:35. Paper only.", facts,
        "You carry two questions from Margaret. She said yes to these words on 16 January.", "Open only Daniel’s side"))  # fmt: skip
    page.text.section("You promised")
    promised = Rows()
    promised.add("Ring Margaret after you have seen Daniel", "Mobile only, after 17:00", "by Fri 20 Feb")
    promised.add("Tell Priti Shah how long the third visit will be", "E-mail is fine", "by Mon 23 Feb")
    page.text.add(promised)
    page.text.section("Unfinished")
    unfinished = Rows()
    unfinished.add("Call with Margaret, 9 February", "Three lines written. You stopped in the middle of a sentence.", link="Go on writing")
    unfinished.add("Safety look for Daniel", "Two of four boxes written", link="Go on writing")
    unfinished.add("Sheets P-1 to P-4, 2 February", "All four are typed in. Where is the paper now?", link="Say where")
    page.text.add(unfinished)
    page.side.section("This week", first=True)
    page.side.add(Week([
        ("Tue 17", "Today", ""), ("Wed 18", "Daniel, HMP Example", "09:50"), ("Thu 19", "", ""), ("Fri 20", "Ring Margaret", "17:00"),
        ("Sat 21", "", ""), ("Sun 22", "", ""), ("Mon 23", "Margaret at home", "14:00")]))  # fmt: skip
    page.side.section("Waiting, as it should be")
    page.side.add_all([
        body("HMP Example answers about the third visit by 24 February.", "soft"),
        body("Margaret is thinking about her third question. She will say when.", "soft")])  # fmt: skip
    frame.show_page(page)
    return frame


MARGARET = Person(
    "Margaret", "person harmed", Shape.CIRCLE, "Mobile only, after 17:00", "01632\u00a0960\u00a0321. Leave no message.", "phone",
    knows=(("Daniel agreed to explore", "9 Feb"), ("His answer: “I saw no car”", "20 Feb")),
    not_told=("Which prison he is in", "When he may be released"),
)  # fmt: skip
DANIEL = Person(
    "Daniel", "person responsible", Shape.SQUARE, "Only through Priti Shah", "Offender manager. Never by post without asking.", "mail",
    knows=(("Somebody asked to be in touch", "26 Jan"), ("Two of the three questions", "18 Feb")),
    not_told=("That Margaret asks to meet", "Where she lives, where she works"),
)  # fmt: skip
NOTES = [
    Note("1", "Mon 23 Feb", "14:00", Shape.CIRCLE, "Margaret only", "Visit at home, 55 min, Priya",
         "She would like Daniel to speak first, and no handshake. Her sister Siân will come with her. She wants to sit nearest the door."),
    Note("2", "Fri 20 Feb", "17:20", Shape.RINGS, "Passed on", "Daniel’s answer, given to Margaret by telephone",
         "“I saw no car, I thought it was empty.” She said it helped."),
    Note("3", "Wed 18 Feb", "09:50", Shape.SQUARE, "Daniel only", "Visit at HMP Example, 45 min, Priya",
         "He chose to hear the two questions now. He was quiet for a while, then answered the second."),
    Note("4", "Tue 17 Feb", "16:05", Shape.TRIANGLE, "Facilitators", "E-mail from Priti Shah",
         "Visits centre room 2 is free until 10:45. No laptop."),
]  # fmt: skip


def case() -> QWidget:
    frame, page = case_frame("overview", "Write a note", "Also at the service, 19:12"), Columns()
    page.text.add(
        sentence("Margaret has said yes to meeting. Daniel does not know yet: you ask him on Wednesday 25 February at HMP Example.")
    )
    page.text.add(People(MARGARET, DANIEL), before=18)
    page.text.section("What has happened", link_button("Everybody’s notes"), after=12)
    timeline = Timeline()
    timeline.set_notes(NOTES)
    page.text.add(timeline)
    timeline.setObjectName("first")
    page.side.section("Next", first=True)
    rows = Rows()
    rows.add("Ask Daniel whether he would meet", "Wed 25 Feb, 09:50. Sheets P-9 to P-12.")
    rows.add("Talk to Siân about supporting Margaret", "By telephone, from 2 March")
    rows.add("Look again at what worries us, for Daniel", "By Fri 27 Feb")
    page.side.add(rows)
    page.side.section("Waiting, as it should be")
    page.side.add(body("Margaret will think about the third question. She will say when.", "soft"))
    page.side.section("If somebody rings")
    page.side.add(body("Say only that you will pass on the message. Then ask Ruth.", "soft"))
    frame.show_page(page)
    return frame


def preparation() -> QWidget:
    frame = case_frame("preparation", "Finish this visit")
    topics = Topics(
        ["You and what happened", "What you want", "The other person", "Who and where", "Worries", "Afterwards"],
        "A tick means “we talked about it”. Nothing more.",
    )
    for index in range(4):
        topics.set_ticked(index, ticked=True)
    topics.choose(3)
    writing = Writing(Shape.CIRCLE, "Everything here is Margaret’s. Daniel never sees it.",
                      "Who and where. At home, Monday 23 February, 14:00. Typed now, 19:10.", "Who and where")  # fmt: skip
    text = (
        f"Her sister Siân will come with her. Siân drives, so they can leave when they like.\n\n{QUOTE} If he looks at the floor, that is all"
        " right with her.\n\nShe wants the chair nearest the door, and a jug of water on the table. She has been to the visits centre once, years"
        " ago, with a friend.\n\nAsked twice whether anyone takes notes in the room. Told her: by pen, only what is agreed."
    )
    writing.begin(text)
    cursor = writing.sheet.textCursor()
    cursor.setPosition(text.index(QUOTE))
    cursor.setPosition(text.index(QUOTE) + len(QUOTE), cursor.MoveMode.KeepAnchor)
    writing.sheet.setTextCursor(cursor)
    page = Spread(topics, writing)
    card = QuestionCard(
        "Ask Margaret if this may be passed on", QUOTE, "Read it back aloud. Did she say yes?",
        [("yes", "Yes, these words"), ("change", "Change the words"), ("no", "No")],
        to="To Daniel, on Wednesday 25 February", consequence="Once Daniel has heard this we cannot take it back.")  # fmt: skip
    page.set_card(card)
    card.buttons[0].setObjectName("first")
    frame.show_page(page)
    return frame


def agreement() -> QWidget:
    frame, page = case_frame("agreement", "Read it back"), Columns()
    paper = PaperSheet("What we agreed", "Daniel’s copy, as he would read it", Shape.SQUARE)
    term = paper.add_term(
        "Daniel will write a letter that says what he did and answers Margaret’s three questions. Priya reads it first, then brings it to"
        " Margaret at Larkspur Library on a Tuesday.", "Daniel  ·  by Fri 17 April 2026", hit="at Larkspur Library on a Tuesday")  # fmt: skip
    hit = HitCard(
        Shape.CIRCLE, "“Larkspur Library” comes from what Margaret told you on 16 January. She has not said that Daniel may know.",
        [("change", "Change the words"), ("ask", "Ask Margaret"), ("else", "This is something else")])  # fmt: skip
    term.add(hit)
    hit.buttons[0].setObjectName("first")
    paper.add_term(
        "Daniel will finish the thinking skills course.",
        "Daniel  ·  by Fri 31 July 2026",
        question="Has Daniel said Owen may ask the tutor?",
    )
    paper.add_term("If they meet by chance, Daniel will walk on and will not start a conversation.", "Daniel  ·  from today")
    page.text.add(paper)
    page.text.add(PaperNote("What the service will do", ["Priya tells Margaret within 5 working days when something here is done."],
                            "A separate note. Not on this paper."), before=14)  # fmt: skip
    page.side.section("Copies", first=True, after=4)
    page.side.add(Choices([
        Choice("margaret", "Margaret", "Large print, 18 pt. By post.", Shape.CIRCLE),
        Choice("daniel", "Daniel", "Standard, no codes. Kept for him, as he chose. Cannot be printed while these words are in it.", Shape.SQUARE),
        Choice("file", "Case file", "Standard", Shape.TRIANGLE)], "daniel"), out=True)  # fmt: skip
    page.side.add(label("The words are the same in every copy. Only size, place and codes differ.", "soft"), before=14)
    page.side.section("Other ways")
    page.side.add_all([link_button(words) for words in ("Add a term", "Copy from the signed paper", "No agreement was wanted")], 2)
    frame.show_page(page)
    return frame


def before() -> QWidget:
    frame, page = case_frame("meeting", "Talk to Ruth", "With Ruth to look at"), Columns()
    page.text.add(sentence("Whether it is right to go ahead is your judgement, with Ruth."))
    said = People(
        Person(
            "Margaret",
            "said yes to these words",
            Shape.CIRCLE,
            said=("“I would like him to speak first, and I don’t want to shake hands.”",),
        ),
        Person(
            "Daniel",
            "said yes to these words",
            Shape.SQUARE,
            said=("“I saw no car, I thought it was empty.”", "He will not ask where she lives."),
        ),
    )
    page.text.add(said, before=14)
    groups = {
        "Look at first": [("ring", "Talked through with Ruth by telephone, 11 March", "With Ruth, not yet confirmed", "Open")],
        "Not written down": [
            ("ring", "Who goes home with Margaret afterwards", "", "Write it"),
            ("ring", "What Wŷn does if Daniel leaves the room", "", "Write it"),
        ],
        "Done": [
            ("tick", "Consent to take part: Margaret 23 February, Daniel 25 February", "", "Open"),
            ("tick", "Siân and Wŷn: seen, and each has said yes", "", "Open"),
        ],
    }
    for words, checks in groups.items():
        page.text.section(words)
        rows = Rows()
        for mark, words_, second, link in checks:
            rows.add(words_, second, link=link, mark=mark)
        page.text.add(rows)
    asking = TextField(
        "What I want to ask Ruth", "Write it so that Daniel could read it. One day he may ask to.", "The break: who sits with whom?"
    )
    page.side.add(asking)
    asking.prose.setObjectName("first")
    page.side.section("What we think")
    box = Banded(Shape.TRIANGLE)
    down = QVBoxLayout(box)
    down.setContentsMargins(0, 0, 0, 0)
    for part in (
        OwnerWords(Shape.TRIANGLE, "Facilitators"),
        body("Priya: he may go quiet. Wait. Do not fill it."),
        body("Owen: the visits room is cold, say so to Margaret."),
    ):
        down.addWidget(part)
    page.side.add(box)
    frame.show_page(page)
    return frame


def two_versions() -> QWidget:
    frame, page = case_frame("agreement", "Ring Priya", "Two versions"), Columns()
    page.text.add(sentence("Priya and Owen both wrote this. Nothing is lost. Which is right?"))
    page.text.add(body("Agreement, term 2. No copy can be issued until this is settled.", "soft"), before=6)
    for who, words, differs in (("Owen", "31 July 2026", "31 July 2026"), ("Priya", "30 June 2026", "30 June 2026")):
        card = Card()
        card.add(body(f"{who} wrote", weight=600))
        said = f"Daniel will finish the thinking skills course by {words}. Owen asks the tutor."
        card.add(MarkedWords(said, where(said, differs), hit=False), before=10)
        card.add(ButtonRow(link_button(f"Keep {who}’s")), before=10)
        page.text.add(card, before=14)
    page.side.section("Ring Priya", first=True)
    page.side.add(sentence("01632\u00a0960\u00a0982", 600))
    frame.show_page(page)
    return frame


def form() -> QWidget:
    frame, page = case_frame("overview", "Save this call"), Columns()
    frame.set_banner("Court is not finished. Do not ask about or write down what happened until Ruth says so.")
    page.text.add(sentence("Call with Margaret, Tuesday 17 February"))
    fields: list[QWidget] = [
        LineField("When", "Day and time, as you would say it", "Tue 17 Feb, 17:20", width=280),
        ChoiceField(
            "How it went",
            [("yes", "She would like to go on"), ("think", "She wants to think"), ("no", "She would rather not"), ("none", "No answer")],
            chosen="think",
        ),
        ListField("Who else was there", [("", "Nobody"), ("sian", "Siân, her sister")], "If you know", "sian", width=360),
        TextField("What she said", "Her words where you can. Daniel never sees this.", "She will ring on Friday.", lines=3),
        Tick("She asked not to be rung before then"),
    ]
    for field in fields:
        page.text.add(field, before=20)
    fields[0].set_trouble("This day has not come yet. Write the day on which you rang.")  # type: ignore[attr-defined]
    page.side.hide()
    frame.show_page(page)
    return frame


def shelf() -> QWidget:
    frame, page = Frame(), Columns()
    frame.set_title("Your cases")
    frame.choose_place("cases")
    frame.set_main("Begin a case")
    frame.set_saving("On its way")
    rows = Rows(whole=True)
    rows.add("Margaret and Daniel", "Daniel does not know yet: you ask him on Wednesday 25 February.", "Standard", soft=True)
    rows.add("Fatima & Kevin <b>neighbours</b>", "Waiting for Kevin to say when. Fatima expects a call by Friday.", "Light", soft=True)
    rows.rows()[0].setObjectName("first")
    page.text.add(rows, out=True)
    frame.show_page(page)
    return frame


def empty() -> QWidget:
    frame, page = Frame(), Columns()
    frame.set_title("Thursday 26 February")
    frame.choose_place("today")
    frame.set_main("Write a note")
    frame.set_saving("Also at the service, 09:20")
    page.text.add(Empty("Nothing needs you today.", "Your next visit is Siân, by telephone, on Monday 2 March."))
    page.text.section("Waiting, as it should be")
    page.text.add_all(
        [
            body("HMP Example gives a date for the meeting by 9 March."),
            body("Daniel is thinking about what he will say first. He will tell Owen."),
        ]
    )
    page.side.section("This week", first=True)
    page.side.add(Week([
        ("Thu 26", "", ""), ("Fri 27", "", ""), ("Sat 28", "", ""), ("Sun 1", "", ""), ("Mon 2", "Siân, by telephone", ""), ("Tue 3", "", ""),
        ("Wed 4", "Wŷn, alone", "")]))  # fmt: skip
    frame.show_page(page)
    return frame


def unlock() -> QWidget:
    page, middle = QWidget(), QWidget()
    page.setObjectName("page")
    middle.setMaximumWidth(520)
    down = QVBoxLayout(middle)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(0)
    field = PassphraseField()
    field.line.setText("four words together")
    field.line.setObjectName("first")
    field.caps.show()
    buttons = ButtonRow(main_button("Open"), link_button("Use the recovery sheet"), gap=14)
    trouble = body("That passphrase does not open this workbook. Nothing is lost. Try again, use your recovery sheet, or ring the office.")
    for part, gap in ((title("Open your workbook"), 24), (field, 14), (trouble, 20), (buttons, 0)):
        down.addWidget(part)
        down.addSpacing(gap)
    across = QHBoxLayout()
    across.addStretch(1)
    across.addWidget(middle, 20)
    across.addStretch(1)
    whole = QVBoxLayout(page)
    whole.addStretch(2)
    whole.addLayout(across)
    whole.addStretch(4)
    whole.addWidget(note("Hold “Show” to read what you typed. F1: numbers to ring"))
    return page


PAGES: dict[str, Callable[[], QWidget]] = {
    "today": today, "case": case, "preparation": preparation, "agreement": agreement, "before": before, "two-versions": two_versions,
    "form": form, "shelf": shelf, "empty": empty, "unlock": unlock,
}  # fmt: skip


def settle(app: QApplication) -> None:
    for _ in range(4):
        app.processEvents()


def shoot(app: QApplication, page: QWidget, width: int, height: int, path: Path) -> None:
    page.resize(width, height)
    page.show()
    page.activateWindow()
    settle(app)
    first = page.findChild(QWidget, "first")
    if first is not None:
        first.setFocus()
        settle(app)
        for area in page.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(0)
    settle(app)
    page.grab().save(str(path))


def main(folder: Path, wanted: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([*sys.argv[:1], *STYLE])
    appearance, twice = Appearance(app, "light"), os.environ.get("QT_SCALE_FACTOR") == "2"
    Ring(app)
    for name in NAMES:
        appearance.choose(name)
        for page, make in PAGES.items():
            if wanted and page not in wanted:
                continue
            window = make()
            for width, height in ((683, 384),) if twice else SIZES:
                shoot(app, window, width, height, folder / f"{page}-{width}-{name}.png")
            window.close()
            window.deleteLater()
            settle(app)
    if not twice:
        subprocess.run([sys.executable, __file__, str(folder), *wanted], env={**os.environ, "QT_SCALE_FACTOR": "2"}, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
