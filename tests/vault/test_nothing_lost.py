"""Two laptops, forms that stay open, seals in the middle, exchange at any moment: nothing that was sealed is lost unseen (I-1, I-2)."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import making
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from facilitator_app.ledger import change as changes
from facilitator_app.records.contact import Contact
from facilitator_app.records.record import GONE, Id
from facilitator_app.vault.vault import Vault

PLACES = (("r1", "words"), ("r1", "at"), ("r2", "words"))
KEY = bytes(range(48))
WHO = st.integers(0, 1)


class Form:
    """One editing of one field: what stood on the screen at its beginning, and what it has been sealed into since."""

    def __init__(self, number: int, record: str, field: str, base: tuple[str, ...]) -> None:
        self.name, self.record, self.field, self.base = f"e{number}", record, field, base
        self.may_replace = set(base)


class TwoLaptops(RuleBasedStateMachine):
    """The oracle keeps for every open form what it may replace, and every value that was ever sealed."""

    places: tuple[tuple[str, str], ...] = PLACES

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp())
        self.vaults: list[Vault] = []
        self.forms: list[list[Form]] = [[], []]
        self.draft_of: list[dict[tuple[str, str], set[str]]] = [{}, {}]  # what the draft of a field may replace
        self.typed: list[dict[tuple[str, str], str]] = [{}, {}]
        self.known: list[set[bytes]] = [set(), set()]
        self.number = 0

    @initialize()
    def start(self) -> None:
        self.vaults = [making.fresh_vault(self.base / name, key=KEY) for name in ("a", "b")]
        self.vaults[0].trust(self.vaults[1].public_key)
        self.vaults[1].trust(self.vaults[0].public_key)

    def teardown(self) -> None:
        for vault in self.vaults:
            vault.close()
        shutil.rmtree(self.base)

    @rule(who=WHO, place=st.integers(0, 2))
    def open_form(self, who: int, place: int) -> None:
        self.number += 1
        record, field = self.places[place % len(self.places)]
        base = self.vaults[who].case_file(making.CASE).standing_of(record, field)
        self.forms[who].append(Form(self.number, record, field, base))

    @rule(who=WHO, place=st.integers(0, 2), which=st.integers(0, 2), emptied=st.sampled_from([False, False, False, True]))
    def type(self, who: int, place: int, which: int, *, emptied: bool) -> None:
        """In a form that is open, perhaps since long ago; in a new one where none is."""
        place %= len(self.places)
        mine = [form for form in self.forms[who] if (form.record, form.field) == self.places[place]]
        if not mine:
            self.open_form(who, place)
            mine = self.forms[who][-1:]
        form = mine[-1 - which % len(mine)]
        self.number += 1
        text = "" if emptied else f"text {self.number}"
        self.vaults[who].put(making.edit(form.record, form.field, text, form.base, editing=form.name))
        field = (form.record, form.field)
        # A second form over a draft has read that draft, and goes on from its beginning.
        self.draft_of[who].setdefault(field, set()).update(form.may_replace)
        self.typed[who][field] = text
        file = self.vaults[who].case_file(making.CASE)
        found = file.get(Contact, form.record)
        assert found is not None
        assert getattr(found, form.field) == text

    @precondition(lambda self: any(self.typed))
    @rule(who=WHO, record=st.sampled_from([None, "r1", "r2"]))
    def seal(self, who: int, record: str | None) -> None:
        vault = self.vaults[who]
        vault.seal(Id(record) if record else None)
        for body in set(vault.bodies()) - self.known[who]:
            change = changes.read(body)
            for field, value in change.values.items():
                place = (change.record, field)
                assert value == self.typed[who][place]
                assert set(change.replaces.get(field, ())) <= self.draft_of[who][place], "it replaces what was not on that screen"
                for form in self.forms[who]:
                    if (form.record, form.field) == place:
                        form.may_replace |= {change.id}
        for place in [place for place in self.draft_of[who] if record in (None, place[0])]:
            self.draft_of[who].pop(place)
            self.typed[who].pop(place)
        self.known[who] = set(vault.bodies())
        assert not [one for one in vault.unfinished() if record in (None, one[2])]

    @rule(who=WHO, part=st.sampled_from([1.0, 1.0, 0.5]))
    def exchange(self, who: int, part: float) -> None:
        bodies = sorted(self.vaults[who].bodies())
        _, refused = self.vaults[1 - who].apply(bodies[: round(part * len(bodies))], "peer")
        assert refused == 0
        self.known[1 - who] = set(self.vaults[1 - who].bodies())

    @rule(who=WHO, record=st.sampled_from(["r1", "r2"]))
    def take_away(self, who: int, record: str) -> None:
        file = self.vaults[who].case_file(making.CASE)
        stood = {name: file.standing_of(record, name) for name in file.standing.get(Id(record), {})}
        if stood and Id(record) not in file.unfinished:
            self.vaults[who].save([making.row(Contact, record, {GONE: True}, stood)])
            self.known[who] = set(self.vaults[who].bodies())

    @rule(who=WHO, really=st.sampled_from([False, False, False, False, True]))
    def start_again(self, who: int, *, really: bool) -> None:
        """As after a lock: drafts stay, forms are read anew."""
        if not really:
            return
        self.vaults[who].close()
        self.vaults[who] = Vault(self.base / "ab"[who], KEY, making.CLOCK)
        self.forms[who] = []

    @invariant()
    def every_value_stands_or_was_replaced_by_name(self) -> None:
        for vault in self.vaults:
            read = [changes.read(body) for body in vault.bodies()]
            replaced = {(c.record, f, id) for c in read for f, ids in c.replaces.items() for id in ids}
            held = {record: found["live"] for (_, record), found in making.state(vault).items()}
            for change in read:
                for field, value in change.values.items():
                    if (change.record, field, change.id) not in replaced:
                        assert held[change.record][field][change.id] == value

    @invariant()
    def every_draft_is_read(self) -> None:
        for vault, typed in zip(self.vaults, self.typed, strict=True):
            file = vault.case_file(making.CASE)
            for (record, field), text in typed.items():
                found: Any = file.get(Contact, record)
                assert getattr(found, field) == text


class OneField(TwoLaptops):
    """A small world reaches deep combinations sooner."""

    places = PLACES[:1]


TwoLaptops.TestCase.settings = settings(max_examples=25, stateful_step_count=40)
OneField.TestCase.settings = settings(max_examples=45, stateful_step_count=25)
TestTwoLaptops = TwoLaptops.TestCase
TestOneField = OneField.TestCase


@pytest.mark.slow
@pytest.mark.parametrize("world", [TwoLaptops, OneField])
def test_nothing_is_lost_in_a_long_time(world: type[TwoLaptops]) -> None:
    run_state_machine_as_test(world, settings=settings(max_examples=1_000, stateful_step_count=40))
