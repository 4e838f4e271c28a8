"""Back from paper: what each line of a sheet is typed into, sheet by sheet, and where the paper is now.

What is typed goes into the records that the screen writes, one for each author, under ids that are derived from the sheet: opened twice, or
left in the middle, it is still one. Nothing that a colleague has typed already is asked again.
"""

from collections.abc import Collection
from dataclasses import dataclass

from facilitator_app.language import number_word, word
from facilitator_app.records import Preparation, Printed, SheetTyped, VisitSheet
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import and_words
from facilitator_app.records.preparation import TOPICS
from facilitator_app.records.record import Choice, Id, compartment_name
from facilitator_app.records.sheets_out import Became, accounts_of, became_of, name_of, sheets_of, where_is
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.workbook import pack
from facilitator_app.workbook.sheet_lines import line
from facilitator_app.workbook.typing_in import Asked, Typing
from facilitator_app.workbook.workbook import Workbook


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """One sheet to be typed in by this person."""

    record: VisitSheet
    account: SheetTyped
    asked: tuple[Asked, ...]
    lines: tuple[tuple[str, str], ...]  # of each line its code, and its words as they stand on the paper


@dataclass(frozen=True, slots=True, repr=False)
class Back:
    """The sheets of one visit, and the one that is typed in now; None when all are in."""

    file: CaseFile
    meeting: Preparation
    sheets: tuple[VisitSheet, ...]
    sheet: Sheet | None
    before: VisitSheet | None  # the one that this person typed in just before


def back(book: Workbook, case: Id, record: Id, number: str = "") -> Back:
    """The page of one visit: at the sheet of that number, at the end (`number` "end"), or where this person left off.

    `record` is the visit, one of its sheets, or an account of one. Raises `NoSuchVisit`.
    """
    file = book.case(case)
    account = file.get(SheetTyped, record)
    sheet = file.get(VisitSheet, account.sheet if account else record)
    meeting = file.get(Preparation, sheet.meeting if sheet else record)
    if meeting is None:
        raise pack.NoSuchVisit
    sheets = sheets_of(file, meeting.id)
    open_now = next((one for one in sheets if not mine(book, file, one).became), None)
    named = next((one for one in sheets if str(one.number) == number), sheet if not number else None)
    chosen = None if number == "end" else named or open_now
    at = sheets.index(chosen) if chosen in sheets else len(sheets)
    before = sheets[at - 1] if at else None
    done = before if before is not None and mine(book, file, before).became else None
    return Back(file, meeting, sheets, _sheet(book, file, meeting, chosen) if chosen else None, done)


def mine(book: Workbook, file: CaseFile, sheet: VisitSheet) -> SheetTyped:
    """The account that this person gives of a sheet; a new one where there is none yet."""
    id = book.own_id(file, sheet.id, SheetTyped.kind)
    now = book.clock.now().isoformat(timespec="minutes")
    new = SheetTyped(id=id, case=file.id, person=sheet.person, sheet=sheet.id, author=book.me().name, typed=now)
    return file.get(SheetTyped, id) or new


def _sheet(book: Workbook, file: CaseFile, meeting: Preparation, sheet: VisitSheet) -> Sheet:
    asked, lines = list[Asked](), list[tuple[str, str]]()
    for number, code in enumerate(sheet.asks, 1):
        found = list(line(Typing(book, file, meeting, sheet, number, code)))
        asked += found
        lines.append((code, found[0].label))
    return Sheet(sheet, mine(book, file, sheet), tuple(asked), tuple(lines))


# What became of them ----------------------------------------------------------------------------------------------------------


