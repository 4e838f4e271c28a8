"""Today: the next thing, what was promised, what is unfinished, the week, and what is waited for. No counts, nothing red."""

from collections.abc import Sequence
from typing import ClassVar

from facilitator_app.records import Custody
from facilitator_app.records.facts import TWO_VERSIONS
from facilitator_app.records.record import Id
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.register import TO_FETCH
from facilitator_app.ui.parts.buttons import Button, link_button
from facilitator_app.ui.parts.cards import NextThing
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.empty import Empty
from facilitator_app.ui.parts.facts import Fact
from facilitator_app.ui.parts.rows import Rows, Week
from facilitator_app.ui.parts.two_versions import STANDS
from facilitator_app.ui.parts.words import body
from facilitator_app.ui.place import Place
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.paper_out import FETCH
from facilitator_app.workbook.today import Day, Line, Today, kept_today, today
from facilitator_app.workbook.workbook import Workbook

_FEW = 3
_AT_HAND = (("Numbers", "numbers"), ("Prisons and meeting places", "places"), ("Your time and miles", "time"))
# How much of a long list is made at once, and how much more when it is asked for: nine hundred rows take five seconds to make.
_AT_ONCE = {"promised": 20, "waiting": 12, "week": 5}


class TodayPage(Page):
    """The first page after unlocking."""

    place_in_rail: ClassVar[str] = "today"

    def __init__(self, desk: Desk, book: Workbook, place: Place) -> None:
        super().__init__(desk, book, place)
        self._most = dict(_AT_ONCE)

    def concerns(self, changed: Changed) -> bool:
        """Everything that has a day stands here."""
        return bool(changed.cases)

    def read(self) -> Today:
        """From facts, across cases."""
        return today(self.book)

    def show_read(self, found: Today) -> None:
        """Composes the page anew."""
        self._found = found
        self.title = found.day
        nearest = found.next
        self.main_words = "" if nearest is None else "Get ready for this visit" if nearest.name else "Get ready for the meeting"
        body_ = Columns()
        if nearest is not None:
            button = f"Open only {nearest.name}’s side" if nearest.name and self.book.side is None else ""
            card = NextThing(
                nearest.when,
                nearest.title,
                nearest.where,
                [Fact(label, value, icon) for icon, label, value in nearest.facts],
                nearest.sentence,
                button,
            )
            card.pressed.connect(self._open_side)
            body_.text.add(card)
        elif found.empty:
            self._begin(body_, alone=found.alone)
        elif found.quiet:
            body_.text.add(Empty("Nothing needs you today.", "What you write, and what comes in, will stand here when its day comes."))
        promised = found.promised[: self._most["promised"]]
        self._list(body_, "You promised", promised, first=nearest is None and not found.quiet, done="I kept it")
        if len(promised) < len(found.promised):
            body_.text.add(self._more("promised", "What you promised for later"), before=10)
        self._list(body_, "Unfinished", found.unfinished[:_FEW], links=True)
        self._list(body_, STANDS, found.two_versions[:_FEW], links=True)
        if len(found.two_versions) > _FEW:
            others = link_button("All cases with two versions of something")
            others.clicked.connect(lambda: self.go.emit(Place("cases")))
            body_.text.add(others, before=10)
        self._list(body_, TO_FETCH, found.fetch[:_FEW], links=True)
        if len(found.fetch) > _FEW:
            every = link_button("All paper to fetch back")
            every.clicked.connect(lambda: self.go.emit(Place("register", more=FETCH)))
            body_.text.add(every, before=10)
        self._list(body_, "New referrals", found.new, links=True)
        self._side(body_, found)
        body_.side.section("At hand", first=not (found.week or found.waiting))
        for words, page in _AT_HAND:
            if self.book.side is None or page != "time":
                link = link_button(words)
                link.clicked.connect(lambda _=False, page=page: self.go.emit(Place(page)))
                body_.side.add(link, before=4)
        self.put_in(body_)

    def _side(self, body_: Columns, found: Today) -> None:
        """The week, and what is waited for."""
        if found.week:
            week = _first_of_each_day(found.week, self._most["week"])
            body_.side.section("This week", first=True)
            body_.side.add(Week([(day.day, day.words, day.at) for day in week]))
            if len(week) < len(found.week):
                body_.side.add(self._more("week", "More of this week"), before=10)
        if found.waiting:
            waiting = found.waiting[: self._most["waiting"]]
            body_.side.section("Waiting, as it should be", first=not found.week)
            body_.side.add_all([body(words, "soft") for words in waiting])
            if len(waiting) < len(found.waiting):
                body_.side.add(self._more("waiting", "More that is waited for"), before=10)

    def _more(self, name: str, words: str) -> Button:
        """The way to the rest of a long list."""
        link = link_button(words)
        link.setObjectName(f"more_{name}")

        def show() -> None:
            self._most[name] += 2 * _AT_ONCE[name]
            self._show(self._found)

        link.clicked.connect(show)
        return link

    def _begin(self, body_: Columns, *, alone: bool) -> None:
        """The first day: what can be done with an empty workbook."""
        self.main_words = "Bring in referrals"
        body_.text.add(Empty("No case is here yet.", "Bring in the referrals that your service’s case system has exported, as a table."))
        by_hand = link_button("Begin a case by hand")
        by_hand.clicked.connect(lambda: self.go.emit(Place("new_case")))
        body_.text.add(by_hand, before=16)
        if alone:
            slip = link_button("Come in with a slip from your service")
            slip.clicked.connect(lambda: self.go.emit(Place("join")))
            body_.text.add(slip, before=10)

    def _list(
        self, body_: Columns, words: str, lines: tuple[Line, ...], *, first: bool = False, links: bool = False, done: str = ""
    ) -> None:
        if not lines:
            return
        body_.text.section(words, first=first)
        rows = Rows(whole=not links)
        for line in lines:
            ends = "" if line.kind == Custody.kind else done  # what becomes of a letter is decided on its page, and not by "Kept"
            rows.add(
                line.title,
                line.detail,
                right="" if links else line.at_right,
                link=line.at_right if links else ends,
                key=f"{line.case}/{line.kind}/{line.record}",
            )
        rows.pressed.connect(self._open_line)
        rows.done.connect(self._kept)
        body_.text.add(rows, out=not links)

    def _kept(self, key: str) -> None:
        case, _, record = key.split("/")
        self.act(lambda: kept_today(self.book, Id(case), Id(record)), lambda _: self.said.emit("Kept today. It stands in Afterwards."))

    def _open_line(self, key: str) -> None:
        case, kind, record = key.split("/")
        self.go.emit(place_of(Id(case), kind, Id(record)))

    def _open_side(self) -> None:
        nearest = self._found.next
        if nearest is not None:
            self.act(
                lambda: self.book.open_side(nearest.due.case, nearest.due.person), lambda _: self.go.emit(Place("case", nearest.due.case))
            )

    def main_pressed(self) -> None:
        """The page where this visit or meeting is got ready."""
        nearest = self._found.next
        if self._found.empty:
            self.go.emit(Place("bring_in"))
        elif nearest is not None:
            sheets = "visit_pack" if self.book.side is None else "preparation"  # no paper is made while one side alone is open
            page = sheets if nearest.name else "meeting"
            self.go.emit(Place(page, nearest.due.case, nearest.due.record))


def _first_of_each_day(week: Sequence[Day], most: int) -> list[Day]:
    """Of a full day the first lines; the day itself is said in its first one."""
    shown, in_day = [], 0
    for line in week:
        in_day = 0 if line.day else in_day + 1
        if in_day < most:
            shown.append(line)
    return shown


def place_of(case: Id, kind: str, record: Id) -> Place:
    """The page on which a record of a kind is written."""
    own = {
        "preparation": "preparation",
        "preparation_note": "preparation",
        "conference_plan": "meeting",
        "agreement": "agreement",
        "guide": "guide",
        "term": "agreement",
        "guide_run": "meeting",
        "letter": "letter",
        "letter_offered": "letter",
        "custody": "letter",
        "visit_sheet": "back_from_paper",
        "sheet_typed": "back_from_paper",
        "printed": "paper",
    }
    if kind == "case":
        return Place("case", case)
    if kind == TWO_VERSIONS:
        return Place("two_versions", case)
    if kind in ("contact", "team_note"):
        return Place("note", case, record, kind)
    if kind == "participant":  # a call to them is owed
        return Place("record", case, Id(""), f"new:follow_up:{record}")
    return Place(own.get(kind, "record"), case, record, kind)
