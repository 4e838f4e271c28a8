"""What the sheets are given that are taken along only when somebody asks for them, default deny: what was explained, the safety questions as
numbers, and how things are after a meeting.

Of the safety questions no word stands on paper: whoever finds the sheet at home must not read what somebody was asked, or that they are afraid; and
the last of them, what a facilitator thinks, not even as a number. How somebody is reached safely is on no sheet at all. A line of what was agreed
stands there in words only for whoever chose to own a paper with these very words.
"""

from collections.abc import Iterable

from facilitator_app.language import word
from facilitator_app.records import Agreement, Term, paths
from facilitator_app.records.agreed import in_force
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.records.risk import ASKED_ALOUD
from facilitator_app.records.visit_sheet import ASKED_US, FOLLOW_UP, GIVEN, HANDED, HOW_ARE, PRESENT, SAFETY, SAID, SIX, TERM, WISHES
from facilitator_app.wall.projection import wish_of
from facilitator_app.wall.sheets_pack import PackLine

FORMS = (GIVEN, FOLLOW_UP, SAFETY)
_OWNS_IT = ("take", "post")


def lines_of(file: CaseFile, person: Id, form: str) -> tuple[PackLine, ...]:
    """The lines of one of these sheets for one person; none where it may not be taken along."""
    return tuple(_LINES[form](file, person)) if form in _LINES else ()


def may_ask_six(file: CaseFile) -> bool:
    """Whether the six are asked of this case, and nothing is known of it that makes even a sheet of numbers too much."""
    between_partners = any(kind.key == "between_partners" for kind in paths.types_of(file.case))
    return not paths.has(file, "safety_looks") and not between_partners


def agreed_with(file: CaseFile, person: Id) -> tuple[Term, ...]:
    """The lines that hold of what this person signed, in their order."""
    agreement = next(iter(reversed(file.all(Agreement))), None)
    if agreement is None or not agreement.signed_on or person not in agreement.signers:
        return ()
    return in_force(file, agreement).terms


def by_number(term: Term) -> str:
    """A line of what was agreed without a word of it."""
    return word("sheet_line", "term").format(number=term.number)


def said(term: Term) -> str:
    """A line of what was agreed with its words."""
    return word("sheet_line", "term_words").format(number=term.number, words=term.promise.what)


def _given(_: CaseFile, __: Id) -> Iterable[PackLine]:
    for code in (*SAID, HANDED, PRESENT, ASKED_US):
        yield PackLine(code, word("sheet_line", code))


def _six(file: CaseFile, _: Id) -> Iterable[PackLine]:
    if may_ask_six(file):
        for number, name in enumerate(ASKED_ALOUD, 1):
            yield PackLine(f"{SIX}{name}", word("sheet_line", "question").format(number=number))


def _follow_up(file: CaseFile, person: Id) -> Iterable[PackLine]:
    yield PackLine(HOW_ARE, word("sheet_line", HOW_ARE))
    for place, term in enumerate(agreed_with(file, person), 1):
        yield PackLine(f"{TERM}{place}", _words_of(file, person, term))
    yield PackLine(WISHES, word("sheet_line", WISHES))


def _words_of(file: CaseFile, person: Id, term: Term) -> str:
    """Its sealed words for whoever has them on paper by their own choice; for everybody else its number."""
    agreement = file.get(Agreement, term.agreement)
    stands = in_force(file, agreement) if agreement else None
    sealed = stands is not None and stands.sealed is not None and not stands.broken
    if not sealed or wish_of(file, person).keeping not in _OWNS_IT or not term.promise.what:
        return by_number(term)
    return said(term)


_LINES = {GIVEN: _given, SAFETY: _six, FOLLOW_UP: _follow_up}
