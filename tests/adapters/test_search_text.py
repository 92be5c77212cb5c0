"""Analysis, plan, concepts, highlights and suggestions, apart from any engine (clause 5.2.1.2)."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from backend.adapters.search.analyze import characters, normalise_with_offsets
from backend.adapters.search.concepts import default_lexicon
from backend.adapters.search.highlight import snippet, spans
from backend.adapters.search.plan import QueryPlan, plan_query
from backend.adapters.search.records import default_language
from backend.adapters.search.suggest import Phrase, PhraseBook, matching_values
from matching.lexicon import build_lexicon
from matching.text import Analyzer, grams, normalise
from matching.variants import TO_SIMPLIFIED

LANGUAGE = default_language()


def plan(q: str) -> QueryPlan:
    return plan_query(q, LANGUAGE.analyzer, LANGUAGE.lexicon)


def test_words_are_cut_like_charabia_does() -> None:
    """The published example of charabia's Chinese segmenter without a dictionary of atoms."""
    assert Analyzer().words("慢性乙型肝炎肝纤维化") == ["慢性", "乙型", "肝炎", "肝", "纤维", "化"]


def test_atoms_stay_whole_and_latin_runs_too() -> None:
    assert LANGUAGE.analyzer.words("慢乙肝腹水alt") == ["慢", "乙肝", "腹水", "alt"]
    assert LANGUAGE.analyzer.words("hbv-dna<20iu/ml") == ["hbv", "dna", "20iu", "ml"]


def test_grams_never_cross_a_mark() -> None:
    assert grams("乙肝,丙肝") == ["乙肝", "丙肝"]
    assert grams("肝纤维 b超 肝") == ["肝纤", "纤维", "b", "超", "肝"]
    assert characters("肝胆肝") == ["肝", "胆"]


def test_normal_form() -> None:
    assert normalise("ＡＬＴ 與 肝纖維化") == "alt 与 肝纤维化"


def test_variant_table_pairs_sound_alike_and_lead_to_simplified_characters() -> None:
    for code, simple in TO_SIMPLIFIED.items():
        old = pinyin(chr(code), style=Style.NORMAL, heteronym=True)[0]
        new = pinyin(simple, style=Style.NORMAL, heteronym=True)[0]
        assert set(old) & set(new), chr(code)
        assert simple.encode("gb2312")
        assert ord(simple) not in TO_SIMPLIFIED, "converting twice must change nothing"


@given(st.text(max_size=60))
def test_offsets_point_into_the_original(text: str) -> None:
    normal, where = normalise_with_offsets(text)
    assert len(where) == len(normal) + 1
    assert list(where) == sorted(where)
    assert all(0 <= w <= len(text) for w in where)


@given(st.text(max_size=80), st.text(min_size=1, max_size=8))
def test_spans_are_ordered_and_inside(text: str, term: str) -> None:
    found = spans(text, [t for t in (normalise(term),) if t])
    assert all(0 <= s.start < s.end <= len(text) for s in found)
    assert all(a.end < b.start for a, b in itertools.pairwise(found))


@given(st.text(max_size=120))
def test_any_query_can_be_planned(q: str) -> None:
    made = plan(q)
    assert all(c.need <= max(len(c.words), 1) for c in made.chunks)
    assert "" not in made.highlight_terms


def test_ligatures_are_marked_whole() -> None:
    assert [(s.start, s.end) for s in spans("㎎剂量", ["mg"])] == [(0, 1)]


def test_latin_is_marked_from_the_start_of_a_word_only() -> None:
    assert [(s.start, s.end) for s in spans("salt and ALT", ["alt"])] == [(9, 12)]


def test_snippet_shows_the_richest_place_and_says_it_is_cut() -> None:
    text = "无关的开头。" * 30 + "本研究评价扶正化瘀治疗肝纤维化的疗效。" + "无关的结尾。" * 30
    made = snippet(text, spans(text, ["扶正化瘀", "肝纤维化"]), 60)
    assert {made.text[s.start : s.end] for s in made.spans} == {"扶正化瘀", "肝纤维化"}
    assert made.cut_before
    assert made.cut_after
    assert len(made.text) == 60


