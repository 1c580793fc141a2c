"""The addresses that the twin reads, each with a folder of what was fetched from there, which is learned as any other.

The folder holds a page a file; ``.live.json`` beside them tells where they come from and what to ask for next time.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from yarl import URL

from memory.importers.records import Problem
from memory.live import contents
from memory.live.fetching import Fetched, Fetcher
from memory.live.public import checked
from twin.errors import SourceError
from twin.records import translated

_STATE = ".live.json"
# Pages that are fetched in one go; the next time goes on with the others.
_PAGES = 200
# Sitemaps within a sitemap.
_SITEMAPS = 50
_NO_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class Known:
    """A page as it was fetched last: the name of its file, and what to tell when it is asked for again."""

    file: str
    etag: str = ""
    modified: str = ""
    said: str = ""


@dataclass(slots=True)
class Subscription:
    """An address that is read: its folder, what it is (feed, sitemap or page), and its pages by their identity."""

    url: str
    folder: Path
    kind: str = ""
    etag: str = ""
    modified: str = ""
    read_at: str = ""
    trouble: str = ""
    pages: dict[str, Known] = field(default_factory=dict)

    def due(self, every: timedelta, now: datetime) -> bool:
        """Whether it is time to look again."""
        return not self.read_at or datetime.fromisoformat(self.read_at) + every <= now


@dataclass(slots=True)
class Refreshed:
    """What reading an address brought: how many pages are new, changed and gone, and what could not be had."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    problems: list[Problem] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


class Subscriptions:
    """The addresses of one data folder. ``allowed`` are hosts of the owner's own network that may be asked."""

    def __init__(self, folder: Path, allowed: Collection[str] = ()) -> None:
        self._folder = folder
        self._allowed = frozenset(allowed)

    def all(self) -> list[Subscription]:
        """Every address that is read, in the order of their folders' names."""
        found = (_loaded(state.parent) for state in sorted(self._folder.glob(f"*/{_STATE}")))
        return [one for one in found if one is not None]

    def subscribe(self, url: str) -> Subscription:
        """The address, new or known. Raises SourceError if it is none."""
        plain = str(checked(url, self._allowed))
        for known in self.all():
            if known.url == plain:
                return known
        host = _NO_WORD.sub("-", str(URL(plain).host).lower()).strip("-")[:60]
        return Subscription(plain, self._folder / f"{host}-{_hashed(plain)}")

    def forget(self, folder: Path) -> None:
        """Read an address no more, by its folder; nothing happens if it is none."""
        if folder.parent == self._folder and (folder / _STATE).exists():
            with translated(folder):
                shutil.rmtree(folder)

    async def refresh(self, subscription: Subscription, fetcher: Fetcher) -> Refreshed:
        """Fetch what is new at an address into its folder. What fails is told, and tried again the next time."""
        refreshed = Refreshed()
        reading = _Reading(subscription, fetcher, refreshed)
        with translated(subscription.folder):
            subscription.folder.mkdir(parents=True, exist_ok=True)
        try:
            await reading.read()
            subscription.trouble = ""
        except SourceError as error:
            refreshed.problems.append(Problem(subscription.folder, "", str(error)))
            subscription.trouble = str(error)
        subscription.read_at = datetime.now(UTC).isoformat(timespec="seconds")
        _save(subscription)
        return refreshed


