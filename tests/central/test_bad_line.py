"""A line that breaks, stalls, repeats and changes what it carries: the next exchange ends it, and what there is then is what there would have been."""

from collections.abc import Callable, Iterator

import pytest
from asking import Line
from fault_proxy import WELL, BadLine, Fault, bad_line
from workbooks import Worker

from facilitator_app.central import verify
from facilitator_app.central.database import Database
from facilitator_app.sync import transport
from facilitator_app.sync.reasons import NotAnswered, Reason
from facilitator_app.sync.transport import Transport

SIDES: dict[str, Callable[[int], Fault]] = {
    "cut_up": lambda place: Fault(cut_up=place),
    "cut_down": lambda place: Fault(cut_down=place),
    "flip_up": lambda place: Fault(flip_up=place),
    "flip_down": lambda place: Fault(flip_down=place),
}
SOME, STEP = 12, 61  # of the bytes in a short run: the first, the last, and every 61st


@pytest.fixture
def bad(line: Line) -> Iterator[BadLine]:
    with bad_line(line.host, line.port) as found:
        yield found


@pytest.fixture
def amira(pair: tuple[Worker, Worker], bad: BadLine) -> Worker:
    """On the bad line; Sam's is good."""
    found = pair[0]
    found.post = lambda path, body, device: Transport(f"http://{bad.host}:{bad.port}").post(path, body, device)
    return found


def _places(size: int, step: int) -> list[int]:
    return sorted({*range(0, size, step), *range(SOME), *range(max(0, size - SOME), size)})


def _changes(database: Database) -> int:
    rows = database.tx("office", lambda session: session.do("SELECT count(*) FROM change WHERE tenant = %(tenant)s").fetchall())
    return int(rows[0][0])


def _ends_well(amira: Worker, sam: Worker, bad: BadLine, words: str, database: Database, changes: int) -> None:
    bad.fault = WELL
    amira.sync()
    assert amira.words() == {words}
    assert amira.exchanging.counts().unsent == 0
    assert _changes(database) == changes, "there once, and nothing else"


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("step", [STEP, pytest.param(1, marks=pytest.mark.slow)])
def test_cut_and_changed_at_every_byte(
    step: int, side: str, pair: tuple[Worker, Worker], amira: Worker, bad: BadLine, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "READ_S", 2.0)  # where a length was changed, one of the two waits for what will never come
    _, sam = pair
    amira.write("measured")
    amira.sync()
    size = bad.sizes[-1][0 if side.endswith("up") else 1]
    changes = _changes(database)
    for place in _places(size, step):
        amira.write(f"{side} {place}")
        changes += 1
        bad.fault = SIDES[side](place)
        try:
            amira.once()
        except NotAnswered:
            assert amira.exchanging.counts().unsent == 1, "nobody said that it came"
        else:  # a header that nobody reads may change, and where the answer ends nothing is missing
            assert amira.exchanging.counts().unsent == 0
        _ends_well(amira, sam, bad, f"{side} {place}", database, changes)
    sam.sync()
    assert sam.words() == amira.words()
    assert database.tx("office", verify.verified).faults == ()
    for one in (amira, sam):
        assert one.opened.vault.faults() == []


def test_a_question_that_arrives_twice_is_done_once(pair: tuple[Worker, Worker], amira: Worker, bad: BadLine, database: Database) -> None:
    before = _changes(database)
    bad.fault = Fault(twice=True)
    for number in range(5):
        amira.write(f"twice {number}")
        amira.sync()
    _ends_well(amira, pair[1], bad, "twice 4", database, before + 5)


def test_a_service_that_falls_silent_is_given_up_and_asked_again(
    pair: tuple[Worker, Worker], amira: Worker, bad: BadLine, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _changes(database)
    monkeypatch.setattr(transport, "READ_S", 0.3)
    bad.fault = Fault(hold_s=1.0)
    amira.write("said into silence")
    with pytest.raises(NotAnswered) as problem:
        amira.once()
    assert problem.value.reason is Reason.CUT
    monkeypatch.undo()
    _ends_well(amira, pair[1], bad, "said into silence", database, before + 1)


def test_nothing_there_is_offline_and_costs_nothing(pair: tuple[Worker, Worker], amira: Worker, bad: BadLine) -> None:
    amira.write("kept")
    bad.fault = Fault(refuse=True)
    with pytest.raises(NotAnswered) as broken:
        amira.once()
    assert broken.value.reason is Reason.CUT
    bad.close()
    with pytest.raises(NotAnswered) as problem:
        amira.once()
    assert problem.value.reason is Reason.OFFLINE
    assert amira.words() == {"kept"}
    assert amira.exchanging.counts().unsent == 1


def test_twelve_seconds_of_bad_signal_carry_a_weeks_work(
    pair: tuple[Worker, Worker], amira: Worker, bad: BadLine, database: Database
) -> None:
    """At 64 kbit/s, in pieces that a line which breaks off after each second answer lets through."""
    for number in range(150):
        amira.write(f"{number}: " + f"what she said about the allotment and the keys, {number} " * 4, record=f"n{number}")
    amira.opened.vault.seal()
    bad.fault = Fault(bits_a_second=64_000)
    amira.pace.budget = 16 * 1024
    answers = 0
    while amira.exchanging.counts().unsent and answers < 40:
        broken = answers % 2
        bad.fault = Fault(bits_a_second=64_000, cut_down=200 if broken else None)
        try:
            amira.once()
        except NotAnswered:
            assert broken
        answers += 1
    assert amira.exchanging.counts().unsent == 0
    carried = sum(up + down for up, down in bad.sizes)
    assert carried * 8 / 64_000 < 12, f"{carried} bytes"
    pair[1].sync()
    assert pair[1].words("n149") == amira.words("n149")
