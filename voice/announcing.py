"""What is said aloud before a text, where the owner wants something said."""

from types import MappingProxyType

# The owner's own sentence may speak of their voice; a voice that is nobody's says of itself what it is. In Japanese
# without characters that espeak-ng cannot read.
NEUTRAL = MappingProxyType(
    {
        "en": "This is a computer voice.",
        "de": "Das ist eine Computerstimme.",
        "fr": "Ceci est une voix de synthèse.",
        "es": "Esta es una voz sintética.",
        "pt": "Esta é uma voz sintética.",
        "it": "Questa è una voce sintetica.",
        "nl": "Dit is een computerstem.",
        "pl": "To jest głos komputera.",
        "tr": "Bu bir bilgisayar sesidir.",
        "ru": "Это компьютерный голос.",
        "uk": "Це комп’ютерний голос.",
        "ar": "هذا صوت صادر عن الحاسوب.",
        "hi": "यह कंप्यूटर की आवाज़ है।",
        "id": "Ini adalah suara komputer.",
        "ja": "これはコンピューターのこえです。",
        "zh": "这是电脑合成的声音。",
        "ko": "이것은 컴퓨터 음성입니다.",
    }
)


def neutral(language: str) -> tuple[str, str]:
    """What a voice that is nobody's says of itself, and in which language: this one, or else English."""
    known = language if language in NEUTRAL else "en"
    return NEUTRAL[known], known
