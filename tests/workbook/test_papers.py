"""From an agreement to the copies that leave: what stops one, what is on each, and what the register keeps."""

import io
import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import making
import pikepdf
import pypdfium2
import pytest

from facilitator_app.calendar import clock_at
from facilitator_app.ledger import seals
from facilitator_app.ledger.seals import SigningKey
from facilitator_app.records import (
    Agreement,
    Amendment,
    Contact,
    CopyWish,
    GuideRun,
    KnownToBoth,
    Participant,
    PassedOn,
    PreparationNote,
    Printed,
    Sealed,
    SomethingElse,
    TeamNote,
    Term,
)
from facilitator_app.records.agreement import Promise
from facilitator_app.records.record import Id, Record, compartment_name
from facilitator_app.vault import door
from facilitator_app.vault.rows import Edit, Row
from facilitator_app.wall.leaks import FACILITATORS
from facilitator_app.wall.sheets import Standing
from facilitator_app.workbook import agreeing, demo, papers, passing_on
from facilitator_app.workbook.papers import Copy, Stopped
from facilitator_app.workbook.referral import CASE_SYSTEM, id_in
from facilitator_app.workbook.workbook import Workbook

CASE = id_in(CASE_SYSTEM, "RJ-2026-0101")
MARGARET = id_in(CASE_SYSTEM, "RJ-2026-0101", "harmed")
DANIEL = id_in(CASE_SYSTEM, "RJ-2026-0101", "responsible")
CAR_PARK, FAIR_COPY = "2026-03-17T20:00", "2026-03-18T18:00"

Open = Callable[[str], Workbook]


