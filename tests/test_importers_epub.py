"""Tests of epub.py and packed.py: a book is learned chapter by chapter."""

import random
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from memory.importers import epub, importer_for
from memory.importers.records import Document, Problem
from tests.documents import epub as made
from tests.knowledge import Knowledge
from tests.test_units import pack
from twin.errors import SourceError

CHAPTERS = {
    "one.xhtml": "<h1>Flour</h1><p>Rye is&nbsp;good 🍞.</p><script>evil()</script>",
    "deep/two.xhtml": "<header><h1>Water</h1></header><p>Cold &amp; clear.</p><p hidden>Hidden order.</p>",
    "picture.xhtml": "<img src='a.jpg'/>",
}
ENCRYPTION = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
    '<e:EncryptedData><e:EncryptionMethod Algorithm="{}"/><e:CipherData><e:CipherReference URI="{}"/></e:CipherData>'
    "</e:EncryptedData></encryption>"
)


def test_a_book_is_told_by_its_first_part(tmp_path: Path) -> None:
    assert importer_for(made(tmp_path / "book.zip", CHAPTERS)) is epub


def test_each_chapter_is_a_document(tmp_path: Path) -> None:
    path = made(tmp_path / "book.epub", CHAPTERS)
    date = datetime(2021, 3, 4)
    assert list(epub.read(path)) == [
        Document(f"{path}/OEBPS/one.xhtml", "The Rye Book: Flour", "", date, "Rye is good 🍞."),
        Document(f"{path}/OEBPS/deep/two.xhtml", "The Rye Book: Water", "", date, "Cold & clear."),
    ]


def test_a_book_in_an_archive_is_learned_by_its_path(knowledge: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "books").mkdir()
    made(tmp_path / "books" / "book.epub", CHAPTERS)
    packed = pack(tmp_path / "books", tmp_path / "books.zip")
    knowledge.learn(packed)
    places = {place for (place,) in knowledge.store.rows("SELECT place FROM passages")}
    assert places == {f"{packed}/book.epub/OEBPS/one.xhtml", f"{packed}/book.epub/OEBPS/deep/two.xhtml"}


@pytest.mark.parametrize(
    ("way", "locked"),
    [("http://www.idpf.org/2008/embedding", False), ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", True)],
)
def test_a_book_locked_by_its_shop_is_told(tmp_path: Path, way: str, *, locked: bool) -> None:
    more = {"META-INF/encryption.xml": ENCRYPTION.format(way, "OEBPS/one.xhtml")}
    path = made(tmp_path / "book.epub", CHAPTERS, more)
    if locked:
        with pytest.raises(SourceError, match=r"is locked by whoever sold it \(DRM\), and cannot be read\.$"):
            list(epub.read(path))
    else:
        assert len(list(epub.read(path))) == 2


def test_a_missing_chapter_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    path = made(tmp_path / "book.epub", CHAPTERS)
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(tmp_path / "b.epub", "w") as archive:
        for name in whole.namelist():
            if "one" not in name:
                archive.writestr(name, whole.read(name))
    problem, document = epub.read(tmp_path / "b.epub")
    assert isinstance(problem, Problem)
    assert problem.where == "OEBPS/one.xhtml"
    assert isinstance(document, Document)


@pytest.mark.parametrize(
    ("part", "data", "sentence"),
    [
        ("META-INF/container.xml", '<!DOCTYPE c [<!ENTITY a "b">]><container>&a;</container>', "holds entities"),
        (
            "OEBPS/book.opf",
            '<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/passwd">]><package>&a;</package>',
            "holds entities",
        ),
        ("OEBPS/book.opf", "<package>", "damaged in its part 'book.opf'"),
        ("OEBPS/book.opf", "<package/>", "holds no text"),
        ("OEBPS/book.opf", " " * (21 * 1024**2), "becomes larger than a document should"),
    ],
)
def test_what_is_hostile_or_damaged_is_told(tmp_path: Path, part: str, data: str, sentence: str) -> None:
    path = made(tmp_path / "book.epub", CHAPTERS, {part: data})
    with pytest.raises(SourceError, match=sentence):
        list(epub.read(path))


def test_chapters_made_to_fill_the_memory_are_told(tmp_path: Path) -> None:
    bombs = {f"{number}.xhtml": " " * (19 * 1024**2) for number in range(5)}
    records = list(epub.read(made(tmp_path / "book.epub", {"one.xhtml": "<p>Hello.</p>", **bombs})))
    assert [type(record) for record in records] == [Document, Problem]


def test_whatever_is_changed_in_a_book_it_is_told_or_read(tmp_path: Path) -> None:
    whole = made(tmp_path / "a.epub", CHAPTERS).read_bytes()
    chance, path = random.Random(11), tmp_path / "b.epub"  # noqa: S311
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(4):
            data[chance.randrange(60, len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.randrange(100, len(data))] if chance.random() < 0.3 else data)
        try:
            assert all(isinstance(record, Document | Problem) for record in epub.read(path))
        except SourceError as error:
            assert str(path) in str(error)  # noqa: PT017 - either is right
