"""What goes out to one recipient: nothing of anybody else, whatever is planted where, down to the last byte of the paper."""

import io
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from itertools import product
from typing import Any, get_args, get_origin

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wall_cases import CASE, FACTS, HER, HERS, HIM, HIS, PEOPLE, SERVICE, agreement, file_of, found

from facilitator_app.papers.press import FORMATS, pdf_of
from facilitator_app.records import (
    KINDS,
    Agreement,
    Amendment,
    Case,
    ConferencePlan,
    Consent,
    CopyWish,
    Participant,
    Particulars,
    Sealed,
    Term,
)
from facilitator_app.records.agreed import digest_of
from facilitator_app.records.agreement import PersonsYes, Promise, SealedLine
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.passing_on import Act, Yes
from facilitator_app.records.record import Choice, Compartment, Day, Field, Id, Record, Seen, fields_of
from facilitator_app.wall import leaks, projection
from facilitator_app.wall.projection import CASE_FILE
from facilitator_app.wall.sheets import AgreementSheet, Present, Standing

EVERYBODY = (HER, HIM, HERS, HIS)
CLOSED = (Seen.PRIVATE, Seen.PASSED, Seen.JUDGEMENT, Seen.RESTRICTED, Seen.TEAM)
CANARY = "Qorvendale"

# What of the closed classes may stand on a paper all the same, each with its reason. A field that is added later is not among it.
MAY_STAND = {
    ("case", "lead"),  # facilitators are named on the paper, by their first names
    ("case", "co_facilitator"),
}
# What is not looked for in the words of an agreement, each with its reason. A field that is added later is.
NOT_LOOKED_FOR = {
    *MAY_STAND,
    ("case", "supervisor"), ("acquaintance", "who"), ("consent", "explained_by"), ("contact", "author"), ("follow_up", "author"), ("printed", "by"),
    ("preparation_note", "author"), ("safety_look", "author"), ("something_else", "said_by"), ("team_note", "author"),  # colleagues
    ("agreement", "check_key"), ("agreement", "agreed"), ("agreement", "read_before"), ("agreement", "compared"),
    ("conference_plan", "guide"), ("guide_run", "started"), ("guide_run", "stage"),
    ("guide_run", "break_started"), ("guide_run", "stopped"), ("guide_run", "ended"), ("printed", "at"), ("printed", "digest"),
    ("printed", "attachment"), ("printed", "attachment_key"), ("printed", "square_code"), ("printed", "check_code"),  # moments, keys, names of guides
    *((kind, name) for kind in ("scan", "own_scan") for name in (
        "at", "by", "codes", "fingerprint", "original", "original_key", "picture", "picture_key", "became_at", "became_by", "filed_by",
    )), ("scan", "compared_by"),  # a picture, its keys, and colleagues
    ("something_else", "words"), ("known_to_both", "words"),  # what opens
    ("amendment", "author"), ("go_ahead", "by"), ("orders_asked", "author"), ("safety_questions", "author"), ("sealed", "by"),
    ("something_changed", "author"), ("talk", "author"), ("term_progress", "author"), ("moved", "by"),  # colleagues
    ("letter", "author"), ("letter", "read_by"), ("letter_offered", "author"), ("custody", "author"), ("incident", "author"),
    ("handing_over", "author"), ("handing_over", "to"), ("sheet_typed", "author"), ("information_given", "author"),  # colleagues
    ("visit_sheet", "code"), ("visit_sheet", "made"), ("sheet_typed", "typed"),  # moments, and letters that mean nothing
    ("paper_asked", "author"), ("paper_asked", "printed_by"), ("paper_went", "author"), ("paper_search", "by"),  # colleagues
    ("paper_asked", "asked_at"), ("paper_asked", "printed_at"),  # moments
    ("sealed", "digest"), ("sealed", "signed_paper"),
    ("confirmation", "read"), ("talk", "subject"), ("go_ahead", "check"), ("case", "supervisor_id"),  # no words
    ("amendment", "yes"),  # says the promise again that is, or may come, on everybody's paper
}  # fmt: skip


def sheet_for(file: CaseFile, recipient: Id, standing: Standing = Standing.AGREED) -> AgreementSheet:
    return projection.agreement_sheet(file, file.all(Agreement)[0], recipient, SERVICE, standing)


