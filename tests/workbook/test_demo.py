"""The demonstration is built in a real vault, and reads as if somebody had worked in it up to that moment."""

import re
from collections.abc import Callable, Iterator

import pytest

from facilitator_app.calendar import clock_at
from facilitator_app.language import words
from facilitator_app.records import (
    KINDS,
    Agreement,
    Case,
    Consent,
    Contact,
    Me,
    Participant,
    Particulars,
    PassedOn,
    Preparation,
    PreparationNote,
    SafetyLook,
    Service,
    Told,
    codec,
)
from facilitator_app.records.case_file import assemble
from facilitator_app.records.passing_on import Step, step_of
from facilitator_app.records.record import Id, as_text, field_of, fields_of
from facilitator_app.resources import resource
from facilitator_app.vault.vault import Vault
from facilitator_app.wall import one_side
from facilitator_app.workbook import agreeing, demo
from facilitator_app.workbook.referral import CASE_SYSTEM, id_in

DAYS = ("2026-02-17", "2026-02-24", "2026-03-17T20:00", "2026-03-18T18:00", "2026-11-01")
CASE = id_in(CASE_SYSTEM, "RJ-2026-0101")
MARGARET = id_in(CASE_SYSTEM, "RJ-2026-0101", "harmed")
DANIEL = id_in(CASE_SYSTEM, "RJ-2026-0101", "responsible")
NOON = "2026-02-17"

Build = Callable[[str], Vault]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    """A vault as it is at a moment, built once: nothing here writes into it."""
    vaults: dict[str, Vault] = {}

    def built(moment: str) -> Vault:
        if moment not in vaults:
            clock = clock_at(moment)
            vaults[moment] = Vault(tmp_path_factory.mktemp("vault"), bytes(48), clock, new=True)
            demo.fill(vaults[moment], clock)
        return vaults[moment]

    yield built
    for vault in vaults.values():
        vault.close()


def facts(vault: Vault) -> dict[str, str]:
    return {fact.reference: fact.sentence.replace("\u00a0", " ") for fact in vault.case_facts()}


@pytest.mark.parametrize("moment", DAYS)
def test_it_builds_whole_and_without_two_versions_of_anything(build: Build, moment: str) -> None:
    vault = build(moment)
    assert vault.faults() == []
    assert [fact.reference for fact in vault.case_facts() if fact.forks] == []


@pytest.mark.parametrize(("moment", "sentence"), [
    ("2026-01-13", "The referral came in on Monday 12 January. Nobody has been in touch yet."),
    (NOON, "HMP Example looks for a day for the third visit, since Monday 16 February. Margaret expects to hear from you by Friday 20 February."),
    ("2026-02-24", "Margaret has said yes to meeting. Daniel does not know yet: you see Daniel on Wednesday 25 February at 09:50"),
    ("2026-03-09T16:00", "They meet on Tuesday 17 March at 10:00, HMP Example."),
    ("2026-03-17T20:00", "They signed what they agreed on Tuesday 17 March."),
    ("2026-11-01", "Closed on Tuesday 6 October."),
])  # fmt: skip
def test_the_case_opens_with_what_a_colleague_would_say(build: Build, moment: str, sentence: str) -> None:
    assert facts(build(moment))["RJ-2026-0101"].startswith(sentence)


def test_17_february_is_a_working_week(build: Build) -> None:
    vault = build(NOON)
    due = [(due.sort, due.day, due.at, due.title, due.detail) for due in vault.dues("2026-02-24")]
    assert due == [
        ("waiting", "", "", "Margaret is thinking about her third question and will say when", ""),
        ("visit", "2026-02-18", "09:50", "Daniel, second visit", "HMP Example, visits centre"),
        (
            "promise",
            "2026-02-20",
            "17:00",
            "Ring Margaret, after you have seen Daniel",
            "Margaret · Mobile only, after 17:00; plain envelope",
        ),
        ("promise", "2026-02-23", "", "Tell Priti Shah how long the third visit will be", "Daniel · Only through Priti Shah"),
        ("visit", "2026-02-23", "14:00", "Margaret, second visit", "At home"),
        ("waiting", "2026-02-24", "", "HMP Example looks for a day for the third visit", "2026-02-16"),
    ]
    visit = next(meeting for meeting in vault.case_file(CASE).of(Preparation, DANIEL) if meeting.day == "2026-02-18")
    assert (visit.until, visit.leave_by, visit.paper_only) == ("10:35", "08:40", True)
    assert sorted(kind for _, kind, _, _ in vault.unfinished()) == ["contact", "safety_look"]


