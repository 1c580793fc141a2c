"""Tests of archives.py, unpacking.py and salvaging.py: what is packed comes out, and nothing else happens."""

import errno
import gzip
import io
import os
import random
import struct
import tarfile
import time
import tracemalloc
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory import archives, unpacking
from twin.errors import SourceError

POST = b"I bake sourdough bread with rye.\n" * 20
ELSEWHERE = "it wants to be unpacked elsewhere: it is left out."


def zipped(path: Path, **members: bytes) -> Path:
    return packed(path, {name.replace("_", "."): data for name, data in members.items()})


def packed(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, members: dict[str, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size, member.mtime = len(data), 1_700_000_000
            archive.addfile(member, io.BytesIO(data))
    return path


def contents(path: Path) -> tuple[dict[str, bytes], list[tuple[str, str]]]:
    """What comes out, and what is told."""
    with archives.unpacked(path) as made:
        found = [Path(place, name) for place, _, names in os.walk(made.folder) for name in names]
        out = {file.relative_to(made.folder).as_posix(): file.read_bytes() for file in found}
        assert all(file.is_file() and not file.is_symlink() for file in found)
    assert not made.folder.exists()
    return out, made.problems


@pytest.mark.parametrize("mode", ["zip", "w", "w:gz"])
def test_an_archive_is_unpacked_and_its_times_are_kept(tmp_path: Path, mode: str) -> None:
    members = {"a.md": POST, "deep/er/b.txt": b"b", "empty.txt": b""}
    path = tmp_path / "My export.dat"
    assert archives.is_archive(packed(path, members) if mode == "zip" else tarred(path, members, mode))
    assert contents(path) == (members, [])
    if mode != "zip":
        with archives.unpacked(path) as made:
            assert (made.folder / "a.md").stat().st_mtime == 1_700_000_000


def test_the_folder_bears_the_archives_name(tmp_path: Path) -> None:
    for name in ("WhatsApp Chat - Ben.zip", "chat.tar.gz", "...zip"):
        with archives.unpacked(zipped(tmp_path / name, a_md=POST)) as made:
            assert made.folder.name == {"chat.tar.gz": "chat", "...zip": "archive"}.get(name, "WhatsApp Chat - Ben")


@pytest.mark.parametrize("extended", [False, True])
def test_a_zip_keeps_the_times_of_its_members(tmp_path: Path, *, extended: bool) -> None:
    path = tmp_path / "a.zip"
    member = zipfile.ZipInfo("a.md", (2021, 5, 6, 7, 8, 10))
    exact = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC).timestamp()
    if extended:
        member.extra = struct.pack("<HHBi", 0x5455, 5, 1, int(exact))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, POST)
    with archives.unpacked(path) as made:
        changed = (made.folder / "a.md").stat().st_mtime
    assert changed == (exact if extended else datetime(2021, 5, 6, 7, 8, 10).astimezone().timestamp())


def test_pictures_and_sounds_are_not_unpacked_whatever_they_are_called(tmp_path: Path) -> None:
    members = {
        "photo.JPG": b"x", "voice.opus": b"x", "attachment1": b"OggS\0\2", "attachment2": b"\xff\xd8\xff\xe0..",
        "attachment3": b"\0\0\0\x18ftypmp42", "attachment4": b"ID3\3", "__MACOSX/a.md": b"x", ".hidden/a.md": b"x",
        "a.md": POST,
    }  # fmt: skip
    assert contents(packed(tmp_path / "a.zip", members)) == ({"a.md": POST}, [])


@pytest.mark.parametrize(
    "name",
    ["../out.md", "a/../../out.md", "/etc/out.md", "..\\out.md", "C:\\out.md", "c:out.md", "\\\\server\\out.md"],
)
@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_nothing_is_unpacked_elsewhere(tmp_path: Path, name: str, kind: str) -> None:
    members = {name: b"evil", "a.md": POST}
    path = packed(tmp_path / "a", members) if kind == "zip" else tarred(tmp_path / "a", members)
    out, problems = contents(path)
    assert out == {"a.md": POST}
    assert problems == [(name, ELSEWHERE)]
    assert not list(tmp_path.parent.rglob("out.md"))


