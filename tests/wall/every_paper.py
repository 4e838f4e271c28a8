"""Every paper that the program makes, for everybody whom it can be for, out of one case of the story with everything filled in; and what of
that case is private to whom, read off the records without the wall's own reading of them.

A kind of sheet that is printed and not made here fails `test_every_paper.py`.
"""

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import making
from test_projection import case_kinds, planted

from facilitator_app.calendar import clock_at
from facilitator_app.errors import Trouble
from facilitator_app.language import words
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.papers import words as paper_words
from facilitator_app.papers.words_around import around_words
from facilitator_app.papers.words_day import day_words
from facilitator_app.papers.words_gone import gone_words
from facilitator_app.papers.words_pack import pack_words
from facilitator_app.records import (
    Agreement,
    ConferencePlan,
    Consent,
    Joining,
    KnownToBoth,
    PaperWent,
    Participant,
    Particulars,
    PassedOn,
    Preparation,
    Printed,
    Record,
    Service,
    Term,
    Told,
    codec,
)
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import NOBODY, Choice, Day, Id, Seen, as_text, compartment_name, fields_of, person_in
from facilitator_app.resources import resource
from facilitator_app.vault import door
from facilitator_app.vault.rows import Row
from facilitator_app.wall import leaks
from facilitator_app.wall import welsh as welsh_wall
from facilitator_app.wall.ordinary import is_ordinary
from facilitator_app.wall.sheets import AgreementSheet, BilingualSheet
from facilitator_app.wall.sheets_day import GuideSheet, SeatingSheet
from facilitator_app.wall.sheets_gone import GoneSheet
from facilitator_app.wall.sheets_letters import ConsentSheet, FirstLetterSheet, InformationSheet, InvitationSheet
from facilitator_app.wall.sheets_pack import ListSheet, PackSheets
from facilitator_app.wall.sheets_recipients import (
    CheckerSheet,
    CourtSheet,
    InterpreterSheet,
    PrisonSheet,
    ReferrerSheet,
    RegisterSheet,
    SupporterSheet,
)
from facilitator_app.wall.sheets_slip import SlipSheet
from facilitator_app.workbook import agreeing, around, day, demo, forms, gone, pack, papers, slip, welsh_copies
from facilitator_app.workbook.referral import CASE_SYSTEM, id_in
from facilitator_app.workbook.workbook import Workbook

MOMENT = "2026-03-18T18:00"  # the agreement is signed, and no fair copy has left yet
CASE = id_in(CASE_SYSTEM, "RJ-2026-0101")
MARGARET = id_in(CASE_SYSTEM, "RJ-2026-0101", "harmed")
DANIEL = id_in(CASE_SYSTEM, "RJ-2026-0101", "responsible")
SCOPES = ("explore", "take_part", "share_outcome", "supporter_present", "interpreter_present")
NEXT_VISIT = "2026-04-02"
OUTSIDE, TEAM = Id("outside"), Id("team")  # readers who are nobody of the case: nobody's part is theirs; the case team reads all
RUN = 3  # words in a row that do not come twice by chance
LEAST = 5  # letters of a word that is looked for by itself

# Records that are not added: they are there already, or they say what is opened and closed.
NOT_ADDED = {
    "case", "participant", "agreement", "term", "sealed", "amendment", "conference_plan", "guide_run", "attendance", "consent", "joining", "printed",
    "told", "known_to_both", "something_else", "copy_wish", "go_ahead", "talk", "confirmation", "moved", "particulars", "order", "orders_asked",
}  # fmt: skip
_OPEN = (Seen.JOINT, Seen.SERVICE)


# The case ---------------------------------------------------------------------------------------------------------------------


