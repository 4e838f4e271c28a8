"""Guides of one's own: read line by line, in and out of files the same, kept as they were planned with, and naming nobody."""

from pathlib import Path

import making
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.calendar import clock_at
from facilitator_app.records import KINDS, ConferencePlan, GuideRun, GuideText, OwnGuide, Participant
from facilitator_app.records.case import Acquaintance
from facilitator_app.records.record import Compartment, Id
from facilitator_app.vault import door
from facilitator_app.vault.door import Opened
from facilitator_app.workbook import conference, demo, guide_files, guide_planned, guides
from facilitator_app.workbook.guide_files import MOST_BYTES, NotAGuideFile, NotWritten, as_file, brought, read_file, write_file
from facilitator_app.workbook.guide_parts import fits, length_said
from facilitator_app.workbook.guide_planned import NotYetAGuide
from facilitator_app.workbook.guide_reading import look_through
from facilitator_app.workbook.guides import NoSuchGuide
from facilitator_app.workbook.workbook import Workbook

WORDS = "## Welcome\n\nWhat for.\n\nMinutes: 5\nSpeaks: everybody\n\n- How are you?\n"
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=400)


@pytest.fixture
def book(opened: Opened) -> Workbook:
    """With one case: Margaret and Daniel, and a plan."""
    made = Workbook(opened)
    made.save(
        [
            making.case_row(),
            making.row(Acquaintance, "a", {"who": "Bill", "answer": "no", "on": "2026-03-02"}),
            making.row(Participant, "m", {"print_name": "Margaret", "role": "harmed"}),
            making.row(Participant, "d", {"print_name": "Will", "role": "responsible"}),
            making.row(ConferencePlan, "plan", {"day": "2026-03-17"}),
        ]
    )
    return made


def planned(book: Workbook) -> guide_planned.Planned:
    """The guide of the one plan, as the page of the meeting reads it."""
    file = book.case(making.CASE)
    plan = file.all(ConferencePlan)[0]
    return guide_planned.of_meeting(book, file, plan, conference.run_of(file, plan.id))


def own(book: Workbook, words: str = WORDS, name: str = "Ours") -> Id:
    return guides.bring_in(book, brought(as_file(name, "", words)))[0]


def change(book: Workbook, key: Id, **values: str) -> None:
    file = guides.shared(book)
    found = file.get(OwnGuide, key)
    assert found is not None
    book.record(file, found, values)


# Reading ----------------------------------------------------------------------------------------------------------------------


def test_the_guides_of_this_program_are_read_alike_with_and_without_their_heads() -> None:
    for one in guides.guides():
        reading = look_through(guide_files.words_of_file(guides.file_of(one.name)))
        assert reading.usable
        assert reading.stages == one.stages


def test_stages_are_counted_by_the_reader_so_that_one_can_be_put_in() -> None:
    for heads, numbers in {("0. A", "0. B"): [0, 1], ("A", "B"): [1, 2], ("1. A", "1. B", "7) C"): [1, 2, 3], ("4. A",): [1]}.items():
        reading = look_through("\n".join(WORDS.replace("Welcome", head) for head in heads))
        assert [stage.number for stage in reading.stages] == numbers
        assert [stage.title for stage in reading.stages] == [head.split(" ")[-1] for head in heads]


def test_what_a_word_processor_makes_of_it_is_read() -> None:
    words = "## Welcome\r\nWhat for.\r\nMinutes:\xa05–8 minutes\r\nSPEAKS: everybody\r\n•\tHow are you?\r\no\tAnd then?\r\n> Wait.\r\n\r\n•\t**Stop.**\r\n"
    (stage,) = look_through(words).stages
    assert look_through(words).usable
    assert (stage.minutes, stage.purpose, stage.speakers) == ((5, 8), "What for.", ("everybody",))
    first, second = stage.prompts
    assert (first.text, first.follow_ups, first.cue) == ("How are you?", ("And then?",), "Wait.")
    assert (second.text, second.must_say) == ("Stop.", True)


