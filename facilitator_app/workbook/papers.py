"""Papers: which can be made, what stops one, how it is issued, and the register of every copy that left."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from facilitator_app.ledger import code_letters
from facilitator_app.ledger.seals import derived_id, unb64
from facilitator_app.papers.codes import canonical_agreement, check_code, code_stem, sheet_stem
from facilitator_app.records import Address, Agreement, ConferencePlan, GuideRun, KnownToBoth, Participant, SomethingElse
from facilitator_app.records.agreed import in_force
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.headline import day_said
from facilitator_app.records.record import Choice, Day, Id
from facilitator_app.vault.rows import Changed
from facilitator_app.wall import leaks, letters, projection
from facilitator_app.wall.projection import CASE_FILE
from facilitator_app.wall.sheets import ENGLISH, AgreementSheet, BilingualSheet, Standing, TermLine
from facilitator_app.workbook import agreeing
from facilitator_app.workbook.print_register import STOPPED, Stopped, Wanted, entries, register, reprint
from facilitator_app.workbook.workbook import Workbook

__all__ = ["Copy", "Paper", "Stop", "Stopped", "copies", "copy_of", "issued", "make", "make_blank", "recipients", "register", "reprint"]

_BLANK_LINES = 4
ONE_SIDE = "Only one side is open. A copy is printed when everything is open again, so that it can be looked through first."


@dataclass(frozen=True, slots=True, repr=False)
class Stop:
    """A hit in one term (or elsewhere, number 0) of one copy, and the sentence that says whose words they are."""

    term: Id
    hit: leaks.Hit
    sentence: str


@dataclass(frozen=True, slots=True, repr=False)
class Copy:
    """One copy as it would be printed now."""

    recipient: Id
    handle: str
    name: str
    format: str
    sheet: AgreementSheet
    stops: tuple[Stop, ...]
    looked_for: int
    why_not: str = ""
    keeping: str = ""  # where it goes: as its signer wished, or, while nobody has asked, what puts nobody in danger
    welsh: AgreementSheet | None = None  # where it is asked for in Welsh, alone or beside the English
    language: str = ENGLISH  # or "cy", or "both"

    @property
    def is_draft(self) -> bool:
        """Whether it is only a marked draft in Welsh, whatever the English is."""
        return self.welsh is not None and self.welsh.unchecked


@dataclass(frozen=True, slots=True, repr=False)
class Paper:
    """A printed copy: its bytes, and a name for its file and its job that names nobody."""

    data: bytes
    name: str
    pages: int
    copy: Copy
    beside: "Paper | None" = None  # of blank sheets those for the case file, with a code: those that people take home have none


def recipients(file: CaseFile) -> list[tuple[Id, str]]:
    """Who may have a copy, by handles that name nobody: harmed-1, responsible-1, taking-part-1, supporter-1, case-file."""
    found: list[tuple[Id, str]] = []
    numbers: dict[str, int] = {}
    for person in file.all(Participant):
        role = person.role.replace("_", "-") or "person"
        numbers[role] = numbers.get(role, 0) + 1
        found.append((person.id, f"{role}-{numbers[role]}"))
    return [*found, (CASE_FILE, "case-file")]


def copies(book: Workbook, case: Id, file: CaseFile | None = None) -> list[Copy]:
    """Every copy of a case's agreement as it would be printed now; none before there is an agreement. `file`: where it has been read already."""
    file = file or book.case(case)
    agreement = agreeing.agreement_of(file)
    if agreement is None or agreement.none_wanted:
        return []
    written = leaks.written_in(file) if book.side is None else None
    wanted = [(id, handle) for id, handle in recipients(file) if id == CASE_FILE or file.name(id)]
    found = [copy_of(book, file, agreement, id, handle, written) for id, handle in wanted]
    return _all_or_none(file, agreement, found)


def _all_or_none(file: CaseFile, agreement: Agreement, found: list[Copy]) -> list[Copy]:
    """One text for all who signed: while the words of a signed copy must still change, no copy of them leaves as the fair copy."""
    stopped = [copy for copy in found if copy.stops and copy.recipient in agreement.signers]
    if not stopped or stopped[0].sheet.standing is not Standing.AGREED:
        return found
    names = " and ".join(file.name(copy.recipient) for copy in stopped)
    why = f"The copy for {names} cannot be printed with these words, and all copies have the same words."
    return [copy if copy.stops or copy.why_not else replace(copy, why_not=why) for copy in found]