def filled(template: Path, folder: Path) -> Workbook:
    """The story on the evening after the meeting, with a second meeting ahead, everything opened, and a word of its own in every other field."""
    path = Path(shutil.copytree(template, folder))
    opened = door.open_with_passphrase(path, making.PASSPHRASE, clock_at(MOMENT))
    demo.fill(opened.vault, clock_at(MOMENT))
    book = Workbook(opened)
    book.add(Participant, CASE, {"print_name": "Zofia", "role": Choice("interpreter"), "supports": DANIEL})
    people = book.case(CASE).all(Participant)
    seats = tuple(one.id for one in people)
    plan = {"day": "2026-04-20", "at": "10:00", "room": "Visits centre, room 2", "pause": "Raise a hand.", "seats": seats, "minutes": "90"}
    rows = [row(ConferencePlan, plan), *_everybody_says_yes(book.case(CASE))]
    rows += [row(kind, filled_in(kind, one.id)) for kind in case_kinds() for one in people if kind.kind not in NOT_ADDED]
    book.save([one for one in rows if set(one.values) - {"person", "giver", "receiver"}], "filled in")
    _fill_what_is_there(book)
    _type_welsh(book)
    _let_papers_go(book)
    return book


def _type_welsh(book: Workbook) -> None:
    """The lines of the agreement in Welsh, so that there are copies in Welsh too."""
    file = book.case(CASE)
    agreement = agreeing.agreement_of(file)
    for of in (*(term.id for term in file.terms(agreement)), agreement.id) if agreement else ():
        book.record(file, welsh_wall.line(file, of), {"what": "Mae’n ei wneud.", "by_when": "o heddiw", "how_shown": "Rydym yn gwirio."})


def _let_papers_go(book: Workbook) -> None:
    """A copy of each side that went to somebody else, in words of their own; the register is made of them."""
    for side in book.case(CASE).sides:
        printed, _ = book.add(Printed, CASE, {"recipient": side.id, "paper": Choice("agreement"), "at": MOMENT, "by": "Priya"})
        went = {"person": side.id, "printed": printed, "on": Day("2026-03-18"), "what": Choice("with")}
        book.save([row(PaperWent, went | {name: word_for(f"paper_went {name} {side.id}") for name in ("who", "why")})], "filled in")


def row(kind: type[Record], values: Mapping[str, Any]) -> Row:
    """A new record of the case."""
    return Row(compartment_name(kind, CASE, values.get("person", "")), kind.kind, Id(fresh_id()), values)


def _everybody_says_yes(file: CaseFile) -> Iterator[Row]:
    known = ". ".join(other.print_name for other in file.all(Participant))
    for person in file.all(Participant):
        for scope in SCOPES:
            yield row(Consent, {"person": person.id, "scope": Choice(scope), "answer": Choice("given"), "on": Day("2026-03-17")})
        yield row(Preparation, {"person": person.id, "day": Day(NEXT_VISIT), "at": "14:00"})
        yield row(Told, {"person": person.id, "words": known, "known": Choice("told")})
        yield row(Joining, {"person": person.id, "arrive_at": "09:30", "come_to": word_for(f"way {person.id}"), "bring": "A coat"})


def filled_in(kind: type[Record], person: Id) -> dict[str, Any]:
    """A word of its own for every text of a record of this kind."""
    values: dict[str, Any] = {}
    for declared in fields_of(kind):
        if declared.name == "person":
            values["person"] = person
        elif kind is PassedOn and declared.name in ("giver", "receiver"):
            values[declared.name] = person if declared.name == "giver" else NOBODY
        elif kind is not PassedOn or declared.name == "words":
            value = planted(declared, word_for(f"{kind.kind} {declared.name} {person}"))
            values |= {declared.name: value} if value is not None else {}
    return values


