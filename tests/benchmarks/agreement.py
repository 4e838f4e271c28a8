"""How long one outcome agreement takes to print, beside LibreOffice turning the same words from a .docx into a PDF.

`python tests/benchmarks/agreement.py`. Figures for looking at; nothing here passes or fails. The two do not do the same work: ours is tagged
PDF/UA with a square code, LibreOffice's is plain and pays for starting a program, as an application that uses it for each paper does.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

_HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(_HERE.parents[1]), str(_HERE.parent / "papers")]

_OURS_RUNS = 60
_THEIRS_RUNS = 5
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def timed_ms(work: Callable[[], object], runs: int) -> list[float]:
    """Milliseconds of each run."""
    found: list[float] = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return found


def said(what: str, figures: list[float]) -> str:
    return f"{what:<52} median {statistics.median(figures):8.1f} ms   least {min(figures):8.1f} ms   of {len(figures)}"


def docx_of(lines: list[str], table: list[list[str]], path: Path) -> None:
    """A smallest .docx: a paragraph for each line and one table."""

    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t xml:space='preserve'>{escape(text)}</w:t></w:r></w:p>"

    rows = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in table)
    body = "".join(map(paragraph, lines)) + f"<w:tbl>{rows}</w:tbl>" + paragraph("")
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/officeDocument"'
        ' Target="word/document.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", types)
        package.writestr("_rels/.rels", relations)
        package.writestr("word/document.xml", f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>')


def main() -> None:
    start = time.perf_counter()
    from paper_sheets import AGREED

    from facilitator_app.papers.press import LARGE, STANDARD, pdf_of

    loaded = time.perf_counter()
    first = pdf_of(AGREED)
    print(f"{'ours, imports':<52} once   {(loaded - start) * 1000:8.1f} ms")
    print(f"{'ours, first paper of a process (fonts read)':<52} once   {(time.perf_counter() - loaded) * 1000:8.1f} ms")
    print(said(f"ours, standard, warm ({len(first) / 1024:.0f} KB, tagged)", timed_ms(lambda: pdf_of(AGREED, STANDARD), _OURS_RUNS)))
    print(said("ours, large print, warm", timed_ms(lambda: pdf_of(AGREED, LARGE), _OURS_RUNS)))

    office = shutil.which("soffice")
    if not office:
        print("LibreOffice is not installed here (no `soffice` on the path): nothing to set beside it.")
        return
    lines = [
        AGREED.service, "Outcome agreement", AGREED.place, ", ".join(AGREED.facilitators), *(f"{each.name} · {each.role}" for each in AGREED.people),
        AGREED.who_may_see, AGREED.if_something_changes, ", ".join(AGREED.signed_by), *AGREED.copies,
    ]  # fmt: skip
    table = [[str(number), term.what, term.who, term.by_when, term.how_shown] for number, term in enumerate(AGREED.terms, 1)]
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder, "agreement.docx")
        docx_of(lines, table, document)
        command = [
            office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, str(document),
        ]  # fmt: skip

        def convert() -> None:
            subprocess.run(command, check=True, capture_output=True)
            if not document.with_suffix(".pdf").exists():
                raise RuntimeError("soffice wrote no PDF")

        convert()  # makes its profile
        print(said("soffice --headless --convert-to pdf, profile made", timed_ms(convert, _THEIRS_RUNS)))


if __name__ == "__main__":
    main()