class _Reading:
    """One address being read."""

    def __init__(self, subscription: Subscription, fetcher: Fetcher, refreshed: Refreshed) -> None:
        self._of = subscription
        self._fetcher = fetcher
        self._refreshed = refreshed
        self._left = _PAGES
        self._homes = {_host(subscription.url)}

    async def read(self) -> None:
        known = self._of
        # A page whose file is gone has to come whole.
        whole = known.kind == "page" and not all((known.folder / page.file).exists() for page in known.pages.values())
        fetched = await self._fetcher.get(known.url, "" if whole else known.etag, "" if whole else known.modified)
        if fetched.gone:
            if known.kind == "page":
                self._drop(known.url)
            raise SourceError(f"{known.url} is not there any more: `twin sources forget` ends looking for it.")
        if fetched.body is None:
            if known.kind != "sitemap":
                return
            fetched = await self._fetcher.get(known.url)
        known.kind = contents.kind_of(fetched)
        self._homes.add(_host(fetched.url))
        if known.kind == "feed":
            await self._feed(fetched)
        elif known.kind == "sitemap":
            await self._sitemap(fetched)
        else:
            self._keep(known.url, contents.page(fetched), Known("", fetched.etag, fetched.modified), fetched.url)
        known.etag, known.modified = fetched.etag, fetched.modified

    async def _feed(self, fetched: Fetched) -> None:
        self._homes.add(_host(contents.home(fetched)))
        for entry in contents.entries(fetched):
            known = self._of.pages.get(entry.identity)
            digest = _hashed(f"{entry.title}{entry.markup}{entry.link}")
            if known is not None and known.said == digest and (self._of.folder / known.file).exists():
                continue
            markup = contents.entry_page(entry)
            if entry.teases and (page := await self._page(entry.link)) is not None:
                markup = contents.page(page)
            self._keep(entry.identity, markup, Known("", said=digest), entry.title or entry.link, entry.written_at)

    async def _sitemap(self, fetched: Fetched) -> None:
        listed = contents.sitemap(fetched)
        pages = list(listed.pages)
        for url in listed.sitemaps[:_SITEMAPS]:
            try:
                pages += contents.sitemap(await self._fetcher.get(url)).pages
            except SourceError as error:
                self._tell(str(error))
        # Those that were never fetched come first, so that a large site is complete some day.
        for url, changed in sorted(pages, key=lambda page: page[0] in self._of.pages):
            known = self._of.pages.get(url)
            if known is not None and changed and known.said == changed and (self._of.folder / known.file).exists():
                continue
            if (page := await self._page(url, known)) is None:
                continue
            if page.gone:
                self._drop(url)
            elif page.body is not None:
                self._keep(url, contents.page(page), Known("", page.etag, page.modified, changed), page.url)
            elif known is not None:
                known.said = changed

    async def _page(self, url: str, known: Known | None = None) -> Fetched | None:
        """A page, within what is fetched in one go; None if it cannot be had."""
        if self._left <= 0:
            return None
        self._left -= 1
        try:
            if not self._is_home(_host(url)):
                # What others wrote, and the owner only links to, is not the owner's.
                return None
            page = await self._fetcher.get(url, known.etag if known else "", known.modified if known else "")
        except (SourceError, ValueError) as error:
            self._tell(str(error))
            return None
        return None if page.gone and known is None else page

    def _is_home(self, host: str) -> bool:
        """Whether a host is that of the address, or one within or around it."""
        return any(
            host == home or host.endswith(f".{home}") or home.endswith(f".{host}") for home in self._homes if home
        )

    def _tell(self, sentence: str) -> None:
        self._refreshed.problems.append(Problem(self._of.folder, "", sentence))

    def _keep(self, identity: str, markup: str, page: Known, called: str, written_at: datetime | None = None) -> None:
        before = self._of.pages.get(identity)
        day = f"{written_at:%Y-%m-%d}-" if written_at else ""
        slug = _NO_WORD.sub("-", called.lower().removeprefix("https://").removeprefix("http://")).strip("-")[:60]
        page.file = before.file if before else f"{day}{slug or 'page'}-{_hashed(identity)}.html"
        self._of.pages[identity] = page
        to = self._of.folder / page.file
        if to.exists() and to.read_text(encoding="utf-8", errors="replace") == markup:
            return
        with translated(to):
            _write(to, markup)
        self._refreshed.new += before is None
        self._refreshed.changed += before is not None

    def _drop(self, identity: str) -> None:
        known = self._of.pages.pop(identity, None)
        if known is not None:
            (self._of.folder / known.file).unlink(missing_ok=True)
            self._refreshed.gone += 1


def _host(url: str) -> str:
    """The host of an address, without "www."; '' if it has none."""
    try:
        return str(URL(url).host or "").lower().removeprefix("www.")
    except ValueError:
        return ""


def _write(to: Path, text: str) -> None:
    """The whole file or none."""
    part = to.with_name(f".{to.name}.part")
    part.write_text(text, encoding="utf-8", errors="replace")
    part.replace(to)


def _save(subscription: Subscription) -> None:
    state = asdict(subscription)
    del state["folder"]
    with translated(subscription.folder):
        _write(subscription.folder / _STATE, json.dumps(state, ensure_ascii=False, indent=1))


def _loaded(folder: Path) -> Subscription | None:
    """A folder's address; None if what stands there cannot be read any more."""
    try:
        state: dict[str, Any] = json.loads((folder / _STATE).read_text(encoding="utf-8"))
        pages = {str(name): Known(**known) for name, known in state.pop("pages").items()}
        # A name that leads elsewhere was not written by this program.
        if any(Path(known.file).name != known.file for known in pages.values()):
            return None
        return Subscription(folder=folder, pages=pages, **state)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _hashed(text: str) -> str:
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=4).hexdigest()
