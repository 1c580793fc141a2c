"""What a batch remembers of its films, and what it calls them."""

from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.film_manifest import NAME, Entry, Names, opened
from twin.errors import Busy, FilmError

ANA = Entry("ana-es.mp4", "Ana", "es", "made of this")


def film(folder: Path, content: bytes = b"a film") -> Path:
    (folder / "part").write_bytes(content)
    return folder / "part"


def test_a_film_is_remembered(tmp_path: Path) -> None:
    with opened(tmp_path) as manifest:
        manifest.keep(film(tmp_path), ANA)

    with opened(tmp_path) as manifest:
        assert manifest.has(ANA.file, ANA.made_of)
        assert not manifest.has(ANA.file, "made of that")
        assert manifest.owns(ANA.file)


@pytest.mark.parametrize("left", [b"a fil", b"", None])
def test_a_film_that_is_not_whole_any_more_is_made_again(tmp_path: Path, left: bytes | None) -> None:
    with opened(tmp_path) as manifest:
        manifest.keep(film(tmp_path), ANA)
        (tmp_path / ANA.file).unlink() if left is None else (tmp_path / ANA.file).write_bytes(left)

        assert not manifest.has(ANA.file, ANA.made_of)
        assert manifest.owns(ANA.file)


@pytest.mark.parametrize("cut", range(1, 40, 3))
def test_a_list_that_was_cut_off_is_read_as_far_as_it_goes(tmp_path: Path, cut: int) -> None:
    with opened(tmp_path) as manifest:
        manifest.keep(film(tmp_path), ANA)
        manifest.keep(film(tmp_path, b"other"), Entry("bo-es.mp4", "Bo", "es", "made of that"))
    whole = (tmp_path / NAME).read_bytes()
    (tmp_path / NAME).write_bytes(whole[:-cut])

    with opened(tmp_path) as manifest:
        manifest.keep(film(tmp_path, b"third"), Entry("cy-es.mp4", "Cy", "es", "made of what"))
    with opened(tmp_path) as manifest:
        assert manifest.has(ANA.file, ANA.made_of)
        assert manifest.has("cy-es.mp4", "made of what")


@pytest.mark.parametrize("junk", [b"\xff\xfe\n", b"[1]\n", b"7\n", b'{"file": "x"}\n', b"{\n"])
def test_what_is_no_line_of_the_list_is_passed_over(tmp_path: Path, junk: bytes) -> None:
    (tmp_path / NAME).write_bytes(junk)

    with opened(tmp_path) as manifest:
        assert manifest.owns("x")


def test_a_file_of_somebody_else_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / ANA.file).write_bytes(b"holidays")
    (tmp_path / "link.mp4").symlink_to(tmp_path / "nowhere")

    with opened(tmp_path) as manifest:
        assert not manifest.owns(ANA.file)
        assert not manifest.owns("link.mp4")
        assert manifest.owns("new.mp4")


def test_one_batch_at_a_time_is_made_in_a_folder(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(Busy, match="another batch is being made"), opened(tmp_path):
        pass


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(FilmError, match="cannot be written"), opened(tmp_path / "file" / "films"):
        pass


@pytest.mark.parametrize(
    ("names", "files"),
    [
        (["Ana", "Ana", "ANA"], ["ana-es.mp4", "ana-es-2.mp4", "ana-es-3.mp4"]),
        (["José Ángel (jr.)"], ["josé-ángel-jr-es.mp4"]),
        (["李娜", "अन्ना"], ["李娜-es.mp4", "अन्ना-es.mp4"]),
        (["../../etc/passwd", ".hidden", "CON"], ["etc-passwd-es.mp4", "hidden-es.mp4", "con-es.mp4"]),
        (["🙂", "…"], ["film-es.mp4", "film-es-2.mp4"]),
    ],
)
def test_a_film_is_called_after_its_person(names: list[str], files: list[str]) -> None:
    given = Names()

    assert [given.file(name, "es") for name in names] == files


@given(st.lists(st.text(max_size=300), min_size=1, max_size=5))
def test_every_name_is_safe_and_no_two_are_one(names: list[str]) -> None:
    given_names = Names()

    files = [given_names.file(name, "es") for name in names]

    assert len({file.casefold() for file in files}) == len(files)
    for file in files:
        assert Path(file).name == PureWindowsPath(file).name == file
        assert not PureWindowsPath(file).is_reserved()
        assert file[0] not in ".-"
        assert len(file.encode()) < 150
        assert file.isprintable()