def test_links_and_devices_are_left(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for number, kind in enumerate((tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE)):
            member = tarfile.TarInfo(f"{number}.md")
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
        member = tarfile.TarInfo("folder")
        member.type, member.linkname = tarfile.SYMTYPE, str(tmp_path)
        archive.addfile(member)
        member = tarfile.TarInfo("folder/a.md")
        member.size = len(POST)
        archive.addfile(member, io.BytesIO(POST))
    assert contents(path) == ({"folder/a.md": POST}, [])
    assert not (tmp_path / "a.md").exists()


def test_a_link_in_a_zip_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("link.md")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.md", POST)
    assert contents(path) == ({"a.md": POST}, [])


def test_a_member_made_to_fill_a_disk_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.md", POST)
        with archive.open("bomb.txt", "w", force_zip64=True) as file:
            for _ in range(80):
                file.write(bytes(1024**2))
        archive.writestr("b.md", POST)
    out, [(where, sentence)] = contents(path)
    assert (out, where) == ({"a.md": POST, "b.md": POST}, "bomb.txt")
    assert "made to fill a disk" in sentence


def test_a_compressed_tar_made_to_fill_a_disk_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "bomb.tar.gz"
    with gzip.open(path, "wb") as file:
        first = tarfile.TarInfo("a.md")
        first.size = len(POST)
        file.write(first.tobuf() + POST.ljust(1024, b"\0"))
        for name in ("bomb.txt", "bomb.jpg"):
            member = tarfile.TarInfo(name)
            member.size = 80 * 1024**2
            file.write(member.tobuf())
            for _ in range(80):
                file.write(bytes(1024**2))
    out, [(_, sentence)] = contents(path)
    assert out == {"a.md": POST}
    assert "made to fill a disk" in sentence


def test_a_tar_header_made_to_fill_the_memory_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.XHDTYPE, 2 * 1024**3
    first = tarfile.TarInfo("a.md")
    first.size = len(POST)
    path.write_bytes(gzip.compress(first.tobuf() + POST.ljust(1024, b"\0") + header.tobuf() + bytes(5 * 1024**2)))
    assert archives.is_archive(path)
    tracemalloc.start()
    out, [(_, sentence)] = contents(path)
    assert tracemalloc.get_traced_memory()[1] < 50 * 1024**2
    tracemalloc.stop()
    assert out == {"a.md": POST}
    assert "claims what no archive holds" in sentence


def test_members_that_share_their_bytes_are_unpacked_once(tmp_path: Path) -> None:
    data = zipped(tmp_path / "a.zip", a_md=POST).read_bytes()
    start = data.index(b"PK\x01\x02")
    entry = data[start : data.index(b"PK\x05\x06")]
    entries = b"".join(entry.replace(b"a.md", f"{number}.md".encode()) for number in range(1, 6))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 6, 6, len(entry + entries), start, 0)
    (tmp_path / "b.zip").write_bytes(data[:start] + entry + entries + tail)
    out, problems = contents(tmp_path / "b.zip")
    assert out == {"a.md": POST}
    assert {sentence for _, sentence in problems} == {
        "it shares its bytes with others, as no program packs it: it is left out."
    }


def test_sizes_that_lie_are_not_believed(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "a.zip", a_md=POST, b_md=b"fine" * 9).read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    (tmp_path / "b.zip").write_bytes(data)
    out, problems = contents(tmp_path / "b.zip")
    assert out == {"b.md": b"fine" * 9}
    assert problems == [("a.md", "it is damaged: it is left out.")]


