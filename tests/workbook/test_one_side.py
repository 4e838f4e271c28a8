"""With one side open, nothing of the other is anywhere: not a name, not an initial, not a count, in no list, title, search or sentence."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import making
import pytest

from facilitator_app.calendar import clock_at
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import (
    Agreement,
    Case,
    ConferencePlan,
    Consent,
    Contact,
    Participant,
    PassedOn,
    PreparationNote,
    SafetyLook,
    TeamNote,
    Term,
    Told,
    codec,
)
from facilitator_app.records.agreement import Promise
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.headline import headline
from facilitator_app.records.passing_on import RELEASED, step_of
from facilitator_app.records.record import Id, Record, as_text, fields_of, person_in
from facilitator_app.vault import door
from facilitator_app.vault.rows import Edit
from facilitator_app.wall import one_side
from facilitator_app.workbook import demo, passing_on
from facilitator_app.workbook.overview import overview
from facilitator_app.workbook.referral import CASE_SYSTEM, id_in
from facilitator_app.workbook.today import today
from facilitator_app.workbook.workbook import NotThatPassphrase, Workbook

CASE = id_in(CASE_SYSTEM, "RJ-2026-0101")
MARGARET = id_in(CASE_SYSTEM, "RJ-2026-0101", "harmed")
DANIEL = id_in(CASE_SYSTEM, "RJ-2026-0101", "responsible")
DAYS = ("2026-02-17", "2026-02-24", "2026-03-16", "2026-03-17T20:00", "2026-03-18")
NAMES = {
    MARGARET: (
        "Margaret",
        "Maggie",
        "Okafor",
        "Bell",
        "Siân",
        "Larkspur",
        "Loughborough",
        "LE99",
        "07700",
        "maggie",
        "Library",
        "arthritis",
    ),
    DANIEL: ("Daniel", "Pryce", "Wŷn", "Priti", "Shah", "A0001AA", "chaplain", "01632 960 114"),
}
# What each has been told by name, or may read on the paper that they signed. Until then there is none of it.
TOLD = {**{(DANIEL, day): {"Margaret"} for day in DAYS[1:]}, **{(MARGARET, day): {"Daniel"} for day in DAYS}}

Make = Callable[[str], Workbook]


@pytest.fixture(scope="module")
def filled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    @cache
    def at(moment: str) -> Path:
        folder = tmp_path_factory.mktemp("demo") / "Demo.workbook"
        shutil.copytree(template, folder)
        opened = door.open_with_passphrase(folder, making.PASSPHRASE, clock_at(moment))
        demo.fill(opened.vault, clock_at(moment))
        opened.close()
        return folder

    return at


@pytest.fixture
def open_at(filled: Callable[[str], Path], tmp_path: Path) -> Iterator[Make]:
    books: list[Workbook] = []

    def opened(moment: str) -> Workbook:
        folder = tmp_path / f"{len(books)}.workbook"
        shutil.copytree(filled(moment), folder)
        books.append(Workbook(door.open_with_passphrase(folder, making.PASSPHRASE, clock_at(moment))))
        return books[-1]

    yield opened
    for book in books:
        book.opened.close()


def everything(book: Workbook) -> str:
    """Every word that any page can be given, ids left out: they name nobody."""
    file = book.case(CASE)
    shown = [book.side_name, headline(file), file.nickname, book.cases(), book.dues("2027-01-01"), today(book), overview(book, CASE)]
    shown += [(other.nickname, type(record).title, record) for other, record in book.unfinished()]
    shown += list(file.records.values())
    shown += [book.case(fact.case).nickname for fact in book.cases()]
    return "\n".join(words_in(shown, book))


def words_in(value: Any, book: Workbook) -> list[str]:
    if isinstance(value, str):
        return [] if re.fullmatch(r"[\w-]{22}", value) else [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in words_in(one, book)]
    if isinstance(value, list | tuple | set | frozenset):
        return [text for one in value for text in words_in(one, book)]
    if is_dataclass(value):
        return [text for field in fields(value) for text in words_in(getattr(value, field.name), book)]
    return []


def plain(text: str) -> set[str]:
    return {one_side._plain_words(word)[0] for word in re.findall(r"\w+", text) if one_side._plain_words(word)}


def others_words(whole: CaseFile, person: Id) -> set[str]:
    """Every word that stands in the part of anybody who is not on this person's side, and their names."""
    found: set[str] = set()
    for record in whole.records.values():
        owner = person_in(whole.compartments[record.id])
        if owner and owner != person:
            found |= plain(as_text(codec.to_builtins(record)))
        elif isinstance(record, Participant) and record.id != person:
            found |= plain(record.print_name)
    return found


