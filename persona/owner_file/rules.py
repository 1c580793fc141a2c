"""What makes sense in an owner.toml, beyond the kinds of its values."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from urllib.parse import urlsplit

from persona.disclosure import SUPPORTED
from persona.owner_file.accounts import channel_fault, group_fault, person_fault, role_fault
from persona.owner_file.audience_names import DEFAULTS, audience_named, not_one_of
from persona.owner_file.lines import KeyPath
from persona.owner_file.problem import Problem, label
from persona.owner_file.says_ai import says_it_is_an_ai
from persona.owner_file.tree import NEEDED_SENTENCES, PLACEHOLDER, Tree
from persona.owner_file.voice import broken_voice
from persona.phrases import Wording, blank, key, shown
from twin.knowledge import Audience

_LONGEST_NAME = 100
# They turn the direction of writing, so that one name reads as another.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# A name's parts, with letters of any alphabet; the last is no number, or it would be an address of digits.
_HOST = re.compile(r"(?:(?!-)[^\W_](?:[^\W_]|-){0,62}\.)+(?![0-9])[^\W_](?:[^\W_]|-){0,61}[^\W_]")
_LONGEST_HOST = 253
_DATED = ("dated_document", "dated_reply")
# What the console calls you and whoever is not known: a contact of that name would be taken for one of the two.
_TAKEN = ("owner", "stranger")
_HEARERS = tuple(level for level in Audience if level is not Audience.OWNER)


def broken_rules(tree: Tree) -> list[Problem]:
    """Everything about the values that makes no sense; what is of the wrong kind is not looked at."""
    rules = (
        _names,
        _twin_name,
        _empty_texts,
        _empty_lists,
        _languages,
        _links,
        _hosts,
        _disclosure,
        _placeholders,
        _own_audience_names,
        _audiences,
        _contacts,
        _accounts,
        _desks,
        broken_voice,
        _never_say,
    )
    return list(chain.from_iterable(rule(tree) for rule in rules))


def _names(tree: Tree) -> Iterator[Problem]:
    own = (("name",), ("twin_name",), ("aliases", "*"), ("audiences", "*"))
    patterns = (*own, *((table, "*", "name") for table in ("contacts", "groups", "roles", "desks")))
    for path, name in chain.from_iterable(tree.texts(*pattern) for pattern in patterns):
        fault = _fault(name)
        if fault:
            yield Problem(path, f"{label(path)} {fault}")


def _fault(name: str) -> str:
    if blank(name):
        return "is empty."
    if len(name.strip()) > _LONGEST_NAME:
        return f"has {len(name.strip())} characters: a name may have {_LONGEST_NAME}."
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in _TURNING for sign in name.strip()):
        return f"{shown(name)} holds a line break or another invisible sign: type it again."
    return ""


def _twin_name(tree: Tree) -> Iterator[Problem]:
    for path, name in tree.texts("twin_name"):
        if key(name) in map(key, tree.own_names):
            yield Problem(path, f"twin_name {shown(name)} is your own name: give the twin one that tells it from you.")


def _empty_texts(tree: Tree) -> Iterator[Problem]:
    patterns = (
        ("instructions", "*"),
        ("hosts", "*"),
        ("contact_data", "*"),
        ("owner_topics", "*"),
        ("never_say", "*"),
        *(("sentences", name) for name in NEEDED_SENTENCES),
        ("scripted", "*", "when", "*"),
        ("scripted", "*", "answer"),
    )
    for path, text in chain.from_iterable(tree.texts(*pattern) for pattern in patterns):
        if blank(text):
            yield Problem(path, f"{label(path)} is empty.")


def _empty_lists(tree: Tree) -> Iterator[Problem]:
    for path, value in chain(tree.at("languages"), tree.at("scripted", "*", "when"), tree.at("desks", "*", "roles")):
        if value == []:
            yield Problem(path, f"{label(path)} must have at least one entry.")


def _languages(tree: Tree) -> Iterator[Problem]:
    written = {path[-1] for path, _ in tree.texts("sentences", "*")}
    missing = [name for name in NEEDED_SENTENCES if name not in written]
    for path, language in tree.texts("languages", "*"):
        code = language.strip().lower()
        if not (len(code) == 2 and code.isascii() and code.isalpha()):
            yield Problem(path, _no_code(language))
        elif code not in SUPPORTED and missing:
            yield Problem(
                path,
                f"language {shown(language)} has no sentences here: write {', '.join(missing)} under [sentences], "
                f"or choose from {', '.join(sorted(SUPPORTED))}.",
            )


def _no_code(language: str) -> str:
    start = language.strip().lower()[:2]
    hint = f" Did you mean '{start}'?" if start in SUPPORTED else ""
    return f"language {shown(language)} is not a code of two letters, such as 'en' or 'de'.{hint}"


def _links(tree: Tree) -> Iterator[Problem]:
    for path, link in tree.texts("links", "*"):
        if not _is_link(link.strip()):
            bare = link.strip()
            hint = f" Did you mean {shown('https://' + bare)}?" if "." in bare and _is_link("https://" + bare) else ""
            yield Problem(path, f"link {shown(link)} is not an address that begins with https:// or http://.{hint}")


def _is_link(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    clean = link.isprintable() and not any(map(str.isspace, link))
    return clean and parts.scheme in ("http", "https") and bool(parts.hostname)


def _hosts(tree: Tree) -> Iterator[Problem]:
    for path, written in tree.texts("hosts", "*"):
        host = written.strip()
        if not blank(host) and not _is_host(host):
            meant = urlsplit(host).hostname if _is_link(host) else host.partition("/")[0]
            hint = f" Did you mean {shown(meant)}?" if meant and _is_host(meant) else ""
            yield Problem(path, f"host {shown(written)} is not the name of a host, such as 'example.org'.{hint}")


def _is_host(host: str) -> bool:
    return _HOST.fullmatch(host) is not None and len(host) <= _LONGEST_HOST


def _disclosure(tree: Tree) -> Iterator[Problem]:
    language = tree.languages[0]
    names = {*tree.own_names, *tree.name.split()}
    for path, sentence in tree.texts("sentences", "disclosure"):
        if not blank(sentence) and not says_it_is_an_ai(tree.sentences["disclosure"], language, names):
            yield Problem(
                path,
                "disclosure does not say that the twin is an AI: everybody must be told, with a word such as "
                "'AI', 'bot' or 'artificial' in your first language.",
            )


def _placeholders(tree: Tree) -> Iterator[Problem]:
    for path, sentence in tree.texts("sentences", "*"):
        name = str(path[-1])
        allowed = ("twin", "owner", "date") if name in _DATED else ("twin", "owner")
        braced = [f"{{{word}}}" for word in allowed]
        for word in PLACEHOLDER.findall(sentence):
            if word not in allowed:
                yield Problem(
                    path, f"{name}: nothing is known to fill in for {{{word}}}, only for {' and '.join(braced)}."
                )
        if name in _DATED and not blank(sentence) and "{date}" not in sentence:
            yield Problem(path, f"{name} must hold {{date}}, where the date is filled in.")


def _own_audience_names(tree: Tree) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for path, name in tree.texts("audiences", "*"):
        level = str(path[-1])
        taken = seen.setdefault(key(name), level)
        if taken != level:
            yield Problem(path, f"{level} and {taken} are both called {shown(name)}.")
        elif key(name) in DEFAULTS and key(name) != level:
            yield Problem(path, f"{level} is called {shown(name)}, which is the name of another audience.")


def _audiences(tree: Tree) -> Iterator[Problem]:
    names = tree.audience_names
    for path, wanted in tree.texts("scripted", "*", "audience"):
        if audience_named(wanted, names) is None:
            yield Problem(path, f"audience {not_one_of(wanted, names, Audience)}")
    hearers = (tree.texts(table, "*", "audience") for table in ("contacts", "groups", "roles"))
    for path, wanted in chain.from_iterable(hearers):
        level = audience_named(wanted, names)
        if level is None:
            yield Problem(path, f"audience {not_one_of(wanted, names, _HEARERS)}")
        elif level is Audience.OWNER:
            yield Problem(path, f"audience {shown(wanted)} is only for you: nobody else hears everything.")


def _contacts(tree: Tree) -> Iterator[Problem]:
    owner = set(map(key, tree.own_names))
    first: dict[str, int] = {}
    for path, name in tree.texts("contacts", "*", "name"):
        position = int(path[1])
        taken = first.setdefault(key(name), position)
        if key(name) in owner:
            yield Problem(path, f"name {shown(name)} is a name of your own.")
        elif key(name) in _TAKEN:
            yield Problem(path, f"name {shown(name)} is not a contact's: the console uses it. Add a word to it.")
        elif taken != position and not blank(name):
            yield Problem(path, f"name {shown(name)} is already that of [[contacts]] {taken + 1}.")


def _accounts(tree: Tree) -> Iterator[Problem]:
    judged = (
        (person_fault, tree.texts("accounts", "*")),
        (person_fault, tree.texts("contacts", "*", "accounts", "*")),
        (group_fault, tree.texts("groups", "*", "account")),
        (role_fault, tree.texts("roles", "*", "account")),
    )
    first: dict[str, KeyPath] = {}
    for fault, accounts in judged:
        yield from _unfit("account", fault, accounts, first)


def _desks(tree: Tree) -> Iterator[Problem]:
    yield from _unfit("account", channel_fault, tree.texts("desks", "*", "account"), {})
    # Several desks may be one role's.
    desks: dict[KeyPath, dict[str, KeyPath]] = {}
    for path, role in tree.texts("desks", "*", "roles", "*"):
        yield from _unfit("role", role_fault, [(path, role)], desks.setdefault(path[:2], {}))


def _unfit(
    called: str, fault: Callable[[str], str], accounts: Iterable[tuple[KeyPath, str]], first: dict[str, KeyPath]
) -> Iterator[Problem]:
    """The accounts with a fault, and those that somebody has already; ``first`` is where each stood first, by now."""
    for path, written in accounts:
        account = written.strip()
        wrong = fault(account)
        taken = path if wrong else first.setdefault(account, path)
        if wrong or taken != path:
            yield Problem(path, f"{called} {shown(account)} {wrong or _taken(taken, path)}")


def _taken(first: KeyPath, again: KeyPath) -> str:
    """Whose account it is by now, as the end of a sentence."""
    if first[:-1] == again[:-1]:
        return "stands here twice."
    if first[0] == "accounts":
        return "is already your own."
    return f"is already that of [[{first[0]}]] {int(first[1]) + 1}."


def _never_say(tree: Tree) -> Iterator[Problem]:
    said = [(where, Wording(text, tree.languages)) for where, text in _said(tree)]
    for path, phrase in tree.texts("never_say", "*"):
        for where, wording in said:
            if wording.says(phrase):
                yield Problem(path, f"never_say {shown(phrase)} stands in {where}: change one of the two.")


def _said(tree: Tree) -> Iterator[tuple[str, str]]:
    """What the twin says word for word, and what an error calls it."""
    own = {path[-1] for path, _ in tree.texts("sentences", "*")}
    for name, sentence in tree.sentences.items():
        whose = "your own" if name in own else "the usual"
        yield f"{whose} sentence {name}, {shown(sentence)}", sentence
    for _, bio in tree.texts("bio"):
        yield f"your bio, {shown(bio)}", bio
    for _, datum in tree.texts("contact_data", "*"):
        yield f"your contact_data, {shown(datum)}", datum
    yield f"your announce, {shown(tree.announce)}", tree.announce
    for path, answer in tree.texts("scripted", "*", "answer"):
        yield f"the answer of [[scripted]] {int(path[1]) + 1}, {shown(answer)}", answer
