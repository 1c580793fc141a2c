"""What a message could do besides being read: lead somewhere, call everybody, load or hide something."""

import re
from collections.abc import Collection, Iterator

from persona.guard.hidden_signs import hides_signs
from persona.guard.rule import Saying
from persona.guard.web_addresses import hosts_in, web_addresses, without_www
from twin.brief import Brief
from twin.draft import Objection
from twin.knowledge import Audience
from twin.seams import Hosts

_MENTION = re.compile(
    r"(?<![\w@.])@(?:everyone|everybody|here|all|channel|room|online|group|team)\b(?![.@-]\w)"
    r"|<!(?:everyone|here|channel|subteam\b[^>]{0,60})[^>]{0,60}>|<@[&!]?\w{2,30}(?:\|[^>]{0,60})?>|<#\d{5,25}>"
    r"|\b(?:notify|ping|mention|tag) (?:all|everyone|everybody|the whole (?:group|channel|room))\b(?=\W*(?:$|\n))",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"<\s?/?\s?(?:img|script|iframe|frame|frameset|style|svg|object|embed|link|meta|base|form|video|audio|source|applet"
    r"|noscript|template|details|marquee|input|math|canvas|portal|font|tg-spoiler|spoiler)(?:[\s/][^<>]{0,2000}+)?>"
    r"|<(?:img|script|iframe|svg|object|embed|video|audio|input|body|div|p|span|a|b|i)\b[^<>]{0,2000}?"
    r"\b(?:on[a-z]{3,20}|style|class|hidden)\s{0,3}=",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--|<!\[CDATA\[|<\?(?:php|xml)\b", re.IGNORECASE)
_ANCHOR = re.compile(
    r"<a\s[^<>]{0,2000}?href\s{0,3}=\s{0,3}[\"']?([^\s\"'<>]{0,2000}+)[^<>]{0,2000}+>([^<]{0,500}+)", re.I
)
_IMAGE = re.compile(r"!\[[^\[\]]{0,1000}+\]\s?[(\[]")
_LABELLED = re.compile(r"\[([^\[\]]{1,1000}+)\]\(\s{0,3}<?([^\s()<>]{1,2000}+)")
_REFERENCE = re.compile(r"^[ >]{0,9}\[[^\[\]]{1,200}+\]:\s{0,3}<?(?=[^\s]{0,2000}?(?:://|\.\w|/))", re.MULTILINE)
_SPOILER = re.compile(r"\|\|(?=\S)[^|\n]{1,2000}+(?<=\S)\|\||(?:^|(?<=[.!?]\s))\|\|[^|]{1,2000}+\|\|", re.MULTILINE)
_STYLE = re.compile(
    r"\b(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|opacity\s{0,3}:\s{0,3}0(?![.\d]*[1-9])"
    r"|font-size\s{0,3}:\s{0,3}[01](?:\.\d+)?(?:px|pt|em|%|;|\b)|color\s{0,3}:\s{0,3}(?:white|transparent|#fff(?:fff)?\b))"
    r"|\\(?:href|url|includegraphics|textcolor|phantom|input|immediate|write18|htmlData|unicode)\s?[{\[]"
    r"|\\color\s?\{",
    re.IGNORECASE,
)
_HIDING = (
    (_COMMENT, "it holds a comment that no reader sees"),
    (_TAG, "it holds HTML that loads or hides something"),
    (_IMAGE, "it holds a picture from elsewhere"),
    (_REFERENCE, "it holds a link whose target stands elsewhere"),
    (_SPOILER, "it holds text that is hidden at first"),
    (_STYLE, "it holds formatting that hides something"),
)


class Links:
    """Links to hosts that nobody here knows, mentions of everybody, and markup that loads or hides."""

    def __init__(self, hosts: Hosts, settings: Collection[str]) -> None:
        """``settings`` are the hosts that owner.toml lets the twin link to."""
        self._hosts = hosts
        self._settings = frozenset(map(without_www, settings))

    def objections(self, saying: Saying, brief: Brief) -> Iterator[Objection]:
        """At most one for what a link hides, each host that is not known, a mention, and each kind of markup."""
        yield from self._links(saying.text, brief)
        if _MENTION.search(saying.text):
            yield Objection("mention", "it calls everybody or somebody by a mention")
        for reason in _markup(saying.text):
            yield Objection("markup", reason)

    def _links(self, text: str, brief: Brief) -> Iterator[Objection]:
        addresses = set(web_addresses(text))
        for trick in sorted({address.trick for address in addresses if address.trick}):
            yield Objection("link", f"it holds a link that {trick}")
        hosts = {
            without_www(address.host) for address in addresses if address.host and not address.trick
        } - self._settings
        unknown = hosts - _written(brief) if hosts else set()
        if not all(self._known(host, brief.reader) for host in sorted(unknown)):
            yield Objection(
                "link", "it links to a host that you have not written of, and that owner.toml does not list"
            )

    def _known(self, host: str, reader: Audience) -> bool:
        return any(self._hosts.known(name, reader) for name in (host, f"www.{host}"))


def _written(brief: Brief) -> set[str]:
    """The hosts that stand in what the owner wrote here; a contact makes no host one to send people to."""
    return {without_www(host) for turn in brief.past.turns if turn.by_owner for host in hosts_in(turn.text)}


def _markup(text: str) -> Iterator[str]:
    yield from (reason for pattern, reason in _HIDING if pattern.search(text))
    if hides_signs(text):
        yield "it holds signs that no screen shows"
    labelled = [(found[1], found[2]) for found in _LABELLED.finditer(text)]
    anchors = [(found[2], found[1]) for found in _ANCHOR.finditer(text)]
    if any(map(_misleads, labelled)) or any(label.strip() != target for label, target in anchors):
        yield "it holds a link that reads as another one"


def _misleads(link: tuple[str, str]) -> bool:
    """Whether the label is an address, and the target another."""
    label, target = link
    named = {without_www(host) for host in hosts_in(label)}
    if not named:
        return False
    leads = {without_www(host) for host in hosts_in(target)}
    return named != leads or ("://" in label and label.strip().rstrip("/") != target.rstrip("/"))
