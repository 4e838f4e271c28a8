"""Back from paper: what each line of a sheet is typed into, sheet by sheet, and where the paper is now.

What is typed goes into the records that the screen writes, one for each author, under ids that are derived from the sheet: opened twice, or
left in the middle, it is still one. Nothing that a colleague has typed already is asked again.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from facilitator_app.language import number_word, word
from facilitator_app.ledger.seals import derived_id
from facilitator_app.records import Consent, PassedOn, Preparation, Printed, PromiseMade, SheetTyped, VisitSheet
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import and_words
from facilitator_app.records.preparation import TOPICS
from facilitator_app.records.record import NOBODY, Choice, Day, Id, Record, compartment_name
from facilitator_app.records.sheets_out import Became, accounts_of, became_of, name_of, sheets_of, where_is
from facilitator_app.records.visit_sheet import NEXT_VISIT, OFFER, PASS_ON, PROMISE, YES
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.workbook import pack, visits
from facilitator_app.workbook.workbook import Workbook

TEXT, LINE, YES_NO, HEAR = "text", "line", "yes_no", "hear"  # how a place on a sheet is typed in


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """One field: its line on the paper, the words above it, and the field of the record that it is typed into.

    `known`: what is written down there already, or why nothing is typed: then nothing is asked.
    """

    line: str
    number: int
    label: str
    kind: str
    record: Record
    field: str
    known: str = ""


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
        found = list(_line(_Typing(book, file, meeting, sheet, number, code)))
        asked += found
        lines.append((code, found[0].label))
    return Sheet(sheet, mine(book, file, sheet), tuple(asked), tuple(lines))


# What each line is typed into -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, repr=False)
class _Typing:
    """One line of one sheet, typed in by this person."""

    book: Workbook
    file: CaseFile
    meeting: Preparation
    sheet: VisitSheet
    number: int
    code: str

    @property
    def id(self) -> Id:
        """The id of what is typed into it by this person."""
        return self.book.own_id(self.file, self.sheet.id, self.code)

    def ask(self, label: str, kind: str, record: Record, field: str, known: str = "") -> Asked:
        """One field of it."""
        return Asked(self.code, self.number, label, kind, record, field, known)

    def typed_by_others(self) -> Iterator[tuple[str, Record]]:
        """What colleagues have typed into it, with their names."""
        for account in accounts_of(self.file, self.sheet.id):
            author = self.file.entered[account.id].by if account.id in self.file.entered else ""
            # Who began a sheet before enrolment may have ended it after.
            ids = {derived_id(name, self.sheet.id, self.code) for name in self.book.vault.names_of(author)}
            if author and author not in self.book.vault.own_names:
                yield from ((account.author, self.file.records[Id(id)]) for id in sorted(ids) if id in self.file.records)


def _line(at: _Typing) -> Iterator[Asked]:
    if at.code in TOPICS:
        note = visits.note_of(at.book, at.file, at.meeting, at.code)
        yield at.ask(word("topic", at.code), TEXT, note, "words")
    elif at.code.startswith(YES):
        yield _answer(at, at.code.removeprefix(YES))
    elif at.code.startswith(OFFER):
        yield from _offered(at)
    elif at.code in PASS_ON:
        yield _to_pass_on(at)
    else:
        yield from _OTHERS.get(at.code, _unknown)(at)


def _answer(at: _Typing, scope: str) -> Asked:
    """A yes or no, on the day on which it was signed. One that is written down of that day already is not asked again."""
    label = f"A yes or a no: {word('consent_scope', scope)[:1].lower()}{word('consent_scope', scope)[1:]}"
    person, day = at.meeting.person, at.meeting.day
    own = at.file.get(Consent, at.id)
    others = (one for one in at.file.of(Consent, person) if one.scope == scope and one.on == day and one.answer and one.id != at.id)
    other = next(others, None) if own is None else None
    known = f"{word('consent_answer', other.answer)}. It is written down already." if other else ""
    form = f"Sheet {name_of(at.sheet)}"
    new = Consent(
        id=at.id, case=at.file.id, person=person, scope=Choice(scope), on=Day(day), how=Choice("signed"), form=form, explained_by=at.book.me().name
    )  # fmt: skip
    return at.ask(label, YES_NO, own or new, "answer", known)


def _offered(at: _Typing) -> Iterator[Asked]:
    place = int(at.code.removeprefix(OFFER) or 0) - 1
    item = at.file.get(PassedOn, at.sheet.offered[place]) if 0 <= place < len(at.sheet.offered) else None
    if item is None:
        yield at.ask(
            "Words to hear, or not", HEAR, PassedOn(id=at.id, case=at.file.id), "choice", "These words are not passed on any more."
        )
        return
    here = f"sheet {name_of(at.sheet)}"
    known = f"{word('hear', item.choice)}. It is written down already." if item.offered.on and item.offered.how != here else ""
    yield at.ask(f"“{item.words}”", HEAR, item, "choice", known)
    if not known:
        yield at.ask("How they took it", LINE, item, "received")


def _to_pass_on(at: _Typing) -> Asked:
    """Proposed, and nothing more: a yes counts for words that stand typed and were read back as they stand."""
    person = at.meeting.person
    sides = at.book.whole_case(at.file.id).sides
    receiver = next((side.id for side in sides if side.id != at.book.whole_case(at.file.id).side_of(person)), NOBODY)
    new = PassedOn(id=at.id, case=at.file.id, giver=person, receiver=receiver)
    known = _said_by_others(at, lambda record: record.words if isinstance(record, PassedOn) else "")
    return at.ask(word("sheet_line", at.code), LINE, at.file.get(PassedOn, at.id) or new, "words", known)


def _promised(at: _Typing) -> Iterator[Asked]:
    new = PromiseMade(id=at.id, case=at.file.id, person=at.meeting.person)
    record, known = (
        at.file.get(PromiseMade, at.id) or new,
        _said_by_others(at, lambda one: one.words if isinstance(one, PromiseMade) else ""),
    )
    yield at.ask(word("sheet_line", at.code), LINE, record, "words", known)
    if not known:
        yield at.ask("By", LINE, record, "by")


def _next_visit(at: _Typing) -> Iterator[Asked]:
    meeting = at.meeting
    new = Preparation(id=at.id, case=at.file.id, person=meeting.person, place=meeting.place, paper_only=meeting.paper_only)
    record, known = at.file.get(Preparation, at.id) or new, _said_by_others(at, lambda one: one.day if isinstance(one, Preparation) else "")
    yield at.ask(word("sheet_line", at.code), LINE, record, "day", known)
    if not known:
        yield at.ask("Time", LINE, record, "at")


def _said_by_others(at: _Typing, words: Callable[[Record], str]) -> str:
    said = next(((author, words(record)) for author, record in at.typed_by_others() if words(record)), None)
    return f"{said[0]} has typed this in: {said[1]}" if said else ""


def _unknown(at: _Typing) -> Iterator[Asked]:
    """A line of a newer version's sheet."""
    yield at.ask(word("sheet_line", at.code), LINE, SheetTyped(id=at.id), "where_now", "A newer version of this program printed this line.")


_OTHERS: dict[str, Callable[[_Typing], Iterator[Asked]]] = {PROMISE: _promised, NEXT_VISIT: _next_visit}


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
