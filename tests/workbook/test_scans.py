"""Scans that come in: filed by their codes, or kept until somebody says where they belong; never in the wrong person's part, never lost."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import making
import pytest

from facilitator_app.calendar import clock_at
from facilitator_app.papers.codes import PageCode, written
from facilitator_app.papers.scans import ScannedPage
from facilitator_app.records import (
    Agreement,
    Case,
    CopyWish,
    LooseScan,
    Moved,
    OwnScan,
    Participant,
    Preparation,
    Printed,
    Scan,
    Sealed,
    Term,
    VisitSheet,
)
from facilitator_app.records.agreement import Promise
from facilitator_app.records.case_file import assemble
from facilitator_app.records.record import NOBODY, Id
from facilitator_app.vault import door
from facilitator_app.vault.folder import Damaged
from facilitator_app.wall import one_side
from facilitator_app.workbook import agreeing, comparing, demo, joining, pack, papers, scan_places, scans
from facilitator_app.workbook.scan_places import Belongs
from facilitator_app.workbook.workbook import Workbook

AFTER = "2026-03-18T19:00"


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo.make(tmp_path_factory.mktemp("demo") / "Demo.workbook", clock_at(AFTER))


@pytest.fixture
def book(story: Path, tmp_path: Path) -> Iterator[Workbook]:
    import shutil

    opened = door.open_with_passphrase(Path(shutil.copytree(story, tmp_path / "D.workbook")), demo.PASSPHRASE, clock_at(AFTER))
    yield Workbook(opened)
    opened.close()


def case_of(book: Workbook) -> Id:
    return next(fact.case for fact in book.cases() if fact.reference == "RJ-2026-0101")


def people(book: Workbook) -> tuple[Id, Id]:
    margaret, daniel = (side.id for side in book.case(case_of(book)).sides)
    return margaret, daniel


def page(*codes: PageCode, words: bytes = b"a page", strange: int = 0, number: int = 1) -> ScannedPage:
    return ScannedPage(number, codes, strange, 0.0, False, b"picture of " + words, words)


def blank_code(book: Workbook, number: int = 1) -> PageCode:
    """The code of the case file's blank sheet, as it was printed."""
    case = case_of(book)
    ours = papers.make_blank(book, case).beside
    assert ours is not None
    papers.issued(book, case, ours, "printed")
    printed = [one for one in book.case(case).all(Printed) if one.square_code.startswith("RJP:")][-1]
    return PageCode(printed.square_code.split(":")[1], number)


def copy_code(book: Workbook, recipient: Id = NOBODY, number: int = 1) -> PageCode:
    """The code of a copy that left, as it stands in the register."""
    case = case_of(book)
    made = next(copy for copy in papers.copies(book, case) if copy.recipient == recipient)
    papers.issued(book, case, papers.make(made), "printed")
    printed = [one for one in book.case(case).all(Printed) if one.recipient == recipient and one.square_code.startswith("RJ1:")][-1]
    _, document, version, copy = printed.square_code.split(":")
    return PageCode(document, number, int(version), int(copy), printed.check_code)


# By their codes ------------------------------------------------------------------------------------------------------------------


def test_the_signed_sheet_finds_its_place_and_its_bytes_are_kept_as_they_came(book: Workbook) -> None:
    found, _ = scans.bring_in(book, [page(blank_code(book), words=b"the ink")], "jpeg")
    assert [(one.outcome, one.case) for one in found] == [("filed", case_of(book))]
    file = book.case(case_of(book))
    (scan,) = file.all(Scan)
    assert (scan.paper, scan.sheet_page, scan.file_sort, scan.by) == ("agreement_blank", 1, "jpeg", "Priya")
    assert file.compartments[scan.id] == f"case/{file.id}"
    assert book.vault.file(f"case/{file.id}", scan.original, scan.original_key) == b"the ink"
    assert scan.fingerprint == hashlib.sha256(b"the ink").hexdigest()
    assert scans.picture_of(book, file, scan) == b"picture of the ink"
    assert not scans.waiting(book)


def test_the_blank_sheets_that_people_take_home_have_no_code_and_the_case_files_has(book: Workbook) -> None:
    made = papers.make_blank(book, case_of(book))
    assert made.beside is not None
    assert (made.copy.sheet.code, made.beside.copy.sheet.code[:4]) == ("", "RJP:")
    assert papers.make_blank(book, case_of(book)).data == made.data


