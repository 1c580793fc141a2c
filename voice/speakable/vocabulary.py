"""What signs are called aloud, language by language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language; an empty one means that the sign is left to the engine.

    ``code`` is said in place of a block of code, ``at`` and ``dot`` in addresses, ``point`` in numbers as the language
    writes them and ``dot`` in those of others, ``to`` between two ends of a range, ``about`` for "~", ``number`` for
    "#" before one. ``by`` is the x of "3x4". Where words for numbers have cases, there is no ``to``.
    """

    code: str = ""
    at: str = ""
    dot: str = ""
    point: str = ""
    both: str = ""
    to: str = ""
    slash: str = ""
    minus: str = ""
    plus: str = ""
    times: str = ""
    by: str = ""
    equals: str = ""
    about: str = ""
    number: str = ""
    less: str = ""
    more: str = ""


_NONE = Vocabulary()
_WORDS = {
    "en": Vocabulary(
        "code", "at", "dot", "point", "and", "to", "slash", "minus", "plus", "times", "by", "equals", "about", "number",
        "less than", "more than",
    ),
    "de": Vocabulary(
        "Code", "ät", "Punkt", "Komma", "und", "bis", "Schrägstrich", "minus", "plus", "mal", "mal", "gleich", "etwa",
        "Nummer", "weniger als", "mehr als",
    ),
    "fr": Vocabulary(
        "code", "arobase", "point", "virgule", "et", "à", "barre oblique", "moins", "plus", "fois", "sur", "égale",
        "environ", "numéro", "moins de", "plus de",
    ),
    "es": Vocabulary(
        "código", "arroba", "punto", "coma", "y", "a", "barra", "menos", "más", "por", "por", "igual a",
        "aproximadamente", "número", "menos de", "más de",
    ),
    "pt": Vocabulary(
        "código", "arroba", "ponto", "vírgula", "e", "a", "barra", "menos", "mais", "vezes", "por", "igual a",
        "cerca de", "número", "menos de", "mais de",
    ),
    "it": Vocabulary(
        "codice", "chiocciola", "punto", "virgola", "e", "a", "barra", "meno", "più", "per", "per", "uguale", "circa",
        "numero", "meno di", "più di",
    ),
    "nl": Vocabulary(
        "code", "apenstaartje", "punt", "komma", "en", "tot", "schuine streep", "min", "plus", "keer", "bij", "is",
        "ongeveer", "nummer", "minder dan", "meer dan",
    ),
    "pl": Vocabulary(
        "kod", "małpa", "kropka", "", "i", "", "", "minus", "plus", "razy", "na", "równa się", "około", "numer",
        "mniej niż", "więcej niż",
    ),
    "tr": Vocabulary(
        "kod", "et", "nokta", "", "ve", "ile", "", "eksi", "artı", "çarpı", "çarpı", "eşittir", "yaklaşık", "numara",
    ),
    "ru": Vocabulary(
        "код", "собака", "точка", "", "и", "", "", "минус", "плюс", "умножить на", "на", "равно", "примерно", "номер",
        "меньше", "больше",
    ),
    "uk": Vocabulary(
        "код", "равлик", "крапка", "", "і", "", "", "мінус", "плюс", "помножити на", "на", "дорівнює", "приблизно",
        "номер", "менше", "більше",
    ),
    "ar": Vocabulary(
        "كود", "آت", "نقطة", "", "و", "إلى", "", "ناقص", "زائد", "ضرب", "في", "يساوي", "حوالي", "رقم", "أقل من",
        "أكثر من",
    ),
    "hi": Vocabulary(
        "कोड", "ऐट", "डॉट", "", "और", "से", "", "माइनस", "प्लस", "गुणा", "गुणा", "बराबर", "लगभग", "नंबर",
    ),
    "id": Vocabulary(
        "kode", "et", "titik", "koma", "dan", "sampai", "garis miring", "minus", "tambah", "kali", "kali",
        "sama dengan", "sekitar", "nomor", "kurang dari", "lebih dari",
    ),
    "ja": Vocabulary(
        "コード", "アット", "ドット", "", "と", "から", "", "マイナス", "プラス", "かける", "かける", "イコール", "約",
    ),
    "zh": Vocabulary(
        "代码", "艾特", "点", "", "和", "到", "", "负", "加", "乘", "乘", "等于", "大约", "", "小于", "大于",
    ),
    "ko": Vocabulary(
        "코드", "골뱅이", "점", "", "앤드", "에서", "", "마이너스", "플러스", "곱하기", "곱하기", "는", "약",
    ),
}  # fmt: skip


def vocabulary(language: str) -> Vocabulary:
    """The words of this language (ISO 639-1); none of another one's."""
    return _WORDS.get(language, _NONE)
