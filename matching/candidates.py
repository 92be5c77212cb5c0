"""Recall: which supplies share words with a demand, exactly, by BM25 and TF-IDF."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Cut = Callable[[str], Sequence[str]]
K1: Final = 1.2
B: Final = 0.75


@dataclass(frozen=True)
class Channel:
    """One way of cutting texts (words or bigrams) with its two weightings.

    Parameters
    ----------
    vocabulary
        Term to column, length ``t``.
    idf
        Inverse document frequencies ``log(1 + (n - df + 0.5) / (df + 0.5))``, shape (t,), positive.
    bm25
        BM25 weights of the documents, shape (n, t), with k1 = 1.2 and b = 0.75.
    tfidf
        Rows ``(1 + log tf) · idf`` of length one, shape (n, t).

    References
    ----------
    Robertson, S., & Zaragoza, H. (2009). The probabilistic relevance framework: BM25 and beyond.
    Foundations and Trends in Information Retrieval, 3(4), 333-389.
    """

    cut: Cut
    vocabulary: dict[str, int]
    idf: Floats
    bm25: sparse.csc_array
    tfidf: sparse.csr_array

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """Return the term of each column."""
        return tuple(self.vocabulary)

    def query(self, text: str) -> tuple[NDArray[np.int64], Floats]:
        """Return columns and counts of the known terms of a text."""
        counts = Counter(t for t in self.cut(text) if t in self.vocabulary)
        columns = np.array([self.vocabulary[t] for t in counts], dtype=np.int64)
        return columns, np.array(list(counts.values()), dtype=np.float64)

    def bm25_scores(self, text: str) -> Floats:
        """Return the BM25 score of every document, shape (n,), terms counted as often as asked."""
        columns, counts = self.query(text)
        if not len(columns):
            return np.zeros(self.bm25.shape[0])
        return np.asarray(self.bm25[:, columns] @ counts, dtype=np.float64)

    def cosine(self, text: str) -> Floats:
        """Return the TF-IDF cosine of every document, shape (n,), between 0 and 1."""
        columns, counts = self.query(text)
        if not len(columns):
            return np.zeros(self.tfidf.shape[0])
        weights = (1 + np.log(counts)) * self.idf[columns]
        weights /= np.sqrt((weights**2).sum())
        vector = np.zeros(len(self.vocabulary))
        vector[columns] = weights
        return np.asarray(self.tfidf @ vector, dtype=np.float64)

    def best_possible(self, text: str) -> float:
        """Return the upper bound ``Σ count · idf · (k1 + 1)`` of a BM25 score for this query."""
        columns, counts = self.query(text)
        return float((self.idf[columns] * counts).sum() * (K1 + 1))


def build_channel(texts: Sequence[str], cut: Cut) -> Channel:
    """Index texts by one way of cutting them.

    Parameters
    ----------
    texts
        The documents, in the order of all later score vectors; may be empty.
    cut
        Turns a text into its terms.

    Returns
    -------
    Channel
        Exact postings of all documents.
    """
    vocabulary: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for number, text in enumerate(texts):
        for term, count in Counter(cut(text)).items():
            rows.append(number)
            columns.append(vocabulary.setdefault(term, len(vocabulary)))
            values.append(float(count))
    shape = (len(texts), len(vocabulary))
    row, column = np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64)
    tf = np.array(values, dtype=np.float64)
    df = np.bincount(column, minlength=shape[1]).astype(np.float64)
    idf = np.log1p((shape[0] - df + 0.5) / (df + 0.5))
    lengths = np.bincount(row, weights=tf, minlength=shape[0])
    mean = lengths.mean() if shape[0] and lengths.any() else 1.0
    norm = K1 * (1 - B + B * lengths[row] / mean)
    bm25 = sparse.csc_array((idf[column] * tf * (K1 + 1) / (tf + norm), (row, column)), shape=shape)
    weights = (1 + np.log(tf)) * idf[column]
    sizes = np.sqrt(np.bincount(row, weights=weights**2, minlength=shape[0]))
    tfidf = sparse.csr_array((weights / sizes[row], (row, column)), shape=shape)
    return Channel(cut, vocabulary, idf, bm25, tfidf)


def top(scores: Floats, count: int) -> NDArray[np.int64]:
    """Return the positions of the largest positive scores, best first, ties by position."""
    order = np.argsort(-scores, kind="stable")[:count]
    return np.asarray(order[scores[order] > 0], dtype=np.int64)
