"""Letters and forms on paper: what an envelope's window shows, what a text may do, and names that no paper was made for."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from letter_sheets import CONSENT, FIRST_HARMED, FIRST_RESPONSIBLE, FIRST_TAKING_PART, INFORMATION, INVITATION, LETTERS, in_format
from reading import fonts, pages_of_text, read_aloud, strings, structure, texts

from facilitator_app.papers.formats import Format
from facilitator_app.papers.letters import MissingLetter
from facilitator_app.papers.press import FORMATS, pdf_of
from facilitator_app.papers.texts import TextNotUsable, read
from facilitator_app.papers.words import NoSuchLanguage
from facilitator_app.wall.sheets_letters import FirstLetterSheet, InvitationSheet, LetterSheet, Text

EACH = pytest.mark.parametrize("letter", LETTERS)
EACH_FORMAT = pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
MM = 72 / 25.4
A4_HIGH = 297 * MM
NASTY = (
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochabcd",
    "Wŷn Ŵyn-Ŷdwr",
    "Nguyễn Thị Hạnh",
    "ʿAbd al-Raḥmān aṣ-Ṣiddīq",
    "{{ service }} {% if %}",
    "# - [ ] ____ <b>&amp;</b>",
)


def said(sheet: LetterSheet, form: Format = FORMATS["standard"]) -> str:
    return " ".join(pages_of_text(pdf_of(in_format(sheet, form), form))).replace("\xa0", " ")


def with_text(words: str, sheet: LetterSheet = FIRST_HARMED) -> LetterSheet:
    return replace(sheet, text=Text("a text", words))


@EACH_FORMAT
@pytest.mark.parametrize("letter", [name for name, sheet in LETTERS.items() if isinstance(sheet, FirstLetterSheet | InvitationSheet)])
def test_a_window_shows_the_name_and_the_day_and_nothing_else(letter: str, form: Format) -> None:
    sheet = LETTERS[letter]
    assert isinstance(sheet, FirstLetterSheet | InvitationSheet)
    shown = [found.words for found in texts(pdf_of(in_format(sheet, form), form)) if found.page == 0 and found.high > A4_HIGH - 102 * MM]
    assert shown[0] == sheet.recipient
    assert len(shown) <= 2
    assert all("2026" in words for words in shown[1:])


@EACH_FORMAT
@EACH
def test_the_file_says_nothing_of_the_service_or_of_anybody(letter: str, form: Format) -> None:
    with pikepdf.open(BytesIO(pdf_of(in_format(LETTERS[letter], form), form))) as document:
        assert not str(document.docinfo.get("/Author", ""))
    hidden = " ".join(strings(pdf_of(in_format(LETTERS[letter], form), form)))
    assert not any(word in hidden for word in ("Severnside", "Margaret", "Daniel", "Fatima", "Priya", "01632"))


@EACH
def test_the_same_sheet_gives_the_same_bytes(letter: str) -> None:
    assert pdf_of(LETTERS[letter]) == pdf_of(LETTERS[letter])


@EACH_FORMAT
@EACH
def test_words_are_read_aloud_whole_and_no_heading_ends_a_page(letter: str, form: Format) -> None:
    pdf = pdf_of(in_format(LETTERS[letter], form), form)
    heard = read_aloud(pdf)
    headings = {block.words for block in read(in_format(LETTERS[letter], form)).blocks if block.kind.value == "## "}
    assert headings <= set(heard)
    for page in range(max(found.page for found in texts(pdf)) + 1):
        body = [found for found in texts(pdf) if found.page == page and 28 * MM < found.low < A4_HIGH - 14 * MM]
        assert min(body, key=lambda found: found.low).words not in headings
        assert min(found.low for found in body) > (form.bottom_mm - 1) * MM


@EACH_FORMAT
def test_what_is_sent_back_stands_on_a_page_of_its_own_with_nothing_behind_it(form: Format) -> None:
    for sheet in (FIRST_HARMED, FIRST_RESPONSIBLE, FIRST_TAKING_PART):
        pages = pages_of_text(pdf_of(in_format(sheet, form), form))
        assert "Post this page back" in pages[-1]
        assert "How to reach me" in pages[-1]
        assert "Severnside" not in pages[-1]
        assert not any("How to reach me" in page for page in pages[:-1])
        with pikepdf.open(BytesIO(pdf_of(in_format(sheet, form), form))) as document:
            assert document.Root.ViewerPreferences.Duplex == "/Simplex"


@EACH_FORMAT
def test_the_names_below_a_letter_never_stand_alone_on_a_page(form: Format) -> None:
    for lines in range(6):
        sheet = replace(INVITATION, come_to="\n".join("One line." for _ in range(lines + 1)))
        pages = pages_of_text(pdf_of(in_format(sheet, form), form))
        end = next(page for page in pages if "Yours sincerely, Priya and Owen" in page)
        assert "Keep this paper where only you can see it. Yours sincerely, Priya and Owen" in end


def test_a_first_letter_says_nothing_of_roles_or_of_another_person() -> None:
    for sheet in (FIRST_HARMED, FIRST_RESPONSIBLE, FIRST_TAKING_PART):
        words = said(sheet).casefold()
        assert not any(
            role in words for role in ("harmed", "responsible", "prison", "crime", "offence", "the other person", "asked for you")
        )
        assert "restorative" not in words.replace("severnside restorative service", "")


def test_the_consent_form_says_its_version_and_language_and_asks_one_child_twice() -> None:
    assert "Version 1 · English" in said(CONSENT)
    assert "parent or guardian" not in said(CONSENT)
    assert "The answers above count." in said(replace(CONSENT, child=True))


def test_the_squares_are_drawn_for_each_answer() -> None:
    """Two for each question: our faces have no letter for a square."""
    one, three = (pdf_of(replace(CONSENT, asked=CONSENT.asked[:count])) for count in (1, 3))
    counts = []
    for pdf in (one, three):
        with pikepdf.open(BytesIO(pdf)) as document:
            counts.append(b"\n".join(page.Contents.read_bytes() for page in document.pages).count(b" re S"))
    assert counts[1] - counts[0] == 4


def test_list_items_are_lists_and_headings_are_headings() -> None:
    tree = structure(pdf_of(INFORMATION))
    assert tree.count("LBody") >= 12
    assert "H1" in tree
    assert tree.count("H2") == 8


# Names that no paper was made for ---------------------------------------------------------------------------------------------


@EACH_FORMAT
@pytest.mark.parametrize("name", NASTY)
def test_nasty_names_stand_as_they_are(name: str, form: Format) -> None:
    for sheet in (FIRST_HARMED, INVITATION, CONSENT):
        pdf = pdf_of(in_format(replace(sheet, recipient=name), form), form)
        assert "".join(name.split()) in "".join(" ".join(read_aloud(pdf)).split())
        assert all(embedded == "yes" for _, embedded in fonts(pdf))
    sheet = replace(INVITATION, there=(name, "Daniel"), room=name, come_to=f"{name}\n- {name}")
    invited = pdf_of(in_format(sheet, form), form)
    assert "".join(" ".join(read_aloud(invited)).split()).count("".join(name.split())) >= 3


def test_a_script_that_cannot_be_printed_is_named() -> None:
    with pytest.raises(MissingLetter, match="the name on paper"):
        pdf_of(replace(FIRST_HARMED, recipient="أمينة"))


def test_what_is_put_in_is_never_a_sign() -> None:
    found = read(replace(INVITATION, room="[sign] here", pause="# A title", there=("--- x", "## y")))
    assert found.title == "Your meeting"
    assert [block.kind.name for block in found.blocks if "here" in block.words and "[sign]" in block.words] == ["FACT"]
    assert [block.words for block in found.blocks if block.kind.name == "ITEM"][:2] == ["--- x", "## y"]


# A text with a mistake --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "line", "sentence"),
    [
        ("# A\n\nDear {{ recipent }}", 4, "names something in braces that nothing stands for"),
        ("# A\n{% if hours %}\n{{ room }}\n{% endif %}", 4, "names something in braces that nothing stands for"),
        ("# A\n{{ hours }}", 3, "needs the office hours of the service, which is not written down yet"),
        ("# A\n\n{{ facilitators | join(' ') }} {{ hours | length }}", 4, "needs the office hours"),
        ("# A\n{% if %}", 3, "has braces that cannot be read"),
        ("# A\n{{ recipient", 3, "has braces that cannot be read"),
        ("# A\n{{ recipient.__class__ }}", 3, "asks for something that a text cannot do"),
        ("# A\n{{ recipient['__class__'] }}", 3, "asks for something"),
        ("# A\n{{ ''.__class__.__mro__ }}", 3, "asks for something"),
        ("# A\n{{ text.words }}", 3, ""),
        ("# A\n{{ text }}", 3, "names something"),
        ("# A\n{{ self }}", 3, "names something"),
        ("# A\n{{ range(9) }}", 3, ""),
        ("# A\n{% include 'x' %}", 3, "asks for something"),
        ("# A\n{% import 'x' as y %}", 3, "asks for something"),
        ("# A\n{% set x = 1 %}", 3, "asks for something"),
        ("# A\n{% macro x() %}{% endmacro %}", 3, "asks for something"),
        ("# A\n{{ 'a' * 999999999 }}", 3, "asks for something"),
        ("# A\n{{ recipient | upper }}", 3, "cannot be read"),
        ("# A\n{{ recipient | attr('x') }}", 3, "cannot be read"),
        ("# A\n{{ facilitators[7] }}", 3, "asks for something"),
    ],
)
def test_a_mistake_in_a_text_is_one_sentence_with_its_line(words: str, line: int, sentence: str) -> None:
    with pytest.raises(TextNotUsable) as trouble:
        read(replace(FIRST_HARMED, hours="", text=Text("a text", f"Version: 1\n{words}\n")))
    assert sentence in trouble.value.sentence
    assert trouble.value.line == line, trouble.value.sentence
    assert trouble.value.sentence.startswith(f"Line {line} of this text ")
    assert not any(word in trouble.value.words for word in ("recipent", "Margaret", "class"))


@pytest.mark.parametrize(
    "words",
    ["# A\n", "Version: 1\n", "Version: 1\n# A\n# B", "Version: 1\n# A\n### C", "Version: 1\n# A\n**bold**", "Version: 1\n# A\n1. one"],
)
def test_a_text_that_is_no_text_is_not_printed(words: str) -> None:
    with pytest.raises(TextNotUsable):
        pdf_of(with_text(words))


def test_a_text_may_ask_and_repeat() -> None:
    words = "Version: 12\n# A\n{% if hours %}\nHours: {{ hours }}.\n{% else %}\nNone.\n{% endif %}\n{% for one in facilitators %}\n- {{ one }}\n{% endfor %}\n"
    found = read(replace(FIRST_HARMED, hours="", text=Text("a text", words)))
    assert (found.version, [block.words for block in found.blocks]) == (12, ["A", "None.", "Priya", "Owen"])


def test_a_sheet_in_another_language_is_refused() -> None:
    with pytest.raises(NoSuchLanguage):
        pdf_of(replace(CONSENT, language="pl"))
