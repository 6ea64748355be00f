from hypothesis import given
from hypothesis import strategies as st

from lifecycle import chain

FACTS = st.dictionaries(st.text(max_size=8), st.one_of(st.text(), st.integers(), st.none()), max_size=4)


def chained(facts: list[dict]) -> list[tuple[dict, str, str]]:
    lines, previous = [], chain.GENESIS
    for fact in facts:
        own = chain.link(previous, fact)
        lines.append((fact, previous, own))
        previous = own
    return lines


def test_facts_are_written_down_in_one_way():
    assert chain.canonical({"ә": 1, "a": ["қ", None]}) == '{"a":["қ",null],"ә":1}'


def test_a_fingerprint_is_sha_256():
    assert chain.fingerprint("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.lists(FACTS, max_size=6))
def test_a_chain_holds(facts):
    assert chain.first_break(chained(facts)) is None


@given(st.lists(FACTS, min_size=1, max_size=6), st.data())
def test_a_changed_fact_breaks_it_there(facts, data):
    lines = chained(facts)
    place = data.draw(st.integers(0, len(lines) - 1))
    fact, previous, own = lines[place]
    lines[place] = ({**fact, "added": "later"}, previous, own)

    assert chain.first_break(lines) == place


@given(st.lists(FACTS, min_size=2, max_size=6), st.data())
def test_a_line_taken_out_breaks_it_at_the_next(facts, data):
    lines = chained(facts)
    place = data.draw(st.integers(0, len(lines) - 2))
    del lines[place]

    assert chain.first_break(lines) == place
