"""Converts forms with pyxform and compares each with what Carat made of it.

usage: compare.py LIST

LIST holds a line for each form: its file, and the file of Carat's XForm or "-" when Carat
rejected it, separated by a tab. A form in Markdown is given to pyxform as text, so that it
has no name. For each form one line is printed: "same", "rejected", or what differs, then a
tab and the details.
"""

import difflib
import re
import sys
import warnings
import xml.etree.ElementTree as ElementTree

warnings.simplefilter("ignore")
from pyxform.errors import PyXFormError  # noqa: E402
from pyxform.xls2xform import convert  # noqa: E402


def squeezed(text):
    return re.sub(r"\s+", " ", text or "").strip()


def lines(element):
    """An element as lines: attributes sorted, white space single, itext sorted."""
    inside = [lines(child) + [squeezed(child.tail)] for child in element]
    if element.tag.split("}")[-1] in ("translation", "text"):
        inside.sort()
    attributes = sorted((key, squeezed(value)) for key, value in element.attrib.items())
    yield_lines = [f"<{element.tag} {attributes}>{squeezed(element.text)}"]
    for child in inside:
        yield_lines.extend(child)
    return yield_lines


def of_pyxform(path):
    """The XForm of a form, or why it was rejected; a bare exception is named as such."""
    try:
        if path.endswith(".md"):
            with open(path, encoding="utf-8") as file:
                return convert(xlsform=file.read(), file_type=".md").xform, None
        return convert(xlsform=path).xform, None
    except PyXFormError as error:
        return None, str(error)
    except Exception as error:  # noqa: BLE001
        return None, f"exception {type(error).__name__}: {error}"


def verdict(path, ours):
    theirs, error = of_pyxform(path)
    if error is not None:
        return ("rejected" if ours == "-" else "accepted", error)
    if ours == "-":
        return ("refused", "")
    own = lines(ElementTree.parse(ours).getroot())
    try:
        other = lines(ElementTree.fromstring(theirs))
    except ElementTree.ParseError as error:
        return ("ill-formed", str(error))
    if own == other:
        return ("same", "")
    changes = difflib.unified_diff(other, own, lineterm="", n=0)
    shown = [line for line in changes if not line.startswith(("---", "+++", "@@"))]
    return ("differs", " ⏎ ".join(shown[:6]))


with open(sys.argv[1], encoding="utf-8") as list_of_forms:
    for line in list_of_forms.read().splitlines():
        form, ours = line.split("\t")
        word, details = verdict(form, ours)
        print(f"{word}\t{squeezed(details)}", flush=True)