def test_what_was_being_typed_is_finished_later(build: Build) -> None:
    begun = build(NOON).case_file(CASE)
    look = max(begun.of(SafetyLook, DANIEL), key=lambda look: look.day)
    assert look.worries
    assert not look.what_we_do
    later = build("2026-02-18T08:00")
    assert later.unfinished() == []
    assert next(one for one in later.case_file(CASE).all(SafetyLook) if one.id == look.id).what_we_do


def test_happened_and_entered_are_two_times(build: Build) -> None:
    file = build(NOON).case_file(CASE)
    note = next(note for note in file.all(PreparationNote) if "Larkspur Library" in note.words)
    meeting = file.get(Preparation, note.meeting)
    assert meeting is not None
    assert (meeting.day, meeting.at) == ("2026-01-16", "14:00")
    assert file.entered[note.id].at == "2026-01-16T19:30:00Z"


def test_passed_on_items_have_gone_their_way(build: Build) -> None:
    before = {item.words: step_of(item) for item in build(NOON).case_file(CASE).all(PassedOn)}
    assert before == {"Why my house?": Step.CHECKED, "Did you know we were in?": Step.CHECKED}
    after = {item.words: step_of(item) for item in build("2026-02-24").case_file(CASE).all(PassedOn)}
    assert after["Why my house?"] is after["I saw no car, I thought it was empty."] is Step.RECEIVED
    assert after["I would like to meet you, with people there."] is Step.APPROVED


def test_who_knows_what(build: Build) -> None:
    said = {(told.person, told.words): told.known for told in build("2026-02-24").case_file(CASE).all(Told)}
    assert said[DANIEL, "That Margaret asks to meet"] == "not_yet"
    assert said[MARGARET, "Which prison he is in"] == "not_told"
    later = {(told.person, told.words): told.known for told in build("2026-03-12").case_file(CASE).all(Told)}
    assert later[DANIEL, "Margaret asks to meet"] == later[MARGARET, "Which prison he is in"] == "told"


def test_both_facilitators_write_notes_of_their_own(build: Build) -> None:
    file = build(NOON).case_file(CASE)
    first = min(file.of(Preparation, DANIEL), key=lambda meeting: meeting.day)
    assert {note.author for note in file.all(PreparationNote) if note.meeting == first.id} == {"Priya", "Owen"}


def test_the_workplace_stands_in_one_note_until_it_is_typed_into_the_agreement(build: Build) -> None:
    def holding(vault: Vault) -> list[str]:
        file = vault.case_file(CASE)
        return sorted(record.kind for record in file.records.values() if "Larkspur Library" in text_of(record))

    assert holding(build("2026-03-17")) == ["preparation_note"]
    assert holding(build("2026-03-17T20:00")) == ["preparation_note", "term"]
    assert holding(build("2026-03-18T18:00")) == ["preparation_note"]


def test_the_read_back_binds_to_the_mended_words(build: Build) -> None:
    before = build("2026-03-17T20:00").case_file(CASE)
    assert not agreeing.is_agreed(before, before.all(Agreement)[0])
    file = build("2026-03-18T18:00").case_file(CASE)
    agreement = file.all(Agreement)[0]
    assert (agreement.signed_on, len(agreement.signers), len(agreement.agreed.lines)) == ("2026-03-17", 2, 3)
    assert agreeing.is_agreed(file, agreement)


def test_everybody_has_said_yes_before_they_meet(build: Build) -> None:
    file = build("2026-03-16").case_file(CASE)
    yes = {consent.person for consent in file.all(Consent) if (consent.scope, consent.answer) == ("take_part", "given")}
    assert {file.name(person) for person in yes} == {"Margaret", "Daniel", "Siân", "Wŷn"}