@pytest.mark.parametrize("person", [MARGARET, DANIEL])
@pytest.mark.parametrize("day", DAYS)
def test_nothing_of_the_other_side_is_anywhere(open_at: Make, day: str, person: Id) -> None:
    book = open_at(day)
    other = DANIEL if person == MARGARET else MARGARET
    book.open_side(CASE, person)
    text = everything(book)
    assert book.side_name in text
    told = TOLD.get((person, day), set())
    shown = {name for name in NAMES[other] if re.search(rf"\b{name}", text, re.IGNORECASE)}
    assert shown <= told, [line for line in text.splitlines() if any(name in line for name in shown - told)]
    assert len(book.cases()) == 1
    assert (book.cases()[0].reference, book.cases()[0].forks) == ("", 0)


@pytest.mark.parametrize("person", [MARGARET, DANIEL])
@pytest.mark.parametrize("day", DAYS)
def test_no_word_or_beginning_of_a_word_of_the_other_finds_anything(open_at: Make, day: str, person: Id) -> None:
    """All names and their beginnings, and one word in twenty of what the other told, on each day others."""
    search_for_the_other(open_at(day), person, first=DAYS.index(day), step=20)


@pytest.mark.slow
@pytest.mark.parametrize("person", [MARGARET, DANIEL])
@pytest.mark.parametrize("day", DAYS)
def test_no_word_of_the_other_at_all_finds_anything(open_at: Make, day: str, person: Id) -> None:
    search_for_the_other(open_at(day), person, first=0, step=1)


def search_for_the_other(book: Workbook, person: Id, first: int, step: int) -> None:
    """What is found must be explained by what is shown: a record that matched in words that are closed would say that they are there."""
    whole = book.case(CASE)
    book.open_side(CASE, person)
    shown = {record.id: {word for text in words_in(record, book) for word in plain(text)} for record in book.case(CASE).records.values()}
    here = plain(everything(book))
    asked = set(sorted(others_words(whole, person))[first::step])
    rare = {word for word in asked if word not in here and len(word) > 3}
    asked |= {word[:length] for word in rare for length in (3, len(word) - 1)}
    for name in NAMES[DANIEL if person == MARGARET else MARGARET]:
        asked |= {word[:length] for word in plain(name) for length in (range(1, len(word) + 1) if step == 1 else (1, 2, 3, len(word)))}
    for typed in sorted(asked):
        for hit in book.find(typed):
            if hit.record == CASE:  # found by a part of a name
                assert typed in f"{hit.title} {book.cases()[0].names}".casefold(), typed
            else:
                assert any(word.startswith(typed) for word in shown[hit.record]), (typed, hit.title, hit.words)
        if typed in rare and not any(word.startswith(typed) for word in here):
            assert book.find(typed) == [], typed


@pytest.mark.parametrize("person", [MARGARET, DANIEL])
def test_no_other_case_can_be_opened_listed_or_found(open_at: Make, person: Id) -> None:
    book = open_at("2026-03-18")
    others = [fact for fact in book.cases() if fact.case != CASE]
    assert others
    book.open_side(CASE, person)
    assert [fact.case for fact in book.cases()] == [CASE]
    for fact in others:
        assert not book.case(fact.case).records
        for word in plain(fact.names) | plain(fact.reference):
            assert [hit for hit in book.find(word) if hit.case != CASE] == []
    assert {due.case for due in book.dues("2027-01-01")} <= {CASE}


