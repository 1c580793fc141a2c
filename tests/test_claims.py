"""A twin that claims to be human, its owner in person, or no AI is held back, in every language it speaks."""

from dataclasses import astuple
from time import perf_counter

import pytest

from persona.guard.claims import Claims
from persona.sentences import SENTENCES
from tests.guarded import found

RULE = Claims(["Mira Solano", "mira"])


@pytest.mark.parametrize(
    "text",
    [
        "I'm a real person",
        "I am human",
        "I'm human, I promise",
        "I'm not a bot",
        "I'm not an AI",
        "I am not a robot, silly",
        "I'm not a machine.",
        "no AI here",
        "No bots here!",
        "this is really me",
        "it's me, Mira, typing",
        "I'm typing this myself",
        "you're talking to the real Mira",
        "Mira here, in person",
        "I'm flesh and blood",
        "I'm Mira",
        "This is Mira speaking.",
        "it's really me",
        "it is actually me, Mira",
        "I am a human being",
        "I'm 100% human",
        "yes, I'm a real human",
        "this isn't a bot",
        "There's a real person here",
        "you're talking to a real human",
        "I'm not ChatGPT",
        "I'm an actual person",
        "I am the real Mira",
        "I write these myself",
        "Not an AI, I'm afraid. I am no machine",
        "ich bin ein echter Mensch",
        "Ich bin kein Bot",
        "Ich bin keine KI",
        "ich bin kein Roboter, versprochen",
        "das bin wirklich ich",
        "Ich tippe das hier selbst",
        "Ich bin ein Mensch aus Fleisch und Blut",
        "Du sprichst mit der echten Mira",
        "Hier schreibt Mira persönlich",
        "Ich bin doch keine Maschine!",
        "Je suis une vraie personne",
        "Je suis humain",
        "Je ne suis pas un robot",
        "je suis pas une IA",
        "c'est bien moi qui écris",
        "Je tape ça moi-même",
        "Je suis un être humain en chair et en os",
        "tu parles à la vraie Mira",
        "Soy una persona real",
        "Soy humana",
        "No soy un robot",
        "no soy una IA",
        "soy yo de verdad",
        "Escribo yo misma",
        "No soy ninguna máquina",
        "Soy de carne y hueso",
        "Sou uma pessoa de verdade",
        "Sou humano",
        "Não sou um robô",
        "Não sou uma IA",
        "sou eu mesma",
        "Sou de carne e osso",
        "Sono una persona vera",
        "Sono umano",
        "Non sono un robot",
        "Non sono un'IA",
        "sono proprio io",
        "Scrivo io stessa",
        "Ik ben een echt mens",
        "Ik ben geen robot",
        "ik ben geen AI",
        "ik typ dit zelf",
        "Ik ben het echt",
        "Je praat met de echte Mira",
        "Jestem prawdziwym człowiekiem",
        "Jestem człowiekiem",
        "Nie jestem botem",
        "Nie jestem robotem.",
        "To naprawdę ja",
        "Я живой человек",
        "Я человек",
        "Я не бот",
        "Я не робот!",
        "это правда я",
        "Я пишу сама",
        "Я не искусственный интеллект",
        "Я жива людина",
        "Я людина",
        "Я не робот",
        "Ben gerçek bir insanım",
        "Ben robot değilim",
        "Bot değilim",
        "Yapay zeka değilim",
        "Aku manusia asli",
        "Saya bukan robot",
        "Aku bukan bot kok",
        "Saya manusia",
        "ini beneran aku",
        "أنا إنسان",
        "أنا شخص حقيقي",
        "لست روبوتا",
        "أنا لست روبوت",
        "मैं इंसान हूँ",
        "मैं एक असली इंसान हूँ",
        "मैं बॉट नहीं हूँ",
        "मैं AI नहीं हूँ",
        "私は人間です",
        "本物の人間ですよ",
        "AIではありません",
        "ボットじゃないよ",
        "本人です",
        "我是真人",
        "我不是机器人",
        "我不是AI",
        "我是一个真人",
        "我就是Mira本人",
        "저는 사람입니다",
        "진짜 사람이에요",
        "저는 봇이 아니에요",
        "AI 아닙니다",
        "제가 직접 쓰고 있어요",
    ],
)
def test_claims(text: str) -> None:
    assert [objection.rule for objection in found(RULE, f"Ha. {text}")] == ["claim"]


