"""The ``twin`` command: each subcommand in a few lines, everything slow loaded when it is used."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

import click

from twin.errors import TwinError

_PATHS = click.Path(path_type=Path)


class _Twin(click.Group):
    """Shows every error as a sentence; what nobody foresaw goes to a file, without what people wrote."""

    def invoke(self, context: click.Context) -> object:
        # What people wrote is nobody else's to read on this machine.
        os.umask(0o077)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                # A terminal that has no “ shows something else there; that is no reason to end.
                stream.reconfigure(errors="replace")
        try:
            return super().invoke(context)
        except TwinError as error:
            from bot import terminal

            for line in str(error).splitlines():
                terminal.say(f"twin: {line}")
            context.exit(1)
        except BrokenPipeError:
            # Whoever read the output has seen enough; Python would complain once more at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            context.exit(0)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # noqa: BLE001 - the one place that catches them all
            click.echo(f"twin: {_unforeseen(error)}", err=True)
            context.exit(70)


def _unforeseen(error: Exception) -> str:
    from bot import mishaps

    file = mishaps.note(error)
    if file is None:
        return f"something went wrong that should not have ({type(error).__name__}), and could not be written down."
    return f"something went wrong that should not have ({type(error).__name__}); where is noted in {file}."


@click.group(cls=_Twin, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ai-twin", prog_name="twin")
def main() -> None:
    """An AI twin of you, answering in your own words. Begin with `twin demo`, then `twin init` and `twin learn`."""


@main.command()
@click.option("--name", prompt="Your name, as people know it", help="Your name, as people know it.")
@click.option("--twin-name", default="", help="What the twin calls itself.  [default: NAME's twin]")
@click.option("--bio", default="", help="Two or three sentences about you.")
@click.option("--language", "languages", multiple=True, help="A language you answer in, such as en; repeatable.")
@click.option("--link", "links", multiple=True, help="Where you publish; repeatable.")
@click.option("--never-say", multiple=True, help="A word or phrase the twin never says; repeatable.")
@click.option("--owner-topic", "owner_topics", multiple=True, help="A topic that always goes to you; repeatable.")
@click.option("--disclosure", default="", help="How the twin says that it is an AI.")
@click.option("--unknown", default="", help="How it says that it does not know.")
@click.option("--yes", is_flag=True, help="Ask nothing: what is not given keeps its default.")
def init(*, yes: bool, **given: Any) -> None:  # noqa: ANN401 - each option has its own type
    """Write owner.toml, the file that says who you are."""
    from bot import commands

    commands.init(given, asking=not yes and sys.stdin.isatty())


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH|ADDRESS]...")
@click.option(
    "--me",
    multiple=True,
    help="Which of a chat's authors you are; once for each name that you have.  [default: the names in owner.toml]",
)
@click.option("--audience", help="Who may hear it.  [default: public for documents, owner for chats]")
@click.option("--embed-again", is_flag=True, help="Make all vectors anew, after TWIN_EMBEDDER was changed.")
@click.option("--review", is_flag=True, help="Learn nothing: show what personal data stands in it, by kind and count.")
def learn(
    paths: tuple[str, ...], me: tuple[str, ...], audience: str | None, *, embed_again: bool, review: bool
) -> None:
    """Learn from files, folders, archives, and what you publish on the web: a feed, a sitemap, a page.

    Learning a path again adds what is new in it and drops what is gone from it. What is on the web is looked at again
    by itself while `twin run` serves.
    """
    from bot import commands

    if review:
        sys.exit(commands.review(paths, audience))
    sys.exit(commands.learn(paths, me, audience, embed_again=embed_again))


@main.group(invoke_without_command=True)
@click.pass_context
def sources(context: click.Context) -> None:
    """List what was learned; `forget` and `audience` change it."""
    from bot import commands

    if context.invoked_subcommand is None:
        commands.sources()


@sources.command()
@click.argument("source", metavar="ID", type=int)
def forget(source: int) -> None:
    """Forget a source with everything that was learned from it."""
    from bot import commands

    sys.exit(commands.forget(source))


@sources.command()
@click.argument("source", metavar="ID", type=int)
@click.argument("level")
def audience(source: int, level: str) -> None:
    """Let LEVEL and those closer to you hear a source. What others wrote in a chat stays yours alone."""
    from bot import commands

    sys.exit(commands.audience(source, level))


@main.command()
@click.argument("question")
@click.option("--audience", help="Search what this level may hear.  [default: public]")
@click.option("-k", "count", default=8, show_default=True, type=click.IntRange(1, 1000), help="How many of each kind.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def recall(question: str, audience: str | None, count: int, *, as_json: bool) -> None:
    """Show what the twin would lean on for a question, with scores and sources."""
    from bot import commands

    commands.recall(question, audience, count, as_json=as_json)


@main.command()
@click.option("--as", "name", metavar="NAME", help="Be a contact of owner.toml, or the owner.  [default: a stranger]")
@click.option("--say", "said", metavar="TEXT", multiple=True, help="Say this and end; repeatable.")
@click.option("--why", is_flag=True, help="Show what each answer leans on.")
@click.option("--show-prompt", is_flag=True, help="Show what a language model is asked, or would be.")
@click.option("--json", "as_json", is_flag=True, help="Print each answer as JSON.")
def chat(name: str | None, said: Sequence[str], *, why: bool, show_prompt: bool, as_json: bool) -> None:
    """Talk with the twin here, as somebody who writes to it would."""
    from bot import commands

    commands.chat(name, said, why=why, show_prompt=show_prompt, as_json=as_json)


@main.command()
def inbox() -> None:
    """List what waits for you: drafts, and messages that the twin passed on."""
    from bot import reports

    reports.inbox()


@main.command()
@click.option(
    "--minutes", default=10, show_default=True, type=click.IntRange(1, 1440), help="How long the code is good."
)
@click.option("--list", "listing", is_flag=True, help="List the accounts that are linked.")
def link(minutes: int, *, listing: bool) -> None:
    """Print a code that makes an account of yours the one that decides, in a private chat with your bot."""
    from bot import linking

    if listing:
        linking.listed()
    else:
        sys.exit(linking.link(minutes))


@main.command()
@click.argument("account", required=False)
def unlink(account: str | None) -> None:
    """Obey an account no more, such as telegram/4711; the only one, if none is named."""
    from bot import linking

    sys.exit(linking.unlink(account))


@main.command()
def desk() -> None:
    """Go through what waits for you, one by one, and decide with single keys."""
    from bot import deciding

    deciding.desk()


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def learning(*, as_json: bool) -> None:
    """Show how often you send drafts unchanged: by week, mode, contact and topic, and how sure they were."""
    from bot import reports

    reports.learned(as_json=as_json)


def _command(name: str, *parts: str | None) -> NoReturn:
    """Have the desk do what the same command does in chat."""
    from bot import deciding

    sys.exit(deciding.command(name, *parts))


@main.command()
@click.argument("words", metavar="[WHO] [MODE]", nargs=-1)
@click.option("--from", "percent", type=click.IntRange(1, 100), help="How sure a draft must be for it, in percent.")
def mode(words: tuple[str, ...], percent: int | None) -> None:
    """Show or choose what goes out by itself: suggest, confident, auto, off, or default.

    WHO is a contact, a group or a platform; without it, everybody.
    """
    _command("mode", *words, *([f"{percent}%"] if percent else []))


@main.command()
@click.argument("name")
@click.argument("minutes", required=False, type=click.IntRange(1))
def takeover(name: str, minutes: int | None) -> None:
    """Keep the twin out of the conversations with NAME, for a while or so many minutes."""
    _command("takeover", name, *([str(minutes)] if minutes else []))


@main.command()
@click.argument("name")
def release(name: str) -> None:
    """Let the twin answer NAME again."""
    _command("release", name)


@main.command()
@click.argument("name")
def approve(name: str) -> None:
    """Send every draft for NAME that nothing speaks against, or the one draft of that number."""
    _command("approve", name)


@main.command()
@click.argument("name")
@click.argument("text")
@click.option("--film", "clip", type=_PATHS, help="A film of `twin video say`; TEXT stands under it.")
def send(name: str, text: str, clip: Path | None) -> None:
    """Write TEXT to NAME, who has written before: it waits for you as a draft, and goes out when you send that."""
    from bot import sending

    sys.exit(sending.send(name, text, clip))


@main.command()
@click.argument("name", required=False)
def undo(name: str | None) -> None:
    """Take back what was said last, to NAME or to anybody, where the platform lets you."""
    _command("undo", *([name] if name else []))


@main.command()
def questions() -> None:
    """List what nobody could answer, alike questions together."""
    _command("questions")


@main.command()
@click.argument("number", type=int)
@click.argument("text")
@click.option("--audience", help="Who may hear the answer from now on.  [default: whoever asked, and those closer]")
def answer(number: int, text: str, audience: str | None) -> None:
    """Answer a question of `twin questions` with TEXT, for everybody who asked it."""
    _command("answer", str(number), None, text, *([None, audience] if audience else []))


@main.command()
@click.argument("question")
@click.argument("answer")
@click.option("--audience", help="Who may hear it.  [default: public]")
def teach(question: str, answer: str, audience: str | None) -> None:
    """Teach the twin what to ANSWER when somebody asks QUESTION."""
    _command("teach", question, None, answer, *([None, audience] if audience else []))


@main.command()
def taught() -> None:
    """List what you taught."""
    _command("taught")


@main.command(name="forget")
@click.argument("number", type=int)
def forget_lesson(number: int) -> None:
    """Forget something that you taught, by its number in `twin taught`."""
    _command("forget", str(number))


@main.command()
@click.argument("name")
def who(name: str) -> None:
    """Show who NAME is to the twin: accounts, level, mode, and what they wrote last."""
    _command("who", name)


@main.command(name="audience")
@click.argument("name")
@click.argument("level")
def contact_audience(name: str, level: str) -> None:
    """Let NAME, a contact, hear what LEVEL may hear; default: what owner.toml says."""
    _command("audience", name, level)


@main.command()
@click.argument("hours", nargs=-1)
def quiet(hours: tuple[str, ...]) -> None:
    """Show or choose the HOURS in which you are not to be disturbed, such as 22-7, 22-7 Europe/Berlin, or off."""
    _command("quiet", *hours)


@main.command()
def stats() -> None:
    """Show what waits, what went out and was decided lately, modes, quiet hours and costs."""
    _command("stats")


@main.command()
def promises() -> None:
    """List what went out in your name and binds you: prices, dates, refunds and the like."""
    from bot import reports

    reports.promises()


@main.command()
def run() -> None:
    """Serve every platform that has its token, until Ctrl-C or SIGTERM."""
    from bot.run import run as serve

    serve()


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def status(*, as_json: bool) -> None:
    """Show how the twin stands: what waits, what is in doubt, what went wrong."""
    from bot import reports

    reports.status(as_json=as_json)


@main.command()
def pause() -> None:
    """Answer nothing and send nothing until `twin resume`; what arrives is kept."""
    from bot import changes

    sys.exit(changes.ask("pause"))


@main.command()
def resume() -> None:
    """Go on answering, beginning with what waits."""
    from bot import changes

    sys.exit(changes.ask("resume"))


@main.group(invoke_without_command=True)
@click.pass_context
def contacts(context: click.Context) -> None:
    """List who wrote to the twin, with the accounts that owner.toml and TWIN_ADMITS name.

    `show` tells what is remembered of somebody; `edit` and `delete` change it.
    """
    from bot import reports

    if context.invoked_subcommand is None:
        reports.contacts()


@contacts.command(name="show")
@click.argument("name")
def show_contact(name: str) -> None:
    """Show what is remembered of NAME: facts with their day and message, promises, questions."""
    from bot import changes

    sys.exit(changes.ask("contacts show", who=name))


@contacts.command(name="edit")
@click.argument("fact", metavar="ID")
@click.argument("text")
def edit_fact(fact: str, text: str) -> None:
    """Let a fact say TEXT, as you know it."""
    from bot import changes

    sys.exit(changes.ask("contacts edit", fact=fact, text=text))


@contacts.command(name="delete")
@click.argument("fact", metavar="ID")
def delete_fact(fact: str) -> None:
    """Forget a fact, and do not find it in that message again."""
    from bot import changes

    sys.exit(changes.ask("contacts delete", fact=fact))


@main.group(invoke_without_command=True)
@click.pass_context
def doubts(context: click.Context) -> None:
    """List the messages that may have been delivered or not; `arrived` and `repeat` settle them."""
    from bot import reports

    if context.invoked_subcommand is None:
        reports.doubts()


@doubts.command()
@click.argument("number", metavar="ID", type=int)
def arrived(number: int) -> None:
    """A message has arrived."""
    from bot import changes

    sys.exit(changes.ask("doubts", number=number, arrived=True))


@doubts.command()
@click.argument("number", metavar="ID", type=int)
def repeat(number: int) -> None:
    """Send a message again."""
    from bot import changes

    sys.exit(changes.ask("doubts", number=number, arrived=False))


@main.command()
@click.option(
    "--precision", default=0.8, show_default=True, type=click.FloatRange(0.5, 0.99), help="Wanted share right."
)
@click.option("--keep/--dry-run", default=True, help="Use the result from now on, or only show it.")
def calibrate(precision: float, *, keep: bool) -> None:
    """Find out, on pairs held out from your chats, from how sure on the twin may quote you."""
    from bot.calibrate import calibrate as fit

    fit(precision, keep=keep)


@main.command()
def demo() -> None:
    """Ask an invented owner's twin six questions, then let you ask."""
    from bot import commands

    commands.demo()