@pytest.mark.parametrize("day", DAYS)
def test_passed_on_items_appear_with_their_words_only(open_at: Make, day: str) -> None:
    book = open_at(day)
    whole = book.case(CASE)
    book.open_side(CASE, DANIEL)
    mine = book.case(CASE).all(PassedOn)
    released = {item.id for item in whole.all(PassedOn) if item.receiver == DANIEL and step_of(item) in RELEASED}
    assert {item.id for item in mine} == released | {item.id for item in whole.all(PassedOn) if item.giver == DANIEL}
    for item in mine:
        if item.giver == DANIEL:
            assert (item.receiver, item.received.how, item.offered.on, item.checked.on) == ("", "", "", "")
        else:
            assert (item.giver, item.sort, item.read_back.on, item.approved.by, item.approved.how) == ("", "", "", "", "")
            assert item.approved.on in ("–", item.offered.on)
            assert step_of(item) == step_of(whole.get(PassedOn, item.id) or item)
            entered = book.case(CASE).entered[item.id]
            assert (entered.at, entered.by) == ("", "")


def test_an_item_that_she_has_not_said_yes_to_is_not_on_his_side(open_at: Make) -> None:
    book = open_at("2026-03-16")
    item, _ = passing_on.propose(book, book.case(CASE), MARGARET, DANIEL, "Do you think of the vexlowe?")
    book.open_side(CASE, DANIEL)
    assert item not in book.case(CASE).records
    assert book.find("vexlowe") == []


def test_how_she_heard_his_answer_is_not_on_his_side(open_at: Make) -> None:
    book = open_at("2026-02-24")
    assert any(item.received.how == "She said it helped." for item in book.case(CASE).all(PassedOn))
    book.open_side(CASE, DANIEL)
    assert "helped" not in everything(book)
    assert book.find("helped") == []


def test_what_is_only_in_closed_words_of_a_shared_record_is_not_found(open_at: Make) -> None:
    """The plan says what will not be talked about: "Where Margaret lives." The plan is shown, these words are not."""
    book = open_at("2026-03-16")
    assert any(hit.record == book.case(CASE).all(ConferencePlan)[0].id for hit in book.find("lives"))
    book.open_side(CASE, DANIEL)
    plan = book.case(CASE).all(ConferencePlan)[0]
    assert (plan.not_discussed, plan.if_it_goes_wrong, plan.seats, plan.nearest_door, plan.conditions) == ("", "", (), "", "")
    assert not [hit for hit in book.find("lives") if hit.record == plan.id]
    assert book.find("Siân") == []


def test_much_on_the_closed_side_does_not_push_out_what_is_open(open_at: Make) -> None:
    book = open_at("2026-03-18")
    book.add(Contact, CASE, {"person": DANIEL, "words": "He spoke of Vexlowe."})
    for _ in range(60):
        book.add(Contact, CASE, {"person": MARGARET, "words": "She spoke of Vexlowe too."})
    book.open_side(CASE, DANIEL)
    assert book.find("Vexlowe") == []  # it gives her away, so his note with it is not shown either
    book.leave_side(making.PASSPHRASE)
    book.add(Contact, CASE, {"person": DANIEL, "words": "He is bricklaying."})
    for _ in range(60):
        book.add(Contact, CASE, {"person": MARGARET, "words": "She is bricklaying too."})
    book.open_side(CASE, DANIEL)
    assert len(book.find("bricklaying")) == 1


@pytest.mark.parametrize(("words", "shown"), [
    ("He asked what he should call her.", True),
    ("We said nothing of Larkspur Library.", False),
    ("Margaret must not be named to him.", False),
    ("He said: is it the lady in Loughborough?", False),
    ("Ring 07700 900101 afterwards, not him.", False),
    ("It is at LE99 1AA.", False),
    ("Her sister Siân is not to be named.", False),
    ("His uncle Wŷn writes.", True),
    ("Priti Shah looks in on him.", True),
])  # fmt: skip
def test_a_note_about_him_that_names_her_is_not_shown_over_his_shoulder(open_at: Make, words: str, shown: bool) -> None:
    """On 17 February he has not been told her name, nor has she let him know any of it; of her sister nobody has told him later either."""
    book = open_at("2026-02-24" if "Siân" in words else "2026-02-17")
    record, _ = book.add(Contact, CASE, {"person": DANIEL, "words": words, "day": "2026-02-18"})
    book.open_side(CASE, DANIEL)
    assert (record in book.case(CASE).records) is shown
    assert bool([hit for hit in book.find(words.rsplit(maxsplit=1)[-1].strip(".?")) if hit.record == record]) is shown