def planted(declared: Field, canary: str) -> Any:
    """A value of this field's type with the canary in every text of it; None where it can hold none."""
    kind = declared.type
    if declared.ask.choices or declared.ask.link or kind in (bool, int, Day, Id, Choice):
        return None
    return text_of(kind, canary)


def text_of(kind: Any, canary: str) -> Any:
    if kind is str:
        return canary
    if kind in (bool, int):
        return kind()
    if get_origin(kind) is tuple:
        return (text_of(get_args(kind)[0], canary),)
    if is_dataclass(kind):
        assert isinstance(kind, type)
        return kind(**{one.name: text_of(one.type, canary) for one in fields(kind)})
    raise TypeError(f"a field of a type that this test cannot fill: {kind}")


def case_kinds() -> Iterator[type[Record]]:
    yield from (kind for kind in KINDS.values() if kind.compartment in (Compartment.CASE, Compartment.PRIVATE, Compartment.NAMED))


PLACES = [
    (kind, declared) for kind in case_kinds() for declared in fields_of(kind) if declared.ask.seen in CLOSED and planted(declared, "x") is not None
]  # fmt: skip
NAMES = [f"{kind.kind}.{declared.name}" for kind, declared in PLACES]


def with_canary(kind: type[Record], declared: Field, owner: Id, words: str) -> tuple[Record, ...]:
    """A whole case in which one field holds the words. A record of a kind that is there already gets them, another is added."""
    base = (*FACTS, *agreement("Daniel will write a letter."))
    value = planted(declared, words)
    owned = {"person": owner} if any(field.name == "person" for field in fields_of(kind)) else {}
    owned |= {"giver": owner, "receiver": HERS} if kind.kind == "passed_on" else {}
    same = [record for record in base if isinstance(record, kind) and kind in (Case, Agreement, Term)]
    if same:
        return (*(record for record in base if record is not same[0]), replace(same[0], **{declared.name: value}))
    return (*base, kind(id=Id("planted"), case=CASE, **{**owned, declared.name: value}))


def test_a_kind_or_field_that_is_added_later_is_walked() -> None:
    assert {kind.kind for kind in case_kinds()} == set(KINDS) - {
        "guide", "guide_text", "letter_text", "me", "number_at_hand", "own_word", "prison", "service", "time_spent", "venue", "words_passed",
        "loose_scan", "colleague", "supervising",
    }  # fmt: skip
    assert len(PLACES) > 60
    exempt = MAY_STAND | NOT_LOOKED_FOR
    assert exempt <= {(kind.kind, field.name) for kind in KINDS.values() for field in fields_of(kind)}, "a field that is gone"


@pytest.mark.parametrize(("kind", "declared"), PLACES, ids=NAMES)
def test_what_is_planted_in_a_closed_field_is_on_nobodys_sheet(kind: type[Record], declared: Field) -> None:
    for owner, standing in product((HER, HIM), Standing):
        file = file_of(*with_canary(kind, declared, owner, CANARY))
        for recipient in (*EVERYBODY, CASE_FILE):
            on_it = CANARY in repr([getattr(sheet_for(file, recipient, standing), field.name) for field in fields(AgreementSheet)])
            assert on_it == ((kind.kind, declared.name) in MAY_STAND), recipient


@pytest.mark.parametrize(("kind", "declared"), PLACES, ids=NAMES)
def test_what_is_planted_in_a_closed_field_stops_the_agreement_that_repeats_it(kind: type[Record], declared: Field) -> None:
    words = f"She goes to {CANARY} Mill when the others have left."
    looked_for = (kind.kind, declared.name) not in NOT_LOOKED_FOR
    for text in (f"He brings it to {CANARY} soon.", "He goes to her when the others have left."):
        file = file_of(*with_canary(kind, declared, HER, words))
        assert bool(found(file, text, HIM)) == looked_for, text
    owners = {owner for _, owner, _ in found(file, f"To {CANARY}.", HIM)}
    person_field = any(field.name == "person" for field in fields_of(kind)) and kind.compartment is Compartment.PRIVATE
    if looked_for and person_field:
        assert owners == {leaks.FACILITATORS if declared.ask.seen is Seen.JUDGEMENT else "Margaret"}


# Into the paper, byte by byte ------------------------------------------------------------------------------------------------------


