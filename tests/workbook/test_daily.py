"""Daily helps: a case handed over, somebody entered twice, days not to ring on, and days that cannot be."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from facilitator_app import calendar
from facilitator_app.calendar import clock_at
from facilitator_app.records import (
    Agreement,
    Case,
    ConferencePlan,
    Consent,
    Contact,
    HandingOver,
    Moved,
    Participant,
    Particulars,
    PassedOn,
    Preparation,
    PreparationNote,
    PromiseMade,
    SafeContact,
    SafetyLook,
    Sealed,
    Term,
    TermProgress,
    gates,
    odd_days,
    quiet,
    twice,
)
from facilitator_app.records.agreed import digest_of, lines_to_seal
from facilitator_app.records.check import Act
from facilitator_app.records.record import Choice, Day, Id, compartment_name, person_in
from facilitator_app.vault import door
from facilitator_app.vault.rows import Edit, Row
from facilitator_app.workbook import demo, handing_over, joining, passing_on
from facilitator_app.workbook.overview import overview
from facilitator_app.workbook.ringing import who_rings
from facilitator_app.workbook.today import today
from facilitator_app.workbook.workbook import Workbook


def opened_at(folder: Path, moment: str) -> Iterator[Workbook]:
    clock = clock_at(moment)
    opened = door.open_with_passphrase(demo.make(folder / "D.workbook", clock), demo.PASSPHRASE, clock)
    yield Workbook(opened)
    opened.close()


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Workbook]:
    yield from opened_at(tmp_path, "2026-02-24T09:00")


def case_of(book: Workbook, reference: str = "RJ-2026-0101") -> Id:
    return next(fact.case for fact in book.cases() if fact.reference == reference)


# Handing over ---------------------------------------------------------------------------------------------------------------------


def test_a_case_is_handed_over_when_everybody_in_it_knows(book: Workbook) -> None:
    case = case_of(book)
    shown = handing_over.to_hand_over(book, case)
    handing = shown.handing
    book.record(shown.file, handing, {"to": "Owen Hughes", "on": "2026-03-01", "until": "2026-03-20"})
    for person in (*shown.file.sides, *(p for p in shown.file.all(Participant) if p.supports)):
        file = book.case(case)
        now = file.get(HandingOver, handing.id)
        assert now is not None
        with pytest.raises(handing_over.NotToldYet, match=person.print_name):
            handing_over.hand_over(book, file, now)
        handing_over.told(book, file, now, person.id)
    file = book.case(case)
    now = file.get(HandingOver, handing.id)
    assert now is not None
    handing_over.hand_over(book, file, now)
    after = book.case(case).case
    assert (after.lead, after.co_facilitator) == ("Owen Hughes", "Priya Nair"), "for a time: who led it stays beside"
    assert handing_over.to_hand_over(book, case).handing.id != handing.id, "the next one is another"


def test_pressed_twice_who_led_it_still_stays_beside(book: Workbook) -> None:
    case = case_of(book)
    shown = handing_over.to_hand_over(book, case)
    everybody = [person.id for person in shown.file.all(Participant)]
    book.record(shown.file, shown.handing, {"to": "Owen Hughes", "on": "2026-03-01", "until": "2026-03-20", "told": everybody})
    for _ in range(2):
        file = book.case(case)
        now = file.get(HandingOver, shown.handing.id)
        assert now is not None
        handing_over.hand_over(book, file, now)
    after = book.case(case).case
    assert (after.lead, after.co_facilitator) == ("Owen Hughes", "Priya Nair")


def test_to_nobody_it_is_not_handed_over(book: Workbook) -> None:
    shown = handing_over.to_hand_over(book, case_of(book))
    with pytest.raises(handing_over.NobodyNamed):
        handing_over.hand_over(book, shown.file, shown.handing)


def test_the_page_has_what_was_promised_carried_and_is_not_to_be_said(book: Workbook) -> None:
    case = case_of(book)
    book.add(PromiseMade, case, {"person": book.case(case).sides[0].id, "words": "Ring about Siân", "by": "2026-02-27"})
    shown = handing_over.to_hand_over(book, case)
    assert any(words == "Ring about Siân" and "in 3 days" in under for _, words, under in shown.promised)
    assert [person.name for person in shown.people][:2] == ["Margaret", "Daniel"]
    assert all(person.rule for person in shown.people)
    assert shown.not_to_say


# Twice ----------------------------------------------------------------------------------------------------------------------------


def with_twin(book: Workbook, name: str = "DANIEL ") -> tuple[Id, Id, Id]:
    case = case_of(book)
    daniel = book.case(case).sides[1].id
    twin, _ = book.add(Participant, case, {"print_name": name, "role": "responsible"})
    return case, daniel, twin


def test_a_name_that_is_here_already_is_said_beside_the_field(book: Workbook) -> None:
    file = book.case(case_of(book))
    new = Participant(id=Id("new"), case=file.id)
    assert twice.named_already(file, new, " daniel") == "Daniel is in this case already. If it is the same person, go back and open them."
    assert not twice.named_already(file, new, "Dan")
    assert not twice.named_already(file, new, "")
    assert not twice.named_already(file, file.sides[1], "Daniel"), "their own name is no other's"


def test_a_name_that_is_only_signs_is_no_name_yet(book: Workbook) -> None:
    case = case_of(book)
    for name in ("", "?", "—"):
        book.add(Participant, case, {"print_name": name, "role": "supporter"})
    file = book.case(case)
    assert not any(twice.named_already(file, Participant(id=Id("new"), case=case), typed) for typed in ("?", "…", "🙂", "\u202e"))
    assert not [one for one in gates.checks(file, book.clock.today()) if one.key == "twice"]


def test_two_entries_of_one_name_are_a_check_and_a_household_with_one_telephone_is_not(book: Workbook) -> None:
    case, daniel, twin = with_twin(book)
    (check,) = [one for one in gates.checks(book.case(case), book.clock.today()) if one.key == "twice"]
    assert (check.person, check.mend.record) == (twin, twin)
    assert check.words == "Daniel and DANIEL  may be one person: they have the same name."
    book.record(book.case(case), Participant(id=twin, case=case), {"print_name": "Danny", "role": "supporter", "supports": daniel})
    for person in (daniel, twin):
        book.add(SafeContact, case, {"person": person, "phone": "+44 7700 900123"})
    assert not [one for one in gates.checks(book.case(case), book.clock.today()) if one.key == "twice"]


def test_two_become_one_and_nothing_of_either_is_lost(book: Workbook) -> None:
    case, daniel, twin = with_twin(book)
    margaret = book.case(case).sides[0].id
    note, _ = book.add(Contact, case, {"person": twin, "words": "He rang himself.", "day": "2026-02-20", "author": "Owen"})
    visit, _ = book.add(Preparation, case, {"person": twin, "day": "2026-02-21", "held": "yes"})
    book.add(PreparationNote, case, {"person": twin, "meeting": visit, "topic": "worries", "words": "The bus.", "author": "Owen"})
    item, _ = book.add(PassedOn, case, {"giver": twin, "receiver": margaret, "words": "He asks how she is."})
    plan, _ = book.add(ConferencePlan, case, {"day": "2026-03-17", "first_to_speak": twin, "seats": [margaret, twin]})
    before = {record.id for record in book.case(case).records.values()}
    joining.join(book, book.case(case), twin, daniel)
    file = book.case(case)
    assert twin not in file.records
    assert twin not in repr([vars_of(record) for record in file.records.values()])
    (words,) = [one for one in file.all(Contact) if one.words == "He rang himself."]
    assert (words.person, person_in(file.compartments[words.id]), words.author) == (daniel, daniel, "Owen")
    (bus,) = [one for one in file.all(PreparationNote) if one.words == "The bus."]
    meeting = file.get(Preparation, bus.meeting)
    assert meeting is not None
    assert (meeting.day, meeting.person) == ("2026-02-21", daniel)
    passed = file.get(PassedOn, item)
    assert passed is not None
    assert passed.giver == daniel
    planned = file.get(ConferencePlan, plan)
    assert planned is not None
    assert (planned.first_to_speak, planned.seats) == (daniel, (margaret, daniel))
    assert before - set(file.records) == {twin, note, visit, *(before - set(file.records) - {twin, note, visit})}
    assert any("entered twice" in row.words for row in overview(book, case).happened)
    assert book.vault.faults() == []


@pytest.mark.parametrize(("theirs", "own", "stands"), [("2026-02-20", "", "2026-02-20"), ("2026-02-20", "2026-01-12", "2026-01-12")])
def test_a_stop_under_either_name_stops_the_one_person(book: Workbook, theirs: str, own: str, stands: str) -> None:
    case, daniel, twin = with_twin(book)
    margaret = book.case(case).sides[0].id
    for person, day in ((twin, theirs), (daniel, own)):
        book.record(book.case(case), the(book, case, person), {"stopped_on": day})
    joining.join(book, book.case(case), twin, daniel)
    assert the(book, case, daniel).stopped_on == stands
    standing = gates.before(book.case(case), book.clock.today(), Act.PASS_ON, margaret, daniel)
    assert any(check.firm for check in standing), "nothing more is passed on to somebody who said stop"


def test_of_two_versions_both_go_and_a_draft_too(book: Workbook) -> None:
    case, daniel, twin = with_twin(book)
    where = compartment_name(Contact, case, twin)
    book.save([Row(where, Contact.kind, Id("rang"), {"person": twin, "words": "He rang at six.", "day": "2026-02-20"})])
    book.save([Row(where, Contact.kind, Id("rang"), {"words": "He rang at seven.", "minutes": "10"})])
    book.put(Edit(Contact.kind, Id("rang"), case, where, "with_whom", "his aun", (), "typing"))
    for name, value in (("person", twin), ("words", "Just begu")):
        book.put(Edit(Contact.kind, Id("new"), case, where, name, value, (), "typing"))
    joining.join(book, book.case(case), twin, daniel)
    book.seal()
    file = book.case(case)
    assert not [one for one in file.records if twin in file.compartments[one]], (
        "nothing is typed into the part of somebody who is not there"
    )
    (rang,) = [one for one in file.all(Contact) if one.words.startswith("He rang at")]
    assert (rang.person, rang.minutes, rang.with_whom) == (daniel, "10", "his aun")
    kept = next(one for one in book.vault.stored(file.compartments[rang.id]) if one.id == rang.id)
    assert sorted(kept.live["words"].values()) == ["He rang at seven.", "He rang at six."]
    assert (rang.id, "words") in file.forks
    assert [one.person for one in file.all(Contact) if one.words == "Just begu"] == [daniel]
    assert book.vault.faults() == []


def test_pressed_twice_two_are_joined_once_and_what_came_meanwhile_goes_too(book: Workbook) -> None:
    case, daniel, twin = with_twin(book)
    shown = book.case(case)
    book.add(Contact, case, {"person": twin, "words": "He rang himself.", "day": "2026-02-20"})
    for _ in range(2):
        joining.join(book, shown, twin, daniel)
    file = book.case(case)
    assert [one.person for one in file.all(Contact) if one.words == "He rang himself."] == [daniel]
    assert len([one for one in file.all(Moved) if one.given_to == daniel]) == 1


def test_one_person_has_one_chair_promises_once_and_supports_nobody_but_others(book: Workbook) -> None:
    case, daniel, twin = with_twin(book)
    friend, _ = book.add(Participant, case, {"print_name": "Dan", "role": "supporter", "supports": twin})
    plan, _ = book.add(ConferencePlan, case, {"seats": [daniel, twin]})
    line, _ = book.add(Term, case, {"promise": {"who": [daniel, twin], "what": "write"}})
    joining.join(book, book.case(case), twin, daniel)
    planned, term = book.case(case).get(ConferencePlan, plan), book.case(case).get(Term, line)
    assert planned is not None
    assert term is not None
    assert (planned.seats, term.promise.who) == ((daniel,), (daniel,))
    assert the(book, case, friend).supports == daniel
    joining.join(book, book.case(case), daniel, friend)
    assert the(book, case, friend).supports == ""


def the(book: Workbook, case: Id, person: Id) -> Participant:
    found = book.case(case).get(Participant, person)
    assert found is not None
    return found


def vars_of(record: object) -> list[object]:
    return [getattr(record, name) for name in getattr(record, "__dataclass_fields__", {}) if name != "taken_from"]


def test_who_has_signed_is_not_joined(tmp_path: Path) -> None:
    for book in opened_at(tmp_path, "2026-03-18T18:00"):
        case, daniel, twin = with_twin(book)
        file = book.case(case)
        agreement = file.all(Agreement)[0]
        book.record(file, agreement, {"signers": [*agreement.signers, twin]})
        with pytest.raises(joining.SignedAlready):
            joining.join(book, book.case(case), twin, daniel)
        assert twin in book.case(case).records


def test_who_is_named_in_a_sealed_line_is_not_joined(tmp_path: Path) -> None:
    for book in opened_at(tmp_path, "2026-03-18T18:00"):
        case, daniel, twin = with_twin(book)
        file = book.case(case)
        lines = lines_to_seal(file, file.all(Agreement)[0])
        lines = (replace(lines[0], promise=replace(lines[0].promise, who=(twin,))), *lines[1:])
        values = {"agreement": file.all(Agreement)[0].id, "lines": lines, "digest": digest_of(lines), "on": "2026-03-18"}
        sealed, _ = book.add(Sealed, case, values)
        with pytest.raises(joining.SignedAlready):
            joining.join(book, book.case(case), twin, daniel)
        found = book.case(case).get(Sealed, sealed)
        assert found is not None
        assert digest_of(found.lines) == found.digest


# Quiet days -----------------------------------------------------------------------------------------------------------------------


def test_days_not_to_ring_come_each_year_and_stand_on_today(tmp_path: Path) -> None:
    for book in opened_at(tmp_path, "2026-06-05T09:00"):
        case = case_of(book, "RJ-2026-0104")
        hanh = next(side for side in book.case(case).sides if side.print_name == "Hạnh")
        assert quiet.days_not_to_ring(book.case(case), hanh.id)[:2] == ("2026-06-09", "2027-06-09")
        week = today(book).week
        assert any(line.words == "Do not ring Hạnh" for line in week)
        book.add(PromiseMade, case, {"person": hanh.id, "words": "Ring about the first visit", "by": "2026-06-09"})
    for book in opened_at(tmp_path / "b", "2026-06-09T09:00"):
        case = case_of(book, "RJ-2026-0104")
        hanh = next(side for side in book.case(case).sides if side.print_name == "Hạnh")
        book.add(PromiseMade, case, {"person": hanh.id, "words": "Ring about the first visit", "by": "2026-06-09"})
        (line,) = [line for line in today(book).promised if line.title == "Ring about the first visit"]
        assert "Not today: this is a day on which they are not rung" in line.detail
        caller = who_rings(book, "hạnh")[0]
        assert caller.not_on == "9 June"


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("9 June", 6),
        ("9 June, 14 February", 12),
        ("9 June 2027 and 3/4/2026", 2),
        ("29 February", 1),
        ("her birthday", 0),
        ("", 0),
        ("31 June", 0),
        ("the 9th of June; mornings", 0),
    ],
)
def test_days_are_read_as_far_as_they_are_days(book: Workbook, typed: str, days: int) -> None:
    case = case_of(book, "RJ-2026-0104")
    file = book.case(case)
    person = file.sides[0].id
    contact = file.first(SafeContact, person)
    assert contact is not None
    book.record(file, contact, {"do_not_ring_on": typed})
    assert len(quiet.days_not_to_ring(book.case(case), person)) == days


def test_with_one_side_open_only_that_sides_quiet_days_are_known(book: Workbook) -> None:
    case = case_of(book)
    margaret, daniel = (side.id for side in book.case(case).sides)
    contact = book.case(case).first(SafeContact, margaret)
    assert contact is not None
    book.record(book.case(case), contact, {"do_not_ring_on": "26 February"})
    assert any("Margaret" in line.words for line in today(book).week)
    book.open_side(case, daniel)
    assert not any("Margaret" in line.words for line in today(book).week)
    assert not any(due.sort == "anniversary" for due in book.dues("2030-01-01"))


# Days that cannot be --------------------------------------------------------------------------------------------------------------


def test_a_yes_to_the_meeting_after_the_meeting_is_said_beside_it(tmp_path: Path) -> None:
    for book in opened_at(tmp_path, "2026-03-18T18:00"):
        file = book.case(case_of(book))
        yes = Consent(id=Id("c"), case=file.id, person=file.sides[0].id, scope=Choice("take_part"))
        day = book.clock.today()
        assert odd_days.odd(file, yes, "on", "2026-03-18", day) == "They met on Tuesday\u00a017\u00a0March: this yes would be after it."
        assert not odd_days.odd(file, yes, "on", "2026-03-17", day)
        explore = Consent(id=Id("c"), case=file.id, scope=Choice("explore"))
        assert not odd_days.odd(file, explore, "on", "2026-03-18", day)


@pytest.mark.parametrize(
    ("kind", "name"),
    [(Case, "received_on"), (Contact, "day"), (Participant, "stopped_on"), (PromiseMade, "kept_on"), (Agreement, "signed_on")],
)
def test_what_has_been_does_not_lie_ahead(book: Workbook, kind: type[Case], name: str) -> None:
    file, now = book.case(case_of(book)), date(2026, 2, 24)
    assert odd_days.odd(file, kind(id=Id("x"), case=file.id), name, "2026-02-25", now).endswith("has not come yet. What you typed is kept.")
    assert not odd_days.odd(file, kind(id=Id("x"), case=file.id), name, "2026-02-24", now)
    assert not odd_days.odd(file, kind(id=Id("x"), case=file.id), name, "31 feb", now)


def test_a_day_without_end_stops_neither_saving_nor_the_checks(tmp_path: Path) -> None:
    for book in opened_at(tmp_path, "2026-03-26T10:00"):
        case = case_of(book)
        file, never = book.case(case), "9999-12-31"  # "no end", as case systems write it; in words it stays as it was typed
        line, person = file.all(Term)[0].id, file.sides[0].id
        where = compartment_name(TermProgress, case)
        for name, value in (("term", line), ("status", "done"), ("on", never)):
            book.put(Edit(TermProgress.kind, Id("so far"), case, where, name, value, (), name))
        book.seal()
        book.add(SafetyLook, case, {"person": person, "day": never, "worries": "The lane."})
        book.add(Particulars, case, {"person": person, "born": "9990-02-28", "release_on": never})
        book.add(ConferencePlan, case, {"day": never})
        file = book.case(case)
        assert gates.checks(file, book.clock.today())
        assert today(book)
        assert next(one.on for one in file.all(TermProgress) if one.id == "so far") == never
        assert calendar.day_from("31/12/9999", book.clock.today()) is None


def test_what_lies_ahead_by_its_nature_may(book: Workbook) -> None:
    file, now = book.case(case_of(book)), date(2026, 2, 24)
    assert not odd_days.odd(file, PromiseMade(id=Id("x"), case=file.id), "by", "2026-03-25", now)
    assert not odd_days.odd(file, Preparation(id=Id("x"), case=file.id), "day", Day("2026-03-25"), now)


def test_what_is_not_opened_yet_is_found_by_name_and_by_nothing_else(tmp_path: Path) -> None:
    """Its details are for those who have said that they know nobody in it."""
    for book in opened_at(tmp_path, "2026-02-11T12:00"):
        case = case_of(book, "RJ-2026-0105")
        assert [hit.record for hit in book.find("Fatima")] == [case]
        for typed in ("07700 900105", "Mill Street", "Rashid", "Easy read", "Arabic"):
            assert [hit for hit in book.find(typed) if hit.case == case] == [], typed


def test_what_was_taken_back_while_it_stood_on_a_screen_is_not_passed_on(book: Workbook) -> None:
    """A colleague at the other end of the table presses Now on a page that was read before."""
    case = case_of(book)
    margaret, daniel = (side.id for side in book.case(case).sides)
    id, _ = passing_on.said_yes(book, case, margaret, daniel, "I have one more question.", "by phone, 16:00")
    seen = book.case(case)
    item = seen.get(PassedOn, id)
    assert item is not None
    passing_on.withdraw(book, seen, item)
    with pytest.raises(passing_on.TakenBack):
        passing_on.offer(book, seen, item, "now")
    after = book.case(case).get(PassedOn, id)
    assert after is not None
    assert not after.given.on