def test_nothing_that_went_to_his_offender_manager_names_her(build: Build) -> None:
    file = build("2026-03-18T18:00").case_file(CASE)
    mails = [contact.words for contact in file.of(Contact, DANIEL) if "Priti Shah" in contact.with_whom]
    assert len(mails) >= 5
    assert [words for words in mails if re.search("Margaret|Siân|Larkspur", words)] == []


def test_the_service_and_the_person_who_works_here(build: Build) -> None:
    vault = build(NOON)
    own = assemble(Id(""), [*vault.stored("service"), *vault.stored("user")])
    service, me = own.all(Service)[0], own.all(Me)[0]
    assert (service.name, service.telephone) == ("Severnside Restorative Service", "01632 960 983")
    assert me.name == "Priya"


@pytest.mark.parametrize(("moment", "cases"), [("2026-01-11", 0), (NOON, 5), ("2026-11-01", 40)])
def test_referrals_come_in_on_their_day(build: Build, moment: str, cases: int) -> None:
    assert len(build(moment).case_facts()) == cases


def test_referrals_that_nobody_has_answered_for_stay_closed(build: Build) -> None:
    vault = build("2026-03-17T20:00")
    assert sorted(fact.reference for fact in vault.case_facts() if not fact.known) == ["RJ-2026-0109", "RJ-2026-0110"]


def test_every_field_of_the_story_is_declared_and_every_code_has_words() -> None:
    for _, rows in demo.entries_until(clock_at("2027-01-01").now()):
        for row in rows:
            kind = KINDS[row.kind]
            for name, value in row.values.items():
                choices = field_of(kind, name).ask.choices
                for code in value if isinstance(value, list | tuple) else [value]:
                    assert not choices or code in words(choices), f"{row.kind}.{name}: {code}"


def test_a_record_lies_where_the_person_is_whose_it_is(build: Build) -> None:
    file = build("2026-11-01").case_file(CASE)
    for record in file.records.values():
        if "person" in {field.name for field in fields_of(type(record))} and file.compartments[record.id].startswith("part/"):
            assert file.compartments[record.id] == f"part/{CASE}/{getattr(record, 'person')}"  # noqa: B009 - a record of any kind
    assert {person.print_name for person in file.all(Participant)} == {"Margaret", "Daniel", "Siân", "Wŷn"}
    assert file.first(Particulars, DANIEL) is not None
    assert file.get(Case, CASE) is not None


def text_of(record: object) -> str:
    return as_text(codec.to_builtins(record))


def test_with_only_his_side_open_nothing_tells_of_her(build: Build) -> None:
    """Before he has heard her questions, even her name is on none of his pages."""
    file = one_side.only(build("2026-02-18T08:00").case_file(CASE), DANIEL)
    said = [(record.kind, text_of(record)) for record in file.records.values()]
    assert len(said) > 12
    assert [one for one in said if re.search(r"\b(Margaret|Maggie|Siân|Larkspur|she asks|her questions?)\b", one[1])] == []
    assert {"Why my house?", "Did you know we were in?"} <= {item.words for item in file.all(PassedOn)}


def test_the_story_says_no_word_that_should_not_stand_on_a_screen() -> None:
    """Nor a wing, a cell, a diagnosis or a telephone that somebody could have."""
    text = resource("demo", "story.toml").read_text(encoding="utf-8")
    said = re.findall(r'"([^"@]*)"', re.sub(r'^#.*|\bheld = |kind = "[a-z_]*"|held_on', "", text, flags=re.MULTILINE))
    never = re.compile(
        r"\b(gate|override|leak|poison|panic|held|perpetrator|complete|incomplete|offenders?|victims?|wing|cell|OASys|remorse)\b",
        re.IGNORECASE,
    )
    assert [words for words in said if never.search(words)] == []
    numbers = {number.replace(" ", "") for words in said for number in re.findall(r"\b0\d[\d ]{8,}\d", words)}
    assert numbers
    assert [number for number in numbers if not number.startswith(("07700900", "01632960"))] == []
