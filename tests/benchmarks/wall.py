"""How much of what is private the wall finds again in each spelling, and how many ordinary sentences it stops without a reason.

`python tests/benchmarks/wall.py` prints, for each way of the closed list in `tests/wall/wall_corpus.py`: sentences, how many of the values
were found (recall), how many of the hits were the value (precision), and what was not found. `tests/wall/test_corpus.py` holds these figures.
"""

import sys
import time
from pathlib import Path

_HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(_HERE.parents[1]), str(_HERE.parent / "wall")]

import wall_corpus  # noqa: E402 - found by the line above


def main() -> None:
    """Prints the table."""
    began = time.perf_counter()
    counts, missed = wall_corpus.measured()
    sentences = sum(count.tried for count in counts.values())
    each = (time.perf_counter() - began) * 1000 / max(1, sentences)
    print(f"{'way':28} {'sentences':>9} {'recall':>8} {'precision':>9}")
    for way, count in counts.items():
        print(f"{way:28} {count.tried:9} {count.recall:8.3f} {count.precision:9.3f}")
    print(f"{'all':28} {sentences:9} {sum(c.found for c in counts.values()) / sentences:8.3f}   {each:.2f} ms a sentence")
    for one in missed:
        print(f"  not found: {one.way}: {one.sentence!r} ({one.value.text})")
    tried, stops = wall_corpus.false_stops()
    print(f"{len(stops)} of {tried} ordinary sentences stop ({len(wall_corpus.ordinary())} sentences, 3 papers):")
    for name, words, sentence in stops:
        print(f"  for {name}: {words!r} in {sentence!r}")


if __name__ == "__main__":
    main()