def test_each_line_that_means_nothing_is_named_and_the_rest_is_read() -> None:
    words = WORDS.replace("Minutes: 5", "Minutes: some") + "\nStray.\n" + WORDS.replace("- How", "- {him}, how") + "## \n\n- x\n"
    reading = look_through(words, before=10)
    assert [(one.line, one.stage) for one in reading.unread] == [(15, 0), (20, 0), (28, 1), (29, 2)]
    assert [stage.title for stage in reading.stages] == ["Welcome", "Welcome", ""]
    assert not reading.usable
    assert all(one.said.startswith(f"In line {one.line} ") and one.said.endswith(".") for one in reading.unread)


def test_signs_of_other_tongues_stay_words() -> None:
    said = "<script>x</script> [a](b) `c` &amp; ![d](e) \\* **f"
    (stage,) = look_through(WORDS.replace("How are you?", said)).stages
    assert stage.prompts[0].text == said


@given(TEXT)
def test_whatever_is_typed_is_read_or_named_and_never_fails(words: str) -> None:
    reading = look_through(words)
    assert reading.usable or reading.unread
    assert len(reading.begins) == len(reading.stages)
    assert all(1 <= one.line <= len(words) + 1 for one in reading.unread)


# In and out -------------------------------------------------------------------------------------------------------------------


@given(TEXT, TEXT, TEXT)
def test_out_and_in_again_is_the_same_letter_by_letter(name: str, about: str, words: str) -> None:
    found = brought(as_file(name or "x", about, words))
    assert (found.name, found.about, found.words) == (name or "x", about, words)


@pytest.mark.parametrize("words", [WORDS, WORDS.replace("\n", "\r\n"), "+++\nnot a head\n+++\n" + WORDS, "\ufeff\n+++\n", "", " "])
def test_through_the_workbook_and_a_file_the_words_are_the_same(book: Workbook, tmp_path: Path, words: str) -> None:
    key = own(book, words)
    write_file(tmp_path / "one.md", guides.file_text(book, key))
    again, _ = guides.bring_in(book, read_file(tmp_path / "one.md"))
    kept = guides.shared(book).get(OwnGuide, again)
    assert kept is not None
    assert (kept.name, kept.words.encode()) == ("Ours", words.encode())


def test_a_guide_of_this_program_goes_out_as_it_came_and_comes_in_whole(book: Workbook, tmp_path: Path) -> None:
    write_file(tmp_path, guides.file_text(book, "neighbours"))
    found = read_file(tmp_path / guide_files.FILE_NAME)
    assert found.name == "Neighbours"
    assert found.reading.stages == guides.guide("neighbours").stages


NASTY: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "There is nothing in this file."),
    "blank": (b" \n\t\n", "There is nothing in this file."),
    "only its mark": (b"\xef\xbb\xbf", "There is nothing in this file."),
    "five megabytes": (b"- How?\n" * 750_000, "This file is far too long for a guide."),
    "just too long": (b"a" * (MOST_BYTES + 1), "This file is far too long for a guide."),
    "UTF-16": (WORDS.encode("utf-16"), "The letters of this file are in UTF-16, in which we do not read."),
    "UTF-16 without a mark": (WORDS.encode("utf-16-le"), "The letters of this file are in UTF-16, in which we do not read."),
    "Latin 1": ("Siân speaks.".encode("latin-1"), "Some letters of this file cannot be read for certain."),
    "a program": (bytes(range(256)) * 20, "This file is no text."),
    "noise without zeros": (bytes(range(1, 256)) * 20, "This file is no text."),
    "a Word file": (b"PK\x03\x04" + bytes(300), "This is a document of a word processor, and no plain text."),
    "a PDF": (b"%PDF-1.7\n" + bytes(300), "This is a PDF, and no plain text."),
    "a spoilt head": (b"+++\ntitle = \n+++\n", "In line 2 something between the lines of +++ is not name = “value”."),
}


@pytest.mark.parametrize(("data", "sentence"), NASTY.values(), ids=NASTY)
def test_a_file_that_is_no_guide_is_refused_in_one_sentence(book: Workbook, tmp_path: Path, data: bytes, sentence: str) -> None:
    before = len(guides.every(book))
    (tmp_path / "x.md").write_bytes(data)
    with pytest.raises(NotAGuideFile) as found:
        read_file(tmp_path / "x.md")
    assert found.value.sentence == sentence
    assert found.value.next_step
    assert len(guides.every(book)) == before


