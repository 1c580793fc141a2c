"""How the command ends when something goes wrong."""

import os
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bot.cli import _Twin, main
from persona.profile import Answers, load, write_new
from tests.example import MODELS
from tests.knowledge import write_post
from twin.errors import StoreError


@pytest.fixture(autouse=True)
def _umask_as_before() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def run(data: Path, error: BaseException) -> Result:
    """A command of ``twin`` that ends with this error."""

    def fail() -> None:
        raise error

    group = _Twin("twin", commands={"fail": click.Command("fail", callback=fail)})
    return CliRunner().invoke(group, ["fail"], env={"TWIN_DATA": str(data)})


def test_a_foreseen_error_is_a_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, StoreError("the disk is full.\nMake room."))

    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "twin: the disk is full.\ntwin: Make room.\n")


def test_a_sentence_cannot_command_the_terminal(tmp_path: Path) -> None:
    assert run(tmp_path, StoreError("file \x1b[2J")).stderr == "twin: file �[2J\n"


def test_what_nobody_foresaw_is_noted_without_what_people_wrote(tmp_path: Path) -> None:
    log = tmp_path / "data" / "errors.log"
    done = run(tmp_path / "data", KeyError("a secret of mine"))

    assert (done.exit_code, done.stdout) == (70, "")
    assert done.stderr == f"twin: something went wrong that should not have (KeyError); where is noted in {log}.\n"
    assert "in fail" in log.read_text(encoding="utf-8")
    assert "a secret of mine" not in log.read_text(encoding="utf-8")
    assert [oct(path.stat().st_mode)[-3:] for path in (log.parent, log)] == ["700", "600"]


@pytest.mark.parametrize("data", ["file/data", "~nobodyatall/data"])
def test_what_cannot_even_be_noted_is_a_sentence_too(tmp_path: Path, data: str) -> None:
    (tmp_path / "file").touch()
    done = run(Path(data) if data.startswith("~") else tmp_path / data, KeyError())

    assert done.exit_code == 70
    assert done.stderr == "twin: something went wrong that should not have (KeyError), and could not be written down.\n"


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (click.UsageError("no such thing"), 2, "no such thing"),
        (click.Abort(), 1, "Aborted!"),
        (KeyboardInterrupt(), 1, "Aborted!"),
    ],
    ids=["usage", "abort", "Ctrl-C"],
)
def test_what_click_says_itself_stays(tmp_path: Path, error: BaseException, code: int, said: str) -> None:
    done = run(tmp_path, error)

    assert (done.exit_code, said in done.stderr) == (code, True)
    assert not (tmp_path / "errors.log").exists()


# What is asked of it wrongly


def twin(data: Path, *arguments: str, **settings: str) -> Result:
    """Run ``twin`` within this process."""
    return CliRunner().invoke(main, arguments, env={"TWIN_DATA": str(data), "TWIN_MODELS": str(MODELS), **settings})


@pytest.fixture
def ann(tmp_path: Path) -> Path:
    """A data folder of an owner who has learned nothing."""
    write_new(tmp_path / "owner.toml", Answers(name="Ann Lee"))
    return tmp_path


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["learn", "nowhere"], "nowhere does not exist: check the path; nothing was learned"),
        (["learn"], "say what to learn"),
        (["learn", ".", "--audience", "nobodies"], "'nobodies' is not one of public, followers, friends, inner, owner"),
        (["recall", "x", "--audience", "nobodies"], "'nobodies' is not one of public"),
        (["sources", "audience", "1", "friends"], "nothing was learned yet"),
        (["sources", "forget", "1"], "nothing was learned yet"),
        (["chat", "--as", "Zed"], "'Zed' is not among the contacts of owner.toml (nobody yet)"),
    ],
)
def test_a_command_that_cannot_be_done_says_why(ann: Path, command: list[str], sentence: str) -> None:
    done = twin(ann, *command)

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith("twin: ")
    assert sentence in done.stderr


def test_init_never_replaces_an_owner(ann: Path) -> None:
    before = (ann / "owner.toml").read_bytes()
    done = twin(ann, "init", "--yes", "--name", "Somebody Else")

    assert (done.exit_code, done.stderr) == (
        1,
        f"twin: {ann / 'owner.toml'} exists already: edit it, or move it away first.\n",
    )
    assert (ann / "owner.toml").read_bytes() == before


def test_init_writes_what_is_given(tmp_path: Path) -> None:
    given = ["--name", "Ann Lee", "--language", "de", "--language", "en", "--never-say", "x y", "--owner-topic", "tax"]
    done = twin(tmp_path / "data", "init", "--yes", *given)
    profile = load(tmp_path / "data" / "owner.toml")

    assert done.exit_code == 0
    assert (profile.languages, profile.never_say, profile.owner_topics) == (("de", "en"), ("x y",), ("tax",))


def test_what_init_refuses_leaves_no_file(tmp_path: Path) -> None:
    done = twin(tmp_path / "data", "init", "--yes", "--name", "Ann", "--disclosure", "I am Ann.")

    assert (done.exit_code, list((tmp_path / "data").iterdir())) == (1, [])
    assert "disclosure" in done.stderr


def test_a_broken_owner_file_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "owner.toml").write_text('name = "Ann"\nlanguages = "en"\nnever = []\n', encoding="utf-8")
    done = twin(tmp_path, "chat", "--say", "hi")

    assert done.exit_code == 1
    assert "twin: owner.toml, line 2: " in done.stderr
    assert "twin: owner.toml, line 3: " in done.stderr


def test_what_was_learned_without_an_owner_asks_for_one(tmp_path: Path) -> None:
    post = write_post(tmp_path / "chains.md", "Chains", "In winter I wax my chain every second week.")
    twin(tmp_path, "learn", str(post))
    done = twin(tmp_path, "chat", "--say", "hi")

    assert (done.exit_code, done.stderr) == (1, f"twin: {tmp_path / 'owner.toml'} is missing: `twin init` writes it.\n")


def test_an_unknown_setting_is_a_sentence(tmp_path: Path) -> None:
    done = twin(tmp_path, "sources", TWIN_DATTA="x")

    assert (done.exit_code, done.stderr.startswith("twin: TWIN_DATTA is no setting of twin")) == (1, True)