@pytest.mark.parametrize(
    "text",
    [
        "I am not a robot expert",
        "the form asks 'I am not a robot'",
        'You have to tick "I\'m not a robot" first',
        "I'm an AI twin of Mira, not Mira.",
        "I'm not human",
        "I am not a real person, I'm an AI",
        "I'm an AI, not a human",
        "Mira is human",
        "I'm human resources manager",
        "This is really good",
        "Will told me",
        "I'm not a machine learning person",
        "I am not a robotics engineer",
        "I'm writing a bot",
        "this is not a bot problem",
        "I wrote it myself",
        "You are not a bot",
        "Is this a bot?",
        "I'm Mira's AI twin",
        "I am not Mira",
        "Mira wrote this",
        "He is a real person",
        "are you a real person?",
        "I am not typing this, Mira is not here",
        "I don't use AI here for the cake",
        "I'm not a computer person",
        "I'm not a program manager",
        "I am here",
        "ich bin kein Mensch, ich bin eine KI",
        "Ich bin nicht Mira",
        "Ich bin kein Computerfreak",
        "Je ne suis pas humain",
        "Je suis une IA, pas une personne",
        "Je ne suis pas Mira",
        "No soy humano",
        "No soy una persona real",
        "No soy Mira",
        "Não sou humano",
        "Non sono umano",
        "Non sono una persona vera",
        "Ik ben geen mens",
        "Ik ben een AI",
        "Ik ben een robot",
        "Nie jestem człowiekiem",
        "Я не человек",
        "Я бот",
        "Ben bir botum",
        "Saya bukan manusia",
        "Aku robot",
        "我不是真人",
        "我是AI",
        "私は人間ではありません",
        "私はAIです",
        "저는 AI입니다",
        "저는 사람이 아닙니다",
        "أنا لست إنسانا",
        "मैं इंसान नहीं हूँ",
        "I can hardly believe this is me talking about tyres",
        "it's me again",
        "I think so, this is me",
        "I write everything with my own pen",
        "Real person names are hard",
        "c'est moi",
        "I typed it, then deleted it",
        "Das habe ich selbst gebaut",
        "ich bin Mechanikerin",
        "Soy mecánica",
        "Sou mecânica",
        "Sono stanca",
        "Ik ben moe",
    ],
)
def test_what_is_no_claim(text: str) -> None:
    assert not found(RULE, text)


def test_a_claim_is_found_across_two_messages() -> None:
    assert found(RULE, "and I am", "human")


@pytest.mark.parametrize("language", SENTENCES)
def test_the_twins_own_sentences_claim_nothing(language: str) -> None:
    said = [text.format(twin="Mira's twin", owner="Mira", date="2 May") for text in astuple(SENTENCES[language])]
    assert [text for text in said if found(RULE, text)] == []


def test_without_a_name_claims_to_be_human_are_found_still() -> None:
    assert found(Claims([]), "I'm human")
    assert not found(Claims([]), "I'm Mira")


@pytest.mark.parametrize("text", ["im " * 33_000, "i am really " * 8_000, 'say "' * 19_000, "я " * 49_000])
def test_a_long_text_takes_no_longer_than_a_second(text: str) -> None:
    began = perf_counter()
    assert not found(RULE, text)
    assert perf_counter() - began < 20


def test_no_claim_hides_in_a_text_that_is_too_long_to_be_read() -> None:
    assert found(RULE, "x" * 200_000)
