"""Drafts that have to be decoded, or are in no language, are stopped whatever they say."""

import base64
import binascii

import pytest

from persona.guard.disguised import Disguised
from tests.guarded import found

SECRET = "the heron keeps its silver under the third step of the mill and nobody is to know of it before the spring"
RULE = Disguised(["en", "de"])


@pytest.mark.parametrize(
    "text",
    [
        base64.b64encode(SECRET.encode()).decode(),
        base64.b85encode(SECRET.encode()).decode(),
        base64.a85encode(SECRET.encode()).decode().replace(" ", ""),
        "".join(binascii.b2a_uu(SECRET[at : at + 45].encode()).decode() for at in range(0, len(SECRET), 45)).replace(
            "\n", ""
        ),
        "".join(f"{ord(sign):03o}" for sign in SECRET),
        SECRET[::-1],
        "qbr urfba xrrcf vgf fvyire haqre gur guveq fgrc bs gur zvyy naq abobql vf gb xabj",
        "vjg jgtqp mggru kvu uknxgt wpfgt vjg vjktf uvgr qh vjg oknn cpf pqdqfa ku vq mpqy qh kv",
        "zwk pqvru hnfle dgsyt bmcxz wopqk rtyui vbnmq lkjhg fdsaz xcvbn mqwer tyuio plkjh",
    ],
)
def test_what_reads_only_when_it_is_decoded(text: str) -> None:
    assert [objection.rule for objection in found(RULE, text)] == ["disguise"]


@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        "toe in. the front edge of the pad touches first",
        "ok",
        "see https://example.org/a/very/long/path/that/goes/on/and/on/and/on/and/on/until/the/end/of/it",
        "org.dspace.app.webui.servlet.admin.AuthorizeAdminServlet.doDSPost threw it",
        "Im Winter wachse ich die Kette jede zweite Woche, und ich öle sie nie.",
    ],
)
def test_ordinary_answers(text: str) -> None:
    assert found(RULE, text) == []


def test_of_an_owner_of_other_languages_nothing_is_taken_for_none() -> None:
    text = "zimą woskuję łańcuch co drugi tydzień i nigdy go nie oliwię bo potem wszystko jest brudne"

    assert found(Disguised(["pl"]), text) == []
