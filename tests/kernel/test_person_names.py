"""Printed names made comparable: evidence to be checked, never proof (clause 5.1.1.1)."""

import pytest

from backend.kernel.person_names import KEY_LENGTH, person_key, same_spelling, split_people


@pytest.mark.clause("5.1.1.1")
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三、李四；王五", ["张三", "李四", "王五"]),
        ("张三 李四", ["张三", "李四"]),
        ("张 三，李四", ["张 三", "李四"]),
        ("张三、张三", ["张三"]),
        ("Zhang, San；Li, Si", ["Zhang, San", "Li, Si"]),  # the comma divides only by default
        ("Zhang San, Li Si", ["Zhang San", "Li Si"]),
        ("Tzu-Sheng Wu and Yi Fan Yang", ["Tzu-Sheng Wu", "Yi Fan Yang"]),
        ("买买提·艾力、古丽", ["买买提·艾力", "古丽"]),
        ("  ", []),
    ],
)
def test_a_printed_list_is_divided_into_people(text, names):
    assert split_people(text) == names


@pytest.mark.clause("5.1.1.1")
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("司马 青岚", "司马青岚"),
        ("司马青岚（通讯作者）", "司马青岚"),
        ("买买提·艾力", "买买提艾力"),
        ("YANG Yi-Fan", "Yi Fan Yang"),
        ("Yang, Yifan", "Yi Fan Yang"),
        ("Ｙａｎｇ　Ｙｉｆａｎ", "Yang Yifan"),
        ("Müller, Jürgen", "Jurgen Muller"),
    ],
)
def test_spellings_of_one_name_share_a_key(first, second):
    assert person_key(first) == person_key(second) != ""


@pytest.mark.parametrize(
    ("first", "second"),
    [("张三", "张三丰"), ("张三", "李三"), ("Yang Yifan", "Yang Yifen"), ("杨一帆", "Yang Yifan")],
)
def test_other_names_have_other_keys(first, second):
    assert person_key(first) != person_key(second)


@pytest.mark.parametrize("text", ["", "王", "Yang", "A B", "（演示）", "123"])
def test_what_is_too_short_is_not_compared(text):
    assert person_key(text) == ""


def test_a_key_fits_its_column():
    assert len(person_key("长" * 200)) == KEY_LENGTH


def test_the_same_spelling_may_differ_in_blanks_only():
    assert same_spelling("司马 青岚", "司马青岚")
    assert not same_spelling("买买提·艾力", "买买提艾力")
