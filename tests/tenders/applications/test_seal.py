"""The four verbs of the seal: what was moved, cut, flipped or replayed does not open (R-041, Q56)."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from lifecycle import boxes, chain
from lifecycle.encrypted import Hidden
from lifecycle.models import Refused
from tenders.applications import seal

OPENING = datetime(2026, 12, 1, 13, tzinfo=UTC)
TEXT = chain.canonical({"title": "Үйдегі көмек", "requested_amount": "600000.00"})
OWN = seal.Binding("C-1", "A-1", "R-1", chain.fingerprint(TEXT))


def call_key(**facts):
    """A pair as its row holds it."""
    pair = seal.pair()
    stands = {"call": SimpleNamespace(opening_at=OPENING), "destroyed_at": None}
    return SimpleNamespace(public=pair["public"], private=Hidden(pair["private"]), **stands | facts)


@pytest.fixture
def key():
    return call_key()


def test_what_was_sealed_is_unsealed_to_the_letter(key):
    document = seal.seal(key, TEXT, to=OWN)

    assert seal.unseal(seal.release(key, at=OPENING), document, of=OWN) == TEXT


def test_sealing_needs_no_private_half(key):
    public_half_alone = SimpleNamespace(public=key.public)

    document = seal.seal(public_half_alone, TEXT, to=OWN)

    assert seal.unseal(seal.release(key, at=OPENING), document, of=OWN) == TEXT


@pytest.mark.parametrize("place", ["call", "application", "receipt", "sha256"])
def test_in_the_place_of_another_it_does_not_open(key, place):
    document = seal.seal(key, TEXT, to=OWN)

    with pytest.raises(boxes.Broken):
        seal.unseal(seal.release(key, at=OPENING), document, of=OWN._replace(**{place: "another"}))


def test_two_documents_that_change_places_are_both_refused(key):
    other = OWN._replace(application="A-2", receipt="R-2")
    mine, theirs = seal.seal(key, TEXT, to=OWN), seal.seal(key, TEXT, to=other)
    released = seal.release(key, at=OPENING)

    for document, of in ((theirs, OWN), (mine, other)):
        with pytest.raises(boxes.Broken):
            seal.unseal(released, document, of=of)


def test_an_earlier_version_that_is_replayed_is_refused(key):
    earlier = seal.seal(key, TEXT, to=OWN._replace(receipt="R-0"))

    with pytest.raises(boxes.Broken):
        seal.unseal(seal.release(key, at=OPENING), earlier, of=OWN)


def test_the_head_of_one_on_the_body_of_another_is_refused(key):
    first, second = seal.seal(key, TEXT, to=OWN), seal.seal(key, TEXT, to=OWN)

    with pytest.raises(boxes.Broken):
        seal.unseal(seal.release(key, at=OPENING), first[: seal.WRAPPED] + second[seal.WRAPPED :], of=OWN)


@pytest.mark.parametrize("place", [0, 31, 32, 91, 92, 93, 105, 3000, -1])
def test_one_flipped_bit_is_enough_to_refuse_it(key, place):
    document = bytearray(seal.seal(key, TEXT, to=OWN))
    document[place] ^= 1

    with pytest.raises(boxes.Broken):
        seal.unseal(seal.release(key, at=OPENING), bytes(document), of=OWN)


@pytest.mark.parametrize("left", [0, 1, 31, 91, 92, 93, 200, -1])
def test_what_was_cut_is_refused(key, left):
    document = seal.seal(key, TEXT, to=OWN)

    with pytest.raises(boxes.Broken):
        seal.unseal(seal.release(key, at=OPENING), document[:left], of=OWN)


def test_the_key_of_another_call_opens_nothing(key):
    document = seal.seal(call_key(), TEXT, to=OWN)

    with pytest.raises(boxes.Broken):
        seal.unseal(seal.release(key, at=OPENING), document, of=OWN)


def test_a_text_other_than_the_receipt_confirmed_is_refused(key):
    document = seal.seal(key, TEXT + " ", to=OWN)

    with pytest.raises(boxes.Broken):
        seal.unseal(seal.release(key, at=OPENING), document, of=OWN)


def test_the_key_is_not_released_a_microsecond_before_the_opening(key):
    with pytest.raises(Refused, match="has not come yet"):
        seal.release(key, at=OPENING - timedelta(microseconds=1))


def test_a_destroyed_key_is_never_released(key):
    written = seal.destroy(key, at=OPENING)

    assert written == {"private": "", "destroyed_at": OPENING}
    with pytest.raises(Refused, match="sealed for ever"):
        seal.release(call_key(destroyed_at=OPENING), at=OPENING)


def test_a_document_does_not_tell_how_much_was_written(key):
    sizes = {len(seal.seal(key, "ә" * length, to=OWN)) for length in (1, 500, 16_000)}

    assert len(sizes) == 1