def layers(data: bytes) -> str:
    """Everything that can be read out of a PDF: its text as shown, its metadata, every string, name and stream, unpacked."""
    shown = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_bounded() for page in shown]
    shown.close()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        with pdf.open_metadata() as metadata:
            texts += [f"{name}={value}" for name, value in metadata.items()]
        texts += [f"{name}={value}" for name, value in pdf.docinfo.items()]
        for thing in pdf.objects:
            texts.append(_strings(thing))
            if isinstance(thing, pikepdf.Stream):
                texts.append(_unpacked(thing))
    texts.append(data.decode("latin-1"))
    return "\n".join(texts)


def _strings(thing: Any, depth: int = 6) -> str:
    if depth == 0:
        return ""
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return " ".join(f"{name} {_strings(value, depth - 1)}" for name, value in dict(thing).items() if name != "/P")
    if isinstance(thing, pikepdf.Array):
        return " ".join(_strings(one, depth - 1) for one in thing)
    return str(thing) if isinstance(thing, pikepdf.String | pikepdf.Name | str) else ""


def _unpacked(stream: pikepdf.Stream) -> str:
    raw = stream.read_bytes()
    return "\n".join(raw.decode(code, "replace") for code in ("latin-1", "utf-8", "utf-16-be"))


WORDS = st.from_regex(r"[BCDFGHKLMNPQRSTVZ][bcdfghklmnpqrstvz][aeiou][bcdfghklmnpqrstvz][aeiou]{2}[xzqv][aeiou][xzqv]", fullmatch=True)


@settings(max_examples=8)
@given(data=st.data())
def test_no_canary_of_anybody_else_is_in_any_layer_of_any_copy(data: st.DataObject) -> None:
    """Every closed field of every kind holds a word of its own for every owner; then all copies are made, and searched to the last byte."""
    canaries: dict[str, Id] = {}
    records: list[Record] = list(agreement("Daniel will write a letter."))
    stem = data.draw(WORDS)

    def canary(owner: Id) -> str:
        word = f"{stem}{chr(ord('a') + len(canaries) // 26 % 26)}{chr(ord('a') + len(canaries) % 26)}{chr(ord('a') + len(canaries) // 676)}"
        canaries[word] = owner
        return word

    for kind, owner in product(case_kinds(), EVERYBODY):
        if kind in (Case, Agreement, Term, Participant):
            continue
        owned: dict[str, Any] = {"person": owner} if any(field.name == "person" for field in fields_of(kind)) else {}
        if kind.kind == "passed_on":
            owned |= {"giver": owner, "receiver": data.draw(st.sampled_from(EVERYBODY))}
        closed = [field for field in fields_of(kind) if field.ask.seen in CLOSED and planted(field, "x") is not None]
        values = {field.name: planted(field, canary(owner)) for field in closed}
        records.append(kind(id=Id(f"{kind.kind} {owner}"), case=CASE, **{**values, **owned}))
    for kind in (Case, Agreement, Term):
        had = next(record for record in (*PEOPLE, *records) if isinstance(record, kind))
        closed = [
            f for f in fields_of(kind) if f.ask.seen in CLOSED and planted(f, "x") is not None and (kind.kind, f.name) not in MAY_STAND
        ]
        records = [record for record in records if record.id != had.id]
        records.append(replace(had, **{field.name: planted(field, canary(leaks.FACILITATORS)) for field in closed}))
    people = [record for record in PEOPLE if not isinstance(record, Case)]
    wishes = [CopyWish(id=Id(f"wish {who}"), case=CASE, person=who, format=Choice(data.draw(st.sampled_from(["standard", "large", "easy_read"]))),
                       role_words=Choice(data.draw(st.sampled_from(["shown", "left_out"]))), copies=Choice(data.draw(st.sampled_from(["shown", "left_out"]))))
              for who in EVERYBODY]  # fmt: skip
    file = file_of(*people, *records, *wishes)
    recipient = data.draw(st.sampled_from((*EVERYBODY, CASE_FILE)))
    standing = data.draw(st.sampled_from([Standing.AGREED, Standing.DRAFT]))
    paper = pdf_of(sheet_for(file, recipient, standing), FORMATS[projection.wish_of(file, recipient).format]).replace(b"\x00", b"")
    everything = layers(pdf_of(sheet_for(file, recipient, standing), FORMATS[projection.wish_of(file, recipient).format]))
    assert "Daniel will write a letter" in " ".join(everything.split())
    assert len(canaries) > 100
    assert [word for word in canaries if word in everything or word.encode() in paper] == []


