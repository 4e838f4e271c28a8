"""Sheets that the tests print: the case of Margaret and Daniel in each standing. Fictional throughout."""

from dataclasses import replace
from datetime import date

from facilitator_app.papers.codes import canonical_agreement, check_code, code_stem
from facilitator_app.wall.sheets import AgreementSheet, Present, Standing, TermLine

KEY = bytes(range(32))

TERMS = (
    TermLine(
        "Daniel writes a letter that says what he did and answers Margaret’s three questions.",
        "Daniel",
        "Fri 17 Apr 2026",
        "Priya reads it first, then brings it to Margaret.",
        "letter",
    ),
    TermLine("Daniel finishes the thinking skills course.", "Daniel", "Fri 31 Jul 2026", "Owen asks the course tutor.", "course"),
    TermLine(
        "If they meet by chance, Daniel walks on and starts no conversation.",
        "Daniel",
        "From today, Tue\xa017\xa0Mar\xa02026",
        "",
        "meeting by chance",
    ),
)

AGREED = AgreementSheet(
    standing=Standing.AGREED,
    service="Severnside Restorative Service",
    recipient="Margaret",
    held_on=date(2026, 3, 17),
    place="Visits centre, room 2",
    facilitators=("Priya", "Owen"),
    people=(
        Present("Margaret", "person harmed", 1),
        Present("Siân", "supporter of Margaret", 1),
        Present("Daniel", "person responsible", 2),
        Present("Wŷn", "supporter of Daniel", 2),
    ),
    terms=TERMS,
    who_may_see="The people named here, and the service. No address or telephone number of anyone is on this paper.",
    if_something_changes="Tell Priya or Owen. Ring, Monday to Friday, 9 to 5:\n01632\xa0960\xa0983\nNobody is punished for asking to change this agreement.",
    telephone="01632\xa0960\xa0983",
    reference="SRS-4417",
    version=1,
    copies=("Case file", "Margaret", "Daniel"),
    code=code_stem("K7Q2M9T4XW", 1, 2),
    signed_on=date(2026, 3, 17),
    signed_by=("Margaret", "Siân", "Daniel", "Wŷn", "Priya", "Owen"),
)


def coded(sheet: AgreementSheet) -> AgreementSheet:
    """The sheet with the check code that vouches for it."""
    return replace(sheet, check_code=check_code(KEY, canonical_agreement(sheet)))


AGREED = coded(AGREED)
DRAFT = coded(replace(AGREED, standing=Standing.DRAFT, signed_on=None, signed_by=()))
BLANK = coded(replace(AGREED, standing=Standing.BLANK, terms=(), signed_on=None, signed_by=()))
TO_SIGN = coded(replace(BLANK, terms=TERMS))
STANDINGS = {"agreed": AGREED, "draft": DRAFT, "blank": BLANK, "to-sign": TO_SIGN}

# The pictures that somebody chose beside the lines in easy read: the third has none, so that its number stands alone.
PICTURED_TERMS = (replace(TERMS[0], picture="letter"), replace(TERMS[1], picture="course"), TERMS[2])

# Daniel's copy lies in a cell that he shares: no codes, no service, no role words, no place, no list of copies.
BARE = replace(
    AGREED, service="", recipient="Daniel", place="", people=tuple(Present(each.name, side=each.side) for each in AGREED.people),
    reference="", copies=(), check_code="", code="",
)  # fmt: skip
