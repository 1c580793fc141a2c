"""[voice] of owner.toml: for whom the twin says its answers aloud, and how."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from persona.owner_file.accounts import group_fault, person_fault, role_fault
from persona.owner_file.audience_names import DEFAULTS, audience_named
from persona.owner_file.problem import PRONOUNCED, Problem, label
from persona.owner_file.tree import PLACEHOLDER, Tree
from persona.phrases import blank, did_you_mean, key, shown
from twin.knowledge import Audience

USUALLY = ("asked", "mirrored")
LONGEST = 800  # characters: a minute of speech
# What an engine takes at once, and nobody listens to more.
_MOST = 5_000
_LONGEST_ANNOUNCE = 300
_LONGEST_WORD = 100
_WORDS = (*USUALLY, "everyone", "never")


@dataclass(frozen=True, slots=True)
class KnownVoice:
    """Who gets a voice message beside the written answer; whoever nothing names gets none.

    ``asked``: whoever asks for one; ``mirrored``: whoever sent one; ``audiences``: everybody of these levels;
    ``accounts``: these people, as ``telegram/4711``. An answer of more than ``longest`` characters is only written.
    ``announce`` is said first, aloud; nothing if it is empty. ``pronounce`` has words as they are written, and as they
    are to be said.
    """

    asked: bool
    mirrored: bool
    audiences: frozenset[Audience]
    accounts: frozenset[str]
    longest: int
    announce: str
    pronounce: Mapping[str, str] = field(hash=False)


def known_voice(tree: Tree) -> KnownVoice:
    """What [voice] says, of a file in which nothing is wrong."""
    speaks = _entries(tree)
    names = tree.audience_names
    words = {key(entry) for entry in speaks if audience_named(entry, names) is None}
    return KnownVoice(
        asked="asked" in words,
        mirrored="mirrored" in words,
        audiences=_audiences(speaks, names, everyone="everyone" in words),
        accounts=frozenset(entry for entry in speaks if "/" in entry and audience_named(entry, names) is None),
        longest=next((value for _, value in tree.at("voice", "longest") if isinstance(value, int)), LONGEST),
        announce=tree.announce,
        pronounce={str(path[-1]).strip(): said.strip() for path, said in tree.texts(*PRONOUNCED, "*")},
    )


def _entries(tree: Tree) -> list[str]:
    listed = any(True for _ in tree.at("voice", "speaks"))
    return [entry.strip() for _, entry in tree.texts("voice", "speaks", "*")] if listed else list(USUALLY)


def _audiences(speaks: list[str], names: tuple[str, ...], *, everyone: bool) -> frozenset[Audience]:
    """The levels that are named, and all above them. A name that the owner gave one counts before a word of ours."""
    named = [level for entry in speaks if (level := audience_named(entry, names)) is not None]
    lowest = Audience.PUBLIC if everyone else min(named, default=None)
    return frozenset(level for level in Audience if lowest is not None and level >= lowest)


def broken_voice(tree: Tree) -> Iterator[Problem]:
    """Everything about [voice] that makes no sense; what is of the wrong kind is not looked at."""
    yield from _speaks(tree)
    yield from _longest(tree)
    yield from _announce(tree)
    yield from _pronounce(tree)


def _speaks(tree: Tree) -> Iterator[Problem]:
    names = tree.audience_names
    entries = list(tree.texts("voice", "speaks", "*"))
    for path, written in entries:
        fault = _fault(written.strip(), names)
        if fault:
            yield Problem(path, f"{label(path)} {fault}")
        elif audience_named(written, names) is None and key(written) == "never" and len(entries) > 1:
            yield Problem(path, "speaks has more than 'never': take it out, or all the others.")


def _fault(entry: str, names: tuple[str, ...]) -> str:
    """What is wrong with an entry of speaks, as the end of a sentence; empty if nothing is."""
    if audience_named(entry, names) is not None or key(entry) in _WORDS:
        return ""
    if "/" in entry:
        fault = _account_fault(entry)
        return f"{shown(entry)} {fault}" if fault else ""
    levels = [name if key(name) == usual else f"{usual} ({name})" for usual, name in zip(DEFAULTS, names, strict=True)]
    hint = did_you_mean(entry, [*_WORDS, *DEFAULTS, *map(key, names)])
    return f"{shown(entry)} is not one of {', '.join((*_WORDS, *levels))}, or an account, as 'telegram/4711'.{hint}"


def _account_fault(account: str) -> str:
    fault = person_fault(account)
    # Their own faults would send a group to [[groups]], where nothing is said of voices.
    another = fault and not (group_fault(account) and role_fault(account))
    return "is not that of a person: only people can be named." if another else fault


def _longest(tree: Tree) -> Iterator[Problem]:
    for path, value in tree.at("voice", "longest"):
        if isinstance(value, int) and not isinstance(value, bool) and not 1 <= value <= _MOST:
            yield Problem(path, f"longest is {value}: it must be between 1 and {_MOST} characters.")


def _announce(tree: Tree) -> Iterator[Problem]:
    for path, text in tree.texts("voice", "announce"):
        if len(text) > _LONGEST_ANNOUNCE:
            yield Problem(path, f"announce has {len(text)} characters: it may have {_LONGEST_ANNOUNCE}.")
        for word in PLACEHOLDER.findall(text):
            if word not in ("twin", "owner"):
                yield Problem(
                    path, f"announce: nothing is known to fill in for {{{word}}}, only for {{twin}} and {{owner}}."
                )


def _pronounce(tree: Tree) -> Iterator[Problem]:
    for path, said in tree.texts(*PRONOUNCED, "*"):
        word = str(path[-1])
        if blank(word):
            yield Problem(path, "a word without letters cannot be found in a text.")
        elif blank(said):
            yield Problem(path, f"{label(path)} is empty.")
        elif max(len(word), len(said)) > _LONGEST_WORD:
            yield Problem(path, f"{label(path)} is longer than {_LONGEST_WORD} characters, or is to be said as more.")
