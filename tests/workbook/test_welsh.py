"""Welsh on paper: a marked draft until somebody who is named has passed these very words, of the paper and of the lines; and what lapses it."""

from collections.abc import Callable

import pypdfium2
import pytest
from test_papers import CASE, DANIEL, FAIR_COPY, MARGARET, Open, book, filled, open_at  # noqa: F401 - fixtures

from facilitator_app.records import Agreement, LetterText, Particulars, Printed, Sealed, WelshLine, WordsPassed
from facilitator_app.records.agreed import in_force
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import NOBODY, Choice, Id
from facilitator_app.wall import welsh as wall
from facilitator_app.wall.projection import CASE_FILE
from facilitator_app.wall.sheets import ENGLISH, WELSH
from facilitator_app.workbook import agreeing, forms, letter_texts, papers, welsh, welsh_copies
from facilitator_app.workbook.papers import Copy, Paper, Stopped
from facilitator_app.workbook.welsh import NotPassed
from facilitator_app.workbook.workbook import Workbook

BAND = "DRAFFT / DRAFT"


def words_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        pages = (document[number].get_textpage().get_text_bounded() for number in range(len(document)))
        return " ".join(" ".join(pages).split())


def agreed(book: Workbook) -> tuple[CaseFile, Agreement]:  # noqa: F811
    file = book.case(CASE)
    agreement = agreeing.agreement_of(file)
    assert agreement is not None
    return file, agreement


def type_welsh(book: Workbook, **instead: str) -> None:  # noqa: F811
    """The Welsh of every line, typed by somebody."""
    file, agreement = agreed(book)
    for term in in_force(file, agreement).terms:
        values = {
            "what": f"Llinell {term.number}: mae Daniel yn ei wneud.",
            "by_when": "o heddiw ymlaen",
            "how_shown": "Mae Priya yn gwirio.",
        } | instead
        file = book.case(CASE)
        book.record(file, wall.line(file, term.id), values)
    if agreement.who_may_see:
        file = book.case(CASE)
        book.record(file, wall.line(file, agreement.id), {"what": "Y bobl a enwir yma."})


def pass_all(book: Workbook) -> None:  # noqa: F811
    welsh.pass_words(book, "agreement", "Elin Parry", welsh.own_words(book, "agreement"))
    file, agreement = agreed(book)
    welsh.pass_lines(book, file, agreement, "Elin Parry", "2026-03-18", welsh.both_languages(file, agreement))


def copy_in(book: Workbook, language: str, recipient: Id = CASE_FILE) -> Copy:  # noqa: F811
    file, agreement = agreed(book)
    one = next(copy for copy in papers.copies(book, CASE, file) if copy.recipient == recipient)
    return welsh_copies.in_language(book, file, agreement, one, language)


def printed(book: Workbook, language: str, recipient: Id = CASE_FILE) -> Paper:  # noqa: F811
    return papers.make(copy_in(book, language, recipient))


# The lines --------------------------------------------------------------------------------------------------------------------


def test_without_the_welsh_of_every_line_there_is_no_copy_and_it_says_which_are_missing(book: Workbook) -> None:  # noqa: F811
    assert copy_in(book, WELSH).why_not.startswith("The Welsh of line 1, ")
    with pytest.raises(Stopped, match="Nothing here translates"):
        printed(book, WELSH)
    file, agreement = agreed(book)
    first = in_force(file, agreement).terms[0]
    book.record(
        file, wall.line(file, first.id), {"what": "Mae Daniel yn ysgrifennu.", "by_when": "nawr", "how_shown": "Mae Priya yn gwirio."}
    )
    assert "line 1" not in copy_in(book, WELSH).why_not
    assert "line 2" in copy_in(book, WELSH).why_not


@pytest.mark.parametrize("language", [WELSH, "both"])
def test_what_nobody_passed_is_a_marked_draft_that_seals_nothing_and_is_no_fresh_copy(book: Workbook, language: str) -> None:  # noqa: F811
    type_welsh(book)
    paper = printed(book, language)
    words = words_of(paper.data)
    assert words.count(BAND) >= 2 * paper.pages
    assert paper.copy.is_draft
    assert not any(said in words for said in ("Llofnodwyd", "Cod gwirio", "Enw neu lythrennau"))
    papers.issued(book, CASE, paper, "printed")
    file, _ = agreed(book)
    assert not file.all(Sealed)
    assert [(one.paper, one.language) for one in file.all(Printed)][-1] == ("welsh_draft", language)
    assert papers.register(file)[0][1].startswith("Welsh draft, to be checked")


