"""A change is believed for its signature alone, and its bytes say the same to everybody who reads them."""

import base64
import hashlib
from typing import Any

import making
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.ledger import change as changes
from facilitator_app.ledger.change import LIMIT_BYTES, Change, NotAChange
from facilitator_app.ledger.seals import SigningKey, short_digest, verified
from facilitator_app.records import codec

KEY, OTHER = SigningKey(b"\1" * 32), SigningKey(b"\2" * 32)
WRONG: tuple[Any, ...] = (1, None, [])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


def _read(body: bytes, key: SigningKey = KEY) -> Change:
    return changes.read_signed(body, key.public)


@given(st.dictionaries(TEXTS, PLAIN, max_size=4), st.dictionaries(TEXTS, st.lists(TEXTS, min_size=1, max_size=3, unique=True), max_size=3))
def test_what_was_written_is_what_is_read(values: dict[str, Any], replaces: dict[str, list[str]]) -> None:
    found = _read(making.foreign(KEY, "r1", values, replaces))
    assert dict(found.values) == values
    assert {name: set(ids) for name, ids in found.replaces.items()} == {name: set(ids) for name, ids in replaces.items()}
    assert (found.record, found.kind, found.author, found.key) == ("r1", "contact", "colleague", KEY.fingerprint)


def test_the_id_is_what_the_bytes_are() -> None:
    body = making.foreign(KEY, "r1", {"words": "x"})
    digest = base64.urlsafe_b64encode(hashlib.sha256(body).digest()[:16]).rstrip(b"=").decode()
    assert _read(body).id == digest == changes.id_of(body)


def test_the_same_words_never_make_the_same_id() -> None:
    """Without a salt an erased "yes" could be guessed from its id."""
    assert len({changes.id_of(making.foreign(KEY, "r1", {"words": "yes"})) for _ in range(20)}) == 20


def test_a_byte_changed_anywhere_is_refused() -> None:
    """The last letter of the signature too: it holds bits that base 64 does not use, and another spelling would be another id."""
    body = making.foreign(KEY, "r1", {"words": "Pay £50"}, {"words": ["abc"]})
    for place, byte in enumerate(body):
        for other in (
            {byte ^ 1, byte ^ 2, byte ^ 4, byte ^ 8, byte ^ 16, byte ^ 32, byte ^ 128} if place < len(body) - 4 else {*range(256)} - {byte}
        ):
            with pytest.raises(NotAChange):
                _read(body[:place] + bytes([other]) + body[place + 1 :])


def test_bytes_cut_or_added_anywhere_are_refused() -> None:
    body = making.foreign(KEY, "r1", {"words": "Pay £50"})
    for place in range(len(body)):
        for spoilt in (body[:place], body[:place] + body[place + 1 :], body[:place] + b" " + body[place:]):
            with pytest.raises(NotAChange):
                _read(spoilt)
    for spoilt in (body + b" ", body + b"\n", body + body, b"\xef\xbb\xbf" + body):
        with pytest.raises(NotAChange):
            _read(spoilt)


def test_nobody_writes_in_a_colleagues_name() -> None:
    with pytest.raises(NotAChange):
        _read(making.foreign(OTHER, "r1", {"words": "x"}))
    with pytest.raises(NotAChange):  # signed by one, naming the other
        _read(making.written_as(OTHER, k=KEY.fingerprint), KEY)
    with pytest.raises(NotAChange):
        _read(making.written_as(OTHER, k=KEY.fingerprint), OTHER)


def test_one_name_twice_is_refused_although_its_author_signed_it() -> None:
    """Two programs would read two different things in it."""
    plain = codec.to_json(making.members(KEY))
    inner, outer = plain.replace(b'"words":"x"', b'"words":"x","words":"y"'), plain.replace(b'"e":"r1"', b'"e":"r1","e":"r2"')
    escaped = plain.replace(b'"words":"x"', b'"words":"x","word\\u0073":"y"')
    assert _read(making.signed(KEY, plain)).record == "r1"
    for spoilt in (inner, outer, escaped):
        with pytest.raises(NotAChange):
            _read(making.signed(KEY, spoilt))


