"""The owner, as their twin knows them: owner.toml, read, checked and first written."""

import os
import re
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from persona.owner_file.audience_names import audience_named, not_one_of
from persona.owner_file.lines import KeyPath, line_of, lines_of
from persona.owner_file.problem import Problem
from persona.owner_file.rules import broken_rules
from persona.owner_file.shape import REPEATED, OwnerFile, shaped
from persona.owner_file.text import Answers, rendered
from persona.owner_file.tree import Tree
from persona.owner_file.voice import KnownVoice, known_voice
from persona.phrases import key
from persona.sentences import Sentences
from twin.errors import ProfileError
from twin.knowledge import Audience
from twin.message import enclosing

__all__ = [
    "Answers",
    "KnownContact",
    "KnownDesk",
    "KnownGroup",
    "KnownRole",
    "KnownVoice",
    "Profile",
    "Scripted",
    "load",
    "write_new",
]

_LARGEST = 1_000_000  # bytes; nobody types more by hand
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_OPEN = "a text is not closed: it ends with the same quotation marks as it begins."
_BACKSLASH = r"a backslash in a text is written twice: \\"
_LINE = "a line has a key, an equals sign and a value. A comment begins with #."
# What the parser's messages begin with, and what to do.
_ADVICE = (
    ("Invalid value", 'a text stands between quotation marks, name = "Mira", a list of texts in square brackets.'),
    (
        "Illegal character",
        "a text is not closed, or an invisible sign stands here: end the text with a quotation mark.",
    ),
    ("Unterminated", _OPEN),
    ('Expected "\'"', "a text is not closed: it ends with the same quotation marks as it begins."),
    ("Unescaped", _BACKSLASH),
    ("Invalid hex value", _BACKSLASH),
    ("Escaped character", _BACKSLASH),
    ("Unclosed array", "a list is not closed, or a comma is missing between two of its entries."),
    ("Cannot", "this key or table stands here twice: take one out."),
    ("Expected newline", r"something stands behind the value: a quotation mark inside a text is written \"."),
    ("Expected '=' after", _LINE),
    ("Invalid initial character", _LINE),
)


