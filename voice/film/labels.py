"""What stands in every picture of a film, in its language: that the voice is an AI's, and that nobody was filmed."""

LABELS = {
    "en": "AI voice · not filmed",
    "de": "KI-Stimme · nicht gefilmt",
    "fr": "Voix d’IA · personne n’a été filmé",
    "es": "Voz de IA · no es una grabación",
    "pt": "Voz de IA · não é uma gravação",
    "it": "Voce di un’IA · non è una ripresa",
    "nl": "AI-stem · niet gefilmd",
    "pl": "Głos AI · to nie nagranie",
    "tr": "Yapay zekâ sesi · gerçek çekim değildir",
    "ru": "Голос ИИ · это не видеозапись",
    "uk": "Голос ШІ · це не відеозапис",
    "ar": "صوت بالذكاء الاصطناعي · ليس تصويرا حقيقيا",
    "hi": "AI की आवाज़ · असली वीडियो नहीं",
    "id": "Suara AI · bukan rekaman asli",
    "ja": "AI音声・実際の映像ではありません",
    "zh": "AI语音 · 非真人实拍",
    "ko": "AI 음성 · 실제 촬영 영상 아님",
}


def label(language: str) -> str:
    """The line for a film in this language; where nobody wrote one, in English."""
    return LABELS.get(language, LABELS["en"])