def became_words(file: CaseFile, sheet: VisitSheet) -> str:
    """What became of a sheet and where it is, in a few words: "Typed in", "Did not come out: an officer at the desk kept it"."""
    became = became_of(file, sheet)
    place, who = where_is(file, sheet)
    said = "Not typed in yet" if became is Became.OUT else word("sheet_became", became)
    if became is Became.NOT_OUT:
        return f"{said}: {who}" if who else f"{said}. Where it is, is not written down"
    unread = {code for account in accounts_of(file, sheet.id) for code in account.unread}
    lines = [str(number) for number, code in enumerate(sheet.asks, 1) if code in unread]
    half = f"Line{'s' if len(lines) > 1 else ''} {and_words(lines)} cannot be read" if lines and became is Became.TYPED else ""
    where = ": ".join(filter(None, (word("sheet_place", place), who)))
    return ". ".join(filter(None, (said, half, where)))


def whereabouts(file: CaseFile, printed: Printed) -> str:
    """Where the sheets of one print are, as it was said of each: "P-3 did not come out: the desk has it. P-1 and P-2: destroyed." Empty before that."""
    mine = sorted((sheet for sheet in file.all(VisitSheet) if sheet.printed == printed.id), key=lambda sheet: sheet.number)
    if all(became_of(file, sheet) is Became.OUT for sheet in mine):
        return ""
    first, then = list[str](), dict[str, list[str]]()
    for sheet in mine:
        if became_of(file, sheet) is Became.NOT_OUT:
            who = where_is(file, sheet)[1].rstrip(".")
            first.append(": ".join(filter(None, (f"{name_of(sheet)} did not come out", who))) + ".")
        else:
            then.setdefault(_where(file, sheet), []).append(name_of(sheet))
    return " ".join((*first, *(f"{and_words(names)}: {said}." for said, names in then.items())))


def _where(file: CaseFile, sheet: VisitSheet) -> str:
    """Who or what has a sheet that came out; before that is said, what became of it."""
    place, who = where_is(file, sheet)
    if place == "with_me":
        told = [one.author for one in accounts_of(file, sheet.id) if one.paper == place and one.author]
        return f"with {told[-1] if told else 'somebody'}"
    became = became_of(file, sheet)
    said = word("sheet_place", place) if place else "Not typed in yet" if became is Became.OUT else word("sheet_became", became)
    return who.rstrip(".") or f"{said[:1].lower()}{said[1:]}"


def in_words(file: CaseFile, sheets: tuple[VisitSheet, ...]) -> str:
    """How many came back: "Four sheets are in." Those that did not come out are never counted among them."""
    kinds = [became_of(file, sheet) for sheet in sheets]
    not_out, open_yet = kinds.count(Became.NOT_OUT), kinds.count(Became.OUT)
    said = [f"{_sheets(len(kinds) - not_out - open_yet)} in."]
    said += [f"{_sheets(not_out)} did not come out."] if not_out else []
    said += [f"{_sheets(open_yet)} not typed in yet."] if open_yet else []
    return " ".join(f"{one[:1].upper()}{one[1:]}" for one in said)


def _sheets(count: int) -> str:
    return f"{number_word(count)} sheet" if count == 1 else f"{number_word(count)} sheets"


def put_away(book: Workbook, file: CaseFile, sheets: tuple[VisitSheet, ...], place: str, who: str = "") -> Changed:
    """Where the paper is now, of all sheets that came back; one that did not come out is where it was said to be."""
    rows = []
    for sheet in sheets:
        if became_of(file, sheet) in (Became.NOT_OUT, Became.OUT):
            continue
        account = mine(book, file, sheet)
        values: dict[str, object] = {"paper": Choice(place), "where_now": who}
        if account.id not in file.records:
            values |= {"person": account.person, "sheet": account.sheet, "author": account.author, "typed": account.typed}
        replaces = {name: file.replaced_by(account, name, value) for name, value in values.items()}
        where = compartment_name(SheetTyped, file.id, sheet.person)
        rows.append(Row(where, SheetTyped.kind, account.id, values, replaces))
    return book.save(rows, "paper put away")


def in_order(topics: Collection[str]) -> list[str]:
    """Topics in the order of the screen, whoever ticked them first: two who ticked the same have written the same."""
    return [topic for topic in TOPICS if topic in topics]
