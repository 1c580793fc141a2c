"""Tests of what is read on the web: the feed, the sitemap and the page of an owner, served by a real server."""

import asyncio
import gzip
import ipaddress
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from aiohttp import web

from bot.live import KeepingFresh
from bot.settings import Settings
from memory.live.fetching import Fetcher
from memory.live.public import PublicResolver, checked, is_public
from memory.live.subscriptions import Refreshed, Subscription, Subscriptions
from persona.owner_file.text import Answers
from persona.profile import write_new
from tests.example import twin
from tests.fakes import Notices, until
from tests.knowledge import Knowledge
from twin.errors import SourceError

HERE = "127.0.0.1"
LONG = "I wax the chain of my bicycle every second week in winter, and the dynamo never. " * 10


@dataclass
class Site:
    """A blog on loopback: what each address answers, and what it was asked."""

    pages: dict[str, Callable[[web.Request], web.StreamResponse]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    agents: set[str] = field(default_factory=set)
    url: str = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked[request.path] += 1
        self.agents.add(request.headers["User-Agent"].partition("/")[0])
        page = self.pages.get(request.path)
        return page(request) if page else web.Response(status=404)

    def says(self, path: str, body: str | bytes, media_type: str = "text/html", **headers: str) -> None:
        plain = body.replace("URL", self.url).encode() if isinstance(body, str) else body
        tag = f'"{hash(plain)}"'

        def page(request: web.Request) -> web.StreamResponse:
            if request.headers.get("If-None-Match") == tag:
                return web.Response(status=304)
            return web.Response(body=plain, content_type=media_type, headers={"ETag": tag, **headers})

        self.pages[path] = page

    def answers(self, path: str, status: int, **headers: str) -> None:
        self.pages[path] = lambda _: web.Response(status=status, headers=headers)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    made = Site()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", made.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, HERE, 0).start()
    made.url = f"http://{HERE}:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


def rss(*items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><link>URL</link>{"".join(items)}</channel></rss>'


def item(name: str, text: str, title: str = "") -> str:
    return (
        f"<item><guid>{name}</guid><title>{title or name}</title><link>URL/{name}</link>"
        f"<pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate><description><![CDATA[<p>{text}</p>]]></description></item>"
    )


async def refreshed(data: Path, url: str, subscription: Subscription | None = None) -> tuple[Subscription, Refreshed]:
    live = Subscriptions(data / "live", {HERE})
    found = subscription or live.subscribe(url)
    async with Fetcher({HERE}, pause=0, seconds=2) as fetcher:
        return found, await live.refresh(found, fetcher)


async def test_a_feed_is_learned_with_titles_dates_and_links(site: Site, tmp_path: Path, knowledge: Knowledge) -> None:
    site.says("/feed.xml", rss(item("chains", LONG, "On chains &amp; wax"), item("bread", "Rye. " * 200)))

    feed, first = await refreshed(tmp_path, f"{site.url}/feed.xml")
    learned = knowledge.learn(feed.folder)

    assert (first.new, first.problems, learned.files, learned.problems) == (2, [], 2, [])
    [found] = knowledge.recall.recall("wax the chain", k=1, reader=0).passages  # type: ignore[arg-type]
    assert (found.passage.title, found.passage.link) == ("On chains & wax", f"{site.url}/chains")
    assert found.passage.sent_at == datetime(2024, 5, 3, 10, tzinfo=UTC)
    assert site.agents == {"ai-twin"}


async def test_what_has_not_changed_is_not_sent_again(site: Site, tmp_path: Path) -> None:
    site.says("/feed.xml", rss(item("chains", LONG)))
    feed, _ = await refreshed(tmp_path, f"{site.url}/feed.xml")

    [known] = Subscriptions(tmp_path / "live", {HERE}).all()
    _, again = await refreshed(tmp_path, "", known)

    assert (again, known.pages.keys()) == (Refreshed(), feed.pages.keys())


async def test_entries_that_left_the_feed_stay_and_changed_ones_change(site: Site, tmp_path: Path) -> None:
    site.says("/feed.xml", rss(item("chains", LONG)))
    feed, _ = await refreshed(tmp_path, f"{site.url}/feed.xml")
    site.says("/feed.xml", rss(item("bread", LONG)))
    _, second = await refreshed(tmp_path, "", feed)
    site.says("/feed.xml", rss(item("bread", f"{LONG} And rye.")))
    _, third = await refreshed(tmp_path, "", feed)

    assert [(one.new, one.changed, one.gone) for one in (second, third)] == [(1, 0, 0), (0, 1, 0)]
    assert sorted(path.name.split("-")[3] for path in feed.folder.glob("*.html")) == ["bread", "chains"]


async def test_a_teaser_is_read_on_its_page_and_nobody_elses_pages_are(site: Site, tmp_path: Path) -> None:
    other = item("theirs", "Worth reading").replace("URL/theirs", "http://elsewhere.example/theirs")
    site.says("/feed.xml", rss(item("chains", "In short:"), other))
    site.says(
        "/chains", f"<html><head><title>Chains</title></head><body><article><p>{LONG}</p></article></body></html>"
    )

    feed, done = await refreshed(tmp_path, f"{site.url}/feed.xml")

    texts = {path.name.split("-")[3]: path.read_text() for path in feed.folder.glob("*.html")}
    assert (LONG in texts["chains"], "Worth reading" in texts["theirs"], done.problems) == (True, True, [])


async def test_a_sitemap_within_a_sitemap_is_followed_and_what_is_gone_is_dropped(
    site: Site, tmp_path: Path, knowledge: Knowledge
) -> None:
    pages = "".join(f"<url><loc>URL/{name}</loc><lastmod>2024-05-01</lastmod></url>" for name in ("a", "b"))
    inner = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{pages}</urlset>'
    site.says("/sitemap.xml", "<sitemapindex><sitemap><loc>URL/posts.xml.gz</loc></sitemap></sitemapindex>")
    site.says("/posts.xml.gz", gzip.compress(inner.replace("URL", site.url).encode()), "application/gzip")
    for name in ("a", "b"):
        site.says(f"/{name}", f"<title>{name}</title><p>{name} {LONG}</p>")
    found, first = await refreshed(tmp_path, f"{site.url}/sitemap.xml")
    knowledge.learn(found.folder)
    site.answers("/b", 410)
    site.says("/posts.xml.gz", gzip.compress(inner.replace("URL", site.url).replace("05-01", "06-01").encode()))

    _, second = await refreshed(tmp_path, "", found)
    learned = knowledge.learn(found.folder)

    assert (first.new, second.changed, second.gone, second.problems) == (2, 0, 1, [])
    assert learned.dropped >= 1
    assert (site.asked["/a"], site.asked["/b"]) == (2, 2)


async def test_robots_are_obeyed(site: Site, tmp_path: Path) -> None:
    site.says("/robots.txt", "User-agent: *\nDisallow: /private\nCrawl-delay: 0.1", "text/plain")
    site.says("/private", LONG)
    site.says("/open", f"<p>{LONG}</p>")

    _, closed = await refreshed(tmp_path, f"{site.url}/private")
    _, opened = await refreshed(tmp_path, f"{site.url}/open")

    assert ["robots.txt" in problem.sentence for problem in closed.problems] == [True]
    assert (opened.new, site.asked["/private"]) == (1, 0)


async def test_a_host_whose_robots_fail_is_not_asked_for_more(site: Site, tmp_path: Path) -> None:
    site.answers("/robots.txt", 500)
    site.says("/open", f"<p>{LONG}</p>")

    _, done = await refreshed(tmp_path, f"{site.url}/open")

    assert ("try again later" in done.problems[0].sentence, site.asked["/open"]) == (True, 0)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://127.0.0.1./",
        "http://[::1]/",
        "http://[::ffff:10.0.0.7]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://10.0.0.7/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://[fd00::1]/",
        "http://224.0.0.1/",
    ],
)
async def test_this_machine_and_its_network_are_not_asked(tmp_path: Path, url: str) -> None:
    live = Subscriptions(tmp_path / "live")
    with pytest.raises(SourceError, match="TWIN_LIVE_ALLOW"):
        async with Fetcher(pause=0, seconds=2) as fetcher:
            await fetcher.get(live.subscribe(url).url)


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "http://", "file:///etc/passwd", "http://a.example:99999/", "http://xn--/", "nothing"]
)
def test_what_is_no_page_is_told(url: str) -> None:
    with pytest.raises(SourceError, match="no address"):
        checked(url, ())


