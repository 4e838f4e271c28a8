"""What supporter, interpreter, prison, referrer, court and checker are given: what its owner opened, and nothing when they have stopped."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_projection import CANARY, CLOSED, NAMES, PLACES, case_kinds, planted, with_canary
from wall_cases import CASE, FACTS, HER, HERS, HIM, HIS, PEOPLE, SERVICE, agreement, file_of, passed_on

from facilitator_app.records import Agreement, Attendance, Case, ConferencePlan, Consent, Participant, Particulars, Term
from facilitator_app.records.agreement import Promise
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Choice, Day, Field, Id, Record, fields_of
from facilitator_app.wall import leaks, recipients
from facilitator_app.wall.sheets_recipients import (
    CheckerSheet,
    CourtSheet,
    InterpreterSheet,
    OutcomeSheet,
    PrisonSheet,
    RecipientSheet,
    ReferrerSheet,
    SupporterSheet,
)

POLISH = Id("interpreter")
INTERPRETER = Participant(id=POLISH, case=CASE, print_name="Zofia", role=Choice("interpreter"), supports=HIM)
PLAN = ConferencePlan(id=Id("plan"), case=CASE, day=Day("2026-03-17"), at="10:00", minutes="90", room="Visits centre, room 2", venue="HMP Example",
                      seats=("facilitator:lead", HER, HERS, HIM, HIS), if_it_goes_wrong="Stop.", not_discussed="The house")  # fmt: skip
CAME = tuple(Attendance(id=Id(f"came {who}"), case=CASE, plan=PLAN.id, who=who, came=Choice("yes")) for who in (HER, HIM))
SCOPES = ("explore", "take_part", "share_outcome", "supporter_present", "interpreter_present")

SHEETS: dict[str, Callable[[CaseFile], RecipientSheet]] = {
    "supporter": lambda file: recipients.supporter_sheet(file, HIS, SERVICE),
    "interpreter": lambda file: recipients.interpreter_sheet(file, POLISH, SERVICE),
    "prison": lambda file: recipients.prison_sheet(file, HIM, SERVICE),
    "referrer": lambda file: recipients.referrer_sheet(file, HIM, SERVICE),
    "court": lambda file: recipients.court_sheet(file, HIM, SERVICE),
    "checker": lambda file: recipients.checker_sheet(file, Id("term-1"), SERVICE),
}
NUMBER = SERVICE.telephone.replace(" ", "\xa0")
CLOSED_SHEETS = {
    "supporter": SupporterSheet(SERVICE.name, "Wŷn", telephone=NUMBER), "interpreter": InterpreterSheet(SERVICE.name, "Zofia", telephone=NUMBER),
    "prison": PrisonSheet(SERVICE.name, NUMBER), "referrer": ReferrerSheet(SERVICE.name, telephone=NUMBER),
    "court": CourtSheet(SERVICE.name, telephone=NUMBER), "checker": CheckerSheet(SERVICE.name, NUMBER),
}  # fmt: skip
# What of the closed classes stands on one of these sheets once its owner has opened it, each with its reason. All else does on none.
OPENED = {
    ("prison", "case", "lead"), ("prison", "case", "co_facilitator"),  # who comes to the visit
    ("prison", "particulars", "legal_name"), ("prison", "particulars", "prison"), ("prison", "particulars", "prison_number"),  # its own prisoner
    ("interpreter", "particulars", "language"),  # what is interpreted
    ("supporter", "passed_on", "words"),  # what was released to this supporter
}  # fmt: skip


def yes(person: Id, *scopes: str, answer: str = "given", on: str = "2026-02-01") -> tuple[Consent, ...]:
    return tuple(
        Consent(id=Id(f"{answer} {person} {scope}"), case=CASE, person=person, scope=Choice(scope), answer=Choice(answer), on=Day(on))
        for scope in scopes or SCOPES
    )


def whole(*more: Record, terms: tuple[str, ...] = ("Daniel writes to Margaret’s sister.",)) -> tuple[Record, ...]:
    made, *lines = agreement(*terms, conference=PLAN.id)
    checked = [
        replace(line, checked_by="Owen", promise=Promise(line.promise.what, (HIM, HIS), "2026-04-17"))
        for line in lines
        if isinstance(line, Term)
    ]
    return (*FACTS, INTERPRETER, PLAN, *CAME, made, *checked, *more)


def all_said_yes() -> tuple[Consent, ...]:
    return tuple(consent for person in (HER, HIM, HERS, HIS) for consent in yes(person))


def opened_file(*more: Record, forks: tuple[tuple[str, str], ...] = ()) -> CaseFile:
    his = replace(FACTS[-1], language="Polish")  # type: ignore[call-arg]
    return file_of(*(record for record in whole() if record.id != his.id), his, *all_said_yes(), *more, forks=forks)


def with_stop(file: CaseFile, person: Id) -> CaseFile:
    stopped = replace(file.records[person], stopped_on=Day("2026-03-20"))  # type: ignore[call-arg]
    return CaseFile(
        **{**{name: getattr(file, name) for name in CaseFile.__dataclass_fields__}, "records": {**file.records, person: stopped}}
    )


@pytest.mark.parametrize("name", [name for name in SHEETS if name != "checker"])
def test_nothing_is_opened_that_nobody_opened(name: str) -> None:
    assert SHEETS[name](file_of(*whole())) == CLOSED_SHEETS[name]


@pytest.mark.parametrize("name", SHEETS)
def test_what_was_opened_is_on_the_sheet(name: str) -> None:
    assert SHEETS[name](opened_file()) != CLOSED_SHEETS[name]


def test_each_sheet_as_it_is_when_all_said_yes() -> None:
    file = opened_file(passed_on("It was the bell.", receiver=HIS))
    supporter, interpreter, prison = (SHEETS[name](file) for name in ("supporter", "interpreter", "prison"))
    assert isinstance(supporter, SupporterSheet)
    assert isinstance(interpreter, InterpreterSheet)
    assert isinstance(prison, PrisonSheet)
    assert (supporter.with_whom, supporter.told, [line.who for line in supporter.terms]) == (
        "Daniel",
        ("It was the bell.",),
        ["Daniel and Wŷn"],
    )
    assert (interpreter.for_whom, interpreter.spoken) == ("Daniel", "Polish")
    assert (prison.prisoner, prison.number, prison.minutes, prison.more_visitors) == ("Daniel Wŷn Pryce", "A0001AA", "90", 3)
    assert prison.visitors == ("Priya Nair", "Owen Hughes")
    assert "Margaret" not in " ".join(recipients.words_on(prison))
    assert "Okafor" not in repr([getattr(prison, field) for field in PrisonSheet.__slots__])


@pytest.mark.parametrize("name", [name for name in SHEETS if name != "checker"])
def test_his_stop_closes_every_sheet_about_him(name: str) -> None:
    assert SHEETS[name](with_stop(opened_file(), HIM)) == CLOSED_SHEETS[name]


def test_a_stop_of_a_signer_closes_the_line_of_the_checker() -> None:
    assert SHEETS["checker"](with_stop(opened_file(), HER)) == CLOSED_SHEETS["checker"]


@pytest.mark.parametrize(("name", "person", "scope"), [
    ("supporter", HIM, "supporter_present"), ("supporter", HIS, "take_part"), ("interpreter", HIM, "interpreter_present"),
    ("prison", HIM, "take_part"), ("prison", HIM, "explore"), ("referrer", HIM, "share_outcome"), ("court", HIM, "share_outcome"),
])  # fmt: skip
@pytest.mark.parametrize("answer", ["withdrawn", "declined"])
def test_a_yes_that_was_taken_back_closes_what_it_opened(name: str, person: Id, scope: str, answer: str) -> None:
    assert SHEETS[name](opened_file(*yes(person, scope, answer=answer, on="2026-03-01"))) == CLOSED_SHEETS[name]


@pytest.mark.parametrize("field", ["print_name", "stopped_on", "role"])
@pytest.mark.parametrize("name", [name for name in SHEETS if name != "checker"])
def test_two_versions_of_who_somebody_is_open_nothing(name: str, field: str) -> None:
    assert SHEETS[name](opened_file(forks=((HIM, field),))) == CLOSED_SHEETS[name]


def test_two_versions_of_whom_somebody_supports_open_nothing() -> None:
    assert SHEETS["supporter"](opened_file(forks=((HIS, "supports"),))) == CLOSED_SHEETS["supporter"]


@pytest.mark.parametrize(("name", "scope"), [
    ("supporter", "supporter_present"), ("interpreter", "interpreter_present"), ("referrer", "share_outcome"), ("court", "share_outcome"),
])  # fmt: skip
def test_two_versions_of_a_yes_open_nothing(name: str, scope: str) -> None:
    assert SHEETS[name](opened_file(forks=((f"given {HIM} {scope}", "answer"),))) == CLOSED_SHEETS[name]


@pytest.mark.parametrize("name", ["referrer", "court"])
def test_a_court_is_never_told_that_somebody_else_stopped_or_took_a_yes_back(name: str) -> None:
    never_asked = SHEETS[name](file_of(*whole(), *yes(HIM)))
    assert isinstance(never_asked, OutcomeSheet)
    assert (never_asked.took_part, [str(day) for day in never_asked.days], never_asked.terms) == (True, ["2026-03-17"], ())
    assert SHEETS[name](with_stop(opened_file(), HER)) == never_asked
    assert SHEETS[name](opened_file(*yes(HER, "share_outcome", answer="withdrawn", on="2026-03-20"))) == never_asked
    everything = SHEETS[name](opened_file())
    assert isinstance(everything, OutcomeSheet)
    assert [line.what for line in everything.terms] == ["Daniel writes to Margaret’s sister."]


def test_who_did_not_come_did_not_take_part_and_no_term_is_told() -> None:
    absent = replace(CAME[1], came=Choice("no"))
    unsigned = [replace(one, signers=(HER,)) if isinstance(one, Agreement) else one for one in opened_file().records.values()]
    sheet = recipients.court_sheet(file_of(*(one for one in unsigned if one.id != absent.id), absent), HIM, SERVICE)
    assert (sheet.took_part, sheet.days, sheet.terms) == (False, (), ())
    late = replace(CAME[1], came=Choice("late"))
    sheet = recipients.court_sheet(file_of(*(one for one in unsigned if one.id != late.id), late), HIM, SERVICE)
    assert sheet.took_part


def test_an_agreement_that_is_not_signed_or_has_two_versions_is_told_to_nobody() -> None:
    draft = [replace(one, signed_on=Day("")) if isinstance(one, Agreement) else one for one in opened_file().records.values()]
    for file in (file_of(*draft), opened_file(forks=(("term-1", "promise"),)), opened_file(forks=(("agreement", "room"),))):
        for name in ("supporter", "referrer", "court", "checker"):
            sheet = SHEETS[name](file)
            assert not getattr(sheet, "terms", ()), name
            assert getattr(sheet, "line", None) is None, name


def test_a_meeting_that_was_called_off_or_whose_side_stopped_is_on_no_sheet() -> None:
    off = [
        replace(one, called_off_on=Day("2026-03-10")) if isinstance(one, ConferencePlan) else one for one in opened_file().records.values()
    ]
    for file in (file_of(*off), with_stop(opened_file(), HER)):
        for name in ("supporter", "interpreter", "prison"):
            assert getattr(SHEETS[name](file), "meeting") is None, name  # noqa: B009 - the sheets have no common kind


def test_the_checker_reads_no_name_but_the_doers() -> None:
    terms = ("Margaret gets a letter; MARGARET’S sister too, and Màrgaret.",)
    file = file_of(*whole(*all_said_yes(), terms=terms))
    sheet = recipients.checker_sheet(file, Id("term-1"), SERVICE)
    assert sheet.line is not None
    assert sheet.line.what == "Somebody gets a letter; Somebody’s sister too, and somebody."
    assert sheet.line.who == "Daniel and Wŷn"
    needed = recipients.checker_sheet(file, Id("term-1"), SERVICE, needed=(HER,))
    assert needed.line is not None
    assert needed.line.what == terms[0]


def test_a_line_that_nobody_checks_is_on_no_sheet() -> None:
    unchecked = [replace(one, checked_by="") if isinstance(one, Term) else one for one in opened_file().records.values()]
    assert SHEETS["checker"](file_of(*unchecked)) == CLOSED_SHEETS["checker"]


@pytest.mark.parametrize("item", [
    passed_on("It was the bell.", receiver=HIS, approved=""), passed_on("It was the bell.", receiver=HIM),
    passed_on("It was the bell.", receiver=HIS, withdrawn="2026-03-01"),
])  # fmt: skip
def test_a_supporter_is_told_only_what_was_released_to_them(item: Record) -> None:
    sheet = SHEETS["supporter"](opened_file(item))
    assert isinstance(sheet, SupporterSheet)
    assert sheet.told == ()


def test_what_its_giver_released_and_then_stopped_is_told_to_nobody() -> None:
    file = with_stop(opened_file(passed_on("It was the bell.", receiver=HIS)), HER)
    sheet = SHEETS["supporter"](file)
    assert isinstance(sheet, SupporterSheet)
    assert sheet.told == ()


def test_it_works_by_owner_where_both_are_both_sides() -> None:
    both = {HER: "taking_part", HIM: "taking_part"}
    records = [
        replace(one, role=Choice(both[one.id])) if isinstance(one, Participant) and one.id in both else one
        for one in opened_file().records.values()
    ]
    for name, sheet_of in SHEETS.items():
        assert sheet_of(file_of(*records)) == sheet_of(opened_file()), name


# The canaries ----------------------------------------------------------------------------------------------------------------------------


def in_custody(record: Record) -> Record:
    return replace(record, location=Choice("custody")) if isinstance(record, Particulars) else record


@pytest.mark.parametrize(("kind", "declared"), PLACES, ids=NAMES)
def test_what_is_planted_in_a_closed_field_is_on_no_recipients_sheet(kind: type[Record], declared: Field) -> None:
    for owner, said in product((HER, HIM), ((), all_said_yes())):
        planted_in = [one for one in with_canary(kind, declared, owner, CANARY) if not isinstance(one, Agreement | Term)]
        base = {one.id: one for one in whole(*said) if isinstance(one, Agreement | Term) or one.id not in {p.id for p in planted_in}}
        records = [*base.values(), *planted_in]
        if kind in (Agreement, Term):
            records = [replace(one, **{declared.name: planted(declared, CANARY)}) if isinstance(one, kind) else one for one in records]
        if kind is Particulars:
            records = [in_custody(one) for one in records if one.id != "his-particulars"]
        for name, sheet_of in SHEETS.items():
            on_it = CANARY in " ".join(recipients.words_on(sheet_of(file_of(*records))))
            may = (name, kind.kind, declared.name) in OPENED and bool(said) and (owner == HIM or kind is Case)
            assert on_it <= may, (name, owner, bool(said))
            assert not may or on_it or kind.kind == "passed_on", (name, owner)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_no_canary_of_anybody_is_on_a_sheet_that_they_did_not_open(data: st.DataObject) -> None:
    """Every closed field of every kind holds a word of its own for every owner; answers, stops and releases are drawn."""
    canaries: dict[str, tuple[Id, str, str]] = {}
    records: list[Record] = []
    for kind, owner in product(case_kinds(), (HER, HIM, HERS, HIS)):
        if kind in (Case, Agreement, Term, Participant):
            continue
        owned: dict[str, object] = {"person": owner} if any(field.name == "person" for field in fields_of(kind)) else {}
        if kind.kind == "passed_on":
            owned = {"giver": owner, "receiver": data.draw(st.sampled_from((HER, HIM, HERS, HIS)))}
        if kind is Particulars:
            owned["location"] = Choice("custody")
        values = {}
        for field in fields_of(kind):
            if field.ask.seen in CLOSED and planted(field, "x") is not None:
                word = f"Qorven{len(canaries):05d}x"
                canaries[word] = (owner, kind.kind, field.name)
                values[field.name] = planted(field, word)
        records.append(kind(id=Id(f"{kind.kind} {owner}"), case=CASE, **{**owned, **values}))
    answers = [
        yes(person, scope, answer=data.draw(st.sampled_from(("given", "declined", "withdrawn"))))
        for person, scope in product((HER, HIM, HERS, HIS), SCOPES)
        if data.draw(st.booleans())
    ]
    file = file_of(*PEOPLE, INTERPRETER, PLAN, *CAME, *whole()[-2:], *records, *(one for some in answers for one in some))
    for person in data.draw(st.sets(st.sampled_from((HER, HIM, HIS)), max_size=1)):
        file = with_stop(file, person)
    for name, sheet_of in SHEETS.items():
        said = " ".join(recipients.words_on(sheet_of(file)))
        on_it = {(name, *canaries[word][1:]) for word in canaries if word in said}
        assert on_it <= OPENED, on_it
        owners = {canaries[word][0] for word in canaries if word in said and canaries[word][1] == "particulars"}
        assert owners <= {HIM}
        assert not on_it or not file.records[HIM].stopped_on  # type: ignore[attr-defined]
    assert len(canaries) > 100


def test_the_words_of_a_sheet_are_looked_through_for_somebody_outside() -> None:
    file = file_of(*whole(*all_said_yes(), terms=("Daniel brings it to Larkspur Close.",)))
    private = leaks.private_to_others(file, recipients.OUTSIDE, SERVICE)
    texts = recipients.words_on(SHEETS["checker"](file))
    assert [hit.words for text in texts for hit in leaks.hits(text, private)] == ["Larkspur Close"]
