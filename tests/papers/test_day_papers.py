"""The papers for the day: where each sits, without a name on another or on the door; the guide; and the booklet that folds in order."""

import re
from dataclasses import replace
from io import BytesIO
from itertools import combinations

import pikepdf
import pytest
from day_sheets import GUIDE, LONG, OFFICER, SEATING, crowd, stage
from pack_sheets import IN
from reading import Text, pages_of_text, pictures, read_aloud, strings, texts
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from test_agreement_golden import unlike
from test_agreement_stress import RULE_MM, lies_on

from facilitator_app.papers.booklet import imposed, saddle
from facilitator_app.papers.formats import Format
from facilitator_app.papers.guide import guide
from facilitator_app.papers.house import Compositor
from facilitator_app.papers.letters import MissingLetter
from facilitator_app.papers.pages import pdf
from facilitator_app.papers.press import BOOKLET, EXTRA_LARGE, LARGE, STANDARD, pdf_of
from facilitator_app.papers.room_plan import RoomPlan
from facilitator_app.papers.words import NoSuchLanguage
from facilitator_app.records import seating
from facilitator_app.wall.sheets_day import GuideSheet, GuideStage, PromptLine, SeatingSheet, StageLine
from facilitator_app.wall.sheets_pack import ListSheet

IN_PRINT = (STANDARD, LARGE, EXTRA_LARGE)  # seats, guides and lists are offered in these
EACH_FORMAT = pytest.mark.parametrize("form", IN_PRINT, ids=[form.name for form in IN_PRINT])
LAYOUTS = (seating.CIRCLE, seating.TABLE, seating.TWO_ROWS)


def room_of(sheet: SeatingSheet, form: Format) -> RoomPlan:
    setting = Compositor(form)
    return RoomPlan(sheet.layout, sheet.seats, "Door", setting, setting.room * 0.46, setting.room * (0.64 if form.cards else 0.72))


@EACH_FORMAT
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("count", range(2, 15))
def test_no_name_touches_another_or_the_door(count: int, layout: str, form: Format) -> None:
    for long in (True, False):
        found = [text for text in texts(pdf_of(crowd(count, layout, long=long), form)) if text.page == 0 and text.low > (RULE_MM + 6) * mm]
        door = next(text for text in found if text.words == "Door")
        assert sum(text.words == "person responsible" or text.words.endswith("responsible") for text in found) == count
        for one, two in combinations(found, 2):
            assert not lies_on(one, two), (one, two)
        assert all(text.low > door.high for text in found if text is not door)
        assert all(form.left_mm * mm - 2 < text.left and text.right < A4[0] - form.right_mm * mm + 6 for text in found)


@EACH_FORMAT
@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_name_keeps_to_the_box_that_the_scene_has_for_it(layout: str, form: Format) -> None:
    for count in range(2, 15):
        room = room_of(crowd(count, layout), form)
        for number, label in enumerate(room.labels):
            assert label.width > 20
            assert room._fits(number, label), (count, number)


def test_a_short_name_is_not_set_smaller_because_somebody_has_a_long_one() -> None:
    room = room_of(
        replace(crowd(6, seating.CIRCLE, long=False), seats=(*SEATING.seats[:5], replace(SEATING.seats[5], name=LONG * 3))), STANDARD
    )
    assert room.labels[0].parts[0].style.fontSize == STANDARD.body.size


@EACH_FORMAT
def test_the_facilitators_sheet_has_seats_roles_and_the_running_order(form: Format) -> None:
    words = " ".join(pages_of_text(pdf_of(SEATING, form))).replace("\xa0", " ")
    for part in ("Tuesday 17 March 2026", "10:00", "Visits centre, room 2", "Margaret person harmed", "Siân with Margaret", "Priya facilitator",
                 "Beside Daniel 5 to 10 Wŷn", "In all 95 to 150", "Margaret’s brother, and where she lives now.", "For the facilitators."):  # fmt: skip
        assert part in words, part


