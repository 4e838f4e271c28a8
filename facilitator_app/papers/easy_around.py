"""Parts of the papers for whoever comes along and for an interpreter in easy read: a picture at the left, and one idea a line. Knows no sheet."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from facilitator_app.language import word
from facilitator_app.papers.blocks import Row, Stack
from facilitator_app.papers.house import Compositor
from facilitator_app.papers.letters import Bold, kept_together
from facilitator_app.papers.pictures import beside, pictured, shown


def lines(pictures: Sequence[str], texts: Sequence[str], setting: Compositor) -> list[Flowable]:
    """Several of them, each beside its own."""
    return [pictured(picture, text, setting) for picture, text in zip(pictures, texts, strict=True)]


def told(before: str, texts: Sequence[str], setting: Compositor) -> list[Flowable]:
    """What is asked of the reader; below it what somebody let through, in their words, of which none is bolder than the others."""
    rows: list[Flowable] = [pictured("private", before, setting)]
    for text in texts:
        drawn = shown("talk", setting.root, word("picture", "talk"), setting)
        rows.append(beside(drawn, Stack([setting.text(kept_together(line)) for line in text.split("\n")], setting.room), setting))
    return rows


def facts(found: Sequence[tuple[str, str, str]], setting: Compositor) -> list[Flowable]:
    """Picture, label, fact: each a row of its own."""
    rows: list[Flowable] = []
    for picture, label, fact in found:
        drawn = shown(picture, setting.root, word("picture", picture), setting)
        first, *others = fact.split("\n")
        lines: list[Flowable] = [setting.text((Bold(f"{label}:"), f" {kept_together(first)}"))]
        lines += [setting.text(kept_together(line)) for line in others]
        rows.append(beside(drawn, Stack(lines, setting.room), setting))
    return rows


def number(leads: str, telephone: str, setting: Compositor) -> Row:
    """Whom to ring: the number on a line of its own, and nothing bolder than it."""
    drawn = shown("phone", setting.root, word("picture", "phone"), setting)
    lines: list[Flowable] = [setting.text(leads), setting.text((Bold(telephone),))]
    return beside(drawn, Stack(lines, setting.room), setting)