def test_passed_by_name_it_is_a_fair_copy_and_seals_the_english_words(book: Workbook) -> None:  # noqa: F811
    type_welsh(book)
    pass_all(book)
    paper = printed(book, WELSH)
    words = words_of(paper.data)
    assert BAND not in words
    assert "Cytundeb canlyniad" in words
    assert "Llinell 1: mae Daniel yn ei wneud." in words
    assert "Dydd Mawrth 17 Mawrth 2026" in words.replace("\xa0", " ")
    papers.issued(book, CASE, paper, "printed")
    file, agreement = agreed(book)
    assert file.all(Sealed)
    assert [term.promise for term in in_force(file, agreement).terms] == [line.promise for line in file.all(Sealed)[0].lines]
    last = file.all(Printed)[-1]
    assert (last.paper, last.language, last.version) == ("agreement", WELSH, 1)
    assert papers.reprint(book, file, last) == paper.data
    assert f"Cod gwirio: {last.check_code}" in words, "a scan of this copy is known by the code that stands on it"
    assert papers.register(file)[0][1] == "Agreement for the case file, in Welsh"
    assert not copy_in(book, WELSH).is_draft, "a seal changes no word of either language"


def change_english(book: Workbook) -> None:  # noqa: F811
    file, agreement = agreed(book)
    term = file.terms(agreement)[0]
    book.record(file, term, {"how_shown": "Another way."})


def change_welsh(book: Workbook) -> None:  # noqa: F811
    file, agreement = agreed(book)
    found = wall.line(file, file.terms(agreement)[0].id)
    book.record(file, found, {"what": f"{found.what}!"})


def change_who_may_see(book: Workbook) -> None:  # noqa: F811
    file, agreement = agreed(book)
    book.record(file, agreement, {"who_may_see": "Only those who signed."})
    file = book.case(CASE)
    book.record(file, wall.line(file, agreement.id), {"what": "Dim ond y rhai a lofnododd."})


@pytest.mark.parametrize("change", [change_english, change_welsh, change_who_may_see])
def test_a_changed_word_of_either_language_makes_a_draft_of_it_again(book: Workbook, change: Callable[[Workbook], None]) -> None:  # noqa: F811
    type_welsh(book)
    pass_all(book)
    assert not copy_in(book, WELSH).is_draft
    change(book)
    assert copy_in(book, WELSH).is_draft
    assert BAND in words_of(printed(book, WELSH).data)


def test_one_version_has_one_welsh_text_once_a_copy_is_out(book: Workbook) -> None:  # noqa: F811
    type_welsh(book)
    pass_all(book)
    papers.issued(book, CASE, printed(book, WELSH), "printed")
    change_welsh(book)
    file, agreement = agreed(book)
    with pytest.raises(NotPassed, match="is out already"):
        welsh.pass_lines(book, file, agreement, "Elin Parry", "2026-03-18", welsh.both_languages(file, agreement))
    found = wall.line(file, file.terms(agreement)[0].id)
    book.record(file, found, {"what": found.what.removesuffix("!")})
    assert not copy_in(book, WELSH).is_draft, "the words that were passed are passed again when they stand again"


def test_nobody_is_passed_without_a_name_a_day_or_the_words_that_were_seen(book: Workbook) -> None:  # noqa: F811
    type_welsh(book)
    file, agreement = agreed(book)
    seen = welsh.both_languages(file, agreement)
    for by, day, words, why in (
        (" ", "2026-03-18", seen, "a name"),
        ("Elin", "", seen, "read back"),
        ("Elin", "2026-03-18", seen + " ", "have changed"),
    ):
        with pytest.raises(NotPassed, match=why):
            welsh.pass_lines(book, file, agreement, by, day, words)
    with pytest.raises(NotPassed, match="a name"):
        welsh.pass_words(book, "agreement", "", welsh.own_words(book, "agreement"))
    with pytest.raises(NotPassed, match="have changed"):
        welsh.pass_words(book, "agreement", "Elin", "other words")
    assert welsh.lines_passed(file, agreement) is None
    assert welsh.words_passed(book, "agreement") is None


def test_lines_that_are_being_typed_or_forked_are_not_passed(book: Workbook) -> None:  # noqa: F811
    type_welsh(book)
    pass_all(book)
    file, agreement = agreed(book)
    from dataclasses import replace

    id = wall.line_id(file.terms(agreement)[0].id)
    assert welsh.still_a_draft(book, replace(file, unfinished=frozenset({id})), agreement)
    assert "Two versions" in welsh.in_the_way(replace(file, forks=frozenset({(id, "what")})), agreement)


def test_what_may_not_stand_on_his_copy_stops_it_in_welsh_too(book: Workbook) -> None:  # noqa: F811
    type_welsh(book, what="Mae Daniel yn mynd i Larkspur Library.")
    pass_all(book)
    stopped = copy_in(book, WELSH, DANIEL)
    assert any("Larkspur Library" in stop.sentence for stop in stopped.stops)
    with pytest.raises(Stopped):
        papers.make(stopped)
    assert not any("Larkspur" in stop.hit.words for stop in copy_in(book, ENGLISH, DANIEL).stops)


def test_the_welsh_opens_no_word_to_anybody(book: Workbook) -> None:  # noqa: F811
    before = [stop.hit.words for stop in copy_in(book, ENGLISH, DANIEL).stops]
    type_welsh(book, what="Larkspur Library")
    assert [stop.hit.words for stop in copy_in(book, ENGLISH, DANIEL).stops] == before
    file, agreement = agreed(book)
    change = agreeing.agreement_of(file)
    assert change is not None
    book.record(file, file.terms(agreement)[0], {"how_shown": "At Larkspur Library."})
    assert any("Larkspur" in stop.hit.words for stop in copy_in(book, ENGLISH, DANIEL).stops)


