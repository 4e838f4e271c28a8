"""What paper is out and with whom, as the register's page says it; and each act by which it came back, was handed on or was destroyed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import PaperWent, Printed
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.facts import paper_words
from facilitator_app.records.fetching import FetchBack, to_fetch
from facilitator_app.records.paper import where_it_lies
from facilitator_app.records.paper_out import CARRIED, OUT_OF_HAND, VISIT_PACK, Place, asked_of, is_case_files, place_of, went
from facilitator_app.records.record import Choice, Day, Id, compartment_name, fields_of
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.wall.envelope import may_be_posted
from facilitator_app.wall.projection import wish_of
from facilitator_app.workbook import back_from_paper
from facilitator_app.workbook.print_register import SAVED, Wanted, entries, moment_words, reprint
from facilitator_app.workbook.workbook import Workbook

FETCH, OUT, ALL = "fetch", "out", "all"  # which of the register is shown
_EVER = "9999"
_HAVE = {"handed": "{name} has it, since {day}", "posted": "Posted to {name}, {day}"}


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One line of the register: what it is and for whom, where it is now, and why it should come back, if it should."""

    printed: Printed
    words: str
    where: str
    place: Place
    fetch: FetchBack | None

    @property
    def key(self) -> str:
        """Case and record, as a row's key."""
        return f"{self.printed.case}/{self.printed.id}"


def lines_of(book: Workbook, file: CaseFile, which: str = ALL) -> list[Line]:
    """The register of one case, the latest first: what should come back, what is out, or all of it."""
    wrong = {one.printed.id: one for one in to_fetch(file)}
    found = [
        line_of(book, file, printed, wrong.get(printed.id)) for printed in sorted(file.all(Printed), key=lambda one: one.at, reverse=True)
    ]
    if which == FETCH:
        return [line for line in found if line.fetch]
    return [line for line in found if which == ALL or line.place in (*OUT_OF_HAND, Place.ASKED)]


def line_of(book: Workbook, file: CaseFile, printed: Printed, fetch: FetchBack | None) -> Line:
    """One line."""
    more = [f"{printed.copies} sets"] if printed.copies > 1 else []
    more += [f"version {printed.version}"] if printed.version > 1 else []
    words = ", ".join((paper_words(file, printed), word("printed_as", printed.format).lower(), *more))
    return Line(printed, words, where_words(book, file, printed), place_of(file, printed), fetch)


def across(book: Workbook, which: str, most: int) -> list[tuple[CaseFile, list[Line]]]:
    """The same over all open cases, and what should come back of closed ones too; at most so many lines and those of one case more."""
    sorts = (FETCH,) if which == FETCH else (OUT, "to_print")
    cases = list(dict.fromkeys(due.case for due in book.dues(_EVER, sorts)))
    found, count = [], 0
    for case in cases:
        file = book.case(case)
        lines = lines_of(book, file, which) if file.all(Printed) else []
        if lines:
            found.append((file, lines))
            count += len(lines)
        if count >= most:
            break
    return found


def where_words(book: Workbook, file: CaseFile, printed: Printed) -> str:
    """Where one copy is now: "Daniel has it, since Wed 18 Mar"."""
    today = book.clock.today()
    latest = next(iter(went(file, printed)), None)
    if latest is not None:
        name, day = file.name(printed.recipient) or "somebody", calendar.said(latest.on, today)
        if latest.what in _HAVE:
            return _HAVE[latest.what].format(name=latest.who or name, day=day)
        if latest.what == "with":
            return f"{latest.who or 'Somebody else'} has it, since {day}"
        return f"{word('paper_went', latest.what)}, {day}" + (f": {latest.why}" if latest.why else "")
    asked = asked_of(file, printed)
    if asked is not None and not asked.printed_at:
        return _asked_words(asked.cannot, taken_back=bool(asked.taken_back_on)) + f" {moment_words(printed)}"
    if asked is not None:
        return f"Printed at the office. Next: {word('hand_on', asked.hand_on).lower()}"
    of_sheets = back_from_paper.whereabouts(file, printed) if printed.paper == VISIT_PACK else ""
    return f"{of_sheets or _first_words(file, printed)} {moment_words(printed)}"


