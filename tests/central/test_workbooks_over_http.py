"""Real workbooks, real HTTP, real PostgreSQL: what is typed on one laptop is read on the other, whatever lies between."""

from pathlib import Path

import making
import pytest
from asking import Line
from workbooks import PART, Worker, allocate, fresh_workbook, slip_for

from facilitator_app.central import decisions, verify
from facilitator_app.central.database import Database
from facilitator_app.central.identity import Identity
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.ledger import messages as say
from facilitator_app.records.record import Id
from facilitator_app.sync.enrolling import NotLetIn, SlipMistyped
from facilitator_app.sync.reasons import NotAnswered, Reason
from facilitator_app.vault import door
from facilitator_app.vault.enrolled import Elsewhere
from facilitator_app.vault.folder import TakenOut
from facilitator_app.workbook import at_the_service, exchanging


def test_what_was_written_before_enrolment_stays_its_writers_and_comes_to_a_colleague(
    pair: tuple[Worker, Worker], database: Database
) -> None:
    amira, sam = pair
    assert sam.words() == {"first"}
    assert {one.author for one in sam.changes()} == {amira.opened.vault.former}
    assert amira.opened.vault.author == "amira" != amira.opened.vault.former
    assert sam.opened.vault.names_of(amira.opened.vault.former) == {"amira", amira.opened.vault.former}
    assert database.tx("office", verify.verified).faults == ()
    for one in pair:
        assert one.opened.vault.faults() == []


def test_two_who_write_the_same_sentence_find_both_with_names(pair: tuple[Worker, Worker]) -> None:
    amira, sam = pair
    amira.write("£50")
    sam.write("£100")
    for one in (amira, sam, amira):
        one.sync()
    assert amira.words() == sam.words() == {"£50", "£100"}
    assert {one.author for one in amira.changes() if one.values["words"] != "first"} == {"amira", "sam"}
    for one in pair:
        assert one.exchanging.counts().forks == 1
        file = one.book.case(making.CASE)
        assert at_the_service.of_record(one.book, file, Id("r1")) == "Two versions"


def test_a_record_is_said_to_be_at_the_service_when_it_is_acknowledged_and_not_before(pair: tuple[Worker, Worker]) -> None:
    amira, _ = pair
    amira.write("typed in the car park")
    file = amira.book.case(making.CASE)

    def said() -> str:
        return at_the_service.of_record(amira.book, file, Id("r1"))

    assert said() == "Saved on this laptop"
    assert amira.exchanging.counts().unsent == 1
    asked = amira.exchanging.question(10_000)
    assert asked is not None
    assert said() == "Saved on this laptop", "it was put into an envelope, and nobody has it"
    amira.sync()
    assert said() == f"Also at the service, {making.CLOCK.now():%H:%M}"
    assert amira.exchanging.counts().unsent == 0


def test_what_is_held_is_said_to_be_looked_at_and_comes_back_when_it_is_accepted(pair: tuple[Worker, Worker], database: Database) -> None:
    _, sam = pair
    allocate(database, "sam", PART, role=say.READ)
    sam.write("typed before anybody said so")
    sam.sync()
    looked = sam.opened.vault.looked_at()
    assert [(one.record, one.why) for one in looked] == [("r1", say.READ_ONLY)]
    assert sam.words() == {"first"}, "what all others see"
    held = database.tx("office", lambda session: list(PostgresStore(session).held_in(PART)))
    database.tx("office", lambda session: decisions.accept(PostgresStore(session), held[0].id))
    sam.sync()
    assert sam.words() == {"typed before anybody said so"}
    assert sam.opened.vault.looked_at() == []


def test_a_stolen_laptop_has_no_key_left_and_no_copy(pair: tuple[Worker, Worker], database: Database) -> None:
    _, sam = pair
    sam.opened.back_up()
    enrolment = sam.exchanging.enrolment
    assert enrolment is not None
    database.tx("office", lambda session: decisions.revoke(PostgresStore(session), enrolment.answer.device, say.WIPE_NOW))
    came = sam.sync()
    assert came.taken_out is not None
    assert sam.words() == set()
    assert not sam.opened.is_open()
    path = sam.opened.path
    assert not list(path.rglob("slots.json")), "no key of any copy"
    sam.opened.close()
    with pytest.raises(TakenOut):
        door.open_with_passphrase(path, making.PASSPHRASE, making.CLOCK)


