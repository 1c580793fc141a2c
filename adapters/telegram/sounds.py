"""What is spoken in a message: a voice message, a file of sound, a round video."""

from telegram import Audio, Message, VideoNote, Voice

from adapters.telegram.durations import seconds
from twin.voice import Sound


def sound_in(written: Message) -> Sound | None:
    """What its sender says aloud in it, if they do: what they forward is not what they say."""
    if written.forward_origin is not None:
        return None
    spoken: Voice | Audio | VideoNote | None = written.voice or written.audio or written.video_note
    if spoken is None:
        return None
    return Sound(spoken.file_id, seconds(lambda: spoken.duration), spoken.file_size)