def _fill_what_is_there(book: Workbook) -> None:
    """The case, its plan and its people have words too that are on no paper."""
    file = book.case(CASE)
    rows = [Row(file.compartments[one.id], one.kind, one.id, {"checked_by": "The tutor"}) for one in file.all(Term)]
    for record in (file.case, file.all(ConferencePlan)[-1], *file.all(Participant), *file.all(Particulars)):
        values: dict[str, Any] = {}
        for declared in fields_of(type(record)):
            if declared.ask.seen not in _OPEN and not getattr(record, declared.name) and declared.name != "supervisor_id":
                value = planted(declared, word_for(f"{record.kind} {declared.name} {record.id}"))
                values |= {declared.name: value} if value is not None else {}
        if values:
            rows.append(
                Row(
                    file.compartments[record.id],
                    record.kind,
                    record.id,
                    values,
                    {name: file.standing_of(record.id, name) for name in values},
                )
            )
    book.save(rows, "filled in")


@cache
def word_for(place: str) -> str:
    """A word that stands nowhere else and is like no other: capital, thirteen letters, the same for the same place."""
    drawn = hashlib.sha256(place.encode()).digest()
    return "Q" + "".join(f"{'bdfgklmnprstvz'[one % 14]}{'aeiou'[other % 5]}" for one, other in pairwise(drawn[:7]))


# Every paper --------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Out:
    """One paper in one format. `why_not` is said where it was not made; `own`: whose part may stand on it; `facts` what was opened for it."""

    kind: type
    label: str
    reader: Id
    own: frozenset[Id]
    data: bytes = b""
    name: str = ""
    why_not: str = ""
    facts: tuple[str, ...] = ()


def _made(out: Out, make: Callable[[], Any]) -> Out:
    try:
        made = make()
    except Trouble as trouble:
        return replace(out, why_not=trouble.words)
    name = made.name if hasattr(made, "name") else made.kind.file_name if hasattr(made, "kind") else pack.FILE_NAME
    return replace(out, data=made.data, name=name)


def every(book: Workbook, only: Callable[[str], bool] = lambda _: True, formats: tuple[str, ...] = forms.FORMATS) -> Iterator[Out]:
    """Everything that can be made of the case now, as the pages make it. `only`: of these papers ("agreement", "invitation", "court")."""
    file = book.case(CASE)
    yield from _agreements(book, file, only, formats)
    yield from _for_the_day(book, only, formats)
    yield from _letters(book, file, only, formats)
    yield from _packs(book, file, only, formats)
    yield from _around(book, file, only, formats)
    if only("gone"):
        for format in filter(gone.FORMATS.__contains__, formats):
            out = Out(GoneSheet, f"gone {format}", OUTSIDE, frozenset(), name=gone.FILE_NAME.removesuffix(".pdf"))
            yield replace(out, data=gone.card(book, format))
    if only("slip"):
        for format in filter(slip.FORMATS.__contains__, formats):
            data = slip.paper(
                slip.Slip(("7KQ2", "M4XP", "9RTA", "WC3H", "V6DNQ"), "https://exchange.example.org", "2026-03-05T10:00+00:00"), format
            )
            yield replace(
                Out(SlipSheet, f"slip {format}", OUTSIDE, frozenset(), name="Document"), data=data
            )  # as the printer's job; no file


def _agreements(book: Workbook, file: CaseFile, only: Callable[[str], bool], formats: tuple[str, ...]) -> Iterator[Out]:
    if not only("agreement"):
        return
    for copy in papers.copies(book, CASE, file):
        reader = copy.recipient or TEAM
        for format in formats:
            out = Out(AgreementSheet, f"agreement {copy.handle} {format}", reader, frozenset({reader}))
            yield _made(out, partial(papers.make, replace(copy, format=format)))
        agreement = file.all(Agreement)[-1]
        for language in ("cy", "both"):
            welsh = welsh_copies.in_language(book, file, agreement, replace(copy, format="standard"), language)
            kind = BilingualSheet if language == "both" else AgreementSheet
            yield _made(Out(kind, f"agreement {copy.handle} {language}", reader, frozenset({reader})), partial(papers.make, welsh))
    for format in formats:
        out = Out(AgreementSheet, f"blank {format}", OUTSIDE, frozenset())
        yield _made(out, partial(papers.make_blank, book, CASE, format))


