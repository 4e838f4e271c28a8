"""The process that looks at scans. A file comes in by standard input, its pages go out by standard output, and nothing is written anywhere.

A process of its own, because a scan is somebody else's file: what makes PDFium or an image library fall over, or swallow memory, ends this
process and not the workbook. It knows no workbook, no key and no case.
"""

import contextlib
import json
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from facilitator_app.hardening import keep_to_itself, say_only_where
from facilitator_app.papers.scan_kinds import PDF, READ, sort_of
from facilitator_app.papers.scan_straight import KEPT_PX, Code, Seen, codes_in, is_empty, straightened

LENGTH_BYTES = 8
MOST_PAGES = 100
MOST_PIXELS = 80_000_000  # of one picture: a telephone's 50 million, and a sheet of A4 at 600 dots an inch twice over
_MEMORY_BYTES = 2_000_000_000
_CPU_S = 120
_AGAIN_PX = 3510  # the longer side: A4 at 300 dots an inch
_QUALITY = 80
_AT_ONCE = 2  # pages that are looked at while the next is drawn


class Refused(Exception):
    """Why a file cannot be read, as a word that `scans` has a sentence for."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its codes, its picture, and its own bytes where the file has others beside it."""

    number: int
    seen: Seen
    picture: bytes
    empty: bool
    original: bytes = b""


def pages_of(data: bytes) -> Iterator[Page]:
    """The pages of a file, one after the other. Raises `Refused`."""
    sort = sort_of(data)
    if sort not in READ:
        raise Refused("empty" if not data else sort or "unknown")
    if sort == PDF:
        yield from _pdf_pages(data)
    else:
        yield _looked_at(1, _picture(data))


def _picture(data: bytes) -> Image.Image:
    """A photograph or a picture as it was taken, upright where the camera said how it was held. Raises `Refused`."""
    try:
        image = Image.open(BytesIO(data), formats=("JPEG", "PNG"))
        if image.width * image.height > MOST_PIXELS:
            raise Refused("large")
        image.draft(None, (_AGAIN_PX, _AGAIN_PX))  # a JPEG of 50 million points is not unpacked whole
        image.load()
        return ImageOps.exif_transpose(_plain(image))
    except Image.DecompressionBombError as problem:
        raise Refused("large") from problem
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as problem:
        raise Refused("damaged") from problem


def _plain(image: Image.Image) -> Image.Image:
    """In greys or in colours, on white."""
    if image.mode in ("L", "RGB"):
        return image
    exif = image.getexif()
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        whole = image.convert("RGBA")
        flat = Image.new("RGB", image.size, "white")
        flat.paste(whole, mask=whole.getchannel("A"))
    elif image.mode.startswith("I"):  # sixteen bits of grey
        flat = image.convert("I").point(lambda value: value / 256).convert("L")
    else:
        flat = image.convert("L" if image.mode == "1" else "RGB")
    flat.info["exif"] = exif.tobytes()
    return flat


def _pdf_pages(data: bytes) -> Iterator[Page]:
    import pypdfium2  # noqa: PLC0415 - a photograph needs none

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise Refused("locked" if "assword" in str(problem) else "damaged") from problem
    with document, ThreadPoolExecutor(_AT_ONCE) as pool:
        count = len(document)
        if not 0 < count <= MOST_PAGES:
            raise Refused("damaged" if not count else "many")
        # PDFium draws in this thread alone; while it draws the next page the one before is looked at, without Python's lock.
        waiting: deque[tuple[int, Future[Page]]] = deque()
        for number in range(count):
            waiting.append((number, pool.submit(_looked_at, number + 1, _rendered(document, number, KEPT_PX))))
            if len(waiting) > _AT_ONCE:
                yield _finished(document, *waiting.popleft(), data)
        while waiting:
            yield _finished(document, *waiting.popleft(), data)


def _looked_at(number: int, image: Image.Image) -> Page:
    return _page(number, image, codes_in(image))


def _finished(document: Any, number: int, looking: "Future[Page]", data: bytes) -> Page:
    """A page; one on which no code was found is drawn larger and looked at again, since it may be small on it."""
    page = looking.result()
    if not page.seen.ours and not page.seen.strange and not page.empty:
        image = _rendered(document, number, _AGAIN_PX)
        codes = codes_in(image, quickly=True)
        page = _page(number + 1, image, codes) if codes else page
    return replace(page, original=_alone(data, number)) if len(document) > 1 else page


def _rendered(document: Any, number: int, longest_px: int) -> Image.Image:
    import pypdfium2  # noqa: PLC0415 - as above

    try:
        page = document[number]
        try:
            longest = max(*page.get_size(), 1.0)
            image: Image.Image = page.render(scale=longest_px / longest).to_pil()
            return _plain(image)
        finally:
            page.close()
    except (pypdfium2.PdfiumError, ValueError) as problem:
        raise Refused("damaged") from problem


def _alone(data: bytes, number: int) -> bytes:
    """One page of a PDF as a file of its own: pictures in it stay the bytes that they were. The same page gives the same bytes."""
    import pikepdf  # noqa: PLC0415 - for what has several pages only

    out = BytesIO()
    try:
        with pikepdf.open(BytesIO(data)) as document, pikepdf.new() as made:
            made.pages.append(document.pages[number])
            made.save(out, deterministic_id=True)
    except (pikepdf.PdfError, ValueError, RuntimeError) as problem:
        raise Refused("damaged") from problem
    return out.getvalue()


def _page(number: int, image: Image.Image, codes: list[Code]) -> Page:
    seen, upright = straightened(image, codes)
    out = BytesIO()
    upright.save(out, "JPEG", quality=_QUALITY)
    return Page(number, seen, out.getvalue(), is_empty(upright))


# Across the pipe ---------------------------------------------------------------------------------------------------------------


def serve(given: BinaryIO, out: BinaryIO) -> None:
    """Answers file after file until nothing more comes: for each its pages, then a line that says it was all, or why it was not."""
    while head := given.read(LENGTH_BYTES):
        data = given.read(int.from_bytes(head))
        try:
            for page in pages_of(data):
                told = {
                    "page": page.number, "codes": page.seen.ours, "strange": page.seen.strange, "turned": page.seen.turned,
                    "empty": page.empty, "picture": len(page.picture), "original": len(page.original),
                }  # fmt: skip
                _tell(out, told, page.picture, page.original)
            _tell(out, {"end": ""})
        except Refused as why:
            _tell(out, {"end": str(why)})
        except MemoryError:
            _tell(out, {"end": "large"})


def _tell(out: BinaryIO, told: dict[str, object], *bodies: bytes) -> None:
    head = json.dumps(told).encode()
    out.write(len(head).to_bytes(LENGTH_BYTES) + head)
    out.writelines(bodies)
    out.flush()


def _keep_small() -> None:
    """No file is written, and what swallows memory or time is ended by the system."""
    if sys.platform == "win32":
        return  # the workbook ends what takes too long
    import resource  # noqa: PLC0415 - not on Windows

    for which, most in ((resource.RLIMIT_AS, _MEMORY_BYTES), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CPU, _CPU_S)):
        with contextlib.suppress(ValueError, OSError):  # a lower one stands already
            resource.setrlimit(which, (most, most))


def main() -> None:
    """The whole life of the process."""
    keep_to_itself()
    say_only_where()
    _keep_small()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
