"""How long the sheets for a visit take to print, list and all, beside one outcome agreement in the same run.

`python tests/benchmarks/pack.py`. Figures for looking at; nothing here passes or fails. The processor's own time stands beside what the clock
says: others may be at work.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

_HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(_HERE.parents[1]), str(_HERE.parent / "papers")]

_RUNS = 40


def timed(what: str, work: Callable[[], object]) -> None:
    """Prints the median and the least of the clock, and of the processor."""
    clock, processor = list[float](), list[float]()
    for _ in range(_RUNS):
        start, busy = time.perf_counter(), time.process_time()
        work()
        processor.append((time.process_time() - busy) * 1000)
        clock.append((time.perf_counter() - start) * 1000)
    print(
        f"{what:<44} median {statistics.median(clock):7.1f} ms   least {min(clock):7.1f} ms   "
        f"processor {statistics.median(processor):7.1f} ms   of {_RUNS}"
    )


def main() -> None:
    start = time.perf_counter()
    from pack_sheets import FIRST, OFFERS
    from paper_sheets import AGREED

    from facilitator_app.papers.press import FORMATS, pages_of, pdf_of

    print(f"{'imports':<44} once   {(time.perf_counter() - start) * 1000:7.1f} ms")
    start = time.perf_counter()
    first = pdf_of(FIRST)
    print(f"{'the first pack of a process (fonts read)':<44} once   {(time.perf_counter() - start) * 1000:7.1f} ms")
    for name, form in FORMATS.items():
        timed(f"four sheets, {name}, {pages_of(pdf_of(FIRST, form))} pages", lambda form=form: pdf_of(FIRST, form))  # type: ignore[misc]
    timed("sheets with words to offer, standard", lambda: pdf_of(OFFERS))
    timed("beside it: one outcome agreement", lambda: pdf_of(AGREED))
    print(f"{'four sheets, standard':<44} {len(first) / 1024:.0f} KB, tagged")


if __name__ == "__main__":
    main()