def test_a_copy_goes_to_whose_copy_it_is(book: Workbook) -> None:
    margaret, daniel = people(book)
    case = case_of(book)
    wish = book.case(case).first(CopyWish, margaret)
    assert wish is not None
    book.record(book.case(case), wish, {"codes": "shown"})
    hers, files = copy_code(book, margaret), copy_code(book)
    scans.bring_in(book, [page(hers, words=b"hers"), page(files, words=b"the file's")], "pdf")
    file = book.case(case)
    (own,), (of_case,) = file.all(OwnScan), file.all(Scan)
    assert (own.person, file.compartments[own.id]) == (margaret, f"part/{case}/{margaret}")
    assert file.compartments[of_case.id] == f"case/{case}"
    assert daniel not in (own.person, own.of)


@pytest.mark.parametrize("spoilt", ["version", "check", "document"])
def test_a_code_that_names_what_is_not_here_waits_for_a_person(spoilt: str, book: Workbook) -> None:
    code = copy_code(book)
    changes = {"version": {"version": 7}, "check": {"check": "0000-0000"}, "document": {"document": "ZZZZZZZZZZ"}}[spoilt]
    (found,), _ = scans.bring_in(book, [page(replace(code, **changes))], "pdf")  # type: ignore[arg-type] # one of them each
    (loose,) = scans.waiting(book)
    assert (found.outcome, found.record, found.case) == ("waits", loose.id, NOBODY)
    assert loose.doubt == ("unknown_code" if spoilt == "document" else "other_version")
    assert not book.case(case_of(book)).all(Scan)
    assert not book.case(case_of(book)).all(OwnScan)


@pytest.mark.parametrize(("strange", "doubt"), [(0, "no_code"), (2, "strange_code")])
def test_a_page_without_one_of_our_codes_waits(strange: int, doubt: str, book: Workbook) -> None:
    scans.bring_in(book, [page(strange=strange)], "png")
    (loose,) = scans.waiting(book)
    assert (loose.doubt, loose.case) == (doubt, NOBODY)
    assert scans.picture_of(book, None, loose) == b"picture of a page"


def test_two_sheets_on_one_picture_are_nobodys_part(book: Workbook) -> None:
    margaret, daniel = people(book)
    case = case_of(book)
    for person in (margaret, daniel):
        wish = book.case(case).first(CopyWish, person)
        assert wish is not None
        book.record(book.case(case), wish, {"codes": "shown"})
    both = (copy_code(book, margaret), copy_code(book, daniel))
    assert both[0].check != both[1].check
    scans.bring_in(book, [page(*both)], "jpeg")
    (loose,) = scans.waiting(book)
    assert loose.doubt == "two_codes"
    offered = scan_places.places_in(book.case(case), scan_places.owners_of(book, scans.codes_of(loose)))
    assert {one.belongs.person for one in offered} == {NOBODY}
    for person in (margaret, daniel):
        with pytest.raises(scans.NotTheirs):
            scans.file_at(book, loose.id, Belongs(case, "something_else", NOBODY, person))
    assert scans.waiting(book), "and it is still there"
    scans.file_at(book, loose.id, Belongs(case, "something_else"))
    assert not book.case(case).all(OwnScan)


def test_a_page_of_hers_is_never_offered_to_him_and_never_goes_there(book: Workbook) -> None:
    margaret, daniel = people(book)
    case = case_of(book)
    wish = book.case(case).first(CopyWish, margaret)
    assert wish is not None
    book.record(book.case(case), wish, {"codes": "shown"})
    scans.bring_in(book, [page(copy_code(book, margaret))], "jpeg")
    file = book.case(case)
    (own,) = file.all(OwnScan)
    offered = scan_places.places_in(file, scan_places.owners_of(book, scans.codes_of(own)))
    assert {one.belongs.person for one in offered} == {margaret}
    with pytest.raises(scans.NotTheirs):
        scans.refile(book, file, own, Belongs(case, "something_else", NOBODY, daniel))
    assert book.case(case).all(OwnScan) == (own,)


def test_a_case_that_nobody_may_open_yet_takes_no_page(book: Workbook) -> None:
    code = blank_code(book)
    case = book.case(case_of(book))
    book.add(Printed, Id("other"), {"square_code": "RJP:" + code.document[::-1], "at": "2026-03-18T10:00", "paper": "agreement_blank"})
    book.add(Case, Id("other"), {"reference": "RJ-2026-0999"})
    (found,), _ = scans.bring_in(book, [page(PageCode(code.document[::-1], 1))], "pdf")
    assert found.outcome == "waits"
    assert scans.waiting(book)[0].doubt == "not_open"
    assert case.id != "other"