def _for_the_day(book: Workbook, only: Callable[[str], bool], formats: tuple[str, ...]) -> Iterator[Out]:
    for kind in day.KINDS:
        if kind.key != day.BLANK and only(kind.key):
            sheet = {day.GUIDE: GuideSheet, day.BOOKLET: GuideSheet, day.LIST: ListSheet}.get(kind.key, SeatingSheet)
            # What will not be talked about is for the facilitators, and stands on their sheet alone.
            reader = TEAM if kind.key == day.SEATS else OUTSIDE
            for format in ("",) if kind.key == day.BOOKLET else filter(forms.IN_PRINT.__contains__, formats):
                yield _made(
                    Out(sheet, f"{kind.key} {format}".strip(), reader, frozenset()), partial(day.make, book, CASE, kind.key, format)
                )


_LETTERS = {"first_letter": FirstLetterSheet, "information": InformationSheet, "consent": ConsentSheet, "invitation": InvitationSheet}


def _letters(book: Workbook, file: CaseFile, only: Callable[[str], bool], formats: tuple[str, ...]) -> Iterator[Out]:
    written = leaks.written_in(file)
    for person in file.all(Participant):
        for paper in forms.kinds_for(person):
            if not only(paper):
                continue
            for format in formats:
                offer = forms.offer(book, CASE, person.id, paper, format, file, written)
                out = Out(_LETTERS[paper], f"{paper} {person.print_name} {format}", person.id, frozenset({person.id}))
                yield _made(out, partial(forms.make, offer))
            if paper in forms.IN_WELSH:
                offer = forms.offer(book, CASE, person.id, paper, "standard", file, written, "cy")
                yield _made(
                    Out(_LETTERS[paper], f"{paper} {person.print_name} in Welsh", person.id, frozenset({person.id})),
                    partial(forms.make, offer),
                )


def _packs(book: Workbook, file: CaseFile, only: Callable[[str], bool], formats: tuple[str, ...]) -> Iterator[Out]:
    for meeting in file.all(Preparation):
        if meeting.day == NEXT_VISIT and only("visit_pack"):
            for format in formats:
                offer = pack.offer(book, file, meeting, format, added=pack.may_add(file, meeting.person))
                out = Out(PackSheets, f"visit_pack {offer.name} {format}", meeting.person, frozenset({meeting.person}))
                yield _made(out, partial(pack.make, offer))


_AROUND = {
    "supporter": SupporterSheet, "interpreter": InterpreterSheet, "prison_visit": PrisonSheet, "referrer": ReferrerSheet, "court": CourtSheet,
    "checker": CheckerSheet, "register": RegisterSheet,
}  # fmt: skip


def _around(book: Workbook, file: CaseFile, only: Callable[[str], bool], formats: tuple[str, ...]) -> Iterator[Out]:
    written = leaks.written_in(file)
    for wanted in around.wanted_in(file):
        if not only(wanted.paper):
            continue
        comes = wanted.paper in ("supporter", "interpreter")
        reader = wanted.subject if comes else TEAM if wanted.paper == "register" else OUTSIDE
        own = next(iter(file.of(Particulars, wanted.subject if wanted.paper == "prison_visit" else file.side_of(wanted.subject))), None)
        facts: tuple[str, ...] = ()
        if own is not None and wanted.paper == "prison_visit":
            facts = (own.legal_name, own.prison, own.prison_number)
        if own is not None and wanted.paper == "interpreter":
            facts = (own.language,)
        offer = around.offer(book, file, wanted, "", written)
        for format in filter(around.formats_of(wanted.paper).__contains__, formats):
            out = Out(
                _AROUND[wanted.paper], f"{wanted.paper} {wanted.said} {format}", reader, frozenset({reader} if comes else ()), facts=facts
            )
            yield _made(out, partial(around.make, replace(offer, format=format)))


