"""Help: one Markdown file for each page, as words and keys. Knows no page and no case: it names nobody, whichever side is open.

The form of a file: `# Agreement` is the page's name; the paragraphs under it say what the page is for; each `## Heading` begins a part, of
paragraphs, and of keys, which are points such as "- `Alt+P`: asks whether the chosen words may be passed on". A key that is named in a
sentence stands between the same marks, so that a test can press it. A file that is one line, `same as: NAME`, has the words of another.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from facilitator_app.errors import Trouble
from facilitator_app.language import ENGLISH
from facilitator_app.resources import resource

EVERYWHERE = "help"  # the page that has the keys that work everywhere
_NAME = re.compile(r"[a-z_]+\Z")
_SAME = re.compile(r"same as: ([a-z_]+)\s*\Z")
_KEY = re.compile(r"`([^`]+)`: (\S.*)\Z", re.DOTALL)


class NoHelp(Trouble):
    """A page that nobody has written help for."""

    def __init__(self) -> None:
        super().__init__("There is no help for this page yet.", "Press Esc to go back, and ring the office.")


class HelpNotRead(Trouble):
    """A file whose form is not that of help, and the line where that shows."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"The help for this page cannot be read. In line {line} {why}.", "Press Esc to go back, and ring the office.")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it: paragraphs, then keys with what they do."""

    title: str
    words: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Help:
    """What is said about one page. `about` says what it is for."""

    title: str
    about: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """All keys that are named."""
        return tuple(key for part in self.parts for key in part.keys)


@cache
def help_for(page: str) -> Help:
    """The help for the page of that name. Raises `NoHelp`, `HelpNotRead`."""
    file = resource("help", ENGLISH, f"{page}.md")
    if not _NAME.match(page) or not file.is_file():
        raise NoHelp
    text = file.read_text(encoding="utf-8")
    same = _SAME.match(text)
    return help_for(same[1]) if same else read_help(text)


def read_help(text: str) -> Help:
    """Help out of the words of its file. Raises `HelpNotRead`, which names the line."""
    nodes = SyntaxTreeNode(MarkdownIt("commonmark").parse(text)).children
    if not nodes or nodes[0].tag != "h1":
        raise HelpNotRead(1, "the page’s name should stand: “# Agreement”")
    heads = [at for at, node in enumerate(nodes) if node.type == "heading" and at]
    for at in heads:
        if nodes[at].tag != "h2":
            raise HelpNotRead(_line(nodes[at]), "a part should begin with “## Its heading”")
    first = heads[0] if heads else len(nodes)
    about = _part(nodes[0], nodes[1:first])
    if not about.words or about.keys:
        raise HelpNotRead(1, "what the page is for should stand under its name")
    ends = [*heads[1:], len(nodes)]
    return Help(about.title, about.words, tuple(_part(nodes[at], nodes[at + 1 : end]) for at, end in zip(heads, ends, strict=True)))


def _part(head: SyntaxTreeNode, nodes: Sequence[SyntaxTreeNode]) -> Part:
    words: list[str] = []
    keys: list[tuple[str, str]] = []
    for node in nodes:
        if node.type == "paragraph":
            words.append(_plain(_text(node)))
        elif node.type == "bullet_list":
            keys += _keys(node)
        else:
            raise HelpNotRead(_line(node), "only sentences and keys can stand")
    return Part(_plain(_text(head)), tuple(words), tuple(keys))


def _keys(points: SyntaxTreeNode) -> Iterator[tuple[str, str]]:
    for point in points.children:
        found = _KEY.match(_text(point))
        if found is None:
            raise HelpNotRead(_line(point), "a point should be a key and what it does: “`Alt+P`: asks …”")
        yield found[1], _plain(found[2])


def _plain(text: str) -> str:
    """Without the marks round keys."""
    return text.replace("`", "")


def _text(node: SyntaxTreeNode) -> str:
    """The words as they were written, on one line. Nothing in help is bold or a link: it would not be seen on the page."""
    return " ".join(line.strip() for part in node.walk() if part.type == "inline" for line in part.content.splitlines())


def _line(node: SyntaxTreeNode) -> int:
    """Where a person finds it in the file, from 1."""
    return 1 + (node.map[0] if node.map else 0)