def taken_along(book: Workbook, person: Id) -> VisitSheet:
    """The first sheet of a visit to somebody, printed."""
    case = case_of(book)
    visit, _ = book.add(Preparation, case, {"person": person, "day": "2026-03-20", "at": "10:00"})
    file = book.case(case)
    meeting = file.get(Preparation, visit)
    assert meeting is not None
    found = pack.offer(book, file, meeting)
    pack.issued(book, case, pack.make(replace(found, why_not="", stops=())), "printed")
    return next(one for one in book.case(case).all(VisitSheet) if one.meeting == visit)


def test_a_sheet_of_a_visit_goes_into_the_part_of_whose_words_it_holds(book: Workbook) -> None:
    margaret, daniel = people(book)
    case = case_of(book)
    his = taken_along(book, daniel)
    scans.bring_in(book, [page(PageCode(his.code, 2), words=b"behind"), page(PageCode(his.code, 1), words=b"front")], "pdf")
    file = book.case(case)
    for scan in file.all(OwnScan):
        assert (scan.person, scan.of, file.compartments[scan.id]) == (daniel, his.id, f"part/{case}/{daniel}")
        with pytest.raises(scans.NotTheirs):
            scans.refile(book, file, scan, Belongs(case, "something_else", NOBODY, margaret))
    assert scans.pages_of_sheet(book, file, his.id) == (b"picture of front", b"picture of behind")
    assert not one_side.only(file, margaret).all(OwnScan)


def test_a_scan_goes_along_when_two_entries_were_one_person(book: Workbook) -> None:
    case = case_of(book)
    twin, _ = book.add(Participant, case, {"print_name": "Dan", "role": "supporter"})
    scans.bring_in(book, [page(words=b"his")], "jpeg")
    scans.file_at(book, scans.waiting(book)[0].id, Belongs(case, "something_else", NOBODY, twin))
    stays, _ = book.add(Participant, case, {"print_name": "Daniel B", "role": "supporter"})
    joining.join(book, book.case(case), twin, stays)
    file = book.case(case)
    (scan,) = file.all(OwnScan)
    assert (scan.person, file.compartments[scan.id]) == (stays, f"part/{case}/{stays}")
    assert scans.picture_of(book, file, scan) == b"picture of his"
    assert book.vault.file(f"part/{case}/{stays}", scan.original, scan.original_key) == b"his"


# The same page again -------------------------------------------------------------------------------------------------------------


def test_the_same_bytes_are_kept_once_wherever_they_lie(book: Workbook) -> None:
    code = blank_code(book)
    first, _ = scans.bring_in(book, [page(code, words=b"one"), page(words=b"two", number=2), page(words=b"two", number=3)], "pdf")
    assert [one.outcome for one in first] == ["filed", "waits", "here"]
    again, changed = scans.bring_in(book, [page(code, words=b"one"), page(words=b"two", number=2)], "pdf")
    assert [(one.outcome, one.record) for one in again] == [("here", first[0].record), ("here", first[1].record)]
    assert not changed.kinds
    assert len(book.case(case_of(book)).all(Scan)) == len(scans.waiting(book)) == 1


def test_another_scan_of_the_same_page_stands_beside_the_first(book: Workbook) -> None:
    code = blank_code(book)
    scans.bring_in(book, [page(code, words=b"dark")], "jpeg")
    (found,), _ = scans.bring_in(book, [page(code, words=b"light")], "jpeg")
    assert (found.outcome, found.again) == ("filed", True)
    assert len(comparing.signed_pages(book.case(case_of(book)))) == 2


# By a person ----------------------------------------------------------------------------------------------------------------------