def copy_of(
    book: Workbook, file: CaseFile, agreement: Agreement, recipient: Id, handle: str = "", written: leaks.Written | None = None
) -> Copy:
    """One copy, with what stops it. `written`: the reading of the case, where several copies share one."""
    unfinished = agreement.id in file.unfinished and in_force(file, agreement).sealed is None
    standing = Standing.DRAFT if unfinished else agreeing.standing_of(file, agreement)
    wish = projection.wish_of(file, recipient)
    sheet = projection.agreement_sheet(file, agreement, recipient, book.service(), standing, _reference(file, recipient, wish))
    if wish.codes and standing is Standing.AGREED and agreement.check_key:
        sheet = with_codes(sheet, agreement, recipient)
    name = "Case file" if recipient == CASE_FILE else file.name(recipient)
    if book.side is not None:  # what the other side must not have on paper cannot be looked for where it is not open, nor be spoken of
        return Copy(recipient, handle, name, wish.format, sheet, (), 0, ONE_SIDE, wish.keeping)
    if recipient == CASE_FILE:
        return Copy(recipient, handle, name, wish.format, sheet, (), 0, _why_not(file, agreement), wish.keeping)
    private = leaks.private_to_others(file, recipient, book.service(), written)
    stops = tuple(_stops(file, agreement, sheet, private, recipient))
    no_paper = f"{name} wants no paper. No copy is made." if wish.keeping == "none" else ""
    why_not = _why_not(file, agreement) or half_read_words(file, recipient) or no_paper
    return Copy(recipient, handle, name, wish.format, sheet, stops, len(private), why_not, wish.keeping)


def _reference(file: CaseFile, recipient: Id, wish: projection.Wish) -> str:
    """The case's own reference for the case file; for a person one of their own, which leads nobody to the other side; none where codes are not wanted."""
    if recipient == CASE_FILE:
        return file.case.reference
    if not wish.codes:
        return ""
    number = int.from_bytes(unb64(derived_id("reference", file.id, recipient))[:5], "big")
    return code_letters.spelled(number, 6)


def with_codes(sheet: AgreementSheet, agreement: Agreement, recipient: Id) -> AgreementSheet:
    """The sheet with its square code, and the check code that vouches for all that it says."""
    with_code = replace(sheet, code=code_stem(_letters(agreement.id), sheet.version, 1 if recipient == CASE_FILE else 2))
    return replace(with_code, check_code=check_code(unb64(agreement.check_key), canonical_agreement(with_code)))


def _letters(id: str) -> str:
    """Ten letters or digits of an id, as they stand in a square code."""
    number = int.from_bytes(unb64(id), "big")
    return code_letters.spelled(number, 10)


def _why_not(file: CaseFile, agreement: Agreement) -> str:
    stands = in_force(file, agreement)
    if stands.broken:
        return "The sealed words are not those that were sealed. Ring the office before anything of it is printed."
    # What is typed into a term after it was sealed is on no paper, so that two versions of it keep back none.
    ours = {agreement.id, *(term.id for term in stands.terms if stands.sealed is None)}
    if any(record in ours for record, _ in file.forks):
        return "Two versions stand side by side in this agreement. Settle them first."
    if any(person.stopped_on for person in file.all(Participant)):
        return STOPPED
    if any(_not_looked_at_since(run, agreement) for run in file.all(GuideRun)):
        return "The meeting was stopped. Read every line back to everybody, on another day, before any of it is printed."
    return ""


def _not_looked_at_since(run: GuideRun, agreement: Agreement) -> bool:
    """Whether a meeting was stopped and nobody has said yes to the lines on a later day."""
    return bool(run.stopped) and run.plan == agreement.conference and agreement.agreed.on <= run.stopped[: len("2026-03-17")]


def half_read_words(file: CaseFile, recipient: Id) -> str:
    """Of two versions only one can be looked through for what must not be on a copy."""
    owners = leaks.half_read(file, recipient)
    if not owners:
        return ""
    told = " and ".join(f"what {file.name(owner) or 'somebody'} told you" for owner in owners if owner != leaks.FACILITATORS)
    where = " and ".join(filter(None, (told, "what you wrote for yourselves" if leaks.FACILITATORS in owners else "")))
    return f"Two versions stand side by side in {where}. Settle them first: this copy can only be looked through for one of them."