def test_an_address_with_a_password_is_told_without_it() -> None:
    with pytest.raises(SourceError) as told:
        checked("https://mira:hunter2@a.example/feed", ())
    assert "hunter2" not in str(told.value)


async def test_a_redirect_to_what_is_no_name_is_told(site: Site, tmp_path: Path) -> None:
    site.answers("/feed.xml", 302, Location="http://xn--/")

    _, done = await refreshed(tmp_path, f"{site.url}/feed.xml")

    assert ["no address" in problem.sentence for problem in done.problems] == [True]


@pytest.mark.parametrize(
    "markup",
    [f'<p style="{"x" * 50_000}">chains</p>', "chains" + "<!DOCTYPE " * 5000, "chains" + "<" * 50_000, "<head " * 9000],
    ids=["style", "doctype", "open", "head"],
)
async def test_markup_that_is_made_to_take_long_takes_none(site: Site, tmp_path: Path, markup: str) -> None:
    site.says("/feed.xml", rss(item("chains", markup)))
    site.says("/page", markup)
    began = time.monotonic()

    await refreshed(tmp_path, f"{site.url}/feed.xml")
    await refreshed(tmp_path, f"{site.url}/page")

    assert time.monotonic() - began < 3


async def test_a_redirect_into_the_network_is_not_followed(site: Site, tmp_path: Path) -> None:
    site.answers("/feed.xml", 302, Location="http://169.254.169.254/latest/meta-data/")

    _, done = await refreshed(tmp_path, f"{site.url}/feed.xml")

    assert ["169.254.169.254 belongs" in problem.sentence for problem in done.problems] == [True]


