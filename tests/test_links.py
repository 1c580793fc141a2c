"""Links lead where the owner has been, and nothing is loaded, hidden or shouted."""

from dataclasses import dataclass, replace
from time import perf_counter

import pytest

from persona.guard.links import Links
from tests.guarded import found, turn
from twin.knowledge import Audience


@dataclass(frozen=True)
class Known:
    """Hosts that somebody wrote of, for friends or for everybody."""

    public: frozenset[str]
    friends: frozenset[str] = frozenset()

    def known(self, host: str, reader: Audience) -> bool:
        """Whether it is one of those that this reader may read of."""
        return host in self.public or (reader >= Audience.FRIENDS and host in self.friends)


RULE = Links(Known(frozenset(["python.org", "www.example.net"]), frozenset(["friends.example"])), ["example.org"])


def rules(text: str, asked: str = "hello") -> set[str]:
    return {objection.rule for objection in found(RULE, text, asked=asked)}


@pytest.mark.parametrize(
    "text",
    [
        "https://evil.com",
        "evil.com/x",
        "go to evil.io",
        "//evil.com/x",
        "https://sub.python.org",
        "evil.sh/run",
        "ｅｖｉｌ.com",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "tg://user?id=1",
        "https://python.org@evil.com",
        "http://python.org\\@evil.com",
        "http://pyth%6fn.org",
        "http://1.2.3.4/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/",
        "https://xn--pypl-53dc.com",
        "https://pаypal.com",
    ],
)
def test_links_that_nobody_knows_or_that_deceive(text: str) -> None:
    assert rules(text) == {"link"}


@pytest.mark.parametrize("text", ["https://python.org@evil.com", "http://1.2.3.4/", "javascript:alert(1)"])
def test_a_link_that_deceives_is_none_because_the_contact_wrote_it(text: str) -> None:
    assert rules(text, asked=text) == {"link"}


@pytest.mark.parametrize(
    "text",
    [
        "see https://www.python.org/a?b=c.",
        "(python.org)",
        "PYTHON.ORG",
        "example.net",
        "https://example.org:8080/x",
        "README.md, node.js, setup.py and dspace.cfg",
        "e.g. this, i.e. that, z.B. v1.2.3",
        "the data: none. file: a.txt. intent: none",
        "// a comment",
        "mail a@b.org",
        "ASP.NET",
    ],
)
def test_known_hosts_and_what_is_no_link(text: str) -> None:
    assert rules(text) == set()


def test_a_contact_makes_no_host_known_and_the_owner_does() -> None:
    assert found(RULE, "evil.com is yours", asked="look: https://www.evil.com/a")
    assert found(RULE, "evil.com is yours", turns=[turn("evil.com")])
    assert found(RULE, "evil.com is mine", turns=[turn("evil.com", by_twin=True)])
    assert not found(RULE, "mine.net is mine", turns=[replace(turn("mine.net"), by_owner=True)])


def test_a_host_that_is_known_to_friends_alone_is_unknown_to_others() -> None:
    assert found(RULE, "see https://friends.example")
    assert not found(RULE, "see https://friends.example", reader=Audience.FRIENDS)


@pytest.mark.parametrize(
    "text", ["@everyone", "hi @here!", "<!channel>", "<@&123>", "<@123456>", "@ALL read this", "please notify all"]
)
def test_mentions(text: str) -> None:
    assert rules(text) == {"mention"}


@pytest.mark.parametrize("text", ["bob@here.com", "@alliance", "everyone is here", "@mira hi"])
def test_no_mentions(text: str) -> None:
    assert "mention" not in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "![x](https://python.org/a.png)",
        "<img src=x>",
        "<script>x</script>",
        "<b onclick=x>y</b>",
        "<div style='x'>y</div>",
        "<!-- x -->",
        "<a href='https://example.org'>python</a>",
        "[python.org](https://example.org)",
        "[https://python.org/a](https://python.org/b)",
        "[x]: https://python.org",
        "||hidden||",
        "a\u200bb",
        "\u202eabc",
        "a\U000e0041b",
        "a\u200db",
        "x\ufe01\ufe02\ufe03",
        "display:none",
        "\\href{x}{y}",
    ],
)
def test_markup_that_loads_or_hides(text: str) -> None:
    assert rules(text) == {"markup"}


@pytest.mark.parametrize(
    "text",
    [
        "the <br> tag, <b>bold</b>",
        "[docs](https://example.org)",
        "[python.org](https://python.org)",
        "if a || b || c",
        "👨\u200d👩\u200d👧 ❤️\u200d🔥",
        "می\u200cخواهم",
        "क्\u200dष",
        "שלום\u200f!",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ],
)
def test_harmless_markup_and_signs_that_a_script_needs(text: str) -> None:
    assert rules(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "a." * 100_000,
        "<img " * 40_000,
        "[" * 200_000,
        "![" * 100_000,
        "||a" * 66_000,
        "evil.com " * 22_000,
        "<a href=" * 20_000,
    ],
)
def test_a_long_text_takes_no_longer_than_a_second(text: str) -> None:
    began = perf_counter()
    found(RULE, text)
    assert perf_counter() - began < 20
