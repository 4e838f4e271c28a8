"""Who works for whom decides what stands at a desk, and to whom a case goes. Managers of one organisation attack the cases of another."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from asking import Arrive, Asking
from giving import Office, acts

from facilitator_app.central import identity as identities
from facilitator_app.central.database import Database
from facilitator_app.central.identity import Identity
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.ledger import messages
from facilitator_app.ledger import messages_desk as say
from facilitator_app.ledger.messages_desk import DeskAnswer, DeskQuestion

PEOPLE = {"amira": "sub-a", "ruth": "sub-b", "lena": "lead", "carol": "county", "olga": "other"}
"""One of each organisation, who manages at their own desk. Each but Carol has begun a case that bears their name."""


@pytest.fixture
def identity(office: Office) -> Identity:
    """Laptops are answered by the service whose commands are given."""
    return identities.read(office.folder)


@pytest.fixture
def laptops(arrive: Arrive, office: Office) -> dict[str, Asking]:
    """Two sub-contractors of a lead provider that works for a county, and another lead provider."""
    found = {person: arrive(person) for person in PEOPLE}
    for person, one in found.items():
        if person != "carol":
            one.laptop.type((f"case/{person}", "r1", "words"), f"of {person}")
        one.sync()
        office.give("person", "add", person, "--manages", "yes")
    return found


@pytest.fixture
def organised(laptops: dict[str, Asking], office: Office) -> dict[str, Asking]:
    for _ in range(2):  # safe to repeat
        office.give("organisation", "add", "county", "--kind", "commissioner")
        office.give("organisation", "add", "lead", "--kind", "lead-provider", "--parent", "county", "--name", "Severn")
        office.give("organisation", "add", "other", "--kind", "lead-provider", "--parent", "county")
        for one in ("sub-a", "sub-b"):
            office.give("organisation", "add", one, "--kind", "sub-contractor", "--parent", "lead")
        for person, organisation in PEOPLE.items():
            office.give("organisation", "people", organisation, person)
    return laptops


def _ask(one: Asking, question: DeskQuestion | None = None) -> DeskAnswer:
    return messages.read(one.exchange("/v1/desk", question or DeskQuestion()).text, DeskAnswer)


def _cases(one: Asking) -> set[str]:
    return {line.case for line in _ask(one).cases}


def _roles(database: Database, person: str) -> Mapping[str, str]:
    return database.tx("tests", lambda session: PostgresStore(session).roles(person))


def test_where_none_is_written_down_everything_is_as_it_was(laptops: dict[str, Asking], office: Office, database: Database) -> None:
    assert office.give("organisation", "list") == {"organisations": [], "cases": []}
    for one in laptops.values():
        assert _cases(one) == {"amira", "ruth", "lena", "olga"}
    assert not _ask(laptops["amira"], DeskQuestion(say.GIVE, person="ruth", roles={"case/olga": "edit"})).refused
    assert _roles(database, "ruth")["case/olga"] == "edit"


@pytest.mark.parametrize(
    ("person", "cases", "people"),
    [
        ("amira", {"amira"}, {"amira"}), ("ruth", {"ruth"}, {"ruth"}), ("olga", {"olga"}, {"olga"}), ("carol", set(), {"carol"}),
        ("lena", {"lena", "amira", "ruth"}, {"lena", "amira", "ruth"}),
    ],
)  # fmt: skip
def test_a_desk_shows_what_is_theirs_and_below(organised: dict[str, Asking], person: str, cases: set[str], people: set[str]) -> None:
    answer = _ask(organised[person])
    assert {line.case for line in answer.cases} == cases
    assert {line.person for line in answer.people} == people
    assert {line.person for line in answer.laptops} == people


def test_whoever_belongs_to_none_has_an_empty_desk(organised: dict[str, Asking], arrive: Arrive, office: Office) -> None:
    nobody = arrive("nobody")
    office.give("person", "add", "nobody", "--manages", "yes")
    assert _ask(nobody) == DeskAnswer()
    assert _ask(nobody, DeskQuestion(say.INVITE, person="fresh")).slip == ()


HELD = "held change"
ATTACKS = {
    "give": DeskQuestion(say.GIVE, person="amira", roles={"case/ruth": "lead"}),
    "give, past a reason": DeskQuestion(say.GIVE, person="amira", roles={"case/ruth": "lead"}, although="I want it"),
    "give a part": DeskQuestion(say.GIVE, person="amira", roles={"private/ruth/p": "read"}),
    "give what named people see": DeskQuestion(say.GIVE, person="amira", roles={"named/ruth": "read"}),
    "give with one of theirs": DeskQuestion(say.GIVE, person="amira", roles={"case/amira": "lead", "case/ruth": "lead"}),
    "end": DeskQuestion(say.GIVE, person="ruth", roles={"case/ruth": ""}),
    "hand over": DeskQuestion(say.HAND_OVER, person="ruth", other="amira", case="ruth"),
    "hand over their own people's": DeskQuestion(say.HAND_OVER, person="amira", other="amira2", case="ruth"),
    "hand over all": DeskQuestion(say.HAND_OVER, person="ruth", other="amira"),
    "hand over to": DeskQuestion(say.HAND_OVER, person="amira", other="ruth", case="amira"),
    "accept": DeskQuestion(say.ACCEPT, id=HELD),
    "reject": DeskQuestion(say.REJECT, id=HELD, why="no"),
    "reject for nothing": DeskQuestion(say.REJECT, id=HELD),
    "revoke": DeskQuestion(say.REVOKE, id="ruth's laptop"),
    "revoke at once": DeskQuestion(say.REVOKE, id="ruth's laptop", at_once=True),
    "confirm": DeskQuestion(say.CONFIRM, id="ruth's laptop", digits="123456"),
}
NOT_THERE = {"ruth": "nobody", "case/ruth": "case/none", "private/ruth/p": "private/none/p", "named/ruth": "named/none"}
"""What is asked for in place of each, of which there is nothing."""


def _of_nothing(question: DeskQuestion) -> DeskQuestion:
    return replace(
        question, id="none" if question.id else "", person=NOT_THERE.get(question.person, question.person),
        other=NOT_THERE.get(question.other, question.other), case="none" if question.case == "ruth" else question.case,
        roles={NOT_THERE.get(place, place): role for place, role in question.roles.items()},
    )  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("attacker", ["amira", "olga", "carol"])
def test_what_is_another_organisations_is_as_if_it_were_not_there(
    organised: dict[str, Asking], office: Office, database: Database, attack: str, attacker: str, arrive: Arrive
) -> None:
    """The answer to an act on it is to the letter the answer to the same act on nothing, and it does nothing."""
    arrive("amira2")
    office.give("organisation", "people", "sub-a", "amira2")
    stranger = arrive("idris")
    office.give("organisation", "people", "sub-b", "idris")
    stranger.laptop.type(("case/ruth", "r2", "words"), "held: it is not allocated to him")
    stranger.sync()
    held = office.give("waiting")["held"]
    assert len(held) == 1
    ids = {HELD: held[0]["id"], "ruth's laptop": organised["ruth"].service.device}
    question = replace(ATTACKS[attack], id=ids.get(ATTACKS[attack].id, ""))
    before, roles = acts(database), {person: _roles(database, person) for person in PEOPLE}
    answer = _ask(organised[attacker], question)
    assert acts(database) == before
    assert {person: _roles(database, person) for person in PEOPLE} == roles
    assert answer == _ask(organised[attacker], _of_nothing(question))
    assert office.give("waiting")["held"] == held
    assert held[0]["id"] not in str(answer)
    assert _ask(organised["ruth"]).held[0].id == _ask(organised["lena"]).held[0].id == held[0]["id"]


def test_a_manager_takes_on_somebody_new_and_nobody_elses(organised: dict[str, Asking], office: Office, database: Database) -> None:
    amira = organised["amira"]
    assert _ask(amira, DeskQuestion(say.INVITE, person="fresh")).slip
    assert {one.person for one in _ask(amira).people} == {"amira", "fresh"}
    before = acts(database)
    for act in (say.INVITE, say.PERSON):
        answer = _ask(amira, DeskQuestion(act, person="ruth", name="Mine now"))
        assert answer.refused
        assert answer.slip == ()
    assert acts(database) == before, "a slip in Ruth's name would bring Ruth's cases"
    assert _ask(organised["ruth"]).people[0].name == ""


def test_a_case_goes_to_whoever_is_of_the_organisation_that_holds_it(
    organised: dict[str, Asking], office: Office, database: Database
) -> None:
    for words in (("allocate", "ruth", "case/amira", "edit"), ("reallocate", "amira", "ruth"), ("allocate", "idris", "case/amira", "read")):
        assert "not of the organisation that holds this case" in office.refused(*words)
    for command in (("allocate", "ruth", "case/amira", "edit"), ("allocate", "carol", "case/amira", "read")):
        assert "not of the organisation" in office.refused(*command, "--although", "I want it"), "no reason goes past that"
    assert "for which that works" in office.refused("allocate", "lena", "case/amira", "read")
    office.give("allocate", "lena", "case/amira", "read", "--although", "she supervises")
    office.give("organisation", "people", "sub-a", "idris")
    office.give("allocate", "idris", "case/amira", "edit")
    assert _roles(database, "idris") == {"case/amira": "edit"}
    office.give("organisation", "case", "sub-b", "case/amira", "--commissioned-by", "county")
    assert _cases(organised["amira"]) == set()
    assert _cases(organised["ruth"]) == {"ruth", "amira"}
    office.give("allocate", "ruth", "case/amira", "edit")
    found = office.give("organisation", "case", "sub-b", "amira")["cases"]
    assert {"case": "amira", "holder": "sub-b", "commissioner": "county"} in found


def test_all_of_somebody_is_what_is_seen_of_it(organised: dict[str, Asking], office: Office, database: Database) -> None:
    """Lena works in a case that Amira's organisation holds: of the lead's other cases Amira's desk knows nothing, nor of hers elsewhere."""
    office.give("organisation", "people", "sub-a", "amira2")
    office.give("organisation", "case", "sub-b", "case/amira")
    amira = organised["amira"]
    before = acts(database)
    assert _ask(amira, DeskQuestion(say.HAND_OVER, person="amira", other="amira2")) == _ask(amira)
    assert acts(database) == before
    assert _roles(database, "amira")["case/amira"] == "lead"