def test_plan_splits_chunks_phrases_and_negations() -> None:
    made = plan('乙肝 “肝硬化腹水” -西药 -"毒 性"')
    assert [c.text for c in made.chunks] == ["乙肝"]
    assert made.phrases == ("肝硬化腹水",)
    assert made.negations == ("西药", "毒 性")


@pytest.mark.parametrize(
    ("q", "need"),
    [
        ("黄疸", [1]),
        ("肝纤维化无创", [5]),  # one chunk of up to six words: all
        ("扶正化瘀片抗肝纤维化的疗效评价", [3]),  # nine or so words: a question, 30 %
        ("慢性乙型肝炎肝纤维化 中药", [4, 1]),  # six words beside another chunk: 60 %
    ],
)
def test_words_needed(q: str, need: list[int]) -> None:
    assert [c.need for c in plan(q).chunks] == need


def test_concepts_are_noted_for_the_chunk_that_names_them() -> None:
    made = plan("乙肝 纤维化")
    assert [[p.concept for p in c.parts] for c in made.chunks] == [["LX-001"], [None]]


def test_single_characters_are_not_worth_matching_alone() -> None:
    assert plan("肝纤").loose_words == ()
    assert not plan("肝纤").can_relax
    assert plan("乙肝 纤维化").loose_words == ("乙肝", "纤维")


def test_lexicon_ignores_ambiguous_names_and_parts_of_latin_words() -> None:
    lexicon = default_lexicon()
    assert "he" not in lexicon.surfaces
    assert [m.surface for m in lexicon.mentions("hbvx hbv感染")] == ["hbv感染"]
    assert lexicon.with_broader(["LX-001"]) >= {"LX-001", "LX-008"}
    assert all(len(a) == 2 for a in lexicon.atoms)


def test_lexicon_takes_leftmost_longest() -> None:
    lexicon = build_lexicon(
        {
            "groups": [
                {"id": "A", "preferred": "肝炎", "terms": ["肝炎"], "kind": "d"},
                {"id": "B", "preferred": "乙型肝炎", "terms": ["乙型肝炎"], "kind": "d"},
            ],
            "hyponyms": [{"narrower_id": "B", "broader_id": "A"}],
        }
    )
    assert [m.concept for m in lexicon.mentions("乙型肝炎与肝炎")] == ["B", "A"]


BOOK = PhraseBook(
    [Phrase("黄疸", 9), Phrase("肝纤维化", 30), Phrase("鳖甲软肝片", 3), Phrase("FibroTouch", 2)]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("黄旦", "黄疸"),  # homophone
        ("肝纤围化", "肝纤维化"),  # homophone inside
        ("肝维纤化", "肝纤维化"),  # swapped
        ("肝纤纤维化", "肝纤维化"),  # extra
        ("肝纤维", "肝纤维化"),  # missing
        ("鳖甲软干片", "鳖甲软肝片"),
        ("huangdan", "黄疸"),
        ("fibrotuch", "FibroTouch"),
        ("黄疸", None),  # known
        ("完全无关的词", None),
    ],
)
def test_did_you_mean(typed: str, meant: str | None) -> None:
    assert BOOK.correct(typed) == meant


def test_completion_order_is_beginning_sound_inside() -> None:
    assert [p.text for p in BOOK.complete("肝", 5)] == ["肝纤维化", "鳖甲软肝片"]
    assert [p.text for p in BOOK.complete("bjrgp", 5)] == ["鳖甲软肝片"]
    assert BOOK.complete("", 5) == ()


def test_facet_values_match_substring_and_pinyin_only() -> None:
    values = {"中医药大学": 3, "中山大学": 9}
    assert matching_values(values, "中医") == [("中医药大学", 3)]
    assert matching_values(values, "zs") == [("中山大学", 9)]
    assert matching_values(values, "") == [("中山大学", 9), ("中医药大学", 3)]
