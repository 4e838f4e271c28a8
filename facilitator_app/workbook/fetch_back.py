"""Words that were moved or taken back are looked for on the papers that have left: in the stored bytes, in the spellings that the wall knows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from facilitator_app.errors import Trouble
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import Contact, Moved, PaperSearch, PassedOn, PreparationNote, Printed, SomethingElse, TeamNote
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.fetching import TakenBack, may_hold, taken_back
from facilitator_app.records.paper_out import OUTSIDE as READ_OUTSIDE
from facilitator_app.records.record import Day, Id, compartment_name
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.wall import leaks
from facilitator_app.wall.recipients import OUTSIDE
from facilitator_app.wall.written import Said, written_of
from facilitator_app.workbook.print_register import as_issued
from facilitator_app.workbook.workbook import Workbook

_NOTES: tuple[type[Contact | TeamNote | PreparationNote], ...] = (Contact, TeamNote, PreparationNote)


@dataclass(frozen=True, slots=True, repr=False)
class Wanted:
    """What to look for: the act that made it wrong, and its words."""

    act: TakenBack
    words: str


def searched(book: Workbook, after: CaseFile, wanted: Wanted) -> list[Row]:
    """What was found of some words on the copies of a case, as a record to be saved with the act. `after` is the case once that act is done.

    A copy whose bytes are not here is not among those that were looked at: it stays on the list until somebody looks.
    """
    candidates = [printed for printed in after.all(Printed) if may_hold(wanted.act, printed)]
    if not candidates or not wanted.words.strip():
        return []
    looked_at, found = [], []
    for printed, text in _texts(book, after, candidates):
        looked_at.append(printed.id)
        reader = Id(f"{OUTSIDE}:{printed.paper}") if printed.paper in READ_OUTSIDE else printed.recipient
        if stands_on(book, after, wanted, reader, text):
            found.append(printed.id)
    if not looked_at:
        return []
    values = {"because": wanted.act.because, "looked_at": tuple(looked_at), "found": tuple(found), **_signed(book)}
    return [Row(compartment_name(PaperSearch, after.id), PaperSearch.kind, Id(fresh_id()), values)]


def stands_on(book: Workbook, after: CaseFile, wanted: Wanted, recipient: Id, text: str) -> bool:
    """Whether something of these words stands in a text for somebody who may not have it."""
    only = written_of([Said(wanted.act.owner or leaks.FACILITATORS, wanted.act.on, wanted.words)])
    return bool(leaks.hits(text, leaks.private_to_others(after, recipient, book.service(), only)))


def _texts(book: Workbook, file: CaseFile, candidates: Iterable[Printed]) -> Iterator[tuple[Printed, str]]:
    from facilitator_app.papers.press import text_of  # noqa: PLC0415 - costs 0.4 s, and most days nothing is looked for

    for printed in candidates:
        try:
            data = as_issued(book, file, printed)
        except Trouble:  # not here, or not as it was: whoever reads the list is told to look
            continue
        yield printed, text_of(data)


def of_moved(book: Workbook, after: CaseFile, moved: Id, words: str, to: Id) -> list[Row]:
    """What was found of words that are being moved to somebody else."""
    return searched(book, after, Wanted(TakenBack(moved, to, Id(""), "", book.clock.today().isoformat(), ""), words))


def of_item(book: Workbook, file: CaseFile, item: PassedOn) -> list[Row]:
    """What was found of something that its giver is taking back. `item` as it will be."""
    after = replace(file, records={**file.records, item.id: item})
    act = next((one for one in taken_back(after) if one.because == item.id), None)
    return searched(book, after, Wanted(act, item.words)) if act else []


def take_back_word(book: Workbook, file: CaseFile, said: SomethingElse) -> Changed:
    """A colleague said that words are something else, and they were not: they stop papers again, and are looked for on those that left."""
    today = Day(book.clock.today().isoformat())
    after = replace(file, records={**file.records, said.id: replace(said, taken_back_on=today)})
    act = next(one for one in taken_back(after) if one.because == said.id)
    replaces = {"taken_back_on": file.replaced_by(said, "taken_back_on", today)}
    row = Row(file.compartments[said.id], said.kind, said.id, {"taken_back_on": today}, replaces)
    return book.save([row, *searched(book, after, Wanted(act, said.words))], "taken back")


# Papers that came in later -----------------------------------------------------------------------------------------------------


def not_looked_at(file: CaseFile) -> list[Wanted]:
    """The acts with copies on which nobody has looked, and whose words are known here."""
    found = []
    for act in taken_back(file):
        looked = {printed for search in file.all(PaperSearch) if search.because == act.because for printed in search.looked_at}
        words = _words_of(file, act.because)
        if words and any(may_hold(act, printed) and printed.id not in looked for printed in file.all(Printed)):
            found.append(Wanted(act, words))
    return found


def look(book: Workbook, case: Id) -> Changed:
    """Looks on the copies on which nobody has looked yet."""
    file = book.case(case)
    rows = [row for wanted in not_looked_at(file) for row in searched(book, file, wanted)]
    return book.save(rows, "looked for on paper") if rows else Changed()


def not_on_it(book: Workbook, file: CaseFile, printed: Printed, because: Sequence[Id]) -> Changed:
    """Somebody has read a copy, and the words are not on it."""
    where = compartment_name(PaperSearch, file.id)
    values = [{"because": one, "looked_at": (printed.id,), **_signed(book)} for one in because]
    return book.save([Row(where, PaperSearch.kind, Id(fresh_id()), one) for one in values], "looked for on paper")


def _signed(book: Workbook) -> dict[str, str]:
    return {"on": Day(book.clock.today().isoformat()), "by": book.me().name}


def _words_of(file: CaseFile, because: Id) -> str:
    """The words of an act, where they stand now; a note that was moved on is followed."""
    record = file.records.get(because)
    if isinstance(record, PassedOn | SomethingElse):
        return record.words
    seen: set[Id] = set()
    while isinstance(record, Moved) and record.id not in seen:
        seen.add(record.id)
        note = file.records.get(record.note)
        if isinstance(note, _NOTES):
            return note.words
        record = next((one for one in file.all(Moved) if one.was and one.was == record.note), None)
    return ""
