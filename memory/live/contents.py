"""What was fetched: a feed with its entries, a sitemap with its addresses, or a page."""

import calendar
import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import feedparser
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from yarl import URL

from memory.live.fetching import Fetched
from twin.errors import SourceError

_MOST_UNPACKED = 50 * 1024 * 1024
# A sitemap lists no more, as the protocol has it; a feed that does lists everything that there ever was.
_MOST_PAGES = 50_000
_MOST_ENTRIES = 10_000
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^<>]*>", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
# Fewer characters of text than this are a teaser: what it is about stands on the page.
_TEASER = 600
_TAG = re.compile(r"<[^<>]{0,2000}>")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed. ``identity`` names it for good; ``markup`` is its HTML, maybe only a teaser of the page."""

    identity: str
    title: str
    link: str
    written_at: datetime | None
    markup: str

    @property
    def teases(self) -> bool:
        """Whether the page that it links to says more."""
        return bool(self.link) and len(_TAG.sub("", self.markup)) < _TEASER


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Pages, each with what the sitemap says of when it was changed, and further sitemaps."""

    pages: tuple[tuple[str, str], ...]
    sitemaps: tuple[str, ...]


def kind_of(fetched: Fetched) -> str:
    """``feed``, ``sitemap`` or ``page``, by what it holds."""
    start = unpacked(fetched)[:4096]
    if _SITEMAP.search(start):
        return "sitemap"
    return "feed" if _FEED.search(start) else "page"


def unpacked(fetched: Fetched) -> bytes:
    """The body; sitemaps are often kept compressed. Raises SourceError."""
    body = fetched.body or b""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        with gzip.open(BytesIO(body)) as file:
            plain = file.read(_MOST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(f"{fetched.url} is damaged: it cannot be unpacked.") from error
    if len(plain) > _MOST_UNPACKED:
        raise SourceError(f"{fetched.url} becomes larger than {_MOST_UNPACKED // 1024**2} MB, and is left out.")
    return plain


def entries(fetched: Fetched) -> list[Entry]:
    """The entries of a feed, the oldest first as far as it tells. Raises SourceError."""
    feed = _feed(fetched)
    found = [entry for one in feed.entries[:_MOST_ENTRIES] if (entry := _entry(one, fetched.url)) is not None]
    if not found and feed.get("bozo"):
        raise SourceError(f"{fetched.url} is a damaged feed: nothing in it could be read.")
    return found[::-1]


def home(fetched: Fetched) -> str:
    """The site that a feed says it belongs to; '' if it says nothing."""
    return _link(fetched.url, str(_feed(fetched).feed.get("link") or ""))


def _feed(fetched: Fetched) -> Any:  # noqa: ANN401 - feedparser's own
    # As a file: what is given as a text could be taken for an address. Cleaning the markup is left to whoever reads it
    # as a page: here a style of 20 kB takes seconds, and other markup does not end at all.
    return feedparser.parse(
        BytesIO(unpacked(fetched)),
        response_headers={"content-location": fetched.url},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _entry(one: Any, base: str) -> Entry | None:  # noqa: ANN401 - feedparser's own
    link = _link(base, str(one.get("link") or ""))
    markup = max(
        [str(content.get("value", "")) for content in one.get("content", ())] + [str(one.get("summary", ""))], key=len
    )
    identity = str(one.get("id") or link or one.get("title") or "")
    if not identity or not (markup.strip() or link):
        return None
    moment = one.get("published_parsed") or one.get("updated_parsed")
    try:
        written_at = datetime.fromtimestamp(calendar.timegm(moment), UTC) if moment else None
    except (ValueError, OverflowError, OSError):
        written_at = None
    return Entry(identity, " ".join(_TAG.sub("", str(one.get("title") or "")).split()), link, written_at, markup)


def _link(base: str, link: str) -> str:
    try:
        found = URL(base).join(URL(link)) if link else URL()
    except ValueError:
        return ""
    return str(found) if found.scheme in ("http", "https") else ""


def sitemap(fetched: Fetched) -> Sitemap:
    """What a sitemap lists. Raises SourceError."""
    try:
        root = fromstring(unpacked(fetched), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise SourceError(f"{fetched.url} is a damaged sitemap: nothing in it could be read.") from error
    pages = [(loc, mod) for loc, mod in _listed(root, "url") if loc][:_MOST_PAGES]
    return Sitemap(tuple(pages), tuple(loc for loc, _ in _listed(root, "sitemap") if loc)[:_MOST_PAGES])


def _listed(root: Element, name: str) -> Iterator[tuple[str, str]]:
    for one in root.iter():
        if _local(one) == name:
            texts = {_local(part): (part.text or "").strip() for part in one}
            yield texts.get("loc", ""), texts.get("lastmod", "")


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def page(fetched: Fetched) -> str:
    """A page's HTML, which says in its head where it was found."""
    body = unpacked(fetched)
    declared = _CHARSET.search(body[:4096])
    try:
        text = body.decode(declared[1].decode() if declared else "utf-8", errors="replace")
    except LookupError:
        text = body.decode("utf-8", errors="replace")
    canonical = f'<link rel="canonical" href="{escape(fetched.url)}"><meta charset="utf-8">'
    marked, count = _HEAD.subn(lambda found: f"{found[0]}{canonical}", text, count=1)
    return marked if count else f"<!doctype html><head>{canonical}</head>{text}"


def entry_page(entry: Entry) -> str:
    """An entry as a page of its own."""
    moment = entry.written_at.isoformat() if entry.written_at else ""
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{escape(entry.title)}</title>'
        f'<link rel="canonical" href="{escape(entry.link)}">'
        f'<meta property="article:published_time" content="{moment}"></head>'
        f"<body><article>{entry.markup}</article></body></html>\n"
    )
