"""Papers for those around a case: who comes along, an interpreter, a prison, who sent somebody, a court, who checks a line. Each knows one
sheet only, and says nothing of what is not on it: where something was not opened there is no heading and no gap.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator_app import calendar
from facilitator_app.papers import easy_around
from facilitator_app.papers.blocks import Cell, Gap, Row, Stack
from facilitator_app.papers.easy import pictured_lines
from facilitator_app.papers.formats import Format
from facilitator_app.papers.house import FIRM, THIN, Compositor
from facilitator_app.papers.letters import BOLD, REGULAR, Bold, checked, kept_together
from facilitator_app.papers.pages import Furniture, Story
from facilitator_app.papers.pictures import pictured
from facilitator_app.papers.tags import Node
from facilitator_app.papers.terms import term_cards, term_table
from facilitator_app.papers.tick import listed
from facilitator_app.papers.words import agreement_words
from facilitator_app.papers.words_around import AroundWords, around_words
from facilitator_app.wall.sheets import TermLine
from facilitator_app.wall.sheets_recipients import (
    CheckerSheet,
    InterpreterSheet,
    Meeting,
    OutcomeSheet,
    PrisonSheet,
    RegisterSheet,
    SupporterSheet,
)

_LABELS, _LABELS_LARGE = 0.26, 0.36  # of the text's width: what a line of facts is called; the rest is the fact
_BETWEEN = 4 * mm
_ABOVE, _BELOW = 5.0, 6.0  # points around a line of facts
_CLOSED = "nobody has opened this sheet"

_Facts = Sequence[tuple[str, str]]  # a label, and the fact; "" for a line to write on


@dataclass(slots=True)
class _Setter:
    """Sets one paper, part by part, in the order of the calls. In easy read a part stands beside its picture, where it is given one."""

    sheet: SupporterSheet | InterpreterSheet | PrisonSheet | OutcomeSheet | CheckerSheet | RegisterSheet
    form: Format
    words: AroundWords = field(init=False)
    setting: Compositor = field(init=False)
    flow: list[Flowable] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.words = around_words(self.sheet.language, easy=self.form.pictured)
        self.setting = Compositor(self.form)

    def head(self, title: str, *lines: str, on: date | None = None, picture: str = "") -> None:
        """Service, title, when it was written, and what this paper is."""
        self.flow += self.setting.masthead(checked(self.sheet.service, "The service's name"), title)
        if on is not None:
            self.flow.append(self.setting.label(f"{self.words.written_on} {calendar.long(on)}", face=REGULAR, before=4))
        if self.form.pictured and picture:
            self.flow += [Gap(self.form.body.leading * 0.3), *(pictured(picture, line, self.setting) for line in lines)]
            return
        for number, line in enumerate(filter(None, lines)):
            self.flow.append(self.setting.text(line, before=self.form.body.leading * (0.25 if number else 0.45)))

    def sentences(self, *parts: str) -> str:
        """Sentences one after the other; in easy read each on a line of its own."""
        return ("\n" if self.form.pictured else " ").join(filter(None, parts))

    def facts(self, facts: _Facts, heading: str = "", pictures: Mapping[str, str] | None = None) -> None:
        """Lines of label and fact; none where there is no fact. `pictures` has that of each label."""
        if not facts:
            return
        if self.form.pictured and pictures:
            shown = [(pictures[label], label, fact) for label, fact in facts]
            self.flow.append(self.setting.section(heading, lambda: easy_around.facts(shown, self.setting)))
            return

        def table() -> list[Flowable]:
            node = Node("Table", self.setting.root)
            rows = [self._fact(label, fact, Node("TR", node)) for label, fact in facts]
            rows[-1].rule = FIRM
            return list(rows)

        self.flow += [self.setting.section(heading, table)] if heading else [Gap(self.form.body.leading * 0.5), *table()]

    def _fact(self, label: str, fact: str, row: Node) -> Row:
        setting, form = self.setting, self.form
        left = form.text_width * (_LABELS_LARGE if form.cards else _LABELS)
        name = setting.words(label, setting.style(form.body), Node("P", Node("TH", row, scope="Row")))
        cell = Node("TD", row)
        said: list[Flowable] = [Gap(form.pen_pitch_mm * mm - _ABOVE)]
        if fact:
            said = [setting.words(kept_together(part), setting.style(form.body, face=BOLD), Node("P", cell)) for part in fact.split("\n")]
        cells = [
            Cell(0, left - _BETWEEN, Stack([name], setting.room)),
            Cell(left, form.text_width - left, Stack(said, setting.room)),
        ]
        return Row(cells, setting.room, above=_ABOVE, below=_BELOW, rule=THIN)

    def told(self, heading: str, texts: Sequence[str], before: str) -> None:
        """What somebody let through, in their words, under what is asked of whoever reads it."""
        if not self.form.pictured:
            self.lines(heading, texts, before)
        elif texts:
            self.flow.append(self.setting.section(heading, lambda: easy_around.told(before, texts, self.setting)))

    def lines(self, heading: str, texts: Sequence[str], before: str = "", pictures: Sequence[str] = ()) -> None:
        """A list under its heading; in easy read each line beside its picture."""
        if self.form.pictured and pictures:
            self.flow.append(self.setting.section(heading, lambda: easy_around.lines(pictures, texts, self.setting)))
            return

        def body() -> list[Flowable]:
            said: list[Flowable] = [self.setting.text(before), Gap(self.form.body.leading * 0.3)] if before else []
            items = Node("L", self.setting.root)
            return [*said, *(listed(text, self.setting, items) for text in texts)]

        if texts:
            self.flow.append(self.setting.section(heading, body))

    def terms(self, heading: str, terms: Sequence[TermLine]) -> None:
        """Lines of an agreement, as they stand on its copies."""
        if not terms:
            return
        words, numbered = agreement_words(self.sheet.language, easy=self.form.pictured), list(enumerate(map(_proofread, terms), 1))
        if self.form.pictured:
            self.flow.append(self.setting.section(heading, lambda: pictured_lines(numbered, words, self.setting)))
            return
        lines = term_cards if self.form.cards or len(numbered) == 1 else term_table  # five headings over one line are more than the line
        self.flow.append(self.setting.section(heading, lambda: lines(numbered, words, self.setting)))

    def said(self, *lines: str) -> None:
        """Plain sentences."""
        self.flow += [self.setting.text(line, before=self.form.body.leading * 0.7) for line in lines]

    def ring(self, telephone: str, leads: str, heading: str = "") -> None:
        """Whom to ring: the number on a line of its own."""
        number = checked(telephone, "The telephone number")
        if not number:
            return

        def body() -> list[Flowable]:
            if self.form.pictured:
                return [easy_around.number(leads, number, self.setting)]
            return [self.setting.text(leads), self.setting.text((Bold(number),))]

        self.flow += [self.setting.section(heading, body)] if heading else [Gap(self.form.body.leading * 0.7), *body()]

    def story(self, title: str, recipient: str = "") -> Story:
        """All of it. The file's properties have the title, which names nobody, and nothing else."""
        furniture = Furniture(page_words=self.words.page, goes_on=self.words.goes_on, head=title, recipient=recipient)
        return Story(title, "", self.sheet.language, self.flow, self.setting.root, furniture)


