"""The child process in which files of strangers are decoded: a job comes in on stdin, the answer leaves on stdout."""

import json
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from twin.errors import SoundError
from voice import normalising
from voice.confining import confine
from voice.decoding import Opened, frames, opened
from voice.encoding import to_opus, to_wav
from voice.metering import Meter, Raw, waveform

Job = Mapping[str, Any]
Answer = dict[str, Any]

_MOST_TAGS, _LONGEST_TAG = 100, 4_000


def done(job: Job) -> Answer:
    """The answer to a job; "wrong" in it is the end of a sentence that begins with the file."""
    try:
        return _JOBS[job["job"]](job)
    except SoundError as error:
        return {"wrong": str(error)}
    except MemoryError:
        return {"wrong": "takes more memory than sound should: save it as MP3 or WAV."}
    except OSError as error:
        return {
            "wrong": f"cannot be read, or what is made of it not written: {(error.strerror or str(error)).lower()}."
        }


def main() -> None:
    """Do the one job."""
    job = json.load(sys.stdin)
    confine(job["memory"], job["cpu"], job["written"])
    json.dump(done(job), sys.stdout)


def _opened(job: Job) -> AbstractContextManager[Opened]:
    return opened(Path(job["source"]), job["size"], job["seconds"])


def _levels(job: Job) -> Answer:
    """What ``voice.sound.Levels`` holds."""
    meter, raw = Meter(), Raw()
    with _opened(job) as sound:
        meter.measure(raw.watched(frames(sound)))
    return {
        "kind": sound.kind,
        "codec": sound.codec,
        "seconds": round(raw.seconds, 6),
        "rate": raw.rate,
        "channels": raw.channels,
        "loudness": meter.loudness,
        "peak": meter.peak,
        "clipped": raw.clipped_share,
        "noise": meter.noise,
        "silent": meter.silent,
    }


def _note(job: Job) -> Answer:
    """A voice message's seconds, and its waveform in hexadecimal."""
    meter = Meter()
    with _opened(job) as sound:
        meter.measure(frames(sound))
    gain = normalising.gain(meter)
    if limit := normalising.limited(meter, gain):
        with _opened(job) as sound:
            gain = normalising.settled(frames(sound), gain)
    with _opened(job) as sound:
        levelled = normalising.levelled(frames(sound), gain, limit=limit)
        seconds = to_opus(levelled, Path(job["target"]), job["tags"])
    return {"seconds": _some(seconds), "waveform": waveform(meter.windows).hex()}


def _plain(job: Job) -> Answer:
    """A plain WAV's seconds."""
    with _opened(job) as sound:
        return {"seconds": _some(to_wav(frames(sound), Path(job["target"]), job["rate"]))}


def _some(seconds: float) -> float:
    if not seconds:
        raise SoundError("is over before anything is heard: record it once more.")
    return seconds


def _tags(job: Job) -> Answer:
    """What is written in the file beside its sound."""
    with _opened(job) as sound:
        found = [*sound.container.metadata.items(), *sound.stream.metadata.items()]
    return {"tags": {key.upper()[:_LONGEST_TAG]: value[:_LONGEST_TAG] for key, value in found[:_MOST_TAGS]}}


_JOBS: Mapping[str, Callable[[Job], Answer]] = {"levels": _levels, "note": _note, "plain": _plain, "tags": _tags}


if __name__ == "__main__":
    main()
