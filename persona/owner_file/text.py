"""The owner.toml that ``twin init`` writes: every key with a comment, what was answered filled in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from persona.owner_file.tree import usual_twin_name
from persona.sentences import SENTENCES

_LINE = 100
# Besides what TOML forbids: what is a line break to some editors, and what none of them shows.
_HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Answers:
    """What an owner answers at ``twin init``; what is empty is left to its default."""

    name: str
    twin_name: str = ""
    bio: str = ""
    languages: Sequence[str] = ("en",)
    links: Sequence[str] = ()
    never_say: Sequence[str] = ()
    owner_topics: Sequence[str] = ()
    disclosure: str = ""
    unknown: str = ""


_TEXT = """\
# About you, for your twin. Change this file whenever you like.
# Texts stand between quotation marks; a line that begins with # is not read.

# Your name, as people know it.
name = {name}

# Other names under which you write in chats, such as ["mira", "@mira_s"].
aliases = []

# Your own accounts on chat platforms, such as ["telegram/99", "discord/99"]. Whoever writes from one
# of them may hear everything.
accounts = []

# What the twin calls itself. It may not be your own name.
{twin_name}

# Two or three sentences about you, in your own words. Anybody may read them: /about shows them.
bio = {bio}

# The languages the twin answers in, the main one first: "en", "de", "fr"…
languages = {languages}

# Where you publish. /about shows it.
links = {links}

# Hosts that the twin may link to beside those in what you publish, such as ["example.org"].
hosts = []

# What anybody may be told about how to reach you: telephone numbers, addresses, mail addresses,
# accounts. Of others, and of any that is not here or in what you published, the twin gives none.
contact_data = []

# Standing instructions for the twin's writing: how you talk, what you do not do.
# A writing model follows them; quotations are your own words already.
instructions = []

# Words and phrases that must never leave the twin's mouth. Their other forms are found too: "hack"
# also stands for "hacks" and "hacking", but not for "hacker".
never_say = {never_say}

# What is always handed to you, whatever the twin thinks it knows.
owner_topics = {owner_topics}

# Who may hear what has five levels: public, followers, friends, inner, owner.
# Take the # from these two lines to call one of them something else.
# [audiences]
# followers = "fans"

# What the twin says about itself, word for word. {{twin}} and {{owner}} stand for the names.
# A line with # shows what is said if you write nothing.
[sentences]

# Said to everybody, at the start and whenever somebody asks. It must say that the twin is an AI.
{disclosure}

# Said when nothing you wrote answers the question.
{unknown}

# Said when the question is about one of owner_topics.
{owner_topic}

# Said once to somebody who wrote more than the twin answers in a while.
{limit}

# Said when an answer has waited for you longer than the time that you set. The message still waits.
{late}

# Said when something goes wrong inside. Nothing is said unless you write something.
{error}

# Scripted answers: when somebody asks one of these, or the same in other words, the answer is said
# exactly as it stands here. audience is the lowest level that may hear it. Take away the # and
# change it; repeat all the lines for another one.
# [[scripted]]
# when = ["where is the shop", "what are your opening hours"]
# answer = "14 Tannery Lane. Tuesday to Saturday, 9:30 to 17:30."
# audience = "public"

# People you know, by the name they have in your chats, and the most private level they may hear:
# "public", "followers", "friends" or "inner". Leave out whomever you are not sure about.
# On a platform they are known by their accounts alone, since anybody can take a name. `twin contacts`
# shows the accounts of those who wrote.
# [[contacts]]
# name = "Jonas"
# audience = "friends"
# accounts = ["telegram/4711"]

# Groups in which more may be said than in public, whoever asks there. The name is for you. On Discord
# it is a server's number, or a server's and a channel's, such as "discord/1/2", which counts first.
# [[groups]]
# account = "telegram/-100123"
# name = "Thursday workshop"
# audience = "followers"

# Roles on Discord, and the most private level that whoever has one may hear; an @ stands before a
# role's number. For your contacts counts what stands above. Discord shows the numbers of people,
# servers, channels and roles in developer mode (Settings, Advanced): right-click, Copy ID.
# [[roles]]
# account = "discord/@7"
# name = "Patrons"
# audience = "friends"

# Channels on Discord in which moderators send, edit or reject what waits in that server: its number and
# the channel's, and the roles of which they need one. Everybody who can read the channel reads along.
# [[desks]]
# account = "discord/1/2"
# roles = ["discord/@7"]

# Who gets a voice message behind the written answer, once the twin has a voice (`twin voice`): "asked",
# whoever asks for one; "mirrored", whoever sent one; "everyone"; an audience and all above it, such as
# "friends"; people, by their accounts, such as "telegram/4711"; or nobody: "never". These lines show what
# holds if you write nothing. {{twin}} and {{owner}} stand for the names in announce.
# [voice]
# speaks = ["asked", "mirrored"]

# A longer answer, in characters, is only written.
# longest = 800

# Said first, aloud, such as "This is {{twin}}, an artificial voice."
# announce = ""

# Words that the voice says wrong, and how they would be written if they were said as they are written.
# A word in small letters stands for its capitals too.
# [voice.pronounce]
# Hlin = "Hleen"
"""


def rendered(answers: Answers) -> str:
    """The text of the file."""
    usual = SENTENCES.get(answers.languages[0] if answers.languages else "en", SENTENCES["en"])
    return _TEXT.format(
        name=_quoted(answers.name),
        twin_name=_line("twin_name", answers.twin_name, usual_twin_name(answers.name)),
        bio=_text(answers.bio),
        languages=_list(answers.languages),
        links=_list(answers.links),
        never_say=_list(answers.never_say),
        owner_topics=_list(answers.owner_topics),
        disclosure=_line("disclosure", answers.disclosure, usual.disclosure),
        unknown=_line("unknown", answers.unknown, usual.unknown),
        owner_topic=_line("owner_topic", "", usual.owner_topic),
        limit=_line("limit", "", usual.limit),
        late=_line("late", "", usual.late),
        error=_line("error", "", usual.error),
    )


def _line(key: str, answer: str, usual: str) -> str:
    return f"{key} = {_text(answer)}" if answer else f"# {key} = {_quoted(usual)}"


def _list(texts: Sequence[str]) -> str:
    quoted = [_quoted(text) for text in texts]
    line = f"[{', '.join(quoted)}]"
    return line if len(line) <= _LINE else "[\n" + "".join(f"  {text},\n" for text in quoted) + "]"


def _text(text: str) -> str:
    """A text of several lines stays one that a person can edit."""
    if "\n" not in text:
        return _quoted(text)
    # Three quotation marks in a row would end it, and one at its end would be taken for theirs.
    inner = re.sub(r'"(?=""|\Z)', r"\"", _escaped(text))
    return f'"""\n{inner}"""'


def _quoted(text: str) -> str:
    return '"' + _escaped(text).replace('"', r"\"").replace("\n", r"\n") + '"'


def _escaped(text: str) -> str:
    """Backslashes and invisible signs as escapes; quotation marks and line breaks as they are."""
    return _HIDDEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text.replace("\\", r"\\"))
