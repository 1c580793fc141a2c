"""The pictures of a film: what it is stands in each, captions can be read, and the waveform follows the sound."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.programs import needed
from voice.film.caption_times import Caption
from voice.film.captions import cut
from voice.film.fonts import chosen
from voice.film.labels import LABELS
from voice.film.lettering import Lettering
from voice.film.pictures import composed
from voice.film.scene import Scene, labelled, planes
from voice.film.shapes import MARGIN, SHAPES, Shape

LOUD, QUIET = -10.0, -90.0
PORTRAIT = SHAPES["portrait"]
TEXTS = {
    "en": "Your bike is ready: I replaced the chain.",
    "ar": "دراجتك جاهزة، سعرها 25 يورو في Bike Shop.",
    "hi": "नमस्ते Anna, आपकी साइकिल तैयार है।",
    "ru": "Ваш велосипед готов: я заменил цепь.",
}


@pytest.fixture(autouse=True)
def _fontconfig() -> None:
    needed("fc-list")


def lettering(text: str, language: str = "en", pixels: int = 46) -> Lettering:
    return Lettering(chosen(text, language), pixels, language)


def bright(content: NDArray[np.uint8], part: tuple[int, int]) -> NDArray[np.int64]:
    """The brightness of these rows of a frame."""
    top, height = part
    return content[: PORTRAIT.height][top : top + height].astype(np.int64)


def scene(*captions: Caption, loud: list[float] | None = None, still: Image.Image | None = None) -> Scene:
    base = still or Image.new("RGB", (PORTRAIT.width, PORTRAIT.height), (30, 30, 30))
    text = "".join(line for caption in captions for line in caption.lines)
    return Scene(base, PORTRAIT, captions, loud or [QUIET] * 100, lettering(text))


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_captions_stand_out_and_keep_their_distance_from_the_edges(language: str) -> None:
    still = composed(Image.new("RGB", (720, 1280), (255, 255, 255)), PORTRAIT)
    letters = lettering(TEXTS[language], language)
    lines = cut(TEXTS[language], PORTRAIT.width - 2 * MARGIN, letters.width)[0]

    rows = bright(Scene(still, PORTRAIT, [Caption(lines, 0, 9)], [QUIET] * 9, letters).frame(0), PORTRAIT.captions)

    ground = np.median(rows)
    # White on this is 7:1 at the least, as WCAG's AAA wants it: Y of 16..235 is sRGB of 0..255.
    assert ground < 16 + 219 * 89 / 255
    assert (rows > 220).mean() > 0.02
    assert (rows[:, :MARGIN] < 70).all()
    assert (rows[:, -MARGIN:] < 70).all()
    assert (rows[:4] < 70).all()
    assert (rows[-4:] < 70).all()


def test_a_caption_is_there_in_its_time_alone() -> None:
    drawn = scene(Caption(("Hello",), 2, 4))

    white = [int((bright(drawn.frame(number), PORTRAIT.captions) > 200).sum()) for number in range(6)]

    assert [bool(one) for one in white] == [False, False, True, True, False, False]


def test_the_waveform_is_as_high_as_the_sound_is_loud() -> None:
    loud = [QUIET] * 40 + [-30.0] * 40 + [LOUD] * 40
    drawn = scene(loud=loud)
    middle = slice(PORTRAIT.width // 2 - 4, PORTRAIT.width // 2 + 4)

    heights = [
        int((bright(drawn.frame(number), PORTRAIT.bars)[:, middle].max(1) > 120).sum()) for number in (5, 60, 110)
    ]

    assert heights[0] <= 8
    assert heights[0] + 10 < heights[1] < heights[2] - 10
    assert heights[2] <= PORTRAIT.bars[1]


def test_the_waveform_moves_by_a_bar_a_frame() -> None:
    loud = [QUIET] * 200
    loud[50] = LOUD
    drawn = scene(loud=loud)

    places = []
    for number in (50, 51, 55, 45):
        columns = bright(drawn.frame(number), PORTRAIT.bars)[4].astype(int)
        places.append(int(np.flatnonzero(columns > columns.min() + 20).mean()))

    assert places[0] == pytest.approx(PORTRAIT.width // 2, abs=6)
    assert [places[0] - place for place in places] == [0, 10, 50, -50]


def test_nothing_else_changes_from_frame_to_frame() -> None:
    still = composed(Image.effect_noise((720, 1280), 60).convert("RGB"), PORTRAIT)
    drawn = scene(Caption(("Hello",), 0, 50), loud=[LOUD, QUIET] * 60, still=still)

    first, later = drawn.frame(3).copy(), drawn.frame(40).copy()

    top, height = PORTRAIT.bars
    changed = np.flatnonzero((first[: PORTRAIT.height] != later[: PORTRAIT.height]).any(1))
    assert changed.min() >= top
    assert changed.max() < top + height


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("language", sorted(set(LABELS) - {"ja", "zh", "ko"}))
def test_what_the_film_is_can_be_read_in_every_language(language: str, shape: Shape) -> None:
    line = LABELS[language]
    still = Image.new("RGB", (shape.width, shape.height), (255, 255, 255))
    letters = lettering(line, language, 24)

    made = np.asarray(labelled(still, shape, line, letters).convert("L"), int)

    part = made[shape.label : shape.label + 60]
    ground = part[:, shape.width // 2 - 100 : shape.width // 2 + 100]
    assert letters.width(line) < shape.width - 2 * MARGIN
    # White letters on grey, over white.
    assert np.percentile(ground, 25) < 115
    assert (ground > 240).any(0).mean() > 0.3
    assert (made[shape.label + 80 :] == 255).all()


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ((0, 0, 0), (16, 128, 128)),
        ((255, 255, 255), (235, 128, 128)),
        ((255, 0, 0), (63, 102, 240)),
        ((0, 255, 0), (173, 42, 26)),
        ((0, 0, 255), (32, 240, 118)),
    ],
)
def test_colours_are_those_of_bt_709(colour: tuple[int, int, int], expected: tuple[int, int, int]) -> None:
    luma, chroma = planes(Image.new("RGB", (4, 4), colour))

    found = (int(luma[0, 0]), int(chroma[0, 0, 0]), int(chroma[0, 0, 1]))

    assert all(abs(one - other) <= 1 for one, other in zip(found, expected, strict=True))


def test_letters_of_two_scripts_stand_in_one_line() -> None:
    both = lettering("AI की आवाज़ Anna", "hi")

    assert both.width("AI की आवाज़") > both.width("AI ") + 40
    assert both.width("Anna") == pytest.approx(lettering("Anna").width("Anna"), rel=0.2)


def test_letters_that_no_font_has_take_no_room() -> None:
    letters = lettering("Hello")

    assert letters.width("Hello\U0001faf6") == letters.width("Hello")
