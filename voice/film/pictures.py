"""A portrait that somebody hands in → the still picture of a film: pixels alone, without what else stands in a file.

Runs in the child process alone: a picture is a stranger's until it was opened.
"""

import math
import warnings
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageFilter, ImageOps, UnidentifiedImageError

from twin.errors import FilmError
from voice.film.shapes import Shape

LARGEST = 40_000_000  # bytes
_MOST = 64_000_000  # pixels
_LEAST = 128  # pixels, of the shorter side
# No more than this share of a portrait's width or height is cut away; the rest is filled with what is around it.
_CUT = 1 / 3
# Where the cut-away part of a high picture is taken from: faces are above the middle.
_ABOVE = 0.3
_SOFT = 90  # pixels over which the portrait goes over into what is around it
_AROUND = 0.7  # how bright that is
_DARK = 0.16  # how bright it is behind captions
_READ = ("JPEG", "PNG", "WEBP")


def still(path: Path, shape: Shape, to: Path) -> None:
    """Write the still of a film of this shape as PNG. Raises FilmError."""
    composed(portrait(path), shape).save(to, "PNG", compress_level=1)


def portrait(path: Path) -> Image.Image:
    """The picture upright in sRGB, with nothing but its pixels. Raises FilmError."""
    try:
        if path.stat().st_size > LARGEST:
            raise FilmError(f"{path.name} has more than {LARGEST / 1e6:g} MB: save the portrait smaller.")
        with warnings.catch_warnings():
            # What Pillow warns of is either refused here by a limit of our own, or of no account.
            warnings.simplefilter("ignore")
            return _opened(path)
    except UnidentifiedImageError as error:
        raise FilmError(_unread(path)) from error
    except (Image.DecompressionBombError, MemoryError) as error:
        raise FilmError(_too_large(path)) from error
    except OSError as error:
        # Pillow's own words tell of the file's inside; those of the system have a number.
        what = (error.strerror or "it is broken").lower() if error.errno else "it is broken or cut off"
        raise FilmError(f"{path.name} cannot be read as a picture: {what}.") from error
    except (ValueError, SyntaxError, TypeError, ArithmeticError, LookupError, EOFError) as error:
        raise FilmError(f"{path.name} cannot be read as a picture: it is broken.") from error


def _opened(path: Path) -> Image.Image:
    with path.open("rb") as file, Image.open(file, formats=_READ) as image:
        if image.width * image.height > _MOST:
            raise FilmError(_too_large(path))
        if min(image.size) < _LEAST:
            raise FilmError(
                f"{path.name} has {image.width}×{image.height} pixels: give a portrait of {_LEAST} or more each way."
            )
        # A JPEG can be read at a half or a quarter of its size, which is quicker and still more than is shown.
        image.draft("RGB", (1440, 2560))
        profile = image.info.get("icc_profile")
        turned = ImageOps.exif_transpose(image)
        bare = _in_srgb(_plain(turned), profile)
    # A new picture has none of what came with the old one.
    clean = Image.new("RGB", bare.size)
    clean.paste(bare)
    return clean


def _plain(image: Image.Image) -> Image.Image:
    """Its pixels as RGB; what is transparent lies on grey."""
    if image.mode.startswith("I"):
        # 16 bits of grey, of which the upper ones are seen.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode == "P" and "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode in {"RGBA", "LA", "PA", "RGBa", "La"}:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, (70, 74, 82, 255))
        return Image.alpha_composite(ground, image).convert("RGB")
    return image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours that its profile means; as they are if nobody can tell."""
    if not profile:
        return image
    with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        if given.profile.xcolor_space.strip() == "RGB":
            changed = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return changed or image
    return image


def composed(image: Image.Image, shape: Shape) -> Image.Image:
    """The portrait as large as the film lets it be, over itself out of focus, growing dark where captions stand."""
    box, (width, height) = framing(image.size, shape)
    sharp = image.resize((width, height), Image.Resampling.LANCZOS, box, reducing_gap=3.0)
    # What is around it has no more than colours.
    small = ImageOps.fit(image, (shape.width // 16, shape.height // 16), centering=(0.5, _ABOVE))
    around = small.filter(ImageFilter.GaussianBlur(8)).resize((shape.width, shape.height), Image.Resampling.BICUBIC)
    canvas = around.point(lambda value: value * _AROUND)
    left, top = (shape.width - width) // 2, _top(height, shape)
    canvas.paste(sharp, (left, top), _edges((left, top), (width, height), shape))
    light = np.asarray(canvas, np.float32) * _light(shape)[:, None, None]
    return Image.fromarray((light + 0.5).astype(np.uint8))


def framing(size: tuple[int, int], shape: Shape) -> tuple[tuple[float, float, float, float], tuple[int, int]]:
    """What of a picture of this size is shown (left, top, right, bottom), and how large, in pixels.

    It fills the film if no more than a third has to be cut away for that, at the sides or above and below.
    """
    width, height = size
    wanted = shape.width / shape.height / (width / height)
    kept_width, kept_height = (max(wanted, 1 - _CUT), 1.0) if wanted < 1 else (1.0, max(1 / wanted, 1 - _CUT))
    left = width * (1 - kept_width) / 2
    top = height * (1 - kept_height) * _ABOVE
    box = (left, top, left + width * kept_width, top + height * kept_height)
    scale = min(shape.width / (width * kept_width), shape.height / (height * kept_height))
    return box, (
        min(shape.width, math.ceil(width * kept_width * scale)),
        min(shape.height, math.ceil(height * kept_height * scale)),
    )


def _top(height: int, shape: Shape) -> int:
    """A low portrait stands in the middle of what is above the captions."""
    return max(0, min((shape.dark - height) // 2, shape.height - height))


def _edges(place: tuple[int, int], size: tuple[int, int], shape: Shape) -> Image.Image:
    """How much of each pixel of the portrait is seen: it ends softly where it does not end with the film."""
    (left, top), (width, height) = place, size
    across, down = np.ones(width, np.float32), np.ones(height, np.float32)
    ramp = np.linspace(0, 1, _SOFT, dtype=np.float32)
    if left:
        across[: len(ramp)], across[-len(ramp) :] = ramp, ramp[::-1]
    if top:
        down[: len(ramp)] = ramp
    if top + height < shape.height:
        down[-len(ramp) :] = ramp[::-1]
    return Image.fromarray((np.outer(down, across) * 255).astype(np.uint8))


def _light(shape: Shape) -> NDArray[np.float32]:
    """How bright each row is: all of it above, little below."""
    rows = np.clip((np.arange(shape.height, dtype=np.float32) - shape.fades) / (shape.dark - shape.fades), 0, 1)
    smooth = rows * rows * (3 - 2 * rows)
    return (1 - (1 - _DARK) * smooth).astype(np.float32)


def _unread(path: Path) -> str:
    with suppress(OSError), path.open("rb") as file:
        if file.read(12)[4:] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"}:
            return f"{path.name} is HEIC, as iPhones save photographs: export it as JPEG."
    return f"{path.name} is no picture that is read: give a JPEG, PNG or WebP."


def _too_large(path: Path) -> str:
    return f"{path.name} has more than {_MOST // 1_000_000} million pixels: save the portrait smaller."
