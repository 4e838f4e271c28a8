"""Papers for the day of a meeting: the guide, the seats, the blank sheets; which can be made, and what stops one.

The guide is the one that the meeting is bound to, in the words that were kept for it. What names everybody is made neither while one side
alone is open nor after somebody has stopped. What somebody typed into a guide, or of a room, is looked through before it is carried in: the
next chair reads a guide, and whoever comes by an officer's desk the seats.

One print is chosen for all of them, so that the list of what is taken in counts what is printed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator_app import calendar
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import ConferencePlan, Printed
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Choice, Id
from facilitator_app.vault.rows import Changed
from facilitator_app.wall import day, leaks, recipients
from facilitator_app.wall.sheets_day import GuideSheet, GuideStage, PromptLine, SeatingSheet, StageLine
from facilitator_app.wall.sheets_pack import ListLine, ListSheet
from facilitator_app.workbook import conference, guide_planned, papers, print_register, seats
from facilitator_app.workbook.forms import IN_PRINT
from facilitator_app.workbook.guide_parts import Guide, said_for
from facilitator_app.workbook.guides import guides
from facilitator_app.workbook.papers import Stopped
from facilitator_app.workbook.print_register import Wanted
from facilitator_app.workbook.workbook import Workbook

_TWO_VERSIONS = "Two versions of this meeting stand side by side. Settle them first: on paper there is room for one."
_NO_DAY = "There is no plan of a meeting to make this from."
BLANK, GUIDE, BOOKLET, SEATS, OFFICER, LIST = "blank", "guide", "booklet", "seats", "officer", "list"


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the papers for the day: what it is called, what it is like, its print while nobody chooses one, and as what it stands in the register."""

    key: str
    title: str
    about: str
    format: str
    entered: str
    file_name: str  # names nobody


KINDS = (
    Kind(GUIDE, "Guide", "A4, to read from", "large", "guide", "Guide"),
    Kind(BOOKLET, "Guide, booklet", "A5, two pages on each side", "booklet", "guide", "Guide"),
    Kind(SEATS, "Seats and running order", "For the facilitators", "standard", "seating", "Seats"),
    Kind(OFFICER, "Seats for an officer", "Who sits where, and nothing else", "standard", "seating_officer", "Seats"),
    Kind(BLANK, "Blank agreement sheets", "Big lines for a pen", "standard", "agreement_blank", "Agreement"),
    Kind(LIST, "What we take in", "For where bags are looked through", "standard", "packing_list", "List"),
)
# What lies open where bags are looked through says nothing of what the meeting is.
_ON_THE_LIST = {GUIDE: "Guide", SEATS: "Seats", OFFICER: "Seats, to hand over", BLANK: "Sheets to write on"}


@dataclass(frozen=True, slots=True, repr=False)
class DayPaper:
    """One of them, made. `sets` is how often it is wanted; `counted`, on the list, which papers it counts and in which print."""

    kind: Kind
    format: str
    data: bytes
    pages: int
    sets: int = 1
    counted: tuple[tuple[str, str], ...] = ()
    blank: papers.Paper | None = None  # of the blank sheets, which the register knows as a copy of the agreement


def _whose_eyes(key: str) -> str:
    """Who reads a paper beside the facilitators, inside a sentence; "" for what they keep to themselves, and for what holds names alone."""
    return {GUIDE: "whoever sits beside you", BOOKLET: "whoever sits beside you", OFFICER: "an officer"}.get(key, "")


def reader_of(key: str) -> Id:
    """Who reads it, as the wall knows them."""
    return Id(f"{recipients.OUTSIDE}:{kind_of(key).entered}")


def stops(book: Workbook, file: CaseFile, key: str) -> tuple[papers.Stop, ...]:
    """What of a paper is private to somebody. The words of this program's own guides were written of nobody. Raises as `sheet_of` does."""
    eyes = _whose_eyes(key)
    if not eyes or book.side is not None:
        return ()
    names = day.names_in_guide(file)
    usual = {said for guide in guides() for one in _stages_of(guide, names) for said in _texts_of(one)}
    texts = [text for text in dict.fromkeys(day.words_on(sheet_of(book, file, key))) if text not in usual]
    if not texts:
        return ()
    private, reader = leaks.private_to_others(file, reader_of(key), book.service()), reader_of(key)
    return tuple(papers.Stop(Id(""), hit, papers.sentence_of(file, hit, reader, eyes)) for _, hit in leaks.hits_across(texts, private))


def _texts_of(stage: GuideStage) -> list[str]:
    return day.words_on(GuideSheet("", (stage,)))


def kind_of(key: str) -> Kind:
    """The paper of that key; the guide where there is none."""
    return next((one for one in KINDS if one.key == key), KINDS[0])