async def test_a_name_is_refused_if_any_of_its_addresses_is_private() -> None:
    with pytest.raises(SourceError, match="belongs to this machine"):
        await PublicResolver().resolve("localhost", 80)
    assert await PublicResolver({"localhost"}).resolve("localhost", 80)


def test_public_addresses_are_public() -> None:
    assert all(is_public(ipaddress.ip_address(one)) for one in ("1.1.1.1", "2606:4700::1111", "64:ff9b::101:101"))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda site: site.answers("/feed.xml", 503), "asked later"),
        (lambda site: site.answers("/feed.xml", 302, Location="/feed.xml"), "on and on"),
        (lambda site: site.answers("/feed.xml", 404), "not there any more"),
        (lambda site: site.says("/feed.xml", b"<rss><channel>\xff\xfe<item", "text/xml"), "damaged feed"),
        (lambda site: site.says("/feed.xml", b"<urlset><url>", "text/xml"), "damaged sitemap"),
        (
            lambda site: site.says(
                "/feed.xml",
                b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>',
            ),
            "damaged sitemap",
        ),
        (lambda site: site.says("/feed.xml", b"x" * (11 * 1024 * 1024)), "larger than 10 MB"),
        (lambda site: site.says("/feed.xml", gzip.compress(b"<rss>" + bytes(60 * 1024 * 1024))), "larger than 50 MB"),
        (lambda site: site.says("/feed.xml", b"\x1f\x8bnothing"), "damaged"),
    ],
)
async def test_what_cannot_be_read_is_told_and_nothing_is_lost(
    site: Site, tmp_path: Path, make: Callable[[Site], None], sentence: str
) -> None:
    site.says("/feed.xml", rss(item("chains", LONG)))
    feed, _ = await refreshed(tmp_path, f"{site.url}/feed.xml")
    make(site)

    _, done = await refreshed(tmp_path, "", feed)

    assert [sentence in problem.sentence for problem in done.problems] == [True]
    assert len(list(feed.folder.glob("*.html"))) == 1
    assert feed.trouble == done.problems[0].sentence