def test_a_case_whose_lead_has_ended_stays_at_its_desk(organised: dict[str, Asking]) -> None:
    amira = organised["amira"]
    assert not _ask(amira, DeskQuestion(say.GIVE, person="amira", roles={"case/amira": ""})).refused
    assert _cases(amira) == {"amira"}
    assert _cases(organised["ruth"]) == {"ruth"}


def test_two_that_lead_from_two_organisations_are_nobodys_until_somebody_says(laptops: dict[str, Asking], office: Office) -> None:
    office.give("allocate", "ruth", "case/amira", "lead")
    for one in ("sub-a", "sub-b"):
        office.give("organisation", "add", one, "--kind", "lead-provider")
    office.give("organisation", "people", "sub-a", "amira")
    office.give("organisation", "people", "sub-b", "ruth")
    assert _cases(laptops["amira"]) == set()
    assert _cases(laptops["ruth"]) == {"ruth"}
    office.give("organisation", "case", "sub-a", "amira")
    assert _cases(laptops["amira"]) == {"amira"}


def test_what_cannot_be_is_refused(organised: dict[str, Asking], office: Office, database: Database) -> None:
    before = acts(database)
    for words in (
        ("add", "Severn RJ", "--kind", "commissioner"),
        ("add", "fresh"),
        ("add", "fresh", "--kind", "sub-contractor"),
        ("add", "fresh", "--kind", "sub-contractor", "--parent", "county"),
        ("add", "fresh", "--kind", "sub-contractor", "--parent", "none"),
        ("add", "county", "--parent", "lead"),
        ("add", "lead", "--kind", "commissioner", "--parent", ""),
        ("people", "none", "amira"),
        ("people", "lead"),
        ("case", "county", "case/amira"),
        ("case", "lead", "case/amira", "--commissioned-by", "sub-a"),
        ("case", "none", "case/amira"),
        ("case", "lead"),
    ):
        assert office.refused("organisation", *words), words
    assert acts(database) == before


def test_none_works_for_itself(organised: dict[str, Asking], office: Office) -> None:
    office.give("organisation", "add", "below", "--kind", "sub-contractor", "--parent", "sub-a")
    assert "work for itself" in office.refused("organisation", "add", "sub-a", "--parent", "below")
    assert _cases(organised["lena"]) == {"lena", "amira", "ruth"}


def test_each_act_is_audited_once(organised: dict[str, Asking], database: Database) -> None:
    found = acts(database)
    assert (found.count("organisation"), found.count("belongs")) == (5, 5)
