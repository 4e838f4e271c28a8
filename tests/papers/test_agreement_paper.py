"""What an agreement says and what it leaves unsaid, in each standing."""

import os
import subprocess
import sys
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from paper_sheets import AGREED, BARE, BLANK, DRAFT, STANDINGS, TERMS, TO_SIGN
from reading import laid_out, pages_of_text, pictures, strings, texts

from facilitator_app.papers.codes import code_payload, code_stem
from facilitator_app.papers.formats import FORMATS, LARGE, Format
from facilitator_app.papers.letters import MissingLetter, checked
from facilitator_app.papers.press import PAPERS, pdf_of
from facilitator_app.papers.words import AgreementWords, NoSuchLanguage, agreement_words
from facilitator_app.wall.sheets import AgreementSheet, BilingualSheet, Present, TermLine
from facilitator_app.wall.sheets_day import GuideSheet, SeatingSheet
from facilitator_app.wall.sheets_gone import GoneSheet
from facilitator_app.wall.sheets_letters import LetterSheet
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

EACH_FORMAT = pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
BOX = "Name or initials"


def said(sheet: AgreementSheet, form: Format) -> str:
    return " ".join(pages_of_text(pdf_of(sheet, form)))


@EACH_FORMAT
def test_a_blank_sheet_has_numbered_places_and_boxes(form: Format) -> None:
    words = said(BLANK, form)
    assert words.count("What will happen") == 4
    assert words.count(BOX) == len(BLANK.people) + len(BLANK.facilitators)
    assert "Sign with your first name or initials if you like." in words
    assert "What we agreed, in a few words" in words
    assert TERMS[0].what not in words


@EACH_FORMAT
def test_a_sheet_to_sign_repeats_the_titles_above_the_boxes(form: Format) -> None:
    words = said(TO_SIGN, form)
    assert "What we agreed: 1 letter 2 course 3 meeting by chance" in words
    assert words.index("What we agreed: 1") < words.index(BOX)
    untitled = replace(TO_SIGN, terms=tuple(replace(term, title="") for term in TERMS))
    assert f"2 {TERMS[1].what}" in said(untitled, form)


@EACH_FORMAT
@pytest.mark.parametrize("sheet", [AGREED, DRAFT], ids=["agreed", "draft"])
def test_a_draft_and_a_fair_copy_have_nowhere_to_sign(sheet: AgreementSheet, form: Format) -> None:
    words = said(sheet, form)
    assert BOX not in words
    assert "Sign with" not in words


@EACH_FORMAT
def test_a_fair_copy_says_of_the_signatures_what_is_known(form: Format) -> None:
    easy = "This is a typed copy. People signed another paper by hand."
    by, on = "Margaret, Siân, Daniel, Wŷn, Priya and Owen", "Tuesday 17 March 2026"
    for sheet, plain, in_lines in (
        (AGREED, f"Signed by hand on {on} by {by}. This is a typed copy", f"{easy} They signed on {on}. These people signed: {by}."),
        (replace(AGREED, signed_by=()), f"Signed by hand on {on}. This is a typed copy", f"{easy} They signed on {on}."),
        (replace(AGREED, signed_by=("Zofia",), signed_on=None), "Signed by hand by Zofia. This is a typed copy", f"{easy} These people signed: Zofia."),
        (replace(AGREED, signed_by=(), signed_on=None), "a typed copy of a paper that was signed by hand.", easy),
    ):  # fmt: skip
        assert (in_lines if form.pictured else plain) in said(sheet, form)


def test_a_draft_claims_nothing() -> None:
    words = said(DRAFT, LARGE)
    assert "says what we agreed" not in words
    assert "What we agreed" not in words
    assert "Nothing on it is agreed yet" in words


