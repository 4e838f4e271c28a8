"""Easy read: another structure, and not a bigger font. What it shows, what is read aloud of it, and what its sentences are like."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pikepdf
import pytest
from around_sheets import AROUND
from letter_sheets import CONSENT, INVITATION, LETTERS, in_format
from pack_sheets import FIRST, FIRST_EASY
from paper_sheets import AGREED, BARE, BLANK, DRAFT, PICTURED_TERMS, TERMS, TO_SIGN
from reading import pages_of_text, pictures, read_aloud, structure, texts
from test_letters_paper import said, with_text

from facilitator_app.language import words
from facilitator_app.papers import pictures as drawn
from facilitator_app.papers.codes import canonical_agreement
from facilitator_app.papers.formats import EASY_READ, LARGE
from facilitator_app.papers.press import STANDARD, pdf_of
from facilitator_app.papers.texts import Kind, TextNotUsable, read
from facilitator_app.papers.words_around import around_words
from facilitator_app.papers.words_pack import pack_words
from facilitator_app.resources import resource, text
from facilitator_app.wall.sheets import AgreementSheet
from facilitator_app.wall.sheets_letters import LetterSheet
from facilitator_app.wall.sheets_recipients import SupporterSheet

MOST_WORDS = 15
EASY_TEXTS = sorted(entry.name.removesuffix(".md") for entry in resource("letters", "en").iterdir() if entry.name.endswith("-easy.md"))
SUPPORTER = cast("SupporterSheet", AROUND["supporter"])
EACH = pytest.mark.parametrize("letter", LETTERS)


def figures(pdf: bytes) -> list[pikepdf.Dictionary]:
    """Every Figure in the reading order of a file."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return list(_figures(document.Root.StructTreeRoot.K))


def _figures(thing: Any) -> Any:
    if isinstance(thing, pikepdf.Array):
        for one in thing:
            yield from _figures(one)
    elif isinstance(thing, pikepdf.Dictionary) and "/S" in thing:
        if thing.S == "/Figure":
            box = [float(edge) for edge in thing.A.BBox]
            yield str(thing.Alt), box
        else:
            yield from _figures(thing.get("/K", pikepdf.Array()))


# The texts --------------------------------------------------------------------------------------------------------------------


def sentences(name: str) -> list[str]:
    """Each line of a text as it is read: what can be put in is one word, since it is not the text's to be short."""
    found = []
    for line in text("letters", "en", f"{name}.md").split("\n"):
        plain = re.sub(r"\{\{.*?\}\}", "Name", re.sub(r"\{%.*?%\}", " ", line))
        plain = re.sub(r"^(@ [a-z_]+: |#+ |--- |\[[a-z? ]*\] |____ |= )", "", plain.strip())
        found += [each.strip() for each in re.split(r"(?<=[.?!])\s+", plain) if each.strip() and not plain.startswith("Version")]
    return found


@pytest.mark.parametrize("name", EASY_TEXTS)
def test_no_sentence_has_more_than_fifteen_words(name: str) -> None:
    assert [each for each in sentences(name) if len(each.split()) > MOST_WORDS] == []
    assert len(sentences(name)) > 20


def test_the_test_of_sentences_would_find_a_long_one() -> None:
    long = [each for name in ("first-letter-harmed", "information") for each in sentences(name) if len(each.split()) > MOST_WORDS]
    assert long


def test_each_letter_and_form_has_a_text_for_easy_read_that_is_offered_in_settings() -> None:
    assert sorted(f"{name}-easy" for name in LETTERS) == EASY_TEXTS
    assert set(EASY_TEXTS) <= set(words("letter_text"))


@EACH
def test_each_paragraph_has_a_picture_beside_it(letter: str) -> None:
    blocks = read(in_format(LETTERS[letter], EASY_READ)).blocks
    pictured = [block for block in blocks if block.kind is Kind.PICTURE]
    assert len(pictured) >= 7
    plain = [block.words for block in blocks if block.kind is Kind.WORDS]
    assert len(plain) <= 4, plain  # the close of a letter, and the sentence above a signature


