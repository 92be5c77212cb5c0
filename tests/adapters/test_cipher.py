"""A ciphertext opens only with its key, in its place, unchanged (5.2.1.2.8)."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.adapters.cipher import CipherError, FieldCipher, KeyRing
from backend.kernel.ports import CellAddress, Cipher, KeyPurpose

pytestmark = pytest.mark.clause("5.2.1.2.8")

ONE = KeyRing.fresh_secret().encode()
TWO = KeyRing.fresh_secret().encode()
CIPHER = FieldCipher(KeyRing({1: ONE}, current=1))
HERE = CellAddress("outcomes", "secret_note", "0190-row-a")


@given(st.text(max_size=200, alphabet=st.characters(codec="utf-8")))
def test_what_is_encrypted_can_be_read_in_its_place(text: str) -> None:
    cipher: Cipher = CIPHER
    token = cipher.encrypt(text, HERE)
    assert cipher.decrypt(token, HERE) == text
    assert len(token) == 6 + 12 + len(text.encode()) + 16


def test_the_same_text_never_looks_the_same() -> None:
    assert len({CIPHER.encrypt("保密", HERE) for _ in range(100)}) == 100


@pytest.mark.parametrize(
    "there",
    [
        CellAddress("outcomes", "secret_note", "0190-row-b"),
        CellAddress("outcomes", "other_note", "0190-row-a"),
        CellAddress("demands", "secret_note", "0190-row-a"),
        CellAddress("outcomess", "ecret_note", "0190-row-a"),
        CellAddress("outcomes", "secret_note0190", "-row-a"),
    ],
)
def test_a_ciphertext_moved_elsewhere_is_unreadable(there: CellAddress) -> None:
    token = CIPHER.encrypt("专有技术", HERE)
    with pytest.raises(CipherError):
        CIPHER.decrypt(token, there)


def test_two_swapped_rows_are_noticed() -> None:
    rows = {name: CIPHER.encrypt(name, CellAddress("t", "c", name)) for name in ("a", "b")}
    for name, other in itertools.permutations(rows):
        with pytest.raises(CipherError):
            CIPHER.decrypt(rows[other], CellAddress("t", "c", name))


def test_every_flipped_bit_and_every_cut_is_noticed() -> None:
    token = CIPHER.encrypt("核心工艺参数", HERE)
    for position, bit in itertools.product(range(len(token)), range(8)):
        changed = bytearray(token)
        changed[position] ^= 1 << bit
        with pytest.raises(CipherError):
            CIPHER.decrypt(bytes(changed), HERE)
    for end in range(len(token)):
        with pytest.raises(CipherError):
            CIPHER.decrypt(token[:end], HERE)
    with pytest.raises(CipherError):
        CIPHER.decrypt(token + b"\x00", HERE)


def test_keys_rotate_without_losing_a_row() -> None:
    old = FieldCipher(KeyRing({1: ONE}, current=1))
    both = FieldCipher(KeyRing({1: ONE, 2: TWO}, current=2))
    new = FieldCipher(KeyRing({2: TWO}, current=2))
    places = [CellAddress("t", "c", str(row)) for row in range(50)]
    tokens = [old.encrypt(place.row_id, place) for place in places]
    assert [both.decrypt(token, place) for token, place in zip(tokens, places, strict=True)] == [
        place.row_id for place in places
    ]
    assert not any(both.is_current(token) for token in tokens)
    renewed = [both.renew(token, place) for token, place in zip(tokens, places, strict=True)]
    assert {both.key_id(token) for token in renewed} == {2}
    assert both.renew(renewed[0], places[0]) is renewed[0]
    for token, place in zip(renewed, places, strict=True):
        assert new.decrypt(token, place) == place.row_id
    with pytest.raises(CipherError):
        new.decrypt(tokens[0], places[0])


def test_keys_differ_by_purpose_and_id() -> None:
    ring = KeyRing({1: ONE, 2: ONE}, current=1)
    keys = {ring.derive(purpose, key_id) for purpose in KeyPurpose for key_id in (1, 2)}
    assert len(keys) == 2 * len(KeyPurpose)
    assert all(len(key) == 32 for key in keys)


def test_a_wrong_secret_under_the_right_id_opens_nothing() -> None:
    token = CIPHER.encrypt("x", HERE)
    with pytest.raises(CipherError):
        FieldCipher(KeyRing({1: TWO}, current=1)).decrypt(token, HERE)


def test_the_blind_index_finds_equal_values_only() -> None:
    index = CIPHER.blind_index("Li@Example.org", table="users", column="email")
    assert index == CIPHER.blind_index(" li@example.ORG ", table="users", column="email")
    assert len(index) == 64
    others = {
        CIPHER.blind_index("lj@example.org", table="users", column="email"),
        CIPHER.blind_index("li@example.org", table="users", column="phone"),
        CIPHER.blind_index("li@example.org", table="people", column="email"),
        FieldCipher(KeyRing({1: TWO}, current=1)).blind_index(
            "li@example.org", table="users", column="email"
        ),
    }
    assert len(others | {index}) == 5


def test_look_ups_work_while_keys_rotate() -> None:
    old = FieldCipher(KeyRing({1: ONE}, current=1))
    both = FieldCipher(KeyRing({1: ONE, 2: TWO}, current=2))
    stored = old.blind_index("13800000000", table="users", column="phone")
    candidates = both.blind_indexes("13800000000", table="users", column="phone")
    assert candidates[1] == stored
    assert candidates[0] == both.blind_index("13800000000", table="users", column="phone")


@pytest.mark.parametrize(
    ("ring", "current"),
    [({}, 1), ({1: ONE}, 2), ({1: b"short"}, 1), ({1: b"a" * 64}, 1), ({0: ONE}, 0)],
)
def test_an_unsafe_ring_is_refused(ring: dict[int, bytes], current: int) -> None:
    with pytest.raises(ValueError, match=r"secret|key ids"):
        KeyRing(ring, current=current)


def test_secrets_stay_out_of_representations() -> None:
    assert ONE.decode() not in repr(KeyRing({1: ONE}, current=1))
