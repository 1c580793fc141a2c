"""Fonts: found for the letters of a text, or a sentence that says what to install."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import features

from persona.sentences import SENTENCES
from tests.programs import needed
from twin.errors import FilmError
from voice.film import fonts
from voice.film.fonts import Font, chosen, covering
from voice.film.labels import LABELS, label

LATIN, GREEK, BOTH = Font("latin", ranges="20-7e"), Font("greek", ranges="20 391-3c9"), Font("both", ranges="20-7e 3b1")


@pytest.mark.parametrize(
    ("text", "ranked", "found"),
    [
        ("ab", [LATIN, BOTH], ["latin"]),
        ("aα", [LATIN, GREEK, BOTH], ["both"]),
        ("aαω", [LATIN, GREEK, BOTH], ["greek", "latin"]),
        ("a日", [LATIN], ["latin"]),
        ("日", [LATIN], []),
        ("a", [], []),
    ],
)
def test_as_few_fonts_as_have_the_letters_are_taken(text: str, ranked: list[Font], found: list[str]) -> None:
    assert [font.file for font in covering(frozenset(text), ranked)] == found


def test_the_font_that_is_named_comes_first() -> None:
    assert [font.file for font in covering(frozenset("aω"), [LATIN, BOTH], [GREEK])] == ["greek", "latin"]


def test_what_a_font_has_is_told_at_the_edges_of_its_ranges() -> None:
    font = Font(ranges="61-63 65 3b1-3c9")

    assert [font.has(letter) for letter in "`abcdefα\u03c9\u03ca"] == [
        False, True, True, True, False, True, False, True, True, False,
    ]  # fmt: skip


@pytest.fixture
def no_fontconfig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A machine without fontconfig."""
    monkeypatch.setenv("PATH", str(tmp_path))
    fonts.installed.cache_clear()
    yield
    fonts.installed.cache_clear()


@pytest.mark.usefixtures("no_fontconfig")
def test_without_fontconfig_plain_latin_has_pillows_own() -> None:
    [font] = chosen("Hello you", "en")

    assert font.file == ""
    assert font.sized(20).getlength("Hello") > 20


@pytest.mark.usefixtures("no_fontconfig")
@pytest.mark.parametrize(("text", "package"), [("Привет", "fonts-noto-core"), ("こんにちは", "fonts-noto-cjk")])
def test_letters_that_no_font_has_are_named_with_what_to_install(text: str, package: str) -> None:
    with pytest.raises(FilmError, match=f"has the letters .*apt install fontconfig {package}.*--font"):
        chosen(text, "en")


def test_signs_that_no_font_has_are_no_reason_to_fail() -> None:
    needed("fc-list")

    assert chosen("Hello 🧬\U0001faf6", "en")


def test_a_font_file_that_is_none_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font at all")

    with pytest.raises(FilmError, match=r"broken\.ttf is no font"):
        chosen("Hello", "en", broken)
    with pytest.raises(FilmError, match="there is no font"):
        chosen("Hello", "en", tmp_path / "none.ttf")


def test_an_upright_sans_serif_is_preferred() -> None:
    needed("fc-list")
    [font] = chosen("Hola, ¿qué tal?", "es")

    assert "Sans" in font.family
    assert not any(word in font.file for word in ("Italic", "Oblique", "Mono", "Condensed"))


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_every_language_has_a_label_of_its_own(language: str) -> None:
    assert label(language)
    assert language == "en" or label(language) != LABELS["en"]


def test_a_language_without_a_label_has_the_english_one() -> None:
    assert label("fi") == LABELS["en"]


def test_scripts_that_need_shaping_need_raqm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda _: False)

    with pytest.raises(FilmError, match="FriBiDi"):
        chosen("مرحبا", "ar")
