"""What is sealed opens with its key, for its purpose, and not otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.ledger.seals import NotOpened, b64, derived_id, expanded, fresh_id, keyed_digest, same, seal, stretched, unb64, unseal

KEY = bytes(range(32))


@given(st.binary(max_size=64))
def test_base_64_has_one_spelling(data: bytes) -> None:
    text = b64(data)
    assert unb64(text) == data
    for last in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_":
        if text and last != text[-1]:
            try:
                found = unb64(text[:-1] + last)
            except ValueError:
                continue
            assert found != data


@pytest.mark.parametrize("text", ["a", "a b", "ab=", "ab==", "a+b/", "é", "abc\n"])
def test_what_is_no_base_64_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any
        unb64(text)


@given(st.binary(max_size=64), st.binary(max_size=16), st.integers(0, 10_000))
def test_a_seal_opens_for_its_key_and_purpose_only(plain: bytes, bound: bytes, place: int) -> None:
    sealed = seal(KEY, plain, bound)
    assert unseal(KEY, sealed, bound) == plain
    spoilt = bytearray(sealed)
    spoilt[place % len(sealed)] ^= 1
    for key, data, purpose in (
        (KEY[::-1], sealed, bound),
        (KEY, sealed, bound + b"x"),
        (KEY, bytes(spoilt), bound),
        (KEY, sealed[: place % len(sealed)], bound),
    ):
        with pytest.raises(NotOpened):
            unseal(key, data, purpose)


def test_sealing_twice_gives_two_different_texts() -> None:
    assert seal(KEY, b"x", b"") != seal(KEY, b"x", b"")


def test_argon2id_is_that_of_rfc_9106() -> None:
    """Against the reference command: echo -n password | argon2 somesalt -id -t 2 -k 64 -p 1 -l 32, as the phc-winner project's test has it."""
    found = stretched(b"password", b"somesalt", memory_kib=65_536, passes=2, lanes=1)
    assert found.hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


def test_a_secret_gives_another_key_for_another_purpose() -> None:
    assert len({expanded(b"s" * 32, salt, purpose) for salt in (b"1", b"2") for purpose in (b"sheet", b"keyring")}) == 4


def test_two_laptops_derive_one_id_and_no_two_names_share_one() -> None:
    assert derived_id("service", "REF 1", "harmed") == derived_id("service", "REF 1", "harmed")
    assert len({derived_id("a", "bc"), derived_id("ab", "c"), derived_id("a", "b", "c"), derived_id("abc")}) == 4
    assert len({fresh_id() for _ in range(1_000)}) == 1_000
    assert len(fresh_id()) == 22


def test_a_keyed_digest_needs_the_key() -> None:
    assert same(keyed_digest(KEY, b"x"), keyed_digest(KEY, b"x"))
    assert not same(keyed_digest(KEY, b"x"), keyed_digest(KEY[::-1], b"x"))
