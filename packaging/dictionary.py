"""Makes resources/spelling of what Debian's package `hunspell-en-gb` brings, unpacked in a folder (`dpkg -x hunspell-en-gb_*.deb FOLDER`).

    python packaging/dictionary.py FOLDER

Two things are changed, and the licence wants that said: the word list is cut into pieces, since Hunspell keeps Python's lock while it reads
one and the window stands still for as long; and suggestions by likeness alone (n-grams) are off, which take ten times as long as all others
together and bring words that only look alike.
"""

import gzip
import sys
from pathlib import Path

PIECES = 8
_TARGET = Path(__file__).resolve().parent.parent / "resources" / "spelling"
_ENCODING = "SET UTF-8\n"


def main(unpacked: Path) -> None:
    """Writes the affix file, the pieces of the word list, and the licence with the README that Debian's package carries."""
    _TARGET.mkdir(exist_ok=True)
    share = unpacked / "usr" / "share"
    affixes = (share / "hunspell" / "en_GB.aff").read_text(encoding="utf-8-sig")
    if _ENCODING not in affixes:
        sys.exit("This affix file is not the one we know: it does not say that it is UTF-8.")
    said = "\n# Changed for the facilitator's workbook by packaging/dictionary.py: no suggestions by n-grams.\nMAXNGRAMSUGS 0\n"
    _write("en_GB.aff", affixes.replace(_ENCODING, _ENCODING + said, 1))
    _, *lines = (share / "hunspell" / "en_GB.dic").read_text(encoding="utf-8-sig").splitlines()
    words = [line for line in lines if line.strip()]
    for number in range(PIECES):
        piece = words[number * len(words) // PIECES : (number + 1) * len(words) // PIECES]
        _write("en_GB.dic" if not number else f"en_GB.{number + 1}.dic", "\n".join([str(len(piece)), *piece, ""]))
    readme = gzip.decompress((share / "doc" / "hunspell-en-gb" / "README_en_GB.txt.gz").read_bytes()).decode("utf-8-sig")
    _write("README_en_GB.txt", readme.replace("\r\n", "\n"))


def _write(name: str, words: str) -> None:
    (_TARGET / name).write_text(words, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
