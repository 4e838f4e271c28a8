"""Coming in with a slip and exchanging, by key and mouse in the real window, with a real service and a colleague's real workbook."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import Line
from driver import CTRL, Hands, Key, at_home
from fault_proxy import WELL, BadLine, Fault, bad_line
from PySide6.QtWidgets import QApplication
from workbooks import Worker, allocate, fresh_workbook, slip_for

from facilitator_app.calendar import clock_at
from facilitator_app.central import decisions, enrolling, people, verify
from facilitator_app.central.database import Database
from facilitator_app.central.identity import Identity
from facilitator_app.central.people import Colleague
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.ledger import messages as say
from facilitator_app.papers.press import text_of
from facilitator_app.records import Contact, Participant
from facilitator_app.ui import courier, printing
from facilitator_app.ui.parts.page_pictures import PagePicture
from facilitator_app.workbook import colleagues

MOMENT = "2026-03-02T10:00"
PASSPHRASE = "violet kettle harbour ladder"


@pytest.fixture
def hands(qapp: QApplication, tmp_path: Path) -> Iterator[Hands]:
    """A first start, up to Today, by Amira."""
    with at_home(tmp_path):
        made = Hands(qapp)
        made.start(MOMENT)
        for words in ("Amira", PASSPHRASE, PASSPHRASE):
            made.write(words)
            made.key(Key.Key_Return)
            made.rest()
        made.see("No case is here yet.")
        yield made
        made.leave()


@pytest.fixture
def bad(line: Line) -> Iterator[BadLine]:
    with bad_line(line.host, line.port) as found:
        yield found


def _come_in(hands: Hands, slip: str, bad: BadLine) -> None:
    hands.press("Settings")
    hands.press("Open: Exchange")
    hands.see("This workbook belongs to no service yet.")
    hands.key(Key.Key_Return, CTRL)
    hands.see("What stands on your slip?")
    hands.write(slip)
    hands.key(Key.Key_Return)
    hands.write(f"http://{bad.host}:{bad.port}")
    hands.key(Key.Key_Return)
    hands.see("The exchange with your service", "Also at the service, 10:00")


def test_in_by_a_slip_and_out_and_back(
    hands: Hands, bad: BadLine, database: Database, identity: Identity, tmp_path: Path, line: Line
) -> None:
    slip = slip_for(database, identity, "amira")
    wrong = slip[:-1] + ("7" if slip[-1] != "7" else "8")
    hands.press("Settings")
    hands.press("Open: Exchange")
    hands.key(Key.Key_Return, CTRL)
    hands.write(wrong)
    hands.see("One of these letters is not right.")
    hands.press("Settings")
    before = hands.keys
    _come_in(hands, slip, bad)
    assert hands.keys - before < 100, "under a minute, at two keys a second"
    hands.see("Everything here is also at the service.")


def _ten_minutes_later(hands: Hands) -> None:
    """What the timer does then."""
    space = hands.shell.workspace
    assert space is not None
    space.courier.ask()
    hands.until("it came", lambda: not space.courier.asking)


def _begin_a_case(hands: Hands) -> None:
    hands.press("Cases")
    hands.press("Begin a case by hand")
    hands.write("Maureen")
    hands.fill("Second person", "Callum")
    hands.key(Key.Key_Return, CTRL)
    hands.see("Maureen and Callum")


def _note(hands: Hands, words: str) -> None:
    hands.press("Write a note")
    hands.see("Whose words are these?")
    hands.press("Maureen")
    hands.write(words)
    hands.key(Key.Key_Return, CTRL)


def _all_for(database: Database, person: str) -> None:
    rows = database.tx(
        "office", lambda session: session.do("SELECT DISTINCT compartment FROM allocation WHERE tenant = %(tenant)s").fetchall()
    )
    allocate(database, person, *(row[0] for row in rows))


@pytest.fixture
def sam(tmp_path: Path, line: Line, database: Database, identity: Identity) -> Iterator[Worker]:
    """A colleague, whose screen nobody looks at."""
    found = Worker(fresh_workbook(tmp_path / "elsewhere", "Sam"), line)
    found.come_in(slip_for(database, identity, "sam"))
    yield found
    found.opened.close()


def _notes(worker: Worker) -> dict[str, Contact]:
    return {note.words: note for fact in worker.book.cases() for note in worker.book.case(fact.case).all(Contact)}


def test_what_is_typed_in_a_car_park(hands: Hands, bad: BadLine, database: Database, identity: Identity, sam: Worker) -> None:
    _come_in(hands, slip_for(database, identity, "amira"), bad)
    _begin_a_case(hands)
    _note(hands, "She would like to hear why.")
    hands.see("Also at the service, 10:00")
    _all_for(database, "sam")
    sam.sync()
    assert "She would like to hear why." in _notes(sam)
    # No network: nothing stands in the way, and the page says why it does not go.
    bad.fault = Fault(refuse=True)
    _note(hands, "Her sister comes along.")
    hands.see("Saved on this laptop")
    hands.press("Settings")
    hands.press("Open: Exchange")
    hands.see("saved on this laptop, and not yet at the service.", "The line broke off.", "Not yet at the service")
    bad.fault = WELL
    hands.key(Key.Key_Return, CTRL)
    hands.see("Everything here is also at the service.")
    sam.sync()
    assert "Her sister comes along." in _notes(sam)
    assert database.tx("office", verify.verified).faults == ()


def test_a_colleagues_words_come_to_the_page_that_is_open_and_what_is_typed_there_stays(
    hands: Hands, bad: BadLine, database: Database, identity: Identity, sam: Worker
) -> None:
    _come_in(hands, slip_for(database, identity, "amira"), bad)
    _begin_a_case(hands)
    hands.see("Also at the service, 10:00")
    _all_for(database, "sam")
    sam.sync()
    case = sam.book.cases()[0].case
    maureen = next(one for one in sam.book.case(case).all(Participant) if one.print_name == "Maureen")
    hands.press("Write a note")
    hands.press("Maureen")
    hands.write("I am in the middle of")
    sam.book.add(Contact, case, {"person": maureen.id, "words": "Sam rang her.", "day": "2026-03-02"})
    sam.sync()
    _ten_minutes_later(hands)
    hands.write(" a sentence.")
    hands.key(Key.Key_Return, CTRL)
    hands.see("I am in the middle of a sentence.", "Sam rang her.")


def test_after_too_many_days_no_case_opens_and_what_lies_open_goes_on(
    hands: Hands, bad: BadLine, database: Database, identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    def limited(session: Session) -> None:
        with session.writing(""):
            enrolling.set_setting(session, enrolling.OFFLINE_DAYS, "30")

    monkeypatch.setattr(courier, "is_online", lambda: False)
    database.tx("office", limited)
    _come_in(hands, slip_for(database, identity, "amira"), bad)
    hands.see("Without an answer from it, cases open until Wednesday 1 April 2026.")
    space = hands.shell.workspace
    assert space is not None
    book = space.book
    bad.fault = Fault(refuse=True)
    hands.press("Today")
    hands.unseen("no case opens")
    book.clock = clock_at("2026-03-26T10:00")
    hands.press("Cases")
    hands.press("Today")
    hands.see("From Wednesday 1 April no case opens on this laptop until it has asked.")
    _begin_a_case(hands)
    hands.press("Write a note")
    hands.press("Maureen")
    hands.write("half a ")
    book.clock = clock_at("2026-04-02T10:00")
    hands.write("sentence.")
    hands.key(Key.Key_Return, CTRL)
    hands.see("No case opens until this laptop has asked your service.", "Nothing is lost")
    hands.unseen("Maureen", "sentence")
    for place in ("Today", "Cases", "Papers"):
        hands.press(place)
        hands.see("No case opens until this laptop has asked your service.")
    hands.key(Key.Key_K, CTRL)
    hands.unseen("Maureen")
    hands.press("Settings")
    hands.see("Passphrase")
    hands.press("Open: Exchange")
    bad.fault = WELL
    hands.until("the line is well", lambda: not space.courier.asking)
    _ten_minutes_later(hands)
    hands.unseen("No case opens")
    hands.press("Cases")
    hands.see("Maureen and Callum")
    assert len(book.vault.find("half a sentence")) == 1


def test_a_laptop_that_was_stolen_shows_nothing_more(hands: Hands, bad: BadLine, database: Database, identity: Identity) -> None:
    _come_in(hands, slip_for(database, identity, "amira"), bad)
    _begin_a_case(hands)
    hands.see("Also at the service, 10:00")
    device = database.tx("office", lambda session: session.do("SELECT key FROM device WHERE tenant = %(tenant)s").fetchall())[0][0]
    database.tx("office", lambda session: decisions.revoke(PostgresStore(session), device, say.WIPE_NOW))
    _note(hands, "What nobody will read.")
    hands.see("This laptop was taken out of the service.", "Everything on it has been removed")
    hands.unseen("Maureen", "Make a new one")


def test_with_one_side_open_nothing_of_the_exchange_is_told(
    hands: Hands, bad: BadLine, database: Database, identity: Identity, sam: Worker
) -> None:
    _come_in(hands, slip_for(database, identity, "amira"), bad)
    _begin_a_case(hands)
    _note(hands, "Her own words.")
    hands.see("Also at the service, 10:00")
    _all_for(database, "sam")
    sam.sync()
    note = _notes(sam)["Her own words."]
    file = sam.book.case(note.case)
    sam.book.record(file, note, {"words": "Sam changed them."})
    sam.book.record(file, file.case, {"reference": "0042"})
    sam.sync()
    hands.press("Open only Callum’s side")
    hands.key(Key.Key_Return, CTRL)
    hands.see("Only Callum’s side is open")
    _ten_minutes_later(hands)
    hands.see("Only Callum’s side is open")
    hands.unseen("Maureen", "Two versions", "With your supervisor")
    hands.key(Key.Key_E, CTRL)
    hands.unseen("The exchange with your service")


def test_a_manager_decides_from_their_own_workbook(
    hands: Hands,
    bad: BadLine,
    database: Database,
    identity: Identity,
    sam: Worker,
    tmp_path: Path,
    line: Line,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = "office"
    database.tx(office, lambda session: people.keep(session, Colleague("amira", "Amira Khan")))
    database.tx(office, lambda session: people.let_manage(session, "amira", on=True))
    sam.begin()
    sam.sync()
    _come_in(hands, slip_for(database, identity, "amira"), bad)
    hands.press("Settings")
    hands.press("Open: Manager’s desk")
    hands.see("Nothing waits for you.", "Cases", "Laptops", "sam")
    # Somebody new.
    hands.press("Invite somebody")
    hands.fill("Known to the service as", "ruth")
    hands.fill("Name", "Ruth Okafor")
    hands.fill("Telephone", "01632 960123")
    hands.fill("Languages besides English", "Welsh")
    hands.key(Key.Key_Return, CTRL)
    hands.see("Print this slip, or read it out.", "It is good for one laptop, until Thursday 5 March 2026 at 10:00.")
    sent: list[bytes] = []
    with monkeypatch.context() as patched:
        patched.setattr(printing, "ask", lambda _, **__: object())
        patched.setattr(printing, "send", lambda _, data: sent.append(data))
        hands.press("Large print")
        hands.until("the slip is painted", lambda: bool(hands.widgets(PagePicture)))
        hands.key(Key.Key_Return, CTRL)
        hands.see("Sent to the printer.")
    said = " ".join(text_of(sent[0]).split())
    assert "Ruth" not in said
    assert "ruth" not in said
    assert bad.host in said
    letters = next(text for text in hands.screen().split("\n") if re.fullmatch(r"(?:[0-9A-Z]{4}   ){4}[0-9A-Z]{5}", text))
    assert " ".join(letters.split()) in said
    ruth = Worker(fresh_workbook(tmp_path / "third", "Ruth"), line)
    ruth.come_in(letters)
    # She is given Sam's case, and what Sam typed before it was taken from him is let in.
    hands.press("Settings")
    hands.press("Open: Manager’s desk")
    hands.press("Open: REF case-1")
    hands.key(Key.Key_Return, CTRL)
    hands.see("Choose somebody.")
    hands.choose("Who", "Ruth Okafor")
    hands.choose("What they may do", "Leads it")
    hands.key(Key.Key_Return, CTRL)
    hands.see("Ruth Okafor (leads)")
    hands.choose("Who", "sam")
    hands.choose("What they may do", "Nothing any more")
    hands.key(Key.Key_Return, CTRL)
    hands.until("Sam is out of it", lambda: "sam (leads)" not in hands.screen())
    sam.write("typed before anybody said so")
    sam.sync()
    assert sam.book.cases() == []
    hands.press("Settings")
    hands.press("Open: Manager’s desk")
    hands.press("Look: Note · REF case-1 · by sam")
    hands.see("typed before anybody said so")
    hands.key(Key.Key_Return, CTRL)
    hands.see("Nothing waits for you.")
    _ten_minutes_later(hands)
    ruth.sync()
    assert ruth.words() == {"typed before anybody said so"}
    assert colleagues.known(ruth.book)["ruth"].telephone == "01632 960123"
    # Sam's laptop is gone.
    hands.press("Open: sam")
    hands.press("It is gone: forget at once")
    hands.press("Yes, it forgets at once")
    hands.see("It was told to forget at once")
    assert sam.sync().taken_out is not None
    acts = database.tx(office, lambda session: session.do("SELECT actor, act FROM audit WHERE tenant = %(tenant)s").fetchall())
    amiras = database.tx(
        office, lambda session: session.do("SELECT key FROM device WHERE tenant = %(tenant)s AND person = 'amira'").fetchall()
    )[0][0]
    assert {act for actor, act in acts if actor == amiras} >= {"person", "invitation", "allocation", "released"}
    ruth.opened.close()
