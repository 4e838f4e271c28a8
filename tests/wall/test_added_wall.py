"""The sheets that are taken along when somebody asks for them: what may stand on a paper that whoever lives there, or shares a cell, could read."""

from dataclasses import replace

import pytest
from test_pack_wall import sheets
from wall_cases import CASE, FACTS, HER, HERS, HIM, HIS, agreement, file_of

from facilitator_app.language import words
from facilitator_app.papers.press import FORMATS, pdf_of, text_of
from facilitator_app.records import Case, CopyWish, InformationGiven, Record, SafetyLook, SafetyQuestions, Sealed, VisitSheet
from facilitator_app.records.agreed import digest_of, lines_to_seal
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Choice, Day, Id, field_of
from facilitator_app.records.risk import ASKED_ALOUD, SIX
from facilitator_app.records.visit_sheet import FOLLOW_UP, GIVEN, SAFETY
from facilitator_app.resources import text
from facilitator_app.wall import one_side, pack_added
from facilitator_app.wall.sheets_pack import PackLine

WORDS = "Daniel writes down what happened to the clock."


def light(*more: Record, **values: object) -> CaseFile:
    """The same people on the light path."""
    first = [replace(one, path=Choice("light"), **values) if isinstance(one, Case) else one for one in FACTS]  # type: ignore[arg-type]
    return file_of(*first, *more)


def lines(file: CaseFile, person: Id, form: str) -> list[PackLine]:
    return [line for sheet in sheets(file, person).sheets if sheet.form == form for line in sheet.lines]


def agreed(*more: Record, wish: str = "take", person: Id = HER, sealed: bool = True, forks: tuple[tuple[str, str], ...] = ()) -> CaseFile:
    """Signed by both, sealed, and with how one of them wants their copy."""
    records = [*FACTS, *agreement(WORDS, "He rings the tutor."), *more]
    if wish:
        records.append(CopyWish(id=Id("wish"), case=CASE, person=person, keeping=Choice(wish)))
    if sealed:
        file = file_of(*records)
        signed = next(one for one in records if one.kind == "agreement")
        kept = lines_to_seal(file, signed)  # type: ignore[arg-type] # an agreement
        records.append(Sealed(id=Id("seal"), case=CASE, agreement=signed.id, on=Day("2026-03-18"), lines=kept, digest=digest_of(kept)))
    return file_of(*records, forks=forks)


# The safety questions -----------------------------------------------------------------------------------------------------------


def test_the_safety_questions_are_numbers_and_no_word_of_them_is_on_paper_in_any_print() -> None:
    found = sheets(light(), HER)
    six = replace(found, sheets=tuple(sheet for sheet in found.sheets if sheet.form == SAFETY))
    assert [line.words for line in six.sheets[0].lines] == [f"Question {number}" for number in range(1, 6)]
    for form in FORMATS:
        if form == "easy_read":
            continue
        said = text_of(pdf_of(six, FORMATS[form])).casefold()
        for gone in (
            "afraid",
            "hurt",
            "threat",
            "police",
            "court",
            "children",
            "care",
            "somebody else",
            "uneasy",
            "safe",
            "risk",
            "danger",
        ):
            assert gone not in said, gone


def test_what_a_facilitator_thinks_is_not_even_a_number_on_a_sheet() -> None:
    assert [line.code for line in lines(light(), HIM, SAFETY)] == [f"six_{name}" for name in ASKED_ALOUD]
    assert "uneasy" in SIX
    assert "uneasy" not in ASKED_ALOUD


def test_where_it_is_looked_at_otherwise_or_between_partners_there_is_no_such_sheet() -> None:
    assert lines(light(), HER, SAFETY)
    assert not lines(file_of(*FACTS), HER, SAFETY), "on the other paths what worries us is the facilitators' own"
    look = SafetyLook(id=Id("look"), case=CASE, person=HER, day=Day("2026-01-20"), worries="He knows where she works.")
    assert not lines(light(look), HER, SAFETY)
    for flag in ("domestic_abuse", "sexual", "stalking"):
        assert not lines(light(flags=(flag,)), HER, SAFETY), flag


def test_no_sheet_asks_how_somebody_may_be_reached() -> None:
    """The answer, found at home, says that there is something to hide, and when nobody is there."""
    own = " ".join((text("letters", "en", "visit.toml").partition("[topic]")[2], *words("sheet_line").values())).casefold()
    asked = "\n".join(line for line in own.splitlines() if not line.startswith("#"))
    for gone in ("reach", "ring you", "call you", "when not", "phone", "text you", "home alone"):
        assert gone not in asked, gone
    for file in (light(), agreed()):
        held = repr(sheets(file, HER)).casefold()
        assert "17:00" not in held
        assert "mobile" not in held