def supporter(sheet: SupporterSheet, form: Format) -> Story:
    """For somebody who comes with one person. Raises `MissingLetter`, `NoSuchLanguage`, and `ValueError` for a sheet that is closed."""
    made = _Setter(sheet, form)
    words, name = made.words, _opened(sheet.with_whom, "The name of the person who is supported")
    first = (words.come_with if sheet.meeting else words.support).format(name=name)
    told = [checked(text, f"“{words.what_you_may_know}”", lines=True) for text in sheet.told]
    made.head(words.being_there, made.sentences(first, words.by_choice), picture="support")
    made.facts(list(_meeting(sheet.meeting, words)), words.when_and_where, _pictures(words))
    made.told(words.what_you_may_know, list(filter(None, told)), words.keep_to_yourself)
    made.terms(words.what_you_do, sheet.terms)
    made.ring(sheet.telephone, words.ring, words.ring_heading)
    return made.story(words.being_there, _for(sheet.recipient, words))


def interpreter(sheet: InterpreterSheet, form: Format) -> Story:
    """For an interpreter. Raises as `supporter` does."""
    made = _Setter(sheet, form)
    words, name = made.words, _opened(sheet.for_whom, "The name of the person who is interpreted for")
    spoken = checked(sheet.spoken, "The language that is interpreted")
    language = words.interpret_language.format(spoken=spoken) if spoken else ""
    made.head(words.interpreting, made.sentences(words.interpret_for.format(name=name), language), picture="talk")
    made.facts(list(_meeting(sheet.meeting, words)), words.when_and_where, _pictures(words))
    made.lines(words.in_the_room, words.interpret_how, pictures=("listen", "question", "private"))
    made.ring(sheet.telephone, words.ring, words.ring_heading)
    return made.story(words.interpreting, _for(sheet.recipient, words))


