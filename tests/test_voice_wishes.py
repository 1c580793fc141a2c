"""When somebody asks for a voice message, and when they only speak of one."""

import time
from time import perf_counter

import pytest

from voice.wishes import Wishes

ASKED = {
    "en": """send me a voice note
can you say it out loud
could u record a short voice message for my gran
voice note pls
I can't read right now, can you answer in audio?
Why don't you just send me a voice memo
hey Mira would you mind sending a voice note about the tyres?
I'd love to hear it in your own voice""",
    "de": """schick mir eine Sprachnachricht
kannst du mir das bitte als Sprachnachricht schicken?
Sag es laut!
Lies mir das vor
könntest du es kurz einsprechen?
Hab gerade keine Zeit zum Lesen, mach mir ne Sprachi""",
    "fr": """envoie-moi un vocal
Tu pourrais m'envoyer une note vocale ?
réponds-moi en audio stp
j'aimerais entendre ta voix
peux-tu me le dire à voix haute ?""",
    "es": """mándame un audio
¿Me puedes enviar una nota de voz?
dímelo por audio
quisiera escuchar tu voz
¿podrías leerlo en voz alta?
por qué no me mandas un audio?""",
    "pt": """me manda um áudio
Você poderia gravar uma mensagem de voz?
responde por áudio
queria ouvir a sua voz
fala isso em voz alta""",
    "it": """mandami un vocale
Potresti mandarmi una nota vocale?
rispondimi a voce
vorrei sentire la tua voce
me lo leggi? dillo ad alta voce""",
    "nl": """stuur me een spraakbericht
Kun je even een voice sturen?
zeg het hardop
wil je het voor me inspreken?""",
    "pl": """wyślij mi głosówkę
Czy mógłbyś nagrać wiadomość głosową?
powiedz mi to na głos
poproszę głosówkę""",
    "tr": """sesli mesaj gönder
Bana sesli mesaj atabilir misin?
sesli anlat
sesini duymak isterim""",
    "ru": """пришли голосовое
Не могли бы вы записать голосовое сообщение?
ответь мне голосом
скажи вслух""",
    "uk": """надішли голосове повідомлення
Можеш скинути войс?
скажи мені вголос""",
    "ar": """أرسل لي رسالة صوتية
هل يمكنك أن ترسل لي رسالة صوتية؟
أريد أن أسمع صوتك""",
    "hi": """वॉइस नोट भेजो
क्या आप मुझे वॉइस मैसेज भेज सकते हैं?
voice note bhej do""",
    "id": """kirim vn dong
Bisa kirim pesan suara nggak?
jawab pakai suara""",
    "ja": """ボイスメッセージを送ってください
音声で答えて
声を聞かせて""",
    "zh": """给我发条语音
能不能用语音回复？
我想听你的声音""",
    "ko": """음성 메시지 보내 줘
음성으로 답장해 주실 수 있나요?
목소리 듣고 싶어요""",
}
NOT_ASKED = {
    "en": """I sent you a voice note yesterday
your last voice note was great
don't send voice notes
Can I send you a voice note?
how do I send a voice note
thanks for the voice note!
she said "send me a voice note" and laughed
could you tell me how to record a voice message
text me instead of a voice note
please, no voice notes
I read it out loud to my kids
what mic do you use for audio?
> send me a voice note""",
    "de": """ich hab dir gestern eine Sprachnachricht geschickt
deine letzte Sprachnachricht war super
schick mir bitte keine Sprachnachrichten
Hast du meine Sprachnachricht gehört?
soll ich dir eine Sprachnachricht schicken?
schick mir das Rezept""",
    "fr": """je t'ai envoyé un vocal hier
merci pour ton vocal
ne m'envoie pas de vocaux
tu as écouté mon vocal ?
comment envoyer un message vocal ?""",
    "es": """te mandé un audio ayer
tu último audio estuvo genial
no me mandes audios
¿te puedo mandar un audio?
el audio del vídeo se oye mal
mándame la receta""",
    "pt": """te mandei um áudio ontem
seu último áudio foi ótimo
não manda áudio
posso te mandar um áudio?
como manda áudio aqui?""",
    "it": """ti ho mandato un vocale
il tuo ultimo vocale era bellissimo
non mandarmi vocali
posso mandarti un vocale?
che vocale lungo""",
    "nl": """ik heb je gisteren een spraakbericht gestuurd
je laatste spraakbericht was geweldig
stuur alsjeblieft geen spraakberichten
zal ik je een spraakbericht sturen?""",
    "pl": """wysłałem ci wczoraj głosówkę
dzięki za głosówkę
nie wysyłaj głosówek
mogę ci wysłać głosówkę?""",
    "tr": """dün sana sesli mesaj gönderdim
sesli mesaj gönderme
sana sesli mesaj gönderebilir miyim?
sesli mesajın için teşekkürler""",
    "ru": """я вчера отправил тебе голосовое
твоё последнее голосовое было супер
не отправляй голосовые
можно я запишу голосовое?""",
    "uk": """я вчора надіслав тобі голосове
не надсилай голосові
дякую за голосове""",
    "ar": """أرسلت لك رسالة صوتية أمس
لا ترسل رسائل صوتية
ممكن أرسل لك رسالة صوتية؟""",
    "hi": """मैंने कल वॉइस नोट भेजा था
वॉइस नोट मत भेजो
क्या मैं वॉइस नोट भेज सकता हूँ?""",
    "id": """kemarin aku kirim pesan suara
jangan kirim pesan suara
boleh aku kirim vn?""",
    "ja": """昨日ボイスメッセージを送った
ボイスメッセージは送らないで
音声メッセージの送り方を教えて""",
    "zh": """我昨天给你发了语音
别发语音
我可以给你发语音吗？""",
    "ko": """어제 음성 메시지 보냈어
음성 메시지 보내지 마
음성 메시지 보내도 돼?""",
}