def _asked_words(cannot: str, *, taken_back: bool) -> str:
    if taken_back:
        return "The office was asked, and asked no more. There is no paper."
    return f"The office cannot print it: {cannot.rstrip('.')}. There is no paper." if cannot else "The office is asked to print it."


def _first_words(file: CaseFile, printed: Printed) -> str:
    """Before anybody has written where it went."""
    if printed.how == SAVED:
        return "A file that was saved."
    if is_case_files(printed):
        return "In the case file."
    if not printed.recipient or printed.paper in CARRIED:
        return f"{printed.by or 'Somebody'} has it."
    waits = {"keep": "To be kept here for them.", "post": "To be posted."}
    return waits.get(wish_of(file, printed.recipient).keeping, f"Not yet handed over: {printed.by or 'somebody'} has it.")


# Acts -------------------------------------------------------------------------------------------------------------------------


def acts_for(file: CaseFile, printed: Printed) -> list[str]:
    """What can be written of a copy, by the codes of `paper_went`, what is most likely first. Nothing of one that was never printed."""
    place = place_of(file, printed)
    if place in (Place.ASKED, Place.NEVER):
        return []
    if place not in OUT_OF_HAND:
        return ["with", "destroyed"] if place is Place.BACK else []
    if is_case_files(printed):
        return ["with", "destroyed"]
    if not printed.recipient or printed.paper in CARRIED:
        return ["back", "destroyed", "with"]
    latest = next(iter(went(file, printed)), None)
    onward = ["handed", *(["posted"] if may_be_posted(file, printed.recipient, printed.paper) else []), "kept"]
    if wish_of(file, printed.recipient).keeping == "keep":
        onward = ["kept", *(one for one in onward if one != "kept")]
    back = [] if place is Place.KEPT else ["back"]
    return [*(one for one in onward if latest is None or latest.what != one), *back, "destroyed", "with"]


def note(book: Workbook, file: CaseFile, printed: Printed, what: str, who: str = "", why: str = "", because: Sequence[Id] = ()) -> Changed:
    """Where a copy went, today. Pressed twice it went there once; another press corrects it, and both stay."""
    file = book.case(file.id)
    new = PaperWent(
        case=file.id, person=printed.recipient, printed=printed.id, on=Day(book.clock.today().isoformat()), what=Choice(what),
        who=who.strip(), why=why.strip(), because=tuple(because), author=book.me().name,
    )  # fmt: skip
    latest = next(iter(went(file, printed)), None)
    if latest is not None and replace(latest, id=new.id, author=new.author) == new:
        return Changed()
    return book.save([row_of(new, printed)], "paper went")


def row_of(new: PaperWent, printed: Printed) -> Row:
    """A new line of where a copy went, in the part in which it lies."""
    values = {field.name: value for field in fields_of(PaperWent) if (value := getattr(new, field.name))}
    return Row(where_it_lies(PaperWent, printed), PaperWent.kind, Id(fresh_id()), values)


def printed_again(book: Workbook, file: CaseFile, printed: Printed, how: str, sets: int = 1) -> Changed:
    """A reprint is a copy of its own in the register, of the same bytes."""
    moment = book.clock.now().isoformat(timespec="minutes")
    kept = {field.name: getattr(printed, field.name) for field in fields_of(Printed)}
    values = {**kept, "how": Choice(how), "at": moment, "by": book.me().name, "copies": sets}
    return book.save([Row(compartment_name(Printed, file.id), Printed.kind, Id(fresh_id()), values)], "printed again")


def asked_again(book: Workbook, file: CaseFile, printed: Printed, wanted: Wanted, sets: int = 1) -> Changed:
    """The office is asked for one more of the same bytes. Raises `Stopped`, as a reprint does."""
    data = reprint(book, file, printed)
    names = ("recipient", "format", "version", "draft", "agreement", "pages")
    values = {name: getattr(printed, name) for name in names} | {"how": Choice("to_office"), "copies": sets}
    return book.save(entries(book, file.id, printed.paper, data, values, wanted), "asked the office")