def _stops(file: CaseFile, agreement: Agreement, sheet: AgreementSheet, private: leaks.Private, recipient: Id) -> list[Stop]:
    found = []
    for term in in_force(file, agreement).terms:
        by_when = projection.by_when(term.promise.by_when, projection.said_on(file, agreement, term))
        texts = (term.promise.what, by_when, term.how_shown)
        found += [Stop(term.id, hit, sentence_of(file, hit, recipient)) for _, hit in leaks.hits_across(texts, private)]
    for text in dict.fromkeys(projection.words_on(replace(sheet, terms=()))):
        found += [Stop(agreement.id, hit, sentence_of(file, hit, recipient)) for hit in leaks.hits(text, private)]
    return found


def stops_of(file: CaseFile, person: Id, texts: Iterable[str], private: leaks.Private) -> list[Stop]:
    """What stops a letter, a form or a sheet for one person: words that are somebody else's, and names that nothing says they know."""
    found = []
    for text in dict.fromkeys(texts):
        found += [Stop(Id(""), hit, sentence_of(file, hit, person)) for hit in leaks.hits(text, private)]
        for hit in letters.unknown_names(file, person, text):
            if (hit.owner, leaks.phrase(hit.words)) not in private.something_else:
                found.append(Stop(Id(""), hit, letters.unknown_said(file, hit, person)))
    return found


def looked_for_words(count: int, which: str = "that only others know") -> str:
    """What was looked for on a paper and not found there."""
    return (
        f"We looked for one thing {which}, and did not find it."
        if count == 1
        else f"We looked for {count} things {which}, and did not find them."
    )


def sentence_of(file: CaseFile, hit: leaks.Hit, recipient: Id, reader: str = "") -> str:
    """Whose words a hit is, since when, and who has not said what. `reader`: who reads the paper, where that is nobody of the case."""
    when = f" on {day_said(hit.since)}" if hit.since else ""
    if hit.owner == leaks.FACILITATORS:
        return f"“{hit.words}” comes from what you and your colleagues wrote for yourselves{when}. That is on nobody’s paper."
    owner, reader = file.name(hit.owner) or "somebody", reader or file.name(recipient)
    if leaks.phrase(hit.words) == leaks.phrase(owner):
        return f"“{hit.words}” is somebody else’s name. Nothing says that {reader} may read it."
    return f"“{hit.words}” comes from what {owner} told you{when}. {owner} has not said that {reader} may know."


def something_else(book: Workbook, case: Id, hit: leaks.Hit, recipient: Id, why: str = "") -> Changed:
    """A named colleague says that these words are not about the person they seem to come from."""
    values = {
        "words": hit.words,
        "owner": hit.owner,
        "recipient": recipient,
        "said_by": book.me().name,
        "on": Day(book.clock.today().isoformat()),
        "why": why,
    }
    return book.add(SomethingElse, case, values)[1]


def may_be_known_to_both(file: CaseFile, hit: leaks.Hit) -> bool:
    """Whether a hit may be something that both have known all along: between neighbours, a word out of the owner's own address."""
    if not file.sides or any(side.role != "taking_part" for side in file.sides):
        return False
    lines = " ".join(one.lines for one in file.of(Address, hit.owner)).casefold().split()
    return any(word.casefold().strip(",.") in [line.strip(",.") for line in lines] for word in hit.words.split())


def both_know(book: Workbook, case: Id, hit: leaks.Hit) -> Changed:
    """Its owner says that the other has known it all along. It is the owner's to say, and stands under their name."""
    values = {"words": hit.words, "since": Day(book.clock.today().isoformat()), "told_by": hit.owner}
    return book.add(KnownToBoth, case, values)[1]


def blank_sheet(book: Workbook, file: CaseFile, recipient: Id = CASE_FILE) -> AgreementSheet:
    """The sheet that is filled in with a pen: the names, and lines. It holds nothing that any of them may not know."""
    plan = next(iter(reversed(file.all(ConferencePlan))), None)
    empty = Agreement(id=Id("blank"), case=file.id, conference=plan.id if plan else Id(""))
    sheet = projection.agreement_sheet(file, empty, recipient, book.service(), Standing.BLANK)
    lines = tuple(TermLine("", "", "") for _ in range(_BLANK_LINES))
    people = tuple(replace(person, role="") for person in sheet.people)
    return replace(sheet, terms=lines, people=people, recipient="", reference="", copies=(), who_may_see="")


