"""Every text that somebody types and a paper is built of; and what happens when something private to another is typed into it."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeAlias

import pypdfium2
import wall_corpus
from every_paper import CASE, DANIEL, TEAM, every
from hypothesis import strategies as st
from test_projection import NOT_LOOKED_FOR, WORDS, case_kinds, layers, planted

from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import Agreement, ConferencePlan, Joining, Participant, Particulars, Record, Term
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import NOBODY, Compartment, Field, Id, Seen, compartment_name, fields_of
from facilitator_app.vault.rows import Row
from facilitator_app.workbook import guide_planned, guides, letter_texts
from facilitator_app.workbook.workbook import Workbook

Place: TypeAlias = tuple[type[Record], Field]

_TEAMS = ("team_note", "meeting_record")  # of a case, and the facilitators' own
_ON_A_PAPER = {("joining", "come_to"), ("joining", "arrive_at"), ("joining", "bring")}  # typed for their own paper: an inlet, see below
# Free text in which something private may stand.
PLACES: tuple[Place, ...] = tuple(
    (kind, declared)
    for kind in case_kinds()
    for declared in fields_of(kind)
    if declared.type is str and planted(declared, "x") is not None and (kind.kind, declared.name) not in NOT_LOOKED_FOR | _ON_A_PAPER
    and declared.name not in ("author", "by") and (kind.compartment is Compartment.PRIVATE or kind.kind in _TEAMS)
    and (kind is not Particulars or declared.name not in ("prison", "prison_number", "legal_name", "language"))  # facts for a prison: an inlet
)  # fmt: skip
_ANYBODYS = (
    "as it is written",
    "case",
    "accents",
    "invisible signs",
    "look-alike letters",
    "hyphens",
    "possessive and plural",
    "one typing error",
)
_NOT_IN_PROSE = ("day",)  # a day is looked for where a field asks for one


# What is planted ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Planted:
    """What is private, and in which words it is typed again."""

    sort: str
    text: str
    said: str


def of_the_corpus() -> Iterator[Planted]:
    """Every value of the corpus in every way of the closed list that serves its sort."""
    for sorts, rewrite in wall_corpus.REWRITES.values():
        for one in wall_corpus.VALUES:
            if one.sort in sorts and one.sort not in _NOT_IN_PROSE:
                yield from (Planted(one.sort, one.text, said) for said in rewrite(one.text))


@st.composite
def values(draw: st.DrawFn) -> Planted:
    """One of them, or a name, place, work or school that nobody thought of, in one of the ways."""
    if draw(st.booleans()):
        return draw(st.sampled_from(tuple(of_the_corpus())))
    name = draw(WORDS)
    sort = draw(st.sampled_from(("name", "street", "work", "school")))
    text = {"name": name, "street": f"{name} Road", "work": f"{name} Bakery", "school": f"{name} Primary School"}[sort]
    ways = [rewrite for sorts, rewrite in (wall_corpus.REWRITES[way] for way in _ANYBODYS) if sort in sorts]
    return Planted(sort, text, draw(st.sampled_from([said for rewrite in ways for said in rewrite(text)])))


# Where it is typed --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Inlet:
    """A text that somebody types, the papers that have it, and how it is typed; it is as it was again at the end."""

    name: str
    papers: frozenset[str]
    typed: Callable[[Workbook, str], Callable[[], object]]

    @contextmanager
    def put(self, book: Workbook, words: str) -> Iterator[None]:
        """Types it, and takes it back."""
        back = self.typed(book, words)
        try:
            yield
        finally:
            back()


def _save(book: Workbook, records: tuple[Record, ...], name: str, value: Callable[[Record], object]) -> None:
    file = book.case(CASE)
    book.save(
        [Row(file.compartments[one.id], one.kind, one.id, {name: value(one)}, {name: file.standing_of(one.id, name)}) for one in records]
    )


def _field(records: Callable[[CaseFile], tuple[Record, ...]], name: str, part: str = "") -> Callable[[Workbook, str], Callable[[], object]]:
    """A field of some records, or one part of it."""

    def typed(book: Workbook, words: str) -> Callable[[], object]:
        kept = records(book.case(CASE))
        _save(book, kept, name, lambda one: replace(getattr(one, name), **{part: words}) if part else words)
        return lambda: _save(book, kept, name, lambda one: getattr(one, name))

    return typed


def _letter(name: str) -> Callable[[Workbook, str], Callable[[], object]]:
    """A service's own words: the usual ones and these."""

    def typed(book: Workbook, words: str) -> Callable[[], object]:
        letter_texts.begin(book, name)

        def say(text: str) -> object:
            file = letter_texts.kept(book)
            own = letter_texts.own(file, name)
            assert own is not None
            return book.record(file, own, {"words": text})

        say(f"{letter_texts.usual(name).words}\n\n{words}\n")
        return lambda: say("")

    return typed


