"""How long every paper takes to print in every format, warm: each golden sheet of `tests/papers`. `python tests/benchmarks/papers.py`.

Figures for looking at; nothing here passes or fails. What is aimed at is 60 ms a paper.
"""

import statistics
import sys
import time
from pathlib import Path

_HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(_HERE.parents[1]), str(_HERE.parent / "papers")]

_RUNS = 15


def main() -> None:
    """One line a paper: median and least of some runs, and the size of the file."""
    from renew_golden import PAPERS

    from facilitator_app.papers.press import pdf_of

    for name, (sheet, form) in PAPERS.items():
        data, figures = pdf_of(sheet, form), []
        for _ in range(_RUNS):
            start = time.process_time()
            pdf_of(sheet, form)
            figures.append((time.process_time() - start) * 1000)
        print(
            f"{name:<42} median {statistics.median(figures):6.1f} ms of this process   least {min(figures):6.1f} ms   {len(data) / 1024:5.0f} KB"
        )


if __name__ == "__main__":
    main()
