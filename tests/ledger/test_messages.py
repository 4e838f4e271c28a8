"""What is sent is what is read; what is malformed is refused in one way; what is newer is read past."""

from typing import Any

import making
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.ledger import messages
from facilitator_app.ledger.chain import Head
from facilitator_app.ledger.messages import Ack, Cursor, Dot, Item, Malformed, Page, PublicKey, Stream, StreamHead, SyncAnswer, SyncQuestion
from facilitator_app.ledger.messages_enrol import EnrolAnswer, EnrolQuestion
from facilitator_app.ledger.messages_files import GetAnswer, GetQuestion, PutAnswer, PutQuestion
from facilitator_app.ledger.seals import SigningKey
from facilitator_app.records import codec

BODY = making.foreign(SigningKey(b"\1" * 32), "r1", {"words": f"{making.CANARY} “£50” \u2028 \x7f"}).decode()
PLACE = Head(7, "c" * 43)
QUESTION = SyncQuestion(
    Stream("s", "t", PLACE, "before"),
    (BODY, BODY),
    {"case/a": None, "part/a/b": f"i.3.9.{'c' * 43}"},
    {"case/a": ("x", "y")},
    1_000,
    app="1.4",
)
ANSWER = SyncAnswer(
    StreamHead("s", "t", "w", PLACE), (Ack("ok"), Ack("held", "erased")), {"case/a": ()}, ("h",), (Dot("case/a", "r", "f", "i"),), ("case/b",),
    (Page("case/a", None, "p.0.x", (Item(BODY, ("f",)), Item(BODY))),), {"k": PublicKey("pub", "ruth", "u1")}, {"case/a": "edit"}, ("case/c",), ("case/d",),
    4, 3, "wipe", more=True, now="2026-03-02T10:00:00Z",
)  # fmt: skip
ENROL = EnrolQuestion("7KQ2", "sig", "kem", "Amira's laptop", "u1", "n")
MESSAGES: tuple[Any, ...] = (
    QUESTION, ANSWER, SyncQuestion(Stream("s")), SyncAnswer(StreamHead("s")), ENROL,
    EnrolAnswer("d", "ruth", "svc", "sig", "kem", "rec"), PutQuestion("case/a", "f", 12, 80), PutAnswer("0-12"),
    GetQuestion("case/a", "f", 3), GetQuestion("case/a", "f"), GetQuestion("case/a", record="r", field="words"), GetAnswer("0-41,43", 80, (Item(BODY),)),
)  # fmt: skip


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_what_is_sent_is_what_is_read(message: Any) -> None:
    assert messages.read(messages.written(message), type(message)) == message


def test_the_bytes_of_a_change_arrive_as_they_are() -> None:
    found = messages.read(messages.written(QUESTION), SyncQuestion)
    assert [text.encode() for text in found.push] == [BODY.encode()] * 2


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_members_of_a_newer_version_are_read_past(message: Any) -> None:
    plain = codec.from_json(messages.written(message))
    assert messages.read(codec.to_json(_newer(plain)), type(message)) == message


def _newer(value: Any) -> Any:
    """Every object with one member more; not where the members are compartments or ids."""
    if isinstance(value, dict):
        ours = any(
            name in value
            for name in ("stream", "id", "locator", "number", "device", "status", "body", "since", "person", "have", "items", "file")
        )
        return {name: _newer(inner) for name, inner in value.items()} | ({"from_a_newer_version": {"a": [1]}} if ours else {})
    return [_newer(inner) for inner in value] if isinstance(value, list) else value


def test_what_an_older_version_does_not_send_has_a_default() -> None:
    assert messages.read(b'{"stream":{"id":"s"}}', SyncQuestion) == SyncQuestion(Stream("s"))
    assert messages.read(b'{"stream":{"id":"s","token":"t","head":[7,"%s"]}}' % (b"c" * 43), SyncAnswer) == SyncAnswer(
        StreamHead("s", "t", head=PLACE)
    )


def _with(message: object, *path: str, value: object) -> bytes:
    plain = codec.from_json(messages.written(message))
    place = plain
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    return codec.to_json(plain)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{}", b"[]", b"null", b"\xff", b'{"stream":', messages.written(QUESTION)[:-1], messages.written(ENROL),
        _with(QUESTION, "stream", value=None), _with(QUESTION, "stream", "base", value=[1]), _with(QUESTION, "stream", "base", value=["1", "c"]),
        _with(QUESTION, "push", value=[1]), _with(QUESTION, "push", value="x"), _with(QUESTION, "cursors", value=["case/a"]),
        _with(QUESTION, "cursors", "case/a", value=3), _with(QUESTION, "cursors", "case/a", value="p.1"), _with(QUESTION, "have", "case/a", value="x"),
        _with(QUESTION, "budget", value=0), _with(QUESTION, "budget", value=1.5), _with(QUESTION, "protocol", value="1"),
    ],
)  # fmt: skip
def test_what_is_malformed_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        messages.read(data, SyncQuestion)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'{"compartment":"c","file":"f","number":8,"total":8}', PutQuestion), (b'{"compartment":"c","file":"f","number":-1,"total":8}', PutQuestion),
        (b'{"compartment":"c"}', GetQuestion), (b'{"compartment":"c","record":"r"}', GetQuestion),
        (b'{"compartment":"c","file":"f","record":"r","field":"f"}', GetQuestion), (b'{"compartment":"c","file":"f","number":-1}', GetQuestion),
        (b'{"compartment":"c","record":"r","field":"f","number":1}', GetQuestion), (b'{"compartment":"c","since":null,"to":"p"}', Page),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_meant_is_refused(data: bytes, kind: type[Any]) -> None:
    with pytest.raises(Malformed):
        messages.read(data, kind)


@given(st.binary(max_size=60))
def test_any_bytes_are_refused_and_nothing_else_happens(data: bytes) -> None:
    with pytest.raises(Malformed):
        messages.read(data, SyncAnswer)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_cursor_is_one_text_and_no_other(one: int, other: int) -> None:
    cursor = Cursor(min(one, other), max(one, other), "c" * 43)
    assert Cursor.read(str(cursor)) == cursor
    assert messages.is_steady(str(cursor)) == (one == other)


@pytest.mark.parametrize(
    "text", ["", "p", "p.1", "p.1.2.c", "p.01.c", "p.-1.c", "p.x.c", "p.².c", "i.1.c", "i.2.1.c", "i.1.1.c", "q.1.c", "p..c"]
)
def test_what_no_service_wrote_is_no_cursor(text: str) -> None:
    with pytest.raises(Malformed):
        Cursor.read(text)


def test_a_message_in_a_traceback_shows_no_words() -> None:
    assert making.CANARY not in repr(QUESTION) + repr(ANSWER) + repr(GetAnswer(items=(Item(BODY),)))
