"""What the subcommands of ``twin`` do."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from bot import changes, compose, example, folder, live, lock, settings, terminal
from bot.talk import talking
from memory.importers.records import Problem
from memory.review import review as reviewed
from persona.owner_file.text import Answers
from persona.profile import Profile, load, write_new
from twin.errors import Busy, ProfileError, SourceError
from twin.knowledge import Audience, Source
from twin.message import Contact

# What the prompts of ``twin init`` ask, beside the name.
_QUESTIONS = {
    "twin_name": "What the twin calls itself (Enter: your first name's twin)",
    "bio": "Two or three sentences about you",
    "languages": "Languages you answer in, main one first, such as: en es",
    "links": "Links to where you publish, with spaces between",
    "owner_topics": "Topics that always go to you, with commas between",
    "never_say": "Words or phrases the twin never says, with commas between",
    "disclosure": "How the twin says that it is an AI (Enter: a plain sentence)",
    "unknown": "How it says that it does not know (Enter: a plain sentence)",
}
_SPACED = ("languages", "links")
_LISTED = ("owner_topics", "never_say")

_DEMO = (
    ("a fact, with its date and link", "did you change your mind about waxing chains?"),
    ("an answer in the owner's manner", "my rim brakes squeal in the rain, how do I make them quiet?"),
    ("a scripted answer, word for word", "do I need an appointment to get my bike fixed?"),
    ("something it does not know", "have you ever cycled in Japan?"),
    ("something private, asked by a stranger", "are you selling the shop and moving away?"),
    ("the question that is always answered", "wait, are you a bot?"),
)


def ask(given: Mapping[str, Any]) -> dict[str, Any]:
    """The answers to what was not given on the command line, from the person at the terminal."""
    answers: dict[str, Any] = {}
    for key, question in _QUESTIONS.items():
        if given[key]:
            continue
        said = click.prompt(question, default="", show_default=False).strip()
        if key in _SPACED:
            answers[key] = tuple(said.split())
        elif key in _LISTED:
            answers[key] = tuple(part.strip() for part in said.split(",") if part.strip())
        else:
            answers[key] = said
    return answers


def init(given: Mapping[str, Any], *, asking: bool) -> None:
    """``twin init``: asks for what was not given, if a person is there to be asked."""
    chosen = settings.read()
    path = chosen.data / "owner.toml"
    if path.exists():
        raise ProfileError(f"{path} exists already: edit it, or move it away first.")
    answers = {**given, **(ask(given) if asking else {})}
    lock.make_folder(chosen.data)
    try:
        write_new(path, Answers(**{**answers, "languages": answers["languages"] or ("en",)}))
    except ProfileError as error:
        raise ProfileError(f"nothing was written, since this does not fit:\n{error}") from error
    terminal.show(f"Written: {path}. Edit it whenever you like; then `twin learn` what you have written.")


def learn(named: Sequence[str], me: Sequence[str], level: str | None, *, embed_again: bool) -> int:
    """``twin learn``: 0, or 1 if something could not be read."""
    urls = [name for name in named if live.is_address(name)]
    paths = [Path(name) for name in named if not live.is_address(name)]
    if not named and not embed_again:
        raise SourceError(
            "say what to learn: files or folders of posts, notes, mail and chat exports, as in `twin learn ~/blog`, or "
            "the address of a feed."
        )
    if embed_again and not named:
        folder.learned_something(settings.read())
    # The process that learns may have been started in another folder.
    absolute = [str(path.expanduser().absolute()) for path in paths]
    return changes.ask("learn", paths=absolute, urls=urls, me=list(me), level=level, embed_again=embed_again)


def review(named: Sequence[str], level: str | None) -> int:
    """``twin learn --review``: 0, or 1 if something could not be read."""
    chosen = settings.read()
    profile = folder.profile_of(chosen)
    audience = folder.level(level, profile) if level else None
    problems: list[Problem] = []
    with folder.opened(chosen, chosen.data) as knowledge:
        redactor = knowledge.redactor()
        found = [one for path in map(Path, named) for one in reviewed(path.expanduser(), redactor, (), problems)]
    terminal.reviewed(found, audience, folder.levels(profile))
    terminal.problems(problems)
    return 1 if problems else 0


def sources() -> None:
    """``twin sources``."""
    chosen = settings.read()
    profile = folder.profile_of(chosen)
    found: list[Source] = []
    if (chosen.data / "knowledge.db").exists():
        with folder.opened(chosen, chosen.data) as knowledge:
            found = knowledge.store.sources()
    if not found:
        terminal.show("Nothing was learned yet: `twin learn PATH`.")
        return
    terminal.sources(found, folder.levels(profile))


def forget(number: int) -> int:
    """``twin sources forget``."""
    folder.learned_something(settings.read())
    return changes.ask("sources forget", number=number)


def audience(number: int, level: str) -> int:
    """``twin sources audience``."""
    chosen = settings.read()
    folder.level(level, folder.profile_of(chosen))
    folder.learned_something(chosen)
    return changes.ask("sources audience", number=number, level=level)


def recall(question: str, level: str | None, count: int, *, as_json: bool) -> None:
    """``twin recall``: needs no owner.toml, since nobody is answered."""
    chosen = settings.read()
    profile = folder.profile_of(chosen)
    with _recallable(chosen) as knowledge:
        reader = folder.level(level, profile) if level else Audience.PUBLIC
        recaller = knowledge.recaller(profile.languages[0]) if profile else knowledge.recall
        found = recaller.recall(question, reader, count)
        if as_json:
            terminal.as_json(found)
        else:
            terminal.recollection(found, folder.levels(profile))
        _say_what_was_left_out(knowledge, reader, folder.levels(profile))
        _mend(knowledge)


@contextmanager
def _recallable(chosen: settings.Settings) -> Iterator[compose.Knowledge]:
    if (chosen.data / "knowledge.db").exists():
        with folder.opened(chosen, chosen.data) as knowledge:
            yield knowledge
    else:
        with _owner(chosen) as (knowledge, _):
            yield knowledge


def chat(name: str | None, said: Sequence[str], *, why: bool, as_json: bool, show_prompt: bool = False) -> None:
    """``twin chat``."""
    chosen = settings.read()
    with _owner(chosen) as (knowledge, profile):
        if show_prompt and not chosen.model:
            terminal.say("No model is set (TWIN_MODEL), so none is asked; this is what one would be.\n")
        contact = _contact(profile, name)
        with talking(knowledge, profile, contact, knowledge.folder, show_prompt=show_prompt) as talk:
            if said:
                talk.say(said, why=why, as_json=as_json)
            else:
                talk.resume(why=why, as_json=as_json)
        _mend(knowledge)


def demo() -> None:
    """``twin demo``: six questions to the example owner's twin, then a prompt if a person sits here."""
    # What it shows is what needs no model.
    chosen = replace(settings.read(), model="")
    with _example(chosen) as (knowledge, profile), TemporaryDirectory() as records:
        terminal.show(f"This is the twin of {profile.name}, who is invented. It has read 30 posts and 5 chats.\n")
        # Records of its own, so that every demo is a first contact.
        with talking(knowledge, profile, _contact(profile, None), Path(records)) as talk:
            for title, question in _DEMO:
                terminal.show(f"# {title}", fg="cyan")
                terminal.show(f"you> {question}")
                talk.say([question], why=True, as_json=False)
                terminal.show("")
            if sys.stdin.isatty() and sys.stdout.isatty():
                terminal.show("Now you. Ctrl-D ends. Your own twin: `twin init`, `twin learn PATH`, `twin chat`.")
                talk.converse(why=True, as_json=False)


