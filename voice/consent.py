"""The consent of whoever has their voice copied: what they agree to, in their language, and the record of it."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

from pydantic import AwareDatetime

# {owner} is who agrees, {provider} who makes the copy. In every language it can be read aloud, names stand in the
# nominative, and nothing shows whether the owner is a man or a woman.
SENTENCES = {
    "en": "I, {owner}, agree that {provider} makes a synthetic copy of my voice from recordings of me, and that my AI "
    "twin speaks with it. I can have this copy deleted at any time.",
    "de": "Ich, {owner}, bin damit einverstanden, dass {provider} aus Aufnahmen von mir eine künstliche Kopie meiner "
    "Stimme macht und dass mein KI-Zwilling damit spricht. Ich kann diese Kopie jederzeit löschen lassen.",
    "fr": "Moi, {owner}, j’accepte que {provider} fasse, à partir de mes enregistrements, une copie synthétique de ma "
    "voix, et que mon jumeau IA parle avec cette voix. Je peux faire supprimer cette copie à tout moment.",
    "es": "Yo, {owner}, acepto que {provider} haga una copia sintética de mi voz a partir de grabaciones mías y que mi "
    "gemelo de IA hable con ella. Puedo hacer borrar esta copia en cualquier momento.",
    "pt": "Eu, {owner}, aceito que {provider} faça uma cópia sintética da minha voz a partir de gravações minhas e que "
    "meu gêmeo de IA fale com ela. Posso mandar apagar essa cópia a qualquer momento.",
    "it": "Io, {owner}, accetto che {provider} crei una copia sintetica della mia voce a partire da mie registrazioni "
    "e che il mio gemello IA parli con questa voce. Posso far cancellare questa copia in qualsiasi momento.",
    "nl": "Ik, {owner}, ga ermee akkoord dat {provider} van opnamen van mij een kunstmatige kopie van mijn stem maakt "
    "en dat mijn AI-tweeling daarmee spreekt. Ik kan deze kopie op elk moment laten verwijderen.",
    "pl": "Ja, {owner}, zgadzam się, aby firma {provider} utworzyła z moich nagrań sztuczną kopię mojego głosu i aby "
    "mój bliźniak AI mówił tym głosem. W każdej chwili mogę zlecić usunięcie tej kopii.",
    "tr": "Ben, {owner}, {provider} şirketinin ses kayıtlarımdan sesimin yapay bir kopyasını oluşturmasını ve yapay "
    "zekâ ikizimin bu sesle konuşmasını kabul ediyorum. Bu kopyayı istediğim zaman sildirebilirim.",
    "ru": "Я, {owner}, даю согласие на то, чтобы компания {provider} создала по записям моего голоса его "
    "искусственную копию и чтобы мой ИИ-двойник говорил этим голосом. Я могу в любое время потребовать удалить эту "
    "копию.",
    "uk": "Я, {owner}, даю згоду на те, щоб компанія {provider} створила за записами мого голосу його штучну копію і "
    "щоб мій ШІ-двійник говорив цим голосом. Я можу будь-коли вимагати видалення цієї копії.",
    "ar": "أنا، {owner}، أوافق على أن تصنع شركة {provider} نسخة اصطناعية من صوتي اعتمادا على تسجيلات لي، وأن يتحدث "
    "بها توأمي من الذكاء الاصطناعي. يمكنني أن أطلب حذف هذه النسخة في أي وقت.",
    "hi": "मेरी, {owner} की, सहमति है कि {provider} मेरी रिकॉर्डिंग से मेरी आवाज़ की कृत्रिम प्रति बनाए और मेरा AI जुड़वाँ "
    "उस आवाज़ में बोले। यह प्रति किसी भी समय मिटवाई जा सकती है।",
    "id": "Saya, {owner}, setuju bahwa {provider} membuat salinan sintetis suara saya dari rekaman saya, dan bahwa "
    "kembaran AI saya berbicara dengan suara itu. Saya dapat meminta salinan ini dihapus kapan saja.",
    "ja": "私、{owner}は、{provider}が私の録音から私の声の合成コピーを作り、私のAIツインがその声で話すことに"
    "同意します。このコピーはいつでも削除できます。",
    "zh": "我，{owner}，同意由 {provider} 用我的录音制作我的声音的合成副本，并由我的 AI 分身用这个声音说话。"
    "我可以随时要求删除这个副本。",
    "ko": "저, {owner}, 제 녹음으로 {provider}에서 제 목소리의 합성 복사본을 만들고 제 AI 트윈이 그 목소리로 말하는 "
    "것에 동의합니다. 이 복사본은 언제든지 삭제할 수 있습니다.",
}

# How like the sentence what was understood has to be, from 0 to 1: names are often misheard, sentences are not.
_CLOSE = 0.85
_UNSURE = "(?)"
_NO_WORD = re.compile(r"[\W_]+")
_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Consent:
    """Who agreed to which words when, and for which recordings (by their SHA-256, as ``recording`` is too).

    ``recording`` is of the words read aloud; without one they were signed. ``heard_by`` is what understood it as these
    words; empty if nobody has checked.
    """

    who: str
    at: AwareDatetime
    words: str
    samples: tuple[str, ...]
    recording: str = ""
    heard_by: str = ""

    @property
    def told(self) -> str:
        """Who and when, in short."""
        return f"{self.who}, {self.at:%Y-%m-%d}"


def sentence(owner: str, provider: str, language: str) -> str:
    """What the owner agrees to, in this language (ISO 639-1), else in English."""
    words = SENTENCES.get(language, SENTENCES["en"])
    # Not formatted: a name may have brackets.
    return words.replace("{provider}", provider).replace("{owner}", owner)


def lacking(consent: Consent | None) -> str:
    """What a record lacks, as the end of a sentence; empty if it is complete."""
    if consent is None:
        return "there is no record that its owner agreed"
    if not consent.who.strip():
        return "the record of the consent does not say who agreed"
    if consent.who not in consent.words:
        return "the record of the consent does not have the words that its owner agreed to"
    if not consent.samples or not all(map(_HASH.fullmatch, consent.samples)):
        return "the record of the consent does not say for which recordings"
    return ""


def says(heard: str, words: str) -> bool:
    """Whether what was understood of a recording is this sentence, but for what is often misheard."""
    one, other = _letters(heard), _letters(words)
    # What is much longer or shorter is not compared: that takes long.
    if not other or not 0.5 < len(one) / len(other) < 2:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _CLOSE


def _letters(text: str) -> str:
    return _NO_WORD.sub("", text.replace(_UNSURE, "").casefold())


def signs(typed: str, owner: str) -> bool:
    """Whether this is the owner's full name, as owner.toml has it."""
    return _composed(typed) == _composed(owner) != ""


def _composed(name: str) -> str:
    """A name without regard to how the keyboard makes its letters, and to spaces around it."""
    return unicodedata.normalize("NFC", name).strip()
