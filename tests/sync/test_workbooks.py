"""Real workbooks exchange with a service in memory: what the exchange needs of a workbook is what a workbook does."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import making
import pytest
from memory_central import Central
from memory_laptop import ENROLLED, OPENING, unsealed

from facilitator_app.central import decisions
from facilitator_app.central import exchange as central
from facilitator_app.central.store import Device
from facilitator_app.ledger import messages
from facilitator_app.ledger.messages import EDIT, SyncAnswer, SyncQuestion
from facilitator_app.ledger.seals import short_digest
from facilitator_app.records import Case, Contact
from facilitator_app.records.record import Id, compartment_name
from facilitator_app.sync import exchange
from facilitator_app.sync.store import Parcel
from facilitator_app.vault import derive, door
from facilitator_app.vault.door import Opened
from facilitator_app.vault.rows import Row
from facilitator_app.vault.vault import NotHereYet

PERSON, CASE = making.PERSON, making.CASE
PART = compartment_name(Contact, CASE, PERSON)
WHOLE = compartment_name(Case, CASE)


@dataclass
class Laptop:
    """A workbook that is open, and its tables of the exchange."""

    opened: Opened

    def __post_init__(self) -> None:
        if self.opened.vault.enrolment() is None:
            self.opened.vault.enrol("http://127.0.0.1:1", replace(ENROLLED, person=self.opened.vault.author))
        self.store = self.opened.vault.exchange(Parcel)

    @property
    def device(self) -> Device:
        vault = self.opened.vault
        return Device(short_digest(vault.public_key), vault.public_key, vault.author)

    def live(self) -> dict[tuple[str, str], dict[str, dict[str, object]]]:
        """What stands in every record that anybody may see, with the ids of the changes that wrote it."""
        with self.opened.vault.connection.reading() as connection:
            rows = connection.execute("select compartment, id, document from record").fetchall()
        found = {(row[0], row[1]): derive.document_from(row[2]).live for row in rows}
        return {key: live for key, live in found.items() if live}

    def words(self, record: str = "r1") -> set[object]:
        """Every version that stands of what was said."""
        return set(self.live().get((PART, record), {}).get("words", {}).values())

    def write(self, words: str, record: str = "r1") -> None:
        """As somebody types it over what stands on the screen."""
        file = self.opened.vault.case_file(CASE)
        base = file.standing_of(record, "words") if record in file.records else ()
        self.opened.vault.put(making.edit(record, "words", words, base, editing=f"{words} {record}"))

    def begin(self) -> None:
        """A case and the first note of it."""
        self.opened.vault.save([making.case_row(), making.note("r1", "first")])

    def asked(self) -> SyncQuestion:
        return messages.read(messages.written(exchange.question(self.store)), SyncQuestion)


def answer_to(service: Central, laptop: Laptop, asked: SyncQuestion) -> SyncAnswer:
    made = central.answer(service, laptop.device.key, asked, now="", opened=lambda body: unsealed(body, OPENING))
    return messages.read(messages.written(made), SyncAnswer)


def synced(service: Central, *laptops: Laptop) -> None:
    """Each until there is nothing more to ask."""
    for laptop in laptops:
        for _ in range(20):
            asked = laptop.asked()
            if not exchange.answered(laptop.store, asked, answer_to(service, laptop, asked)).more:
                break
        else:
            pytest.fail("it does not come to an end")
        assert laptop.opened.vault.faults() == []


@pytest.fixture
def service() -> Central:
    return Central()


@pytest.fixture
def pair(tmp_path: Path, service: Central) -> Iterator[tuple[Laptop, Laptop]]:
    """Two colleagues, both allocated the case and the part of one person in it."""
    found = []
    for name in ("Amira", "Sam"):
        # Made anew, and no copy of the template: a copy has the key and the person of what it was copied from.
        laptop = Laptop(door.create(tmp_path / f"{name}.workbook", making.PASSPHRASE, making.CLOCK))
        with service.writing(""):
            service.enrol(laptop.device)
        for compartment in (WHOLE, PART):
            decisions.allocate(service, laptop.opened.vault.author, compartment, EDIT)
        found.append(laptop)
    yield found[0], found[1]
    for laptop in found:
        laptop.opened.close()


def test_what_one_writes_the_other_reads_with_facts_and_search(service: Central, pair: tuple[Laptop, Laptop]) -> None:
    amira, sam = pair
    amira.begin()
    amira.write("She sleeps with the light on", "r2")
    synced(service, amira, sam)
    assert sam.live() == amira.live()
    assert sam.words("r2") == {"She sleeps with the light on"}
    assert [fact.reference for fact in sam.opened.vault.case_facts()] == [f"REF {CASE}"]
    assert [hit[1] for hit in sam.opened.vault.find("sleeps light")] == ["r2"]
    assert sam.store.told.cases == {CASE}
    assert list(amira.store.outbox()) == []


def test_two_who_change_one_sentence_both_find_both_versions(service: Central, pair: tuple[Laptop, Laptop]) -> None:
    amira, sam = pair
    amira.begin()
    synced(service, amira, sam)
    amira.write("£50 by 1 March")
    sam.write("£100")
    synced(service, amira, sam, amira)
    assert amira.words() == sam.words() == {"£50 by 1 March", "£100"}
    assert sam.opened.vault.case_file(CASE).forks == {("r1", "words")}
    sam.write("£50 by 1 March, she says")
    synced(service, sam, amira)
    assert amira.words() == sam.words() == {"£50 by 1 March, she says"}


def test_what_is_typed_while_an_answer_comes_keeps_what_was_on_the_screen(service: Central, pair: tuple[Laptop, Laptop]) -> None:
    amira, sam = pair
    amira.begin()
    synced(service, amira, sam)
    sam.write("Sam begins")
    asked = sam.asked()  # seals it
    sam.opened.vault.put(making.edit("r1", "words", "Sam begins and goes on", editing="Sam begins r1"))
    amira.write("Amira")
    synced(service, amira)
    exchange.answered(sam.store, asked, answer_to(service, sam, asked))
    synced(service, sam, amira)
    assert amira.words() == sam.words() == {"Sam begins and goes on", "Amira"}


def test_an_answer_that_breaks_in_the_middle_did_nothing(
    service: Central, pair: tuple[Laptop, Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    amira, sam = pair
    amira.begin()
    synced(service, amira)
    sam.write("unsent", "r9")
    asked = sam.asked()
    answer = answer_to(service, sam, asked)
    before = sam.live(), list(sam.store.outbox()), dict(sam.store.cursors())

    class Cut(Exception):
        pass

    def cut(*_: object) -> None:
        raise Cut

    with monkeypatch.context() as patch:
        patch.setattr(type(sam.store), "keep_cursor", cut)
        with pytest.raises(Cut):
            exchange.answered(sam.store, asked, answer)
    assert (sam.live(), list(sam.store.outbox()), dict(sam.store.cursors())) == before
    assert sam.opened.vault.faults() == []
    exchange.answered(sam.store, asked, answer)
    synced(service, sam, amira)
    assert amira.live() == sam.live()


def test_what_is_allocated_no_more_is_delivered_then_hidden_then_gone(service: Central, pair: tuple[Laptop, Laptop]) -> None:
    amira, sam = pair
    amira.begin()
    synced(service, amira, sam)
    kept = sam.opened.vault.keep_file(PART, b"a scan of the signed paper")
    sam.write("typed in the car, before anybody said that he is off the case", "r5")
    for compartment in (WHOLE, PART):
        decisions.allocate(service, sam.opened.vault.author, compartment, "")
    asked = sam.asked()
    sam.write("and one more line", "r6")
    exchange.answered(sam.store, asked, answer_to(service, sam, asked))
    assert [key for key in sam.live() if key[0] == PART] == [], "hidden at once, although something of it is still to be delivered"
    assert sam.opened.vault.find("car") == []
    vault = sam.opened.vault
    synced(service, sam)
    assert vault.counts()[0] > 0, "the file is not delivered yet, and may be the only one"
    piece = vault.next_piece(1024 * 1024)
    assert piece is not None
    vault.piece_was_put(piece, "0")
    synced(service, sam)
    assert sam.live() == {}
    assert vault.case_facts() == []
    assert vault.counts() == (0, 0)
    with pytest.raises(NotHereYet):
        vault.file(PART, kept.id, kept.key)
    assert {held.why for held in service.held_in(PART)} == {"not_allocated"}
    assert len(list(service.held_in(PART))) == 2
    assert len(sam.store.parcels()) == 2, "the service may be restored from before it had them"
    for held in list(service.held_in(PART)):
        decisions.accept(service, held.id)
    for compartment in (WHOLE, PART):
        decisions.allocate(service, vault.author, compartment, EDIT)
    synced(service, sam, amira)
    assert sam.live() == amira.live()
    assert sam.words("r6") == {"and one more line"}


def test_a_service_that_was_restored_is_healed_by_who_has_it(service: Central, pair: tuple[Laptop, Laptop]) -> None:
    amira, sam = pair
    amira.begin()
    synced(service, amira, sam)
    backup = service.kept.copy()
    sam.write("after the backup")
    synced(service, sam, amira)
    service.kept = backup
    synced(service, amira, sam, amira)
    assert amira.live() == sam.live()
    assert service.document(PART, "r1").live["words"].keys() == amira.live()[PART, "r1"]["words"].keys()
    assert amira.words() == {"after the backup"}


def test_a_workbook_that_was_put_back_finds_what_it_had_sent(service: Central, pair: tuple[Laptop, Laptop], tmp_path: Path) -> None:
    amira, sam = pair
    amira.begin()
    synced(service, amira, sam)
    path = sam.opened.path
    sam.opened.close()
    shutil.copytree(path, tmp_path / "backup")
    sam.opened = door.open_with_passphrase(path, making.PASSPHRASE, making.CLOCK)
    sam.__post_init__()
    sam.write("sent, and then the laptop is put back")
    synced(service, sam)
    sam.opened.close()
    shutil.rmtree(path)
    shutil.copytree(tmp_path / "backup", path)
    sam.opened = door.open_with_passphrase(path, making.PASSPHRASE, making.CLOCK)
    sam.__post_init__()
    sam.write("typed after that")
    synced(service, sam, amira, sam)
    assert amira.words() == sam.words() == {"sent, and then the laptop is put back", "typed after that"}
    assert service.kept.alerts, "the service has noticed it"


def test_what_was_made_before_there_was_an_exchange_is_sent_once(service: Central, tmp_path: Path) -> None:
    old = Path(shutil.copytree(Path(__file__).parents[1] / "vault" / "fixtures" / "v1.workbook", tmp_path / "Old.workbook"))
    laptop = Laptop(door.open_with_passphrase(old, making.PASSPHRASE, making.CLOCK))
    try:
        with service.writing(""):
            service.enrol(laptop.device)
        synced(service, laptop)
        sent = sum(service.head(name).at for name in laptop.store.cursors())
        assert sent == laptop.opened.vault.counts()[0]
        synced(service, laptop)
        assert sum(service.head(name).at for name in laptop.store.cursors()) == sent
    finally:
        laptop.opened.close()


def test_what_is_only_this_persons_own_stays_here(service: Central, pair: tuple[Laptop, Laptop]) -> None:
    """Two people's own compartments have one name, and would be read by each other."""
    amira, _ = pair
    amira.begin()
    amira.opened.vault.save([Row("user", "own_word", Id("w1"), {"word": "Pryce"})])
    synced(service, amira)
    assert not service.is_known("user")
    assert "user" not in amira.store.cursors()


def test_orders_to_forget_everything(service: Central, pair: tuple[Laptop, Laptop]) -> None:
    amira, sam = pair
    amira.begin()
    synced(service, amira, sam)
    decisions.revoke(service, sam.device.key, messages.WIPE_NOW)
    asked = sam.asked()
    assert exchange.answered(sam.store, asked, answer_to(service, sam, asked)).do == messages.WIPE_NOW
    assert sam.live() == {}
    assert sam.opened.vault.counts() == (0, 0)
    assert sam.opened.vault.find("first") == []