@main.group()
def voice() -> None:
    """Speak: clone your voice, with your consent, choose the one that is used, and hear it."""


@voice.command(name="clone")
@click.argument("samples", metavar="SAMPLES...", nargs=-1, required=True, type=_PATHS)
@click.option("--name", default="", help="What the voice is called here.  [default: your name]")
@click.option("--recording", type=_PATHS, help="Consent with a recording of you reading the sentence, not by signing.")
@click.option("--anyway", is_flag=True, help="Take recordings that would make a bad copy.")
def clone_voice(samples: tuple[Path, ...], name: str, recording: Path | None, *, anyway: bool) -> None:
    """Make a copy of your voice from recordings of you; one to three minutes are best.

    They are looked at first; then you read what you agree to, and sign. Before that nothing leaves this machine.
    """
    from bot import cloning

    cloning.clone(samples, name, recording, anyway=anyway)


@voice.command(name="list")
def list_voices() -> None:
    """List the voices, who agreed to them, and which one is used."""
    from bot import voices

    voices.listed()


@voice.command(name="use")
@click.argument("name")
def use_voice(name: str) -> None:
    """Speak with the voice NAME from now on; espeak: with one that is nobody's; none: only write."""
    from bot import voices

    voices.use(name)


@voice.command(name="delete")
@click.argument("name")
def delete_voice(name: str) -> None:
    """Delete the voice NAME, here and at ElevenLabs. That you had agreed to it stays recorded."""
    from bot import voices

    sys.exit(voices.delete(name))


