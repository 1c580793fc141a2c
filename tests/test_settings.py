"""Environment variables and ``.env``."""

from dataclasses import fields
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.settings import Settings, read
from twin.errors import SettingsError

REPOSITORY = Path(__file__).parents[1]
NOWHERE = Path("no such file")


def env_file(folder: Path, text: str) -> Path:
    path = folder / ".env"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_variable_everything_has_a_default() -> None:
    assert read({}, NOWHERE) == Settings()
    assert read({}, NOWHERE).models_folder == Path("~/.ai-twin/models").expanduser()


def test_data_is_a_folder_in_which_the_models_lie_too(tmp_path: Path) -> None:
    found = read({"TWIN_DATA": str(tmp_path)}, NOWHERE)

    assert (found.data, found.models_folder) == (tmp_path, tmp_path / "models")


def test_models_may_lie_elsewhere(tmp_path: Path) -> None:
    assert read({"TWIN_MODELS": str(tmp_path)}, NOWHERE).models_folder == tmp_path


def test_a_folder_may_begin_with_a_tilde() -> None:
    assert read({"TWIN_DATA": "~/twin"}, NOWHERE).data == Path.home() / "twin"


def test_a_tilde_of_nobody_is_a_sentence() -> None:
    with pytest.raises(SettingsError, match="TWIN_DATA is '~nobodyatall/twin': there is no such user"):
        read({"TWIN_DATA": "~nobodyatall/twin"}, NOWHERE)


def test_the_embedder_is_named_without_the_spaces_around_it() -> None:
    assert read({"TWIN_EMBEDDER": " some/model "}, NOWHERE).embedder == "some/model"


@pytest.mark.parametrize("number", [0, 1, 1024])
def test_threads_are_a_whole_number(number: int) -> None:
    assert read({"TWIN_THREADS": str(number)}, NOWHERE).threads == number


@pytest.mark.parametrize("wrong", ["two", "-1", "1.5", "1025", "²", "٣"])
def test_threads_that_are_none_are_a_sentence(wrong: str) -> None:
    with pytest.raises(SettingsError, match=f"TWIN_THREADS is '{wrong}': give a whole number"):
        read({"TWIN_THREADS": wrong}, NOWHERE)


def test_an_unknown_variable_is_a_sentence_that_lists_the_known() -> None:
    with pytest.raises(SettingsError, match="TWIN_DATE is no setting of twin: the settings are TWIN_DATA, "):
        read({"TWIN_DATE": "x"}, NOWHERE)


def test_variables_of_other_programs_are_left_alone() -> None:
    assert read({"PATH": "/bin", "TWINS": "2", "twin_data": "x"}, NOWHERE) == Settings()


@pytest.mark.parametrize("name", ["TWIN_DATA", "TWIN_MODELS", "TWIN_EMBEDDER", "TWIN_THREADS"])
def test_an_empty_variable_is_none(name: str) -> None:
    assert read({name: "  "}, NOWHERE) == Settings()


def test_env_file_holds_settings_too(tmp_path: Path) -> None:
    assert read({}, env_file(tmp_path, "# mine\nTWIN_THREADS=3\nOTHER=x\nTWIN_MODELS\n")).threads == 3


def test_the_environment_comes_before_the_env_file(tmp_path: Path) -> None:
    file = env_file(tmp_path, "TWIN_THREADS=3\nTWIN_EMBEDDER=from/file\n")
    found = read({"TWIN_THREADS": "5"}, file)

    assert (found.threads, found.embedder) == (5, "from/file")


def test_an_unknown_variable_of_the_env_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="TWIN_THREAD is no setting"):
        read({}, env_file(tmp_path, "TWIN_THREAD=3\n"))


def test_an_env_file_that_is_no_utf8_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"TWIN_DATA=\xff\xfe\n")

    with pytest.raises(SettingsError, match=r"\.env cannot be read: it must be a text file in UTF-8"):
        read({}, tmp_path / ".env")


def test_env_example_names_exactly_the_settings_and_holds_their_defaults() -> None:
    example = REPOSITORY / ".env.example"

    assert set(dotenv_values(example)) == {f"TWIN_{field.name.upper()}" for field in fields(Settings)}
    assert read({}, example) == Settings()