def test_a_laptop_that_is_given_back_delivers_first_and_is_empty_then(pair: tuple[Worker, Worker], database: Database) -> None:
    amira, sam = pair
    sam.write("the last words")
    enrolment = sam.exchanging.enrolment
    assert enrolment is not None
    database.tx("office", lambda session: decisions.revoke(PostgresStore(session), enrolment.answer.device, say.WIPE))
    came = sam.sync()
    assert came.taken_out is not None
    assert sam.words() == set()
    assert sam.opened.is_open(), "parcels are there until a copy is safe"
    held = database.tx("office", lambda session: list(PostgresStore(session).held_in(PART)))
    assert [one.why for one in held] == [say.DEVICE_REVOKED]
    database.tx("office", lambda session: decisions.accept(PostgresStore(session), held[0].id))
    amira.sync()
    assert amira.words() == {"the last words"}


def test_a_slip_is_good_for_one_laptop_and_says_what_is_wrong(tmp_path: Path, line: Line, database: Database, identity: Identity) -> None:
    amira, other = (Worker(fresh_workbook(tmp_path, name), line) for name in ("Amira", "Other"))
    slip = slip_for(database, identity, "amira")
    wrong = slip[:-1] + ("7" if slip[-1] != "7" else "8")
    with pytest.raises(SlipMistyped):
        amira.come_in(wrong)
    assert exchanging.slip_trouble(wrong)
    assert not exchanging.slip_trouble(slip)
    assert not exchanging.slip_trouble(slip[:10]), "it is still being typed"
    amira.come_in(slip)
    amira.come_in(slip)  # the answer was lost, and it is asked again
    with pytest.raises(NotLetIn):
        other.come_in(slip)
    assert other.exchanging.enrolment is None
    assert other.opened.vault.author == other.opened.vault.former
    for one in (amira, other):
        one.opened.close()


def test_a_workbook_belongs_to_one_service(pair: tuple[Worker, Worker]) -> None:
    amira, _ = pair
    enrolment = amira.exchanging.enrolment
    assert enrolment is not None
    from dataclasses import replace

    with pytest.raises(Elsewhere):
        amira.exchanging.came_in("https://elsewhere.example", replace(enrolment.answer, service="another"))
    assert amira.exchanging.enrolment == enrolment
    amira.sync()


def test_whoever_answers_in_place_of_the_service_is_not_listened_to(pair: tuple[Worker, Worker]) -> None:
    amira, _ = pair
    amira.write("kept")
    for body in (b"", b"<html>Welcome to the train</html>", b"\x01" + b"x" * 200):
        amira.post = lambda _path, _body, _device, body=body: body
        with pytest.raises(NotAnswered) as problem:
            amira.once()
        assert problem.value.reason is Reason.STRANGER
    assert amira.exchanging.counts().unsent == 1
    amira.post = None
    amira.sync()
    assert amira.exchanging.counts().unsent == 0


def test_the_answer_to_another_question_changes_nothing(pair: tuple[Worker, Worker]) -> None:
    from facilitator_app.sync.transport import Transport

    amira, _ = pair
    first = amira.exchanging.question(10_000)
    enrolment = amira.exchanging.enrolment
    assert first is not None
    assert enrolment is not None
    late = Transport(amira.address).post("/v1/sync", first.body, enrolment.answer.device)
    amira.write("typed meanwhile")
    second = amira.exchanging.question(10_000)
    assert second is not None
    with pytest.raises(NotAnswered):
        amira.exchanging.answered(second, late)
    assert amira.exchanging.counts().unsent == 1
    amira.sync()
    assert amira.exchanging.counts().unsent == 0


def test_what_was_sent_in_the_middle_of_typing_can_still_be_taken_back(pair: tuple[Worker, Worker]) -> None:
    amira, _ = pair
    amira.write("typed, and regretted")
    amira.sync()
    assert amira.words() == {"typed, and regretted"}
    assert amira.book.undo()[0] == "Note"
    assert amira.words() == {"first"}
