"""Whether everybody can read it: screen readers, checkers of PDF/UA, fonts, languages, words that are not run together."""

import warnings
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from paper_sheets import AGREED, BLANK, DRAFT, STANDINGS, TERMS, TO_SIGN
from pdfua import validate
from reading import fonts, pages_of_text, read_aloud, structure
from renew_golden import PAPERS

from facilitator_app.papers.formats import Format
from facilitator_app.papers.press import FORMATS, LARGE, STANDARD, pdf_of
from facilitator_app.wall.sheets import Present

SIGNED_BY_MANY = replace(TO_SIGN, people=tuple(Present(f"Name {number}") for number in range(12)))


def outloud_findings(path: Path) -> list[object]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyMuPDF's bindings warn about themselves
        from outloud import check

        result = check(str(path))
    assert result.stats["tagged"]
    return list(result.findings)


@pytest.mark.parametrize("name", [name for name in PAPERS if not name.startswith(("to-sign", "bare"))])
def test_outloud_finds_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf_of(*PAPERS[name]))
    assert outloud_findings(path) == []


def test_outloud_finds_nothing_where_the_part_for_signing_goes_over_pages(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf_of(SIGNED_BY_MANY, STANDARD))
    assert outloud_findings(path) == []


def test_outloud_would_find_what_is_not_tagged(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    with pikepdf.Pdf.new() as bare:
        bare.add_blank_page()
        bare.save(path)
    with pytest.raises(AssertionError):
        outloud_findings(path)


@pytest.mark.parametrize("name", PAPERS)
def test_pdfua_passes_and_every_font_is_embedded(name: str, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf_of(*PAPERS[name]))
    report = validate(str(path))
    assert (report.exit_code, list(report.findings)) == (0, [])
    names = fonts(path.read_bytes())
    assert names
    assert all(embedded == "yes" and ("Atkinson" in font or "NotoSans" in font) for font, embedded in names), names


def test_the_language_the_title_and_the_tags_are_declared() -> None:
    with pikepdf.open(BytesIO(pdf_of(AGREED))) as document:
        assert str(document.Root.Lang) == "en-GB"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.docinfo.Title == "Outcome agreement"
        assert "<pdfuaid:part>1</pdfuaid:part>" in document.Root.Metadata.read_bytes().decode()
        assert all(page.Tabs == "/S" for page in document.pages)


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_what_is_read_aloud_is_whole_sentences_in_order(form: Format) -> None:
    heard = read_aloud(pdf_of(AGREED, form))
    intro = "This paper says what we agreed. Everyone took part by choice. It is not a court order."
    title, said = ("Our agreement", intro.replace(". ", ".\n").split("\n")) if form.pictured else ("Outcome agreement", [intro])
    assert heard[: 2 + len(said)] == ["Severnside Restorative Service", title, *said]
    for sentence in (TERMS[0].what, TERMS[1].what, TERMS[2].what, AGREED.who_may_see):
        assert any(sentence in each for each in heard), sentence
    assert heard.index("What we agreed") < heard.index("Who may see this paper") < heard.index("Signed")
    assert not any("Page 1" in each for each in heard)  # furniture is not read on each page


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("standing", STANDINGS)
def test_words_at_line_ends_are_not_run_together(standing: str, form: Format) -> None:
    pages = pages_of_text(pdf_of(STANDINGS[standing], form))
    words = set(" ".join(pages).replace(",", " ").replace(".", " ").split())
    assert not words & {"bychoice", "takenpart", "ison", "onthis", "letterthat", "andanswers", "changethis", "canask"}
    heard = " ".join(read_aloud(pdf_of(STANDINGS[standing], form)))
    assert AGREED.if_something_changes.replace("\n", " ").replace("\xa0", " ") in heard.replace("\xa0", " ")


def test_a_word_that_is_cut_keeps_its_letters_together() -> None:
    name = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochabcd"
    heard = read_aloud(pdf_of(replace(AGREED, terms=(replace(TERMS[0], who=name, what=f"{name} writes."),))))
    assert name in heard
    assert f"{name} writes." in heard


def test_the_table_has_headings_for_columns_and_rows_and_large_print_has_no_table() -> None:
    tree = structure(pdf_of(AGREED, STANDARD))
    assert tree.count("/Scope /Column") == 5
    assert tree.count("/Scope /Row") == len(TERMS)
    assert tree.count("TD") == 4 * len(TERMS)
    assert "Table" not in structure(pdf_of(AGREED, LARGE))


def test_a_heading_repeated_on_the_next_page_is_read_once() -> None:
    many = pdf_of(replace(AGREED, terms=TERMS * 8), STANDARD)
    assert sum(page.count("What will happen") for page in pages_of_text(many)) == 3
    assert read_aloud(many).count("What will happen") == 1


def test_a_term_that_goes_over_pages_is_read_as_one() -> None:
    what = " ".join(f"word{number}" for number in range(900))
    for form in FORMATS.values():
        heard = read_aloud(pdf_of(replace(AGREED, terms=(replace(TERMS[0], what=what),)), form))
        assert any(what in each for each in heard)


def test_a_draft_says_so_on_each_page_and_is_heard_to_say_so_first() -> None:
    pdf = pdf_of(replace(DRAFT, terms=TERMS * 8))
    pages = pages_of_text(pdf)
    assert len(pages) > 1
    assert all(page.count("DRAFT – NOT YET AGREED") == 2 for page in pages)
    heard = read_aloud(pdf)
    assert heard[0] == "DRAFT – NOT YET AGREED"
    assert heard.count("DRAFT – NOT YET AGREED") == 1


def test_what_is_signed_is_read_aloud_before_each_page_of_boxes() -> None:
    heard = read_aloud(pdf_of(SIGNED_BY_MANY, STANDARD))
    first, second = (index for index, each in enumerate(heard) if each.startswith("What we agreed: 1 letter"))
    assert heard.index("Name 0") > first
    assert heard[second + 1] == "Priya"  # the first of those who sign on the next page


def test_labels_of_pen_lines_are_read_aloud() -> None:
    heard = read_aloud(pdf_of(BLANK))
    assert [heard.count(each) for each in ("What will happen", "Who will do it", "By when", "How we will check")] == [4, 4, 4, 4]