def lines(of: dict[str, str]) -> list[str]:
    return [line for text in of.values() for line in text.split("\n")]


@pytest.fixture(scope="module")
def wishes() -> Wishes:
    return Wishes()


@pytest.mark.parametrize("text", lines(ASKED))
def test_a_voice_message_is_asked_for(wishes: Wishes, text: str) -> None:
    assert wishes.asks(text)


@pytest.mark.parametrize("text", lines(NOT_ASKED))
def test_a_voice_message_is_only_spoken_of(wishes: Wishes, text: str) -> None:
    assert not wishes.asks(text)


def test_as_phones_write_it(wishes: Wishes) -> None:
    assert wishes.asks("MANDAME UN AUDIO")
    assert wishes.asks("*Send me a voice-note!*")
    assert wishes.asks("envoie‑moi un vocal s’il te plaît")
    assert wishes.asks("thanks\n\nsend a voice note 🙏")


@pytest.mark.parametrize("text", ["", " ", "😂", "?", "voice", "...", "\n\n"])
def test_nothing_is_no_wish(wishes: Wishes, text: str) -> None:
    assert not wishes.asks(text)


@pytest.mark.parametrize(
    "piece",
    ["a", "send me ", "can you please send me a quick ", "hey a ", '"', "«a", "音声を", "可以", "kannst du mir eine ",
     "sesli mesaj bana ", "ممكن ترسل لي ", "i would love ", "a\u0301", ",", "\n", "> a\n", "voice "],
)  # fmt: skip
def test_a_hostile_message_takes_no_time(wishes: Wishes, piece: str) -> None:
    text = piece * (200_000 // len(piece))
    began = perf_counter()
    wishes.asks(text)
    assert perf_counter() - began < 20


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("send me a voice note: do you ship?", "do you ship?"),
        ("Do you ship? Can you send me a voice message please", "Do you ship?"),
        ("send me a voice note", "send me a voice note"),
        ("send me a voice note 🙏!", "send me a voice note 🙏!"),
        ("do you ship?", "do you ship?"),
        ("schick mir eine Sprachnachricht, wo ist der Laden?", "wo ist der Laden?"),
    ],
)
def test_what_else_is_asked_is_told_apart(text: str, rest: str) -> None:
    assert Wishes().rest(text) == rest


def test_a_long_message_is_taken_apart_in_linear_time() -> None:
    began = time.perf_counter()
    Wishes().rest("a, " * 20_000 + "send me a voice note")

    assert time.perf_counter() - began < 20