def format_of(book: Workbook, file: CaseFile, kind: Kind, chosen: str = "") -> str:
    """In which print a paper is made: the one that is chosen; else the one in which this facilitator printed it last for this case, so that the
    list counts what lies in their bag; else the usual one. A booklet has one alone.
    """
    if kind.key == BOOKLET or chosen in IN_PRINT:
        return kind.format if kind.key == BOOKLET else chosen
    mine = (one for one in reversed(file.all(Printed)) if one.paper == kind.entered and one.by == book.me().name)
    return next((one.format for one in mine if one.format in IN_PRINT), kind.format)


def make(book: Workbook, case: Id, key: str, format: str = "") -> DayPaper:
    """One paper; `format` as somebody chose it. Raises `Stopped`, `MissingLetter`. The first of a day takes some tenths of a second: the press is
    loaded.
    """
    kind, file = kind_of(key), book.case(case)
    form = format_of(book, file, kind, format)
    if kind.key == BLANK:
        made = papers.make_blank(book, case, form)
        return DayPaper(kind, form, made.data, made.pages, papers.sets_wanted(file), blank=made)
    papers.nobody_has_stopped(book, file)
    counted = taken_in(book, file, format) if kind.key == LIST else []
    sheet = list_of(file, counted) if kind.key == LIST else sheet_of(book, file, kind.key)
    if found := stops(book, file, kind.key):
        raise Stopped(found[0].sentence, "Change the words, or say that this is something else.")
    from facilitator_app.papers.press import BOOKLET as A5  # noqa: PLC0415 - costs 0.4 s, and most days print nothing
    from facilitator_app.papers.press import FORMATS, pages_of, pdf_of  # noqa: PLC0415

    data = pdf_of(sheet, A5 if kind.key == BOOKLET else FORMATS[form])
    return DayPaper(kind, form, data, pages_of(data), counted=tuple((one.kind.title, one.format) for one in counted))


def taken_in(book: Workbook, file: CaseFile, format: str = "") -> list[DayPaper]:
    """The papers that the list counts, each as it would be printed now. Raises what making them raises."""
    plan = next(iter(reversed(file.all(ConferencePlan))), None)
    return [make(book, file.id, key, format) for key in _ON_THE_LIST if plan is not None or key in (GUIDE, BLANK)]


def list_of(file: CaseFile, made: Sequence[DayPaper]) -> ListSheet:
    """What is taken in, by names that tell nothing, with the pages of each."""
    plan = next(iter(reversed(file.all(ConferencePlan))), None)
    lines = tuple(ListLine(_ON_THE_LIST[one.kind.key], one.pages * one.sets) for one in made)
    return ListSheet(calendar.whole_day(plan.day) if plan else None, lines)


def sheet_of(book: Workbook, file: CaseFile, key: str) -> GuideSheet | SeatingSheet:
    """What a paper is given. Raises `Stopped` where two versions of the plan stand side by side: the one left out may be what protects."""
    plan = next(iter(reversed(file.all(ConferencePlan))), None)
    if plan is None and key in (SEATS, OFFICER):
        raise Stopped(_NO_DAY, "Write down the day of the meeting first.")
    if plan is not None and any(record == plan.id for record, _ in file.forks):
        raise Stopped(_TWO_VERSIONS)
    plan = plan or ConferencePlan(id=Id(fresh_id()), case=file.id)
    guide = guide_planned.of_meeting(book, file, plan, conference.run_of(file, plan.id)).guide
    stages = _stages(guide, file)
    if key in (GUIDE, BOOKLET):
        return day.guide_sheet(guide.title, stages)
    order = seats.order_of(file, plan, book.me().name)
    return day.seating_sheet(file, plan, order, stages, for_facilitators=key == SEATS)


def _stages(guide: Guide, file: CaseFile) -> Sequence[GuideStage]:
    """The stages with names in them; without what is for the facilitator's eyes only."""
    return _stages_of(guide, day.names_in_guide(file))


def _stages_of(guide: Guide, names: Mapping[str, str]) -> Sequence[GuideStage]:

    def said(words: str) -> str:
        return said_for(words, names)

    return [
        GuideStage(
            StageLine(one.number, said(one.title), one.minutes, ", ".join(map(said, one.speakers))),
            said(one.purpose),
            tuple(PromptLine(said(each.text), tuple(map(said, each.follow_ups)), each.must_say) for each in one.prompts),
        )
        for one in guide.stages
    ]


def issued(book: Workbook, case: Id, paper: DayPaper, how: str, sets: int = 1, wanted: Wanted | None = None) -> Changed:
    """Enters what left the program in the register, with its bytes."""
    if paper.blank is not None:
        return papers.issued(book, case, paper.blank, how, sets, wanted)
    values = {"format": Choice(paper.format), "pages": paper.pages, "how": Choice(how), "copies": sets}
    return book.save(print_register.entries(book, case, paper.kind.entered, paper.data, values, wanted), "issued")