def test_once_he_was_told_her_name_notes_that_name_her_are_shown(open_at: Make) -> None:
    book = open_at("2026-03-16")
    record, _ = book.add(Contact, CASE, {"person": DANIEL, "words": "He asked what Margaret likes to be called."})
    hidden, _ = book.add(Contact, CASE, {"person": DANIEL, "words": "He asked whether she is Mrs Okafor-Bell."})
    book.open_side(CASE, DANIEL)
    assert record in book.case(CASE).records
    assert hidden not in book.case(CASE).records


def test_words_typed_into_a_term_after_the_read_back_are_not_shown(open_at: Make) -> None:
    book = open_at("2026-03-17T20:00")  # Owen has typed her workplace into the fair copy, and nobody has read it back
    assert any("Larkspur" in term.promise.what for term in book.case(CASE).all(Term))
    book.open_side(CASE, DANIEL)
    assert book.case(CASE).all(Term) == ()
    book = open_at("2026-03-18")
    terms = book.case(CASE).all(Term)
    book.open_side(CASE, DANIEL)
    assert {term.id for term in book.case(CASE).all(Term)} == {term.id for term in terms}
    made = book.case(CASE).all(Agreement)[0]
    assert (made.signers, made.check_key) == ((DANIEL,), "")


def test_a_term_that_is_being_typed_is_not_shown(open_at: Make) -> None:
    book = open_at("2026-03-18")
    file, term = book.case(CASE), book.case(CASE).all(Term)[0]
    typed = Promise("He brings it to Larkspur Library", (DANIEL,), "")
    book.put(Edit("term", term.id, CASE, file.compartments[term.id], "promise", typed, file.standing_of(term.id, "promise"), "typing"))
    book.side = None
    narrow = one_side.only(book.case(CASE), DANIEL)
    assert term.id not in narrow.records
    assert term.id not in narrow.unfinished


def test_thoughts_and_team_notes_are_on_no_side(open_at: Make) -> None:
    book = open_at("2026-03-18")
    for person in (MARGARET, DANIEL):
        narrow = one_side.only(book.case(CASE), person)
        assert not narrow.all(SafetyLook)
        assert not narrow.all(TeamNote)
        assert narrow.case == Case(id=CASE, case=CASE, path=narrow.case.path, lead="Priya Nair", co_facilitator="Owen Hughes")


def test_what_is_not_to_be_told_is_not_shown(open_at: Make) -> None:
    book = open_at("2026-02-24")
    assert any(told.known == "not_told" for told in book.case(CASE).all(Told))
    for person in (MARGARET, DANIEL):
        assert {(told.person, told.known) for told in one_side.only(book.case(CASE), person).all(Told)} == {(person, "told")}


def test_a_yes_that_was_taken_back_closes_the_plan(open_at: Make) -> None:
    book = open_at("2026-03-16")
    assert one_side.only(book.case(CASE), DANIEL).all(ConferencePlan)
    book.add(Consent, CASE, {"person": DANIEL, "scope": "take_part", "answer": "withdrawn", "on": "2026-03-15"})
    assert not one_side.only(book.case(CASE), DANIEL).all(ConferencePlan)


def test_which_prison_is_shown_to_her_only_once_he_let_her_know(open_at: Make) -> None:
    book = open_at("2026-03-16")
    assert one_side.only(book.case(CASE), MARGARET).all(ConferencePlan)[0].venue == "HMP Example"
    item = next(item for item in book.case(CASE).all(PassedOn) if "HMP" in item.words)
    book.record(book.case(CASE), item, {"withdrawn": {"on": "2026-03-15", "by": "", "how": ""}})
    assert one_side.only(book.case(CASE), MARGARET).all(ConferencePlan)[0].venue == ""


