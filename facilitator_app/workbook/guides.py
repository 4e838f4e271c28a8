"""Conference guides: Markdown files with front matter, as stages and prompts. Knows no case: names come from whoever asks.

The form of a file: `## 1. Welcome` begins a stage; under it one paragraph says what it is for, and one has the lines `Minutes: 5 to 8` and
`Speaks: {harmed}, then everybody`; each point of the list is a prompt. In bold it must be said; points under it are asked if it needs them;
what is quoted under it (`>`) is for the facilitator's eyes only.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from facilitator_app.errors import Trouble
from facilitator_app.language import ENGLISH
from facilitator_app.resources import resource

_FENCE = "+++"
_NAME = re.compile(r"[a-z0-9-]+\Z")
_PLACE = re.compile(r"\{([^{}]*)\}")
_STAGE = re.compile(r"(\d+)\. +(\S.*)\Z")
_MINUTES = re.compile(r"(\d+)(?: to (\d+))?\Z")
_TOML_LINE = re.compile(r"at line (\d+)")
_WORDS = ("title", "about", "language", "version", "author")

# Who a prompt may name, and what it says where nobody has that place here.
PLACES: Mapping[str, str] = {
    "harmed": "the person harmed",
    "responsible": "the person responsible",
    "first": "the first of you",
    "second": "the other",
    "supporter of harmed": "whoever came with {harmed}",
    "supporter of responsible": "whoever came with {responsible}",
}


class NoSuchGuide(Trouble):
    """A name that no guide of this version has."""

    def __init__(self) -> None:
        super().__init__("There is no conference guide of that name here.", "Choose another guide on the page of the meeting.")


class GuideNotRead(Trouble):
    """A guide whose form is not that of a guide, and the line where that shows."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"This conference guide cannot be read. In line {line} {why}.", "Mend that line, or choose another guide.")
        self.line = line


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something to say or ask. `follow_ups` are asked if it needs them; `cue` is for the facilitator's eyes only."""

    text: str
    follow_ups: tuple[str, ...] = ()
    cue: str = ""
    must_say: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of a meeting. `minutes` are the fewest and the most; `speakers` are words, and may hold places such as "{harmed}"."""

    number: int
    title: str
    purpose: str
    minutes: tuple[int, int]
    speakers: tuple[str, ...]
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """A whole guide. `name` is its file's, and what a plan keeps of it."""

    name: str
    title: str
    about: str
    language: str
    version: str
    author: str
    stages: tuple[Stage, ...]


@cache
def guide(name: str) -> Guide:
    """The guide of that name. Raises `NoSuchGuide`, `GuideNotRead`."""
    file = resource("scripts", ENGLISH, f"{name}.md")
    if not _NAME.match(name) or not file.is_file():
        raise NoSuchGuide
    return read_guide(name, file.read_text(encoding="utf-8"))


def guides() -> list[Guide]:
    """All guides, by title. Raises `GuideNotRead`."""
    names = [file.name.removesuffix(".md") for file in resource("scripts", ENGLISH).iterdir() if file.name.endswith(".md")]
    return sorted(map(guide, names), key=lambda one: one.title)


def said_for(words: str, names: Mapping[str, str]) -> str:
    """The words of a guide with the names of those who are here: "{harmed}" becomes "Margaret". `names` by the keys of `PLACES`."""

    def named(place: re.Match[str]) -> str:
        return names.get(place[1]) or said_for(PLACES.get(place[1], place[1]), names)

    said = _PLACE.sub(named, words)
    return said[:1].upper() + said[1:] if words.startswith("{") else said


# Out of the file --------------------------------------------------------------------------------------------------------------


def read_guide(name: str, text: str) -> Guide:
    """A guide out of the words of its file. Raises `GuideNotRead`, which names the line."""
    lines = text.splitlines()
    ends = [number for number, line in enumerate(lines) if line.strip() == _FENCE]
    if not ends or ends[0] != 0 or len(ends) == 1:
        raise GuideNotRead(1, "title, version and author should stand between two lines of +++")
    said = _front("".join(f"{line}\n" for line in lines[1 : ends[1]]))
    before = ends[1] + 1
    root = SyntaxTreeNode(MarkdownIt("commonmark").parse("\n".join(lines[before:])))
    stages = tuple(_stages(root.children, before))
    if not stages:
        raise GuideNotRead(before + 1, "there is no stage. A stage begins with “## 0. Its title”")
    return Guide(name, **said, stages=stages)


