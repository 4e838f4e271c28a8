"""Papers in Welsh: every node says that it is Welsh, days are said in Welsh, nothing is mutated, and what nobody passed cannot be signed."""

from dataclasses import fields, replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from letter_sheets import WELSH, to_check
from paper_sheets import AGREED, BOTH, BOTH_TO_CHECK, IN_WELSH, TERMS, WELSH_TO_CHECK, WELSH_TO_SIGN
from reading import fonts, pages_of_text, read_aloud, texts
from test_agreement_stress import CROWD, ESSAY, NAME, lies_on

from facilitator_app import calendar
from facilitator_app.papers.codes import canonical_agreement
from facilitator_app.papers.formats import FORMATS, STANDARD, Format
from facilitator_app.papers.letters import checked
from facilitator_app.papers.press import pdf_of
from facilitator_app.papers.words import AgreementWords, LetterWords, NoSuchLanguage, agreement_words, letter_words
from facilitator_app.wall.sheets import BilingualSheet

BAND = "DRAFFT / DRAFT"
IN_PRINT = [FORMATS[name] for name in ("standard", "large", "extra_large")]
EACH_FORMAT = pytest.mark.parametrize("form", IN_PRINT, ids=[form.name for form in IN_PRINT])


def languages(pdf: bytes) -> set[tuple[str, str]]:
    """(role, language) of each node of the reading order; what a node does not say it has from none."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return set(_languages(document.Root.StructTreeRoot.K))


def _languages(thing: Any) -> Any:
    if isinstance(thing, pikepdf.Array):
        for one in thing:
            yield from _languages(one)
    elif isinstance(thing, pikepdf.Dictionary) and "/S" in thing:
        yield str(thing.S), str(thing.get("/Lang", ""))
        yield from _languages(thing.get("/K", pikepdf.Array()))


@EACH_FORMAT
def test_every_node_of_a_welsh_paper_says_that_it_is_welsh(form: Format) -> None:
    for sheet in (IN_WELSH, WELSH_TO_CHECK, WELSH_TO_SIGN, *WELSH.values()):
        pdf = pdf_of(sheet, form)
        assert {language for _, language in languages(pdf)} == {"cy"}
        with pikepdf.open(BytesIO(pdf)) as document:
            assert str(document.Root.Lang) == "cy"


def test_beside_each_other_each_language_says_which_it_is() -> None:
    assert {language for _, language in languages(pdf_of(BOTH))} == {"cy", "en-GB"}
    heard = read_aloud(pdf_of(BOTH))
    for one, two in (("Cytundeb canlyniad", "Outcome agreement"), (f"1. {IN_WELSH.terms[0].what}", f"1. {TERMS[0].what}")):
        assert heard.index(one) < heard.index(two)
    assert heard.index(f"1. {TERMS[0].what}") < heard.index(f"2. {IN_WELSH.terms[1].what}")  # block by block, never one inside the other


def test_an_english_paper_is_as_it_was() -> None:
    assert {language for _, language in languages(pdf_of(AGREED))} == {""}
    assert b"words_passed" not in canonical_agreement(AGREED)


def test_the_two_languages_stand_beside_each_other_in_letters_of_one_size() -> None:
    found = texts(pdf_of(BOTH))
    welsh = next(text for text in found if text.words.startswith("Pwy gymerodd ran"))
    english = next(text for text in found if text.words.startswith("Who took part"))
    assert abs(welsh.low - english.low) < 1
    assert abs((welsh.high - welsh.low) - (english.high - english.low)) < 4
    assert welsh.right < english.left - 20, "a gutter with nothing in it"


@EACH_FORMAT
def test_what_nobody_passed_is_banded_on_each_page_and_has_nowhere_to_sign(form: Format) -> None:
    for sheet in (WELSH_TO_CHECK, replace(WELSH_TO_SIGN, words_passed=False), *map(to_check, WELSH.values())):
        pages = pages_of_text(pdf_of(sheet, form))
        assert all(page.count(BAND) == 2 for page in pages)
        words = " ".join(pages)
        assert not any(said in words for said in ("Enw neu lythrennau cyntaf", "Fy enw neu", "Cod gwirio", "Llofnodwyd", "Ddim yn cytuno "))
    assert all(page.count(BAND) == 2 for page in pages_of_text(pdf_of(BOTH_TO_CHECK)))
    assert "Signed by hand" not in " ".join(pages_of_text(pdf_of(BOTH_TO_CHECK)))
    assert "Check code" not in " ".join(pages_of_text(pdf_of(BOTH_TO_CHECK)))


def test_passed_it_can_be_signed() -> None:
    words = " ".join(pages_of_text(pdf_of(WELSH_TO_SIGN)))
    assert words.count("Enw neu lythrennau cyntaf") == 6
    assert BAND not in words
    assert "Fy enw neu lythrennau cyntaf fy enw" in " ".join(pages_of_text(pdf_of(WELSH["consent"])))


def test_days_are_said_in_welsh() -> None:
    first = date(2026, 1, 5)
    said = [calendar.on_paper(first + timedelta(days=31 * month), "cy").replace("\xa0", " ") for month in range(12)]
    assert said[0] == "Dydd Llun 5 Ionawr 2026"
    assert len({each.split(" ")[3] for each in said}) == 12
    assert {calendar.on_paper(first + timedelta(days=day), "cy").split(" ")[0].replace("\xa0", " ") for day in range(7)} == {
        "Dydd Llun", "Dydd Mawrth", "Dydd Mercher", "Dydd Iau", "Dydd Gwener", "Dydd Sadwrn", "Dydd Sul",
    }  # fmt: skip
    assert calendar.on_paper(first, "en-GB") == calendar.long(first)


def test_what_is_put_in_stands_after_a_colon_so_that_nothing_changes_its_first_letter() -> None:
    """“o Gaerdydd”, “i Fargaret”: a name after a Welsh preposition would have to be another word."""
    for words in (agreement_words("cy"), letter_words("cy")):
        for field in fields(AgreementWords if isinstance(words, AgreementWords) else LetterWords):
            value = getattr(words, field.name)
            for text in value.values() if isinstance(value, dict) else (value,):
                for placeholder in ("{name}", "{names}", "{date}"):
                    if isinstance(text, str) and placeholder in text:
                        assert text.split(placeholder)[0].rstrip().endswith(":"), text


def test_the_letters_of_welsh_are_all_in_our_faces() -> None:
    for letter in "ŵŷŴŶâêîôûïäÿẁỳẃý’":
        assert checked(letter, "Here") == letter
    pdf = pdf_of(replace(IN_WELSH, recipient="Wŷn Ŵyn-Ŷdwr"))
    assert all(embedded == "yes" and "Atkinson" in font for font, embedded in fonts(pdf))
    assert "Wŷn Ŵyn-Ŷdwr" in " ".join(pages_of_text(pdf))


def test_easy_read_in_welsh_has_not_been_written() -> None:
    with pytest.raises(NoSuchLanguage):
        pdf_of(IN_WELSH, FORMATS["easy_read"])


STRESS = {
    "25 terms": replace(IN_WELSH, terms=(IN_WELSH.terms * 9)[:25]),
    "12 signers": replace(WELSH_TO_SIGN, people=CROWD),
    "long names": replace(
        IN_WELSH, recipient=NAME, service=NAME, place=NAME, facilitators=(NAME, NAME), reference=NAME, copies=(NAME,) * 12,
        terms=tuple(replace(term, who=NAME, by_when=f"{NAME} 2026") for term in IN_WELSH.terms),
    ),
    "900 words": replace(IN_WELSH, terms=(replace(IN_WELSH.terms[0], what=ESSAY), IN_WELSH.terms[1])),
}  # fmt: skip


@EACH_FORMAT
@pytest.mark.parametrize("name", STRESS)
def test_whatever_is_on_it_lies_on_nothing_else(name: str, form: Format) -> None:
    _lies_on_nothing(pdf_of(STRESS[name], form))


def test_beside_each_other_too() -> None:
    long = replace(AGREED, terms=(replace(TERMS[0], what=ESSAY), *TERMS[1:]))
    welsh = replace(IN_WELSH, terms=(replace(IN_WELSH.terms[0], what=ESSAY[:700]), *IN_WELSH.terms[1:]))
    _lies_on_nothing(pdf_of(BilingualSheet(welsh, long)))
    named = tuple(replace(term, who=NAME) for term in TERMS)
    _lies_on_nothing(
        pdf_of(BilingualSheet(replace(IN_WELSH, terms=named, people=CROWD), replace(AGREED, terms=named, people=CROWD)), STANDARD)
    )


def _lies_on_nothing(pdf: bytes) -> None:
    found = texts(pdf)
    for page in {text.page for text in found}:
        here = sorted((text for text in found if text.page == page), key=lambda text: text.low)
        assert len(here) > 3
        for number, one in enumerate(here):
            for two in here[number + 1 :]:
                if two.low >= one.high:
                    break
                assert not lies_on(one, two), (one, two)
