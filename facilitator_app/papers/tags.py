"""Tags: the reading order that a screen reader follows (PDF/UA-1), over reportlab's canvas. Knows no paper.

Whatever is drawn is an artifact (rules, footer, square code) unless it is drawn inside `TaggedCanvas.leaf`, one leaf at a time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus.paraparser import ParaFrag


class Mark(NamedTuple):
    """Where a leaf was drawn: page from 0, number within the page from 0."""

    page: int
    number: int


class Node:
    """One element of the reading order, "P", "H2", "TH" and so on. Its place among its parent's children is the order in which it was made."""

    __slots__ = ("alt", "box", "children", "language", "role", "scope")

    def __init__(self, role: str, parent: "Node | None" = None, *, scope: str = "", language: str = "", alt: str = "") -> None:
        self.role = role
        self.scope = scope  # of a TH: "Column" or "Row"
        self.language: str = language or (parent.language if parent is not None else "")  # where it is said, and not the paper's alone
        self.alt = alt  # of a Figure: what it shows, in words
        self.box: tuple[float, float, float, float] | None = None  # of a Figure: where it was drawn, in points of the page
        self.children: list[Node | Mark] = []
        if parent is not None:
            parent.children.append(self)

    def speak(self, language: str) -> None:
        """Says of this and everything in it which language it is in, where nothing else was said: "cy"."""
        self.language = self.language or language
        for child in self.children:
            if isinstance(child, Node):
                child.speak(self.language)


class TaggedCanvas(Canvas):
    """A canvas that writes the tree under `root` into the file. `open_page` comes before anything that is drawn on a page."""

    _doc: Any  # reportlab has no public way to its document

    def __init__(self, *args: Any, root: Node, **options: Any) -> None:
        super().__init__(*args, **options)
        self._root = root
        self._leaves: list[list[Node]] = []  # for each page its leaves, in the order of their numbers

    @property
    def page_count(self) -> int:
        """Pages begun so far."""
        return len(self._leaves)

    def open_page(self) -> None:
        """Begin a page: what is drawn from here on is an artifact."""
        self._leaves.append([])
        self.addLiteral("/Artifact BMC")

    @contextmanager
    def leaf(self, node: Node | None) -> Iterator[None]:
        """What is drawn inside is read aloud as `node`'s text; with None it stays an artifact. Never inside another leaf or a text object."""
        if node is None:
            yield
            return
        here = Mark(len(self._leaves) - 1, len(self._leaves[-1]))
        self._leaves[-1].append(node)
        node.children.append(here)
        self.addLiteral(f"EMC /{node.role} <</MCID {here.number}>> BDC")
        yield
        self.addLiteral("EMC /Artifact BMC")

    @contextmanager
    def furniture(self, place: str) -> Iterator[None]:
        """What is drawn inside is page furniture, "Header" or "Footer"."""
        self.addLiteral(f"EMC /Artifact <</Type /Pagination /Subtype /{place}>> BDC")
        yield
        self.addLiteral("EMC /Artifact BMC")

    def showPage(self) -> None:  # noqa: N802  (reportlab's name)
        self.addLiteral("EMC")
        super().showPage()
        number = len(self._leaves) - 1
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]  # reportlab writes no key that it does not list
        page.StructParents, page.Tabs = number, PDFName("S")

    def save(self) -> None:
        _write_tree(self._doc, self._root, self._leaves)
        super().save()