# What was agreed ----------------------------------------------------------------------------------------------------------------


def promised(file: CaseFile, person: Id) -> list[str]:
    return [line.words for line in lines(file, person, FOLLOW_UP) if line.code.startswith("term_")]


@pytest.mark.parametrize("wish", ["take", "post"])
def test_a_line_stands_in_words_for_whoever_chose_to_own_them_on_paper(wish: str) -> None:
    assert promised(agreed(wish=wish), HER) == [f"Line 1: {WORDS}", "Line 2: He rings the tutor."]


@pytest.mark.parametrize("wish", ["keep", "none", ""])
def test_a_line_is_a_number_for_whoever_did_not(wish: str) -> None:
    assert promised(agreed(wish=wish), HER) == ["Line 1 of what was agreed", "Line 2 of what was agreed"]


def test_what_the_other_wishes_opens_nothing() -> None:
    assert promised(agreed(wish="take", person=HIM), HER) == ["Line 1 of what was agreed", "Line 2 of what was agreed"]


def test_two_versions_of_a_wish_are_none() -> None:
    file = agreed(forks=(("wish", "keeping"),))
    assert promised(file, HER) == ["Line 1 of what was agreed", "Line 2 of what was agreed"]


def test_words_that_are_not_sealed_or_not_what_was_sealed_are_numbers() -> None:
    assert promised(agreed(sealed=False), HER) == ["Line 1 of what was agreed", "Line 2 of what was agreed"]
    file = agreed()
    broken = [replace(one, digest="0" * 64) if isinstance(one, Sealed) else one for one in file.records.values()]
    assert promised(file_of(*broken), HER) == ["Line 1 of what was agreed", "Line 2 of what was agreed"]


def test_what_somebody_did_not_sign_is_not_on_their_sheet_at_all() -> None:
    for person in (HERS, HIS):
        assert promised(agreed(), person) == []
        assert [line.code for line in lines(agreed(), person, FOLLOW_UP)] == ["how_are", "wishes"]
    unsigned = [replace(one, signed_on=Day("")) if one.kind == "agreement" else one for one in agreed().records.values()]  # type: ignore[call-arg]
    assert promised(file_of(*unsigned), HER) == []


# What was explained -------------------------------------------------------------------------------------------------------------


def test_what_was_explained_has_places_to_write_and_nothing_of_the_case() -> None:
    said = words("sheet_line")
    for file in (file_of(*FACTS), agreed(), light()):
        assert [line.words for line in lines(file, HIM, GIVEN)] == [
            said[code] for code in ("said_choice", "said_limits", "said_rights", "handed", "present", "asked_us")
        ]


def test_nothing_that_nobody_asked_for_is_on_a_pack() -> None:
    from itertools import count

    from test_pack_wall import TEXTS, TODAY, visit

    from facilitator_app.wall import pack

    numbers = count()
    made = pack.pack_sheets(agreed(), visit(HER), TEXTS, 1, lambda: f"{next(numbers):010d}", TODAY, offers=False)
    assert not {sheet.form for sheet in made.sheets} & set(pack_added.FORMS)
    assert pack_added.lines_of(agreed(), HER, "of a newer version") == ()


# One side alone -----------------------------------------------------------------------------------------------------------------


def test_each_is_seen_on_its_own_side_and_what_was_answered_to_the_questions_on_none() -> None:
    given = InformationGiven(id=Id("given"), case=CASE, person=HIM, handed="The sheet", asked="Who reads it?", author="Priya")
    sheet = VisitSheet(id=Id("s"), case=CASE, person=HIM, number=3, form=Choice(SAFETY), asks=("six_afraid",), code="7K3MX2QF0B")
    answers = SafetyQuestions(id=Id("six"), case=CASE, asked_of=HIM, afraid=Choice("yes"))
    file = light(given, sheet, answers)
    assert one_side.only(file, HIM).all(InformationGiven) == (given,)
    assert one_side.only(file, HIM).all(VisitSheet) == (sheet,)
    for person in (HER, HIM, HERS, HIS):
        assert one_side.only(file, person).all(SafetyQuestions) == ()
    assert one_side.only(file, HER).all(InformationGiven) == ()
    assert field_of(SafetyQuestions, "afraid").ask.label not in repr(one_side.only(file, HIM).records)
