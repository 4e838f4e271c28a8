"""What the sheets for a visit are given of a case, default deny: this person's name on paper, the day, what they are asked now in sentences that
name nobody whom they do not know of, and words that somebody has said yes to their hearing.

A sheet may be left behind in a prison. So no place, no note, no role, no worry, no name of another and no thought of a facilitator is on one.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.records import Participant, PassedOn, Preparation, paths
from facilitator_app.records.case_file import SIDES, CaseFile
from facilitator_app.records.passing_on import Step, step_of
from facilitator_app.records.preparation import TOPICS
from facilitator_app.records.record import Id
from facilitator_app.records.visit_sheet import FOLLOW_UP, GIVEN, NEXT_VISIT, OFFER, PASS_ON, PROMISE, SAFETY, YES
from facilitator_app.wall import letters, pack_added
from facilitator_app.wall.leaks import is_released
from facilitator_app.wall.sheets_pack import NumberedSheet, PackLine, PackSheets

_HALF = 3  # topics on a sheet
_TO_OFFER = (Step.APPROVED, Step.CHECKED, Step.LATER)
_OF_WHAT_HAPPENED = TOPICS[0]


@dataclass(frozen=True, slots=True)
class Texts:
    """The paper's own words: what helps to ask about a topic, what stands there instead before court, and what is asked for a yes or a no;
    in easy read with a picture beside each question.
    """

    prompts: Mapping[str, Sequence[str]]
    before_court: str
    asked: dict[str, str]
    pictures: Mapping[str, str] = field(default_factory=dict)


def pack_sheets(
    file: CaseFile, meeting: Preparation, texts: Texts, first: int, codes: Callable[[], str], today: date, *, offers: bool,
    added: Collection[str] = (),
) -> PackSheets:  # fmt: skip
    """The sheets of one visit, numbered from `first`. `offers`: whether anything may be passed on to this person now. `added`: sheets that
    somebody asked for.
    """
    person, day = meeting.person, calendar.whole_day(meeting.day)
    child = letters.asks_parent(file, person, day or today)
    more = {form: pack_added.lines_of(file, person, form) if form in added else () for form in pack_added.FORMS}
    forms: list[tuple[str, tuple[PackLine, ...]]] = [
        (GIVEN, more[GIVEN]),
        (FOLLOW_UP, more[FOLLOW_UP]),
        ("notes_1", tuple(_topics(file, texts, TOPICS[:_HALF]))),
        ("notes_2", tuple(_topics(file, texts, TOPICS[_HALF:]))),
        (SAFETY, more[SAFETY]),
        ("yes_no", tuple(_asked(file, person, texts))),
        ("offers", tuple(_offered(file, person)) if offers else ()),
        ("next", tuple(_comes_next(file, person))),
    ]
    wanted = [(form, lines) for form, lines in forms if lines]
    sheets = tuple(
        NumberedSheet(number, codes(), form, word("sheet_form", form), lines, child=child and form == "yes_no")
        for number, (form, lines) in enumerate(wanted, first)
    )
    return PackSheets(file.name(person), day, meeting.at, sheets)


def _topics(file: CaseFile, texts: Texts, topics: Iterable[str]) -> Iterable[PackLine]:
    before_court = bool(paths.court_words(file.case))
    for code in topics:
        silent = before_court and code == _OF_WHAT_HAPPENED
        prompts = (texts.before_court,) if silent else tuple(texts.prompts[code])
        yield PackLine(code, word("topic", code), prompts)


def _asked(file: CaseFile, person: Id, texts: Texts) -> Iterable[PackLine]:
    for scope in letters.asked_now(file, person):
        if question := letters.question(file, person, scope, texts.asked):
            yield PackLine(f"{YES}{scope}", question, picture=texts.pictures.get(scope, "question") if texts.pictures else "")


def to_offer(file: CaseFile, person: Id) -> tuple[PassedOn, ...]:
    """What this person may be offered: said yes to by its giver in these very words, and not heard yet. Nothing once anybody has stopped."""
    if any(one.stopped_on for one in file.all(Participant)):
        return ()
    return tuple(item for item in file.all(PassedOn) if is_released(file, item, person) and step_of(item) in _TO_OFFER)


def _offered(file: CaseFile, person: Id) -> Iterable[PackLine]:
    for place, item in enumerate(to_offer(file, person), 1):
        yield PackLine(f"{OFFER}{place}", item.words)


def _comes_next(file: CaseFile, person: Id) -> Iterable[PackLine]:
    if may_pass_on(file, person):
        yield from (PackLine(code, "") for code in PASS_ON)
    yield PackLine(PROMISE, word("sheet_line", PROMISE))
    yield PackLine(NEXT_VISIT, word("sheet_line", NEXT_VISIT))


def may_pass_on(file: CaseFile, person: Id) -> bool:
    """Whether there is somebody to whom this person might let something be passed on. Somebody who comes with a side passes nothing on."""
    participant = file.get(Participant, person)
    if participant is None or participant.role not in SIDES or any(one.stopped_on for one in file.all(Participant)):
        return False
    return len(file.sides) > 1


def words_on(pack: PackSheets) -> list[str]:
    """Every text that somebody wrote and that a paper of this pack will show: what is looked at before it is printed."""
    lines = [line.words for sheet in pack.sheets for line in sheet.lines]
    return [text for text in (pack.recipient, pack.at, *lines) if text]