def test_with_one_side_open_the_welsh_is_not_there(book: Workbook) -> None:  # noqa: F811
    type_welsh(book)
    pass_all(book)
    book.open_side(CASE, MARGARET)
    assert not book.case(CASE).all(WelshLine)


def test_somebody_whose_language_it_is_has_it_once_it_is_passed_and_not_before(book: Workbook) -> None:  # noqa: F811
    file, agreement = agreed(book)
    own = file.of(Particulars, MARGARET)[0]
    book.record(file, own, {"language": "Welsh / English"})
    type_welsh(book)
    file, agreement = agreed(book)
    one = next(copy for copy in papers.copies(book, CASE, file) if copy.recipient == MARGARET)
    assert welsh_copies.usual_language(book, file, agreement, one) == ENGLISH
    pass_all(book)
    file, agreement = agreed(book)
    assert welsh_copies.usual_language(book, file, agreement, one) == welsh_copies.languages(one)[-1]
    other = next(copy for copy in papers.copies(book, CASE, file) if copy.recipient == DANIEL)
    assert welsh_copies.usual_language(book, file, agreement, other) == ENGLISH


# A paper's own words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", ["consent", "information"])
def test_a_form_in_welsh_is_a_draft_until_its_words_are_passed_and_again_when_one_changes(book: Workbook, paper: str) -> None:  # noqa: F811
    made = forms.make(forms.offer(book, CASE, MARGARET, paper, "standard", language=WELSH))
    assert BAND in words_of(made.data)
    assert "Fy enw neu lythrennau" not in words_of(made.data)
    forms.issued(book, CASE, made, "printed")
    assert book.case(CASE).all(Printed)[-1].paper == "welsh_draft"
    welsh.pass_words(book, paper, "Elin Parry", welsh.own_words(book, paper))
    passed = welsh.words_passed(book, paper)
    assert passed is not None
    assert (passed.by, passed.on, passed.author) == ("Elin Parry", "2026-03-18", book.me().name)
    fair = forms.make(forms.offer(book, CASE, MARGARET, paper, "standard", language=WELSH))
    assert BAND not in words_of(fair.data)
    forms.issued(book, CASE, fair, "printed")
    assert (book.case(CASE).all(Printed)[-1].paper, book.case(CASE).all(Printed)[-1].language) == (paper, WELSH)
    id, _ = letter_texts.begin(book, f"{paper}{letter_texts.CY}")
    assert (
        welsh.words_passed(book, paper) is None
        or letter_texts.text_of(book, f"{paper}-cy").words == letter_texts.usual(f"{paper}-cy").words.strip()
    )
    own = letter_texts.kept(book).get(LetterText, id)
    assert own is not None
    book.record(letter_texts.kept(book), own, {"words": own.words.replace("Version: 1", "Version: 2")})
    assert welsh.words_passed(book, paper) is None
    assert welsh.words_lapsed(book, paper)
    assert BAND in words_of(forms.make(forms.offer(book, CASE, MARGARET, paper, "standard", language=WELSH)).data)


def test_only_what_is_written_in_welsh_can_be_asked_for_in_welsh(book: Workbook) -> None:  # noqa: F811
    assert forms.offer(book, CASE, MARGARET, "first_letter", "standard", language=WELSH).language == ENGLISH
    assert forms.offer(book, CASE, MARGARET, "consent", "easy_read", language=WELSH).format == "large"


def test_who_passed_the_words_is_a_record_of_the_service_and_names_no_case(book: Workbook) -> None:  # noqa: F811
    welsh.pass_words(book, "information", "Elin Parry", welsh.own_words(book, "information"))
    file = letter_texts.kept(book)
    passed = file.all(WordsPassed)[-1]
    assert (passed.case, file.compartments[passed.id]) == (NOBODY, "service")
    assert passed.paper == Choice("information")


def test_every_stored_moment_of_the_story_has_nobody_who_passed_anything(open_at: Open) -> None:  # noqa: F811
    book = open_at(FAIR_COPY)  # noqa: F811
    assert all(welsh.words_passed(book, paper) is None for paper in welsh.PAPERS)


def test_what_the_english_copy_leaves_out_the_welsh_leaves_out(book: Workbook) -> None:  # noqa: F811
    """His copy lies where others read along: no role words, no place, no code, no list of copies."""
    type_welsh(book)
    pass_all(book)
    his = copy_in(book, WELSH, DANIEL)
    assert his.welsh is not None
    for name in ("place", "copies", "code", "check_code", "reference"):
        assert not getattr(his.welsh, name), name
    assert [person.role for person in his.sheet.people] == [""] * len(his.sheet.people)
    assert [person.role for person in his.welsh.people] == [""] * len(his.sheet.people)
    team = copy_in(book, WELSH)
    assert team.welsh is not None
    assert "y person a niweidiwyd" in [person.role for person in team.welsh.people]