def _prompt(book: Workbook, words: str) -> Callable[[], object]:
    """A prompt of a guide of the service's own, with which the meeting is planned."""
    plan = book.case(CASE).all(ConferencePlan)[-1].id
    own = next((one.own for one in guides.every(book) if one.own), None)
    key = own.id if own is not None else guides.copy(book, "eleven-stages")[0]
    text = guides.one(book, "eleven-stages").words.lstrip("\n")
    first = next(line for line in text.splitlines() if line.startswith(("- ", "! ", "* ")))
    kept = guides.one(book, key).own
    assert kept is not None
    book.record(guides.shared(book), kept, {"words": text.replace(first, f"{first[:2]}{' '.join(words.split())}", 1)})
    guide_planned.choose(book, CASE, plan, key)
    return lambda: guide_planned.choose(book, CASE, plan, "eleven-stages")


def _terms(file: CaseFile) -> tuple[Record, ...]:
    return file.all(Term)


def _agreement(file: CaseFile) -> tuple[Record, ...]:
    return file.all(Agreement)[-1:]


def _plan(file: CaseFile) -> tuple[Record, ...]:
    return file.all(ConferencePlan)[-1:]


def _coming(file: CaseFile) -> tuple[Record, ...]:
    return file.all(Joining)


def _his(file: CaseFile) -> tuple[Record, ...]:
    return file.of(Particulars, DANIEL)[:1]


_LINES = frozenset({"agreement", "court", "referrer", "checker"})
_MEETS = frozenset({"invitation", "officer", "supporter", "interpreter", "prison_visit"})
INLETS = (
    Inlet("what a line says", _LINES, _field(_terms, "promise", "what")),
    Inlet("by when", _LINES, _field(_terms, "promise", "by_when")),
    Inlet("how it is checked", _LINES, _field(_terms, "how_shown")),
    Inlet("who may see it", frozenset({"agreement"}), _field(_agreement, "who_may_see")),
    Inlet("room", _MEETS, _field(_plan, "room")),
    Inlet("time", _MEETS, _field(_plan, "at")),
    Inlet("sign for a pause", frozenset({"invitation"}), _field(_plan, "pause")),
    Inlet("arrival", frozenset({"invitation"}), _field(_coming, "arrive_at")),
    Inlet("way", frozenset({"invitation"}), _field(_coming, "come_to")),
    Inlet("what to bring", frozenset({"invitation"}), _field(_coming, "bring")),
    Inlet("form", frozenset({"consent"}), _letter("consent")),
    Inlet("invitation", frozenset({"invitation"}), _letter("invitation")),
    Inlet("information", frozenset({"information"}), _letter("information")),
    Inlet("prompt", frozenset({"guide", "booklet"}), _prompt),
    Inlet("prison", frozenset({"prison_visit"}), _field(_his, "prison")),
    Inlet("prison number", frozenset({"prison_visit"}), _field(_his, "prison_number")),
    Inlet("language", frozenset({"interpreter"}), _field(_his, "language")),
)  # fmt: skip


# What comes of it -----------------------------------------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    """Letters and figures alone, side by side: however a line is broken, and whatever stands between."""
    return "".join(re.findall(r"[^\W_]", unicodedata.normalize("NFC", text).casefold()))


def shown(data: bytes) -> str:
    """The text on the pages."""
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def check(book: Workbook, place: Place, whose: int, one: Planted, inlet: Inlet) -> None:
    """Plants it in somebody's part, types it again, and looks at every paper that has that text: it was stopped, or does not have the words."""
    kind, declared = place
    people = book.case(CASE).all(Participant)
    team = kind.kind in _TEAMS or declared.ask.seen is Seen.JUDGEMENT
    person = people[whose].id if kind.compartment is Compartment.PRIVATE else NOBODY
    owner = TEAM if team else person
    record = Id(fresh_id())
    row = Row(
        compartment_name(kind, CASE, person),
        kind.kind,
        record,
        {declared.name: f"It is {one.text} for them."} | ({"person": person} if person else {}),
    )
    book.save([row])
    try:
        with inlet.put(book, f"Then {one.said} again."):
            for out in every(book, inlet.papers.__contains__, ("standard",)):
                if out.reader in (owner, TEAM) or out.why_not or (inlet.papers & {"prison_visit", "interpreter"} and owner == DANIEL):
                    continue
                told = (out.label, kind.kind, declared.name, owner, one, inlet.name)
                assert squeezed(one.said) not in squeezed(shown(out.data)), told
                assert one.said.casefold() not in layers(out.data).casefold(), told
    finally:
        book.save(
            [
                Row(
                    row.compartment,
                    row.kind,
                    record,
                    {declared.name: ""},
                    {declared.name: book.case(CASE).standing_of(record, declared.name)},
                )
            ]
        )