@pytest.fixture(scope="module")
def filled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A demonstration workbook as it stood at a moment: made once, and copied for each test."""
    made: dict[str, Path] = {}

    def at(moment: str) -> Path:
        if moment not in made:
            made[moment] = tmp_path_factory.mktemp("demo") / "Demo.workbook"
            shutil.copytree(template, made[moment])
            opened = door.open_with_passphrase(made[moment], making.PASSPHRASE, clock_at(moment))
            demo.fill(opened.vault, clock_at(moment))
            opened.close()
        return made[moment]

    return at


@pytest.fixture
def open_at(filled: Callable[[str], Path], tmp_path: Path) -> Iterator[Open]:
    books: list[Workbook] = []

    def opened(moment: str) -> Workbook:
        folder = tmp_path / f"{len(books)}.workbook"
        shutil.copytree(filled(moment), folder)
        books.append(Workbook(door.open_with_passphrase(folder, making.PASSPHRASE, clock_at(moment))))
        return books[-1]

    yield opened
    for book in books:
        book.opened.close()


@pytest.fixture
def book(open_at: Open) -> Workbook:
    return open_at(FAIR_COPY)


def copies(book: Workbook) -> dict[str, Copy]:
    return {copy.handle: copy for copy in papers.copies(book, CASE)}


def letter(book: Workbook) -> Term:
    file = book.case(CASE)
    return file.terms(file.all(Agreement)[0])[0]


def retype(book: Workbook, words: str) -> None:
    """Other words in the first term, read back and agreed by all."""
    change(book, letter(book), promise=Promise(words, (DANIEL,), "2026-04-17"))
    read_back(book)


def change(book: Workbook, record: Record, **values: object) -> None:
    book.record(book.case(CASE), record, values)


def person(book: Workbook, id: Id) -> Participant:
    found = book.case(CASE).get(Participant, id)
    assert found is not None
    return found


def read_back(book: Workbook) -> None:
    file = book.case(CASE)
    agreeing.read_back(book, file, file.all(Agreement)[0])


# The story ------------------------------------------------------------------------------------------------------------------------


def test_the_workplace_that_stands_in_a_note_stops_daniels_copy(open_at: Open) -> None:
    found = copies(open_at(CAR_PARK))
    stops = {handle: [(stop.hit.words, stop.hit.owner, stop.hit.since) for stop in copy.stops] for handle, copy in found.items()}
    hit = [("Larkspur Library", MARGARET, "2026-01-16")]
    assert stops == {"harmed-1": [], "responsible-1": hit, "supporter-1": hit, "supporter-2": hit, "case-file": []}
    (stop,) = found["responsible-1"].stops
    assert stop.sentence.replace("\xa0", " ") == (
        "“Larkspur Library” comes from what Margaret told you on Friday 16 January. Margaret has not said that Daniel may know."
    )
    what = letter(open_at(CAR_PARK)).promise.what
    assert what[stop.hit.start : stop.hit.end] == "Larkspur Library"
    assert stop.term == letter(open_at(CAR_PARK)).id
    with pytest.raises(Stopped) as refused:
        papers.make(found["responsible-1"])
    assert refused.value.words.startswith(stop.sentence)


def test_not_agreed_is_a_draft_and_a_draft_has_a_band_and_nowhere_to_sign(open_at: Open) -> None:
    copy = copies(open_at(CAR_PARK))["harmed-1"]
    assert copy.sheet.standing is Standing.DRAFT
    assert (copy.sheet.check_code, copy.sheet.code, copy.sheet.signed_by) == ("", "", ())
    words = text_of(papers.make(copy).data)
    assert "DRAFT" in words
    assert "Signature" not in words


def test_mended_and_read_back_every_copy_can_be_made_with_the_same_terms(book: Workbook) -> None:
    found = copies(book)
    assert list(found) == ["harmed-1", "responsible-1", "supporter-1", "supporter-2", "case-file"]
    assert [copy.stops for copy in found.values()] == [()] * 5
    assert {copy.why_not for copy in found.values()} == {""}
    assert {copy.sheet.standing for copy in found.values()} == {Standing.AGREED}
    assert len({copy.sheet.terms for copy in found.values()}) == 1
    made = {handle: papers.make(copy) for handle, copy in found.items()}
    for paper in made.values():
        flat = text_of(paper.data)
        for term in found["case-file"].sheet.terms:
            assert squeezed(term.what) in squeezed(flat)
        assert "Larkspur" not in flat


def test_daniels_copy_has_no_code_of_any_sort(book: Workbook) -> None:
    bare = copies(book)["responsible-1"].sheet
    assert (bare.code, bare.check_code, bare.reference, bare.copies) == ("", "", "", ())
    assert {person.role for person in bare.people} == {""}
    words = text_of(papers.make(copies(book)["responsible-1"]).data)
    for gone in ("RJ-2026-0101", "RJ1:", "heck code", "person responsible", "HMP", "custody", "arge print", "Case file"):
        assert gone not in words


def test_each_has_a_reference_of_their_own_and_only_the_case_file_the_cases(book: Workbook) -> None:
    for person in (DANIEL, MARGARET):
        change(book, book.case(CASE).of(CopyWish, person)[0], codes="shown")
    found = copies(book)
    references = {handle: copy.sheet.reference for handle, copy in found.items() if copy.sheet.reference}
    assert set(references) == {"harmed-1", "responsible-1", "case-file"}
    assert len(set(references.values())) == 3
    assert references["case-file"] == "RJ-2026-0101"
    assert all(re.fullmatch("[0-9A-Z]{6}", references[handle]) for handle in ("harmed-1", "responsible-1"))
    for handle in ("harmed-1", "responsible-1"):
        assert "RJ-2026-0101" not in text_of(papers.make(found[handle]).data)


def test_her_large_print_shows_on_nobody_elses_copy(book: Workbook) -> None:
    found = copies(book)
    assert {handle: copy.format for handle, copy in found.items() if copy.format != "standard"} == {"harmed-1": "large"}
    for handle, copy in found.items():
        assert "arge" not in repr(copy.sheet.copies), handle
    assert found["case-file"].sheet.copies == ("Margaret", "Daniel", "Case file")


def test_the_name_of_file_and_job_names_nobody(book: Workbook) -> None:
    made = [papers.make(copy) for copy in papers.copies(book, CASE)]
    assert {paper.name for paper in made} == {"Agreement"}
    for paper in made:
        with pikepdf.open(io.BytesIO(paper.data)) as pdf:
            said = " ".join(str(value) for value in pdf.docinfo.values()) + pdf.Root.Metadata.read_bytes().decode()
            assert not re.search("Margaret|Daniel|Okafor|Pryce|HMP|RJ-", said)
            assert paper.pages == len(pdf.pages)


# What stops -------------------------------------------------------------------------------------------------------------------------


def test_while_a_signed_copy_must_still_change_no_fair_copy_leaves(book: Workbook) -> None:
    retype(book, "Daniel writes a letter. Priya brings it to Margaret at Larkspur Library.")
    found = copies(book)
    assert found["harmed-1"].sheet.standing is Standing.AGREED
    assert not found["harmed-1"].stops
    for copy in found.values():
        with pytest.raises(Stopped):
            papers.make(copy)
    assert found["harmed-1"].why_not == "The copy for Daniel cannot be printed with these words, and all copies have the same words."


def test_words_of_the_facilitators_stop_everybodys_copy_and_say_whose_they_are(book: Workbook) -> None:
    book.add(TeamNote, CASE, {"words": "We think of Qorvendale for the next one.", "day": "2026-03-11"})
    retype(book, "Daniel goes to Qorvendale.")
    found = copies(book)
    for handle in ("harmed-1", "responsible-1", "supporter-1", "supporter-2"):
        assert [stop.hit.owner for stop in found[handle].stops] == [FACILITATORS]
    assert found["harmed-1"].stops[0].sentence.replace("\xa0", " ") == (
        "“Qorvendale” comes from what you and your colleagues wrote for yourselves on Wednesday 11 March. That is on nobody’s paper."
    )


@pytest.mark.parametrize("name", ["how_shown", "who_may_see", "room", "by_when"])
def test_every_place_where_words_can_be_typed_is_looked_at(book: Workbook, name: str) -> None:
    file = book.case(CASE)
    words = "Ask at Larkspur Library"
    if name == "how_shown":
        change(book, letter(book), how_shown=words)
    elif name == "by_when":
        change(book, letter(book), promise=Promise("Daniel writes a letter.", (DANIEL,), "at Larkspur Library"))
    else:
        change(book, file.all(Agreement)[0], **{name: words})
    if name == "room":  # where nobody was asked, no copy says it
        assert not copies(book)["responsible-1"].stops
        wish = file.first(CopyWish, DANIEL)
        assert wish is not None
        change(book, wish, place="shown")
    read_back(book)
    assert [stop.hit.words for stop in copies(book)["responsible-1"].stops] == ["Larkspur Library"]


def test_she_says_yes_and_the_copy_can_be_printed(book: Workbook) -> None:
    retype(book, "Priya brings it to Margaret at Larkspur Library.")
    item, _ = passing_on.propose(book, book.case(CASE), MARGARET, DANIEL, "I am at the Larkspur Library.")
    assert copies(book)["responsible-1"].stops

    def entry() -> PassedOn:
        found = book.case(CASE).get(PassedOn, item)
        assert found is not None
        return found

    passing_on.approve(book, book.case(CASE), entry(), "by phone, 16:10")
    assert copies(book)["responsible-1"].stops == ()
    assert papers.make(copies(book)["responsible-1"]).data
    assert copies(book)["supporter-2"].stops, "not said to his uncle"
    passing_on.change_words(book, book.case(CASE), entry(), "I am often at the Larkspur Library.")
    assert copies(book)["responsible-1"].stops, "the yes was to other words"
    passing_on.approve(book, book.case(CASE), entry(), "by phone, 16:15")
    assert not copies(book)["responsible-1"].stops
    passing_on.withdraw(book, book.case(CASE), entry())
    assert copies(book)["responsible-1"].stops, "taken back"


def test_something_else_opens_one_copy_and_one_owner_and_is_on_record(book: Workbook) -> None:
    retype(book, "Priya brings it to Margaret at Larkspur Library.")
    (stop,) = copies(book)["responsible-1"].stops
    papers.something_else(book, CASE, stop.hit, DANIEL, "A library of the same name")
    found = copies(book)
    assert (found["responsible-1"].stops, bool(found["supporter-1"].stops)) == ((), True)
    said = book.case(CASE).all(SomethingElse)[0]
    assert (said.said_by, said.words, said.owner, said.recipient) == ("Priya", "Larkspur Library", MARGARET, DANIEL)
    book.add(Contact, CASE, {"person": DANIEL, "words": "His uncle meets him at Larkspur Library.", "day": "2026-03-02"})
    wyn = next(person.id for person in book.case(CASE).all(Participant) if person.print_name == "Wŷn")
    book.add(Contact, CASE, {"person": wyn, "words": "He reads at Larkspur Library.", "day": "2026-03-05"})
    assert [stop.hit.owner for stop in copies(book)["responsible-1"].stops] == [wyn]


def test_what_both_know_passes(book: Workbook) -> None:
    retype(book, "Daniel does not come to Larkspur Close.")
    assert copies(book)["responsible-1"].stops
    book.add(KnownToBoth, CASE, {"words": "Larkspur Close", "told_by": MARGARET, "since": "2025-10"})
    assert not copies(book)["responsible-1"].stops


# Two versions, a stop, one side --------------------------------------------------------------------------------------------------------


def fork(book: Workbook, kind: type[Record], record: Id, name: str, value: object, person: str = "") -> None:
    """A colleague, who has not seen what stands here, writes something else."""
    key = SigningKey(bytes(range(32)))
    book.vault.trust(key.public, "colleague")
    where = compartment_name(kind, CASE, person)
    body = making.foreign(key, record, {name: value}, kind=kind.kind, compartment=where, at="2026-03-18T17:00:00Z")
    book.vault.apply([body], "a colleague")


@pytest.mark.parametrize("which", ["term", "agreement"])
def test_two_versions_of_the_agreement_cannot_be_printed(book: Workbook, which: str) -> None:
    term, made = letter(book), book.case(CASE).all(Agreement)[0]
    if which == "term":
        fork(book, Term, term.id, "promise", {"what": "Daniel writes two letters.", "who": [DANIEL], "by_when": ""})
    else:
        fork(book, Agreement, made.id, "room", "Room 3")
    assert book.case(CASE).forks
    for copy in copies(book).values():
        with pytest.raises(Stopped, match="Two versions"):
            papers.make(copy)


def test_two_versions_of_what_she_told_stop_the_copies_of_others(book: Workbook) -> None:
    """Only one of the two is in the case as it is read: what the other holds could be on the paper."""
    note = next(note for note in book.case(CASE).all(PreparationNote) if "Larkspur Library" in note.words)
    fork(book, PreparationNote, note.id, "words", "She works at Qorvendale.", MARGARET)
    assert {handle: bool(copy.why_not) for handle, copy in copies(book).items()} == {
        "harmed-1": False, "responsible-1": True, "supporter-1": True, "supporter-2": True, "case-file": False,
    }  # fmt: skip
    assert copies(book)["responsible-1"].why_not.startswith("Two versions stand side by side in what Margaret told you.")


@pytest.mark.parametrize("who", [MARGARET, DANIEL])
def test_when_somebody_has_stopped_nothing_is_printed_for_anybody(book: Workbook, who: Id) -> None:
    change(book, person(book, who), stopped_on="2026-03-18")
    for copy in copies(book).values():
        with pytest.raises(Stopped, match="Somebody has stopped"):
            papers.make(copy)
    with pytest.raises(Stopped, match="Somebody has stopped"):
        papers.make_blank(book, CASE)


def test_of_a_meeting_that_was_stopped_nothing_is_printed_until_all_say_yes_on_another_day(book: Workbook) -> None:
    run = book.case(CASE).all(GuideRun)[0]
    change(book, run, stopped="2026-03-18T10:41:00+00:00")
    assert all(copy.why_not.startswith("The meeting was stopped.") for copy in copies(book).values())
    agreed = book.case(CASE).all(Agreement)[0]
    change(book, agreed, agreed=replace(agreed.agreed, on="2026-03-20"))
    assert {copy.why_not for copy in copies(book).values()} == {""}


def test_words_that_are_being_typed_make_it_a_draft(book: Workbook) -> None:
    file, term = book.case(CASE), letter(book)
    words = {"what": "Daniel will write a letter, perhaps", "who": [DANIEL], "by_when": ""}
    book.put(Edit("term", term.id, CASE, file.compartments[term.id], "promise", words, file.standing_of(term.id, "promise"), "typing"))
    assert {copy.sheet.standing for copy in copies(book).values()} == {Standing.DRAFT}
    assert copies(book)["case-file"].sheet.check_code == ""


def test_words_that_are_being_typed_beside_the_terms_make_it_a_draft(book: Workbook) -> None:
    file = book.case(CASE)
    made = file.all(Agreement)[0]
    where = file.compartments[made.id]
    book.put(Edit("agreement", made.id, CASE, where, "room", "Room 3", file.standing_of(made.id, "room"), "typing"))
    assert {copy.sheet.standing for copy in copies(book).values()} == {Standing.DRAFT}


@pytest.mark.parametrize("who", [MARGARET, DANIEL])
def test_with_one_side_open_nothing_is_printed_and_no_stop_speaks_of_the_other(open_at: Open, who: Id) -> None:
    """What the other side told is not in the case then, and could not be looked for."""
    for moment in (CAR_PARK, FAIR_COPY):
        book = open_at(moment)
        book.open_side(CASE, who)
        for copy in papers.copies(book, CASE):
            assert (copy.stops, copy.looked_for) == ((), 0)
            assert not re.search("Margaret|Daniel|Siân|Wŷn", copy.why_not)
            with pytest.raises(Stopped, match="Only one side is open"):
                papers.make(copy)
        with pytest.raises(Stopped, match="Only one side is open"):
            papers.make_blank(book, CASE)


def test_the_blank_sheet_names_who_comes_and_nothing_that_anybody_told(open_at: Open) -> None:
    words = text_of(papers.make_blank(open_at("2026-03-16"), CASE).data)
    assert all(name in words for name in ("Margaret", "Siân", "Daniel", "Wŷn"))
    assert not re.search("HMP|Larkspur|Okafor|Pryce|0101|person responsible|person harmed|Visits centre", words)


# The register ----------------------------------------------------------------------------------------------------------------------------


def test_what_left_stands_in_the_register_and_comes_out_again_byte_for_byte(book: Workbook) -> None:
    paper = papers.make(copies(book)["responsible-1"])
    papers.issued(book, CASE, paper, "printed")
    file = book.case(CASE)
    (printed,) = file.all(Printed)
    assert (printed.recipient, printed.how, printed.by, printed.pages) == (DANIEL, "printed", "Priya", paper.pages)
    assert papers.reprint(book, file, printed) == paper.data
    assert [row[1:] for row in papers.register(file)] == [("Agreement for Daniel", "Wed\xa018\xa0Mar, 18:00, Priya")]


def test_the_same_copy_made_twice_is_the_same(book: Workbook) -> None:
    assert papers.make(copies(book)["harmed-1"]).data == papers.make(copies(book)["harmed-1"]).data


def test_handles_name_nobody_and_hold_through_a_change_of_name(open_at: Open) -> None:
    book = open_at("2026-03-18")
    before = [handle for _, handle in papers.recipients(book.case(CASE))]
    assert all(re.fullmatch(r"(harmed|responsible|taking-part|supporter)-\d|case-file", handle) for handle in before)
    change(book, person(book, MARGARET), print_name="Peggy")
    assert [handle for _, handle in papers.recipients(book.case(CASE))] == before
    light = id_in(CASE_SYSTEM, "RJ-2026-0105")
    assert [handle for _, handle in papers.recipients(book.case(light))] == ["taking-part-1", "taking-part-2", "case-file"]


# How long ---------------------------------------------------------------------------------------------------------------------------------


def test_the_copies_of_a_case_of_250_records(book: Workbook, capsys: pytest.CaptureFixture[str]) -> None:
    """Measured beside the reading of the case in the same run: the machine is shared."""
    words = (
        "She said that she would rather wait until the evening, and then talk about the watch and the night, and what helped her since. "
        * 3
    )
    have = len(book.case(CASE).records)
    rows = [
        Row(
            compartment_name(Contact, CASE, who),
            "contact",
            Id(seals.fresh_id()),
            {"person": who, "words": f"{n} {words}", "day": "2026-03-02"},
        )
        for n in range(250 - have)
        for who in [(MARGARET, DANIEL)[n % 2]]
    ]
    book.save(rows)
    assert len(book.case(CASE).records) == 250
    best, reading = min(took(lambda: papers.copies(book, CASE)) for _ in range(3)), min(took(lambda: book.case(CASE)) for _ in range(3))
    count = len(papers.copies(book, CASE))
    with capsys.disabled():
        print(
            f"\ncopies of 250 records: {best * 1000 / count:.0f} ms a recipient, {count} recipients; reading the case {reading * 1000:.0f} ms"
        )
    assert count == 5  # each of four people, and the case file; how long it takes is a figure to look at (aimed at: 50 ms)


def test_after_a_stop_what_was_issued_is_printed_again_for_nobody_but_whoever_stopped(book: Workbook) -> None:
    for handle in ("harmed-1", "responsible-1"):
        papers.issued(book, CASE, papers.make(copies(book)[handle]), "printed")
    change(book, book.case(CASE).get(Participant, MARGARET) or pytest.fail("she is there"), stopped_on="2026-03-19")
    file = book.case(CASE)
    hers, his = (next(one for one in file.all(Printed) if one.recipient == who and one.at > "2026-03-18T12") for who in (MARGARET, DANIEL))
    assert papers.reprint(book, file, hers)
    with pytest.raises(Stopped, match="Somebody has stopped"):
        papers.reprint(book, file, his)


def test_the_blank_sheets_stand_in_the_register_as_what_and_how_many_they_are(book: Workbook) -> None:
    file = book.case(CASE)
    sets = papers.sets_wanted(file)
    assert sets == 3
    papers.issued(book, CASE, papers.make_blank(book, CASE), "printed", sets)
    assert papers.register(book.case(CASE))[0][1] == "Blank agreement sheet, 3 sets"


def test_nobody_is_found_by_an_id_and_no_id_is_shown(book: Workbook) -> None:
    assert not book.find(DANIEL)
    retype(book, "Daniel mends the garden gate.")
    hits = book.find("garden gate")
    assert [hit.detail for hit in hits] == ["Term"]
    assert not [hit for hit in hits if re.search(r"[\w-]{22}", hit.words)]


def test_the_first_fair_copy_that_leaves_seals_the_words_and_nothing_typed_later_is_on_paper(book: Workbook) -> None:
    assert not book.case(CASE).all(Sealed)
    before = papers.make(copies(book)["harmed-1"])
    papers.issued(book, CASE, before, "printed")
    (seal,) = book.case(CASE).all(Sealed)
    change(book, letter(book), promise=Promise("Daniel writes two letters at Larkspur Library.", (DANIEL,), "2026-04-17"))
    after = papers.make(copies(book)["harmed-1"])
    assert text_of(after.data) == text_of(before.data)
    papers.issued(book, CASE, after, "printed")
    assert book.case(CASE).all(Sealed) == (seal,)


def test_a_copy_with_other_words_than_stand_there_now_seals_nothing(book: Workbook) -> None:
    made = papers.make(copies(book)["harmed-1"])
    retype(book, "Daniel writes two letters.")  # read back and agreed by all, while the copy lay in the print dialog
    papers.issued(book, CASE, made, "printed")
    assert not book.case(CASE).all(Sealed)


def test_an_amended_copy_is_printed_when_everybody_has_said_yes_and_not_before(book: Workbook) -> None:
    papers.issued(book, CASE, papers.make(copies(book)["harmed-1"]), "printed")
    file = book.case(CASE)
    agreement = file.all(Agreement)[0]
    old = letter(book)
    id, _ = agreeing.propose(book, file, agreement, old, Promise(old.promise.what, (DANIEL,), "2026-09-30"))
    for number, person in enumerate(agreement.signers):
        copy = copies(book)["responsible-1"]
        assert (copy.sheet.version, "30\xa0Sep" in copy.sheet.terms[0].by_when) == (1, False), number
        file = book.case(CASE)
        amendment = file.get(Amendment, id)
        assert amendment is not None
        agreeing.say_yes(book, file, amendment, Id(person), "by phone")
    copy = copies(book)["responsible-1"]
    assert (copy.sheet.version, "30\xa0Sep" in copy.sheet.terms[0].by_when) == (2, True)
    assert "Version 2" in text_of(papers.make(copy).data)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Daniel will not talk to the police about it.", "Nobody can be bound to keep silent"),
        ("Daniel rings 07700 900101 on Friday.", "A number, an address or a postcode"),
        ("Daniel writes to maggie.ob@example.org.", "A number, an address or a postcode"),
        ("Daniel stays away from LE99 1AA.", "A number, an address or a postcode"),
        ("Daniel finishes the thinking skills course by 31 July 2026.", ""),
        ("Daniel talks with the tutor on 3 days a week, 2 hours each.", ""),
    ],
)
def test_what_should_not_be_in_a_line_is_pointed_out(book: Workbook, words: str, said: str) -> None:
    retype(book, words)
    found = agreeing.pointed_out(book.case(CASE), letter(book), book.clock.today())
    assert [one[: len(said)] for one in found] == ([said] if said else [])


def took(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    found = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\s+|\u2060", "", text)
