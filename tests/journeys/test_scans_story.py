"""18 March in story.md: the signed sheet comes back as a scan, finds its place by its code, is compared word for word, and the copies leave."""

import hashlib
from io import BytesIO
from pathlib import Path

import damage
import pikepdf
import pytest
import scanner
from driver import Hands, Key
from PIL import Image
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from reading import pages_of_text

from facilitator_app import settings
from facilitator_app.calendar import clock_at
from facilitator_app.records import Agreement, Contact, LooseScan, OwnScan, Scan, Sealed
from facilitator_app.records.case_file import CaseFile, assemble
from facilitator_app.records.record import NOBODY
from facilitator_app.vault import door
from facilitator_app.workbook import demo

MORNING = "2026-03-18T09:00"
_PEN = ("Daniel will write a letter that says what he did and answers", "Margaret's three questions. Priya reads it first.")


@pytest.fixture(scope="module")
def workbook(home: Path) -> Path:
    made = demo.make(home / "Demo.workbook", clock_at(MORNING))
    settings.save(settings.Settings(last_workbook=str(made)))
    return made


def in_the_workbook(path: Path) -> tuple[CaseFile, CaseFile]:
    """The case and what lies in no case, as somebody finds them who opens the workbook anew."""
    opened = door.open_with_passphrase(path, demo.PASSPHRASE, clock_at(MORNING))
    case = next(fact.case for fact in opened.vault.case_facts() if fact.reference == "RJ-2026-0101")
    found = opened.vault.case_file(case), assemble(NOBODY, opened.vault.stored("user"))
    opened.close()
    return found


def test_the_signed_sheet_comes_back(hands: Hands, workbook: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("scanner")
    hands.start(MORNING)
    scan, bill = folder / "Margaret and Daniel.pdf", folder / "bill.jpg"
    hands.drop(folder)
    hands.see("Nothing was taken in: the workbook is not open.")
    hands.unlock(demo.PASSPHRASE)

    # The case file's sheet has a code; those that people take home have none.
    hands.press("Papers")
    hands.press("Look: Blank agreement sheets")
    hands.see("The case file’s set has a code")
    hands.save_as(folder / "theirs.pdf", lambda: hands.press("Save as a file"))
    hands.save_as(folder / "ours.pdf", lambda: hands.press("Save the case file’s sheet, with its code"))
    assert len(pages_of_text((folder / "theirs.pdf").read_bytes())) == len(pages_of_text((folder / "ours.pdf").read_bytes())) == 2

    scan.write_bytes(scanner.signed(folder / "ours.pdf", _PEN, upside_down=True))
    bill.write_bytes(damage.as_jpeg(Image.effect_noise((900, 1200), 40)))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    # Dropped on a field, its name is no word of a note.
    hands.press("Cases")
    hands.press("Find")
    hands.drop(scan, bill, onto=QApplication.focusWidget())
    hands.see("Margaret and Daniel: The agreement, signed by hand, page 1", "page 2", "One page waits below until you say where it belongs")
    hands.see("The file is still in the folder where it lay. Delete it there when the pages are seen here.")

    # What is about nobody is asked about once.
    hands.press("Choose: No code can be read on it.")
    hands.see("Where does this page belong?", "No code can be read on it.")
    hands.press("This is about nobody here: take it away")
    hands.see("Take it away?", "cannot be brought back")
    hands.press("Take it away")
    hands.see("Scans and photographs")
    hands.unseen("Choose where these belong")

    # Word for word, by Enter; her words are not on the paper.
    hands.press("Look: Margaret and Daniel: The agreement, signed by hand, page 1")
    hands.press("Compare it with what was typed")
    hands.see("Line 1 of 3", "Larkspur Library", "is no part of the fair copy")
    hands.press("The paper says something else")
    words = hands.field("What will happen")
    assert isinstance(words, QPlainTextEdit)
    kept = words.toPlainText().replace(" at Larkspur Library on a Tuesday", "")
    assert kept != words.toPlainText()
    hands.fill("What will happen", kept)
    hands.press("Done")
    hands.press("Compare with the signed paper")
    for line in (1, 2, 3):
        hands.see(f"Line {line} of 3")
        hands.key(Key.Key_Return)
    hands.see("The same, word for word.", "Compared on")
    hands.key(Key.Key_Return)
    hands.see("Whose full name can be read on somebody else’s sheet?")
    hands.press("Margaret’s full name")
    hands.press("These words, these people")
    hands.see("A full name", "A fresh copy for Daniel", "Write down what happened, if you wish", "Compared word for word on")
    hands.press("Case file")
    hands.press("Print the copies")
    hands.save_as(folder / "case file.pdf", lambda: hands.press("Save as a file"))
    hands.press("Agreement")
    hands.see("Sealed: not a letter of it changes any more.")
    hands.close()

    assert {name: (folder / name).read_bytes() for name in before} == before, "what was dropped lies where it lay"
    file, nobody = in_the_workbook(workbook)
    first, second = sorted(file.all(Scan), key=lambda one: one.sheet_page)
    (seal,) = file.all(Sealed)
    assert seal.signed_paper == (first.fingerprint, second.fingerprint)
    assert "Library" not in " ".join(line.promise.what for line in seal.lines)
    assert len(file.all(Agreement)[0].full_names) == 1
    assert not file.all(OwnScan)
    (gone,) = nobody.all(LooseScan)
    assert (gone.became, gone.became_by) == ("taken_away", "Priya")
    assert not [note for note in file.all(Contact) if "file:" in note.words or "scanner" in note.words]
    opened = door.open_with_passphrase(workbook, demo.PASSPHRASE, clock_at(MORNING))
    original = opened.vault.file(f"case/{file.id}", first.original, first.original_key)
    opened.close()
    assert hashlib.sha256(original).hexdigest() == first.fingerprint
    with pikepdf.open(BytesIO(original)) as alone, pikepdf.open(scan) as whole:
        (there,), (here,) = whole.pages[0].get_images().values(), alone.pages[0].get_images().values()
        assert there.read_raw_bytes() == here.read_raw_bytes()


def test_with_one_side_open_nothing_comes_in(hands: Hands, workbook: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.png"
    page.write_bytes(damage.as_png(Image.new("L", (600, 800), 250)))
    hands.start(MORNING)
    hands.unlock(demo.PASSPHRASE)
    space = hands.shell.workspace
    assert space is not None
    case = next(fact.case for fact in space.book.cases() if fact.reference == "RJ-2026-0101")
    space.book.open_side(case, space.book.case(case).sides[1].id)
    hands.drop(page)
    hands.see("Only one side is open. A page may belong to the other.")
    hands.unseen("Scans and photographs", "page.png")
    space.book.leave_side(demo.PASSPHRASE)
    hands.close()
    assert len(in_the_workbook(workbook)[1].all(LooseScan)) == 1, "the one that was taken away"