def test_a_page_that_waited_moves_with_its_bytes_and_nothing_of_it_stays_behind(book: Workbook) -> None:
    margaret, _ = people(book)
    case = case_of(book)
    scans.bring_in(book, [page(words=b"her consent")], "jpeg")
    (loose,) = scans.waiting(book)
    made, _ = scans.file_at(book, loose.id, Belongs(case, "consent", NOBODY, margaret))
    file = book.case(case)
    own = file.get(OwnScan, made)
    assert own is not None
    assert (own.person, own.filed_by, own.at) == (margaret, "Priya", loose.at)
    assert book.vault.file(f"part/{case}/{margaret}", own.original, own.original_key) == b"her consent"
    with pytest.raises(Damaged):
        book.vault.file("user", loose.original, loose.original_key)
    (kept,) = assemble(NOBODY, book.vault.stored("user")).all(LooseScan)
    assert (kept.became, kept.became_by, kept.original_key) == ("filed", "Priya", "")
    assert not scans.waiting(book)
    assert not book.vault.faults()
    with pytest.raises(scans.NotThere):
        scans.file_at(book, loose.id, Belongs(case, "consent", NOBODY, margaret))


def test_what_was_filed_with_the_wrong_person_is_moved_and_that_is_written_down(book: Workbook) -> None:
    margaret, daniel = people(book)
    case = case_of(book)
    scans.bring_in(book, [page(words=b"hers")], "jpeg")
    wrong, _ = scans.file_at(book, scans.waiting(book)[0].id, Belongs(case, "something_else", NOBODY, daniel))
    file = book.case(case)
    scan = file.get(OwnScan, wrong)
    assert scan is not None
    right, _ = scans.refile(book, file, scan, Belongs(case, "consent", NOBODY, margaret))
    file = book.case(case)
    assert [one.id for one in file.all(OwnScan)] == [right]
    assert file.compartments[right] == f"part/{case}/{margaret}"
    moved = file.all(Moved)[-1]
    assert (moved.taken_from, moved.given_to, moved.by) == (daniel, margaret, "Priya")
    with pytest.raises(Damaged):
        book.vault.file(f"part/{case}/{daniel}", scan.original, scan.original_key)


def test_what_is_about_nobody_here_is_forgotten_and_that_it_came_is_kept(book: Workbook) -> None:
    scans.bring_in(book, [page(words=b"a bill")], "jpeg")
    (loose,) = scans.waiting(book)
    scans.take_away(book, loose.id)
    (kept,) = assemble(NOBODY, book.vault.stored("user")).all(LooseScan)
    assert (kept.became, kept.became_by, kept.became_at[:10]) == ("taken_away", "Priya", "2026-03-18")
    with pytest.raises(Damaged):
        book.vault.file("user", loose.picture, loose.picture_key)
    (again,), _ = scans.bring_in(book, [page(words=b"a bill")], "jpeg")
    assert again.outcome == "waits", "it may come again, and be looked at again"


def test_each_place_says_whose_it_is(book: Workbook) -> None:
    file = book.case(case_of(book))
    for offered in scan_places.places_in(file):
        person = offered.belongs.person
        assert (
            (file.name(person) in offered.words)
            if person
            else not any(f"of {one.print_name}" in offered.words for one in file.all(Participant))
        )
        assert (offered.belongs.kind is OwnScan) == bool(person)


# One side -------------------------------------------------------------------------------------------------------------------------


def test_with_one_side_open_nothing_comes_in_and_nothing_is_shown(book: Workbook) -> None:
    margaret, daniel = people(book)
    case = case_of(book)
    scans.bring_in(book, [page(blank_code(book), words=b"one"), page(words=b"two"), page(words=b"three")], "pdf")
    first, second = scans.waiting(book)
    scans.file_at(book, second.id, Belongs(case, "consent", NOBODY, margaret))
    for person in (margaret, daniel):
        seen = one_side.only(book.whole_case(case), person)
        assert not seen.all(Scan)
        assert not seen.all(OwnScan)
    book.open_side(case, daniel)
    assert not scans.waiting(book)
    for act in (
        lambda: scans.bring_in(book, [page(words=b"four")], "pdf"),
        lambda: scans.file_at(book, first.id, Belongs(case, "consent", NOBODY, margaret)),
        lambda: scans.take_away(book, first.id),
        lambda: scans.picture_of(book, None, first),
    ):
        with pytest.raises(scans.OneSideOpen):
            act()
    assert not book.find(first.fingerprint)
    book.leave_side(demo.PASSPHRASE)
    assert [one.id for one in scans.waiting(book)] == [first.id]


def test_a_fingerprint_finds_a_page_for_the_program_and_nothing_for_a_person(book: Workbook) -> None:
    scans.bring_in(book, [page(blank_code(book), words=b"one")], "pdf")
    (scan,) = book.case(case_of(book)).all(Scan)
    assert book.vault.find(scan.fingerprint)
    assert not book.find(scan.fingerprint)


