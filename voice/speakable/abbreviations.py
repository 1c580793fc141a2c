"""What is shortened in writing and said in full, language by language."""

import re
from collections.abc import Mapping
from functools import cache, partial

# As they are written, with their points; in capitals or small letters as they stand here, or with a capital first.
_ALWAYS: dict[str, dict[str, str]] = {
    "en": {
        "e.g.": "for example", "i.e.": "that is", "vs.": "versus", "vs": "versus", "approx.": "approximately",
        "Dr.": "Doctor", "Prof.": "Professor", "Mr.": "Mister", "Mrs.": "Missus",
        "incl.": "including", "excl.": "excluding", "dept.": "department", "w/o": "without",
        "w/": "with", "btw": "by the way", "imo": "in my opinion", "imho": "in my humble opinion",
        "tbh": "to be honest", "idk": "I don't know", "afaik": "as far as I know", "thx": "thanks", "pls": "please",
        "plz": "please",
    },
    "de": {
        "z.B.": "zum Beispiel", "zB": "zum Beispiel", "d.h.": "das heißt", "u.a.": "unter anderem",
        "z.T.": "zum Teil", "i.d.R.": "in der Regel", "u.U.": "unter Umständen", "v.a.": "vor allem",
        "z.Z.": "zurzeit", "z.Zt.": "zurzeit", "o.Ä.": "oder Ähnliches", "u.Ä.": "und Ähnliches",
        "bzw.": "beziehungsweise", "ca.": "circa", "evtl.": "eventuell", "ggf.": "gegebenenfalls",
        "inkl.": "inklusive", "exkl.": "exklusive", "max.": "maximal", "mind.": "mindestens",
        "sog.": "sogenannt", "vgl.": "vergleiche", "zzgl.": "zuzüglich", "Dr.": "Doktor", "Prof.": "Professor",
        "Str.": "Straße", "Tel.": "Telefon", "gem.": "gemäß", "vllt": "vielleicht",
        "vlt": "vielleicht", "vll": "vielleicht",
    },
    "fr": {
        "p.ex.": "par exemple", "c.-à-d.": "c'est-à-dire", "càd": "c'est-à-dire", "env.": "environ",
        "M.": "Monsieur", "Mme": "Madame", "Mlle": "Mademoiselle", "MM.": "Messieurs", "Dr": "Docteur",
        "Pr": "Professeur", "tél.": "téléphone", "stp": "s'il te plaît",
        "svp": "s'il vous plaît", "bcp": "beaucoup", "tjs": "toujours", "qqn": "quelqu'un", "qqch": "quelque chose",
        "pcq": "parce que",
    },
    "es": {
        "p.ej.": "por ejemplo", "Sr.": "Señor", "Sra.": "Señora", "Srta.": "Señorita", "Dr.": "Doctor",
        "Dra.": "Doctora", "Ud.": "usted", "Uds.": "ustedes", "Vd.": "usted", "aprox.": "aproximadamente",
        "EE.UU.": "Estados Unidos", "EEUU": "Estados Unidos", "tel.": "teléfono", "Prof.": "Profesor",
        "máx.": "máximo", "mín.": "mínimo", "tb": "también", "tmb": "también", "xq": "porque", "xfa": "por favor",
    },
    "pt": {
        "p.ex.": "por exemplo", "Sr.": "Senhor", "Sra.": "Senhora", "Dr.": "Doutor", "Dra.": "Doutora",
        "aprox.": "aproximadamente", "Prof.": "Professor", "Profa.": "Professora", "tel.": "telefone",
        "máx.": "máximo", "mín.": "mínimo", "vc": "você", "vcs": "vocês", "tb": "também", "tbm": "também",
        "hj": "hoje", "blz": "beleza", "mto": "muito", "obs.": "observação",
    },
    "it": {
        "p.es.": "per esempio", "ad es.": "ad esempio", "Sig.": "Signor", "Sig.ra": "Signora",
        "Dott.": "Dottor", "Dott.ssa": "Dottoressa", "Prof.": "Professor", "Prof.ssa": "Professoressa",
        "ca.": "circa", "tel.": "telefono", "max.": "massimo", "cmq": "comunque",
    },
    "nl": {
        "bijv.": "bijvoorbeeld", "bv.": "bijvoorbeeld", "d.w.z.": "dat wil zeggen", "o.a.": "onder andere",
        "m.a.w.": "met andere woorden", "a.u.b.": "alstublieft", "aub": "alstublieft", "ca.": "circa",
        "incl.": "inclusief", "excl.": "exclusief", "max.": "maximaal", "evt.": "eventueel", "dhr.": "de heer",
        "mevr.": "mevrouw", "dr.": "doctor", "prof.": "professor", "t/m": "tot en met", "i.p.v.": "in plaats van",
        "i.v.m.": "in verband met", "t.o.v.": "ten opzichte van", "n.v.t.": "niet van toepassing",
        "mss": "misschien", "iig": "in ieder geval",
    },
    "pl": {
        "np.": "na przykład", "tzn.": "to znaczy", "tj.": "to jest", "m.in.": "między innymi",
        "dr": "doktor", "prof.": "profesor", "ul.": "ulica", "wg": "według", "tzw.": "tak zwany",
    },
    "tr": {"örn.": "örneğin", "Dr.": "Doktor", "Prof.": "Profesör", "yy.": "yüzyıl", "bkz.": "bakınız"},
    "ru": {
        "т.е.": "то есть", "т.к.": "так как", "напр.": "например", "т.н.": "так называемый", "ул.": "улица",
        "спс": "спасибо", "пжл": "пожалуйста",
    },
    "uk": {"т.зв.": "так званий", "напр.": "наприклад", "вул.": "вулиця", "див.": "дивись"},
    "ar": {"د.": "دكتور", "أ.د.": "أستاذ دكتور"},
    "hi": {"डॉ.": "डॉक्टर", "डॉ॰": "डॉक्टर", "प्रो.": "प्रोफ़ेसर"},
    "id": {
        "dgn": "dengan", "yg": "yang", "utk": "untuk", "tdk": "tidak", "sdh": "sudah", "blm": "belum",
        "krn": "karena", "Bpk.": "Bapak", "Jl.": "Jalan", "tgl": "tanggal", "spt": "seperti", "kpd": "kepada",
    },
}  # fmt: skip
# At the end of a list, and often of a sentence, which their point then ends, too.
_LAST: dict[str, dict[str, str]] = {
    "en": {"etc.": "et cetera", "etc": "et cetera"},
    "de": {"usw.": "und so weiter", "etc.": "et cetera", "u.s.w.": "und so weiter", "usf.": "und so fort"},
    "fr": {"etc.": "et cetera", "etc": "et cetera"},
    "es": {"etc.": "etcétera", "etc": "etcétera"},
    "pt": {"etc.": "etcétera", "etc": "etcétera"},
    "it": {"ecc.": "eccetera", "etc.": "eccetera", "ecc": "eccetera"},
    "nl": {"enz.": "enzovoort", "etc.": "et cetera", "e.d.": "en dergelijke"},
    "pl": {"itd.": "i tak dalej", "itp.": "i tym podobne"},
    "tr": {"vb.": "ve benzeri"},
    "ru": {"и т.д.": "и так далее", "и т.п.": "и тому подобное"},
    "uk": {"і т.д.": "і так далі", "і т.п.": "і тому подібне"},
    "id": {"dll.": "dan lain-lain", "dll": "dan lain-lain", "dsb.": "dan sebagainya"},
}
# Only before a number.
_BEFORE: dict[str, dict[str, str]] = {
    "en": {"p.": "page", "pp.": "pages", "fig.": "figure", "vol.": "volume",
           "ch.": "chapter", "ca.": "about"},
    "de": {"Nr.": "Nummer", "S.": "Seite", "Abs.": "Absatz", "Art.": "Artikel", "Kap.": "Kapitel", "Abb.": "Abbildung",
           "Bd.": "Band", "§": "Paragraf"},
    "fr": {"n°": "numéro", "nº": "numéro", "no": "numéro", "p.": "page", "art.": "article", "fig.": "figure"},
    "es": {"n.º": "número", "nº": "número", "n°": "número", "núm.": "número", "pág.": "página", "p.": "página",
           "art.": "artículo", "cap.": "capítulo"},
    "pt": {"n.º": "número", "nº": "número", "n°": "número", "pág.": "página", "p.": "página", "art.": "artigo",
           "cap.": "capítulo"},
    "it": {"n.": "numero", "nº": "numero", "n°": "numero", "pag.": "pagina", "p.": "pagina", "art.": "articolo",
           "cap.": "capitolo"},
    "nl": {"nr.": "nummer", "blz.": "bladzijde", "p.": "pagina", "art.": "artikel"},
    "pl": {"nr": "numer", "str.": "strona", "s.": "strona", "art.": "artykuł"},
    "tr": {"no.": "numara", "s.": "sayfa"},
    "ru": {"№": "номер", "стр.": "страница"},
    "uk": {"№": "номер", "стор.": "сторінка"},
    "id": {"no.": "nomor", "hal.": "halaman"},
}  # fmt: skip
# Only behind a number: what one of it is, and what several are.
_BEHIND: dict[str, dict[str, tuple[str, str]]] = {
    "en": {
        "hr": ("hour", "hours"), "hrs": ("hour", "hours"), "min": ("minute", "minutes"), "mins": ("minute", "minutes"),
        "sec": ("second", "seconds"), "secs": ("second", "seconds"), "yr": ("year", "years"), "yrs": ("year", "years"),
    },
    "de": {
        "Std.": ("Stunde", "Stunden"), "Std": ("Stunde", "Stunden"), "Min.": ("Minute", "Minuten"),
        "Min": ("Minute", "Minuten"), "Sek.": ("Sekunde", "Sekunden"), "Mio.": ("Million", "Millionen"),
        "Mrd.": ("Milliarde", "Milliarden"), "Tsd.": ("Tausend", "Tausend"), "Stk.": ("Stück", "Stück"),
        "EL": ("Esslöffel", "Esslöffel"), "TL": ("Teelöffel", "Teelöffel"),
    },
    "nl": {"mln": ("miljoen", "miljoen"), "mld": ("miljard", "miljard"), "min.": ("minuut", "minuten")},
}  # fmt: skip
_GAP = "[ \u00a0\u202f]?"
_LINE_ENDS = re.compile(r"[ \t]*(?:\n|$)")
_ENDED = re.compile(r"\s*(?:\n|$)|\s+[A-ZÀ-ÞА-ЯЁ]")