def test_a_list_of_members_made_to_fill_the_memory_is_not_read(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "a.zip", a_md=POST).read_bytes())
    at = data.index(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<I", 900 * 1024**2)
    (tmp_path / "b.zip").write_bytes(data)
    [(_, sentence)] = contents(tmp_path / "b.zip")[1]
    assert "too many files" in sentence


def test_a_hundred_thousand_members_are_unpacked_in_reasonable_time(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(100_000):
            archive.writestr(f"photos/{number}.jpg", b"")
        archive.writestr("a.md", POST)
    begun = time.process_time()
    assert contents(path) == ({"a.md": POST}, [])
    assert time.process_time() - begun < 20


def test_too_many_files_are_told_and_the_first_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "_MOST_FILES", 3)
    out, [(_, sentence)] = contents(packed(tmp_path / "a.zip", {f"{number}.md": POST for number in range(5)}))
    assert sorted(out) == ["0.md", "1.md", "2.md"]
    assert "more than 3 files" in sentence


def test_names_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    packed(path, {"Jürgen 🍞.md": POST})
    data = path.read_bytes()
    # As macOS and many telephones write it: UTF-8 that is not marked as such.
    unmarked = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        where = unmarked.index(mark) + at
        unmarked[where + 1] &= ~0x08
    path.write_bytes(unmarked)
    assert contents(path) == ({"Jürgen 🍞.md": POST}, [])
    old = bytes(unmarked).replace("Jürgen 🍞.md".encode(), b"J\x81rgen 1234.md"[:15].ljust(15, b"x"))
    path.write_bytes(old)
    assert [name[:6] for name in contents(path)[0]] == ["Jürgen"]


def test_a_tar_of_an_old_program_has_readable_names(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w", format=tarfile.GNU_FORMAT, encoding="latin-1") as archive:
        member = tarfile.TarInfo("Jürgen.md")
        member.size = len(POST)
        archive.addfile(member, io.BytesIO(POST))
    assert contents(path) == ({"Jürgen.md": POST}, [])


def test_names_too_long_for_a_disk_are_shortened_the_same_way_each_time(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"ü" * 300 + ".md": POST, "x" * 300 + ".md": POST, "d/" * 900 + "a.md": POST})
    out, problems = contents(path)
    assert len(out) == 2
    assert all(name.endswith(".md") for name in out)
    assert [sentence for _, sentence in problems] == ["it lies too deep in folders: it is left out."]
    assert contents(path)[0] == out


def test_one_name_twice_is_told_and_the_first_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.md", POST)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.md", b"other")
        archive.writestr("a.md/b.md", b"other")
    out, problems = contents(path)
    assert out == {"a.md": POST}
    assert problems == [(name, "another has the same name: it is left out.") for name in ("a.md", "a.md/b.md")]


def test_a_locked_member_is_told(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "a.zip", a_md=POST, b_md=b"fine").read_bytes())
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "b.zip").write_bytes(data)
    out, [(where, sentence)] = contents(tmp_path / "b.zip")
    assert (out, where) == ({"b.md": b"fine"}, "a.md")
    assert "locked with a password" in sentence


