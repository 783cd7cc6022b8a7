"""Isolation forest: what few random cuts set apart from the rest is odd, and the cuts say why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from ml.errors import InsufficientDataError
from ml.typing import Float64Array, Float64Array1D, Float64Array2D, Int64Array

TREES: Final = 100
SAMPLE: Final = 256
"""Rows a tree sees; more hides clusters of odd rows behind each other (Liu et al., section 4.4)."""
_EULER: Final = 0.5772156649015329
_CHUNK: Final = 4_096


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """All trees as columns, one entry a node; the first `trees` nodes are the roots.

    A row whose `feature` is at most `threshold` goes `left`, else `right`; a leaf leads to
    itself. `path` is the expected path length of the training rows that came to a node: for a
    leaf its depth plus what its rows would still take, else the mean of its leaves by rows.
    """

    feature: Int64Array
    threshold: Float64Array1D
    left: Int64Array
    right: Int64Array
    path: Float64Array1D
    trees: int
    sample: int
    levels: int

    @property
    def base(self) -> float:
        """Expected path length of a training row."""
        return float(self.path[: self.trees].mean())


def grow_forest(
    values: Float64Array2D, *, rng: np.random.Generator, trees: int = TREES, sample: int = SAMPLE
) -> Forest:
    """Grow an isolation forest.

    Parameters
    ----------
    values : ndarray of shape (n_rows, n_features)
        Any units: a cut knows only the order and the distance inside a feature. Rows with a NaN
        are left out.
    rng : numpy.random.Generator
        Where samples and cuts come from.
    trees : int
        How many trees.
    sample : int
        Rows that each tree is grown on, all when there are fewer.

    Returns
    -------
    Forest
        For `isolation_scores` and `isolation_contributions`.

    Raises
    ------
    InsufficientDataError
        With fewer than two complete rows.

    References
    ----------
    Liu, Ting and Zhou, Isolation-based anomaly detection, ACM TKDD 6(1), 2012, algorithms 1-2.
    """
    whole = values[np.isfinite(values).all(axis=1)]
    if len(whole) < 2:
        raise InsufficientDataError(len(whole), 2)
    size = min(sample, len(whole))
    picked = np.concatenate([rng.choice(len(whole), size, replace=False) for _ in range(trees)])
    growth = _Growth(whole[picked], np.repeat(np.arange(trees), size), trees)
    levels = int(np.ceil(np.log2(size)))
    for level in range(levels):
        growth.cut(level, rng)
    return growth.forest(trees, size, levels)


def isolation_scores(forest: Forest, values: Float64Array2D) -> Float64Array1D:
    r"""Score how odd rows are.

    Parameters
    ----------
    forest : Forest
        From `grow_forest`.
    values : ndarray of shape (n_rows, n_features)
        Rows to judge, the features in the forest's order.

    Returns
    -------
    ndarray of shape (n_rows,)
        From 0 to 1: near 1 odd, below 0.5 ordinary; NaN for a row that holds a NaN.

    Notes
    -----
    :math:`2^{-E[h(x)] / c(n)}` with h the path length and c(n) its mean in an unsuccessful
    search.

    References
    ----------
    Liu, Ting and Zhou (2012), equation 2.
    """
    scores = np.full(len(values), np.nan)
    whole = np.flatnonzero(np.isfinite(values).all(axis=1))
    unit = float(average_path(np.array([forest.sample]))[0])
    for start in range(0, whole.size, _CHUNK):
        part = whole[start : start + _CHUNK]
        *_, (_, _, leaf) = _walk(forest, values[part])
        scores[part] = np.exp2(-forest.path[leaf].mean(axis=1) / unit)
    return scores


def isolation_contributions(forest: Forest, values: Float64Array2D) -> Float64Array2D:
    r"""Attribute the path lengths of rows to features.

    Parameters
    ----------
    forest : Forest
        From `grow_forest`.
    values : ndarray of shape (n_rows, n_features)
        Complete rows to explain.

    Returns
    -------
    ndarray of shape (n_rows, n_features)
        Steps that the feature's cuts saved: positive makes a row odder. A row's sum is the
        forest's `base` minus the row's mean path length.

    Notes
    -----
    A cut moves the expected path length from the node's to the child's; the difference belongs
    to the cut's feature. The moves of a path telescope, so the sum is exact.

    References
    ----------
    Saabas, Interpreting random forests (2014), applied to path lengths.
    """
    saved = np.zeros(values.shape)
    rows = np.arange(len(values))[:, None]
    for node, feature, child in _walk(forest, values):
        np.add.at(saved, (rows, feature), forest.path[node] - forest.path[child])
    return saved / forest.trees


def average_path(rows: Int64Array) -> Float64Array:
    r"""Mean path length of an unsuccessful search in a binary tree.

    Parameters
    ----------
    rows : ndarray of int
        Rows of the tree, at least 1.

    Returns
    -------
    ndarray of the same shape
        :math:`c(n) = 2 H(n - 1) - 2 (n - 1) / n` with :math:`H(i) \approx \ln i + \gamma`;
        1 for two rows and 0 for one.

    References
    ----------
    Liu, Ting and Zhou (2012), equation 1.
    """
    others = np.maximum(rows - 1.0, 1.0)
    mean = 2.0 * (np.log(others) + _EULER) - 2.0 * others / (others + 1.0)
    return np.where(rows > 2, mean, np.where(rows == 2, 1.0, 0.0))


def _walk(
    forest: Forest, rows: Float64Array2D
) -> Iterator[tuple[Int64Array, Int64Array, Int64Array]]:
    """Lead every row down every tree; each level's nodes, features and children, (rows, trees)."""
    node = np.broadcast_to(np.arange(forest.trees), (len(rows), forest.trees))
    place = np.arange(len(rows))[:, None]
    yield node, np.zeros_like(node), node
    for _ in range(forest.levels):
        feature = forest.feature[node]
        below = rows[place, feature] <= forest.threshold[node]
        child = np.where(below, forest.left[node], forest.right[node])
        yield node, feature, child
        node = child


