"""Tests of docx.py and the child process that reads DOCX."""

import random
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from memory.importers import docx, importer_for
from memory.importers.records import Document
from tests.documents import CORE, paragraph
from tests.documents import docx as made
from tests.knowledge import Knowledge
from tests.test_units import pack
from twin.errors import SourceError, Unrecognised

BODY = (
    paragraph("On bread", "Heading1")
    + "<w:p><w:r><w:t>Rye is </w:t></w:r><w:del w:id='1' w:author='x'><w:r><w:delText>bad</w:delText></w:r></w:del>"
    + "<w:ins w:id='2' w:author='x'><w:r><w:t>good 🍞</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r>"
    + "<w:r><w:rPr><w:vanish/></w:rPr><w:t> Hidden order.</w:t></w:r>"
    + "<w:r><w:rPr><w:strike/></w:rPr><w:t> Struck out.</w:t></w:r></w:p>"
    + paragraph("What is needed", "Heading2")
    + "<w:tbl><w:tr><w:tc>"
    + paragraph("flour")
    + "</w:tc><w:tc>"
    + paragraph("500 g")
    + "</w:tc></w:tr></w:tbl>"
)
HEADINGS = {
    "word/styles.xml": '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>' for n in (1, 2)
    )
    + "</w:styles>",
    "word/comments.xml": "<x>A comment</x>",
}


def test_a_document_is_told_by_its_parts(tmp_path: Path) -> None:
    assert importer_for(made(tmp_path / "letter.dat", BODY)) is docx
    sheet = tmp_path / "sheet.docx"
    with zipfile.ZipFile(sheet, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(Unrecognised):
        importer_for(sheet)


def test_a_document_is_read_as_it_is_shown(tmp_path: Path) -> None:
    path = made(tmp_path / "a.docx", BODY, HEADINGS)
    assert list(docx.read(path)) == [
        Document(
            str(path),
            "On bread",
            "",
            datetime(2024, 5, 1, 10, tzinfo=UTC),
            "Rye is good 🍞.\n\n# What is needed\n\nflour | 500 g",
        )
    ]


def test_documents_in_an_archive_are_learned_by_their_paths(knowledge: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    made(tmp_path / "letters" / "a.docx", BODY)
    packed = pack(tmp_path / "letters", tmp_path / "letters.zip")
    assert knowledge.learn(packed).problems == []
    assert knowledge.store.rows("SELECT DISTINCT place FROM passages") == [(f"{packed}/a.docx",)]


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ('<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document>&b;</w:document>', "holds entities"),
        ('<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>', "holds entities"),
        ("<w:document>", "damaged in its part 'document.xml'"),
        ("<a>" * 200_000, "damaged|too much"),
        ("<a>" + " " * (21 * 1024**2) + "</a>", "becomes larger than a document should"),
    ],
)
def test_what_is_hostile_is_told(tmp_path: Path, part: str, sentence: str) -> None:
    path = made(tmp_path / "a.docx", "", {"word/document.xml": part})
    begun = time.monotonic()
    with pytest.raises(SourceError, match=sentence) as told:
        list(docx.read(path))
    assert str(told.value).startswith(str(path))
    assert time.monotonic() - begun < 60


def test_pictures_are_not_even_unpacked(tmp_path: Path) -> None:
    path = made(tmp_path / "a.docx", BODY, {**HEADINGS, "word/media/image1.png": bytes(100 * 1024**2)})
    assert "Rye is good" in str(list(docx.read(path)))


def test_a_locked_or_old_document_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert importer_for(tmp_path / "a.docx") is docx
    with pytest.raises(SourceError, match="locked with a password, or of an old kind"):
        list(docx.read(tmp_path / "a.docx"))


def test_a_document_of_no_title_is_named_by_its_file(tmp_path: Path) -> None:
    core = CORE.replace("On bread", "").replace("2024-05-01T10:00:00Z", "never")
    [document] = docx.read(made(tmp_path / "my-letter.docx", paragraph("Hello."), {"docProps/core.xml": core}))
    assert isinstance(document, Document)
    assert (document.title, document.written_at) == ("My letter", None)


def test_whatever_is_changed_in_a_document_it_is_told_or_read(tmp_path: Path) -> None:
    whole = made(tmp_path / "a.docx", BODY, HEADINGS).read_bytes()
    chance, path = random.Random(5), tmp_path / "b.docx"  # noqa: S311
    for _ in range(15):
        data = bytearray(whole)
        for _ in range(3):
            data[chance.randrange(60, len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.randrange(200, len(data))] if chance.random() < 0.3 else data)
        try:
            assert all(isinstance(record, Document) for record in docx.read(path))
        except SourceError as error:
            assert str(path) in str(error)  # noqa: PT017 - either is right