@EACH_FORMAT
def test_what_a_copy_leaves_out_leaves_nothing_behind(form: Format) -> None:
    words = said(BARE, form)
    for gone in ("Place", "Copies", "Copy 2 of 3", "Check code", "SRS", "Severnside", "person", "supporter", "Margaret ·", "· ·", ": ,"):
        assert gone not in words, gone
    assert "Copy: Daniel" in words
    nobody = replace(
        BARE, recipient="", held_on=None, facilitators=(), people=(), terms=(), who_may_see="", if_something_changes="", signed_by=(), signed_on=None,
    )  # fmt: skip
    title = "Our agreement" if form.pictured else "Outcome agreement"
    signed = (
        "This is a typed copy. People signed another paper by hand."
        if form.pictured
        else "This is a typed copy of a paper that was signed by hand."
    )
    intro = "This paper says what we agreed. Everyone took part by choice. It is not a court order."
    assert said(nobody, form) == f"{title} {intro} Signed {signed} Page 1 of 1 Version 1"


@EACH_FORMAT
def test_every_part_of_the_sheet_is_on_the_paper(form: Format) -> None:
    words = said(AGREED, form).replace("\xa0", " ")
    copies = "1. Case file 2. Margaret 3. Daniel" if form.pictured else "1 Case file · 2 Margaret · 3 Daniel"
    for part in (
        AGREED.service, AGREED.place, AGREED.who_may_see, *AGREED.if_something_changes.split("\n"), AGREED.reference, AGREED.check_code,
        "Tuesday 17 March 2026", "Priya, Owen", "Siân · supporter of Margaret", copies, "Copy 2 of 3: Margaret",
        "Version 1",
    ):  # fmt: skip
        assert part.replace("\xa0", " ") in words, part
    if form.cards:
        for term in TERMS:
            assert term.what in words


def test_a_column_that_no_term_uses_is_not_there() -> None:
    assert "How we will check" in said(AGREED, FORMATS["standard"])
    assert "How we will check" not in said(replace(AGREED, terms=TERMS[2:]), FORMATS["standard"])


def left_of(pdf: bytes, words: str) -> float:
    """Where words stand, in points from the left."""
    return next(text.left for text in texts(pdf) if text.words.startswith(words))


def test_what_a_column_that_is_not_there_would_have_taken_goes_to_what_will_happen() -> None:
    without = tuple(replace(term, how_shown="") for term in TERMS)
    gone, there = pdf_of(replace(AGREED, terms=without)), pdf_of(AGREED)
    assert left_of(gone, "By when") - left_of(there, "By when") > 90
    assert "How we will check" not in " ".join(pages_of_text(gone))


@EACH_FORMAT
@pytest.mark.parametrize("sheet", [AGREED, BARE, DRAFT], ids=["agreed", "bare", "draft"])
def test_the_telephone_number_stands_on_a_line_of_its_own(sheet: AgreementSheet, form: Format) -> None:
    lines = [" ".join(line.replace("\xa0", " ").split()) for line in laid_out(pdf_of(sheet, form)).split("\n")]
    assert "01632 960 983" in lines
    assert lines[lines.index("01632 960 983") - 1].endswith("9 to 5:")


@EACH_FORMAT
def test_who_belongs_to_whom_is_said_without_role_words(form: Format) -> None:
    words = said(BARE, form)
    assert "Margaret with Siân Daniel with Wŷn" in words
    assert ("Margaret with Siân Daniel with Wŷn" if form.pictured else "Margaret with Siân; Daniel with Wŷn") in said(BLANK, form)
    assert "with Siân" not in said(AGREED, form)
    alone = replace(BARE, people=(*BARE.people, Present("Zofia")))
    assert "Daniel with Wŷn Zofia" in said(alone, form)


def test_who_came_along_stands_under_the_second_fact_and_each_side_in_its_row() -> None:
    for sheet, fact, beside in ((AGREED, "Place", "Siân"), (BARE, "Facilitators", "with")):
        pdf = pdf_of(sheet)
        assert abs(left_of(pdf, fact) - left_of(pdf, beside)) < 1
        first = {text.words.split(" ")[0]: text.low for text in reversed(texts(pdf))}
        assert first["Margaret"] > first["Daniel"] + 10


