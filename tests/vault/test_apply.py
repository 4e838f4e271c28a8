"""Changes of others: signed by a known key or refused; in any order, twice, with any clock, and with whatever words, they make the same workbook."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import making
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator_app.calendar import Clock, clock_at
from facilitator_app.ledger.change import LIMIT_BYTES
from facilitator_app.ledger.seals import SigningKey
from facilitator_app.records import KINDS, codec
from facilitator_app.records.record import GONE, Id, compartment_name, fields_of
from facilitator_app.vault.door import Opened
from facilitator_app.vault.vault import Vault

KEY, STRANGER = SigningKey(b"\7" * 32), SigningKey(b"\5" * 32)
CASE = making.CASE


def _audit(vault: Vault) -> list[tuple[str, str]]:
    with vault._reading.reading() as connection:
        return [(act, what) for act, what in connection.execute("select act, what from audit order by number")]


def _refusals() -> dict[str, bytes]:
    good = making.foreign(KEY, "r1", {"words": "x"})
    plain = codec.to_json(making.members(KEY))
    return {
        "a byte changed": good[:40] + bytes([good[40] ^ 1]) + good[41:],
        "another spelling of the signature": good[:-3] + {b"A": b"B", b"Q": b"R", b"g": b"h", b"w": b"x"}[good[-3:-2]] + good[-2:],
        "a key that nobody knows": making.foreign(STRANGER, "r1", {"words": "x"}),
        "signed by a stranger in a colleague's name": making.written_as(STRANGER, k=KEY.fingerprint),
        "no signature": plain,
        "over the limit": making.signed(KEY, codec.to_json(making.members(KEY, set={"words": "x" * LIMIT_BYTES}))),
        "a name twice": making.signed(KEY, plain.replace(b'"words":"x"', b'"words":"x","words":"y"')),
        "no JSON": b"\x00\xff",
        "nothing": b"",
        "very deep": b"[" * 200_000,
        "megabytes": b"[" + b"1," * 3_000_000 + b"1]",
        "a list": making.signed(KEY, b"[1}"),
        "other shapes": making.written_as(KEY, set=[1]),
    }


@pytest.mark.parametrize("name", _refusals())
def test_what_cannot_be_believed_changes_nothing_and_leaves_one_line(opened: Opened, name: str) -> None:
    vault = opened.vault
    vault.trust(KEY.public)
    vault.save([making.note("r1", "mine")])
    before, lines = making.state(vault), _audit(vault)
    changed, refused = vault.apply([_refusals()[name]], "central")
    assert refused == 1
    assert not changed.cases
    assert making.state(vault) == before
    assert _audit(vault) == [*lines, ("refused", "1")]
    assert vault.faults() == []


def test_what_cannot_be_believed_holds_up_nothing_that_can(opened: Opened) -> None:
    opened.vault.trust(KEY.public)
    bodies = [making.foreign(KEY, "r1", {"words": "good"}), *_refusals().values(), making.foreign(KEY, "r2", {"words": "good too"})]
    changed, refused = opened.vault.apply(bodies, "central")
    assert refused == len(_refusals())
    assert changed.origin == "central"
    assert changed.cases == {CASE}
    assert len(opened.vault.bodies()) == 2


def test_a_change_comes_twice_and_counts_once(opened: Opened) -> None:
    opened.vault.trust(KEY.public)
    body = making.foreign(KEY, "r1", {"words": "x"})
    opened.vault.apply([body, body], "central")
    state, lines = making.state(opened.vault), _audit(opened.vault)
    changed, refused = opened.vault.apply([body], "central")
    assert (changed.cases, refused) == (frozenset(), 0)
    assert making.state(opened.vault) == state
    assert _audit(opened.vault) == lines


def test_the_bytes_are_kept_and_passed_on_as_they_came(opened: Opened) -> None:
    opened.vault.trust(KEY.public)
    odd = making.signed(KEY, b" " + codec.to_json(making.members(KEY, newer=[1.50, 1e2])).replace(b":", b" : ").rstrip())
    _, refused = opened.vault.apply([odd], "central")
    assert refused == 0
    assert opened.vault.bodies() == [odd]
    assert opened.vault.bodies(f"part/{CASE}/{making.PERSON}") == [odd]
    assert opened.vault.bodies("case/other") == []


def test_a_kind_of_a_newer_version_is_kept_counted_and_passed_on(opened: Opened) -> None:
    opened.vault.trust(KEY.public)
    body = making.foreign(KEY, "n1", {"words": "x"}, kind="not_yet", compartment=f"case/{CASE}")
    opened.vault.apply([body, making.foreign(KEY, "n2", {"words": "y"}, kind="not_yet", compartment="not_yet/9")], "central")
    assert opened.vault.case_file(CASE).newer == 1
    assert body in opened.vault.bodies()
    assert opened.vault.faults() == []


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    | st.sampled_from(["2026-03-02", "2026-03", "2026-02-30", "harmed", "responsible", "given", "no", "r1", CASE, "\0", "10:00"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["what", "on", "by", "words", "lines", "x"]), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


@st.composite
def strange_bodies(draw: st.DrawFn) -> bytes:
    """A good signature under any words: what a colleague's newer, older or faulty program may send."""
    kind = draw(st.sampled_from([*KINDS, "not_yet"]))
    names = [field.name for field in fields_of(KINDS[kind])] if kind in KINDS else []
    values = draw(st.dictionaries(st.sampled_from([*names, GONE, "not_yet"]), VALUES, max_size=6))
    where = draw(st.sampled_from([f"case/{CASE}", f"part/{CASE}/p1", "case/other", "service", "user", "case/", "part", "", "odd/x"]))
    record = draw(st.sampled_from([str(CASE), "r1", "r2", "p1", "other", ""]))
    at = draw(st.sampled_from(["2026-03-02T11:00:00Z", "", "never", "9999", "1970-01-01T00:00:00Z"]))
    return making.foreign(KEY, record, values, {GONE: ["x"]}, kind=kind, compartment=where, at=at)