@contextmanager
def _owner(chosen: settings.Settings) -> Iterator[tuple[compose.Knowledge, Profile]]:
    """The owner who is set up here; before there is one, the example owner, who is announced."""
    if not folder.set_up(chosen):
        terminal.say("This is the example owner, who is invented: `twin init` and `twin learn PATH` make it yours.\n")
        with _example(chosen) as found:
            yield found
        return
    profile = folder.owner_of(chosen)
    with folder.opened(chosen, chosen.data) as knowledge:
        if not knowledge.store.sources():
            terminal.say("Nothing was learned yet, so little can be answered: `twin learn PATH`.\n")
        yield knowledge, profile


@contextmanager
def _example(chosen: settings.Settings) -> Iterator[tuple[compose.Knowledge, Profile]]:
    """The example owner, learned at first use."""
    # One for each embedding model: the example can always be learned again, and needs no advice.
    place = chosen.data / (f"example-{chosen.embedder_key}" if chosen.embedder else "example")
    with folder.opened(chosen, place) as knowledge:
        if knowledge.store.fact("example") != "learned":
            with lock.writing(place, "demo"):
                bar = terminal.Bar()
                try:
                    example.learn(knowledge, bar)
                finally:
                    bar.close()
                knowledge.store.set_fact("example", "learned")
        yield knowledge, load(example.folder() / "owner.toml")


def _contact(profile: Profile, name: str | None) -> Contact:
    """Who sits at the console. Nobody is known unless owner.toml says so; strangers hear what is public."""
    if name is None:
        return Contact("console/stranger", "a stranger", Audience.PUBLIC)
    if name.casefold() in (profile.name.casefold(), "owner"):
        return Contact("console/owner", profile.name, Audience.OWNER)
    known = profile.contact(name)
    if known is None:
        names = ", ".join(contact.name for contact in profile.contacts) or "nobody yet"
        raise ProfileError(f"{name!r} is not among the contacts of owner.toml ({names}): add a [[contacts]] entry.")
    # A name of its own kind: nobody who is called "owner" or "stranger" gets what was said to those.
    return Contact(f"console/contact/{known.name.casefold()}", known.name, known.audience)


def _say_what_was_left_out(knowledge: compose.Knowledge, reader: Audience, levels: Sequence[str]) -> None:
    heard, all_ = knowledge.store.counts(reader), knowledge.store.counts(Audience.OWNER)
    above = sum(all_.values()) - sum(heard.values())
    if above:
        terminal.say(f"Searched as {levels[reader]}; {above} pieces are above that (--audience).")


def _mend(knowledge: compose.Knowledge) -> None:
    """Mend an index whose making was cut off, now that the answer stands; somebody who writes does it instead."""
    if not knowledge.index.needs_mending():
        return
    try:
        with lock.writing(knowledge.folder, "mending the index"):
            terminal.say("Mending the search index (Ctrl-C is safe) …")
            knowledge.index.merge()
    except Busy:
        return
