"""One page of Telegram Desktop's HTML export, taken apart into its messages as they stand there."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Elements that never hold anything.
_EMPTY = frozenset({"br", "img", "meta", "link", "input", "hr"})
# A page has neither comments nor declarations beside its first; in a hostile one they cost time.
_DECLARATION = re.compile(r"<(?=[!?])")
# What the elements within a message's body hold, by their class.
_PARTS = {"from_name": "name", "reply_to": "reply", "text": "text", "media_wrap": "media"}


@dataclass(slots=True)
class RawMessage:
    """A message as it stands in the page; ``joined`` ones have no name, since they follow one of the same author.

    ``torn``: the beginning of another message is missing, so that two stand in one.
    """

    number: str
    joined: bool
    service: bool
    line: int
    date: str = ""
    reply: str = ""
    forwarded: bool = False
    call: bool = False
    torn: bool = False
    words: dict[str, list[str]] = field(default_factory=dict)

    def text_of(self, part: str) -> str:
        """What stands in a part ("name", "text", "question"), in its lines."""
        return _lines(self.words.get(part, []))


class Page(HTMLParser):
    """Goes through a page once: its ``title`` and its ``messages`` in their order.

    A message ends where the next one begins: what is broken in one does no harm to another.
    """

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.messages: list[RawMessage] = []
        self._title: list[str] = []
        # Which elements are open, within the message or the header, and what they hold.
        self._open: list[tuple[str, str]] = []
        self._count: Counter[str] = Counter()
        # Behind the last mark there is only a tag that was cut.
        self.feed(_DECLARATION.sub("&lt;", markup[: markup.rfind(">") + 1]))
        self.close()

    @property
    def title(self) -> str:
        """The name of the chat."""
        return _lines(self._title)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        if tag == "div" and "message" in classes:
            number = given.get("id", "").removeprefix("message")
            self.messages.append(RawMessage(number, "joined" in classes, "service" in classes, self.getpos()[0]))
            self._begin(tag, "message")
        elif "page_header" in classes:
            self._begin(tag, "title")
        elif self._open:
            self._enter(tag, given, classes)
        elif "date" in classes and "details" in classes:
            # The beginning of a message is missing, and who wrote the ones that follow stands nowhere.
            self.messages.append(RawMessage("", joined=False, service=False, line=self.getpos()[0], torn=True))

    def handle_endtag(self, tag: str) -> None:
        if not self._count[tag]:
            return
        while self._open:
            left, _ = self._open.pop()
            self._count[left] -= 1
            if left == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._open:
            return
        part = self._open[-1][1]
        if part == "title":
            self._title.append(data)
        elif part in ("name", "text", "question"):
            # A line's end in the markup is none for a reader.
            self.messages[-1].words.setdefault(part, []).append(re.sub(r"\s+", " ", data))

    def _begin(self, tag: str, part: str) -> None:
        self._open = [(tag, part)]
        self._count = Counter({tag: 1})

    def _enter(self, tag: str, given: dict[str, str], classes: list[str]) -> None:
        within = self._open[-1][1]
        if tag == "br" and within in ("text", "question"):
            self.messages[-1].words.setdefault(within, []).append("\n")
        if tag in _EMPTY:
            return
        part = _part(within, classes)
        if within != "title":
            _note(self.messages[-1], within, part, given, classes)
        self._open.append((tag, part))
        self._count[tag] += 1


def _part(within: str, classes: list[str]) -> str:
    """What an element holds that stands within this part."""
    if within == "message":
        return "body" if "body" in classes else "other"
    if within in ("body", "forward"):
        part = next((_PARTS[name] for name in classes if name in _PARTS), "other")
        if part == "name" and within == "forward":
            # Who wrote first what is passed on.
            return "other"
        return "forward" if "forwarded" in classes and "body" in classes else part
    if within == "media" and "question" in classes:
        return "question"
    return "other" if within == "name" else within


def _note(message: RawMessage, within: str, part: str, given: dict[str, str], classes: list[str]) -> None:
    """What the element tells of the message by its attributes."""
    if part == "forward":
        message.forwarded = True
    if within == "body" and part == "name":
        message.torn = message.torn or "name" in message.words
        message.words["name"] = []
    if within == "body" and "date" in classes:
        message.torn = message.torn or bool(message.date)
        message.date = given.get("title", "")
    if within == "reply":
        message.reply = given.get("href", "").rpartition("#go_to_message")[2]
    if within == "media" and "media_call" in classes:
        message.call = True


def _lines(words: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
    return "\n".join(lines).strip()
