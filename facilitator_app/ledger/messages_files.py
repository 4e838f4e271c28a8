"""`/v1/put` and `/v1/get`: the pieces of attachments, and what a field said before. Read and written by `messages`; pieces ride behind the JSON."""

from dataclasses import dataclass

from facilitator_app.ledger.messages import OK, Item, Malformed

OTHER = "other"  # another piece stands in this place, or the file has another number of pieces: nothing was changed


def numbers_in(have: str, total: int) -> frozenset[int]:
    """The numbers that an answer names as "0-41,43", as far as they are below `total`. Raises `Malformed`."""
    found = set[int]()
    for run in filter(None, have.split(",")):
        first, _, last = run.partition("-")
        if not (first.isdecimal() and (last or first).isdecimal()):
            raise Malformed("no numbers")
        found.update(range(int(first), min(int(last or first) + 1, total)))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class PutQuestion:
    """`/v1/put`: piece `number` (from 0) of `total` of a file; its ciphertext rides behind."""

    compartment: str
    file: str
    number: int
    total: int

    def __post_init__(self) -> None:
        if not 0 <= self.number < self.total:
            raise Malformed("no such piece")


@dataclass(frozen=True, slots=True)
class PutAnswer:
    """`/v1/put`, answered: which pieces are there, as "0-41,43". `status`: `OK`; `HELD`, kept apart until a person has decided about the
    change that names the file; `FULL`, not taken, the laptop keeps it; or `OTHER`.
    """

    have: str
    status: str = OK


@dataclass(frozen=True, slots=True)
class GetQuestion:
    """`/v1/get`: which pieces of a file there are, or with `number` one of them; or with `record` and `field` what a field said before."""

    compartment: str
    file: str = ""
    number: int | None = None
    record: str = ""
    field: str = ""

    def __post_init__(self) -> None:
        if bool(self.file) == bool(self.record and self.field) or (self.number is not None and (self.number < 0 or not self.file)):
            raise Malformed("neither a file nor a field")


@dataclass(frozen=True, slots=True)
class GetAnswer:
    """`/v1/get`, answered. A piece itself rides behind."""

    have: str = ""
    total: int = 0
    items: tuple[Item, ...] = ()
