"""Which keys owner.toml has, and of what kind each value is."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from persona.owner_file.audience_names import DEFAULTS
from persona.owner_file.lines import KeyPath
from persona.owner_file.problem import PRONOUNCED, Problem, label
from persona.owner_file.voice import LONGEST, USUALLY
from persona.phrases import did_you_mean, shown


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Sentences(_Table):
    disclosure: str = ""
    unknown: str = ""
    owner_topic: str = ""
    limit: str = ""
    late: str = ""
    dated_document: str = ""
    undated_document: str = ""
    dated_reply: str = ""
    error: str = ""


class _Audiences(_Table):
    public: str = DEFAULTS[0]
    followers: str = DEFAULTS[1]
    friends: str = DEFAULTS[2]
    inner: str = DEFAULTS[3]
    owner: str = DEFAULTS[4]


class _Scripted(_Table):
    when: list[str]
    answer: str
    audience: str = DEFAULTS[0]


class _Contact(_Table):
    name: str
    audience: str
    accounts: list[str] = []


class _Group(_Table):
    account: str
    name: str = ""
    audience: str = DEFAULTS[0]


class _Role(_Table):
    account: str
    audience: str
    name: str = ""


class _Desk(_Table):
    account: str
    roles: list[str]
    name: str = ""


class _Voice(_Table):
    speaks: list[str] = list(USUALLY)
    longest: int = LONGEST
    announce: str = ""
    pronounce: dict[str, str] = {}


class OwnerFile(_Table):
    """The values of an owner.toml whose kinds are right; whether they make sense is for persona/owner_file/rules.py."""

    name: str
    aliases: list[str] = []
    accounts: list[str] = []
    twin_name: str = ""
    bio: str = ""
    languages: list[str] = ["en"]
    links: list[str] = []
    hosts: list[str] = []
    contact_data: list[str] = []
    instructions: list[str] = []
    never_say: list[str] = []
    owner_topics: list[str] = []
    audiences: _Audiences = _Audiences()
    sentences: _Sentences = _Sentences()
    scripted: list[_Scripted] = []
    contacts: list[_Contact] = []
    groups: list[_Group] = []
    roles: list[_Role] = []
    desks: list[_Desk] = []
    voice: _Voice = _Voice()


_TABLES: dict[str, type[_Table]] = {
    "audiences": _Audiences,
    "sentences": _Sentences,
    "scripted": _Scripted,
    "contacts": _Contact,
    "groups": _Group,
    "roles": _Role,
    "desks": _Desk,
    "voice": _Voice,
}
# Those that may stand there several times.
REPEATED = ("scripted", "contacts", "groups", "roles", "desks")


def shaped(tree: Mapping[str, object]) -> OwnerFile | list[Problem]:
    """The values by their keys, or everything that is missing, unknown or of the wrong kind."""
    try:
        return OwnerFile.model_validate(tree)
    except ValidationError as error:
        return list(_problems(error.errors(include_url=False, include_context=False)))


def _problems(errors: list[ErrorDetails]) -> Iterator[Problem]:
    for error in errors:
        path = error["loc"]
        yield Problem(path, _sentence(error["type"], path))


def _sentence(kind: str, path: KeyPath) -> str:
    last = next(step for step in reversed(path) if isinstance(step, str))
    # A desk's own roles are a list of texts, and no tables.
    repeated = last in REPEATED and last == path[0]
    match kind:
        case "missing":
            return f"{last} is missing."
        case "extra_forbidden":
            return _unknown_key(last, path)
        case "string_type":
            return f"{label(path)} must be a text, between quotation marks."
        case "int_type":
            return f"{label(path)} must be a whole number, without quotation marks."
        case "dict_type" if path == PRONOUNCED:
            return f'{last} must be a table that begins with [{".".join(PRONOUNCED)}] and has words: Hlin = "Hleen"'
        case "list_type" if repeated:
            return f"{last} must begin with [[{last}]], in double square brackets, once for each."
        case "list_type":
            return f'{last} must be a list, in square brackets: {last} = ["…", "…"]'
        case _ if repeated:
            return f"must be a table that begins with [[{last}]] and has {_keys_of(last)}."
        case _:
            return f"{last} must be a table that begins with [{last}] and has {_keys_of(last)}."


def _unknown_key(name: str, path: KeyPath) -> str:
    here = _TABLES[str(path[0])] if len(path) > 1 else OwnerFile
    known = list(here.model_fields)
    hint = did_you_mean(name, known)
    # In an entry it is a slip: nobody is to move a group's accounts up, where they would be the owner's.
    slip = hint and path[0] in REPEATED
    if here is not OwnerFile and name in OwnerFile.model_fields.keys() - _TABLES.keys() and not slip:
        return f"{name} does not belong here. Move it up, above the first line that begins with '['."
    listed = ", ".join(known)
    return f"{shown(name)} is not a key here.{hint or f' The keys are {listed}.'}"


def _keys_of(table: str) -> str:
    return ", ".join(_TABLES[table].model_fields)
