"""The child process that reads a DOCX document: its text as HTML, its title and when it was last changed."""

import io
import json
import sys
import zipfile
from xml.etree.ElementTree import Element, tostring

import mammoth

from memory.boxes.confining import confine
from memory.packed import Packed, Unfit, local

# What mammoth is given to read; pictures, settings and what belongs to programs are not among it.
_PARTS = ("[Content_Types].xml", "_rels/.rels", "word/")
_FOLDERS = ("word/media/", "word/embeddings/", "word/fonts/", "word/theme/", "word/comments")
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh\ncomment-reference => "
# What was taken out, or moved from here, while changes were tracked.
_GONE = frozenset({"del", "moveFrom", "delText"})
_OFF = frozenset({"0", "false", "off"})
_DEFECTS = (ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, OSError, RuntimeError,
            TypeError, ValueError, zipfile.BadZipFile)  # fmt: skip


def main() -> None:
    """Read what is on stdin."""
    confine(int(sys.argv[2]))
    with open(0, "rb", closefd=False) as file:
        try:
            packed = Packed(file)
            about = _about(packed)
            markup = mammoth.convert_to_html(_cleaned(packed), style_map=_STYLES, convert_image=_no_image).value
            said = {"html": markup, **about}
        except Unfit as error:
            said = {"wrong": f"{error}."}
        except _DEFECTS:
            said = {"wrong": "is damaged, and cannot be read: save it as DOCX once more."}
    sys.stdout.write(json.dumps(said) + "\n{}\n")


def _no_image(_image: object) -> list[object]:
    return []


def _about(packed: Packed) -> dict[str, str]:
    """Its title, and when it was last changed, in ISO form."""
    try:
        told = {local(element): (element.text or "").strip() for element in packed.xml("docProps/core.xml")}
    except Unfit:
        return {"title": "", "changed": ""}
    return {"title": told.get("title", "")[:1000], "changed": told.get("modified") or told.get("created", "")}


def _cleaned(packed: Packed) -> io.BytesIO:
    """The document without what a reader does not see."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in dict.fromkeys(packed.names()):
            if name.startswith(_PARTS) and name.endswith((".xml", ".rels")) and not name.startswith(_FOLDERS):
                root = packed.xml(name)
                _remove_unseen(root)
                archive.writestr(name, tostring(root))
    return data


def _remove_unseen(root: Element) -> None:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        for child in list(element):
            if local(child) in _GONE or (local(child) == "r" and _is_hidden(child)):
                element.remove(child)
            else:
                waiting.append(child)


def _is_hidden(run: Element) -> bool:
    for properties in run:
        if local(properties) == "rPr":
            for switch in properties:
                if local(switch) == "vanish":
                    return not any(value.lower() in _OFF for value in switch.attrib.values())
    return False


if __name__ == "__main__":
    main()