@pytest.mark.parametrize("behind", [False, True])
def test_of_a_zip_cut_short_the_members_before_the_cut_are_read(tmp_path: Path, *, behind: bool) -> None:
    noise = random.Random(5).randbytes(40_000)  # noqa: S311
    members = {"a.md": POST, "b.txt": noise, "c.jpg": noise, "d.md": b"fine" * 9, "e.txt": noise}
    target = io.BytesIO()
    # What cannot be gone back in gets the sizes behind each member.
    with zipfile.ZipFile(_Stream(target) if behind else target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    data = target.getvalue()
    path = tmp_path / "a.zip"
    path.write_bytes(data[: data.index(b"e.txt") + 2000])
    out, problems = contents(path)
    assert out == {"a.md": POST, "b.txt": noise, "d.md": b"fine" * 9}
    assert [where for where, _ in problems] == ["", "e.txt"]
    assert "cut short" in problems[0][1]


class _Stream(io.RawIOBase):
    """A file that can only be written on."""

    def __init__(self, target: io.BytesIO) -> None:
        self._target = target

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        return self._target.write(data)  # type: ignore[arg-type]


def test_a_zip_of_large_files_cut_short_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("a.md", "w", force_zip64=True) as file:
            file.write(POST)
        archive.writestr("b.md", POST)
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index(b"PK\x01\x02")])
    assert contents(path)[0] == {"a.md": POST, "b.md": POST}


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_of_a_tar_cut_short_the_members_before_the_cut_are_read(tmp_path: Path, mode: str) -> None:
    noise = random.Random(5).randbytes(40_000)  # noqa: S311
    path = tarred(tmp_path / "a.tar", {"a.md": POST, "b.txt": noise, "c.txt": noise}, mode)
    path.write_bytes(path.read_bytes()[:60_000])
    out, [(_, sentence)] = contents(path)
    assert out == {"a.md": POST, "b.txt": noise}
    assert "cut short" in sentence


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04" + bytes(range(256)), b"PK\x03\x04", gzip.compress(b"\0" * 600, mtime=0)],
    ids=["noise", "mark", "no tar"],
)
def test_what_is_no_archive_at_all_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    if archives.is_archive(tmp_path / "a.zip"):
        with pytest.raises(SourceError, match="damaged"), archives.unpacked(tmp_path / "a.zip"):
            pass
    else:
        assert data.startswith(b"\x1f\x8b")


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "a.zip", {"a.md": POST, "b.md": POST * 9, "c.md": POST})

    class FullRoom(unpacking.Room):
        def _copy(self, *arguments: object) -> bool:
            if arguments[0] == "b.md":
                raise OSError(errno.ENOSPC, "No space left on device")
            return super()._copy(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(archives, "Room", FullRoom)
    out, [(_, sentence)] = contents(path)
    assert out == {"a.md": POST}
    assert "the disk is full" in sentence


def test_documents_that_are_archives_inside_are_none(tmp_path: Path) -> None:
    assert not archives.is_archive(packed(tmp_path / "a.xlsx", {"[Content_Types].xml": b"x", "xl/a.xml": b"x"}))
    assert not archives.is_archive(packed(tmp_path / "a.odt", {"mimetype": b"application/x", "content.xml": b"x"}))
    inner = packed(tmp_path / "b.docx", {"[Content_Types].xml": b"x", "word/document.xml": b"x"}).read_bytes()
    with zipfile.ZipFile(tmp_path / "letters.zip", "w") as archive:
        archive.writestr("b.docx", inner)
    assert archives.is_archive(tmp_path / "letters.zip")


@pytest.mark.parametrize("count", [10, 1000])
def test_only_so_much_is_told(tmp_path: Path, count: int) -> None:
    problems = contents(packed(tmp_path / "a.zip", {f"../{number}.md": b"x" for number in range(count)} | {"a": b"x"}))[
        1
    ]
    assert len(problems) == min(count, 51)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_wrong_with_an_archive_it_is_told_or_read(tmp_path: Path, data: st.DataObject) -> None:
    members = {"a.md": POST, "deep/b.txt": b"fine" * 50, "c.txt": zlib.compress(POST)}
    kind = data.draw(st.sampled_from(["zip", "w", "w:gz"]))
    path = tmp_path / "a"
    whole = bytearray((packed(path, members) if kind == "zip" else tarred(path, members, kind)).read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(whole[: data.draw(st.integers(5, len(whole)))])
    if not archives.is_archive(path):
        return
    try:
        out, problems = contents(path)
    except SourceError as error:
        assert str(error).endswith(".")  # noqa: PT017 - an archive may also be readable
        return
    for name, read in out.items():
        assert kind != "zip" or name not in members or read == members[name]
    assert problems or set(out)
