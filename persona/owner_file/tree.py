"""A parsed owner.toml, read as far as its values are of the right kind."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields

from persona.owner_file.audience_names import DEFAULTS
from persona.owner_file.lines import KeyPath
from persona.phrases import blank
from persona.sentences import SENTENCES, Sentences

PLACEHOLDER = re.compile(r"\{(\w+)\}")
ALL_SENTENCES = tuple(field.name for field in fields(Sentences))
# What every language must have; the others are silence unless the owner writes them.
NEEDED_SENTENCES = tuple(field.name for field in fields(Sentences) if field.default is MISSING)


def usual_twin_name(owner: str) -> str:
    """What a twin is called whose owner did not say."""
    return f"{''.join(owner.split()[:1])}'s twin"


@dataclass(frozen=True, slots=True)
class Tree:
    """Skips what is of the wrong kind, so that one mistake does not hide the others."""

    values: Mapping[str, object]

    def at(self, *pattern: str) -> Iterator[tuple[KeyPath, object]]:
        """Every value whose path fits the pattern, in which "*" stands for any key or position."""
        found: Iterable[tuple[KeyPath, object]] = [((), self.values)]
        for step in pattern:
            found = [((*path, name), inner) for path, value in found for name, inner in _inside(value, step)]
        yield from found

    def texts(self, *pattern: str) -> Iterator[tuple[KeyPath, str]]:
        yield from ((path, value) for path, value in self.at(*pattern) if isinstance(value, str))

    @property
    def name(self) -> str:
        return self._text("name")

    @property
    def own_names(self) -> tuple[str, ...]:
        """The owner's name and aliases."""
        return tuple(name for name in (self.name, *self._texts("aliases")) if name)

    @property
    def twin_name(self) -> str:
        return self._text("twin_name") or usual_twin_name(self.name)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in small letters, the default one first."""
        return tuple(language.lower() for language in self._texts("languages")) or ("en",)

    @property
    def audience_names(self) -> tuple[str, ...]:
        """The owner's names of the audiences in the order of the levels, the usual ones where there are none."""
        own = {path[-1]: name.strip() for path, name in self.texts("audiences", "*")}
        return tuple(own.get(name, name) for name in DEFAULTS)

    @property
    def sentences(self) -> dict[str, str]:
        """The owner's own sentences and the language's for the others, names filled in; empty where there is none."""
        own = {path[-1]: sentence for path, sentence in self.texts("sentences", "*") if not blank(sentence)}
        usual = SENTENCES.get(self.languages[0])
        return {name: self._filled(own.get(name) or str(getattr(usual, name, ""))) for name in ALL_SENTENCES}

    @property
    def announce(self) -> str:
        """What is said aloud before a voice message, names filled in; empty if nothing is."""
        written = "".join(text.strip() for _, text in self.texts("voice", "announce"))
        return "" if blank(written) else self._filled(written)

    def _filled(self, sentence: str) -> str:
        # In one pass, and not with format(): names may hold braces, and so may what an owner says.
        names = {"twin": self.twin_name, "owner": self.name}
        return PLACEHOLDER.sub(lambda match: names.get(match[1], match[0]), sentence)

    def _text(self, name: str) -> str:
        return "".join(text.strip() for _, text in self.texts(name))

    def _texts(self, name: str) -> list[str]:
        return [text.strip() for _, text in self.texts(name, "*")]


def _inside(value: object, step: str) -> list[tuple[str | int, object]]:
    if isinstance(value, Mapping):
        return list(value.items()) if step == "*" else [(step, value[step])] if step in value else []
    return list(enumerate(value)) if isinstance(value, list) and step == "*" else []