def test_a_folder_and_a_file_that_is_gone(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.md", Path("\0")):
        with pytest.raises(NotAGuideFile):
            read_file(path)


def test_nothing_is_written_over_and_nothing_half(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("precious")
    for path in (tmp_path / "mine.md", tmp_path / "no" / "folder.md"):
        with pytest.raises(NotWritten):
            write_file(path, WORDS)
    assert (tmp_path / "mine.md").read_text() == "precious"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["mine.md"]


def test_without_a_head_the_first_title_is_its_name() -> None:
    assert brought("# A circle\n\n" + WORDS).name == "A circle"
    assert brought("# A circle\n\n" + WORDS).reading.usable
    assert brought(WORDS).name == "Welcome"
    assert brought("Only words.").name == "A guide with no name yet"


def test_a_new_guide_begins_with_what_can_be_read(book: Workbook) -> None:
    assert guides.one(book, guides.begin(book)[0]).reading.usable


# The list ---------------------------------------------------------------------------------------------------------------------


def test_a_copy_has_the_words_and_belongs_to_no_case(book: Workbook) -> None:
    key, _ = guides.copy(book, "eleven-stages")
    found = guides.one(book, key)
    assert found.reading.stages == guides.guide("eleven-stages").stages
    assert (found.name, found.own and found.own.made_from) == ("Eleven stages, our own", "eleven-stages")
    for kind in (OwnGuide, GuideText):
        assert KINDS[kind.kind].compartment is Compartment.SERVICE
    with pytest.raises(NoSuchGuide):
        guides.copy(book, "no-such-guide")


def test_what_fits_comes_first_and_what_was_taken_out_does_not_come(book: Workbook) -> None:
    neighbours, _ = guides.copy(book, "neighbours")
    anybody = own(book)
    file = book.case(making.CASE)
    keys = [one.key for one in guide_planned.to_choose(book, file)]
    assert keys == ["eleven-stages", anybody, "neighbours", neighbours]
    guides.take_out(book, anybody, out=True)
    assert anybody not in [one.key for one in guide_planned.to_choose(book, file)]
    guides.take_out(book, anybody, out=False)
    assert anybody in [one.key for one in guide_planned.to_choose(book, file)]
    assert (fits("{harmed}"), fits("{second}"), fits("{nobody}")) == ("sides", "both", "")


def test_how_long_is_said_in_words() -> None:
    assert length_said(look_through(WORDS).stages) == "1 stage, 5 minutes"
    assert length_said(look_through(WORDS + WORDS.replace("5", "5 to 9")).stages) == "2 stages, 10 to 14 minutes"


# The guide of a meeting -------------------------------------------------------------------------------------------------------


def test_what_is_changed_later_changes_no_meeting_that_was_planned(book: Workbook) -> None:
    key = own(book)
    guide_planned.choose(book, making.CASE, Id("plan"), key)
    change(book, key, words=WORDS.replace("How are you?", "Why?"), name="Other")
    found = planned(book)
    assert (found.guide.title, found.guide.stages[0].prompts[0].text, found.newer) == ("Ours", "How are you?", True)
    assert found.said == "“Ours” has been changed since. This meeting keeps the words that were chosen for it."
    guide_planned.choose(book, making.CASE, Id("plan"), key)
    assert (planned(book).guide.stages[0].prompts[0].text, planned(book).said) == ("Why?", "")
    guides.take_out(book, key, out=True)
    assert planned(book).guide.stages[0].prompts[0].text == "Why?"
    assert "was taken out of the list" in planned(book).said


def test_choosing_twice_from_one_screen_is_one_choice(book: Workbook) -> None:
    for key in (own(book), "neighbours", "eleven-stages"):
        guide_planned.choose(book, making.CASE, Id("plan"), key)
    file = book.case(making.CASE)
    assert not file.forks
    assert planned(book).key == "eleven-stages"
    assert len(guides.shared(book).all(GuideText)) == 3
    guide_planned.choose(book, making.CASE, Id("plan"), "neighbours")
    assert len(guides.shared(book).all(GuideText)) == 3  # the same words are kept once


def test_a_meeting_that_was_led_keeps_its_guide_though_nobody_chose_it(book: Workbook) -> None:
    text, rows = guide_planned.to_begin(book, book.case(making.CASE), book.case(making.CASE).all(ConferencePlan)[0])
    book.save([*rows, making.row(GuideRun, "run", {"plan": "plan", "guide": text, "started": "2026-03-17T10:00:00+00:00"})])
    guide_planned.choose(book, making.CASE, Id("plan"), "neighbours")
    assert planned(book).key == "eleven-stages"
    assert planned(book).guide.stages == guides.guide("eleven-stages").stages


def test_a_guide_that_is_not_here_is_said_and_the_usual_one_stands_in(book: Workbook) -> None:
    for name in ("from-another-version", "Zm9vYmFyYmF6cXV4MTIzNA", "../demo/story"):
        file = book.case(making.CASE)
        book.record(file, file.all(ConferencePlan)[0], {"guide": name})
        found = planned(book)
        assert (found.key, found.fell_back) == ("eleven-stages", True)
        assert found.said == (
            "The guide that was chosen for this meeting is not here any more. Until you choose another, this is “Eleven stages”."
        )


def test_a_guide_that_cannot_be_read_is_kept_and_not_chosen(book: Workbook) -> None:
    key = own(book, "Something else altogether.")
    with pytest.raises(NotYetAGuide) as found:
        guide_planned.choose(book, making.CASE, Id("plan"), key)
    assert "In line 1 no stage begins." in found.value.words
    assert planned(book).key == "eleven-stages"
    assert guides.one(book, key).words == "Something else altogether."


def test_neighbours_have_theirs_where_nobody_chose(book: Workbook) -> None:
    other = Id("case-2")
    book.save([making.case_row(other), making.row(ConferencePlan, "theirs", {"day": "2026-03-17"}, case=other)])
    book.save([making.row(Participant, name, {"print_name": name, "role": "taking_part"}, case=other) for name in ("f", "k")])
    file = book.case(other)
    plan = file.all(ConferencePlan)[0]
    assert guide_planned.of_meeting(book, file, plan).key == "neighbours"
    assert [one.key for one in guide_planned.to_choose(book, file)] == ["neighbours", "eleven-stages"]
    guide_planned.choose(book, other, plan.id, "eleven-stages")
    file = book.case(other)
    assert guide_planned.of_meeting(book, file, file.all(ConferencePlan)[0]).key == "eleven-stages"


# Names ------------------------------------------------------------------------------------------------------------------------


def test_a_name_of_an_open_case_is_said(book: Workbook) -> None:
    names = guides.names_of_people(book)
    for words, found in {
        "- MARGARET’s turn": ["MARGARET"], "Ask Margaret, then Margaret.": ["Margaret"], "Margarets": [], "margaret": [],
        "Will you stop?": [], "- Then Will speaks.": ["Will"], "{harmed}": [],
    }.items():  # fmt: skip
        assert guides.named_in(words, names) == found, words
    assert guides.name_said(["Margaret"]) == "A guide is used in other cases too. “Margaret” is a name in one of yours."
    assert guides.name_said([]) == ""


def test_no_name_of_a_closed_case_and_none_with_one_side_open(book: Workbook) -> None:
    own(book)
    book.open_side(making.CASE, Id("d"))
    assert guides.names_of_people(book) == frozenset()
    assert guides.shared(book).records == {}
    book.leave_side(making.PASSPHRASE)
    book.record(book.case(making.CASE), book.case(making.CASE).case, {"closed_on": "2026-03-02"})
    assert guides.names_of_people(book) == frozenset()


def test_the_demonstration_has_room_for_a_guide_in_every_plan(tmp_path: Path) -> None:
    path = demo.make(tmp_path / "Demo.workbook", clock_at("2026-03-18T09:00"))
    opened = door.open_with_passphrase(path, demo.PASSPHRASE, clock_at("2026-03-18T09:00"))
    book = Workbook(opened)
    for fact in book.cases():
        file = book.case(fact.case)
        for plan in file.all(ConferencePlan):
            assert not guide_planned.of_meeting(book, file, plan, conference.run_of(file, plan.id)).said
    opened.close()
