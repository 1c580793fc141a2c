"""The process in which a film is made: it opens the portrait, reads the sound, draws, encodes, and reads films back.

``python -m voice.film.filming``: one job in on stdin, one answer out on stdout, as JSON.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer, OutputContainer
from PIL import Image

from twin.errors import FilmError
from voice.confining import confine
from voice.film import captions, soundtrack
from voice.film.caption_times import Piece, timed
from voice.film.fonts import Font
from voice.film.lettering import Lettering
from voice.film.pictures import still
from voice.film.scene import Scene, labelled
from voice.film.shapes import FRAMES, MARGIN, SHAPES, Shape
from voice.kinds import HEAD, kind_of

Job = Mapping[str, Any]
Answer = dict[str, Any]

_LABEL = 27  # pixels, of its letters; fewer where it would not fit
_SMALLEST = 16
_THREADS = 4
_KEYFRAME = 125  # frames, from one to the next: players can jump there
_X264 = {"preset": "veryfast", "crf": "23", "tune": "stillimage"}
_MP4 = {"movflags": "faststart+use_metadata_tags"}
_SOUND = 96_000  # bits a second
_BT709, _TELEVISION = 1, 1  # as FFmpeg counts
# Nothing a file names is opened.
_CLOSED = {"protocol_whitelist": "none", "format_whitelist": "mov"}
_PLAYED = frozenset({"yuv420p", "yuvj420p"})
_TAGS, _TAG = 100, 4_000


def picture(job: Job) -> Answer:
    """The still of a film, from a portrait."""
    still(Path(job["source"]), SHAPES[job["shape"]], Path(job["target"]))
    return {}


def film(job: Job) -> Answer:
    """A film; how long it is, in seconds."""
    shape = SHAPES[job["shape"]]
    fonts = [Font(**font) for font in job["fonts"]]
    sounds = [Path(piece["sound"]) for piece in job["pieces"]]
    letters = Lettering(fonts, shape.letters, job["language"])
    course = soundtrack.course(sounds)
    pieces = [
        Piece(
            captions.cut(piece["text"], shape.width - 2 * MARGIN, letters.width),
            course.loud[span.begins : span.ends],
            span.begins,
        )
        for piece, span in zip(job["pieces"], course.pieces, strict=True)
    ]
    with Image.open(job["still"], formats=("PNG",)) as read:
        base = _labelled(read.convert("RGB"), shape, job["label"], fonts, job["language"])
    scene = Scene(base, shape, timed(pieces, len(course.loud)), course.loud, letters)
    with _written(Path(job["target"])) as container:
        container.metadata.update(job["tags"])
        _encode(container, shape, scene, sounds)
    return {"seconds": len(course.loud) / FRAMES}


def _labelled(base: Image.Image, shape: Shape, line: str, fonts: list[Font], language: str) -> Image.Image:
    for pixels in range(_LABEL, _SMALLEST, -1):
        lettering = Lettering(fonts, pixels, language)
        if lettering.width(line) <= shape.width - 3 * MARGIN:
            break
    return labelled(base, shape, line, lettering)


def _written(path: Path) -> OutputContainer:
    container = av.open(str(path), "w", format="mp4", options=_MP4)
    assert isinstance(container, OutputContainer)  # noqa: S101 - it is opened to be written
    return container


def _encode(container: OutputContainer, shape: Shape, scene: Scene, sounds: list[Path]) -> None:
    """Write all frames, each with its sound behind it."""
    video = container.add_stream("libx264", FRAMES, options=_X264)
    video.width, video.height, video.pix_fmt = shape.width, shape.height, "yuv420p"
    video.gop_size = _KEYFRAME
    context = video.codec_context
    context.thread_count = min(_THREADS, os.cpu_count() or 1)
    context.colorspace = context.color_primaries = context.color_trc = _BT709
    context.color_range = _TELEVISION
    audio = container.add_stream("aac", soundtrack.RATE, layout="mono", bit_rate=_SOUND)
    for number, samples in enumerate(soundtrack.samples(sounds)):
        seen = av.VideoFrame.from_ndarray(scene.frame(number), format="yuv420p")
        seen.pts = number
        container.mux(video.encode(seen))
        heard = av.AudioFrame.from_ndarray(samples[None, :], format="fltp", layout="mono")
        heard.sample_rate, heard.pts = soundtrack.RATE, number * soundtrack.SAMPLES
        container.mux(audio.encode(heard))
    container.mux(video.encode())
    container.mux(audio.encode())


def facts(job: Job) -> Answer:
    """What a film is: seconds, width, height, tags; "wrong" where it is none that platforms play."""
    path = Path(job["source"])
    # What is no ordinary file may never end, or never begin.
    if not path.is_file():
        raise FilmError(f"there is no file {path}.")
    with path.open("rb") as file:
        if kind_of(file.read(HEAD)) != "mp4":
            raise FilmError(f"{path.name} is no MP4.")
        file.seek(0)
        with av.open(file, "r", format="mov", options=_CLOSED, metadata_errors="replace") as container:
            return _facts(container, path.name)


def _facts(container: InputContainer, name: str) -> Answer:
    codecs = [stream.codec_context.name if stream.codec_context else "?" for stream in container.streams]
    if sorted(codecs) != ["aac", "h264"]:
        raise FilmError(f"{name} is no film with H.264 and AAC: it has {', '.join(codecs) or 'nothing'}.")
    video = container.streams.video[0]
    # A header can say what it likes: whether there is a picture is known when one was decoded.
    first = next(container.decode(video), None)
    if first is None or not container.duration:
        raise FilmError(f"{name} has no picture: it is broken or cut off.")
    if first.format.name not in _PLAYED:
        raise FilmError(
            f"{name} has its pictures as {first.format.name}, which not every phone shows: save it as yuv420p."
        )
    tags = {key.upper()[:_TAG]: value[:_TAG] for key, value in list(container.metadata.items())[:_TAGS]}
    return {
        "seconds": container.duration / av.time_base, "width": first.width, "height": first.height, "tags": tags,
    }  # fmt: skip


JOBS: dict[str, Callable[[Job], Answer]] = {"picture": picture, "film": film, "facts": facts}


def done(job: Job) -> Answer:
    """What came of it; "wrong" is a sentence."""
    try:
        return JOBS[job["job"]](job)
    except FilmError as error:
        return {"wrong": str(error)}
    except MemoryError:
        return {"wrong": "there is not enough memory for this film: give a smaller portrait, or a shorter text."}
    except av.FFmpegError as error:
        return {"wrong": f"it is broken, or cannot be written: {error.strerror or type(error).__name__}."}
    except OSError as error:
        return {"wrong": f"it cannot be read or written: {(error.strerror or str(error)).lower()}."}


def main() -> None:
    """Do the one job."""
    job = json.load(sys.stdin)
    confine(job["memory"], job["cpu"], job["written"])
    json.dump(done(job), sys.stdout)


if __name__ == "__main__":
    main()
