"""The papers for the day out of a workbook: the guide that the meeting is bound to, what stops them, and the register."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import making
import pypdfium2
import pytest

from facilitator_app.records import ConferencePlan, PaperAsked, Participant, Printed
from facilitator_app.records.record import Choice, Id, compartment_name
from facilitator_app.vault.rows import Row
from facilitator_app.workbook import day, guide_planned, guides, office, papers
from facilitator_app.workbook.forms import IN_PRINT
from facilitator_app.workbook.papers import Stopped
from facilitator_app.workbook.print_register import Wanted
from facilitator_app.workbook.referral import CASE_SYSTEM, id_in
from facilitator_app.workbook.workbook import Workbook

CASE = id_in(CASE_SYSTEM, "RJ-2026-0101")
DANIEL = id_in(CASE_SYSTEM, "RJ-2026-0101", "responsible")
ON_THE_LIST = (day.GUIDE, day.SEATS, day.OFFICER, day.BLANK)
BODY = {12: "standard", 18: "large", 20: "extra_large"}  # points: nothing is set in them in a smaller print
KEYS = [kind.key for kind in day.KINDS]


@pytest.fixture(scope="module")
def filled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return making.demonstration(template, tmp_path_factory.mktemp("demo") / "Demo.workbook", "2026-03-16T15:00")


@pytest.fixture
def book(filled: Path, tmp_path: Path) -> Iterator[Workbook]:
    found = making.opened(Path(shutil.copytree(filled, tmp_path / "Mine.workbook")), "2026-03-16T15:00")
    yield found
    found.opened.close()


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        words = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return " ".join(words.replace("\xa0", " ").split())


def plan_of(book: Workbook) -> ConferencePlan:
    return book.case(CASE).all(ConferencePlan)[-1]


@pytest.mark.parametrize("key", KEYS)
def test_each_stands_in_the_register_and_comes_out_again_byte_for_byte(book: Workbook, key: str) -> None:
    paper = day.make(book, CASE, key)
    assert paper.data == day.make(book, CASE, key).data
    day.issued(book, CASE, paper, "printed", paper.sets)
    file = book.case(CASE)
    (printed,) = file.all(Printed)
    assert (printed.paper, printed.format, printed.pages, printed.how) == (paper.kind.entered, paper.kind.format, paper.pages, "printed")
    assert papers.reprint(book, file, printed) == paper.data
    assert not re.search("Margaret|Daniel", " ".join((paper.kind.file_name, paper.kind.title, *papers.register(file)[0][1:])))


@pytest.mark.parametrize("format", IN_PRINT)
@pytest.mark.parametrize("key", [key for key in KEYS if key != day.BOOKLET])
def test_whatever_print_is_chosen_is_made_entered_and_comes_out_again(book: Workbook, key: str, format: str) -> None:
    paper = day.make(book, CASE, key, format)
    assert BODY[max(sizes_in(paper.data) & BODY.keys())] == format
    day.issued(book, CASE, paper, "to_office", paper.sets, Wanted())
    file = book.case(CASE)
    (printed,) = file.all(Printed)
    assert (printed.paper, printed.format, printed.pages) == (paper.kind.entered, format, paper.pages)
    assert papers.reprint(book, file, printed) == paper.data
    (asked,) = file.all(PaperAsked)
    waiting = office.one_of(book, CASE, asked.id)
    assert waiting is not None
    assert office.data_of(book, waiting) == paper.data
    # Whoever comes back to it finds it as they left it; another paper is as it was.
    assert key == day.LIST or day.make(book, CASE, key).data == paper.data  # a list counts the others as they were printed
    assert {kind.key for kind in day.KINDS if day.format_of(book, file, kind) != kind.format} <= {key}


def sizes_in(data: bytes) -> set[int]:
    """The sizes of its letters, in points."""
    with pypdfium2.PdfDocument(data) as document:
        return {round(one.get_font_size()) for page in document for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])}


def test_a_booklet_has_one_print(book: Workbook) -> None:
    assert day.make(book, CASE, day.BOOKLET, "extra_large").data == day.make(book, CASE, day.BOOKLET).data
    day.issued(book, CASE, day.make(book, CASE, day.BOOKLET), "printed")
    assert day.make(book, CASE, day.GUIDE).format == "large"  # a booklet is no print that a guide on A4 could have


def test_a_colleague_who_prints_it_larger_changes_nothing_for_others(book: Workbook) -> None:
    book.add(Printed, CASE, {"paper": Choice("guide"), "format": Choice("extra_large"), "by": "Owen"})
    assert day.make(book, CASE, day.GUIDE).format == "large"
    book.add(Printed, CASE, {"paper": Choice("guide"), "format": Choice("extra_large"), "by": book.me().name})
    assert day.make(book, CASE, day.GUIDE).format == "extra_large"


def test_the_list_counts_the_pages_of_the_print_that_is_chosen(book: Workbook) -> None:
    """And where nothing is chosen, those of what was printed."""

    def listed(format: str = "") -> list[int]:
        made = day.make(book, CASE, day.LIST, format)
        return [int(found) for found in re.findall(r"(?:Guide|hand over|Seats|write on) (\d+)", text_of(made.data))]

    def pages(*formats: str) -> list[int]:
        made = [day.make(book, CASE, key, format) for key, format in zip(ON_THE_LIST, formats, strict=True)]
        return [one.pages * one.sets for one in made]

    for format in IN_PRINT:
        assert listed(format) == pages(*[format] * 4)
    assert len({tuple(listed(format)) for format in IN_PRINT}) == 3
    assert listed() == pages("large", "standard", "standard", "standard")
    assert day.make(book, CASE, day.LIST).counted[0] == ("Guide", "large")
    day.issued(book, CASE, day.make(book, CASE, day.GUIDE, "extra_large"), "printed")
    day.issued(book, CASE, day.make(book, CASE, day.SEATS, "large"), "saved")
    assert listed() == pages("extra_large", "large", "standard", "standard")
    assert dict(day.make(book, CASE, day.LIST).counted)["Guide"] == "extra_large"
    for key in (*ON_THE_LIST, day.LIST):
        day.issued(book, CASE, day.make(book, CASE, key, "large"), "printed")
    assert day.make(book, CASE, day.LIST).data == day.make(book, CASE, day.LIST, "large").data


def test_the_guide_is_the_one_that_the_meeting_is_bound_to(book: Workbook) -> None:
    own, _ = guides.copy(book, "eleven-stages")
    first = "Thank you for coming. It takes something to walk into this room."

    def say(old: str, new: str) -> None:
        guide = guides.one(book, own).own
        assert guide is not None
        book.record(guides.shared(book), guide, {"words": guide.words.replace(old, new)})

    say(first, "Good morning, all of you.")
    guide_planned.choose(book, CASE, plan_of(book).id, own)
    say("Good morning", "Good evening")
    for key in (day.GUIDE, day.BOOKLET):
        words = text_of(day.make(book, CASE, key).data)
        assert "Good morning, all of you." in words
        assert "Good evening" not in words
        assert first not in words


def test_names_stand_in_the_guide_and_nothing_for_the_facilitators_eyes(book: Workbook) -> None:
    words = text_of(day.make(book, CASE, day.GUIDE).data)
    assert "Daniel, tell us about that day" in words
    assert "{" not in words
    guide = guide_planned.of_meeting(book, book.case(CASE), plan_of(book)).guide
    cues = [prompt.cue for stage in guide.stages for prompt in stage.prompts if prompt.cue]
    assert cues
    assert not [cue for cue in cues if cue[:30] in words]
    assert plan_of(book).not_discussed not in words


def test_the_officer_has_seats_and_no_note(book: Workbook) -> None:
    plan = plan_of(book)
    assert plan.not_discussed
    ours, officers = (text_of(day.make(book, CASE, key).data) for key in (day.SEATS, day.OFFICER))
    assert plan.not_discussed in ours
    assert plan.not_discussed not in officers
    assert not re.search("harmed|responsible|Welcome|HMP", officers)


@pytest.mark.parametrize("key", KEYS)
def test_none_is_made_after_a_stop_or_with_one_side_open(book: Workbook, key: str) -> None:
    file = book.case(CASE)
    daniel = file.get(Participant, DANIEL)
    assert daniel is not None
    book.record(file, daniel, {"stopped_on": "2026-03-16"})
    with pytest.raises(Stopped, match="Somebody has stopped"):
        day.make(book, CASE, key)
    book.open_side(CASE, DANIEL)
    with pytest.raises(Stopped, match="Only one side is open"):
        day.make(book, CASE, key)


def test_two_versions_of_the_plan_stop_what_is_made_from_it(book: Workbook) -> None:
    plan, where = plan_of(book), compartment_name(ConferencePlan, CASE)
    for words in ("Her brother.", "Her work."):
        book.save([Row(where, plan.kind, plan.id, {"not_discussed": words}, {"not_discussed": ()})])
    assert (plan.id, "not_discussed") in book.case(CASE).forks
    for key in (day.GUIDE, day.SEATS, day.OFFICER):
        with pytest.raises(Stopped, match="Two versions of this meeting"):
            day.make(book, CASE, key)


def test_without_a_plan_there_is_a_guide_and_there_are_no_seats(book: Workbook) -> None:
    bare = next(fact.case for fact in book.cases() if fact.known and not book.case(fact.case).all(ConferencePlan))
    assert day.make(book, Id(bare), day.GUIDE).pages
    with pytest.raises(Stopped, match="no plan of a meeting"):
        day.make(book, Id(bare), day.SEATS)


def test_what_no_paper_is_called_is_the_guide() -> None:
    assert day.kind_of("").key == day.GUIDE


def test_a_prompt_with_what_somebody_told_is_not_carried_in_until_a_colleague_says_what_it_is(book: Workbook) -> None:
    assert not day.stops(book, book.case(CASE), day.GUIDE)
    own, _ = guides.copy(book, "eleven-stages")
    guide = guides.one(book, own).own
    assert guide is not None
    book.record(
        guides.shared(book), guide, {"words": guide.words.replace("Thank you for coming.", "Thank you for coming from Larkspur Library.")}
    )
    guide_planned.choose(book, CASE, plan_of(book).id, own)
    for key in (day.GUIDE, day.BOOKLET):
        with pytest.raises(Stopped, match="Margaret has not said that whoever sits beside you may know"):
            day.make(book, CASE, key)
    (stop,) = day.stops(book, book.case(CASE), day.GUIDE)
    papers.something_else(book, CASE, stop.hit, day.reader_of(day.GUIDE))
    assert day.make(book, CASE, day.GUIDE).pages
    assert day.make(book, CASE, day.SEATS).pages


def test_what_is_typed_of_the_room_is_looked_through_before_it_lies_on_an_officers_desk(book: Workbook) -> None:
    file = book.case(CASE)
    book.record(file, plan_of(book), {"room": "Room 2, as at the Larkspur Library"})
    with pytest.raises(Stopped, match="an officer may know"):
        day.make(book, CASE, day.OFFICER)
    assert day.make(book, CASE, day.SEATS).pages  # the facilitators know it