# What is private to whom ------------------------------------------------------------------------------------------------------


def words_in(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def runs_of(text: str) -> set[str]:
    """Words in a row, and each word that is none of every day."""
    words = words_in(text)
    found = {
        " ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1) if not any(len(word) < 2 for word in words[at : at + RUN])
    }
    return {run for run in found if len(re.findall("[^\\W\\d_]{3}", run)) > 1} | {
        word for word in words if len(word) >= LEAST and not is_ordinary(word)
    }


def _texts(record: Record) -> Iterator[tuple[str, Seen, str]]:
    """(field, who may see it, text) of what is written in a record: no choice, no link, no day."""
    for declared in fields_of(type(record)):
        if not (declared.ask.choices or declared.ask.link or declared.type in (Day, bool, int)):
            text = as_text(codec.to_builtins(getattr(record, declared.name)))
            if text:
                yield declared.name, declared.ask.seen, text


_COLLEAGUES = {"author", "by", "said_by", "explained_by", "who", "lead", "co_facilitator", "supervisor", "read_by", "to"}


def private_runs(file: CaseFile, out: Out) -> set[str]:
    """Every run of words that is private to anybody but this reader, and that nothing which they may read has as well."""
    shut: set[str] = set()
    for record in file.records.values():
        owner = person_in(file.compartments[record.id])
        for name, seen, text in _texts(record):
            is_open = (not owner and seen in _OPEN) or name in _COLLEAGUES or (isinstance(record, PassedOn) and record.giver in out.own)
            if not is_open and (owner not in out.own or seen is Seen.JUDGEMENT):
                shut |= {run for part in re.split(r"[.?!:;]\s|\n", text) for run in runs_of(part)}
    return shut - open_runs(file, out)


def open_runs(file: CaseFile, out: Out) -> set[str]:
    found = set(fixed_runs())
    for record in file.records.values():
        owner = person_in(file.compartments[record.id])
        for name, seen, text in _texts(record):
            told = isinstance(record, Told) and record.person in out.own and record.known == "told"
            passed = isinstance(record, PassedOn) and (record.giver in out.own or (record.receiver in out.own and record.approved.words))
            mine = owner in out.own and seen is not Seen.JUDGEMENT
            if (not owner and seen in _OPEN) or told or passed or mine or isinstance(record, KnownToBoth) or name in _COLLEAGUES:
                found |= runs_of(text)
    for fact in out.facts:
        found |= runs_of(fact)
    return found | runs_of(" ".join((file.case.lead, file.case.co_facilitator, *(one.print_name for one in file.all(Participant)))))


@cache
def fixed_runs() -> frozenset[str]:
    """What the program itself says: letters, guides, the words of the papers."""
    places = (("letters", "en"), ("scripts", "en"), ("letters", "cy"))
    texts = [file.read_text(encoding="utf-8") for place in places for file in sorted(resource(*place).iterdir())]
    texts += [resource(*place).read_text(encoding="utf-8") for place in (("papers", "cy.toml"), ("terms", "en.toml"))]
    texts += [repr(words("picture")), repr(paper_words.agreement_words("en-GB", easy=True))]
    texts += [
        repr(one)
        for one in (
            paper_words.agreement_words("en-GB"),
            paper_words.letter_words("en-GB"),
            day_words("en-GB"),
            pack_words("en-GB"),
            pack_words("en-GB", easy=True),
            around_words("en-GB"),
            around_words("en-GB", easy=True),
            gone_words("en-GB"),
        )
    ]
    return frozenset(run for text in texts for part in re.split(r"\{.*?\}|\n(?=\W)|\n\n", text) for run in runs_of(part))


def service_runs(service: Service) -> set[str]:
    return runs_of(f"{service.name} {service.telephone} {service.office_hours}")