@dataclass(frozen=True, slots=True)
class Scripted:
    """An answer that is said word for word to ``audience`` and above, when somebody asks one of ``when``."""

    when: tuple[str, ...]
    answer: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class KnownContact:
    """Somebody the owner knows, by the name they have in chats, and the most private level they may hear.

    ``accounts`` tell who writes, as ``telegram/4711``; a name does not: anybody can take one.
    """

    name: str
    audience: Audience
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownGroup:
    """A group on a platform, or a part of one, and the most private level that may be said in it, whoever asks."""

    account: str
    name: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class KnownRole:
    """A role that a platform gives people, as ``discord/@7``, and the most private level that they may hear."""

    account: str
    name: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class KnownDesk:
    """A channel, as ``discord/1/2``, in which whoever has one of the roles decides in the owner's place."""

    account: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What owner.toml says, complete and consistent.

    ``languages`` are ISO 639-1 codes, the default first; ``audience_names`` stand in the order of the levels.
    In ``sentences`` the names are filled in; {date} is left in the dated ones, to be replaced and not formatted.
    ``instructions`` are for a writing model; quotations do not use them. ``hosts`` are in small letters,
    ``contact_data`` is what anybody may be told about how to reach the owner. No account is held by two.
    """

    name: str
    aliases: tuple[str, ...]
    accounts: tuple[str, ...]
    twin_name: str
    bio: str
    languages: tuple[str, ...]
    links: tuple[str, ...]
    hosts: tuple[str, ...]
    contact_data: tuple[str, ...]
    instructions: tuple[str, ...]
    never_say: tuple[str, ...]
    owner_topics: tuple[str, ...]
    audience_names: tuple[str, ...]
    sentences: Sentences
    scripted: tuple[Scripted, ...]
    contacts: tuple[KnownContact, ...]
    groups: tuple[KnownGroup, ...]
    known_roles: tuple[KnownRole, ...]
    known_desks: tuple[KnownDesk, ...]
    voice: KnownVoice

    @property
    def about(self) -> str:
        """Who speaks here and for whom: the disclosure, the owner's bio if there is one, a link a line."""
        return "\n\n".join(filter(None, (self.sentences.disclosure, self.bio.strip(), "\n".join(self.links))))

    @property
    def linked_hosts(self) -> frozenset[str]:
        """The hosts that owner.toml lets the twin link to: those of ``links`` and ``hosts``, in small letters."""
        return frozenset((*self.hosts, *filter(None, (urlsplit(link).hostname for link in self.links))))

    @property
    def roles(self) -> frozenset[str]:
        """The roles that let people hear more, as ``discord/@7``."""
        return frozenset(role.account for role in self.known_roles)

    @property
    def desks(self) -> Mapping[str, tuple[str, ...]]:
        """The channels in which moderators decide, each with the roles of which they need one."""
        return {desk.account: desk.roles for desk in self.known_desks}

    def said_to(self, reader: Audience) -> tuple[str, ...]:
        """Everything in owner.toml that this reader may be told."""
        sentences = filter(None, astuple(self.sentences))
        answers = (scripted.answer for scripted in self.scripted if scripted.audience <= reader)
        own = (self.name, self.twin_name, self.bio)
        return (*filter(None, (*own, self.voice.announce)), *self.links, *self.contact_data, *sentences, *answers)

    def kept_from(self, reader: Audience) -> tuple[str, ...]:
        """What in owner.toml this reader is not to be told: answers for others, and who writes from which account."""
        if reader is Audience.OWNER:
            return ()
        answers = (scripted.answer for scripted in self.scripted if scripted.audience > reader)
        accounts = (account for contact in self.contacts for account in contact.accounts)
        groups = (group.account for group in self.groups)
        return (*answers, *accounts, *self.owner_topics, *groups, *self.roles, *self.desks, *self.voice.accounts)

    def audience(self, name: str) -> Audience:
        """The level of that name, the usual or the owner's own, in any case; ProfileError lists the names."""
        return _level(name, self.audience_names)

    def contact(self, name: str) -> KnownContact | None:
        """The contact of that name, in any case."""
        return next((contact for contact in self.contacts if key(contact.name) == key(name)), None)

    def audience_of(self, account: str) -> Audience | None:
        """What whoever writes from this account may hear; None if nobody known does. No case or space is forgiven."""
        if account in self.accounts:
            return Audience.OWNER
        return next((contact.audience for contact in self.contacts if account in contact.accounts), None)

    def group_audience(self, account: str) -> Audience:
        """What may be said in the group of this account: what the narrowest says that is listed here and holds it.

        Of a thread ``discord/1/2/3`` that is its channel's ``discord/1/2`` before its server's ``discord/1``. What is
        public, if none is listed.
        """
        listed = {group.account: group.audience for group in self.groups}
        return next((listed[place] for place in enclosing(account) if place in listed), Audience.PUBLIC)

    def role_audience(self, role: str) -> Audience | None:
        """What whoever has this role may hear; None if owner.toml does not list it."""
        return next((known.audience for known in self.known_roles if known.account == role), None)


def load(path: Path) -> Profile:
    """The owner's profile; ProfileError has one line for every problem, with its place."""
    return _profile(_read(path), path.name)


def write_new(path: Path, answers: Answers) -> None:
    """Write a new owner.toml that only its owner can read; ProfileError if there is one, or it would not load."""
    try:
        _write_new(path, answers)
    except FileExistsError as error:
        raise ProfileError(f"{path.name} exists already, in {path.parent}: it is left as it is.") from error
    except OSError as error:
        raise ProfileError(f"{path.name} cannot be written in {path.parent}: {error.strerror}.") from error