@EACH_FORMAT
def test_each_page_but_the_last_says_that_it_goes_on(form: Format) -> None:
    pages = pages_of_text(pdf_of(replace(AGREED, terms=TERMS * 6), form))
    assert len(pages) > 1
    assert ["Goes on over the page" in page for page in pages] == [True] * (len(pages) - 1) + [False]


def test_numbers_stay_what_they_were_where_a_term_is_empty() -> None:
    words = said(replace(AGREED, terms=(TERMS[0], TermLine("", "", ""), TERMS[1])), LARGE)
    assert "1. Daniel writes" in words
    assert "3. Daniel finishes" in words
    assert "2. " not in words


@EACH_FORMAT
@pytest.mark.parametrize("standing", ["agreed", "blank"])
def test_the_codes_say_document_version_copy_page_and_check(standing: str, form: Format) -> None:
    sheet = replace(STANDINGS[standing], code=code_stem("K7Q2M9T4XW", 12, 3))
    pages = pictures(pdf_of(sheet, form), 200)
    import zxingcpp

    for number, page in enumerate(pages, 1):
        codes = zxingcpp.read_barcodes(page)
        assert [code.text for code in codes] == [code_payload("K7Q2M9T4XW", 12, 3, number, sheet.check_code)]


def test_a_copy_without_codes_has_none() -> None:
    import zxingcpp

    assert zxingcpp.read_barcodes(pictures(pdf_of(BARE), 200)[0]) == []


def test_the_same_sheet_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from paper_sheets import AGREED; from facilitator_app.papers.press import pdf_of; "
        "sys.stdout.buffer.write(pdf_of(AGREED))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    once, again = pdf_of(AGREED), pdf_of(AGREED)
    elsewhere = subprocess.run(
        [sys.executable, "-c", program, Path(__file__).parent],
        check=True,
        capture_output=True,
        env=environment,
        cwd=Path(__file__).parents[2],
    ).stdout
    assert once == again == elsewhere
    assert once != pdf_of(replace(AGREED, version=2))
    assert len(once) < 60_000


@EACH_FORMAT
@pytest.mark.parametrize("standing", STANDINGS)
def test_nothing_off_the_page_tells_more_than_the_title_and_the_service(standing: str, form: Format) -> None:
    sheet = STANDINGS[standing]
    found = "\n".join(strings(pdf_of(sheet, form)))
    for private in ("Margaret", "Daniel", "Siân", "Priya", "Visits", "SRS", "K7Q2M9T4XW", "letter", "2026", sheet.check_code):
        assert private not in found, private
    assert sheet.service in found
    assert "Severnside" not in "\n".join(strings(pdf_of(replace(sheet, service=""), form)))


