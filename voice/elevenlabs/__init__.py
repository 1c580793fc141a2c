"""ElevenLabs, which clones voices, speaks with them, and understands speech: the only door to it."""

from voice.elevenlabs.account import ElevenLabs

__all__ = ["ElevenLabs"]
