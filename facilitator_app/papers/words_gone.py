"""The fixed words of the card for a purse, for each language that has been checked. No word of it says what kind of work it is."""

from dataclasses import dataclass

from facilitator_app.papers.words import NoSuchLanguage


@dataclass(frozen=True, slots=True)
class GoneWords:
    """What the card says, at a reading age of about eleven: it is read in a car park by somebody who is frightened."""

    title: str
    ring: str
    steps: tuple[str, ...]
    found: str
    cut: str
    page: tuple[str, str]


_ENGLISH = GoneWords(
    title="If your laptop is gone",
    ring="Ring the office now:",
    steps=(
        "If somebody took it from you by force, or you are hurt, ring 999 first.",
        "Ring the office at once, also if you are not sure. If nobody answers, say your name and ring again.",
        "Say your name, and that the laptop is gone: where, and since when. On a voice message say no more than that.",
        "Say if it was open, and if papers, your passphrase or your recovery sheet were with it.",
        "Once it has locked, nobody can open it without one of these two. Tell your passphrase to nobody, not to the office either.",
        "The office shuts the laptop out, and tells you what comes next.",
        "Do not look for it yourself. Do not follow it on a map.",
    ),
    found="Is it back? Do not open it. Ring first.",
    cut="Cut this out along the line, fold it, and keep it apart from the laptop.",
    page=("Page", "of"),
)

_LANGUAGES = {"en-GB": _ENGLISH}


def gone_words(language: str) -> GoneWords:
    """The words of the card in a language such as "en-GB". Raises `NoSuchLanguage`."""
    if language not in _LANGUAGES:
        raise NoSuchLanguage
    return _LANGUAGES[language]