class _Growth:
    """All trees, one level at a time: the rows still to be parted, and the nodes so far."""

    def __init__(self, rows: Float64Array2D, node: Int64Array, trees: int) -> None:
        self._rows, self._node = rows, node
        self._nodes = trees
        self._count = [np.bincount(node, minlength=trees)]
        self._depth = [np.zeros(trees)]
        self._cuts: list[tuple[Int64Array, Int64Array, Float64Array, Int64Array]] = []

    def cut(self, level: int, rng: np.random.Generator) -> None:
        """Part every node that can be parted by a random cut."""
        if not self._node.size:
            return
        order = np.argsort(self._node, kind="stable")
        rows, node = self._rows[order], self._node[order]
        starts = np.flatnonzero(np.diff(node, prepend=-1))
        low = np.minimum.reduceat(rows, starts, axis=0)
        high = np.maximum.reduceat(rows, starts, axis=0)
        # The largest of random marks picks one of the features in which the rows differ.
        marks = np.where(high > low, rng.random(low.shape), -1.0)
        feature = marks.argmax(axis=1)
        nodes = np.arange(len(starts))
        low, high = low[nodes, feature], high[nodes, feature]
        threshold = np.minimum(
            low + (high - low) * rng.random(len(starts)), np.nextafter(high, low)
        )
        parted = high > low
        left = self._nodes + 2 * (np.cumsum(parted) - 1)
        self._cuts.append((node[starts][parted], feature[parted], threshold[parted], left[parted]))
        self._descend(
            rows,
            np.repeat(nodes, np.diff(starts, append=len(rows))),
            (feature, threshold, left, parted),
            level,
        )

    def _descend(
        self,
        rows: Float64Array2D,
        place: Int64Array,
        cut: tuple[Int64Array, Float64Array, Int64Array, Float64Array],
        level: int,
    ) -> None:
        feature, threshold, left, parted = cut
        above = rows[np.arange(len(rows)), feature[place]] > threshold[place]
        going = parted[place]
        self._rows, self._node = rows[going], (left[place] + above)[going]
        made = 2 * int(parted.sum())
        self._count.append(np.bincount(self._node - self._nodes, minlength=made))
        self._depth.append(np.full(made, level + 1.0))
        self._nodes += made

    def forest(self, trees: int, sample: int, levels: int) -> Forest:
        """Return the grown trees."""
        count, depth = np.concatenate(self._count), np.concatenate(self._depth)
        own = np.arange(self._nodes)
        feature, threshold = np.zeros(self._nodes, dtype=np.int64), np.full(self._nodes, np.inf)
        left, right = own.copy(), own.copy()
        path = depth + average_path(count)
        for node, used, value, child in self._cuts:
            feature[node], threshold[node], left[node], right[node] = used, value, child, child + 1
        for node, _, _, child in reversed(self._cuts):
            below, above = count[child] * path[child], count[child + 1] * path[child + 1]
            path[node] = (below + above) / count[node]
        return Forest(feature, threshold, left, right, path, trees, sample, levels)
