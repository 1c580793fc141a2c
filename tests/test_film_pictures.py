"""Portraits: what is no picture is told, and nothing but pixels of one is used."""

import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from tests.films import portrait
from twin.errors import FilmError
from voice.film.pictures import composed, framing, still
from voice.film.pictures import portrait as opened
from voice.film.shapes import SHAPES

RED, BLUE = (200, 30, 30), (30, 30, 200)


def two_coloured(path: Path, mode: str = "RGB", **how: object) -> Path:
    """A picture that is red above and blue below."""
    image = Image.new("RGB", (200, 300), BLUE)
    image.paste(RED, (0, 0, 200, 150))
    image.convert(mode).save(path, **how)  # type: ignore[arg-type]
    return path


def reddish(colour: object) -> bool:
    assert isinstance(colour, tuple)
    return bool(colour[0] > 120 and colour[2] < 90)


def _png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    header = (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    parts = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (header, *chunks, (b"IEND", b""))
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("a.jpg", "RGB"), ("a.jpg", "CMYK"), ("a.png", "RGB"), ("a.png", "RGBA"), ("a.png", "P"), ("a.webp", "RGB"),
        ("a.webp", "RGBA"),
    ],
)  # fmt: skip
def test_pictures_of_every_kind_and_mode_are_read(tmp_path: Path, name: str, mode: str) -> None:
    image = opened(two_coloured(tmp_path / name, mode))

    assert (image.mode, image.size) == ("RGB", (200, 300))
    assert reddish(image.getpixel((100, 20)))
    assert not reddish(image.getpixel((100, 280)))


@pytest.mark.parametrize("mode", ["L", "LA", "1", "I;16"])
def test_grey_pictures_stay_grey(tmp_path: Path, mode: str) -> None:
    Image.new("L", (200, 200), 160).convert("I;16" if mode == "I;16" else mode).point(
        lambda value: value * 256 if mode == "I;16" else value
    ).save(tmp_path / "a.png")

    pixel = opened(tmp_path / "a.png").getpixel((20, 20))

    assert isinstance(pixel, tuple)
    assert max(pixel) - min(pixel) <= 1


def test_a_picture_is_told_by_its_bytes(tmp_path: Path) -> None:
    two_coloured(tmp_path / "a.png").rename(tmp_path / "a.txt")

    assert opened(tmp_path / "a.txt").size == (200, 300)


def test_a_picture_that_lies_on_its_side_is_turned(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = Image.new("RGB", (300, 200), BLUE)
    image.paste(RED, (0, 0, 150, 200))
    image.save(tmp_path / "a.jpg", exif=exif)

    turned = opened(tmp_path / "a.jpg")

    assert turned.size == (200, 300)
    assert reddish(turned.getpixel((100, 20)))


def test_where_and_with_what_it_was_taken_is_not_carried_over(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAMERA"
    exif[0x8825] = {1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 36.0)}
    source = portrait(tmp_path / "a.jpg", exif=exif, comment=b"SECRETPLACE")

    still(source, SHAPES["square"], tmp_path / "still.png")

    with Image.open(tmp_path / "still.png") as made:
        assert made.info == {}
        assert not made.getexif()
    assert b"SECRET" in source.read_bytes()
    assert b"SECRET" not in (tmp_path / "still.png").read_bytes()


def test_colours_are_what_their_profile_means(tmp_path: Path) -> None:
    plain = opened(two_coloured(tmp_path / "plain.png"))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    same = opened(two_coloured(tmp_path / "srgb.png", icc_profile=profile))
    junk = opened(two_coloured(tmp_path / "junk.png", icc_profile=os.urandom(500)))

    assert np.abs(np.asarray(plain, int) - np.asarray(same, int)).max() <= 2
    assert junk.getpixel((100, 20)) == plain.getpixel((100, 20))


def _files(folder: Path) -> dict[str, bytes]:
    whole = portrait(folder / "whole.jpg").read_bytes()
    return {
        "cut off": whole[: len(whole) // 2],
        "junk behind the head": whole[:300] + bytes(range(256)) * 12,
        "empty": b"",
        "text": b"no picture",
        "HEIC": b"\x00\x00\x00\x18ftypheic" + bytes(100),
        "3600 million pixels": _png(60_000, 60_000, (b"IDAT", zlib.compress(bytes(100_000)))),
        "80 million pixels": _png(10_000, 8_000, (b"IDAT", zlib.compress(bytes(100_000)))),
        "a text that unpacks to 300 MB": _png(
            300, 300, (b"iTXt", b"a\0\1\0\0\0" + zlib.compress(bytes(300_000_000), 1)), (b"IDAT", b"")
        ),
        "small": _png(90, 300, (b"IDAT", zlib.compress(bytes(300 * 271)))),
        "a GIF": b"GIF89a" + bytes(100),
        "SVG": b"<svg xmlns='http://www.w3.org/2000/svg' width='500' height='500'/>",
    }


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("cut off", "broken or cut off"),
        ("junk behind the head", "broken|is no picture"),
        ("empty", "is no picture that is read: give a JPEG, PNG or WebP"),
        ("text", "is no picture that is read"),
        ("HEIC", "is HEIC, as iPhones save photographs: export it as JPEG"),
        ("3600 million pixels", "more than 64 million pixels"),
        ("80 million pixels", "more than 64 million pixels"),
        ("a text that unpacks to 300 MB", "cannot be read as a picture"),
        ("small", "has 90×300 pixels"),
        ("a GIF", "is no picture that is read"),
        ("SVG", "is no picture that is read"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_sentence(tmp_path: Path, what: str, said: str) -> None:
    (tmp_path / "me.jpg").write_bytes(_files(tmp_path)[what])

    with pytest.raises(FilmError, match=said):
        opened(tmp_path / "me.jpg")


def test_a_missing_portrait_is_told(tmp_path: Path) -> None:
    with pytest.raises(FilmError, match="no such file"):
        opened(tmp_path / "none.jpg")
    with pytest.raises(FilmError, match="is a directory"):
        opened(tmp_path)


@pytest.mark.parametrize("shape", sorted(SHAPES))
@pytest.mark.parametrize(
    "size", [(600, 800), (800, 600), (3000, 1000), (300, 2000), (720, 1280), (500, 500), (128, 4000)]
)
def test_no_more_than_a_third_is_cut_away_and_nothing_is_stretched(size: tuple[int, int], shape: str) -> None:
    form = SHAPES[shape]
    (left, top, right, bottom), (width, height) = framing(size, form)

    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]
    assert (right - left) / size[0] >= 0.66
    assert (bottom - top) / size[1] >= 0.66
    assert width <= form.width
    assert height <= form.height
    assert width == form.width or height == form.height
    assert (right - left) / width == pytest.approx((bottom - top) / height, rel=0.02)


@pytest.mark.parametrize("shape", sorted(SHAPES))
@pytest.mark.parametrize("size", [(600, 800), (1600, 700), (200, 900)])
def test_a_still_is_dark_where_captions_stand_and_bright_above(
    tmp_path: Path, size: tuple[int, int], shape: str
) -> None:
    form = SHAPES[shape]
    picture = composed(opened(portrait(tmp_path / "a.jpg", size)), form)
    top, height = form.captions

    light = np.asarray(picture.convert("L"))

    assert picture.size == (form.width, form.height)
    assert light[top : top + height].max() < 60
    assert light[: form.fades].mean() > 90
