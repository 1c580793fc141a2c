"""The commands that Discord offers in the twin's name, in the languages of those who look at them."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord.http import Route

from twin.errors import NotNow

ASK = "ask"
QUESTION = "question"
ABOUT = "about"
HUMAN = "human"
THIS = "Ask the twin about this"
# What Discord takes for a question.
LONGEST = 2000

UNREGISTERED = (
    "Discord did not take the twin's commands (/ask, /about, /human, and the one in the menu of a message). Messages "
    "are answered without them, and they are tried again with the next connection. If they never appear, invite the "
    "bot again with the scope applications.commands."
)

_CHAT_INPUT = 1
_MESSAGE = 3
_STRING = 3
# In servers, and in private messages with the bot; only where the bot itself was added.
_CONTEXTS = (0, 1)
_ADDED_TO = (0,)

# By Discord's names of languages. A command's own name is the same everywhere, so that it can be told to others.
_ASKS = {
    "de": "Dem KI-Zwilling eine Frage stellen",
    "fr": "Poser une question au jumeau IA",
    "es-ES": "Hacer una pregunta al gemelo de IA",
    "es-419": "Hacer una pregunta al gemelo de IA",
    "pt-BR": "Fazer uma pergunta ao gêmeo de IA",
    "it": "Fai una domanda al gemello IA",
    "nl": "Stel de AI-tweeling een vraag",
    "pl": "Zadaj pytanie bliźniakowi AI",
    "tr": "Yapay zekâ ikizine bir soru sor",
    "ru": "Задать вопрос ИИ-двойнику",
    "uk": "Поставити запитання ШІ-двійнику",
    "hi": "AI जुड़वाँ से सवाल पूछें",
    "id": "Ajukan pertanyaan kepada kembaran AI",
    "ja": "AIツインに質問する",
    "zh-CN": "向 AI 分身提问",
    "ko": "AI 트윈에게 질문하기",
}
_QUESTIONS = {
    "de": "Deine Frage",
    "fr": "Votre question",
    "es-ES": "Tu pregunta",
    "es-419": "Tu pregunta",
    "pt-BR": "Sua pergunta",
    "it": "La tua domanda",
    "nl": "Je vraag",
    "pl": "Twoje pytanie",
    "tr": "Sormak istediğiniz",
    "ru": "Ваш вопрос",
    "uk": "Ваше запитання",
    "hi": "आपका सवाल",
    "id": "Pertanyaan Anda",
    "ja": "質問の内容",
    "zh-CN": "你的问题",
    "ko": "질문 내용",
}
_ABOUTS = {
    "de": "Wer hier antwortet",
    "fr": "Qui répond ici",
    "es-ES": "Quién responde aquí",
    "es-419": "Quién responde aquí",
    "pt-BR": "Quem responde aqui",
    "it": "Chi risponde qui",
    "nl": "Wie hier antwoordt",
    "pl": "Kto tu odpowiada",
    "tr": "Burada kim yanıtlıyor",
    "ru": "Кто здесь отвечает",
    "uk": "Хто тут відповідає",
    "hi": "यहाँ जवाब कौन देता है",
    "id": "Siapa yang menjawab di sini",
    "ja": "ここで答えているのは誰か",
    "zh-CN": "这里由谁回答",
    "ko": "여기서 누가 답하는지",
}
_HUMANS = {
    "de": "Stattdessen nach dem Menschen fragen",
    "fr": "Demander plutôt la personne elle-même",
    "es-ES": "Pedir que responda la persona",
    "es-419": "Pedir que responda la persona",
    "pt-BR": "Pedir que a própria pessoa responda",
    "it": "Chiedi che risponda la persona",
    "nl": "Vraag in plaats daarvan naar de mens zelf",
    "pl": "Poproś o rozmowę z człowiekiem",
    "tr": "Bunun yerine kişinin kendisini iste",
    "ru": "Позвать самого человека",
    "uk": "Покликати саму людину",
    "hi": "इसके बजाय असली व्यक्ति को बुलाएँ",
    "id": "Minta bicara dengan orangnya langsung",
    "ja": "本人に取り次いでもらう",
    "zh-CN": "请本人来回答",
    "ko": "본인에게 연결 요청하기",
}
_THESE = {
    "de": "Den Zwilling dazu fragen",
    "fr": "Interroger le jumeau là-dessus",
    "es-ES": "Preguntar al gemelo por esto",
    "es-419": "Preguntar al gemelo por esto",
    "pt-BR": "Perguntar ao gêmeo sobre isso",
    "it": "Chiedi al gemello di questo",
    "nl": "Vraag de tweeling hierover",
    "pl": "Zapytaj o to bliźniaka",
    "tr": "Bunu ikize sor",
    "ru": "Спросить об этом двойника",
    "uk": "Запитати про це двійника",
    "hi": "जुड़वाँ से इस बारे में पूछें",
    "id": "Tanyakan ini kepada kembaran",
    "ja": "これについてツインに聞く",
    "zh-CN": "就此询问分身",
    "ko": "이것을 트윈에게 물어보기",
}


def _command(name: str, said: str, translated: Mapping[str, str], *options: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "type": _CHAT_INPUT,
        "name": name,
        "description": said,
        "description_localizations": translated,
        "options": options,
        "contexts": _CONTEXTS,
        "integration_types": _ADDED_TO,
    }


_QUESTION = {
    "type": _STRING,
    "name": QUESTION,
    "description": "Your question",
    "description_localizations": _QUESTIONS,
    "required": True,
    "max_length": LONGEST,
}
COMMANDS: Sequence[Mapping[str, Any]] = (
    _command(ASK, "Ask the AI twin a question", _ASKS, _QUESTION),
    _command(ABOUT, "Who answers here", _ABOUTS),
    _command(HUMAN, "Ask for the person instead", _HUMANS),
    {
        "type": _MESSAGE,
        "name": THIS,
        "name_localizations": _THESE,
        "contexts": _CONTEXTS,
        "integration_types": _ADDED_TO,
    },
)


async def register(client: discord.Client) -> None:
    """Let Discord offer these commands, and no others; nothing is written if it does already.

    Raises what the library raises, for ``Line.ask``. The twin works without them.
    """
    application = client.application_id
    if application is None:
        raise NotNow("There is no connection to Discord.")
    route = Route("GET", "/applications/{application_id}/commands", application_id=application)
    there = await client.http.request(route, params={"with_localizations": "true"})
    if not same(there):
        await client.http.bulk_upsert_global_commands(application, [dict(command) for command in COMMANDS])


def same(there: object) -> bool:
    """Whether what Discord has are these commands, whatever else it tells of them, in whatever order."""
    if not isinstance(there, list) or len(there) != len(COMMANDS):
        return False
    by_name = {command.get("name"): command for command in there if isinstance(command, dict)}
    return all(_holds(by_name.get(command["name"]), command) for command in COMMANDS)


def _holds(there: object, wanted: object) -> bool:
    """Whether everything that is wanted is there; Discord leaves out what is empty."""
    if isinstance(wanted, Mapping):
        found = there if isinstance(there, Mapping) else {}
        return all(_holds(found.get(name), value) for name, value in wanted.items())
    if isinstance(wanted, tuple):
        found_all = there if isinstance(there, list) else []
        held = all(any(_holds(one, value) for one in found_all) for value in wanted)
        return held and len(found_all) == len(wanted)
    return there == wanted
