"""Who may be given a case: languages, who works with whom, and who knows somebody. What a case asks for stands in its own records."""

from typing import Any

import pytest
from asking import Arrive, Asking
from giving import Office, acts

from facilitator_app.central import wishes
from facilitator_app.central.database import Database
from facilitator_app.central.people import Colleague
from facilitator_app.ledger import change as changes
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records.case_file import Stored
from facilitator_app.records.record import Id


def write(one: Asking, compartment: str, kind: str, *, record: str = "", **values: Any) -> str:
    """A record, as a workbook would write it; its id."""
    record = record or fresh_id()
    one.laptop.send([
        changes.written(
            one.keys.signing, compartment=compartment, record=record, kind=kind, values=values, replaces={}, author=one.service.person,
            at="2026-03-02T10:00:00Z",
        )
    ])  # fmt: skip
    one.sync()
    return record


@pytest.fixture
def amira(arrive: Arrive) -> Asking:
    """With a case of Margaret and Daniel."""
    amira = arrive("amira")
    write(amira, "case/1", "case", record="1", reference="RJ-1")
    for person in ("margaret", "daniel"):
        write(amira, "case/1", "participant", record=person, print_name=person, role="harmed")
    return amira


def allocate(office: Office, person: str = "sam", compartment: str = "case/1", role: str = "edit", *more: str) -> Any:
    return office.give("allocate", person, compartment, role, *more)


def test_people_are_written_down_and_added_to(office: Office, database: Database) -> None:
    assert office.give("person", "list") == {"people": []}
    for _ in range(2):
        office.give("person", "add", "sam", "--name", "Sam Price", "--languages", "Welsh, BSL", "--gender", "man", "--knows", "case/2")
    said = {"person": "sam", "name": "Sam Price", "languages": ["bsl", "welsh"], "gender": "man", "knows": ["case/2"]}
    assert office.give("person", "list") == {"people": [said]}
    assert office.give("person", "add", "sam", "--knows", "3") == {**said, "knows": ["case/2", "case/3"]}
    assert acts(database) == ["service made", "person", "knows somebody", "knows somebody"]
    assert "Whom to write down" in office.refused("person", "add")


@pytest.mark.parametrize(
    ("needs", "gender", "refused"),
    [
        ("Wants control of pace; no male staff", "man", True),
        ("Wants control of pace; no male staff", "", True),
        ("Wants control of pace; no male staff", "other", True),
        ("Wants control of pace; no male staff", "woman", False),
        ("Would rather not see men", "man", True),
        ("A woman facilitator, please", "man", True),
        ("only women", "man", True),
        ("Female-only", "man", True),
        ("no female workers", "woman", True),
        ("no female workers", "man", False),
        ("Large print. His mother comes along.", "man", False),
    ],
)
def test_who_works_with_somebody_is_theirs_to_say(amira: Asking, office: Office, needs: str, gender: str, refused: bool) -> None:
    write(amira, "part/1/margaret", "particulars", person="margaret", needs=needs)
    if gender:
        office.give("person", "add", "sam", "--gender", gender)
    if not refused:
        said = allocate(office)
        assert said["although"] == []
        assert any("read it" in note for note in said["notes"]), "words that no program can judge are pointed at"
        return
    words = office.refused("allocate", "sam", "case/1", "edit")
    assert "works with them" in words
    assert needs not in words, "the wish itself is not repeated"
    assert office.give("waiting")["held"] == []


@pytest.mark.parametrize(
    ("chosen", "gender", "refused"),
    [
        ("no_men", "man", True), ("no_men", "", True), ("no_men", "other", True), ("no_men", "woman", False),
        ("no_women", "woman", True), ("no_women", "man", False), ("anybody", "man", False), ("", "man", False), ("newer than this", "man", False),
    ],
)  # fmt: skip
def test_what_was_chosen_is_read_and_typed_nowhere_else(amira: Asking, office: Office, chosen: str, gender: str, refused: bool) -> None:
    gender_of = {"no_men": "man", "no_women": "woman"}
    write(amira, "part/1/margaret", "particulars", person="margaret", works_with=chosen)
    if gender:
        office.give("person", "add", "sam", "--gender", gender)
    if refused:
        words = office.refused("allocate", "sam", "case/1", "edit")
        assert f"no {gender_of[chosen]} works with them" in words
        assert "margaret" not in words
        assert "works with them" in office.refused("allocate", "sam", "part/1/margaret", "edit")
    else:
        assert allocate(office)["although"] == []
    write(amira, "part/1/daniel", "particulars", person="daniel")
    assert allocate(office, "sam", "part/1/daniel")["although"] == [], "it is hers, and says nothing of him"


def test_two_versions_of_what_was_chosen_both_count(amira: Asking, office: Office) -> None:
    record = write(amira, "part/1/margaret", "particulars", person="margaret", works_with="anybody")
    write(amira, "part/1/margaret", "particulars", record=record, works_with="no_men")
    office.give("person", "add", "sam", "--gender", "man")
    assert "no man works with them" in office.refused("allocate", "sam", "case/1", "edit")


def test_a_wish_is_of_its_own_part(amira: Asking, office: Office) -> None:
    write(amira, "part/1/margaret", "safe_contact", person="margaret", rule="Mobile only. No men.")
    write(amira, "part/1/daniel", "particulars", person="daniel")
    office.give("person", "add", "sam", "--gender", "man")
    assert allocate(office, compartment="part/1/daniel")["although"] == []
    assert "works with them" in office.refused("allocate", "sam", "part/1/margaret", "edit")
    assert allocate(office, "sam", "part/1/margaret", "read")["although"] == [], "who only reads works with nobody"


