"""The documentation's commands exist, and its links lead somewhere."""

import re
import shlex
from pathlib import Path

import click
import pytest

from bot.cli import main

REPOSITORY = Path(__file__).parents[1]
PAGES = sorted([*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/*.md"), *REPOSITORY.glob("*/README.md")])
_BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`((?:twin|make) [^`\n]+)`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")


def commands(page: Path, program: str) -> list[list[str]]:
    """Each call of the program in the page's code, in words, without its prompt and comment."""
    text = page.read_text(encoding="utf-8")
    blocks = _BLOCK.findall(text)
    lines = [line for block in blocks for line in re.sub(r"\\\n", " ", block).splitlines()]
    lines += _INLINE.findall(_BLOCK.sub("", text))
    found = [line.strip().removeprefix("$ ") for line in lines]
    return [_words(line) for line in found if line.startswith(f"{program} ")]


def _words(line: str) -> list[str]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
    lexer.whitespace_split = True
    words = list(lexer)
    end = next((number for number, word in enumerate(words) if word[0] in "|&;<>"), len(words))
    return words[1:end]


def complaint(words: list[str]) -> str:
    """What is wrong with a call of ``twin``; empty if it could be run."""
    command: click.Command = main
    while words and isinstance(command, click.Group) and not words[0].startswith("-"):
        if words[0] not in command.commands:
            return f"no command {words[0]!r}"
        command, words = command.commands[words[0]], words[1:]
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    given = [word.partition("=")[0] for word in words if re.match(r"--?[a-zA-Z]", word)]
    unknown = [word for word in given if word not in known | {"-h", "--help", "--version"}]
    return f"no option {unknown[0]!r} of {command.name!r}" if unknown else ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_every_twin_command_on_the_page_exists(page: Path) -> None:
    wrong = [(" ".join(words), said) for words in commands(page, "twin") if (said := complaint(words))]

    assert wrong == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_every_make_target_on_the_page_exists(page: Path) -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([\w-]+):", makefile, re.MULTILINE))
    asked = {word for words in commands(page, "make") for word in words if re.fullmatch(r"[\w-]+", word)}

    assert asked - targets == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_every_relative_link_leads_to_a_file(page: Path) -> None:
    links = [link for link in _LINK.findall(page.read_text(encoding="utf-8")) if ":" not in link]

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_shows_commands_at_all() -> None:
    assert len(commands(REPOSITORY / "README.md", "twin")) > 5
    assert ["demo"] in commands(REPOSITORY / "README.md", "make")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("chatt", "no command 'chatt'"),
        ("sources forgot 3", "no command 'forgot'"),
        ("chat --loud", "no option '--loud' of 'chat'"),
        ("sources audience 3 friends", ""),
        ("calibrate --dry-run --precision=0.9", ""),
    ],
)
def test_a_wrong_command_would_be_noticed(line: str, said: str) -> None:
    assert complaint(line.split()) == said
