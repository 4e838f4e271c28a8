"""What the story of Margaret and Daniel says of the exchange, with one person at the window and colleagues at their own workbooks: the supervisor's
word from her own laptop, two days for one promise, a case that is handed over, and a laptop that is given back.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from asking import Line
from driver import CTRL, Hands, Key, at_home
from fault_proxy import WELL, BadLine, Fault, bad_line
from PySide6.QtWidgets import QApplication
from test_on_screen import MOMENT, PASSPHRASE, _come_in, _ten_minutes_later
from workbooks import Worker, allocate, fresh_workbook, slip_for

from facilitator_app.central import decisions, people, verify
from facilitator_app.central import exchange as central
from facilitator_app.central.database import Database
from facilitator_app.central.identity import Identity
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.ledger import messages as say
from facilitator_app.records import ConferencePlan, Contact, Participant, Talk, Term
from facilitator_app.records.agreement import Promise
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.gates_case import is_confirmed
from facilitator_app.records.record import Id
from facilitator_app.workbook import going_ahead, managing


@dataclass
class Office:
    """The service, and everybody's laptops but Owen's, whose window is looked at."""

    database: Database
    identity: Identity
    colleague: Callable[[str], Worker]

    def compartments(self) -> list[str]:
        rows = self.database.tx(
            "office", lambda session: session.do("SELECT DISTINCT compartment FROM allocation WHERE tenant = %(tenant)s").fetchall()
        )
        return [name for (name,) in rows]

    def allocate_all(self, person: str) -> None:
        allocate(self.database, person, *self.compartments())

    def accept(self, id: str) -> None:
        self.database.tx("office", lambda session: decisions.accept(PostgresStore(session), id))

    def device_of(self, person: str) -> str:
        rows = self.database.tx(
            "office",
            lambda session: session.do(
                "SELECT key FROM device WHERE tenant = %(tenant)s AND person = %(person)s", person=person
            ).fetchall(),
        )
        return str(rows[0][0])


@pytest.fixture
def office(tmp_path: Path, line: Line, database: Database, identity: Identity) -> Iterator[Office]:  # another than in conftest: no commands
    workers = list[Worker]()

    def colleague(name: str) -> Worker:
        made = Worker(fresh_workbook(tmp_path / "elsewhere", name), line)
        made.come_in(slip_for(database, identity, name.lower()))
        workers.append(made)
        return made

    yield Office(database, identity, colleague)
    for one in workers:
        one.opened.close()


@pytest.fixture
def bad(line: Line) -> Iterator[BadLine]:
    with bad_line(line.host, line.port) as found:
        yield found


@pytest.fixture
def hands(qapp: QApplication, tmp_path: Path, bad: BadLine, office: Office) -> Iterator[Hands]:
    """Owen, enrolled, with the case of Margaret and Daniel open."""
    with at_home(tmp_path):
        made = Hands(qapp)
        made.start(MOMENT)
        for words in ("Owen", PASSPHRASE, PASSPHRASE):
            made.write(words)
            made.key(Key.Key_Return)
            made.rest()
        _come_in(made, slip_for(office.database, office.identity, "owen"), bad)
        made.press("Cases")
        made.press("Begin a case by hand")
        made.write("Margaret")
        made.fill("Second person", "Daniel")
        made.key(Key.Key_Return, CTRL)
        made.see("Margaret and Daniel", "Also at the service, 10:00")
        yield made
        made.leave()


def _look_before(hands: Hands) -> None:
    """What has come is on the page while it stands open."""
    _ten_minutes_later(hands)
    hands.see("Whether it is right to go ahead is your judgement")


def _with_the_case(office: Office, name: str) -> tuple[Worker, Id]:
    worker = office.colleague(name)
    office.allocate_all(name.lower())
    worker.sync()
    return worker, worker.book.cases()[0].case


def _file(worker: Worker) -> CaseFile:
    return worker.book.case(worker.book.cases()[0].case)


def test_the_supervisor_confirms_from_her_own_laptop(hands: Hands, office: Office) -> None:
    priya, case = _with_the_case(office, "Priya")
    file = _file(priya)
    priya.book.record(file, file.case, {"supervisor": "Ruth Adler", "supervisor_id": "priya", "lead": "Priya", "co_facilitator": "Owen"})
    priya.book.add(ConferencePlan, case, {"day": "2026-03-17", "at": "10:00", "room": "Visits centre, room 2"})
    priya.sync()
    ruth, _ = _with_the_case(office, "Ruth")
    assert going_ahead.before_you_go(ruth.book, case).to_confirm is None
    # Owen talks to her.
    _ten_minutes_later(hands)
    hands.press("Meeting")
    hands.press("Before you go ahead")
    hands.see("The meeting has not been talked through with Ruth")
    hands.fill("What I want to ask Ruth, your supervisor", "The break: who sits with whom?")
    hands.press("Talk to Ruth")
    hands.fill("What we must do", "In the break each stays with their own.")
    hands.press("We have talked it through")
    hands.see("With Ruth, not yet confirmed: the meeting.", "Your service has not said yet who supervises this case: ask the office.")
    _ten_minutes_later(hands)
    # Nobody else's word is hers, though it says the same, and though Priya wrote into the case that she supervises it.
    priya.sync()
    (talk,) = _file(priya).all(Talk)
    going_ahead.confirm(priya.book, _file(priya), talk)
    priya.sync()
    _look_before(hands)
    hands.see("With Ruth, not yet confirmed: the meeting.")
    # The office says whose word it is. Ruth reads what was talked through, on her own laptop, and confirms it.
    meena = office.colleague("Meena")
    office.database.tx("office", lambda session: people.let_manage(session, "meena", on=True))
    managing.supervises(meena.book, case, "ruth")
    meena.sync()
    ruth.sync()
    before = going_ahead.before_you_go(ruth.book, case)
    assert before.to_confirm is not None
    assert (before.to_confirm.ask, before.to_confirm.words) == (
        "The break: who sits with whom?",
        "In the break each stays with their own.",
    )
    going_ahead.confirm(ruth.book, before.file, before.to_confirm)
    hands.see("With Ruth, not yet confirmed: the meeting.")
    ruth.sync()
    _look_before(hands)
    hands.see("The meeting was talked through with Ruth, 2 March, who has confirmed it")
    hands.unseen("not yet confirmed")
    priya.sync()
    assert is_confirmed(_file(priya), _file(priya).all(Talk)[0]), "and on everybody's laptop"
    # It was these words that she confirmed, and no others.
    file = _file(priya)
    priya.book.record(file, file.all(Talk)[0], {"words": "In the break they sit together."})
    priya.sync()
    _look_before(hands)
    hands.see("With Ruth, not yet confirmed: the meeting.")
    assert office.database.tx("office", verify.verified).faults == ()


def test_two_days_for_one_promise_are_both_kept_until_the_signed_paper_decides(hands: Hands, bad: BadLine, office: Office) -> None:
    priya, _ = _with_the_case(office, "Priya")
    hands.press("Agreement")
    hands.press("Copy from the signed paper")
    hands.see("Line 1")
    hands.fill("What will happen", "Daniel finishes the thinking skills course.")
    hands.press("Daniel")
    hands.fill("By when", "30 April 2026")
    hands.key(Key.Key_Return, CTRL)
    hands.see("Copies", "Daniel finishes the thinking skills course.")
    _ten_minutes_later(hands)
    priya.sync()
    # Both are at home with no network, each with the same line before them.
    bad.fault = Fault(refuse=True)
    (term,) = _file(priya).all(Term)
    priya.book.record(_file(priya), term, {"promise": Promise(term.promise.what, term.promise.who, "2026-06-30")})
    hands.press("Change line 1")
    hands.fill("By when", "31 July 2026")
    hands.key(Key.Key_Return, CTRL)
    hands.see("Fri 31 Jul 2026")
    # They meet at the service.
    priya.sync()
    bad.fault = WELL
    _ten_minutes_later(hands)
    priya.sync()
    hands.see("Two versions")
    hands.unseen("Print the copies")
    assert _file(priya).forks == {(term.id, "promise")}
    hands.press("Papers")
    hands.press("Look: Agreement for Daniel")
    hands.unseen("Save as a file", "Print this copy for Daniel", "Print this draft for Daniel")
    # The signed paper says 31 July.
    hands.press("Agreement")
    hands.key(Key.Key_Return, CTRL)
    hands.see("Which is right?", "30 June 2026", "31 July 2026")
    hands.press("Keep Owen’s")
    hands.unseen("Two versions")
    _ten_minutes_later(hands)
    priya.sync()
    assert _file(priya).forks == frozenset()
    assert [one.promise.by_when for one in _file(priya).all(Term)] == ["2026-07-31"]


def _note(hands: Hands, words: str) -> None:
    hands.press("Write a note")
    hands.press("Margaret")
    hands.write(words)
    hands.key(Key.Key_Return, CTRL)


def test_a_case_that_is_handed_over_is_with_the_other_and_what_was_typed_late_is_not_lost(
    hands: Hands, bad: BadLine, office: Office
) -> None:
    _note(hands, "She would like to hear why.")
    _ten_minutes_later(hands)
    priya = office.colleague("Priya")
    names = office.compartments()
    bad.fault = Fault(refuse=True)
    _note(hands, "Typed in the car, before he heard of it.")
    office.database.tx("office", lambda session: decisions.hand_over(PostgresStore(session), "owen", "priya", names))
    priya.sync()
    assert {one.words for one in _file(priya).all(Contact)} == {"She would like to hear why."}
    assert {one.print_name for one in _file(priya).all(Participant)} == {"Margaret", "Daniel"}
    bad.fault = WELL
    _ten_minutes_later(hands)
    hands.press("Cases")
    hands.see("No case is here yet.")
    hands.unseen("Margaret", "Daniel")
    hands.press("Settings")
    hands.press("Open: Exchange")
    hands.see("With your supervisor to look at", "Kept for you")
    hands.unseen("Margaret", "Typed in the car")
    held = office.database.tx("office", lambda session: [one for name in names for one in PostgresStore(session).held_in(name)])
    assert {one.why for one in held} == {say.NOT_ALLOCATED}
    for one in held:
        office.accept(one.id)
    priya.sync()
    assert {one.words for one in _file(priya).all(Contact)} == {"She would like to hear why.", "Typed in the car, before he heard of it."}
    assert office.database.tx("office", verify.verified).faults == ()


def test_a_laptop_that_is_given_back_delivers_its_last_words_and_shows_nothing_more(hands: Hands, bad: BadLine, office: Office) -> None:
    _note(hands, "She would like to hear why.")
    _ten_minutes_later(hands)
    priya, _ = _with_the_case(office, "Priya")
    bad.fault = Fault(refuse=True)
    _note(hands, "His last words on this laptop.")
    office.database.tx("office", lambda session: decisions.revoke(PostgresStore(session), office.device_of("owen"), say.WIPE))
    bad.fault = WELL
    _ten_minutes_later(hands)
    hands.see("This laptop no longer belongs to the service.", "What was here is delivered, and removed.")
    hands.unseen("Margaret", "His last words", "On its way")
    names = office.compartments()
    held = office.database.tx("office", lambda session: [one for name in names for one in PostgresStore(session).held_in(name)])
    assert {one.why for one in held} == {say.DEVICE_REVOKED}
    for one in held:
        office.accept(one.id)
    priya.sync()
    assert {one.words for one in _file(priya).all(Contact)} == {"She would like to hear why.", "His last words on this laptop."}


def test_a_program_that_is_too_old_is_told_so_and_typing_goes_on(hands: Hands, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    priya, case = _with_the_case(office, "Priya")
    monkeypatch.setattr(central, "OLDEST_SERVED", say.PROTOCOL + 1)
    margaret = next(one for one in _file(priya).all(Participant) if one.print_name == "Margaret")
    priya.book.add(Contact, case, {"person": margaret.id, "words": "Priya rang her.", "day": "2026-03-02"})
    priya.sync()
    _note(hands, "Typed into the old program.")
    hands.see("Also at the service, 10:00")
    hands.unseen("Priya rang her.")
    hands.press("Settings")
    hands.press("Open: Exchange")
    hands.see("This program is too old for your service.", "What you write is delivered; ask the office for the new version.")
    hands.see("Everything here is also at the service.")
    monkeypatch.undo()
    hands.key(Key.Key_Return, CTRL)
    hands.until("it came", lambda: "too old" not in hands.screen())
    priya.sync()
    assert {one.words for one in _file(priya).all(Contact)} == {"Priya rang her.", "Typed into the old program."}