def test_a_canary_that_is_on_the_sheet_is_found_in_the_layers() -> None:
    """The search itself: in the shown text, in the document's properties, in what is said to a reader."""
    file = file_of(*FACTS, *agreement(f"Daniel goes to {CANARY}."))
    plain = pdf_of(sheet_for(file, HER))
    assert CANARY in layers(plain)
    with pikepdf.open(io.BytesIO(pdf_of(sheet_for(file_of(*FACTS, *agreement("Daniel goes.")), HER)))) as pdf:
        pdf.Root.Extra = pikepdf.Dictionary(Deep=pikepdf.Array([pikepdf.String(f"in {CANARY}")]))
        kept = io.BytesIO()
        pdf.save(kept)
    assert CANARY in layers(kept.getvalue())


# One text for all --------------------------------------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(
    terms=st.lists(st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), min_size=1, max_size=60), min_size=1, max_size=5),
    data=st.data(),
)
def test_the_terms_are_the_same_in_all_copies(terms: list[str], data: st.DataObject) -> None:
    shown = st.sampled_from(["shown", "left_out"])
    wishes = [CopyWish(id=Id(f"wish {who}"), case=CASE, person=who, format=Choice(data.draw(st.sampled_from(["standard", "large", "easy_read"]))),
                       role_words=Choice(data.draw(shown)), place=Choice(data.draw(shown)), codes=Choice(data.draw(shown)), copies=Choice(data.draw(shown)))
              for who in EVERYBODY]  # fmt: skip
    file = file_of(*FACTS, *agreement(*terms), *wishes)
    sheets = [sheet_for(file, recipient) for recipient in (*EVERYBODY, CASE_FILE)]
    assert [term.what for term in sheets[0].terms] == terms
    own = {"recipient", "place", "reference", "copies", "people"}  # a copy's own; codes are the workbook's to add
    for sheet in sheets[1:]:
        assert {f.name: getattr(sheet, f.name) for f in fields(sheet) if f.name not in own} == {
            f.name: getattr(sheets[0], f.name) for f in fields(sheet) if f.name not in own
        }
        assert [person.name for person in sheet.people] == [person.name for person in sheets[0].people]
        assert {person.role for person in sheet.people} <= {"", *(person.role for person in sheet_for(file, CASE_FILE).people)}


def test_everybody_who_took_part_stands_on_the_sheet_in_order() -> None:
    sheet = sheet_for(file_of(*FACTS, *agreement("x")), CASE_FILE)
    assert sheet.people == (
        Present("Margaret", "person harmed", 1),
        Present("Siân", "supporter of Margaret", 1),
        Present("Daniel", "person responsible", 2),
        Present("Wŷn", "supporter of Daniel", 2),
    )
    assert (str(sheet.signed_on), sheet.signed_by) == ("2026-03-17", ("Margaret", "Daniel"))
    assert all(term.title == "" for term in sheet.terms)


@pytest.mark.parametrize(
    ("stored", "printed"),
    [
        ("2026-04-17", "Fri 17 Apr 2026"), ("from today", "From today, Tue 17 Mar 2026"), ("today", "Today, Tue 17 Mar 2026"), ("", ""),
        ("within 5 working days", "Within 5 working days (said on Tue 17 Mar 2026)"), ("by the end of May 2026", "By the end of May 2026"),
    ],
)  # fmt: skip
def test_words_for_a_day_have_the_day_beside_them_on_which_they_were_said(stored: str, printed: str) -> None:
    assert projection.by_when(stored, date(2026, 3, 17)).replace("\xa0", " ") == printed
    assert projection.by_when(stored) in (printed, printed.replace(" ", "\xa0"), stored[:1].upper() + stored[1:])