def test_the_questions_of_a_consent_form_are_the_same_ones_in_both_texts() -> None:
    import tomllib

    usual, easy = (tomllib.loads(text("letters", "en", f"questions{end}.toml")) for end in ("", "-easy"))
    drawn_beside = easy.pop("picture")
    assert list(usual) == list(easy)
    assert set(drawn_beside) == {scope for scope in usual if scope not in ("take_part_with", "take_part_supporting")}
    assert set(drawn_beside.values()) <= drawn.names()
    for scope, question in easy.items():
        assert all(len(line.split()) <= MOST_WORDS for line in question.split("\n")), scope
        assert ("{other}" in question) == ("{other}" in usual[scope])


def test_a_picture_that_there_is_none_of_is_one_sentence_and_no_paper() -> None:
    with pytest.raises(TextNotUsable, match="a picture that there is none of"):
        read(with_text("Version: 1\n# A\n@ dragon: Words."))
    with pytest.raises(TextNotUsable, match="a picture that there is none of"):
        read(with_text("Version: 1\n# A\n@ Words with no picture."))


def test_what_is_put_in_chooses_no_picture_and_begins_no_line() -> None:
    found = read(in_format(replace(INVITATION, come_to="@ stop: No.\n@ phone: Ring.", room="x: y"), EASY_READ))
    assert {block.picture for block in found.blocks if "@ stop: No." in block.words} == {"place"}
    assert not any(block.words.startswith(("No.", "Ring.")) for block in found.blocks)


def test_a_text_with_pictures_is_words_alone_where_the_format_has_none() -> None:
    pdf = pdf_of(in_format(INVITATION, EASY_READ), LARGE)
    assert figures(pdf) == []
    assert "One of us meets you when you come." in " ".join(pages_of_text(pdf))


# Pictures ---------------------------------------------------------------------------------------------------------------------


def test_every_picture_can_be_drawn_has_words_and_is_used() -> None:
    assert drawn.names() == set(words("picture"))
    assert set(words("term_picture")) - {"none"} <= drawn.names()
    source = " ".join(text("letters", "en", f"{name}.md") for name in EASY_TEXTS) + text("letters", "en", "questions-easy.toml")
    source += "".join(Path(drawn.__file__).with_name(f"{name}.py").read_text() for name in ("easy", "easy_around", "around"))
    for name in drawn.names():
        made = drawn.drawing(name)
        assert made.steps or made.circles or made.boxes
        assert all(-1 <= edge <= 25 for step in made.steps for edge in step.points), name
        assert name in words("term_picture") or f"@ {name}:" in source or f'"{name}"' in source, f"{name} is carried and used by nothing"
    assert resource("pictures", "LICENSE").is_file()
    assert all("lucide-static" in text("pictures", f"{name}.svg") for name in drawn.names())


@pytest.mark.parametrize("sheet", [*(in_format(sheet, EASY_READ) for sheet in LETTERS.values()), AGREED, DRAFT, BLANK, TO_SIGN])
def test_each_picture_says_what_it_shows_and_where_it_stands(sheet: LetterSheet | AgreementSheet) -> None:
    known = set(words("picture").values())
    found = figures(pdf_of(sheet, EASY_READ))
    assert len(found) >= 4
    width, height = EASY_READ.page
    for alt, (left, low, right, high) in found:
        assert alt in known
        assert right - left == pytest.approx(high - low, abs=0.1) == pytest.approx(48.2, abs=0.1)
        assert 0 < left < right < width
        assert 0 < low < high < height


def test_a_picture_is_ink_where_its_box_says() -> None:
    pdf = pdf_of(in_format(CONSENT, EASY_READ), EASY_READ)
    page = pictures(pdf, 72)[0]
    for _, (left, low, right, high) in figures(pdf)[:3]:
        top, bottom = int(page.height - high), int(page.height - low)
        assert min(page.crop((int(left), top, int(right), bottom)).tobytes()) < 60
        assert min(page.crop((int(right) + 4, top, int(right) + 20, bottom)).tobytes()) > 250, "nothing between it and the words"


# The agreement ----------------------------------------------------------------------------------------------------------------


