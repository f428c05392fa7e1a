# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The translations in the repository are whole: each term, each placeholder.

Whether the template is what the code says now is checked where Odoo runs, in
``test_translation_export.py``.
"""

import re
from collections import Counter

import polib
import pytest

from .repository import ADDONS, report, translation_file

LANGUAGES = ("zh_CN",)

# Named first, as `%(name)s` would else be taken for something positional.
PLACEHOLDERS = re.compile(
    r"%\(\w+\)[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]"  # %(name)s
    r"|%[-+#0]*\d*(?:\.\d+)?[sdfrxeg](?![a-zA-Z])"  # %s
    r"|\{\{.*?\}\}"  # {{ object.name }}
    r"|\$?\{[\w.]*\}"  # {name}, ${name}
)


def placeholders(text):
    """Return the placeholders of a term with how often each stands in it."""
    return Counter(PLACEHOLDERS.findall(text.replace("%%", "")))


def template_of(addon):
    """Return the translation template of an addon."""
    return translation_file(addon, f"{addon}.pot")


def translation_problems(translation, template):
    """Yield what is missing, unsure, left over or torn in a translation.

    :param polib.POFile translation: the terms of one language
    :param polib.POFile template: the terms there are to translate
    """
    for entry in translation:
        if entry.obsolete:
            yield f"obsolete: {entry.msgid!r}"
        elif entry.fuzzy:
            yield f"fuzzy: {entry.msgid!r}"
        elif not entry.msgstr.strip():
            yield f"without translation: {entry.msgid!r}"
        elif placeholders(entry.msgid) != placeholders(entry.msgstr):
            yield f"other placeholders: {entry.msgid!r} -> {entry.msgstr!r}"
    translated = {entry.msgid for entry in translation if not entry.obsolete}
    wanted = {entry.msgid for entry in template if not entry.obsolete}
    yield from (
        f"not in the translation: {term!r}" for term in sorted(wanted - translated)
    )
    yield from (
        f"not in the template: {term!r}" for term in sorted(translated - wanted)
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("addon", ADDONS)
def test_translation_is_complete(addon, language):
    """Each term of the template is translated, with the placeholders it came with."""
    translation = translation_file(addon, f"{language}.po")
    report(translation_problems(translation, template_of(addon)))


@pytest.mark.parametrize("addon", ADDONS)
def test_template_holds_no_translation(addon):
    """A template is a template."""
    report(entry.msgid for entry in template_of(addon) if entry.msgstr)


def test_checks_fire_on_planted_faults():
    """Each fault a translation can have is noticed, a whole one passes."""
    source = 'msgid "{}"\nmsgstr "{}"\n'
    template = polib.pofile(source.format("%(n)s of %s {x}", ""))

    def problems(text):
        return list(translation_problems(polib.pofile(text), template))

    assert not problems(source.format("%(n)s of %s {x}", "{x} 中 %(n)s %s"))
    for fault in (
        source.format("%(n)s of %s {x}", ""),
        source.format("%(n)s of %s {x}", "{x} 中 %(m)s %s"),
        source.format("%(n)s of %s {x}", "{x} 中 %(n)s"),
        source.format("%(n)s of %s {x}", "中 %(n)s %s"),
        "#, fuzzy\n" + source.format("%(n)s of %s {x}", "{x} 中 %(n)s %s"),
        source.format("%(n)s of %s {x}", "{x} %(n)s %s")
        + '#~ msgid "a"\n#~ msgstr "b"\n',
        source.format("%(n)s of %s {x}", "{x} %(n)s %s")
        + source.format("more", "更多"),
        source.format("other", "另一个"),
    ):
        assert problems(fault), fault
    assert placeholders("100% sure of 5 %") == Counter()
    assert placeholders("%5.2f %% {{ object.name }}") == Counter(
        ["%5.2f", "{{ object.name }}"]
    )
