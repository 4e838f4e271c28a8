"""Letters and forms that the tests print, out of the usual texts. Fictional throughout."""

import tomllib
from dataclasses import replace
from datetime import date

from facilitator_app.papers.formats import Format
from facilitator_app.resources import text
from facilitator_app.wall.sheets_letters import ConsentSheet, FirstLetterSheet, InformationSheet, InvitationSheet, LetterSheet, Text

SERVICE = ("Severnside Restorative Service", "01632\xa0960\xa0983", "Monday to Friday, 9 to 5")
DAY = date(2026, 1, 13)


def usual(name: str) -> Text:
    """A text as it comes with the program."""
    return Text(name, text("letters", "en", f"{name}.md"))


def first(which: str, recipient: str) -> FirstLetterSheet:
    return FirstLetterSheet(usual(f"first-letter-{which}"), recipient, *SERVICE, ("Priya", "Owen"), DAY)


FIRST_HARMED = first("harmed", "Margaret")
FIRST_RESPONSIBLE = first("responsible", "Daniel")
FIRST_TAKING_PART = first("taking-part", "Fatima")
INFORMATION = InformationSheet(usual("information"), *SERVICE)
CONSENT = ConsentSheet(
    usual("consent"), "Margaret", *SERVICE,
    asked=(
        "I want to meet Daniel, with you there.",
        "Somebody whom I choose may be with me.",
        "You may tell the office that sent you to me what was agreed, and nothing of what I said.",
    ),
)  # fmt: skip
INVITATION = InvitationSheet(
    usual("invitation"), "Margaret", *SERVICE, ("Priya", "Owen"), date(2026, 3, 10),
    day=date(2026, 3, 17), at="10:00", room="Visits centre, room 2", arrive_at="09:30",
    come_to="The visitors’ entrance. Priya waits for you there.\nSiân drives; there is room to park.",
    bring="Something that shows who you are, such as a bus pass. Your letter, if you want to read it.",
    there=("Siân", "Daniel"), pause="Put your hand on the table.",
)  # fmt: skip

LETTERS: dict[str, LetterSheet] = {
    "first-letter-harmed": FIRST_HARMED,
    "first-letter-responsible": FIRST_RESPONSIBLE,
    "first-letter-taking-part": FIRST_TAKING_PART,
    "information": INFORMATION,
    "consent": CONSENT,
    "invitation": INVITATION,
}


def in_format(sheet: LetterSheet, form: Format) -> LetterSheet:
    """The sheet as it is for this format: easy read has sentences and pictures of its own."""
    if not form.pictured:
        return sheet
    easy = replace(sheet, text=usual(f"{sheet.text.name}-easy"))
    return replace(easy, asked=EASY_ASKED, pictures=("people", "support", "letter")) if isinstance(easy, ConsentSheet) else easy


_QUESTIONS = tomllib.loads(text("letters", "en", "questions-easy.toml"))
EASY_ASKED = (_QUESTIONS["take_part_with"].replace("{other}", "Daniel"), _QUESTIONS["supporter_present"], _QUESTIONS["share_outcome"])


def _in_welsh(name: str) -> Text:
    return Text(f"{name}-cy", text("letters", "cy", f"{name}.md"))


_ASKED = tomllib.loads(text("letters", "cy", "questions.toml"))
_WELSH_ASKED = (_ASKED["take_part_with"].replace("{other}", "Wŷn"), _ASKED["supporter_present"], _ASKED["share_outcome"])
WELSH: dict[str, InformationSheet | ConsentSheet] = {
    "information": InformationSheet(_in_welsh("information"), *SERVICE[:2], "", "cy", words_passed=True),
    "consent": ConsentSheet(
        _in_welsh("consent"), "Siân", *SERVICE[:2], "", _WELSH_ASKED,
        language="cy", words_passed=True,
    ),
}  # fmt: skip


def to_check(sheet: InformationSheet | ConsentSheet) -> InformationSheet | ConsentSheet:
    """The sheet before anybody has passed its words."""
    return replace(sheet, words_passed=False)
