"""A case as it stands: forks are seen, safety fields protect while they stand, drafts lie over what is kept."""

from collections.abc import Mapping
from typing import Any

import making
import pytest

from facilitator_app.records import KINDS
from facilitator_app.records.agreement import Agreement, Term
from facilitator_app.records.case import Acquaintance, Case
from facilitator_app.records.case_file import CaseFile, Stored, assemble
from facilitator_app.records.conference import GuideRun
from facilitator_app.records.consent import Consent
from facilitator_app.records.legal import Order, OrdersAsked
from facilitator_app.records.letter import LetterOffered
from facilitator_app.records.passing_on import PassedOn, Step, step_of
from facilitator_app.records.people import Participant
from facilitator_app.records.record import GONE, Id, Record, fields_of
from facilitator_app.records.risk import SafetyQuestions, SomethingChanged

CASE = making.CASE


def _file(*stored: Stored) -> CaseFile:
    return assemble(CASE, stored)


def _stored(
    kind: type[Record],
    live: Mapping[str, Mapping[str, Any]],
    drafts: Mapping[str, Any] | None = None,
    bases: Mapping[str, Any] | None = None,
    id: str = "r1",
) -> Stored:
    return Stored(kind.kind, Id(id), "case/x", CASE, live, "2026-03-02T10:00:00Z", "u", "2026-03-02T10:00:00Z", drafts, bases)


def test_the_kinds_that_must_protect_do() -> None:
    """Do not contact, a stop, a withdrawal: while two versions stand, the one that protects counts (sync.md I)."""
    protected = {f"{name}.{field.name}" for name, kind in KINDS.items() for field in fields_of(kind) if field.ask.protective is not None}
    assert {"consent.answer", "participant.stopped_on", "passed_on.withdrawn", "guide_run.stopped"} <= protected


@pytest.mark.parametrize("ids", [("a", "b"), ("b", "a")])
def test_a_withdrawn_consent_wins_a_fork_whoever_came_first(ids: tuple[str, str]) -> None:
    file = _file(_stored(Consent, {"answer": {ids[0]: "given", ids[1]: "withdrawn"}}))
    found = file.get(Consent, "r1")
    assert found is not None
    assert found.answer == "withdrawn"
    assert file.forks == {("r1", "answer")}


@pytest.mark.parametrize("ids", [("a", "b"), ("b", "a")])
def test_a_stop_wins_a_fork(ids: tuple[str, str]) -> None:
    person = _file(_stored(Participant, {"stopped_on": {ids[0]: "", ids[1]: "2026-03-01"}})).get(Participant, "r1")
    assert person is not None
    assert person.stopped_on == "2026-03-01"
    run = _file(_stored(GuideRun, {"stopped": {ids[0]: "", ids[1]: "2026-03-01 11:00"}})).get(GuideRun, "r1")
    assert run is not None
    assert run.stopped


@pytest.mark.parametrize("ids", [("a", "b"), ("b", "a")])
@pytest.mark.parametrize("other", [{"on": "", "by": "", "how": ""}, {"on": "", "by": "Sam", "how": ""}, {}, {"on": "", "newer": ""}, None])
def test_a_withdrawal_wins_a_fork(ids: tuple[str, str], other: Any) -> None:
    act = {"on": "2026-03-01", "by": "Sam", "how": "by phone"}
    item = _file(_stored(PassedOn, {"withdrawn": {ids[0]: other, ids[1]: act}, "words": {"a": "x"}})).get(PassedOn, "r1")
    assert item is not None
    assert step_of(item) is Step.WITHDRAWN


@pytest.mark.parametrize("ids", [("a", "b"), ("b", "a")])
@pytest.mark.parametrize(
    ("kind", "field", "protects", "other"),
    [
        (Consent, "answer", "declined", "given"),
        (Order, "forbids", "direct_contact", "place"),
        (Order, "until", "", "2026-03-01"),
        (Order, "until", "next spring", "2026-03-01"),
        (Order, "until", "2026-09-01", "2026-03-01"),
        (Order, "allows_from", "", "2026-03-01"),
        (OrdersAsked, "found", "unsure", "no"),
        (SafetyQuestions, "afraid", "unsure", "no"),
        (SomethingChanged, "what", "died", "moved"),
        (LetterOffered, "choice", "later", "read_now"),
        (PassedOn, "choice", "never", "now"),
        (Case, "accepts", "no", "yes"),
        (Case, "path", "careful", "light"),
        (Acquaintance, "answer", "not_sure", "no"),
    ],
)
def test_of_two_versions_the_more_careful_one_counts_whichever_change_has_the_smaller_name(
    ids: tuple[str, str], kind: type[Record], field: str, protects: str, other: str
) -> None:
    found = _file(_stored(kind, {field: {ids[0]: protects, ids[1]: other}})).get(kind, "r1")
    assert getattr(found, field) == protects