def test_the_promises_are_the_same_words_as_on_every_other_copy() -> None:
    heard = read_aloud(pdf_of(AGREED, EASY_READ))
    for term in TERMS:
        assert term.what in heard
        assert f"Who will do it: {term.who}" in heard
        assert any(each.replace("\xa0", " ") == f"By when: {term.by_when}".replace("\xa0", " ") for each in heard)
        assert not term.how_shown or f"How we will check: {term.how_shown}" in heard


def test_a_line_has_the_picture_that_somebody_chose_and_without_one_its_number_alone() -> None:
    bare = [alt for alt, _ in figures(pdf_of(AGREED, EASY_READ))]
    chosen = [alt for alt, _ in figures(pdf_of(replace(AGREED, terms=PICTURED_TERMS), EASY_READ))]
    assert [alt for alt in chosen if alt not in bare and alt != words("picture")["letter"]] == ["An open book"]
    assert len(chosen) == len(bare) + 2
    tree = structure(pdf_of(replace(AGREED, terms=PICTURED_TERMS), EASY_READ))
    assert tree.count("Lbl") == 3
    unknown = replace(AGREED, terms=(replace(TERMS[0], picture="../../etc/passwd"), *TERMS[1:]))
    assert [alt for alt, _ in figures(pdf_of(unknown, EASY_READ))] == bare


def test_a_picture_is_in_no_other_format_and_changes_no_check_code_of_a_copy_without() -> None:
    assert pdf_of(replace(AGREED, terms=PICTURED_TERMS)) == pdf_of(AGREED)
    assert b"picture" not in canonical_agreement(AGREED)
    assert canonical_agreement(replace(AGREED, terms=PICTURED_TERMS)) != canonical_agreement(AGREED)


def test_signing_stands_at_the_end_below_what_is_signed() -> None:
    pages = pages_of_text(pdf_of(TO_SIGN, EASY_READ))
    assert all("What we agreed: 1 letter 2 course 3 meeting by chance" in page for page in pages if "Name or initials" in page)
    assert any("Name or initials" in page for page in pages)
    assert "Name or initials" not in pages[0]


def test_a_consent_form_is_signed_on_the_page_of_its_questions() -> None:
    signed = [page for page in pages_of_text(pdf_of(in_format(CONSENT, EASY_READ), EASY_READ)) if "My name or initials" in page]
    assert len(signed) == 1
    assert all(question in signed[0] for question in ("I want to meet Daniel.", "Somebody whom I choose may be with me."))
    assert signed[0].count("Yes No") == 3


def test_what_a_copy_for_a_shared_cell_leaves_out_has_no_picture_either() -> None:
    everything = [alt for alt, _ in figures(pdf_of(AGREED, EASY_READ))]
    bare = [alt for alt, _ in figures(pdf_of(BARE, EASY_READ))]
    assert words("picture")["copy"] in everything
    assert words("picture")["copy"] not in bare


def test_lines_stand_beside_their_picture_and_never_below_it() -> None:
    edge = EASY_READ.left_mm * 72 / 25.4
    for sheet in (in_format(INVITATION, EASY_READ), replace(AGREED, terms=PICTURED_TERMS)):
        pdf = pdf_of(sheet, EASY_READ)
        first = [found for found in texts(pdf) if found.page == 0]
        beside = [found for found in first if found.left > edge + 60]
        assert len(beside) > 6


def test_easy_read_says_hello_and_names_nobody_else() -> None:
    assert "Hello Margaret." in said(LETTERS["first-letter-harmed"], EASY_READ)
    assert "Daniel" not in said(LETTERS["first-letter-harmed"], EASY_READ)


# Who comes along, and an interpreter --------------------------------------------------------------------------------------------


def longest(*texts: str) -> int:
    """How many words the longest sentence of some texts has."""
    return max(len(each.split()) for text in texts for each in re.split(r"(?<=[.?!])\s+", text))


def test_who_comes_along_reads_one_idea_a_line() -> None:
    easy, usual = around_words("en-GB", easy=True), around_words("en-GB")
    mine, theirs = (
        (one.come_with, one.support, one.by_choice, one.keep_to_yourself, one.interpret_for, one.interpret_language, *one.interpret_how)
        for one in (easy, usual)
    )
    assert longest(*mine) <= MOST_WORDS
    assert longest(*mine) < longest(*theirs)
    assert not [line for text in mine for line in text.split("\n") if ". " in line]
    assert len(mine) == len(theirs)


