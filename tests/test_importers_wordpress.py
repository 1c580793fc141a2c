"""Tests of wordpress.py: what was published is learned, and nothing else."""

import random
import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from memory.importers import importer_for, wordpress
from memory.importers.records import Document, Problem
from tests.knowledge import Knowledge
from twin.errors import SourceError

EXPORT = Path(__file__).parent / "data" / "exports" / "wordpress" / "annsblog.WordPress.2024-05-01.xml"
HEAD = '<?xml version="1.0"?><rss xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">'


def item(number: int, text: str = "Hello there.", more: str = "") -> str:
    return (
        f"<item><title>Post {number}</title><guid>https://a.example/?p={number}</guid><c:encoded>{text}</c:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>{more}</item>"
    )


def blog(path: Path, *items: str, head: str = HEAD) -> Path:
    path.write_text(f"{head}<channel>{''.join(items)}</channel></rss>", encoding="utf-8")
    return path


def test_an_export_is_told_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(EXPORT.read_bytes())
    assert importer_for(tmp_path / "a.txt") is wordpress
    (tmp_path / "feed.xml").write_text("<rss version='2.0'><channel><title>x</title></channel></rss>", encoding="utf-8")
    assert not wordpress.recognises(tmp_path / "feed.xml", (tmp_path / "feed.xml").read_bytes())


def test_published_posts_and_pages_are_read_and_the_rest_is_counted() -> None:
    bread, about, *told = wordpress.read(EXPORT)
    assert bread == Document(
        place="https://ann.example/?p=1",
        title="Bread & rye 🍞",
        link="https://ann.example/bread/",
        written_at=datetime(2019, 5, 1, 8, tzinfo=UTC),
        text="My first loaf\n\nRye needs time and water.\n\nNext paragraph, with stress.\n\n"
        "```\nfor loaf in oven:\n    bake(loaf)\n```\n\n- flour\n- salt",
    )
    assert about == Document(
        "https://ann.example/?page_id=2",
        "About me",
        "https://ann.example/about/",
        datetime(2018, 3, 2, 9, 30),
        "# Who I am\n\nI am Ann, and I bake.",
    )
    start = "left out, since not everybody may read them: "
    assert told == [
        Problem(EXPORT, "", f"{start}{why} (1).", meant=True)
        for why in ("drafts", "private posts", "posts with a password")
    ]


def test_a_newer_export_adds_what_is_new_and_drops_what_was_withdrawn(knowledge: Knowledge, tmp_path: Path) -> None:
    path = tmp_path / "blog" / "a.xml"
    path.parent.mkdir()
    knowledge.learn(blog(path, item(1), item(2, "Second.")).parent)
    assert knowledge.learn(blog(path, item(1), item(3, "Third.")).parent).dropped == 1
    assert knowledge.learn(blog(path.with_name("b.xml"), item(1), item(3, "Third.")).parent).passages == 0
    assert sorted(knowledge.texts("second third hello")) == ["Hello there.", "Third."]


def test_what_was_left_out_on_purpose_keeps_nothing_from_being_settled(knowledge: Knowledge, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(EXPORT.read_bytes())
    assert len(knowledge.learn(path).problems) == 3
    assert knowledge.learn(path).unchanged == 1
    assert not knowledge.store.rows("SELECT 1 FROM passages WHERE text LIKE '%secret%' OR text LIKE '%Ignore%'")


def test_several_authors_are_told(tmp_path: Path) -> None:
    authors = [item(number, more=f"<creator>{name}</creator>") for number, name in enumerate(["ann", "ben", "ann"])]
    *_, told = wordpress.read(blog(tmp_path / "a.xml", *authors))
    assert isinstance(told, Problem)
    assert "several authors, all learned as you: ann (2), ben (1)" in told.sentence


def test_a_damaged_place_is_told_and_what_stands_before_is_read(tmp_path: Path) -> None:
    path = blog(tmp_path / "a.xml", item(1), "\n", item(2, "broken &nbsp; entity"), item(3))
    document, problem = wordpress.read(path)
    assert isinstance(document, Document)
    assert isinstance(problem, Problem)
    assert (problem.where, "damaged here" in problem.sentence) == ("line 2", True)


def test_bytes_that_xml_does_not_allow_are_no_reason_to_stop(tmp_path: Path) -> None:
    records = list(wordpress.read(blog(tmp_path / "a.xml", item(1, "Hel\x0blo\x00."), item(2))))
    assert [record.text for record in records if isinstance(record, Document)] == ["Hel lo .", "Hello there."]


@pytest.mark.parametrize(
    "declared",
    [
        "<!DOCTYPE r [" + '<!ENTITY a "aaaaaaaaaa">' + "".join(
            f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
        ) + "]>",
        '<!DOCTYPE r [<!ENTITY i SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r SYSTEM "https://a.example/x.dtd">',
    ],
)  # fmt: skip
def test_entities_are_refused(tmp_path: Path, declared: str) -> None:
    path = blog(tmp_path / "a.xml", item(1, "&i;"), head=declared + HEAD)
    with pytest.raises(SourceError, match="holds entities"):
        list(wordpress.read(path))


def test_an_export_without_posts_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no post"):
        list(wordpress.read(blog(tmp_path / "a.xml")))


def test_a_large_blog_is_read_in_little_memory(tmp_path: Path) -> None:
    drafts = (item(number, "word " * 2000).replace(">publish<", ">draft<") for number in range(3000))
    path = blog(tmp_path / "a.xml", *drafts, item(9))
    tracemalloc.start()
    assert sum(isinstance(record, Document) for record in wordpress.read(path)) == 1
    assert tracemalloc.get_traced_memory()[1] < 10 * 1024**2
    tracemalloc.stop()


@pytest.mark.parametrize(
    "text", ["[caption " * 20_000, "[code]" * 30_000, "[embed]x" * 25_000, "\n" * 200_000, "&lt;pre&gt;" * 10_000]
)
def test_hostile_posts_take_no_long_time(tmp_path: Path, text: str) -> None:
    begun = time.process_time()
    list(wordpress.read(blog(tmp_path / "a.xml", item(1, text), item(2))))
    assert time.process_time() - begun < 3


def test_whatever_is_changed_in_an_export_it_is_told_or_read(tmp_path: Path) -> None:
    whole, chance, path = EXPORT.read_bytes(), random.Random(3), tmp_path / "a.xml"  # noqa: S311
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(3):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.randrange(600, len(data))])
        try:
            found = list(wordpress.read(path))
        except SourceError as error:
            assert str(path) in str(error)  # noqa: PT017 - either is right
            continue
        assert all("secret" not in record.text for record in found if isinstance(record, Document))
