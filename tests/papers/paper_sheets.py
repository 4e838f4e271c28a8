"""Sheets that the tests print: the case of Margaret and Daniel in each standing. Fictional throughout."""

from dataclasses import replace
from datetime import date

from facilitator_app.papers.codes import canonical_agreement, check_code, code_stem
from facilitator_app.wall.sheets import AgreementSheet, BilingualSheet, Present, Standing, TermLine

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

# In Welsh: the same promises, typed by somebody beside the English and passed by somebody who is named.
_WELSH_PEOPLE = (
    Present("Margaret", "y person a niweidiwyd", 1),
    Present("Siân", "cefnogi: Margaret", 1),
    Present("Daniel", "y person cyfrifol", 2),
    Present("Wŷn", "cefnogi: Daniel", 2),
)
_WELSH_TERMS = (
    TermLine(
        "Mae Daniel yn ysgrifennu llythyr sy’n dweud beth a wnaeth ac yn ateb tri chwestiwn Margaret.",
        "Daniel",
        "Dydd Gwener 17\xa0Ebrill\xa02026",
        "Mae Priya yn ei ddarllen gyntaf, yna’n dod ag ef at Margaret.",
        "llythyr",
    ),
    TermLine(
        "Mae Daniel yn gorffen y cwrs sgiliau meddwl.",
        "Daniel",
        "Dydd Gwener 31\xa0Gorffennaf\xa02026",
        "Mae Owen yn gofyn i diwtor y cwrs.",
        "cwrs",
    ),
    TermLine(
        "Os byddant yn cwrdd ar hap, mae Daniel yn cerdded ymlaen ac nid yw’n dechrau sgwrs.",
        "Daniel",
        "O heddiw ymlaen (Dydd Mawrth 17\xa0Mawrth\xa02026)",
        "",
        "cwrdd ar hap",
    ),
)
IN_WELSH = coded(
    replace(
        AGREED,
        language="cy",
        words_passed=True,
        people=_WELSH_PEOPLE,
        terms=_WELSH_TERMS,
        who_may_see="Y bobl a enwir yma, a’r gwasanaeth. Nid oes cyfeiriad na rhif ffôn neb ar y papur hwn.",
        if_something_changes="Dywedwch wrth: Priya, Owen\nFfoniwch:\n01632\xa0960\xa0983\nNi chaiff neb ei gosbi am ofyn am newid y cytundeb hwn.",
        copies=("Ffeil yr achos", "Margaret", "Daniel"),
    )
)
WELSH_TO_CHECK = replace(IN_WELSH, words_passed=False)
BOTH = BilingualSheet(IN_WELSH, AGREED)
BOTH_TO_CHECK = BilingualSheet(WELSH_TO_CHECK, AGREED)
WELSH_TO_SIGN = coded(replace(IN_WELSH, standing=Standing.BLANK, signed_on=None, signed_by=()))