@pytest.mark.parametrize(("name", "pictured"), [
    ("supporter", ["support", "calendar", "clock", "place", "private", "talk", "talk", "phone"]),
    ("interpreter", ["talk", "calendar", "clock", "place", "listen", "question", "private", "phone"]),
])  # fmt: skip
def test_each_part_of_a_paper_for_who_comes_along_has_its_picture(name: str, pictured: list[str]) -> None:
    assert [alt for alt, _ in figures(pdf_of(AROUND[name], EASY_READ))] == [words("picture")[one] for one in pictured]
    assert figures(pdf_of(AROUND[name], LARGE)) == []


@pytest.mark.parametrize("name", ["supporter", "interpreter"])
def test_what_was_opened_and_the_number_are_the_same_words_as_in_standard(name: str) -> None:
    easy, usual = (" ".join(pages_of_text(pdf_of(AROUND[name], form))).replace("\xa0", " ") for form in (EASY_READ, STANDARD))
    for part in ("Tuesday 17 March 2026", "10:00", "Visits centre, room 2", "01632 960 983", "Daniel", "Severnside Restorative Service",
                 *(("He may want a break, and says so with a hand.", "Wŷn reads the letter with Daniel before it is sent.", "Fri 17 Apr 2026",
                    "Wŷn tells Priya.") if name == "supporter" else ("Polish",))):  # fmt: skip
        assert part in " ".join(easy.split()), part
        assert part in " ".join(usual.split()), part
    parts = (around_words("en-GB", easy=True), around_words("en-GB"))
    assert [text.count("If something changes") for text in (easy, usual)] == [1, 1]
    assert all(one.when_and_where in text for one, text in zip(parts, (easy, usual), strict=True))


def test_a_line_has_its_picture_on_the_paper_of_who_comes_along_too() -> None:
    sheet = replace(SUPPORTER, terms=(replace(PICTURED_TERMS[0], picture="letter"),))
    bare = replace(SUPPORTER, terms=(replace(PICTURED_TERMS[0], picture=""),))
    shown = [[alt for alt, _ in figures(pdf_of(one, EASY_READ))] for one in (sheet, bare)]
    assert len(shown[0]) == len(shown[1]) + 1
    assert words("picture")["letter"] in shown[0]
    assert pdf_of(sheet) == pdf_of(bare)


def test_what_is_not_opened_has_no_picture() -> None:
    sheet = replace(SUPPORTER, meeting=None, told=(), terms=(), telephone="")
    assert [alt for alt, _ in figures(pdf_of(sheet, EASY_READ))] == [words("picture")["support"]]


# The form among the sheets for a visit --------------------------------------------------------------------------------------------


def test_the_form_that_somebody_signs_at_a_visit_has_a_picture_beside_each_question() -> None:
    found = [alt for alt, _ in figures(pdf_of(FIRST_EASY, EASY_READ))]
    assert found == [words("picture")[one] for one in ("tick", "talk", "question", "person")]
    page = next(one for one in pages_of_text(pdf_of(FIRST_EASY, EASY_READ)) if "What I say yes or no to" in one)
    assert page.count("Yes No") == 2
    assert "I chose these answers myself." in page
    easy = pack_words("en-GB", easy=True)
    assert not [line for text in (easy.how_to_answer, easy.chose_myself) for line in text.split("\n") if ". " in line]


def test_the_other_sheets_for_a_visit_say_the_same_in_easy_read() -> None:
    """They are for whoever writes on them: in the same order, and none of it is lost."""
    wanted = [
        text
        for sheet in FIRST.sheets
        if sheet.form != "yes_no"
        for line in sheet.lines
        for text in (line.words, " ".join(line.prompts))
        if text
    ]
    assert len(wanted) > 12
    for pdf in (pdf_of(FIRST_EASY, EASY_READ), pdf_of(FIRST)):
        assert [one for one in read_aloud(pdf) if one in wanted] == wanted
