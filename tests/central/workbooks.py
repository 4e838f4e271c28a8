"""Real workbooks that ask a real service over real HTTP, one step after the other, as the courier does it with threads."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import making
from asking import Line

from facilitator_app.central import decisions, enrolling
from facilitator_app.central.database import Database
from facilitator_app.central.identity import Identity
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.ledger import invitation
from facilitator_app.ledger import messages as say
from facilitator_app.ledger.change import Change
from facilitator_app.records import Case, Contact
from facilitator_app.records.record import Id, compartment_name
from facilitator_app.sync.transport import Transport
from facilitator_app.vault import derive, door
from facilitator_app.vault.door import Opened
from facilitator_app.vault.rows import Row
from facilitator_app.workbook.exchanging import PATH, Came, Exchanging, Pace, come_in
from facilitator_app.workbook.workbook import Workbook

CASE, PERSON = making.CASE, making.PERSON
WHOLE, PART = compartment_name(Case, CASE), compartment_name(Contact, CASE, PERSON)
Post = Callable[[str, bytes, str], bytes]


@dataclass
class Worker:
    """One person's open workbook, and the way to their service."""

    opened: Opened
    line: Line
    post: Post | None = None
    pace: Pace = field(default_factory=Pace)

    def __post_init__(self) -> None:
        self.book = Workbook(self.opened)
        self.exchanging = Exchanging(self.book)

    @property
    def address(self) -> str:
        return f"http://{self.line.host}:{self.line.port}"

    def come_in(self, slip: str) -> None:
        answer = come_in(Transport(self.address).post, self.exchanging.coming(slip))
        self.exchanging.came_in(self.address, answer)

    def once(self) -> Came:
        """One question and its answer."""
        asked = self.exchanging.question(self.pace.budget)
        assert asked is not None
        enrolment = self.exchanging.enrolment
        assert enrolment is not None
        post = self.post or Transport(self.address).post
        return self.exchanging.answered(asked, post(PATH, asked.body, enrolment.answer.device))

    def sync(self) -> Came:
        """Until there is nothing more to ask."""
        self.exchanging.begin()
        for _ in range(60):
            came = self.once()
            if not came.more:
                return came
        raise AssertionError("it never comes to an end")

    def carry(self) -> int:
        """Pieces of files, until there is none to bring or to fetch; how many questions it took."""
        enrolment = self.exchanging.enrolment
        assert enrolment is not None
        for count in range(400):
            one = self.exchanging.carried(most_bytes=64 * 1024 * 1024)
            if one is None:
                return count
            post = self.post or Transport(self.address).post
            self.exchanging.delivered(one, post(one.path, one.body, enrolment.answer.device))
        raise AssertionError("it never comes to an end")

    def write(self, words: str, record: str = "r1") -> None:
        """Typed over what stands on the screen."""
        file = self.opened.vault.case_file(CASE)
        base = file.standing_of(record, "words") if record in file.records else ()
        self.opened.vault.put(making.edit(record, "words", words, base, editing=f"{words} {record}"))

    def begin(self) -> None:
        """A case and a first note of it."""
        self.opened.vault.save([making.case_row(), making.note("r1", "first")])

    def words(self, record: str = "r1") -> set[object]:
        """Every version that stands of what was said."""
        with self.opened.vault.connection.reading() as connection:
            row = connection.execute("select document from record where compartment = ? and id = ?", (PART, record)).fetchone()
        return set(derive.document_from(row[0]).live.get("words", {}).values()) if row else set()

    def changes(self) -> list[Change]:
        return self.opened.vault.changes_of(CASE, Id("r1"))


def slip_for(database: Database, identity: Identity, person: str) -> str:
    """The letters of a slip, as they stand on paper."""
    slip = invitation.fresh()
    assert database.tx("office", lambda session: enrolling.invite(session, identity, slip, person, making.CLOCK.now()))
    return " ".join(slip.groups()).lower()


def allocate(database: Database, person: str, *compartments: str, role: str = say.EDIT) -> None:
    """Says what somebody may do there."""

    def work(session: Session) -> None:
        for one in compartments:
            decisions.allocate(PostgresStore(session), person, one, role)

    database.tx("office", work)


def fresh_workbook(folder: Path, name: str) -> Opened:
    """A workbook of its own: a copy of the tests' one would have its key and its person."""
    opened = door.create(folder / f"{name}.workbook", making.PASSPHRASE, making.CLOCK)
    opened.vault.save([Row("user", "me", Id(f"me-{name}"), {"name": name})])
    return opened
