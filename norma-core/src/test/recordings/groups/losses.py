"""Losses, with every reduction and with sample weights. Where the reduction is none, dy_pred is that of the sum."""

import numpy as np

from case import Case, generator, text


def flavours(case, all):
    return [f for f in all if not f.startswith("bf16")]


def probabilities(rng, shape, axis=-1):
    p = rng.random(shape) + 0.05
    return (p / p.sum(axis=axis, keepdims=True)).astype(np.float32)


def onehot(rng, shape, axis=-1):
    n = shape[axis]
    rest = [d for i, d in enumerate(shape) if i != axis % len(shape)]
    return np.moveaxis(np.eye(n, dtype=np.float32)[rng.integers(0, n, rest)], -1, axis)


def loss(cls, config, shape, y="dense", weights=None, note="", extreme=False):
    id = "/".join(filter(None, [cls, text(config), "x".join(map(str, shape)), y, weights and f"weights {weights}", note]))
    rng = generator(id)
    logits = config.get("from_logits", False)
    axis = config.get("axis", -1)
    class_axis = axis if isinstance(axis, int) else -1
    if y == "dense":
        y_true, y_pred = rng.standard_normal(shape), rng.standard_normal(shape)
    elif y == "bits":
        y_true = rng.integers(0, 2, shape)
        y_pred = rng.standard_normal(shape) * 2 if logits else rng.random(shape) * 0.9 + 0.05
    elif y == "soft bits":
        y_true = rng.random(shape)
        y_pred = rng.standard_normal(shape) * 2 if logits else rng.random(shape) * 0.9 + 0.05
    elif y in ("classes", "soft classes", "unnormalized"):
        y_true = probabilities(rng, shape, class_axis) if y == "soft classes" else onehot(rng, shape, class_axis)
        y_pred = rng.standard_normal(shape) * 2 if logits else probabilities(rng, shape, class_axis)
        if y == "unnormalized":
            y_pred = rng.random(shape) + 0.1
    else:  # labels
        rest = [d for i, d in enumerate(shape) if i != class_axis % len(shape)]
        y_true = rng.integers(0, shape[class_axis], rest + [1] if y == "labels column" else rest).astype(np.int32)
        y_pred = rng.standard_normal(shape) * 2 if logits else probabilities(rng, shape, class_axis)
        ignored = config.get("ignore_class")
        if ignored is not None:
            y_true.flat[1] = ignored
    if extreme:
        flat = y_pred.reshape(-1)
        flat[:4] = [40.0, -40.0, 90.0, -90.0] if logits else [0.0, 1.0, 1e-9, 1.0 - 2**-24]
    y_true = np.asarray(y_true, dtype=np.int32 if y.startswith("labels") else np.float32)
    arrays = {"y_true": y_true, "y_pred": np.asarray(y_pred, dtype=np.float32)}
    values = [d for i, d in enumerate(shape) if i != class_axis % len(shape)]
    if weights == "sample":
        arrays["sample_weight"] = (rng.random(values[:1]) * 2).astype(np.float32)
    elif weights == "each":
        arrays["sample_weight"] = (rng.random(values) * 2).astype(np.float32)
    elif weights == "some zero":
        arrays["sample_weight"] = (rng.random(values[:1]) * 2).astype(np.float32)
        arrays["sample_weight"][::2] = 0
    elif weights == "column":
        arrays["sample_weight"] = (rng.random([values[0], 1]) * 2).astype(np.float32)
    moved = {"transposed": True} if axis != -1 and "Sparse" in cls else {}
    return Case("loss", id, arrays, **{"class": cls}, config=config, **moved)


REDUCTIONS = ["sum", "mean", "sum_over_batch_size", "mean_with_sample_weight", "none"]


def cases():
    kinds = {
        "MeanSquaredError": "dense",
        "MeanAbsoluteError": "dense",
        "BinaryCrossentropy": "bits",
        "CategoricalCrossentropy": "classes",
        "SparseCategoricalCrossentropy": "labels",
    }
    for cls, y in kinds.items():
        yield loss(cls, {}, (4, 3), y)
        yield loss(cls, {}, (2, 3, 4), y)
        yield loss(cls, {}, (4, 3), y, "sample")
        yield loss(cls, {}, (4, 3), y, "column")
        yield loss(cls, {}, (4, 3), y, "some zero")
        yield loss(cls, {}, (2, 3, 4), y, "each")
        for reduction in REDUCTIONS:
            yield loss(cls, {"reduction": reduction}, (4, 3), y)
            yield loss(cls, {"reduction": reduction}, (4, 3), y, "sample")
            yield loss(cls, {"reduction": reduction}, (2, 3, 4), y, "each")
        if y != "dense":
            yield loss(cls, {"from_logits": True}, (4, 3), y)
            yield loss(cls, {"from_logits": True}, (2, 3, 4), y)
            yield loss(cls, {"from_logits": True}, (2, 3, 4), y, "each")
            yield loss(cls, {"from_logits": True}, (4, 3), y, "sample")
            yield loss(cls, {"from_logits": True}, (6, 4), y, extreme=True, note="extreme")
            yield loss(cls, {}, (6, 4), y, extreme=True, note="extreme")
            if "Sparse" not in cls:
                for logits in (False, True):
                    yield loss(cls, {"from_logits": logits, "label_smoothing": 0.1} if logits else {"label_smoothing": 0.1}, (4, 3), y)
                    yield loss(cls, {"from_logits": logits, "label_smoothing": 0.3} if logits else {"label_smoothing": 0.3}, (2, 3, 4), y)
                yield loss(cls, {"axis": 1}, (2, 3, 4), y)
                yield loss(cls, {"axis": 1, "from_logits": True}, (2, 3, 4), y)
                yield loss(cls, {"label_smoothing": 0.2, "axis": 1}, (2, 4, 4), y)
    yield loss("BinaryCrossentropy", {}, (4, 1), "bits")
    yield loss("BinaryCrossentropy", {"from_logits": True}, (4, 1), "bits")
    yield loss("BinaryCrossentropy", {}, (4, 3), "soft bits")
    yield loss("BinaryCrossentropy", {"from_logits": True}, (4, 3), "soft bits")
    yield loss("CategoricalCrossentropy", {}, (4, 3), "soft classes")
    yield loss("CategoricalCrossentropy", {"from_logits": True}, (4, 3), "soft classes")
    yield loss("CategoricalCrossentropy", {}, (4, 3), "unnormalized")
    yield loss("MeanSquaredError", {}, (5, 1), "dense")
    yield loss("MeanSquaredError", {}, (5,), "dense")
    yield loss("MeanAbsoluteError", {}, (5, 1), "dense", "sample")
    cls = "SparseCategoricalCrossentropy"
    yield loss(cls, {}, (4, 3), "labels column")
    yield loss(cls, {"from_logits": True}, (4, 3), "labels column")
    for logits in ({}, {"from_logits": True}):
        for ignored in (0, 2, -1, 255):
            yield loss(cls, {**logits, "ignore_class": ignored}, (6, 3), "labels")
        yield loss(cls, {**logits, "ignore_class": 1}, (2, 3, 4), "labels", "each")
        yield loss(cls, {**logits, "ignore_class": 1, "reduction": "sum"}, (2, 3, 4), "labels")
        yield loss(cls, {**logits, "ignore_class": 1, "reduction": "none"}, (2, 3, 4), "labels")
        yield loss(cls, {**logits, "ignore_class": 1, "reduction": "mean_with_sample_weight"}, (2, 3, 4), "labels")
        yield loss(cls, {**logits, "axis": 1}, (2, 3, 4), "labels")