def test_the_day_beside_words_is_that_of_the_meeting_and_of_what_was_changed_since_that_of_the_last_yes() -> None:
    def printed(*more: Record, **values: Any) -> str:
        made, *terms = agreement("x", **values)
        return sheet_for(file_of(*FACTS, made, *terms, *more), HIM).terms[0].by_when.replace("\xa0", " ")

    assert printed() == "From today, Tue 17 Mar 2026"
    lines = (SealedLine(Id("term-1"), 1, Promise("x", (HIM,), "from today")),)
    sealed = Sealed(id=Id("seal"), case=CASE, agreement=Id("agreement"), on=Day("2026-03-18"), lines=lines, digest=digest_of(lines))
    new = Promise("y", (HIM,), "from today")
    yes = [PersonsYes(HER, Day("2026-08-01"), "by phone", new), PersonsYes(HIM, Day("2026-08-03"), "by phone", new)]
    for said, day in ((yes[:1], "Tue 17 Mar 2026"), (yes, "Mon 3 Aug 2026")):
        change = Amendment(id=Id("change"), case=CASE, agreement=Id("agreement"), term=Id("term-1"), promise=new, yes=tuple(said))
        assert printed(sealed, change) == f"From today, {day}"


def test_a_draft_is_signed_by_nobody() -> None:
    sheet = sheet_for(file_of(*FACTS, *agreement("x")), CASE_FILE, Standing.DRAFT)
    assert (sheet.signed_on, sheet.signed_by) == (None, ())


def test_a_supporter_who_had_no_seat_is_not_named() -> None:
    plan = ConferencePlan(id=Id("plan"), case=CASE, seats=("facilitator:lead", HER, HERS, HIM))
    made, *terms = agreement("x", conference=Id("plan"))
    assert [person.name for person in sheet_for(file_of(*FACTS, plan, made, *terms), HIM).people] == ["Margaret", "Siân", "Daniel"]


def test_a_supporter_who_said_no_is_not_named() -> None:
    no = [
        Consent(id=Id("yes"), case=CASE, person=HERS, scope=Choice("take_part"), answer=Choice("given"), on=Day("2026-03-01")),
        Consent(id=Id("no"), case=CASE, person=HERS, scope=Choice("take_part"), answer=Choice("withdrawn"), on=Day("2026-03-10")),
    ]
    file = file_of(*FACTS, *no, *agreement("x"))
    assert [person.name for person in sheet_for(file, HIM).people] == ["Margaret", "Daniel", "Wŷn"]


def test_whoever_signed_is_named_as_a_signer_whatever_their_role() -> None:
    friend = Participant(id=Id("friend"), case=CASE, print_name="Zofia", role=Choice("interpreter"))
    made, *terms = agreement("x")
    sheet = sheet_for(file_of(*FACTS, friend, replace(made, signers=(HER, HIM, Id("friend"))), *terms), HER)  # type: ignore[call-arg]
    assert sheet.signed_by == ("Margaret", "Daniel", "Zofia")


# What was never asked ------------------------------------------------------------------------------------------------------------------


def wish(**values: str) -> CopyWish:
    return CopyWish(id=Id("wish"), case=CASE, person=HIM, **{name: Choice(value) for name, value in values.items()})


@pytest.mark.parametrize("location", ["custody", "approved_premises"])
def test_in_prison_and_never_asked_leaves_out_role_words_and_codes(location: str) -> None:
    file = file_of(*PEOPLE, Particulars(id=Id("p"), case=CASE, person=HIM, location=Choice(location)), *agreement("x"))
    assert (projection.wish_of(file, HIM).role_words, projection.wish_of(file, HIM).codes) == (False, False)
    assert {person.role for person in sheet_for(file, HIM).people} == {""}
    assert projection.wish_of(file, HER).role_words


def test_what_was_never_asked_stands_on_nobodys_copy() -> None:
    for person in EVERYBODY:
        wished = projection.wish_of(file_of(*PEOPLE), person)
        assert (wished.place, wished.codes, wished.copies) == (False, False, False)
        assert sheet_for(file_of(*FACTS, *agreement("x")), person).place == ""


def test_a_new_record_of_a_wish_does_not_answer_what_was_not_asked() -> None:
    file = file_of(*FACTS, wish(keeping="keep"))
    assert not projection.wish_of(file, HIM).role_words
    assert projection.wish_of(file_of(*FACTS, wish(keeping="keep", role_words="left_out")), HIM).role_words is False
    assert projection.wish_of(file_of(*PEOPLE, wish(keeping="keep")), HIM).role_words
    asked = file_of(*FACTS, wish(keeping="keep"))
    said_yes = replace(asked, standing={**asked.standing, Id("wish"): {"role_words": ("change",)}})
    assert projection.wish_of(said_yes, HIM).role_words


