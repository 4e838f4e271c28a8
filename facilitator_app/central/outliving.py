"""The list of what must outlive a restore, in a file of the service's folder and in no database: what took something away from somebody.

A line is on the disk before the transaction that it tells of is committed, and the database knows how far the list was then. So a list that
goes on behind the database's place says that the database was restored, or that something was interrupted between the two; either way the
gate does again what the list says. Lines are chained: a list of another service, a shorter one or a changed one is noticed.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from facilitator_app.central.decisions import Outliving
from facilitator_app.central.store import Device
from facilitator_app.errors import Trouble
from facilitator_app.ledger import chain
from facilitator_app.ledger.chain import START, Head
from facilitator_app.ledger.seals import b64, unb64
from facilitator_app.records import codec

What = Mapping[str, Any]

ENROLLED, ROLE, ERASED, SETTING, BACKUP, RESTORED, BEGUN = "enrolled", "role", "erased", "setting", "backup", "restored", "begun"
MANAGES = "manages"


class Behind(Trouble):
    """The database is not where the list is."""

    def __init__(self) -> None:
        super().__init__(
            "The database was restored, or something was interrupted: it does not know all that was taken away.",
            "Run “facilitator-central restore-gate” before anything else.",
        )


_ANOTHER = Trouble(
    "The list of what must outlive a restore is not of this database: it was changed, cut, or is an older copy.",
    "Put the newest copy of it into the folder; if there is none, “facilitator-central restore-gate --new-list” begins one.",
)


class OutlivingList:
    """The file of one service. Whoever appends holds the database's row of "": there is one who appends at a time."""

    def __init__(self, folder: Path, service: str) -> None:
        self.path = folder / f"{service}.outliving.jsonl"

    def lines(self, after: Head) -> list[tuple[Head, What]]:
        """What stands behind a place in the list, each with its own place. Raises `Trouble` where the list has no such place."""
        found, head = list[tuple[Head, What]](), START
        is_there = head == after
        for data in self._whole_lines():
            try:
                line = codec.object_from_json(data)
                head, what = head.after(chain.digest(codec.to_json(line["what"]))), line["what"]
            except (codec.Unreadable, KeyError) as problem:
                raise _ANOTHER from problem
            if [*head] != [line.get("at"), line.get("chain")]:
                raise _ANOTHER
            if is_there:
                found.append((head, what))
            is_there |= head == after
        if not is_there:
            raise _ANOTHER
        return found

    def append(self, after: Head, what: Sequence[What]) -> Head:
        """Writes lines behind the place where the database is, onto the disk; where it is then. Those that an interrupted try of the same has
        left are found written. Raises `Behind` where something else stands there.
        """
        plain = [codec.to_builtins(one) for one in what]
        there = self.lines(after)
        if there:
            if [line for _, line in there] != plain:
                raise Behind
            return there[-1][0]
        head, data = after, b""
        for one in plain:
            head = head.after(chain.digest(codec.to_json(one)))
            happened = datetime.now(UTC).isoformat(timespec="seconds")
            data += codec.to_json({"at": head.at, "chain": head.chain, "happened": happened, "what": one}) + b"\n"
        self._write(data)
        return head

    def _whole_lines(self) -> Iterator[bytes]:
        """Without one that was cut: it was not on the disk yet when its transaction was to be committed, so that never was."""
        if self.path.exists():
            yield from self.path.read_bytes().split(b"\n")[:-1]

    def _write(self, data: bytes) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        is_new = not self.path.exists()
        with os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
            file.seek(sum(len(line) + 1 for line in self._whole_lines()))
            file.truncate()
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            folder = os.open(self.path.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)

    def begun_anew(self, what: Sequence[What]) -> Head:
        """A list with these lines and no others. What was there is kept beside it."""
        if self.path.exists():
            self.path.rename(self.path.with_suffix(f".{datetime.now(UTC):%Y%m%d%H%M%S}.old"))
        return self.append(START, what)


def enrolled(device: Device, locator: str = "") -> What:
    """Who was ever enrolled, with both keys: a laptop of which one is missing could deliver nothing. `locator`: by which slip, which is used."""
    return {
        "sort": ENROLLED, "key": device.key, "public": b64(device.public), "person": device.person, "order": device.order,
        "former": device.former, "sealing": b64(device.sealing), "name": device.name, "confirmed": device.confirmed, "locator": locator,
    }  # fmt: skip


def role(person: str, compartment: str, role: str) -> What:
    """The most that somebody may do there."""
    return {"sort": ROLE, "person": person, "compartment": compartment, "role": role}


def manages(person: str, *, on: bool) -> What:
    """Whether somebody manages the service from now on."""
    return {"sort": MANAGES, "person": person, "on": on}


def erased(compartment: str, ids: Sequence[str]) -> What:
    """The ids of what was erased: salted digests, which say nothing."""
    return {"sort": ERASED, "compartment": compartment, "ids": sorted(ids)}


def as_it_stands(lines: Sequence[What]) -> Outliving:
    """What all lines together say."""
    found = Outliving()
    for line in lines:
        if line["sort"] == ENROLLED:
            device = Device(
                line["key"], unb64(line["public"]), line["person"], line["order"], line["former"], unb64(line["sealing"]), line["name"],
                line["confirmed"],
            )  # fmt: skip
            found.enrolled[device.key] = device
            if line["locator"]:
                found.used[line["locator"]] = device.key
        elif line["sort"] == ROLE:
            found.roles[line["person"], line["compartment"]] = line["role"]
        elif line["sort"] == MANAGES:
            found.manages[line["person"]] = line["on"]
        elif line["sort"] == ERASED:
            before = found.erased.get(line["compartment"], frozenset())
            found.erased[line["compartment"]] = before | frozenset(line["ids"])
        elif line["sort"] == SETTING:
            found.settings[line["name"]] = line["value"]
    found.ended = {place for place, given in found.roles.items() if not given}
    found.revoked = {key: device.order for key, device in found.enrolled.items() if device.order}
    return found
