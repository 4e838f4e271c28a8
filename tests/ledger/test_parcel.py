"""Parcels: who can open them, what stands outside, and what is none."""

import json

import pytest

from facilitator_app.ledger import change as changes
from facilitator_app.ledger import parcel
from facilitator_app.ledger.envelope import OpeningKey
from facilitator_app.ledger.parcel import NotAParcel, Recipients
from facilitator_app.ledger.seals import SigningKey

SERVICE, RECOVERY, STRANGER = (OpeningKey(bytes([number]) * 32) for number in (1, 2, 3))
TO = Recipients("severnside", (SERVICE.public, RECOVERY.public))
WORDS = "she is afraid of the stairs"


def _change(words: str = WORDS) -> bytes:
    return changes.written(
        SigningKey(b"\x07" * 32), compartment="part/one/her", record="r1", kind="contact", values={"words": words}, replaces={},
        author="sam", at="2026-03-02T10:00:00Z",
    )  # fmt: skip


def test_either_key_opens_it_and_no_other() -> None:
    body = _change()
    sealed = parcel.sealed(body, TO)
    assert [parcel.opened(sealed, key, "severnside") for key in (SERVICE, RECOVERY)] == [body, body]
    for key, service in ((STRANGER, "severnside"), (SERVICE, "another")):
        with pytest.raises(NotAParcel):
            parcel.opened(sealed, key, service)


def test_id_and_compartment_are_those_of_the_change_and_nothing_else_is_said() -> None:
    body = _change()
    sealed = parcel.sealed(body, TO)
    for one in (body, sealed):
        assert (parcel.id_of(one), parcel.compartment_of(one)) == (changes.id_of(body), "part/one/her")
    assert [parcel.is_parcel(one) for one in (body, sealed)] == [False, True]
    for word in (WORDS, "r1", "contact", "sam", "2026-03-02"):
        assert word.encode() not in sealed
    assert sealed.decode().encode() == sealed, "it travels as a string"
    assert parcel.sealed(body, TO) != sealed


def test_what_stands_outside_cannot_be_changed() -> None:
    sealed = parcel.sealed(_change(), TO)
    for name, other in (("parcel", changes.id_of(_change("other words"))), ("c", "case/other")):
        with pytest.raises(NotAParcel):
            parcel.opened(json.dumps(json.loads(sealed) | {name: other}, separators=(",", ":")).encode(), SERVICE, "severnside")
    wraps = json.loads(sealed)["to"]
    other = json.loads(parcel.sealed(_change("other words"), TO))
    with pytest.raises(NotAParcel):
        parcel.opened(json.dumps(other | {"to": wraps}, separators=(",", ":")).encode(), SERVICE, "severnside")


@pytest.mark.parametrize(
    "body",
    [
        b'{"parcel":"', b'{"parcel":"x"}', b'{"parcel":"x","c":"case/1","to":"x","sealed":""}', b'{"parcel":"x","c":"case/1","to":[1],"sealed":""}',
        b'{"parcel":"x","c":"case/1","to":["x"],"sealed":1}', b'{"parcel":"x","c":"a\\u0000b","to":[],"sealed":""}',
        b'{"parcel":"x","c":"case/1","to":["x","AAAA"],"sealed":"????"}', b'{"parcel":"x","c":"case/1","to":["","","","",""],"sealed":""}',
        b'{"parcel":"' + b"x" * 201 + b'","c":"case/1","to":[],"sealed":""}',
        b'{"parcel":"x","c":"case/1","to":[],"sealed":"' + b"A" * parcel.MOST_BYTES + b'"}',
    ],
)  # fmt: skip
def test_what_is_none_is_refused_and_is_a_change_that_nobody_can_read(body: bytes) -> None:
    with pytest.raises(NotAParcel):
        parcel.opened(body, SERVICE, "severnside")
    assert parcel.compartment_of(body) in ("", "case/1")
    assert parcel.id_of(body) in ("x", changes.id_of(body))


def test_the_largest_change_fits() -> None:
    body = _change("x" * (changes.LIMIT_BYTES - 600))
    sealed = parcel.sealed(body, TO)
    assert len(sealed) < parcel.MOST_BYTES
    assert parcel.opened(sealed, RECOVERY, "severnside") == body
