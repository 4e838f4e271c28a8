"""Which words of several versions are not in all of them: to be read side by side, and underlined. Knows only texts, and mends none."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+(?:[’'./:-]\w+)*|[^\w\s]")
_MOST = 3_000  # words: a longer text is read without marks rather than waited for
_COMMON = 0.25  # of the words: where less is the same, all of it would be underlined, which says nothing

Marks = list[tuple[int, int]]


def differing(texts: Sequence[str]) -> list[Marks]:
    """For each text (start, length) of the words that some other one has not; all empty where next to nothing is the same."""
    found = [list(_WORD.finditer(text)) for text in texts]
    words = [[one.group() for one in each] for each in found]
    none: list[Marks] = [[] for _ in texts]
    if max(map(len, words), default=0) > _MOST:
        return none
    differs: list[set[int]] = [set() for _ in texts]
    for a in range(len(texts)):
        for b in range(a + 1, len(texts)):
            match = SequenceMatcher(None, words[a], words[b], autojunk=False)
            if match.ratio() < _COMMON:
                return none
            for tag, a0, a1, b0, b1 in match.get_opcodes():
                if tag != "equal":
                    differs[a].update(range(a0, a1))
                    differs[b].update(range(b0, b1))
    return [_runs(each, at) for each, at in zip(found, differs, strict=True)]


def _runs(words: Sequence[re.Match[str]], differs: set[int]) -> Marks:
    """Words that follow each other are marked as one, with what is between them; but never across two lines."""
    marks: Marks = []
    before = -2
    for at in sorted(differs):
        start, end = words[at].span()
        if at == before + 1 and "\n" not in words[at].string[sum(marks[-1]) : start]:
            marks[-1] = (marks[-1][0], end - marks[-1][0])
        else:
            marks.append((start, end - start))
        before = at
    return marks