def make(copy: Copy) -> Paper:
    """The bytes of a copy. Raises `Stopped`, `MissingLetter`. Imports the press, so the first one takes some tenths of a second."""
    if copy.why_not:
        raise Stopped(copy.why_not)
    if copy.stops:
        raise Stopped(copy.stops[0].sentence, "Change the words, ask whose they are, or say that this is something else.")
    return _press(copy.sheet, copy)


def _press(sheet: AgreementSheet, copy: Copy) -> Paper:
    from facilitator_app.papers.press import FORMATS, pages_of, pdf_of  # noqa: PLC0415 - costs 0.4 s, and most days print nothing

    form = FORMATS.get(copy.format, FORMATS["standard"])
    printed = sheet if copy.welsh is None else BilingualSheet(copy.welsh, sheet) if copy.language == "both" else copy.welsh
    data = pdf_of(printed, form)
    return Paper(data, "Agreement", pages_of(data), copy)


def make_blank(book: Workbook, case: Id, format: str = "standard") -> Paper:
    """The blank sheet of a case. Raises `Stopped` when somebody has stopped, and while only one side is open: it names everybody."""
    file = book.case(case)
    nobody_has_stopped(book, file)
    sheet = blank_sheet(book, file)
    coded = replace(sheet, code=sheet_stem(_letters(derived_id("blank agreement sheet", file.id, _planned(file)))))
    ours = _press(coded, Copy(CASE_FILE, "blank", "", format, coded, (), 0))
    return replace(_press(sheet, Copy(CASE_FILE, "blank", "", format, sheet, (), 0)), beside=ours)


def _planned(file: CaseFile) -> Id:
    """The last meeting that was planned: each has blank sheets of its own."""
    return next((plan.id for plan in reversed(file.all(ConferencePlan))), Id(""))


def nobody_has_stopped(book: Workbook, file: CaseFile) -> None:
    """Raises `Stopped` when somebody has, and while only one side is open: what is carried into a meeting names everybody."""
    why_not = ONE_SIDE if book.side is not None else STOPPED if any(person.stopped_on for person in file.all(Participant)) else ""
    if why_not:
        raise Stopped(why_not)


def sets_wanted(file: CaseFile) -> int:
    """How many blank sheets are carried in: one for each side, and one for the case file."""
    return len([side for side in file.sides if not side.stopped_on]) + 1


def issued(book: Workbook, case: Id, paper: Paper, how: str, sets: int = 1, wanted: Wanted | None = None) -> Changed:
    """Enters what left the program in the register, and keeps its bytes, so that a reprint is the same. `sets`: how often it was printed.

    `wanted`: what the office is asked to do with it, where it is sent there.
    """
    copy, file = paper.copy, book.case(case)
    standing, draft = copy.sheet.standing, copy.is_draft
    agreement = agreeing.agreement_of(file)
    code = "" if draft else copy.sheet.code
    of = {
        "draft": draft or standing is Standing.DRAFT,
        "agreement": agreement.id if agreement and standing is not Standing.BLANK else Id(""),
        "square_code": code,
        "check_code": (copy.welsh or copy.sheet).check_code if code else "",  # the one that is on the paper
    }
    values: dict[str, object] = {"recipient": copy.recipient, "format": Choice(copy.format), "version": copy.sheet.version, "copies": sets}
    values |= {"language": Choice(copy.language)} if copy.language != ENGLISH else {}
    what = "agreement_blank" if standing is Standing.BLANK else "welsh_draft" if draft else "agreement"
    rows = entries(book, case, what, paper.data, {**values, **of, "pages": paper.pages, "how": Choice(how)}, wanted)
    if agreement is not None and standing is Standing.AGREED and not draft:
        now = projection.agreement_sheet(file, agreement, paper.copy.recipient, book.service(), Standing.AGREED)
        if now.terms == paper.copy.sheet.terms:  # the first fair copy that leaves seals the words: those that stand on it and no others
            rows += filter(None, (agreeing.seal(book, file, agreement),))
    return book.save(rows, "issued")