@pytest.mark.parametrize("flag", ["domestic_abuse", "sexual"])
def test_where_a_copy_is_not_safe_to_own_the_service_keeps_it(flag: str) -> None:
    case = Case(id=CASE, case=CASE, flags=(flag,))
    assert projection.wish_of(file_of(case, *PEOPLE[1:]), HER).keeping == "keep"
    assert projection.wish_of(file_of(*PEOPLE), HER).keeping == ""
    taken = CopyWish(id=Id("w"), case=CASE, person=HER, keeping=Choice("take"))
    assert projection.wish_of(file_of(case, *PEOPLE[1:], taken), HER).keeping == "take"


@pytest.mark.parametrize(
    ("name", "safe"), [("role_words", False), ("place", False), ("codes", False), ("copies", False), ("keeping", "keep")]
)
def test_two_versions_of_a_wish_count_as_the_careful_one(name: str, safe: object) -> None:
    file = file_of(*PEOPLE, wish(keeping="take", role_words="shown", codes="shown", copies="shown"), forks=[("wish", name)])
    assert getattr(projection.wish_of(file, HIM), name) == safe


def test_of_two_wishes_the_careful_one_counts_and_the_last_format() -> None:
    first = wish(format="large", codes="shown", role_words="left_out")
    second = CopyWish(id=Id("wish-2"), case=CASE, person=HIM, keeping=Choice("post"))
    found_wish = projection.wish_of(file_of(*PEOPLE, first, second), HIM)
    assert (found_wish.format, found_wish.codes, found_wish.role_words, found_wish.keeping) == ("large", True, False, "post")
    against = CopyWish(id=Id("wish-2"), case=CASE, person=HIM, codes=Choice("left_out"), role_words=Choice("shown"))
    assert projection.wish_of(file_of(*PEOPLE, first, against), HIM).role_words is False


def test_what_one_wishes_is_not_seen_on_anothers_copy() -> None:
    without = file_of(*FACTS, *agreement("x"))
    hers = CopyWish(id=Id("w"), case=CASE, person=HER, format=Choice("large"), keeping=Choice("post"), codes=Choice("shown"), copies=Choice("shown"),
                    role_words=Choice("left_out"), place=Choice("left_out"))  # fmt: skip
    assert sheet_for(file_of(*FACTS, *agreement("x"), hers), HIM) == sheet_for(without, HIM)
    assert pdf_of(sheet_for(file_of(*FACTS, *agreement("x"), hers), HIM)) == pdf_of(sheet_for(without, HIM))


def test_a_list_of_copies_is_names_only() -> None:
    hers = CopyWish(id=Id("w"), case=CASE, person=HER, copies=Choice("shown"))
    his = CopyWish(id=Id("w2"), case=CASE, person=HIM, format=Choice("large"), keeping=Choice("keep"))
    assert sheet_for(file_of(*FACTS, *agreement("x"), hers, his), HER).copies == ("Margaret", "Daniel", "Case file")


def test_every_text_of_a_sheet_is_looked_at() -> None:
    file = file_of(*FACTS, *agreement("x"), CopyWish(id=Id("w"), case=CASE, person=HER, copies=Choice("shown")))
    sheet = replace(
        sheet_for(file, HER), reference="REF", terms=(replace(sheet_for(file, HER).terms[0], title="a title", how_shown="shown by"),)
    )
    texts = projection.words_on(sheet)
    left_out = {"standing", "held_on", "signed_on", "version", "check_code", "code", "language", "telephone", "words_passed"}
    assert sheet.telephone in sheet.if_something_changes.split("\n")  # it is a line of that
    for field in fields(sheet):
        value = getattr(sheet, field.name)
        if field.name not in left_out:
            for text in (
                [value] if isinstance(value, str) else [t for one in value for t in (one if isinstance(one, tuple) else strings(one))]
            ):
                assert not text or text in texts, (field.name, text)


def strings(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [str(getattr(value, field.name)) for field in fields(value) if field.name != "side"]


def test_acts_and_yeses_are_planted_whole() -> None:
    assert text_of(Yes, "x") == Yes("x", "x", "x", "x", ("x",))
    assert text_of(Act, "x") == Act("x", "x", "x")
    assert text_of(Promise, "x") == Promise("x", ("x",), "x")