NAMES = [
    "Łukasz Żółć", "Nguyễn Thị Hạnh", "Wŷn", "Ольга Ивановна", "Şule Değirmenci", "Ελένη Παπαδοπούλου", "Ștefan", "Ẹ̀bùn Ọlá", "Þóra",
    "O'Neill <b> & &amp;", "<font size=99>", "</para>", "%s {name}", "a\u0301ine", "D’Arcy–Ó Sé",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_of_all_kinds_are_printed_as_they_are_written(name: str) -> None:
    import unicodedata

    pages = pages_of_text(pdf_of(replace(AGREED, people=(Present(name),), recipient=name, signed_by=(name,)), LARGE))
    printed = unicodedata.normalize("NFC", " ".join(pages))
    assert printed.count(unicodedata.normalize("NFC", name)) == 2 + len(pages)  # once in each footer


def test_what_cannot_be_seen_is_not_printed() -> None:
    assert checked("  Si\u200b\u00adan\x00\x07 \u202e\t Jones\u200e\r\n", "Here") == "Sian Jones"
    assert checked("one\r\ntwo\u2028\n\n three ", "Here", lines=True) == "one\ntwo\nthree"
    assert "Who took part" not in said(replace(AGREED, people=(Present("\u200b"),)), LARGE)


@pytest.mark.parametrize(
    ("name", "letter", "point"),
    [("Amina محمد", "م", "U+0645"), ("שרה", "ש", "U+05E9"), ("王芳", "王", "U+738B"), ("Kim 😀", "😀", "U+1F600"), ("हरि", "ह", "U+0939")],
)
def test_a_letter_that_cannot_be_printed_is_named_and_the_name_is_not(name: str, letter: str, point: str) -> None:
    with pytest.raises(MissingLetter) as refused:
        pdf_of(replace(AGREED, people=(*AGREED.people, Present(name))))
    trouble = refused.value
    assert trouble.letter == letter
    assert point in trouble.sentence
    assert trouble.where == "The name in line 5 under “Who took part”"
    assert name not in trouble.words
    assert "Latin letters" in trouble.next_step


TEXT_FIELDS = {
    "service": "The service's name", "recipient": "The recipient's name", "place": "“Place”", "who_may_see": "“Who may see this paper”",
    "if_something_changes": "“If something changes”", "telephone": "“If something changes”", "reference": "The reference",
}  # fmt: skip


@pytest.mark.parametrize("field", TEXT_FIELDS)
def test_each_field_is_proofread(field: str) -> None:
    with pytest.raises(MissingLetter) as refused:
        pdf_of(replace(AGREED, **{field: "Aم"}))  # type: ignore[arg-type]  # a field of text
    assert refused.value.where == TEXT_FIELDS[field]


def test_each_list_is_proofread() -> None:
    for sheet, where in (
        (replace(AGREED, facilitators=("Owen", "Ж漢")), "The name in line 2 under “Facilitators”"),
        (replace(AGREED, copies=("漢",)), "The name in line 1 under “Copies of this paper”"),
        (replace(AGREED, signed_by=("漢",)), "The name in line 1 under “Signed”"),
        (replace(AGREED, people=(Present("Owen", "漢"),)), "The role in line 1 under “Who took part”"),
        *(
            (replace(AGREED, terms=(TERMS[0], replace(TERMS[1], **{field.name: "漢"}))), "erm 2")
            for field in fields(TermLine)
            if field.name != "picture"  # out of a closed list
        ),
    ):  # fmt: skip
        with pytest.raises(MissingLetter) as refused:
            pdf_of(sheet)
        assert where in refused.value.where


def test_a_language_that_nobody_has_checked_is_refused() -> None:
    with pytest.raises(NoSuchLanguage):
        pdf_of(replace(AGREED, language="pl"))


def test_the_papers_own_words_have_all_their_letters() -> None:
    for words in (agreement_words("en-GB"), agreement_words("en-GB", easy=True)):
        for field in fields(AgreementWords):
            value = getattr(words, field.name)
            texts = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
            for text in texts:
                assert checked(text, "Here", lines=True).strip() == text.strip()


AROUND = {SupporterSheet, InterpreterSheet, PrisonSheet, ReferrerSheet, CourtSheet, CheckerSheet, RegisterSheet}


def test_papers_are_listed_by_their_sheet() -> None:
    assert set(PAPERS) == {
        AgreementSheet,
        BilingualSheet,
        GuideSheet,
        SeatingSheet,
        ListSheet,
        PackSheets,
        GoneSheet,
        SlipSheet,
        *get_args(LetterSheet),
        *AROUND,
    }


def test_a_sheet_without_a_date_or_names_waits_for_a_pen() -> None:
    for form in FORMATS.values():
        words = said(replace(BLANK, held_on=None, people=(), facilitators=()), form)
        assert words.count("Name Name or initials") + words.count("Name Name Name or initials") >= 1
        assert words.count(BOX) == 4
        assert "Date" in words.split("What we agreed")[0]


def test_a_date_is_said_in_words() -> None:
    assert "Friday 1 May 2026" in said(replace(AGREED, held_on=date(2026, 5, 1)), LARGE).replace("\xa0", " ")