def with_abbreviations_said(text: str, language: str) -> str:
    """The text with the language's abbreviations in full."""
    for table, behind in ((_LAST, ""), (_BEFORE, rf"(?={_GAP}[0-9])"), (_ALWAYS, "")):
        if language in table:
            forms = _forms(table[language])
            says = {"".join(form.split()): said for form, said in forms.items()}
            text = _pattern(tuple(forms), behind).sub(partial(_said, says, ends=table is _LAST), text)
    if language in _BEHIND:
        text = _behind(language).sub(partial(_counted, _BEHIND[language]), text)
    return text


def _said(says: Mapping[str, str], match: re.Match[str], *, ends: bool) -> str:
    # Behind "usw." at its end, a sentence has no point of its own.
    stop = "." if ends and match[0].endswith(".") and _ENDED.match(match.string, match.end()) else ""
    return says["".join(match[0].split())] + stop


def _counted(says: Mapping[str, tuple[str, str]], match: re.Match[str]) -> str:
    one, several = says[match["short"]]
    # A point that a capital follows is mostly the abbreviation's own: German nouns have one, too.
    stop = "." if match["short"].endswith(".") and _LINE_ENDS.match(match.string, match.end()) else ""
    return f"{match['number']} {one if match['number'] == '1' else several}{stop}"


