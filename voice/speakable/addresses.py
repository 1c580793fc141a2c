"""Links, mail addresses and mentions, as somebody would say them."""

import re
from urllib.parse import urlsplit

from voice.speakable.vocabulary import Vocabulary, vocabulary

_LINK = re.compile(r"<?(?P<link>(?:https?|ftp)://[^\s<>\"”»]{1,2048}|(?<!\w)www\.[^\s<>\"”»]{1,2048})>?", re.IGNORECASE)
_SCHEME = re.compile(r"\b(?:mailto|tel):(?=\S)", re.IGNORECASE)
_MAIL = re.compile(
    r"(?<![\w.+-])(?P<user>\w[\w.+-]{0,63})@(?P<host>(?:\w[\w-]{0,62}\.){1,8}[a-z]{2,24})(?!\w)", re.IGNORECASE
)
# A host without a scheme, of a kind that is no other word with a point in it; a path may follow.
_HOST = re.compile(
    r"(?<![\w.@/-])(?P<bare>(?:[a-z0-9][a-z0-9-]{0,62}\.){1,4}(?:com|org|net|io|dev|app|info|eu|edu|gov|tv|gg|ai|blog|shop))"
    r"(?![\w-]|\.\w)(?P<path>/[^\s<>\"”»)]{0,2048})?",
    re.IGNORECASE,
)
# Discord's mentions are numbers, which nobody is called by; its emoji have a name that nobody says.
_DISCORD = re.compile(r"<(?:@[!&]?|#|a?:\w{1,40}:|id:|/[\w -]{1,80}:|t:)[\w:-]{0,40}>")
_EMOJI = re.compile(r"(?<![\w:]):[a-zA-Z][\w+-]{1,40}:(?![\w:])")
_HANDLE = re.compile(r"(?<![\w@.])@(?=\w)")
_HASHTAG = re.compile(r"(?<![\w#&])#(?=[^\W\d_])")
# What ends a sentence behind a link, and is no part of it.
_BEHIND = re.compile(r"[.,;:!?…)\]}'’*_~]+$")


def with_addresses_said(text: str, language: str) -> str:
    """The text with hosts in place of links, both in words, and mentions without their sign."""
    words = vocabulary(language)
    text = _SCHEME.sub("", _EMOJI.sub("", _DISCORD.sub("", text)))
    text = _LINK.sub(lambda match: _link(match, words), text)
    text = _MAIL.sub(
        lambda match: f"{_dotted(match['user'], words)} {words.at or '@'} {_dotted(match['host'], words)}", text
    )
    text = _HOST.sub(lambda match: _bare(match, words), text)
    return _HASHTAG.sub("", _HANDLE.sub("", text))


def _link(match: re.Match[str], words: Vocabulary) -> str:
    link = match["link"]
    behind = _BEHIND.search(link)
    end = behind[0] if behind else ""
    return _said_host(link.removesuffix(end), words) + end


def _bare(match: re.Match[str], words: Vocabulary) -> str:
    behind = _BEHIND.search(match["path"] or "")
    return _said_host(match["bare"], words) + (behind[0] if behind else "")


def _said_host(link: str, words: Vocabulary) -> str:
    try:
        host = urlsplit(link if "://" in link else f"https://{link}").hostname or ""
    except ValueError:
        host = ""
    return _dotted(host.removeprefix("www."), words)


def _dotted(name: str, words: Vocabulary) -> str:
    return name.replace(".", f" {words.dot} " if words.dot else ".")