def _write_tree(document: Any, root: Node, leaves: list[list[Node]]) -> None:
    top = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    top_reference = document.Reference(top)
    references: dict[int, Any] = {}
    top["K"] = _element(document, root, top_reference, references)
    numbers: list[Any] = []
    for page, nodes in enumerate(leaves):
        numbers += [page, document.Reference(PDFArray([references[id(node)] for node in nodes]))]
    top["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
    top["ParentTreeNextKey"] = len(leaves)
    document.Catalog.StructTreeRoot = top
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


def _element(document: Any, node: Node, parent: Any, references: dict[int, Any]) -> Any:
    element = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(node.role), "P": parent})
    reference = references[id(node)] = document.Reference(element)
    if node.scope:
        element["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(node.scope)})
    if node.alt:
        element["Alt"] = PDFString(node.alt)
    if node.box is not None:
        element["A"] = PDFDictionary(
            {"O": PDFName("Layout"), "BBox": PDFArray([round(edge, 2) for edge in node.box]), "Placement": PDFName("Block")}
        )
    if node.language:
        element["Lang"] = PDFString(node.language)
    element["K"] = PDFArray([_child(document, child, reference, references) for child in node.children if _speaks(child)])
    return reference


def _speaks(child: Node | Mark) -> bool:
    """Whether anything was drawn for it. An empty cell counts, or the columns of its table would shift."""
    return isinstance(child, Mark) or child.role in {"TD", "TH"} or any(map(_speaks, child.children))


def _child(document: Any, child: Node | Mark, parent: Any, references: dict[int, Any]) -> Any:
    if isinstance(child, Node):
        return _element(document, child, parent, references)
    page = document.Reference(document.Pages.pages[child.page])
    return PDFDictionary({"Type": PDFName("MCR"), "Pg": page, "MCID": child.number})


class TaggedParagraph(Paragraph):
    """A paragraph that is read aloud as `node`, on however many pages it falls. Without a node it is an artifact."""

    canv: TaggedCanvas
    blPara: Any  # noqa: N815  (reportlab's name for the broken lines)

    def __init__(self, text: None, style: ParagraphStyle, *, frags: list[ParaFrag], node: Node | None = None, **options: Any) -> None:
        super().__init__(text, style, frags=frags, **options)  # type: ignore[arg-type]  # the stub does not know paragraphs of fragments
        self.node = node
        self._broken_at = -1.0
        self._spaced = False
        self.goes_on = False  # on the next page

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Lines are broken once for a width: stacks ask for heights often."""
        if self._broken_at == width and hasattr(self, "blPara"):
            return self.width, self.height
        self._broken_at = width
        return super().wrap(width, height)

    def split(self, width: float, height: float) -> list[Flowable]:
        parts = super().split(width, height)
        for part in parts:
            if isinstance(part, TaggedParagraph):
                part.node = self.node
                part.goes_on = part is not parts[-1] or self.goes_on
        return parts

    def draw(self) -> None:
        self._space_line_ends()
        with self.canv.leaf(self.node):
            super().draw()

    def _space_line_ends(self) -> None:
        """Reportlab writes no space where a line breaks, and "by choice" would be read aloud as "bychoice"."""
        if self._spaced or not self.frags:
            return
        self._spaced = True
        for line in self.blPara.lines if self.goes_on else self.blPara.lines[:-1]:
            if self.blPara.kind == 0:
                words = line[1]
                # A word too long for its column was cut, not ended: no space. An empty last word makes reportlab's join write one.
                if words and type(words[-1]) is str:
                    words.append("")
            elif not (hasattr(line.words[-1], "_fkind") and line.words[-1].text == "" and not line.lineBreak):
                line.words[-1].text += " "


class PlainStream(PDFStream):
    """A stream with no filter at all: metadata has to be readable by programs that know nothing of PDF."""

    def format(self, _document: Any) -> bytes:
        content: bytes = self.content
        head = f"<< /Type /Metadata /Subtype /XML /Length {len(content)} >>\nstream\n".encode()
        return head + content + b"\nendstream\n"


def describe(canvas: TaggedCanvas, *, title: str, author: str, language: str, made: str, producer: str) -> None:
    """Write XMP into the file that says what the Info dictionary says and that the file is PDF/UA-1. `made` is ISO 8601."""
    creator = f"<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>" if author else ""
    packet = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
{creator}<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdf:Producer>{escape(producer)}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
    canvas._doc.Catalog.Metadata = PlainStream(content=packet.encode())  # noqa: SLF001  (there is no public way)