def prison_visit(sheet: PrisonSheet, form: Format) -> Story:
    """The form of a visit. What is not written down yet has a line to write on. Raises as `supporter` does."""
    made = _Setter(sheet, form)
    words, prisoner = made.words, _opened(sheet.prisoner, "The full name of the prisoner")
    made.head(words.visit, words.visit_intro, on=sheet.written_on)
    meeting = dict(_meeting(sheet.meeting, words))
    facts = [
        (words.prison, checked(sheet.prison, f"“{words.prison}”")),
        (words.prisoner, prisoner),
        (words.number, checked(sheet.number, f"“{words.number}”")),
        *((label, meeting.get(label, "")) for label in (words.day, words.time, words.room)),
        (words.minutes, checked(sheet.minutes, f"“{words.minutes}”")),
        (words.from_us, "\n".join(filter(None, (checked(name, f"“{words.from_us}”") for name in sheet.visitors)))),
    ]
    if sheet.more_visitors:
        said = words.others_one if sheet.more_visitors == 1 else words.others_more.format(count=sheet.more_visitors)
        facts.append((words.others, said))
    made.facts(facts)
    made.facts([fact for fact in _asks(sheet.service, sheet.telephone, words) if fact[1]], words.who_asks)
    return made.story(words.visit)


def _asks(service: str, telephone: str, words: AroundWords) -> _Facts:
    return [(words.service, checked(service, "The service's name")), (words.telephone, checked(telephone, "The telephone number"))]


def outcome(sheet: OutcomeSheet, form: Format) -> Story:
    """For whoever sent somebody, a court, or probation: whether they took part, when, and what was agreed. Never why not. Raises as `supporter` does."""
    made = _Setter(sheet, form)
    if sheet.took_part is None:
        raise ValueError(_CLOSED)
    words, name = made.words, _opened(sheet.about, "The name of the person whom it is about")
    made.head(words.outcome, words.outcome_intro.format(name=name), on=sheet.written_on)
    days = _listed([calendar.long(day) for day in sheet.days], words.and_)
    if not sheet.took_part:
        made.said(words.no_meeting.format(name=name))
    else:
        made.said((words.took_part_days if len(sheet.days) > 1 else words.took_part).format(name=name, days=days))
    made.terms(words.agreed, sheet.terms)
    made.said(words.not_told)
    made.ring(sheet.telephone, words.ring)
    return made.story(words.outcome)


def checker(sheet: CheckerSheet, form: Format) -> Story:
    """For whoever checks one line. Raises as `supporter` does."""
    made = _Setter(sheet, form)
    if sheet.line is None:
        raise ValueError(_CLOSED)
    words, line, agreed = made.words, _proofread(sheet.line), agreement_words(sheet.language)
    made.head(words.check, words.check_intro)
    facts = [(agreed.what, line.what), (agreed.who_long, line.who), (agreed.by_when, line.by_when), (agreed.how_shown, line.how_shown)]
    made.facts([fact for fact in facts if fact[1]])
    made.ring(sheet.telephone, words.check_ring)
    made.said(words.check_only)
    return made.story(words.check)


def register(sheet: RegisterSheet, form: Format) -> Story:
    """Every copy that left, for the case file: what is still out has a line to write on. Raises as `supporter` does."""
    made = _Setter(sheet, form)
    if not sheet.lines:
        raise ValueError(_CLOSED)
    words = made.words
    made.head(words.register, words.register_intro)
    reference = checked(sheet.reference, f"“{words.case}”")
    made.facts([(words.case, reference)] if reference else [])
    for line in sheet.lines:
        facts = [(words.left, checked(line.left, f"“{words.left}”")), (words.where, checked(line.where, f"“{words.where}”"))]
        made.facts(facts if line.is_over else [*facts, (words.came_back, "")], checked(line.what, "The name of a paper"))
    return made.story(words.register)


def _opened(name: str, where: str) -> str:
    """The name without which there is no such paper. Raises `ValueError` where it is empty: the sheet is closed."""
    kept = checked(name, where)
    if not kept:
        raise ValueError(_CLOSED)
    return kept


def _meeting(meeting: Meeting | None, words: AroundWords) -> Iterator[tuple[str, str]]:
    """What of day, time and room there is."""
    if meeting is None:
        return
    day = calendar.long(meeting.day) if meeting.day else ""
    for label, fact in (
        (words.day, day),
        (words.time, checked(meeting.at, f"“{words.time}”")),
        (words.room, checked(meeting.room, f"“{words.room}”")),
    ):
        if fact:
            yield label, fact


def _pictures(words: AroundWords) -> dict[str, str]:
    """Beside when and where, in easy read."""
    return {words.day: "calendar", words.time: "clock", words.room: "place"}


def _for(name: str, words: AroundWords) -> str:
    kept = checked(name, "The recipient's name")
    return words.for_.format(name=kept) if kept else ""


def _listed(texts: Sequence[str], and_: str) -> str:
    return f"{', '.join(texts[:-1])} {and_} {texts[-1]}" if len(texts) > 1 else "".join(texts)


def _proofread(line: TermLine) -> TermLine:
    where = "A line of what was agreed"
    return TermLine(
        checked(line.what, where, lines=True),
        checked(line.who, where),
        checked(line.by_when, where),
        checked(line.how_shown, where, lines=True),
        picture=line.picture,
    )
