# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Properties of the helpers that the conventions rest on, for any names.

A pattern for kernels, too: say what holds for every input, let hypothesis look for the
one where it does not.
"""

from string import ascii_lowercase, digits

from hypothesis import given
from hypothesis import strategies as st

from . import names

WORD = st.text(ascii_lowercase + digits, min_size=1, max_size=8)
MODEL = st.lists(WORD, min_size=1, max_size=4).map(".".join)
KIND = st.sampled_from(names.VIEW_TYPES)
DETAIL = st.lists(WORD, max_size=2).map("_".join)


@given(MODEL)
def test_a_model_can_be_read_back_from_its_id(model):
    """No two models without underscores share the form their names take in ids."""
    assert names.underscored(model).replace("_", ".") == model
    assert names.is_snake_case(names.underscored(model))


@given(MODEL, KIND, DETAIL)
def test_what_is_built_for_a_view_is_accepted_for_it(model, kind, detail):
    """The id made for a view passes the check of ids, its name mirrors it."""
    xmlid = names.view_id(model, kind, detail)
    assert names.is_view_id(xmlid, model, kind)
    assert names.view_name(model, kind, detail) == xmlid.replace("_", ".")


@given(MODEL, KIND, KIND)
def test_a_view_is_not_taken_for_one_of_another_type(model, kind, other):
    """An id that names one type is refused for each other type."""
    assert names.is_view_id(names.view_id(model, kind), model, other) == (kind == other)


@given(MODEL, st.text(max_size=12))
def test_no_text_makes_an_id_with_anything_but_words(model, text):
    """Whatever stands where a detail belongs, what is accepted is lower-case words."""
    for kind in names.PATTERNS:
        xmlid = f"{names.underscored(model)}_action_{text}"
        if names.is_id_of(kind, xmlid):
            assert names.is_snake_case(xmlid)
