"""How long one outcome agreement takes to print, how big it is and whether it is tagged, beside LibreOffice and WeasyPrint with the same words.

`python tests/benchmarks/agreement.py [PYTHON]`, where PYTHON is one that has `weasyprint`: it is none of our requirements. Figures for looking
at; nothing here passes or fails. They do not do the same work: ours is PDF/UA with a square code and repeats the lines above the signatures;
the others have one plain text and one table. LibreOffice pays for starting a program, as an application that uses it for each paper does;
WeasyPrint is measured warm, inside one process, as ours is.
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


def looked_at(path: Path) -> str:
    """Size, and whether a reading program finds an order and headings in it."""
    import pikepdf

    with pikepdf.open(path) as document:
        marked = document.Root.get("/MarkInfo")
        tags = "tagged" if "/StructTreeRoot" in document.Root and marked is not None and marked.get("/Marked") else "not tagged"
    return f"{path.stat().st_size / 1024:.0f} KB, {tags}"


_WEASYPRINT = """
import sys, time
import weasyprint
text = open(sys.argv[1], encoding="utf-8").read()
found = []
for _ in range(int(sys.argv[3]) + 1):
    start = time.perf_counter()
    weasyprint.HTML(string=text).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
    found.append((time.perf_counter() - start) * 1000)
print(*found[1:])
"""


def html_of(lines: list[str], table: list[list[str]]) -> str:
    """The same words: a paragraph for each line and one table."""
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table)
    head = "".join(f"<th scope='col'>{escape(one)}</th>" for one in ("No.", "What will happen", "Who", "By when", "How we will check"))
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return (
        f"<html lang='en-GB'><head><title>Outcome agreement</title></head><body><h1>Outcome agreement</h1>{body}"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></body></html>"
    )


def beside_weasyprint(python: str, lines: list[str], table: list[list[str]]) -> None:
    """In a Python of its own: it brings libraries that ours does not have."""
    with tempfile.TemporaryDirectory() as folder:
        page, paper = Path(folder, "agreement.html"), Path(folder, "agreement.pdf")
        page.write_text(html_of(lines, table), encoding="utf-8")
        run = subprocess.run(
            [python, "-c", _WEASYPRINT, str(page), str(paper), str(_THEIRS_RUNS * 2)], check=True, capture_output=True, text=True
        )
        print(said(f"WeasyPrint, warm ({looked_at(paper)})", [float(one) for one in run.stdout.split()]))


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

    lines = [
        AGREED.service, "Outcome agreement", AGREED.place, ", ".join(AGREED.facilitators), *(f"{each.name} · {each.role}" for each in AGREED.people),
        AGREED.who_may_see, AGREED.if_something_changes, ", ".join(AGREED.signed_by), *AGREED.copies,
    ]  # fmt: skip
    table = [[str(number), term.what, term.who, term.by_when, term.how_shown] for number, term in enumerate(AGREED.terms, 1)]
    if len(sys.argv) > 1:
        beside_weasyprint(sys.argv[1], lines, table)
    office = shutil.which("soffice")
    if not office:
        print("LibreOffice is not installed here (no `soffice` on the path): nothing to set beside it.")
        return
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
        figures = timed_ms(convert, _THEIRS_RUNS)
        print(said(f"soffice --headless, profile made ({looked_at(document.with_suffix('.pdf'))})", figures))


if __name__ == "__main__":
    main()