async def test_who_does_not_answer_is_not_waited_for(site: Site, tmp_path: Path) -> None:
    released = asyncio.Event()

    async def hang(_: web.Request) -> web.StreamResponse:
        await released.wait()
        return web.Response()

    server = web.Application()
    server.router.add_get("/robots.txt", hang)
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, HERE, 0).start()
    try:
        _, done = await refreshed(tmp_path, f"http://{HERE}:{runner.addresses[0][1]}/feed.xml")
    finally:
        released.set()
        await runner.cleanup()

    assert ["2 seconds" in problem.sentence for problem in done.problems] == [True]


async def test_an_entry_names_no_file_outside_of_the_folder(site: Site, tmp_path: Path) -> None:
    site.says("/feed.xml", rss(item("../../../../owner", LONG, "../../owner.toml")))

    feed, _ = await refreshed(tmp_path, f"{site.url}/feed.xml")

    written = [path for path in tmp_path.rglob("*") if path.is_file()]  # noqa: ASYNC240
    assert {path.parent for path in written} == {feed.folder}


def test_a_folder_whose_record_was_tampered_with_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "live" / "x-1"
    folder.mkdir(parents=True)
    (folder / ".live.json").write_text('{"url": "https://a.example/", "pages": {"a": {"file": "../../owner.toml"}}}')

    assert Subscriptions(tmp_path / "live").all() == []


async def test_it_is_looked_at_again_when_it_is_time(site: Site, tmp_path: Path) -> None:
    site.says("/feed.xml", rss(item("chains", LONG)))
    await refreshed(tmp_path, f"{site.url}/feed.xml")
    learned: list[Path] = []
    notices = Notices()

    async def learn(path: Path) -> None:
        learned.append(path)

    chosen = Settings(data=tmp_path, live_every=timedelta(seconds=0.05), live_allow=frozenset({HERE}))
    task = asyncio.create_task(KeepingFresh(chosen, learn, notices.notify, look=0.05).run())
    try:
        site.says("/feed.xml", rss(item("chains", LONG), item("bread", LONG)))
        await until(lambda: learned)
        site.answers("/feed.xml", 500)
        await until(lambda: notices.given)
        asked = site.asked["/feed.xml"]
        await until(lambda: site.asked["/feed.xml"] > asked + 1)
    finally:
        task.cancel()

    assert len(learned) == 1
    # Once for as long as it is the same.
    assert [notice.adapter for notice in notices.given] == ["web"]


async def test_an_address_is_learned_and_forgotten_by_the_command(site: Site, tmp_path: Path) -> None:
    write_new(tmp_path / "owner.toml", Answers(name="Ann Lee"))
    site.says("/feed.xml", rss(item("chains", LONG)))

    async def command(*arguments: str) -> CompletedProcess[str]:
        return await asyncio.to_thread(twin, tmp_path, *arguments, settings={"TWIN_LIVE_ALLOW": HERE})

    learned = await command("learn", f"{site.url}/feed.xml")
    nowhere = await command("learn", f"{site.url}/nowhere.xml")
    refused = await asyncio.to_thread(twin, tmp_path, "learn", f"{site.url}/feed.xml")
    forgotten = await command("sources", "forget", "1")

    assert (learned.returncode, nowhere.returncode, refused.returncode, forgotten.returncode) == (0, 1, 1, 0)
    assert "Learned 1 passage" in learned.stdout
    assert "not there any more" in nowhere.stderr
    assert "TWIN_LIVE_ALLOW" in refused.stderr
    assert "Traceback" not in nowhere.stderr + refused.stderr
    assert not list((tmp_path / "live").iterdir())