@EACH_FORMAT
def test_an_officers_sheet_has_seats_and_nothing_else(form: Format) -> None:
    pages = pages_of_text(pdf_of(OFFICER, form))
    assert len(pages) == 1
    for gone in ("harmed", "responsible", "with Margaret", "Running order", "Welcome", "brother", "talked about", "For the facilitators"):
        assert gone not in pages[0], gone
    for name in ("Margaret", "Siân", "Daniel", "Wŷn", "Priya facilitator", "Owen facilitator", "Door"):
        assert name in pages[0], name


def test_seats_are_read_aloud_from_the_left_of_the_door_round() -> None:
    heard = read_aloud(pdf_of(SEATING))
    at = heard.index("Priya")
    assert heard[at : at + 12 : 2] == ["Priya", "Margaret", "Siân", "Owen", "Wŷn", "Daniel"]
    assert heard[at + 12] == "Door"


@EACH_FORMAT
def test_minutes_stand_on_one_line(form: Format) -> None:
    """Broken over two lines, "95 to 150" is read as two times."""
    found = {text.words for text in texts(pdf_of(SEATING, form))}
    assert {"5 to 8", "15 to 25", "95 to 150"} <= found


def heard(sheet: GuideSheet | SeatingSheet | ListSheet, form: Format) -> list[str]:
    """What is read aloud, without the signs between a label and its fact, which stand in one line or in two."""
    return re.findall(r"[^\W_]+", " ".join(read_aloud(pdf_of(sheet, form))))


@pytest.mark.parametrize("sheet", [GUIDE, SEATING, OFFICER, IN], ids=["guide", "seats", "officer", "list"])
def test_every_print_says_the_same_in_the_same_order(sheet: GuideSheet | SeatingSheet | ListSheet) -> None:
    usual = heard(sheet, STANDARD)
    assert len(usual) > 15
    others = (LARGE, EXTRA_LARGE, *([BOOKLET] if isinstance(sheet, GuideSheet) else []))
    assert all(heard(sheet, form) == usual for form in others)


def test_a_guide_without_minutes_or_a_meeting_without_a_day_leaves_no_gap() -> None:
    line = StageLine(1, "Talk", (0, 0), "")
    words = " ".join(pages_of_text(pdf_of(replace(SEATING, held_on=None, at="", room="", not_discussed="", stages=(line,)))))
    assert "In all" not in words
    assert "Day" not in words
    assert " min" not in " ".join(pages_of_text(pdf_of(replace(GUIDE, stages=(stage(line),)), LARGE)))
    assert "Seats" in " ".join(pages_of_text(pdf_of(replace(SEATING, seats=(), stages=()))))


# The guide ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [*IN_PRINT, BOOKLET], ids=[*(form.name for form in IN_PRINT), "booklet"])
def test_the_guide_says_every_prompt_with_minutes_at_the_right(form: Format) -> None:
    words = " ".join(read_aloud(pdf_of(GUIDE, form))).replace("\xa0", " ")
    for one in GUIDE.stages:
        for prompt in one.prompts:
            assert prompt.text in words
            assert all(each in words for each in prompt.follow_ups)
        assert one.line.title in words
    right = form.page[0] - form.right_mm * mm
    alone = pdf(guide(GUIDE, form), form)
    minutes = [text for text in texts(alone) if text.words.endswith("min")]
    assert len(minutes) == len(GUIDE.stages)
    assert all(abs(text.right - right) < 3 for text in minutes)


def test_a_stage_that_is_longer_than_a_page_says_its_title_again_and_is_read_once() -> None:
    one = GUIDE.stages[1]
    long = replace(GUIDE, stages=(replace(one, prompts=one.prompts * 12),))
    data = pdf_of(long, LARGE)
    pages = pages_of_text(data)
    assert len(pages) > 2
    assert ["1. Welcome, still" in page for page in pages] == [False] + [True] * (len(pages) - 1)
    assert not any("still" in each for each in read_aloud(data))


