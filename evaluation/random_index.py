"""Random indices as data: four published tables and the linear form of Alonso and Lamata."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.errors import InvalidInput, UnknownChoice


@dataclass(frozen=True)
class RandomIndexTable:
    """Random index per matrix size n >= 3.

    Attributes
    ----------
    id, label, source
        Name stored with every consistency ratio, name for people, publication.
    values
        RI by n.
    """

    id: str
    label: str
    source: str
    values: dict[int, float]

    def value(self, n: int) -> float:
        """Return RI(n); 0 for n <= 2 where inconsistency is impossible.

        Raises
        ------
        InvalidInput
            If the table ends before n.
        """
        if n <= 2:
            return 0.0
        if n not in self.values:
            raise InvalidInput(
                f"{self.label} 没有 n={n} 的随机一致性指标",
                where="ri_table",
                cure=f"该表到 n={max(self.values)} 为止，请换表或分层",
            )
        return self.values[n]


def _table(id: str, label: str, source: str, *values: float) -> RandomIndexTable:
    return RandomIndexTable(id, label, source, dict(enumerate(values, start=3)))


RANDOM_INDEX_TABLES: dict[str, RandomIndexTable] = {
    table.id: table
    for table in (
        _table(
            "alonso_lamata",
            "Alonso–Lamata 2006",
            "Alonso & Lamata 2006, Int. J. Uncertainty Fuzziness Knowl.-Based Syst. 14:445-459",
            *(0.5247, 0.8816, 1.1086, 1.2479, 1.3417, 1.4057, 1.4499, 1.4854),
            *(1.5140, 1.5365, 1.5551, 1.5713, 1.5838),
        ),
        _table(
            "saaty_1980",
            "Saaty 1980",
            "Saaty 1980, The Analytic Hierarchy Process (n=12 is a known sampling error)",
            *(0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59),
        ),
        _table(
            "saaty_2005",
            "Saaty 2005",
            "Saaty 2005, Theory and Applications of the Analytic Network Process",
            *(0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59),
        ),
        _table(
            "donegan_dodd",
            "Donegan–Dodd 1991",
            "Donegan & Dodd 1991, Math. Comput. Modelling 15:135-137",
            *(0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055),
        ),
        RandomIndexTable(
            "alonso_lamata_linear",
            "Alonso–Lamata 2006 线性式",
            "Same paper: CR = (lambda - n)/(2.7699 n - 4.3513 - n); not the table at n=3, 4",
            {n: (2.7699 * n - 4.3513 - n) / (n - 1) for n in range(3, 16)},
        ),
    )
}
DEFAULT_TABLE = "alonso_lamata"


def random_index_table(id: str) -> RandomIndexTable:
    """Look a table up by its id.

    Raises
    ------
    UnknownChoice
        If there is none; the message lists the ids.
    """
    if id not in RANDOM_INDEX_TABLES:
        raise UnknownChoice(
            f"没有随机一致性指标表“{id}”",
            where="ri_table",
            cure="可选：" + "、".join(RANDOM_INDEX_TABLES),
        )
    return RANDOM_INDEX_TABLES[id]


def random_index(n: int, table: str = DEFAULT_TABLE, answered: int | None = None) -> float:
    """Return the random index, reduced for unanswered pairs.

    Parameters
    ----------
    n
        Matrix size.
    table
        Table id.
    answered
        Number of answered pairs; with gaps RI shrinks by
        ``1 - 2 m / ((n-1)(n-2))``, m the number of gaps (Agoston & Csato 2022, Omega 108).

    Returns
    -------
    float
        0 for n <= 2.

    Raises
    ------
    UnknownChoice, InvalidInput
        Unknown table, or a table that ends before n.

    Examples
    --------
    >>> random_index(5, "saaty_1980"), round(random_index(5, answered=8), 4)
    (1.12, 0.7391)
    """
    full = random_index_table(table).value(n)
    if answered is None or n <= 2:
        return full
    gaps = n * (n - 1) // 2 - answered
    return full * max(0.0, 1.0 - 2.0 * gaps / ((n - 1) * (n - 2)))