@settings(max_examples=60)
@given(st.lists(strange_bodies(), min_size=1, max_size=12))
def test_no_words_of_a_colleague_can_hold_up_the_exchange(template_vault: Vault, bodies: list[bytes]) -> None:
    """One change that made `apply` fail would come again at every exchange, for ever."""
    _, refused = template_vault.apply(bodies, "central")
    assert refused == 0
    assert set(bodies) <= set(template_vault.bodies())
    for fact in template_vault.case_facts():
        template_vault.case_file(fact.case)
    assert template_vault.dues("9999") is not None
    assert template_vault.faults() == []


@pytest.fixture(scope="module")
def template_vault(tmp_path_factory: pytest.TempPathFactory) -> Any:
    vault = making.fresh_vault(tmp_path_factory.mktemp("apply") / "strange")
    vault.trust(KEY.public)
    yield vault
    vault.close()


STAMPS = ["1970-01-01T00:00", "2016-01-01T10:00", "2026-03-02T10:00", "2026-03-02T10:01", "2036-06-01T10:00"]


def _acts(vault: Vault, chance: random.Random) -> None:
    """A few minutes of somebody's work."""
    for _ in range(chance.randrange(1, 5)):
        vault._clock = clock_at(chance.choice(STAMPS))
        record = chance.choice(["r1", "r2", str(CASE), "a1"])
        file = vault.case_file(CASE)
        kind, field, value = {
            "r1": ("contact", "words", chance.choice(["one", "two", "three"])),
            "r2": ("waiting", "words", chance.choice(["The prison's answer", "A letter"])),
            str(CASE): ("case", "reference", chance.choice(["REF 1", "REF 2"])),
            "a1": ("acquaintance", "answer", chance.choice(["yes", "no"])),
        }[record]
        act = chance.choice(["type", "type", "save", "remove"])
        if act == "remove":
            stood = {name: file.standing_of(record, name) for name in file.standing.get(Id(record), {})}
            if stood:
                vault.save([making.row(KINDS[kind], record, {GONE: True}, stood)])
        elif act == "save":
            vault.save([making.row(KINDS[kind], record, {field: value}, {field: file.standing_of(record, field)})])
        else:
            vault.put(making.edit(record, field, value, file.standing_of(record, field), editing=str(chance.random()), kind=KINDS[kind]))
            vault.seal()


