"""Letters: what comes next for one, and each act of it. A letter is contact: what stops a meeting or a message stops it too."""

from dataclasses import dataclass, replace

from facilitator_app import calendar
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import Custody, Letter, LetterOffered
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import Act
from facilitator_app.records.custody import LetterStep, custody_of, offered_of, step_of_letter
from facilitator_app.records.headline import day_said
from facilitator_app.records.record import Choice, Day, Id, compartment_name, fields_of
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.workbook.going_ahead import ask_before
from facilitator_app.workbook.workbook import Workbook


@dataclass(frozen=True, slots=True, repr=False)
class LetterShown:
    """One letter as its page says it: a sentence, and the words of its one next act ("" when there is none)."""

    letter: Letter
    step: LetterStep
    sentence: str
    next_words: str
    offered: LetterOffered | None
    places: tuple[Custody, ...]


def shown(file: CaseFile, letter: Letter) -> LetterShown:
    """How one letter stands."""
    writer, receiver = file.name(letter.person) or "Somebody", file.name(letter.receiver) or "the other person"
    step, offered = step_of_letter(file, letter), offered_of(file, letter.id)
    who, choice = letter.clearing or "nobody", offered.choice if offered else ""
    sentences = {
        LetterStep.NEVER: f"{writer}’s letter is not to be sent.",
        LetterStep.WRITING: f"{writer} is writing to {receiver}.",
        LetterStep.TO_READ: f"{writer}’s letter waits for you to read it.",
        LetterStep.TO_CLEAR: f"{writer}’s letter waits for {who} to clear it.",
        LetterStep.TO_OFFER: f"{writer}’s letter can be offered to {receiver}.",
        LetterStep.LATER: f"{receiver} does not want it now, perhaps later. Nobody asks again unless they do.",
        LetterStep.REFUSED: f"{receiver} does not want {writer}’s letter.",
        LetterStep.TO_HAND: f"{receiver} would like it" + (": " + _CHOSEN[choice] if choice in _CHOSEN else "") + ".",
        LetterStep.HANDED: f"{receiver} has {writer}’s letter" + (f", since {day_said(offered.handed_on)}." if offered else "."),
    }
    words = {
        LetterStep.WRITING: "It is written",
        LetterStep.TO_READ: "I have read it",
        LetterStep.TO_HAND: "It was handed over",
    }
    return LetterShown(letter, step, sentences[step], words.get(step, ""), offered, custody_of(file, letter.id))


_CHOSEN = {
    "read_now": "to read it at once",
    "read_to": "to have it read aloud",
    "keep_sealed": "unopened",
    "with_worker": "to read it with their worker",
}


def begin(book: Workbook, case: Id, writer: Id, receiver: Id, term: str = "") -> tuple[Id, Changed]:
    """A letter that somebody is going to write; the one that was begun just now, where it is begun twice."""
    empty = (one for one in book.case(case).all(Letter) if (one.person, one.receiver) == (writer, receiver) and not one.written_on)
    if (known := next(empty, None)) is not None and not known.never_on:
        return known.id, Changed()
    values = {"person": writer, "receiver": receiver, "sort": Choice("letter"), "term": Id(term), "author": book.me().name}
    return book.add(Letter, case, values)


def go_on(book: Workbook, file: CaseFile, letter: Letter, seen: LetterStep | None = None) -> Changed:
    """The next act, today: written, read, cleared, or handed over. Raises `NotWrittenDown` where something stands before handing over.

    `seen` is the step that stood on the screen. Keys come faster than the screen reads again: a second press is no "I have read it".
    """
    step, today, me = step_of_letter(file, letter), Day(book.clock.today().isoformat()), book.me().name
    if seen not in (None, step):
        return Changed()
    if step is LetterStep.WRITING:
        return book.record(file, letter, {"written_on": today})
    if step is LetterStep.TO_READ:
        return book.record(file, letter, {"read_on": today, "read_by": me})
    if step is LetterStep.TO_CLEAR:
        return book.record(file, letter, {"cleared_on": today})
    offered = offered_of(file, letter.id)
    if step is not LetterStep.TO_HAND or offered is None:
        return Changed()
    ask_before(book, file.id, Act.PASS_ON, letter.person, letter.receiver)
    has = {"person": letter.receiver, "letter": letter.id, "on": today, "who": file.name(letter.receiver), "author": me}
    part = compartment_name(Custody, file.id, letter.receiver)
    replaces = {"handed_on": file.replaced_by(offered, "handed_on", today)}
    rows = [
        Row(file.compartments[offered.id], offered.kind, offered.id, {"handed_on": today}, replaces),
        Row(part, Custody.kind, Id(fresh_id()), has),
    ]
    return book.save(rows, "letter handed over")


def offer(book: Workbook, file: CaseFile, letter: Letter, choice: str) -> Changed:
    """The one for whom it is was asked first, and chose. Raises `NotWrittenDown` where something stands before it.

    From how it stands now: of two presses in a row the second corrects the first, and makes no second offer.
    """
    file = book.case(file.id)
    if choice != "refused":
        ask_before(book, file.id, Act.PASS_ON, letter.person, letter.receiver)
    today, known = Day(book.clock.today().isoformat()), offered_of(file, letter.id)
    if known is not None:
        return book.record(file, known, {"on": today, "choice": Choice(choice)})
    values = {"person": letter.receiver, "letter": letter.id, "on": today, "choice": Choice(choice), "author": book.me().name}
    return book.add(LetterOffered, file.id, values)[1]


def never(book: Workbook, file: CaseFile, letter: Letter) -> Changed:
    """Its writer does not wish it sent. It needs no reason."""
    return book.record(file, letter, {"never_on": Day(book.clock.today().isoformat())})


def is_with(book: Workbook, file: CaseFile, letter: Letter, who: str, where: str = "") -> Changed:
    """The paper is with somebody, from today. It lies in its writer's part until it is handed over. Pressed twice it is there once."""
    file = book.case(file.id)
    new = replace(new_place(book, file, letter), who=who, where=where)
    kept = next(iter(custody_of(file, letter.id)), None)
    if kept is not None and replace(kept, id=new.id, until=new.until, author=new.author) == new:
        return Changed()
    values = {field.name: value for field in fields_of(Custody) if (value := getattr(new, field.name))}
    return book.add(Custody, file.id, values)[1]


def new_place(book: Workbook, file: CaseFile, letter: Letter) -> Custody:
    """Where the paper is from today, to be written: nobody has it yet."""
    person = letter.receiver if step_of_letter(file, letter) is LetterStep.HANDED else letter.person
    today = Day(book.clock.today().isoformat())
    return Custody(id=Id(fresh_id()), case=file.id, person=person, letter=letter.id, on=today, author=book.me().name)


def where_words(book: Workbook, kept: Custody) -> str:
    """ "Priya, a locked drawer, since Thu 16 Apr, until Fri 3 Jul"."""
    today = book.clock.today()
    since = f"since {calendar.said(kept.on, today)}" if kept.on else ""
    until = f"until {calendar.said(kept.until, today)}" if kept.until else ""
    return ", ".join(filter(None, (kept.where, since, until)))