def _forms(table: Mapping[str, str]) -> dict[str, str]:
    """What is said for each spelling: as it stands in the table, and with a capital first."""
    capitals = {short[0].upper() + short[1:]: said[:1].upper() + said[1:] for short, said in table.items()}
    return {**capitals, **table}


@cache
def _pattern(shorts: tuple[str, ...], behind: str) -> re.Pattern[str]:
    alternatives = "|".join(map(_spaced, sorted(shorts, key=len, reverse=True)))
    return re.compile(rf"(?<![\w.])(?:{alternatives}){behind}")


def _spaced(short: str) -> str:
    """A pattern for an abbreviation, with or without spaces behind its points."""
    points = re.sub(r"\\\.(?=.)", lambda _: rf"\.{_GAP}", re.escape(short))
    inner = points.replace(r"\ ", _GAP)
    return inner if short.endswith((".", "°", "º", "№", "§", "॰", "/")) else rf"{inner}(?!\w)"


@cache
def _behind(language: str) -> re.Pattern[str]:
    shorts = "|".join(map(_spaced, sorted(_BEHIND[language], key=len, reverse=True)))
    return re.compile(rf"(?<![\w.,])(?P<number>[0-9](?:[0-9.,]{{0,30}}[0-9])?){_GAP}(?P<short>{shorts})")
