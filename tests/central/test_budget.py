"""How much a question and its answer weigh. Bytes and not seconds: these cannot be slow today and fast tomorrow."""

from collections.abc import Iterator

import making
import pytest
from asking import Line
from fault_proxy import BadLine, bad_line
from workbooks import Worker

from facilitator_app.records import Contact, Participant
from facilitator_app.records.record import Id
from facilitator_app.sync.transport import Transport


@pytest.fixture
def counted(line: Line) -> Iterator[BadLine]:
    with bad_line(line.host, line.port) as found:
        yield found


def test_nothing_new_is_one_round_trip_under_a_kilobyte_however_many_cases_there_are(pair: tuple[Worker, Worker], counted: BadLine) -> None:
    amira, _ = pair
    rows = []
    for number in range(60):  # each is a case and two parts
        case = Id(f"case-{number}")
        rows.append(making.case_row(case))
        for person in ("margaret", "daniel"):
            rows.append(making.row(Participant, f"{person}-{number}", {"print_name": person}, case=case))
            rows.append(making.row(Contact, f"n-{person}-{number}", {"person": f"{person}-{number}", "words": "rang"}, case=case))
    amira.opened.vault.save(rows)
    amira.sync()
    amira.sync()
    amira.post = lambda path, body, device: Transport(f"http://{counted.host}:{counted.port}").post(path, body, device)
    assert not amira.once().more
    assert len(counted.sizes) == 1
    up, down = counted.sizes[0]
    assert up + down < 1024, f"{up} up and {down} down, header and all"
