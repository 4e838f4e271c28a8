"""What the people of a case ask of whoever works with them, read from the case's own records, and what speaks against a colleague.

It reads what was chosen, and words that somebody typed for colleagues, where it finds what is said plainly: "no male staff", a language that nobody
speaks. It gives
reasons to think again and never says that anything is all right: the words themselves are for a person to read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from facilitator_app.central.people import MAN, WOMAN, Colleague
from facilitator_app.central.store import Store
from facilitator_app.ledger import change as changes
from facilitator_app.records import case_file
from facilitator_app.records.case import Acquaintance
from facilitator_app.records.case_file import CaseFile, Stored
from facilitator_app.records.people import Participant, Particulars, SafeContact
from facilitator_app.records.record import Id, as_text, case_in, person_in

_MEN, _WOMEN = r"(?:male|males|men|man|gentlemen)", r"(?:female|females|women|woman|ladies|lady)"
_WORKERS = r"(?:staff|workers?|facilitators?|officers?|colleagues?|volunteers?|visitors?|person|people)"
_NEGATED = {
    one: re.compile(rf"\b(?:no|not|never|without|nor|but)\b(?:\s+\w+){{0,3}}?\s+{words}\b", re.IGNORECASE)
    for one, words in ((MAN, _MEN), (WOMAN, _WOMEN))
}
_WANTED = {
    one: re.compile(rf"\bonly\s+(?:\w+\s+){{0,2}}?{words}\b|\b{words}(?:[- ]{_WORKERS})?[- ]only\b|\b{words}\s+{_WORKERS}\b", re.IGNORECASE)
    for one, words in ((MAN, _MEN), (WOMAN, _WOMEN))
}
_CHOSEN = {"no_men": MAN, "no_women": WOMAN}
_NO_LANGUAGE = frozenset({
    "a", "an", "and", "bit", "first", "little", "needs", "no", "not", "of", "only", "or", "prefers", "reads", "second", "some", "speak",
    "speaks", "very", "with",
})  # fmt: skip
_ALSO_CALLED = {"cymraeg": "welsh", "polski": "polish", "british sign": "bsl", "sign": "bsl"}
_OFFICE = frozenset({"english", "saesneg"})


@dataclass(frozen=True, slots=True)
class Objections:
    """Why somebody should think again. `unread`: there are words about what helps somebody, which no program can judge."""

    words: tuple[str, ...]
    unread: bool


def stored(store: Store, compartments: Iterable[str]) -> Iterator[Stored]:
    """The records of some compartments of a case, as the case file reads them. In the caller's snapshot."""
    for name in compartments:
        written = [changes.read(body) for body in store.entries(name, 0, store.head(name).at)]
        kinds = {one.record: one.kind for one in reversed(written)}
        for record in dict.fromkeys(one.record for one in written):
            document = store.document(name, record)
            if document.live and not document.gone():
                yield Stored(kinds[record], Id(record), name, case_in(name), document.live, authors=frozenset(document.authors))


def objections(colleague: Colleague, file: CaseFile, found: Iterable[Stored], *, works: bool) -> Objections:
    """What speaks against a colleague in a case. `works`: whether they are to work with its people, and not to read alone."""
    words = list(_known_to(colleague, file))
    unread = False
    for one in found if works else ():
        if one.kind == Particulars.kind:
            words += _language(colleague, file, one)
            words += _not_by(colleague, (_CHOSEN[key] for key in _all_versions(one, "works_with") if key in _CHOSEN))
        if one.kind in (Particulars.kind, SafeContact.kind):
            said = [text for name in ("needs", "from_referral", "rule") for text in _all_versions(one, name)]
            words += [sentence for text in said for sentence in _not_by(colleague, _unwanted(text))]
            unread |= one.kind == Particulars.kind and any(_all_versions(one, "needs"))
    return Objections(tuple(dict.fromkeys(words)), unread)


def read(case: Id, found: Iterable[Stored]) -> CaseFile:
    """The case file of them."""
    return case_file.assemble(case, found)


def _all_versions(one: Stored, name: str) -> list[str]:
    """Of two versions both count: what somebody asks for is not lost in a fork."""
    versions: Iterable[Any] = one.live.get(name, {}).values()
    return [text for text in map(as_text, versions) if text.strip()]


def _known_to(colleague: Colleague, file: CaseFile) -> Iterator[str]:
    if colleague.knows(file.id):
        yield f"{colleague.person} is written down as knowing somebody in this case."
    answers = _answers(colleague, file)
    if answers and answers[-1] in ("yes", "not_sure"):  # they may have answered again since
        yield f"{colleague.person} has answered that they {'know' if answers[-1] == 'yes' else 'may know'} somebody in this case."


def _answers(colleague: Colleague, file: CaseFile) -> list[str]:
    """What they answered to "Do you know anyone here?", in order: what their own key signed, whoever it says has answered."""
    return [one.answer for one in file.all(Acquaintance) if one.answer and file.entered[one.id].authors & colleague.names]


def has_answered(colleague: Colleague, file: CaseFile) -> bool:
    """Whether they were asked "Do you know anyone here?" and answered."""
    return bool(_answers(colleague, file))


def _language(colleague: Colleague, file: CaseFile, one: Stored) -> Iterator[str]:
    owner = person_in(one.compartment)
    if any(person.role == "interpreter" and person.supports in (owner, "") for person in file.all(Participant)):
        return
    for text in _all_versions(one, "language"):
        wanted = spoken_in(text)
        if text.strip().casefold() not in _OFFICE and not wanted & colleague.spoken:
            yield f"Somebody in this case speaks {text.strip()}. {colleague.person} is not written down as speaking it, and no interpreter is."


def spoken_in(text: str) -> frozenset[str]:
    """The languages that a few words name, without the office's own: "Welsh, some English" is Welsh."""
    folded = re.sub(r"\blanguage\b", " ", text.casefold())
    for also, name in _ALSO_CALLED.items():
        folded = re.sub(rf"\b{also}\b", name, folded)
    return frozenset(re.findall(r"[^\W\d_]+", folded)) - _NO_LANGUAGE - _OFFICE


def _unwanted(text: str) -> Iterator[str]:
    """Of whom a text asks plainly that none works with somebody."""
    rest = text
    for negated in _NEGATED.values():
        rest = negated.sub(" ", rest)  # "no male staff" is no wish for male staff
    for unwanted, other in ((MAN, WOMAN), (WOMAN, MAN)):
        if _NEGATED[unwanted].search(text) or _WANTED[other].search(rest):
            yield unwanted


def _not_by(colleague: Colleague, unwanted: Iterable[str]) -> Iterator[str]:
    for one in unwanted:
        if colleague.gender != (WOMAN if one == MAN else MAN):
            known = (
                f"{colleague.person} is written down as “{colleague.gender}”" if colleague.gender else f"of {colleague.person} nothing is"
            )
            yield f"Somebody in this case asks that no {one} works with them, and {known}."
