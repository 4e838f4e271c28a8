"""Ten scanned pages filed, beside poppler and zxing-cpp alone, which draw and read them and do nothing else. Prints, and never fails.

python tests/benchmarks/scans.py [times]
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(_HERE.parents[1]), str(_HERE.parent / "papers")]

_MOMENT = "2026-03-18T19:00"
_PAGES = 10


def ten_pages(book: Any, case: Any) -> bytes:
    """As a scanner makes them at 200 dots an inch: each askew, upside down or sideways, and a little different from the others."""
    import damage
    from reading import pictures

    from facilitator_app.workbook import papers

    blank = papers.make_blank(book, case)
    if blank.beside is None:
        raise RuntimeError
    papers.issued(book, case, blank.beside, "printed")
    sheets = [page.convert("L") for page in pictures(blank.beside.data, 200)]
    made = []
    for number in range(_PAGES):
        turned = damage.skew(sheets[number % len(sheets)], 0.4 * (number - 5)).rotate(90 * number, expand=True, fillcolor=246)
        turned.paste(90, (300, 300, 310 + number, 310))
        made.append(turned)
    return damage.as_pdf(made)


def poppler_and_zxing(data: bytes) -> int:
    """How many codes they find."""
    import zxingcpp
    from PIL import Image

    drawn = subprocess.run(["pdftoppm", "-r", "150", "-gray", "-"], input=data, check=True, capture_output=True).stdout
    found, out = 0, BytesIO(drawn)
    while out.read(2) == b"P5":
        out.readline()
        width, height = map(int, out.readline().split())
        out.readline()
        found += len(zxingcpp.read_barcodes(Image.frombytes("L", (width, height), out.read(width * height))))
    return found


def cpu_of_children() -> float:
    """Seconds that the processes which have ended by now kept a processor busy: on a shared machine the fairer figure."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def took(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def main(times: int) -> None:
    from facilitator_app.calendar import clock_at
    from facilitator_app.papers.scans import Reader
    from facilitator_app.vault import door
    from facilitator_app.workbook import demo, scans
    from facilitator_app.workbook.workbook import Workbook

    with tempfile.TemporaryDirectory() as folder:
        path = demo.make(Path(folder) / "D.workbook", clock_at(_MOMENT))
        opened = door.open_with_passphrase(path, demo.PASSPHRASE, clock_at(_MOMENT))
        book = Workbook(opened)
        case = next(fact.case for fact in book.cases() if fact.reference == "RJ-2026-0101")
        data = ten_pages(book, case)
        read, kept, beside, cpu, filed = [], [], [], [], 0
        for _ in range(times):
            used = cpu_of_children()
            with Reader() as reader:  # its process is started each time, as for the first file that is dropped
                began = time.perf_counter()
                pages = reader.pages(data)
                read.append(time.perf_counter() - began)
            cpu.append(cpu_of_children() - used)
            began = time.perf_counter()
            found, _ = scans.bring_in(book, pages, "pdf")
            kept.append(time.perf_counter() - began)
            filed = filed or sum(one.outcome == "filed" for one in found)
            beside.append(took(lambda: poppler_and_zxing(data)))
        print(f"{_PAGES} pages, {len(data) // 1000} kB, {filed} of them filed by their codes; median of {times}")
        print(
            f"read, split, upright, level: {statistics.median(read):.2f} s (least {min(read):.2f}); kept, the first time: {kept[0]:.2f} s"
        )
        print(f"of that the processor worked {statistics.median(cpu):.2f} s (least {min(cpu):.2f})")
        print(f"poppler and zxing-cpp, drawn and read only: {statistics.median(beside):.2f} s, {poppler_and_zxing(data)} codes")
        opened.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
