"""How values are written: bytes that any JSON library would write, since digests name them."""

import json

from hypothesis import given
from hypothesis import strategies as st

from tasks.types.release import Publisher

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(_TEXTS, _TEXTS)
def test_a_value_is_json_in_utf_8_as_python_writes_it(name: str, department: str) -> None:
    one = Publisher(name=name, department=department)
    assert one.encode() == (json.dumps(one.to_json(), ensure_ascii=False, indent=1) + "\n").encode()