def test_an_unfinished_yes_does_not_cover_a_withdrawal_that_its_writer_has_not_seen() -> None:
    """Somebody types "given" while a colleague's "withdrawn" comes in. It becomes a fork at the seal; it must protect before that."""
    live = {"answer": {"new": "withdrawn"}}
    unseen = _file(_stored(Consent, live, {"answer": "given"}, {"answer": ("old",)})).get(Consent, "r1")
    seen = _file(_stored(Consent, live, {"answer": "given"}, {"answer": ("new",)})).get(Consent, "r1")
    assert unseen is not None
    assert seen is not None
    assert unseen.answer == "withdrawn"
    assert seen.answer == "given"  # who saw it may correct it


def test_drafts_lie_over_what_is_kept() -> None:
    file = _file(_stored(Term, {"how_shown": {"a": "kept"}, "number": {"a": 2}}, {"how_shown": "typed"}, {"how_shown": ("a",)}))
    found = file.get(Term, "r1")
    assert found is not None
    assert (found.how_shown, found.number) == ("typed", 2)
    assert file.unfinished == {"r1"}
    assert file.standing_of("r1", "how_shown") == ("a",)  # the base of the next edit is what stands, never the draft


def test_equal_versions_are_no_fork_and_an_edit_replaces_both() -> None:
    file = _file(_stored(Term, {"how_shown": {"a": "x", "b": "x"}}))
    assert not file.forks
    assert file.standing_of("r1", "how_shown") == ("a", "b")


def test_a_removal_that_meets_an_unseen_edit_is_shown_as_two_versions() -> None:
    file = _file(_stored(Term, {"how_shown": {"b": "x"}, GONE: {"g": True}}))
    assert file.forks == {("r1", GONE)}
    assert file.get(Term, "r1") is not None


def test_kinds_of_a_newer_version_are_counted_and_not_lost_in_silence() -> None:
    file = _file(Stored("not_yet", Id("r9"), "case/x", CASE, {"a": {"b": 1}}), _stored(Term, {}))
    assert file.newer == 1
    assert list(file.records) == ["r1"]


def test_a_case_file_in_a_traceback_shows_no_words() -> None:
    file = _file(_stored(Participant, {"print_name": {"a": making.CANARY}, "role": {"a": "harmed"}}))
    assert file.nickname == making.CANARY
    assert making.CANARY not in repr(file)
    assert making.CANARY not in repr(_stored(Participant, {"print_name": {"a": making.CANARY}}))


def test_a_case_that_nobody_knows_reads_as_one_without_records() -> None:
    file = _file()
    assert file.case.id == CASE
    assert (file.nickname, file.sides, file.name("p"), file.get(Term, "x")) == ("", (), "", None)


def test_terms_stand_in_their_order_on_paper() -> None:
    terms = [_stored(Term, {"agreement": {"a": "ag"}, "number": {"a": number}}, id=f"t{number}") for number in (3, 1, 0, 2)]
    agreement = Agreement(id=Id("ag"))
    assert [term.number for term in _file(*terms).terms(agreement)] == [1, 2, 3, 0]


def test_of_two_versions_an_edit_replaces_the_one_that_is_read() -> None:
    file = _file(_stored(Term, {"how_shown": {"a": "x", "b": "y", "c": "x"}}))
    read = file.records[Id("r1")]
    assert isinstance(read, Term)
    assert file.standing_of("r1", "how_shown") == ("a", "b", "c")
    assert file.on_screen("r1", "how_shown") == (("a", "c") if read.how_shown == "x" else ("b",))
    assert file.on_screen("r1", "promise") == ()


def test_equal_versions_are_replaced_together() -> None:
    file = _file(_stored(Term, {"how_shown": {"a": "x", "b": "x"}}))
    assert file.on_screen("r1", "how_shown") == ("a", "b")
    assert not file.shown


@pytest.mark.parametrize(
    ("new", "replaced"), [("withdrawn", ("a", "b")), ("declined", ("a", "b")), ("given", ("b",)), ("thinking", ("b",))]
)
def test_an_act_that_protects_as_much_replaces_every_version_and_any_other_the_one_that_is_read(
    new: str, replaced: tuple[str, ...]
) -> None:
    file = _file(_stored(Consent, {"answer": {"a": "given", "b": "declined"}}))
    assert file.replaced_by(file.records[Id("r1")], "answer", new) == replaced


@pytest.mark.parametrize(
    ("versions", "new", "all_of_them"),
    [
        (("2026-03-01", "2026-05-01"), "2026-06-01", True),
        (("2026-03-01", "2026-05-01"), "2026-04-01", False),
        (("2026-03-01", "2026-05-01"), "", True),  # until a court says otherwise
        (("2026-03-01", ""), "2027-01-01", False),
    ],
)
def test_an_order_that_lasts_as_long_replaces_both(versions: tuple[str, str], new: str, *, all_of_them: bool) -> None:
    file = _file(_stored(Order, {"until": dict(zip("ab", versions, strict=True))}))
    assert (file.replaced_by(file.records[Id("r1")], "until", new) == ("a", "b")) is all_of_them