@settings(max_examples=15)
@given(st.integers(0, 2**32))
def test_two_workbooks_that_exchange_in_any_order_become_the_same(three: Sequence[Vault], seed: int) -> None:
    chance = random.Random(seed)
    for vault in three:
        _acts(vault, chance)
    for _ in range(chance.randrange(4)):  # some of it has crossed before
        giver, taker = chance.sample(list(three), 2)
        some = giver.bodies()
        taker.apply(chance.sample(some, chance.randrange(len(some) + 1)), "peer")
        _acts(taker, chance)
    everything = [body for vault in three for body in vault.bodies()]
    for vault in three:
        chance.shuffle(everything)
        parts = [everything[start : start + 3] for start in range(0, len(everything), 3)] if chance.random() < 0.5 else [everything]
        for part in parts:
            assert vault.apply(part, "peer")[1] == 0
    left, *others = three
    for other in others:
        assert making.state(other) == making.state(left)
        assert other.case_facts() == left.case_facts()
        assert other.dues("9999") == left.dues("9999")
        assert sorted(other.find("one")) == sorted(left.find("one"))
        assert sorted(other.find("the")) == sorted(left.find("the"))
    assert all(vault.faults() == [] for vault in three)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Three laptops that know each other. They go on from example to example: what came before is part of the test."""
    base = tmp_path_factory.mktemp("three")
    vaults = [making.fresh_vault(base / name) for name in ("a", "b", "c")]
    for vault in vaults:
        for other in vaults:
            vault.trust(other.public_key)
    yield vaults
    for vault in vaults:
        vault.close()


def test_the_same_work_under_wild_clocks_makes_the_same_words(tmp_path: Path) -> None:
    """I-10: a clock that stands, runs backwards or is ten years off decides nothing of what is kept."""

    def words(name: str, clocks: list[Clock]) -> Any:
        here, there = making.fresh_vault(tmp_path / f"{name} here"), making.fresh_vault(tmp_path / f"{name} there")
        here.trust(there.public_key)
        there.trust(here.public_key)
        for step, text in enumerate(["one", "two", "three", "four", "five", "six"]):
            vault, other = (here, there) if step % 3 else (there, here)
            vault._clock = clocks[step]
            vault.put(making.edit("r1", "words", text, vault.case_file(CASE).standing_of("r1", "words"), editing=str(step)))
            vault.seal()
            if step % 2:
                other.apply(vault.bodies(), "peer")
        here.apply(there.bodies(), "peer")
        held = next(iter(making.state(here).values()))
        here.close()
        there.close()
        return sorted(held["live"]["words"].values()), len(held["dead"].get("words", ()))

    still = [making.CLOCK] * 6
    wild = [clock_at(f"{year}-03-02") for year in (2036, 2016, 2026, 1999, 2026, 1971)]
    assert words("still", still) == words("wild", wild)


def test_one_record_name_in_two_compartments_is_two_records_to_the_file(opened: Opened) -> None:
    """It should not happen; a faulty program may do it. The file must not be called damaged for it, nor must one take the other's words."""
    opened.vault.trust(KEY.public)
    for where in (f"case/{CASE}", f"part/{CASE}/p1", "case/other"):
        body = making.foreign(KEY, "w1", {"words": f"wait for {where}", "until": "2026-04-01"}, kind="waiting", compartment=where)
        assert opened.vault.apply([body], "central")[1] == 0
    assert opened.vault.faults() == []
    assert len(making.state(opened.vault)) == 3
    assert {due.case for due in opened.vault.dues("9999")} == {CASE, "other"}


def test_the_compartment_of_a_kind_is_that_of_its_declaration(opened: Opened) -> None:
    for kind in KINDS.values():
        opened.vault.save([making.row(kind, f"x-{kind.kind}", {"person": "p1"} if "person" in {f.name for f in fields_of(kind)} else {})])
    held = {id: where for where, id in making.state(opened.vault)}
    assert held == {
        f"x-{kind.kind}": compartment_name(kind, CASE, "p1" if "person" in {f.name for f in fields_of(kind)} else making.PERSON)
        for kind in KINDS.values()
    }