@voice.command(name="forget")
@click.argument("name")
def forget_voice(name: str) -> None:
    """Keep no sound that was made for NAME alone, and none of what they said."""
    from bot import changes

    sys.exit(changes.ask("voice forget", who=name))


@voice.command(name="say")
@click.argument("text")
@click.option("--out", required=True, type=_PATHS, help="The file to write, Ogg/Opus.")
@click.option("--lang", "language", default="", help="The language of TEXT, such as es.  [default: found out]")
@click.option("--voice", "name", default="", help="Another voice than the one that is used.")
@click.option("--force", is_flag=True, help="Replace the file.")
def say_aloud(text: str, out: Path, language: str, name: str, *, force: bool) -> None:
    """Say TEXT aloud, into a file, as the twin would say it."""
    from bot import voices

    voices.say(text, out, language=language, name=name, force=force)


@voice.command(name="doctor")
def voice_doctor() -> None:
    """Look whether speaking works: key, plan, characters left, consent, programs and budgets."""
    from bot import voice_doctor as doctor

    sys.exit(doctor.doctor())


@main.group()
def video() -> None:
    """Make films: a portrait of you, what you say, captions and a waveform. Nobody's lips are moved."""


@video.command(name="say")
@click.argument("text", default="")
@click.option("--portrait", required=True, type=_PATHS, help="A picture of you: JPEG, PNG or WebP.")
@click.option("--out", required=True, type=_PATHS, help="The MP4 to write; with --batch, the folder for all of them.")
@click.option("--lang", "language", default="", help="The language of TEXT, such as es.  [default: found out]")
@click.option(
    "--shape",
    default="portrait",
    show_default=True,
    type=click.Choice(["portrait", "square"]),
    help="720×1280 or 720×720.",
)
@click.option("--voice", "name", default="", help="Another voice than the one that is used, such as espeak.")
@click.option("--font", type=_PATHS, help="A font for captions, before those of this machine.")
@click.option("--force", is_flag=True, help="Replace files.")
@click.option("--batch", "people", type=_PATHS, help="A CSV of people: columns name, lang and, if you like, text.")
@click.option("--in", "words", metavar="LANG=TEXT", multiple=True, help="What is said in another language; repeatable.")
def film(
    text: str, portrait: Path, out: Path, language: str, shape: str, name: str, font: Path | None,
    people: Path | None, words: tuple[str, ...], *, force: bool,
) -> None:  # fmt: skip
    """Let a portrait say TEXT, in a film that says of itself that it is synthetic.

    With --batch, a film for each person of a list; {name} in the words becomes theirs. Run again, it goes on where it
    ended, and makes only what is new or was changed.
    """
    from bot import film_batch, films

    look = films.Look(portrait, shape, font)
    if people is not None:
        sys.exit(film_batch.batch(text, people, out, look, language=language, words=words, name=name, force=force))
    if words:
        raise click.UsageError("--in is for --batch.")
    films.say(text, out, look, language=language, name=name, force=force)
