"""Words for invented notes: ordinary ones as frequent as in language, and now and then one that hardly anybody else uses."""

import random
from itertools import accumulate

from facilitator_app.resources import text


class Words:
    """Notes of 40 to 100 words, the n-th word as frequent as 1/n: ordinary ones, and every twentieth one of 20,000 that are not."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        lines = text("wall", "ordinary.txt").splitlines()
        self._words = [word for line in lines if not line.startswith("#") for word in line.split()]
        self._chances = list(accumulate(1 / (place + 1) for place in range(len(self._words))))

    def note(self) -> str:
        found = self._chance.choices(self._words, cum_weights=self._chances, k=self._chance.randint(40, 100))
        found[::20] = [_rare(self._chance.randrange(20_000)) for _ in found[::20]]
        return " ".join(found).capitalize() + "."


def _rare(number: int) -> str:
    """A word that nobody else uses: four syllables for a number."""
    return "".join("bdfgklmnprstvz"[number // 14**place % 14] + "aeiou"[number // 3**place % 5] for place in range(4))
