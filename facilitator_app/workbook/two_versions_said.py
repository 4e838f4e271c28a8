"""What is said of two versions: who wrote them, which counts meanwhile, what a button keeps. Words alone."""

from facilitator_app.language import number_word
from facilitator_app.workbook.two_versions import Fork, Version

_WHICH = "Nothing is lost. Which is right?"
_PAIR = 2
_STOPS = {("participant", "stopped_on"): "the stop counts", ("guide_run", "stopped"): "the stop counts",
          ("passed_on", "withdrawn"): "it is not passed on", ("letter", "never_on"): "the letter is not sent"}  # fmt: skip


def asked(fork: Fork) -> str:
    """The first sentence: "Owen and Priya both wrote this. Nothing is lost. Which is right?"."""
    names = [one.names for one in fork.versions]
    if fork.gone:
        took = next(one for one in fork.versions if one.value is True)
        wrote = next(one for one in fork.versions if one.value is None)
        return f"{took.names} took this away, and {_inside(wrote.names)} wrote into it. {_WHICH}"
    if all(one.mine for one in fork.versions):
        return f"You wrote this more than once, apart from what you had written before. {_WHICH}"
    if len(names) > _PAIR:
        return f"{number_word(len(names)).capitalize()} versions of this were written apart from each other. {_WHICH}"
    if len(set(names)) == 1:
        return f"Two colleagues both wrote this. {_WHICH}"
    return f"{names[0]} and {_inside(names[1])} both wrote this. {_WHICH}"


def _inside(name: str) -> str:
    """A name inside a sentence: "a colleague"."""
    return f"{name[0].lower()}{name[1:]}" if name.startswith(("A ", "You")) else name


def counts_words(fork: Fork) -> str:
    """Which one counts, of a safety field: "Until this is settled, the stop counts."."""
    if fork.counts is None:
        return ""
    version = fork.versions[fork.counts]
    said = _STOPS.get((fork.record.kind, fork.field)) or f"“{version.words.splitlines()[0]}” counts"
    return f"Until this is settled, {said}."


def keep_words(fork: Fork, version: Version) -> str:
    """What its button says: "Keep Owen’s"; with the time where two bear one name."""
    if fork.gone:
        return "Keep what was written" if version.value is None else "Keep it taken away"
    names = [one.names for one in fork.versions]
    if names.count(version.names) > 1:
        return f"Keep the one of {version.when}" if version.when else f"Keep number {fork.versions.index(version) + 1}"
    if version.names == "You":
        return "Keep yours"
    return f"Keep {_inside(version.names).replace('a colleague', 'the colleague')}’s"


def settled_words(fork: Fork, version: Version) -> str:
    """What is said once it is done."""
    if fork.gone:
        return "Kept: what was written." if version.value is None else "Taken away."
    return f"Kept: {_inside(version.names)}’s."


def ring(fork: Fork) -> str:
    """Whom to ring: the first of the others who wrote; nobody where all of it is one's own."""
    found = next((one for version in fork.versions for one in version.who if not one.mine), None)
    return "" if found is None else found.name if found.known else "your colleague"