def _write_new(path: Path, answers: Answers) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_encoded(rendered(answers), path.name))
            file.flush()
            os.fsync(file.fileno())
        _profile(_read(temporary), path.name)
        # Claims the name: a rename alone would replace a file that another process wrote by now.
        path.touch(mode=0o600, exist_ok=False)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _encoded(text: str, file: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise ProfileError(
            f"{file} cannot be written: an answer holds half a sign, {error.object[error.start]!a}."
        ) from error


def _read(path: Path) -> str:
    try:
        if path.exists() and not path.is_file():
            raise ProfileError(f"{path} is not a file.")
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        missing = f"There is no {path.name} in {path.parent.resolve()}: run twin init to write one."
        raise ProfileError(missing) from error
    except OSError as error:
        raise ProfileError(f"{path.name} cannot be read: {error.strerror}.") from error
    if len(data) > _LARGEST:
        raise ProfileError(f"{path.name} has more than {_LARGEST // 1_000_000} MB: is it the right file?")
    return _decoded(data, path.name)


def _decoded(data: bytes, file: str) -> str:
    try:
        # Windows' Notepad puts a mark at the beginning.
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        sentence = "this is not UTF-8 text. Save the file again with the encoding UTF-8."
        raise ProfileError(f"{file}, line {line}: {sentence}") from error


def _profile(text: str, file: str) -> Profile:
    values = _parsed(text, file)
    tree = Tree(values)
    shape = shaped(values)
    problems = broken_rules(tree)
    if isinstance(shape, OwnerFile) and not problems:
        return _built(shape, tree)
    misshapen = [] if isinstance(shape, OwnerFile) else shape
    raise _all(misshapen + problems, text, file)


def _parsed(text: str, file: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ProfileError(f"{file} nests brackets too deeply.") from error
    except ValueError as error:
        raise ProfileError(_syntax(str(error), text, file)) from error


def _syntax(message: str, text: str, file: str) -> str:
    """The parser's message as a sentence for somebody who has never seen TOML."""
    place = _PLACE.search(message)
    lines = text.split("\n")
    number = int(place[1]) if place and place[1] else len(text.rstrip("\n").split("\n"))
    if re.search("[“”„«»]", re.sub('"[^"\n]*"', "", lines[number - 1])):
        advice = 'write straight quotation marks, "…", instead of curly ones.'
    else:
        known = (advice for start, advice in _ADVICE if message.startswith(start))
        advice = next(known, f"this cannot be read: {_PLACE.sub('', message)}.")
    return f"{file}, line {number}: {advice}"


def _all(problems: Iterable[Problem], text: str, file: str) -> ProfileError:
    lines = lines_of(text)
    placed = sorted((line_of(problem.path, lines), place, problem) for place, problem in enumerate(problems))
    return ProfileError(
        "\n".join(f"{file}, line {line}: {_table(problem.path)}{problem.sentence}" for line, _, problem in placed)
    )


def _table(path: KeyPath) -> str:
    """What an error calls the table that the value is in; nothing for the keys at the top."""
    if len(path) > 1 and path[0] in REPEATED:
        return f"[[{path[0]}]] {int(path[1]) + 1}: " if isinstance(path[1], int) else f"[[{path[0]}]]: "
    return f"[{path[0]}] " if len(path) > 1 and path[0] in ("sentences", "audiences", "voice") else ""


def _built(file: OwnerFile, tree: Tree) -> Profile:
    names = tree.audience_names
    return Profile(
        name=tree.name,
        aliases=tree.own_names[1:],
        accounts=_stripped(file.accounts),
        twin_name=tree.twin_name,
        bio=file.bio,
        languages=tree.languages,
        links=_stripped(file.links),
        hosts=tuple(host.lower() for host in _stripped(file.hosts)),
        contact_data=_stripped(file.contact_data),
        instructions=tuple(file.instructions),
        never_say=tuple(file.never_say),
        owner_topics=tuple(file.owner_topics),
        audience_names=names,
        sentences=Sentences(**tree.sentences),
        scripted=tuple(
            Scripted(tuple(entry.when), entry.answer, _level(entry.audience, names)) for entry in file.scripted
        ),
        contacts=tuple(
            KnownContact(entry.name.strip(), _level(entry.audience, names), _stripped(entry.accounts))
            for entry in file.contacts
        ),
        groups=tuple(
            KnownGroup(entry.account.strip(), entry.name.strip(), _level(entry.audience, names))
            for entry in file.groups
        ),
        known_roles=tuple(
            KnownRole(entry.account.strip(), entry.name.strip(), _level(entry.audience, names)) for entry in file.roles
        ),
        known_desks=tuple(KnownDesk(entry.account.strip(), _stripped(entry.roles)) for entry in file.desks),
        voice=known_voice(tree),
    )


def _stripped(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text.strip() for text in texts)


def _level(name: str, names: tuple[str, ...]) -> Audience:
    level = audience_named(name, names)
    if level is None:
        raise ProfileError(f"The audience {not_one_of(name, names, Audience)}")
    return level