@pytest.mark.parametrize(
    "plain",
    [
        b"{}",
        b"x}",
        b"[]}",
        b'{"a":NaN}',
        b'{"a":1e999}',
        b'{"a":"\xff"}',
        b'{"a":"\\ud800"}',
        b'{"a":' + b"[" * 60_000 + b"]" * 60_000 + b"}",
    ],
    ids=["empty", "words", "a list", "NaN", "over all bounds", "not UTF-8", "half a letter", "very deep"],
)
def test_signed_bytes_that_are_no_json_object_of_ours_are_refused(plain: bytes) -> None:
    with pytest.raises(NotAChange):
        _read(making.signed(KEY, plain))


@pytest.mark.parametrize(
    "others",
    [
        *({name: wrong} for name in ("c", "e", "t", "u", "k", "at", "n") for wrong in WRONG),
        {"set": []}, {"set": None}, {"sup": []}, {"sup": {"words": "abc"}}, {"sup": {"words": [1]}}, {"sv": "1"}, {"sv": True}, {"sv": 1.5},
        {"off": "0"}, {"off": False}, {"set": {"words": [[[]]] * 3, "deep": "x" * LIMIT_BYTES}},
    ],
)  # fmt: skip
def test_a_member_of_another_shape_is_refused(others: dict[str, Any]) -> None:
    with pytest.raises(NotAChange):
        _read(making.written_as(KEY, **others))


@pytest.mark.parametrize("wrong", ["x" * (changes.LIMIT_NAME + 1), "a\0b"], ids=["too long", "NUL"])
@pytest.mark.parametrize("name", ["c", "e", "t", "u", "at", "n"])
def test_a_name_that_no_table_could_hold_is_refused(name: str, wrong: str) -> None:
    """The service would otherwise fail on it each time that it is sent, and everything behind it would wait for ever."""
    _read(making.written_as(KEY, **{name: "x" * changes.LIMIT_NAME}))
    with pytest.raises(NotAChange):
        _read(making.written_as(KEY, **{name: wrong}))


@pytest.mark.parametrize("name", ["c", "e", "t", "u", "k", "at", "n", "set", "sup", "sv"])
def test_a_missing_member_is_refused(name: str) -> None:
    members = making.members(KEY)
    del members[name]
    with pytest.raises(NotAChange):
        _read(making.signed(KEY, codec.to_json(members)))


@given(
    st.binary(max_size=200)
    | st.builds(lambda front, sig: front + b',"sig":"' + sig + b'"}', st.binary(max_size=50), st.binary(min_size=86, max_size=86))
)
def test_any_bytes_are_refused_and_nothing_else_happens(body: bytes) -> None:
    with pytest.raises(NotAChange):
        _read(body)
    with pytest.raises(NotAChange):
        changes.read(body)


def test_what_is_over_the_limit_is_not_even_looked_at() -> None:
    big = making.signed(KEY, b'{"c":"' + b"x" * LIMIT_BYTES + b'"}')
    for act in (_read, changes.read):
        with pytest.raises(NotAChange, match="limit"):
            act(big)


def test_a_change_over_the_limit_is_not_written() -> None:
    with pytest.raises(ValueError, match="limit"):
        making.foreign(KEY, "r1", {"words": "x" * LIMIT_BYTES})
    assert len(making.foreign(KEY, "r1", {"words": "x" * (LIMIT_BYTES - 1_000)})) <= LIMIT_BYTES


def test_members_and_fields_of_a_newer_version_are_read_past() -> None:
    found = _read(making.written_as(KEY, sv=9, newer={"a": 1}, set={"words": "x", "not_yet": {"a": [1, 2]}}))
    assert found.schema == 9
    assert found.values["not_yet"] == {"a": [1, 2]}


def test_a_change_in_a_traceback_shows_no_words() -> None:
    assert making.CANARY not in repr(_read(making.foreign(KEY, "r1", {"words": making.CANARY})))


def test_a_signature_holds_for_its_key_and_its_bytes_only() -> None:
    signature = KEY.sign(b"yes")
    assert verified(KEY.public, signature, b"yes")
    assert not verified(KEY.public, signature, b"Yes")
    assert not verified(OTHER.public, signature, b"yes")
    assert not verified(b"short", signature, b"yes")
    assert not verified(KEY.public, signature[:-1], b"yes")
    assert short_digest(KEY.public) == KEY.fingerprint
    assert SigningKey(KEY.private_bytes()).public == KEY.public
