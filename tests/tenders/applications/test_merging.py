"""Two people at one application: nobody's words are lost (Q30)."""

from tenders.applications.merging import Merged, fingerprint, merge


def shown(**texts):
    return {name: fingerprint(text) for name, text in texts.items()}


def test_what_the_person_did_not_touch_is_not_written_over_a_newer_text():
    seen = shown(goal="old", title="old")

    merged = merge({"goal": "newer", "title": "old"}, {"goal": "old", "title": "mine"}, seen)

    assert merged == Merged(changes=["title"], clashes=[])


def test_what_both_changed_clashes():
    merged = merge({"goal": "theirs"}, {"goal": "mine"}, shown(goal="old"))

    assert merged == Merged(changes=[], clashes=["goal"])


def test_both_saying_the_same_is_no_clash():
    assert merge({"goal": "same"}, {"goal": "same"}, shown(goal="old")) == Merged(changes=[], clashes=[])


def test_a_clash_in_one_text_names_only_that_text():
    seen = shown(goal="old", title="old")

    merged = merge({"goal": "theirs", "title": "old"}, {"goal": "mine", "title": "mine"}, seen)

    assert merged == Merged(changes=["title"], clashes=["goal"])


def test_rows_are_compared_as_a_whole():
    was, theirs, mine = [{"name": "a"}], [{"name": "a"}, {"name": "b"}], [{"name": "c"}]

    assert merge({"rows": theirs}, {"rows": mine}, {"rows": fingerprint(was)}).clashes == ["rows"]


def test_what_no_page_has_shown_is_written():
    assert merge({"goal": "theirs"}, {"goal": "mine"}, {}) == Merged(changes=["goal"], clashes=[])
