"""Numbers as they are said: in each language's words, or in digits where its words are not known; none is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from voice.languages import KNOWN
from voice.speakable import speakable

WORDED = {"en": "en", "de": "de", "fr": "fr", "es": "es", "pt": "pt_BR", "it": "it", "nl": "nl", "id": "id"}


def said(language: str, text: str, words: str) -> None:
    assert speakable(text, language) == words


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "1,234.56", "one thousand two hundred and thirty-four point five six"),
        ("en", "12 and 0.05", "twelve and zero point zero five"),
        ("de", "1.234,56 und 12", "eintausendzweihundertvierunddreißig Komma fünf sechs und zwölf"),
        ("es", "1.234,5 y 12", "mil doscientos treinta y cuatro coma cinco y doce"),
        ("fr", "10 000 lettres et 3,14", "dix mille lettres et trois virgule un quatre"),
        ("pt", "1.000.000", "um milhão"),
        ("it", "1.500", "millecinquecento"),
        ("nl", "2,5", "twee komma vijf"),
        ("id", "10.000", "sepuluh ribu"),
        ("ru", "10 000 и 3,14", "10000 и 3,14"),
        ("hi", "1,00,000", "100000"),
        ("ja", "3個", "3個"),
        ("ar", "٣٥ كتابا", "35 كتابا"),
        ("en", "1,00,000", "one hundred thousand"),
        # The other way of writing is read as it is written, for nobody knows what was meant.
        ("de", "3.14", "drei Punkt vierzehn"),
        ("en", "1,5", "one, five"),
        ("de", "1,234.56", "eintausendzweihundertvierunddreißig Komma fünf sechs"),
        ("en", ".5 and -0.5 and +3 and −2", "zero point five and minus zero point five and plus three and minus two"),
        # Swedish has no vocabulary here.
        ("sv", "5 km, 3,14", "5 km, 3,14"),
    ],
)  # fmt: skip
def test_a_number_in_its_language(language: str, text: str, words: str) -> None:
    said(language, text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("007 and 0123", "zero zero seven and zero one two three"),
        ("1234567890123", "one two three four five six seven eight nine zero one two three"),
        ("3.11.2", "three point eleven point two"),
        ("v3.11 is out", "v three point eleven is out"),
        ("192.168.1.10", "one hundred and ninety-two point one hundred and sixty-eight point one point ten"),
        ("1,2,3", "one, two, three"),
        ("555-1234-22", "five five five, one two three four, twenty-two"),
        ("It is 6.0.  Then", "It is six point zero. Then"),
        ("F-16, 5.x, B2B, mp3, 4K, 90s, 1990s, 5.Then", "F-16, 5.x, B2B, mp3, 4K, 90s, 1990s, 5.Then"),
        ("#5 of 10", "number five of ten"),
        ("3 * 4 = 12, 3+4, 2 × 2", "three times four equals twelve, three plus four, two times two"),
        ("4x4 and 3 x 5", "four by four and three by five"),
        ("~5, <10 and > 3", "about five, less than ten and more than three"),
        ("C++ and A+", "C++ and A+"),
    ],
)
def test_what_is_no_quantity(text: str, words: str) -> None:
    said("en", text, words)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "3–5 eggs, 10 - 12, won 3-1", "three to five eggs, ten to twelve, won three one"),
        ("en", "1914–1918, 2019-2021", "nineteen fourteen to nineteen eighteen, twenty nineteen to twenty twenty-one"),
        ("de", "3–5 Eier", "drei bis fünf Eier"),
        ("ru", "3–5 книг", "3–5 книг"),
        ("en", "1st, 2nd, 23rd and 100th", "first, second, twenty-third and one hundredth"),
        ("de", "der 3. Platz, am 2. Tag. Wir waren 3. Dann", "der dritte Platz, am zweiten Tag. Wir waren drei. Dann"),
        ("fr", "1er, 1re, 2e, 21ème", "premier, première, deuxième, vingt et unième"),
        ("es", "1.º, 2ª, 3er", "primero, segunda, tercer"),
        ("pt", "1º e 3ª", "primeiro e terceira"),
        ("it", "1º e 3ª", "primo e terza"),
        ("nl", "1e, 2de, 20ste", "eerste, tweede, twintigste"),
        ("id", "ke-3", "ketiga"),
        ("en", "1/2 cup, 1½ hours, ¾", "one half cup, one and one half hours, three quarters"),
        ("en", "24/7, (1/2), 5/7", "twenty-four seven, (one slash two), five slash seven"),
        ("de", "2 1/2 und 1/4", "zwei und ein halb und ein Viertel"),
        ("en", "since 1984, 1200 people", "since nineteen eighty-four, one thousand two hundred people"),
        ("de", "seit 1984, 1200 Leute", "seit neunzehnhundertvierundachtzig, eintausendzweihundert Leute"),
        # The word would have another ending before some of the words that follow: the engine sees which.
        ("de", "1 Apfel, 2 Äpfel, Kapitel 1", "1 Apfel, zwei Äpfel, Kapitel eins"),
        ("es", "21 libros, 200 personas, 20 libros", "21 libros, 200 personas, veinte libros"),
    ],
)  # fmt: skip
def test_ranges_places_fractions_and_years(language: str, text: str, words: str) -> None:
    said(language, text, words)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "5 km at 20 km/h", "five kilometers at twenty kilometers per hour"),
        ("en", "30%, -5 °C", "thirty percent, minus five degrees Celsius"),
        ("en", "3–5 km and 1.5 kg", "three to five kilometers and one point five kilograms"),
        ("en", "5m, 5 m, 90 s", "5m, five meters, ninety seconds"),
        ("de", "1,5 kg, 30 %, 20 °C, 2 bar", "eins Komma fünf Kilo, dreißig Prozent, zwanzig Grad Celsius, zwei Bar"),
        ("fr", "5 km", "cinq kilomètres"),
        ("es", "3 kg", "tres kilogramos"),
        ("pl", "1 km, 2 km, 5 km", "1 kilometr, 2 kilometry, 5 kilometrów"),
        ("ru", "1 км, 21 км, 5 км", "1 километр, 21 километр, 5 километров"),
        ("ru", "30%, -5 °C", "30 процентов, минус 5 градусов Цельсия"),
        ("tr", "%30 ve 30%", "yüzde 30 ve yüzde 30"),
        ("zh", "30%和5公里", "百分之30和5公里"),
        ("ja", "30%", "30パーセント"),
        ("ko", "5km", "5킬로미터"),
        ("hi", "5 km", "5 किलोमीटर"),
    ],
)  # fmt: skip
def test_measures(language: str, text: str, words: str) -> None:
    said(language, text, words)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "$12.50, $1", "twelve dollars and fifty cents, one dollar"),
        ("en", "£0.99, €1.01", "ninety-nine pence, one euro and one cent"),
        ("en", "$1,250 or $1.5k", "one thousand two hundred and fifty dollars or one point five thousand dollars"),
        ("en", "$5 million, $3M", "five million dollars, three million dollars"),
        ("en", "-$5, €5–10", "minus five dollars, five to ten euros"),
        ("en", "20 CHF", "twenty Swiss francs"),
        ("de", "12,50 €, 5 Mio. €", "zwölf Euro fünfzig, fünf Millionen Euro"),
        ("de", "1.250 €", "eintausendzweihundertfünfzig Euro"),
        ("fr", "12,50 € et 5 millions €", "douze euros cinquante et cinq millions d'euros"),
        ("es", "12,50 €", "doce euros con cincuenta céntimos"),
        ("pt", "R$ 12,50", "doze reais e cinquenta centavos"),
        ("it", "12,50 €", "dodici euro e cinquanta"),
        ("nl", "€ 12,50", "twaalf euro vijftig"),
        ("id", "Rp 10.000", "sepuluh ribu rupiah"),
        ("pl", "5 zł", "5 złotych"),
        ("ru", "12,50 €, $5, $2", "12,50 евро, 5 долларов, 2 доллара"),
        ("ja", "$5", "5 ドル"),
        ("zh", "¥5", "5 元"),
    ],
)  # fmt: skip
def test_money(language: str, text: str, words: str) -> None:
    said(language, text, words)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "2026-11-23", "November twenty-third, twenty twenty-six"),
        ("en", "Nov 23, 2026", "November twenty-third, twenty twenty-six"),
        ("en", "5 May and March 3rd", "May fifth and March third"),
        ("en", "11/23/2026", "November twenty-third, twenty twenty-six"),
        ("en", "23/11/2026", "November twenty-third, twenty twenty-six"),
        # The fifth of June, or the sixth of May: what stands there is said.
        ("en", "05/06/2026", "zero five slash zero six slash twenty twenty-six"),
        ("en", "2026-13-40", "two zero two six, thirteen, forty"),
        ("de", "am 23.11.2026", "am dreiundzwanzigsten November zweitausendsechsundzwanzig"),
        ("de", "23. November 2026", "dreiundzwanzigster November zweitausendsechsundzwanzig"),
        ("de", "vom 3. Mai bis zum 5.6. ja", "vom dritten Mai bis zum fünften Juni ja"),
        ("fr", "le 1er janvier 2026", "le premier janvier deux mille vingt-six"),
        ("fr", "le 05/06/2026", "le cinq juin deux mille vingt-six"),
        ("es", "el 23 de noviembre de 2026", "el veintitrés de noviembre de dos mil veintiséis"),
        ("pt", "1º de maio", "primeiro de maio"),
        ("it", "il 1 maggio, 3 set", "il primo maggio, tre set"),
        ("nl", "23 november 2026", "drieëntwintig november tweeduizendzesentwintig"),
        ("ru", "23.11.2026", "23 ноября 2026 года"),
        ("pl", "23.11.2026", "23 listopada 2026"),
        ("ja", "2026-11-23", "2026年11月23日"),
        ("ar", "2026-11-23", "23 نوفمبر 2026"),
    ],
)  # fmt: skip
def test_dates(language: str, text: str, words: str) -> None:
    said(language, text, words)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "14:30, 9:05, 9:00, 14:00", "fourteen thirty, nine oh five, nine o'clock, fourteen hundred"),
        ("en", "2pm, 2:30 p.m. today, at 7 a.m. Then", "two PM, two thirty PM today, at seven AM. Then"),
        ("de", "14:30 Uhr, 9.05 Uhr, 1 Uhr", "vierzehn Uhr dreißig, neun Uhr fünf, ein Uhr"),
        ("fr", "14h30, 1h, 21:00", "quatorze heures trente, une heure, vingt et une heures"),
        ("es", "a las 14:30 o 1:05", "a las catorce treinta o una cero cinco"),
        ("pt", "às 14:30, 2h", "às catorze e trinta, duas horas"),
        ("it", "alle 14:30, all'1:00", "alle quattordici e trenta, all'1:00"),
        ("nl", "14:30 uur", "veertien uur dertig"),
        ("ru", "14:30", "14:30"),
        ("en", "16:9", "sixteen nine"),
    ],
)  # fmt: skip
def test_times(language: str, text: str, words: str) -> None:
    said(language, text, words)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "call +1 650-253-0000", "call plus one six five zero, two five three, zero zero zero zero"),
        ("de", "030 901820", "null drei null, neun null eins acht zwei null"),
        ("ru", "+7 495 123-45-67", "плюс 7, 4 9 5, 1 2 3, 4 5, 6 7"),
    ],
)
def test_a_telephone_number_is_said_digit_by_digit(language: str, text: str, words: str) -> None:
    said(language, text, words)


NUMBERS = st.integers(0, 999_999)
CONTEXTS = st.sampled_from(
    ["{}", "{} km", "{} kg.", "({})", "**{}**", "{}%", "{} and", "- {}", "> {}", "a, {}!", "{}?", "`{}`", "# {}",
     "x {} y", "[{}](https://example.org/9)", "{}…", "“{}”", "{}\n", "{} 😂", "1. {}", "_{}_", "{} eggs", "~{}", "#{}"]
)  # fmt: skip


@settings(deadline=None)  # the first text of a language waits for its patterns
@given(st.sampled_from(KNOWN), st.lists(st.tuples(NUMBERS, CONTEXTS), min_size=1, max_size=5))
def test_no_number_is_lost(language: str, numbers: list[tuple[int, str]]) -> None:
    text = "\n\nso ".join(context.format(number) for number, context in numbers)
    heard = speakable(text, language)
    for number, _ in numbers:
        words = [str(number)]
        if language in WORDED:
            words.append(str(num2words(number, lang=WORDED[language])).replace(",", ""))
        assert any(word in heard for word in words), (number, heard)


@settings(deadline=None)  # the first text of a language waits for its patterns
@given(st.sampled_from([*KNOWN, "sv", ""]), st.text("0123456789.,:-–/ %$€£xhkm°C+#~()'\n½²٣१", max_size=40))
def test_any_figures_are_said_in_one_line(language: str, text: str) -> None:
    heard = speakable(text, language)
    assert "\n" not in heard
    assert not any("\ue000" <= sign <= "\uf8ff" or sign >= "\U000f0000" for sign in heard)