def test_in_a_fork_both_versions_count(amira: Asking, office: Office) -> None:
    record = write(amira, "part/1/margaret", "particulars", person="margaret", needs="anybody")
    write(amira, "part/1/margaret", "particulars", record=record, needs="no men")
    assert "works with them" in office.refused("allocate", "sam", "case/1", "edit")


@pytest.mark.parametrize(
    ("language", "languages", "refused"),
    [
        ("English", "", False), ("", "", False), ("Welsh", "", True), ("Welsh", "Welsh", False), ("Cymraeg", "welsh", False),
        ("Polish, some English", "Polish", False), ("Polish, some English", "Welsh", True), ("British Sign Language", "BSL", False),
        ("some English", "", True),
    ],
)  # fmt: skip
def test_somebody_is_understood(amira: Asking, office: Office, language: str, languages: str, refused: bool) -> None:
    write(amira, "part/1/margaret", "particulars", person="margaret", language=language)
    office.give("person", "add", "sam", "--languages", languages)
    if refused:
        assert f"speaks {language}" in office.refused("allocate", "sam", "case/1", "edit")
        write(amira, "case/1", "participant", print_name="Ola", role="interpreter", supports="daniel")
        office.refused("allocate", "sam", "case/1", "edit")
        write(amira, "case/1", "participant", print_name="Eva", role="interpreter", supports="margaret")
    assert allocate(office)["although"] == []


@pytest.mark.parametrize(("answer", "refused"), [("yes", True), ("not_sure", True), ("no", False)])
def test_who_knows_somebody_is_not_given_the_case(amira: Asking, arrive: Arrive, office: Office, answer: str, refused: bool) -> None:
    """By whose key it was signed: nobody answers for a colleague."""
    sam = arrive("sam")
    write(amira, "case/1", "acquaintance", who="sam", answer="yes")
    assert any("not been asked" in note for note in allocate(office, "sam", "case/1", "edit")["notes"])
    sam.sync()
    write(sam, "case/1", "acquaintance", who="Sam Price", answer=answer)
    for role in ("read", "lead"):
        if refused:
            assert "know somebody" in office.refused("allocate", "sam", "case/1", role)
        else:
            assert allocate(office, "sam", "case/1", role)["notes"] == []
    assert allocate(office, "sam", "case/1", "nothing")["although"] == [], "and it can always be taken away"
    if refused:
        allocate(office, "sam", "case/1", "edit", "--although", "until Ruth is back")
        sam.sync()
        write(sam, "case/1", "acquaintance", who="Sam Price", answer="no")
        assert allocate(office)["although"] == [], "they have answered again"


def test_what_was_declared_at_the_office_counts_too(amira: Asking, office: Office) -> None:
    office.give("person", "add", "sam", "--knows", "case/1")
    assert "written down as knowing" in office.refused("allocate", "sam", "case/1", "read")


def test_one_goes_past_it_with_a_reason_which_is_audited_and_stands_with_the_case(
    amira: Asking, office: Office, database: Database
) -> None:
    write(amira, "part/1/margaret", "particulars", person="margaret", needs="no male staff", language="Welsh")
    assert "A reason" not in office.refused("allocate", "sam", "case/1", "edit", "--although", "  ")
    for _ in range(2):
        said = allocate(office, "sam", "case/1", "edit", "--although", "Margaret has met Sam and said yes")
        assert len(said["although"]) == 2
    assert acts(database).count("allocated although") == 1
    reasons = database.tx("tests", lambda session: session.do("SELECT words, act, object FROM reason WHERE tenant = %(tenant)s").fetchall())
    assert reasons == [("Margaret has met Sam and said yes", "allocated although", "sam")]


def test_a_hand_over_asks_the_same_of_who_takes_it(amira: Asking, arrive: Arrive, office: Office) -> None:
    arrive("sam")
    write(amira, "part/1/margaret", "particulars", person="margaret", language="Welsh")
    assert "speaks Welsh" in office.refused("reallocate", "amira", "sam")
    given = office.give("reallocate", "amira", "sam", "--although", "with a cousin who interprets")
    assert (given["compartments"], len(given["although"])) == (["case/1", "part/1/margaret"], 1)


def test_what_was_erased_with_a_case_is_its_conflicts_too(amira: Asking, office: Office) -> None:
    office.give("person", "add", "sam", "--knows", "case/1")
    office.give("erase", "case/1", "--why", "over")
    assert office.give("person", "list")["people"][0]["knows"] == []


def test_a_record_that_was_taken_away_asks_for_nothing(amira: Asking, office: Office) -> None:
    record = write(amira, "part/1/margaret", "particulars", person="margaret", language="Welsh")
    (first,) = [changes.id_of(body) for body in amira.laptop.bodies() if changes.read(body).record == record]
    amira.laptop.send([
        changes.written(
            amira.keys.signing, compartment="part/1/margaret", record=record, kind="particulars", values={"_gone": True},
            replaces={"language": [first], "person": [first]}, author="amira", at="",
        )
    ])  # fmt: skip
    amira.sync()
    assert allocate(office)["although"] == []


def test_nothing_is_said_to_be_all_right() -> None:
    """There is no word for it: only reasons to think again, and words to read."""
    one = Stored("particulars", Id("r"), "part/1/m", Id("1"), {"needs": {"a": "quiet rooms"}})
    found = wishes.objections(Colleague("sam"), wishes.read(Id("1"), [one]), [one], works=True)
    assert (found.words, found.unread) == ((), True)
