"""A place in a list tells whether all that stands before it is still the same."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.ledger import chain
from facilitator_app.ledger.chain import START
from facilitator_app.ledger.seals import b64

BODIES = st.lists(st.binary(max_size=5), max_size=6)


def test_a_link_is_over_the_chain_and_the_digest_of_the_bytes() -> None:
    digest = hashlib.sha256(b"one").digest()
    assert chain.last(START, [b"one"]) == (1, b64(hashlib.sha256(START.chain.encode() + digest).digest()))
    assert START.after(digest) == chain.last(START, [b"one"])


@given(BODIES, BODIES)
def test_two_lists_end_in_one_place_only_if_they_are_the_same(left: list[bytes], right: list[bytes]) -> None:
    assert (chain.last(START, left) == chain.last(START, right)) == (left == right)


@given(BODIES, BODIES)
def test_a_list_may_be_gone_through_in_two_parts(first: list[bytes], second: list[bytes]) -> None:
    middle = chain.last(START, first)
    assert chain.last(middle, second) == chain.last(START, [*first, *second])
    assert [*chain.heads(START, first), *list(chain.heads(middle, second))[1:]] == list(chain.heads(START, [*first, *second]))