def test_the_outline_and_the_properties_name_nobody() -> None:
    sheets = [pdf_of(sheet, form) for sheet in (GUIDE, SEATING, OFFICER) for form in IN_PRINT]
    for data in (*sheets, pdf_of(GUIDE, BOOKLET)):
        found = "\n".join(strings(data))
        for private in ("Margaret", "Daniel", "Siân", "Priya", "brother", "Visits", "2026", "Eleven"):
            assert private not in found, private


@pytest.mark.parametrize(("pages", "sides"), [
    (1, [(3, 0), (1, 2)]), (4, [(3, 0), (1, 2)]), (8, [(7, 0), (1, 6), (5, 2), (3, 4)]), (5, [(7, 0), (1, 6), (5, 2), (3, 4)]),
])  # fmt: skip
def test_a_folded_stack_reads_in_order(pages: int, sides: list[tuple[int, int]]) -> None:
    assert saddle(pages) == sides


def test_a_booklet_shows_the_pages_where_they_belong_and_prints_on_the_short_edge() -> None:
    single = pdf(guide(GUIDE, BOOKLET), BOOKLET)
    folded = imposed(single)
    assert folded == imposed(single) == pdf_of(GUIDE, BOOKLET)
    alone, sides = pictures(single, 60), pictures(folded, 60)
    half = (sides[0].width // 2, sides[0].height)
    for side, pair in zip(sides, saddle(len(alone)), strict=True):
        for place, page in enumerate(pair):
            shown = side.crop((place * side.width // 2, 0, place * side.width // 2 + half[0], half[1]))
            if page < len(alone):
                assert unlike(shown, alone[page].resize(half)) < 60
            else:
                assert shown.convert("L").getextrema() == (255, 255)
    with pikepdf.open(BytesIO(folded)) as file:
        assert file.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        assert all([float(each) for each in page.MediaBox[2:]] == pytest.approx([A4[1], A4[0]], abs=0.01) for page in file.pages)


def test_a_booklet_is_read_aloud_as_its_pages_are() -> None:
    assert read_aloud(pdf_of(GUIDE, BOOKLET)) == read_aloud(pdf(guide(GUIDE, BOOKLET), BOOKLET))


def test_what_cannot_be_printed_is_named_and_a_language_that_nobody_checked_is_refused() -> None:
    with pytest.raises(MissingLetter, match="The name on seat 2"):
        pdf_of(replace(SEATING, seats=(SEATING.seats[0], replace(SEATING.seats[1], name="محمد"))))
    with pytest.raises(MissingLetter, match="Stage 1 of the guide"):
        pdf_of(replace(GUIDE, stages=(stage(StageLine(1, "漢", (1, 1), "")),)), LARGE)
    for sheet in (replace(SEATING, language="cy"), replace(GUIDE, language="cy")):
        with pytest.raises(NoSuchLanguage):
            pdf_of(sheet)


def test_the_test_of_names_sees_one_that_lies_on_another() -> None:
    assert lies_on(Text(0, 0, 0, 50, 10, "a"), Text(0, 40, 2, 90, 12, "b"))


ESSAY = " ".join(["Daniel writes to the library and says what he did and why, and then asks"] * 60)


@pytest.mark.parametrize("text", [ESSAY, LONG * 10, "", "x"], ids=["900 words", "one long word", "nothing", "a letter"])
def test_whatever_is_written_is_printed_and_lies_on_nothing_else(text: str) -> None:
    line = StageLine(3, text, (1, 2), text)
    one = GuideStage(line, text, (PromptLine(text, (text, text), must_say=True), PromptLine(text)))
    people = tuple(replace(seat, name=text[:200], role=text[:200]) for seat in SEATING.seats)
    room = replace(SEATING, at=text[:900], room=text[:900], not_discussed=text, stages=(line,) * 3, seats=people)
    for form in IN_PRINT:
        for sheet in (GuideSheet(text, (one, one)), room):
            found = texts(pdf_of(sheet, form))
            for page in {each.page for each in found}:
                here = [each for each in found if each.page == page]
                assert not [pair for pair in combinations(here, 2) if lies_on(*pair)]
    assert pages_of_text(pdf_of(GuideSheet(text, (one, one)), BOOKLET))
