"""The fixed words of the slip of an invitation, for each language that has been checked. No word of it says what kind of work it is."""

from dataclasses import dataclass

from facilitator_app.papers.words import NoSuchLanguage


@dataclass(frozen=True, slots=True)
class SlipWords:
    """What the slip says. `until` has a gap for the moment."""

    title: str
    letters: str
    address: str
    steps: tuple[str, str, str]
    until: str
    then: str
    cut: str
    page: tuple[str, str]


_ENGLISH = SlipWords(
    title="To come in with your laptop",
    letters="Your letters",
    address="The address",
    steps=(
        "Open your workbook. Go to Settings, open “Exchange” and press “Come in with a slip”.",
        "Type the letters and the address as they stand here. Capitals and spaces do not matter.",
        "Press “Come in”. If it does not let you in, ring whoever gave you this slip.",
    ),
    until="Good once, for one laptop, until {}.",
    then="When you are in, tear it up. If you lose it before that, say so at once.",
    cut="Cut this out along the line. Give it to nobody else, and do not take a picture of it.",
    page=("Page", "of"),
)

_LANGUAGES = {"en-GB": _ENGLISH}


def slip_words(language: str) -> SlipWords:
    """The words of the slip in a language such as "en-GB". Raises `NoSuchLanguage`."""
    if language not in _LANGUAGES:
        raise NoSuchLanguage
    return _LANGUAGES[language]