def _front(text: str) -> dict[str, str]:
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        line = _TOML_LINE.search(str(problem))
        raise GuideNotRead(1 + int(line[1]) if line else 1, "something between the lines of +++ is not name = “value”") from problem
    for name in _WORDS:
        if not isinstance(found.get(name), str) or not found[name]:
            raise GuideNotRead(1, f"no {name} is given")
    return {name: found[name] for name in _WORDS}


def _stages(nodes: Sequence[SyntaxTreeNode], before: int) -> Iterator[Stage]:
    heads = [place for place, node in enumerate(nodes) if node.type == "heading"]
    if not nodes:
        return
    if not heads or heads[0]:
        raise GuideNotRead(_line(nodes[0], before), "something stands before the first stage")
    expected = None
    for place, following in zip(heads, [*heads[1:], len(nodes)], strict=True):
        stage = _stage(nodes[place], nodes[place + 1 : following], before)
        if expected is not None and stage.number != expected:
            raise GuideNotRead(_line(nodes[place], before), f"stage {expected} should follow")
        expected = stage.number + 1
        yield stage


def _stage(head: SyntaxTreeNode, nodes: Sequence[SyntaxTreeNode], before: int) -> Stage:
    found = _STAGE.match(_text(head, before))
    if head.tag != "h2" or found is None:
        raise GuideNotRead(_line(head, before), "a stage should begin with “## 1. Its title”")
    if [node.type for node in nodes] != ["paragraph", "paragraph", "bullet_list"]:
        odd = next(
            (node for node, wanted in zip(nodes, ("paragraph", "paragraph", "bullet_list"), strict=False) if node.type != wanted), None
        )
        odd = odd or (nodes[3] if len(nodes) > 3 else head)  # noqa: PLR2004 - what a stage consists of
        raise GuideNotRead(_line(odd, before), "a stage should have what it is for, then minutes and who speaks, then its prompts")
    minutes, speakers = _who_and_how_long(nodes[1], before)
    prompts = tuple(_prompt(item, before) for item in nodes[2].children)
    return Stage(int(found[1]), found[2], _text(nodes[0], before), minutes, speakers, prompts)


def _who_and_how_long(node: SyntaxTreeNode, before: int) -> tuple[tuple[int, int], tuple[str, ...]]:
    said = dict(line.split(": ", 1) for line in node.children[0].content.splitlines() if ": " in line)
    found = _MINUTES.match(said.get("Minutes", ""))
    if set(said) != {"Minutes", "Speaks"} or found is None:
        raise GuideNotRead(_line(node, before), "“Minutes: 5 to 8” and, on a line of its own, “Speaks: …” should stand")
    _text(node, before)
    return (int(found[1]), int(found[2] or found[1])), tuple(said["Speaks"].split(", "))


def _prompt(item: SyntaxTreeNode, before: int) -> Prompt:
    first, *rest = item.children or [item]
    if first.type != "paragraph" or any(node.type not in ("bullet_list", "blockquote") for node in rest):
        raise GuideNotRead(_line(item, before), "a prompt should be a sentence, with points or a quotation under it")
    asked = [point for node in rest if node.type == "bullet_list" for point in node.children]
    cues = [line for node in rest if node.type == "blockquote" for line in node.children]
    for node in (*(child for point in asked for child in point.children), *cues):
        if node.type != "paragraph":
            raise GuideNotRead(_line(node, before), "only a sentence can stand under a prompt")
    parts = [part for part in first.children[0].children if part.type != "text" or part.content.strip()]
    return Prompt(
        text=_text(first, before),
        follow_ups=tuple(_text(child, before) for point in asked for child in point.children),
        cue=" ".join(_text(line, before) for line in cues),
        must_say=bool(parts) and all(part.type == "strong" for part in parts),
    )


def _text(node: SyntaxTreeNode, before: int) -> str:
    """The words of a heading or paragraph. Every place in them is one that there is: a slip of the pen would be read out in the room."""
    words = "".join(part.content if part.type == "text" else " " if part.type == "softbreak" else "" for part in node.walk())
    unknown = [place for place in _PLACE.findall(words) if place not in PLACES]
    if unknown:
        raise GuideNotRead(_line(node, before), f"“{unknown[0]}” is nobody whom a guide can name")
    return words.strip()


def _line(node: SyntaxTreeNode, before: int) -> int:
    """Where a person finds it in the file, from 1."""
    return before + 1 + (node.map[0] if node.map else 0)
