"""A blog of WordPress as it exports itself (WXR): what its author published, and nothing that others wrote."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree

from memory.importers import blocks, frontmatter, html, reading
from memory.importers.records import Document, Problem, Record, plausible
from memory.packed import local
from twin.errors import SourceError

KIND = "wordpress"
CHATS = False

_MARK = re.compile(r"<rss\b[^>]{0,2000}wordpress\.org/export/")
_TYPES = ("post", "page")
# Old exports hold bytes that XML does not allow.
_CONTROLS = bytes.maketrans(bytes({*range(32)} - {9, 10, 13}), b" " * 29)
_WRITTEN_IN_BLOCKS = "<!-- wp:"
_CODE = re.compile(r"\[(/?)(?:sourcecode|code)\b[^\]\n]{0,300}\]")
_EMBEDDED = re.compile(r"\[(embed|youtube|vimeo|audio|video|tweet)\b[^\]\n]{0,500}\][^\[\n]{0,500}\[/\1\]")
_CAPTIONED = re.compile(r"\[/(?:wp_)?caption\]")
_SHORTCODE = re.compile(
    r"\[/?(?:caption|wp_caption|gallery|audio|video|playlist|embed|youtube|vimeo|tweet|instagram|contact-form(?:-7)?"
    r"|contact-field|jetpack[\w-]*|googlemaps|slideshow|poll|wpvideo|more|toc|(?:vc|et_pb|fusion|av|su|tie)_\w+)\b"
    r"[^\]\n]{0,2000}\]"
)
_PRE = re.compile(r"<(/?)pre\b", re.IGNORECASE)


def recognises(path: Path, head: bytes) -> bool:
    """By the name that WordPress gives to its exports' vocabulary."""
    text = reading.head_text(head)
    return text is not None and _MARK.search(text) is not None


def read(path: Path) -> Iterator[Record]:
    """Each published post and page as a document, then what was left out."""
    left_out: Counter[str] = Counter()
    authors: Counter[str] = Counter()
    read_any = False
    with _posts(path) as posts:
        for post in posts:
            if isinstance(post, Problem):
                yield post
                continue
            if (why := _kept_back(post)) is not None:
                left_out[why] += bool(why)
                continue
            for record in _documents(path, post):
                read_any = True
                authors[_of(post, "creator")] += isinstance(record, Document)
                yield record
    if not read_any and not left_out.total():
        raise SourceError(f"{path} holds no post: export “all content” of the blog.")
    for why, count in (+left_out).items():
        yield Problem(path, "", f"left out, since not everybody may read them: {why} ({count}).", meant=True)
    del authors[""]
    if len(+authors) > 1:
        names = ", ".join(f"{name} ({count})" for name, count in authors.most_common(8))
        yield Problem(path, "", f"several authors, all learned as you: {names}. Export yours alone.", meant=True)


@contextmanager
def _posts(path: Path) -> Iterator[Iterator[Element | Problem]]:
    with reading.opened(path) as file:
        yield _items(path, file)


def _items(path: Path, file: BinaryIO) -> Iterator[Element | Problem]:
    """The items one by one; each is forgotten when the next is asked for."""
    above: list[Element] = []
    met = False
    try:
        for event, element in ElementTree.iterparse(_Cleaned(file), ("start", "end"), forbid_dtd=True):
            if event == "start":
                above.append(element)
                continue
            above.pop()
            if local(element) == "item":
                met = True
                yield element
                above[-1].clear()
    except DefusedXmlException as error:
        raise SourceError(f"{path} holds entities, which WordPress does not write: export the blog again.") from error
    except (ParseError, ValueError, LookupError) as error:
        line = error.position[0] if isinstance(error, ParseError) else 1
        if not met:
            raise SourceError(f"{path} is damaged in line {line}: export the blog again.") from error
        yield Problem(path, f"line {line}", "the file is damaged here, and what follows is not read: export it again.")


class _Cleaned:
    """The file without the bytes that XML does not allow."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size).translate(_CONTROLS)


def _of(item: Element, name: str) -> str:
    """What a field of the post itself holds; comments have fields too, but within."""
    return next((child.text or "" for child in item if local(child) == name), "").strip()


def _kept_back(item: Element) -> str | None:
    """Why a post is not learned; empty for what is no post at all, None for one that everybody may read."""
    if _of(item, "post_type") not in _TYPES or _of(item, "status") in ("trash", "auto-draft", "inherit"):
        return ""
    if _of(item, "post_password"):
        return "posts with a password"
    status = _of(item, "status")
    if status == "publish":
        return None
    return "private posts" if status == "private" else "drafts"


def _documents(path: Path, item: Element) -> Iterator[Record]:
    title = blocks.folded(blocks.soup_of(_of(item, "title")))
    link, written_at = _of(item, "link"), _written_at(item)
    front = frontmatter.FrontMatter(title, link if re.match(r"https?://", link) else "", written_at)
    # A post has two texts of the same name: what it says, and what is shown of it in lists.
    said = next((child.text or "" for child in item if child.tag.endswith("/content/}encoded")), "")
    if not said.strip():
        return
    where = f"post {_of(item, 'post_id')}".strip()
    place = _of(item, "guid") or link or f"{path.resolve()}/{_of(item, 'post_id')}"
    try:
        for record in html.page(path, front, _markup(reading.plain(said))):
            if isinstance(record, Document):
                yield replace(record, place=place, title=title or record.title, written_at=written_at)
    except SourceError as error:
        # One of pictures alone is no damage.
        if "no text" not in str(error):
            yield Problem(path, where, str(error).removeprefix(f"{path} "))


def _markup(said: str) -> str:
    """A post as HTML: without the marks of WordPress, and with the paragraphs that it makes of blank lines."""
    said = _CAPTIONED.sub("<br><br>", _CODE.sub(r"<\1pre>", said))
    said = _SHORTCODE.sub("", _EMBEDDED.sub("", said))
    if _WRITTEN_IN_BLOCKS in said:
        return said
    parts, end, within = [], 0, False
    for match in _PRE.finditer(said):
        parts.append(_broken(said[end : match.start()], within=within))
        end, within = match.start(), not match.group(1)
    return "".join([*parts, _broken(said[end:], within=within)])


def _broken(part: str, *, within: bool) -> str:
    """Text whose line breaks are some; within code they are anyway."""
    return part if within else part.replace("\n", "<br>")


def _written_at(item: Element) -> datetime | None:
    """When it was published: in UTC where the export tells."""
    if moment := frontmatter.date_of(_of(item, "post_date_gmt")):
        return plausible(moment.replace(tzinfo=UTC))
    if moment := frontmatter.date_of(_of(item, "post_date")):
        return plausible(moment)
    try:
        return plausible(parsedate_to_datetime(_of(item, "pubDate")))
    except ValueError:
        return None
