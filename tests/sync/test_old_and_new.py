"""A workbook of this version beside a colleague's of a newer one: kinds of records, fields, members, choices and words of messages that it does
not know come through its hands byte for byte, whatever it writes over them.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import making
import pytest
from memory_central import Central
from test_workbooks import CASE, PART, WHOLE, Laptop, answer_to

from facilitator_app.central import decisions
from facilitator_app.central import exchange as central
from facilitator_app.central.store import Device
from facilitator_app.ledger import change as changes
from facilitator_app.ledger import messages as say
from facilitator_app.ledger.messages import Ack, Stream, SyncAnswer, SyncQuestion
from facilitator_app.ledger.seals import SigningKey, fresh_id
from facilitator_app.records import Agreement, Contact, Term, codec
from facilitator_app.records.agreement import Line, Promise, ReadBack
from facilitator_app.records.record import Id
from facilitator_app.sync import exchange
from facilitator_app.vault.door import Opened
from facilitator_app.vault.rows import Edit, Row

SHAPES: dict[str, Any] = {
    "text": "naïve 🙂 \u202b\u0001 \"'\\", "none": None, "true": True, "large": 2**70, "fraction": 0.1, "list": [1, [], {"a": None}],
    "object": {"ö": {"": [2.5, "x"]}, "a": {}}, "empty": "",
}  # fmt: skip


@dataclass(frozen=True)
class Sort:
    """Something new, in the JSON of a newer program; what this program writes over it, and into a field beside it."""

    kind: str
    compartment: str
    values: Callable[[Any], dict[str, Any]]
    over: tuple[str, Any] = ("", None)
    beside: tuple[str, Any] = ("", None)
    newer: Callable[[dict[str, Any]], Any] = lambda values: values


PROMISE = {"what": "Pay £50", "who": ["p1"], "by_when": "1 March"}
LINES = [{"term": "t1", "read": ["a"]}, {"term": "t2", "read": ["b"]}]
SORTS = {
    "kind": Sort("weather", PART, lambda new: {"sky": new, "person": making.PERSON}),
    "field": Sort(
        Contact.kind, PART, lambda new: {"person": making.PERSON, "words": "hers", "mood": new}, ("words", "mine"), ("day", "2026-03-02"),
        lambda values: values["mood"],
    ),
    "member": Sort(
        Term.kind, WHOLE, lambda new: {"promise": {**PROMISE, "in_kind": new}}, ("promise", Promise("Pay £60", ("p1",), "1 March")), ("order", 2),
        lambda values: values["promise"]["in_kind"],
    ),
    "inner": Sort(
        Agreement.kind, WHOLE, lambda new: {"agreed": {"on": "2026-03-01", "by": "Sam", "lines": [{**LINES[0], "tone": new}, LINES[1]]}},
        ("agreed", ReadBack("2026-03-02", "Sam", (Line("t1", ("c",)), Line("t2", ("b",))))), ("title", "Theirs"),
        lambda values: values["agreed"]["lines"][0]["tone"],
    ),
    "choice": Sort(
        Contact.kind, PART, lambda _: {"person": making.PERSON, "words": "hers", "method": "by_hologram"}, ("words", "mine"), ("day", "2026-03-02"),
        lambda values: values["method"],
    ),
}  # fmt: skip
WAYS = ("typed", "acted", "beside", "nothing")
CAME = ("first pull", "steady pull", "hidden and shown again")
SAID = ("as this version says it", "with members of a newer one")


def _pairs(combination: Sequence[str]) -> set[tuple[int, int, str, str]]:
    places = itertools.combinations(range(len(combination)), 2)
    return {(one, other, combination[one], combination[other]) for one, other in places}


def pairwise(*factors: Sequence[str]) -> list[tuple[str, ...]]:
    """A few of all combinations, in which each two values of two factors meet at least once."""
    every = list(itertools.product(*factors))
    found, missing = list[tuple[str, ...]](), set[tuple[int, int, str, str]]().union(*map(_pairs, every))
    while missing:
        sizes = [len(_pairs(one) & missing) for one in every]
        found.append(every[sizes.index(max(sizes))])
        missing -= _pairs(found[-1])
    return found


@pytest.fixture
def service() -> Central:
    return Central()


@pytest.fixture
def old(service: Central, opened: Opened) -> Laptop:
    laptop = Laptop(opened)
    with service.writing(""):
        service.enrol(laptop.device)
    for compartment in (WHOLE, PART):
        decisions.allocate(service, laptop.device.person, compartment, say.EDIT)
    return laptop


class Newer:
    """A colleague whose program knows more."""

    def __init__(self, service: Central) -> None:
        self.key, self.service, self.stream = SigningKey(), service, Stream(fresh_id())
        with service.writing(""):
            service.enrol(Device(self.key.fingerprint, self.key.public, "colleague"))
        for compartment in (WHOLE, PART):
            decisions.allocate(service, "colleague", compartment, say.EDIT)

    def writes(self, sort: Sort, values: dict[str, Any]) -> bytes:
        body = making.foreign(self.key, "new", values, kind=sort.kind, compartment=sort.compartment)
        answer = central.answer(self.service, self.key.fingerprint, SyncQuestion(self.stream, push=(body.decode(),)))
        assert [ack.status for ack in answer.acks] == [say.OK]
        return body


def _with_members(value: Any) -> Any:
    """Every object of a message of a newer service has a member more; what is keyed by names of ours has none, for there it would be one of them."""
    if isinstance(value, dict):
        found = {name: _with_members(inner) for name, inner in value.items()}
        ours = {"stream", "id", "status", "body", "since", "public"} & found.keys()
        return {**found, "newer": {"a": [1]}} if ours else found
    return [_with_members(one) for one in value] if isinstance(value, list) else value


def _synced(service: Central, laptop: Laptop, said: str) -> None:
    for _ in range(20):
        asked = laptop.asked()
        wire = codec.from_json(say.written(answer_to(service, laptop, asked)))
        answer = say.read(codec.to_json(_with_members(wire) if said != SAID[0] else wire), SyncAnswer)
        if not exchange.answered(laptop.store, asked, answer).more:
            return
    raise AssertionError("it never comes to an end")


def _written_over(laptop: Laptop, sort: Sort, way: str) -> None:
    name, value = sort.over if way != "beside" else sort.beside
    file = laptop.opened.vault.case_file(CASE)
    if not name or way == "nothing":
        laptop.write("something else", "r9")
        return
    base = file.standing_of("new", name)
    if way == "acted":
        laptop.opened.vault.save([Row(sort.compartment, sort.kind, Id("new"), {name: value}, {name: base})])
    else:
        laptop.opened.vault.put(Edit(sort.kind, Id("new"), CASE, sort.compartment, name, value, base, "an editing"))


@pytest.mark.parametrize(("new", "shape", "way", "came", "said"), pairwise([*SORTS], [*SHAPES], WAYS, CAME, SAID))
def test_what_a_newer_version_wrote_comes_through(
    new: str, shape: str, way: str, came: str, said: str, service: Central, old: Laptop
) -> None:
    sort, newer, before = SORTS[new], Newer(service), None
    values = sort.values(SHAPES[shape])
    if came != "first pull":
        old.begin()
        _synced(service, old, said)
        before = service.kept.copy()
    body = newer.writes(sort, values)
    if came == "first pull":
        old.begin()
    _synced(service, old, said)
    if came == "hidden and shown again":
        for role in ("", say.EDIT):
            decisions.allocate(service, old.device.person, sort.compartment, role)
            _synced(service, old, said)
    assert service.document(sort.compartment, "new").live == old.live()[sort.compartment, "new"]

    _written_over(old, sort, way)
    _synced(service, old, said)
    stands = {name: next(iter(found.values())) for name, found in service.document(sort.compartment, "new").live.items()}
    expected = sort.newer(values)
    assert codec.to_json(sort.newer(stands)) == codec.to_json(expected)
    if way in ("typed", "acted") and sort.over[0]:
        name, value = sort.over
        assert codec.keep_unknown(stands[name], value) == stands[name], "and what was written over it stands"
    assert old.store.body(sort.compartment, changes.id_of(body)) == body
    assert list(service.entries(sort.compartment, 0, 100)).count(body) == 1
    assert old.live()[sort.compartment, "new"] == service.document(sort.compartment, "new").live
    assert old.opened.vault.faults() == []
    if before is not None:  # a service that lost it is brought it by a program that does not know what it is
        service.kept = before
        _synced(service, old, said)
        assert list(service.entries(sort.compartment, 0, 100)).count(body) == 1


def test_a_choice_of_a_newer_version_is_read_as_it_is(service: Central, old: Laptop) -> None:
    old.begin()
    Newer(service).writes(SORTS["choice"], SORTS["choice"].values(None))
    _synced(service, old, SAID[0])
    file = old.opened.vault.case_file(CASE)
    found = file.records[Id("new")]
    assert isinstance(found, Contact)
    assert found.method == "by_hologram"


def test_records_of_a_kind_that_nobody_here_knows_are_counted_and_not_shown(service: Central, old: Laptop) -> None:
    old.begin()
    Newer(service).writes(SORTS["kind"], SORTS["kind"].values("blue"))
    _synced(service, old, SAID[0])
    file = old.opened.vault.case_file(CASE)
    assert file.newer == 1
    assert Id("new") not in file.records


@pytest.mark.parametrize("word", [say.FULL, "a word of a newer service"])
def test_what_a_newer_service_says_of_a_change_leaves_it_in_the_outbox_and_is_not_asked_about_at_once(
    word: str, service: Central, old: Laptop
) -> None:
    old.begin()
    _synced(service, old, SAID[0])
    old.write("kept")
    asked = old.asked()
    answer = replace(answer_to(service, old, asked), acks=(Ack(word, "for a reason of its own"),))
    assert not exchange.answered(old.store, asked, answer).more
    assert len(list(old.store.outbox())) == 1
    _synced(service, old, SAID[0])
    assert list(old.store.outbox()) == []


def test_an_order_of_a_newer_service_that_nobody_here_knows_is_none(service: Central, old: Laptop) -> None:
    old.begin()
    _synced(service, old, SAID[0])
    asked = old.asked()
    progress = exchange.answered(old.store, asked, replace(answer_to(service, old, asked), do="hum"))
    assert not progress.more
    assert old.words() == {"first"}