def test_nothing_of_a_scan_stands_in_the_clear(book: Workbook) -> None:
    scans.bring_in(book, [page(words=making.CANARY.encode() * 40)], "pdf")
    book.vault.seal()
    for file in book.opened.path.rglob("*"):
        assert not file.is_file() or making.CANARY.encode() not in file.read_bytes()


# Compared with the fair copy -------------------------------------------------------------------------------------------------------


def unsealed(book: Workbook) -> tuple[Id, Agreement]:
    """The story's evening, before any copy left: an agreement that is signed and not sealed."""
    file = book.case(case_of(book))
    agreement = agreeing.agreement_of(file)
    assert agreement is not None
    return file.id, agreement


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Workbook]:
    opened = door.open_with_passphrase(
        demo.make(tmp_path / "E.workbook", clock_at("2026-03-18T09:00")), demo.PASSPHRASE, clock_at("2026-03-18T09:00")
    )
    book = Workbook(opened)
    case, agreement = unsealed(book)
    file = book.case(case)
    first = file.terms(agreement)[0]  # with her words in it, which keep back every copy
    book.record(file, first, {"promise": replace(first.promise, what="Daniel writes a letter that says what he did.")})
    agreeing.copied(book, book.case(case), agreement, "2026-03-17", [Id(one) for one in agreement.signers])
    yield book
    opened.close()


def test_the_seal_names_the_scan_that_was_compared(evening: Workbook) -> None:
    book = evening
    case, agreement = unsealed(book)
    assert not book.case(case).all(Sealed)
    scans.bring_in(book, [page(blank_code(book), words=b"page 1"), page(blank_code(book, 2), words=b"page 2")], "pdf")
    comparing.the_same(book, book.case(case), agreement)
    file = book.case(case)
    told = agreeing.agreement_of(file)
    assert told is not None
    assert agreeing.is_compared(file, told)
    assert [one.compared_by for one in comparing.signed_pages(file)] == ["Priya", "Priya"]
    papers.issued(book, case, papers.make(next(copy for copy in papers.copies(book, case) if copy.recipient == NOBODY)), "printed")
    (seal,) = book.case(case).all(Sealed)
    assert seal.signed_paper == tuple(hashlib.sha256(words).hexdigest() for words in (b"page 1", b"page 2"))


def test_a_line_that_becomes_another_after_it_was_compared_is_not_compared_any_more(evening: Workbook) -> None:
    book = evening
    case, agreement = unsealed(book)
    scans.bring_in(book, [page(blank_code(book))], "pdf")
    comparing.the_same(book, book.case(case), agreement)
    file = book.case(case)
    term = file.all(Term)[1]
    book.record(file, term, {"promise": Promise("Daniel finishes the course, weekly.", term.promise.who, "2026-08-31")})
    file = book.case(case)
    told = agreeing.agreement_of(file)
    assert told is not None
    assert not agreeing.is_compared(file, told)
    agreeing.copied(book, file, told, "2026-03-17", [Id(one) for one in told.signers])  # said again to be what was signed, and not compared
    papers.issued(book, case, papers.make(next(copy for copy in papers.copies(book, case) if copy.recipient == NOBODY)), "printed")
    assert book.case(case).all(Sealed)[0].signed_paper == ()


def test_a_scan_that_comes_after_the_seal_changes_nothing_of_it(book: Workbook) -> None:
    case, agreement = unsealed(book)
    (seal,) = book.case(case).all(Sealed)
    scans.bring_in(book, [page(blank_code(book))], "pdf")
    comparing.differs(book, book.case(case), 2, "by 31 July, and not weekly")
    comparing.the_same(book, book.case(case), agreement)
    file = book.case(case)
    (scan,) = file.all(Scan)
    assert (scan.differed, scan.compared_by) == ("Line 2: by 31 July, and not weekly", "Priya")
    assert file.all(Sealed) == (seal,)
    assert agreeing.agreement_of(file) == agreement


def test_a_code_is_written_as_it_is_read(book: Workbook) -> None:
    for code in (blank_code(book, 3), copy_code(book, number=2)):
        scans.bring_in(book, [page(code, words=written(code).encode())], "pdf")
    assert {code for scan in book.case(case_of(book)).all(Scan) for code in scan.codes} == {
        written(code) for scan in book.case(case_of(book)).all(Scan) for code in scans.codes_of(scan)
    }
