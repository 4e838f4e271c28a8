"""The envelope: hides what is in it, proves who wrote it, answers one question alone; and what is none changes nothing and says nothing."""

import base64
import json
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator_app.ledger import envelope
from facilitator_app.ledger.envelope import Address, Letter, NotAnEnvelope, OpeningKey
from facilitator_app.ledger.seals import SigningKey

LAPTOP_SIGN, LAPTOP_OPEN = SigningKey(b"\x01" * 32), OpeningKey(b"\x02" * 32)
SERVICE_SIGN, SERVICE_OPEN = SigningKey(b"\x03" * 32), OpeningKey(b"\x04" * 32)
STRANGER_SIGN, STRANGER_OPEN = SigningKey(b"\x05" * 32), OpeningKey(b"\x06" * 32)
HERE = Address("severnside", "laptop-8", "/v1/sync")
LETTER = Letter('{"push":["Margaret’s words"]}'.encode(), b"a piece of an attachment")
VECTORS = json.loads((Path(__file__).parent / "envelope_vectors.json").read_text(encoding="utf-8"))


def asked(letter: Letter = LETTER, address: Address = HERE) -> bytes:
    return envelope.question(letter, address, sign=LAPTOP_SIGN, to=SERVICE_OPEN.public)


def opened(body: bytes, address: Address = HERE, signer: bytes = LAPTOP_SIGN.public, key: OpeningKey = SERVICE_OPEN) -> Letter:
    return envelope.opened_question(body, address, key=key, signer=signer)


def answered(question: bytes, letter: Letter = LETTER, address: Address = HERE) -> bytes:
    return envelope.answer(letter, address, asked=question, sign=SERVICE_SIGN, to=LAPTOP_OPEN.public)


def opened_answer(body: bytes, question: bytes, address: Address = HERE, signer: bytes = SERVICE_SIGN.public) -> Letter:
    return envelope.opened_answer(body, address, asked=question, key=LAPTOP_OPEN, signer=signer)


@settings(max_examples=50)
@given(st.binary(max_size=5000), st.binary(max_size=5000))
def test_there_and_back(text: bytes, chunk: bytes) -> None:
    letter = Letter(text, chunk)
    question = asked(letter)
    assert opened(question) == letter
    assert opened_answer(answered(question, letter), question) == letter


def test_nothing_can_be_read_on_the_way_and_nothing_is_sent_twice_alike() -> None:
    first, second = asked(), asked()
    assert first != second
    for body in (first, second, answered(first)):
        assert b"Margaret" not in body
        assert b"attachment" not in body
        assert b"laptop-8" not in body


def test_one_bit_anywhere_makes_it_no_envelope() -> None:
    question = asked(Letter(b"{}", b""))
    for at in range(len(question)):
        changed = bytearray(question)
        changed[at] ^= 1
        with pytest.raises(NotAnEnvelope):
            opened(bytes(changed))


def test_cut_anywhere_it_is_none() -> None:
    question = asked(Letter(b"{}", b""))
    for until in range(len(question)):
        with pytest.raises(NotAnEnvelope):
            opened(question[:until])
    with pytest.raises(NotAnEnvelope):
        opened(question + b"\x00")


@pytest.mark.parametrize(
    "other",
    [
        Address("another", "laptop-8", "/v1/sync"),
        Address("severnside", "laptop-9", "/v1/sync"),
        Address("severnside", "laptop-8", "/v1/put"),
    ],
)
def test_it_is_for_one_service_from_one_laptop_on_one_path(other: Address) -> None:
    question = asked()
    with pytest.raises(NotAnEnvelope):
        opened(question, other)
    with pytest.raises(NotAnEnvelope):
        opened_answer(answered(question, address=other), question)


def test_the_parts_of_an_address_cannot_be_shifted_into_each_other() -> None:
    """Without a length before each, "ab" + "c" would be "a" + "bc"."""
    with pytest.raises(NotAnEnvelope):
        opened(asked(address=Address("ab", "c", "/")), Address("a", "bc", "/"))


def test_nobody_else_opens_it_and_nobody_else_wrote_it() -> None:
    with pytest.raises(NotAnEnvelope):
        opened(asked(), key=STRANGER_OPEN)
    with pytest.raises(NotAnEnvelope):
        opened(asked(), signer=STRANGER_SIGN.public)
    with pytest.raises(NotAnEnvelope):
        opened_answer(answered(b"x"), b"x", signer=STRANGER_SIGN.public)


def test_an_answer_is_to_its_own_question_and_no_question_is_an_answer() -> None:
    first, second = asked(), asked()
    with pytest.raises(NotAnEnvelope):
        opened_answer(answered(first), second)
    to_self = envelope.question(LETTER, HERE, sign=SERVICE_SIGN, to=LAPTOP_OPEN.public)
    with pytest.raises(NotAnEnvelope):
        opened_answer(to_self, first)


def test_what_is_too_large_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    class Never(OpeningKey):
        def opened(self, sealed: bytes, info: bytes) -> bytes:
            raise AssertionError

    with pytest.raises(NotAnEnvelope):
        opened(b"\x01" * (envelope.MOST_BYTES + 1), key=Never())


def test_a_text_that_swells_is_not_unpacked() -> None:
    """Somebody we know may be somebody whose laptop was stolen."""
    much = Letter(b"\x00" * (envelope.MOST_TEXT_BYTES + 1))
    assert len(asked(much)) < 10_000
    with pytest.raises(NotAnEnvelope):
        opened(asked(much))


def test_a_swelling_text_that_does_not_say_its_size_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    telling = zstandard.ZstdCompressor
    monkeypatch.setattr(zstandard, "ZstdCompressor", lambda level: telling(level=level, write_content_size=False))
    with pytest.raises(NotAnEnvelope):
        opened(asked(Letter(b"\x00" * (envelope.MOST_TEXT_BYTES + 1))))


@pytest.mark.parametrize("name", VECTORS)
def test_what_was_sent_by_an_earlier_version_is_still_opened(name: str) -> None:
    """Fixed bytes, made once: whoever changes the envelope, changes its first byte."""
    vector = VECTORS[name]
    body, letter = base64.b64decode(vector["envelope"]), Letter(vector["text"].encode(), base64.b64decode(vector["chunk"]))
    address = Address(**vector["address"])
    if "asked" in vector:
        assert opened_answer(body, base64.b64decode(vector["asked"]), address) == letter
    else:
        assert opened(body, address) == letter
