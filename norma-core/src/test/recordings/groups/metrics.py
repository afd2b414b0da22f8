"""Metrics: the result after each of three batches, with and without weights."""

import numpy as np

from case import Case, generator, text
from groups.losses import onehot, probabilities


def flavours(case, all):
    return [f for f in all if not f.startswith("bf16")]


def metric(cls, config, shape, y, weights=None):
    id = "/".join(filter(None, [cls, text(config), "x".join(map(str, shape)), y, weights and f"weights {weights}"]))
    rng = generator(id)
    arrays = {}
    axis = config.get("axis", -1)
    for k in range(3):
        whole = [shape[0] + (k == 1), *shape[1:]]  # one batch of another size
        rest = [d for i, d in enumerate(whole) if i != axis % len(whole)]
        if y == "values":
            arrays[f"values.{k}"] = rng.standard_normal(whole)
            rest = whole
        else:
            logits = config.get("from_logits", False)
            if y == "dense":
                y_true, y_pred = rng.standard_normal(whole), rng.standard_normal(whole)
            elif y == "equal":
                y_true, y_pred = rng.integers(0, 3, whole), rng.integers(0, 3, whole)
            elif y == "bits":
                y_true = rng.integers(0, 2, whole)
                y_pred = rng.standard_normal(whole) if logits else rng.random(whole) * 0.9 + 0.05
            elif y == "classes":
                y_true = onehot(rng, whole, axis)
                y_pred = rng.standard_normal(whole) if logits else probabilities(rng, whole, axis)
            else:
                y_true = rng.integers(0, whole[axis], rest + ([1] if y == "labels column" else []))
                y_pred = rng.standard_normal(whole) if logits else probabilities(rng, whole, axis)
            arrays[f"y_true.{k}"] = y_true.astype(np.int32 if y.startswith("labels") else np.float32)
            arrays[f"y_pred.{k}"] = y_pred
        if weights == "sample":
            arrays[f"sample_weight.{k}"] = rng.random(rest[:1]) * 2
        elif weights == "each":
            arrays[f"sample_weight.{k}"] = rng.random(rest) * 2
        elif weights == "bits":
            arrays[f"sample_weight.{k}"] = rng.integers(0, 2, rest[:1])
        elif weights == "zero":
            arrays[f"sample_weight.{k}"] = np.zeros(rest[:1])
    arrays = {name: a if a.dtype == np.int32 else a.astype(np.float32) for name, a in arrays.items()}
    transposed = {"transposed": True} if axis != -1 and "Sparse" in cls else {}
    return Case("metric", id, arrays, **{"class": cls}, config=config, batches=3, **transposed)


def cases():
    for weights in (None, "sample", "zero"):
        yield metric("Mean", {}, (4,), "values", weights)
    yield metric("Mean", {}, (4, 3), "values")
    yield metric("Mean", {}, (4, 3), "values", "each")
    yield metric("Mean", {}, (4, 3), "values", "sample")
    kinds = {
        "Accuracy": "equal",
        "BinaryAccuracy": "bits",
        "CategoricalAccuracy": "classes",
        "SparseCategoricalAccuracy": "labels",
        "TopKCategoricalAccuracy": "classes",
        "SparseTopKCategoricalAccuracy": "labels",
        "MeanSquaredError": "dense",
        "MeanAbsoluteError": "dense",
        "BinaryCrossentropy": "bits",
        "CategoricalCrossentropy": "classes",
        "SparseCategoricalCrossentropy": "labels",
    }
    for cls, y in kinds.items():
        config = {"k": 2} if "TopK" in cls else {}
        for weights in (None, "sample", "bits", "zero"):
            yield metric(cls, config, (4, 5), y, weights)
        yield metric(cls, config, (2, 3, 4), y)
        if "TopK" not in cls:
            yield metric(cls, config, (2, 3, 4), y, "each")
            yield metric(cls, config, (2, 3, 4), y, "sample")
        if "Crossentropy" in cls:
            yield metric(cls, {"from_logits": True}, (4, 5), y)
            yield metric(cls, {"from_logits": True}, (2, 3, 4), y, "each")
            if "Sparse" not in cls:
                yield metric(cls, {"label_smoothing": 0.2}, (4, 5), y)
                if "Categorical" in cls:
                    yield metric(cls, {"axis": 1}, (2, 3, 4), y)
            else:
                yield metric(cls, {"ignore_class": 1}, (4, 5), y)
                yield metric(cls, {"ignore_class": 1, "from_logits": True}, (4, 5), y, "sample")
    yield metric("SparseCategoricalCrossentropy", {"axis": 1}, (2, 3, 4), "labels")
    yield metric("BinaryAccuracy", {"threshold": 0.3}, (6, 2), "bits")
    yield metric("BinaryAccuracy", {"threshold": 0.0}, (6, 2), "bits")
    yield metric("BinaryAccuracy", {}, (6, 1), "bits")
    yield metric("BinaryAccuracy", {"threshold": 0.7}, (6, 1), "bits", "sample")
    yield metric("Accuracy", {}, (6,), "equal")
    yield metric("Accuracy", {}, (6, 1), "equal", "sample")
    for k in (1, 3, 5):
        yield metric("TopKCategoricalAccuracy", {"k": k}, (5, 6), "classes")
        yield metric("SparseTopKCategoricalAccuracy", {"k": k}, (5, 6), "labels")
    yield metric("TopKCategoricalAccuracy", {}, (5, 8), "classes")
    yield metric("SparseTopKCategoricalAccuracy", {}, (5, 8), "labels")
    yield metric("SparseTopKCategoricalAccuracy", {"k": 2, "from_sorted_ids": True}, (5, 6), "labels")
    yield metric("SparseCategoricalAccuracy", {}, (5, 4), "labels column")
    yield metric("SparseTopKCategoricalAccuracy", {"k": 2}, (5, 4), "labels column")
    yield metric("MeanSquaredError", {}, (5, 1), "dense")
    yield metric("MeanAbsoluteError", {}, (5,), "dense")