def test_a_new_kind_or_field_is_closed_until_it_is_let_in(open_at: Make) -> None:
    """Every field that a shared record may show is named here a second time: whoever opens one changes a test as well."""
    shared: dict[type[Record], set[str]] = {
        Agreement: {"conference", "none_wanted", "held_on", "room", "signed_on", "signers", "agreed", "who_may_see"},
        Case: {"path", "lead", "co_facilitator"},  # and the day on which it was closed
        ConferencePlan: {"day", "at", "minutes", "room", "venue", "layout", "pause", "guide", "first_to_speak"},
        Participant: {"print_name", "role", "supports", "pronoun", "stopped_on"},
        PassedOn: {
            "giver",
            "receiver",
            "sort",
            "words",
            "read_back",
            "approved",
            "checked",
            "offered",
            "choice",
            "given",
            "received",
            "withdrawn",
        },
        Term: {"agreement", "number", "promise", "how_shown"},
        Told: {"person", "words", "known", "on"},
    }
    for day in DAYS:
        whole = open_at(day).case(CASE)
        for person in (MARGARET, DANIEL):
            for record in one_side.only(whole, person).records.values():
                if person_in(whole.compartments[record.id]) == person:
                    assert type(record) in one_side._OWN
                    continue
                if type(record) in shared:
                    filled = {field.name for field in fields_of(type(record)) if getattr(record, field.name) != field.default}
                    assert filled <= shared[type(record)] | {"closed_on"}, record
                assert type(record) in one_side._RULES


# The door of it -------------------------------------------------------------------------------------------------------------------


def test_it_survives_a_restart_and_leaving_asks_for_the_passphrase(filled: Callable[[str], Path], tmp_path: Path) -> None:
    folder = tmp_path / "Mine.workbook"
    shutil.copytree(filled("2026-03-16"), folder)
    opened = door.open_with_passphrase(folder, making.PASSPHRASE, clock_at("2026-03-16"))
    Workbook(opened).open_side(CASE, DANIEL)
    opened.close()
    opened = door.open_with_passphrase(folder, making.PASSPHRASE, clock_at("2026-03-16"))
    book = Workbook(opened)
    assert (book.side_name, len(book.cases())) == ("Daniel", 1)
    for wrong in ("", "violet kettle harbour", making.PASSPHRASE.upper()):
        with pytest.raises(NotThatPassphrase):
            book.leave_side(wrong)
        assert book.side_name == "Daniel"
        assert not re.search("Margaret|Daniel", str(NotThatPassphrase()))
    book.leave_side(making.PASSPHRASE)
    assert (book.side_name, book.side) == ("", None)
    opened.close()
    opened = door.open_with_passphrase(folder, making.PASSPHRASE, clock_at("2026-03-16"))
    assert len(Workbook(opened).cases()) > 1
    opened.close()


def test_taking_back_does_not_reach_across(open_at: Make) -> None:
    book = open_at("2026-03-16")
    note = next(note for note in book.case(CASE).all(PreparationNote) if "Larkspur" in note.words)
    file = book.case(CASE)
    where = file.compartments[note.id]
    book.put(Edit("preparation_note", note.id, CASE, where, "words", "other words", file.standing_of(note.id, "words"), "typing"))
    book.seal(note.id)
    book.open_side(CASE, DANIEL)
    assert book.undo()[0] == ""
    book.leave_side(making.PASSPHRASE)
    assert book.case(CASE).get(PreparationNote, note.id).words == "other words"  # type: ignore[union-attr]


def test_what_is_typed_on_the_open_side_is_found_there(open_at: Make) -> None:
    book = open_at("2026-03-16")
    book.open_side(CASE, DANIEL)
    id = Id(fresh_id())
    book.put(Edit("contact", id, CASE, f"part/{CASE}/{DANIEL}", "words", "He hums when he waits.", (), "typing"),
             Edit("contact", id, CASE, f"part/{CASE}/{DANIEL}", "person", DANIEL, (), "typing"))  # fmt: skip
    assert [record.id for _, record in book.unfinished()] == [id]
    book.seal()
    assert [hit.record for hit in book.find("hums")] == [id]


def test_the_supporters_side_holds_only_the_supporter(open_at: Make) -> None:
    book = open_at("2026-03-16")
    sian = next(person for person in book.case(CASE).all(Participant) if person.print_name == "Siân")
    book.open_side(CASE, sian.id)
    assert [person.print_name for person in book.case(CASE).all(Participant)] == ["Siân"]
    text = everything(book)
    assert not re.search("Daniel|Wŷn|Larkspur|Okafor|HMP", text)
    assert "Siân" in text
