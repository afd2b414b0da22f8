"""Records the population statistics of networks into ../resources/golden/recalibration.json and .npz.

    python recalibration.py

Plain NumPy, nothing of Keras: the statistics of a layer are those of all its input at once, behind layers that have theirs. The
reference is float64. worst32 is the largest difference of two float32 runs from it: of all rows at once, and of the moments of
batches that are then merged.
"""

import json
import pathlib
import zlib

import numpy as np

GOLDEN = pathlib.Path(__file__).parent.parent / "resources" / "golden"


def norm(name, **config):
    return {"class": "BatchNormalization", "name": name, "config": {"epsilon": 0.001, **config}}


def dense(name, units):
    return {"class": "Dense", "name": name, "config": {"units": units, "use_bias": False}}


def conv(name, filters):
    return {"class": "Conv2D", "name": name, "config": {"filters": filters, "kernel_size": [3, 3], "use_bias": False}}


def relu(name):
    return {"class": "ReLU", "name": name, "config": {}}


def tanh(name):
    return {"class": "Activation", "name": name, "config": {"activation": "tanh"}}


def chain(**last):
    return [
        dense("d1", 8), norm("n1"), relu("r1"),
        dense("d2", 5), norm("n2", epsilon=1e-5), tanh("t2"),
        dense("d3", 4), norm("n3", **last),
    ]


MASKING = {"class": "Masking", "name": "masking", "config": {}}
IMAGES = [
    conv("c1", 4), norm("n1"), relu("r1"),
    conv("c2", 3), norm("n2"), tanh("t2"),
    {"class": "GlobalAveragePooling2D", "name": "pool", "config": {}}, dense("d3", 4), norm("n3"),
]

CASES = [
    {"id": "even batches", "shape": [6], "batches": [12, 12, 12], "layers": chain()},
    {"id": "last batch of 1", "shape": [6], "batches": [12, 12, 12, 1], "layers": chain()},
    {"id": "batches of 1", "shape": [6], "batches": [1] * 9, "layers": chain()},
    {"id": "one batch", "shape": [6], "batches": [37], "layers": chain()},
    {"id": "without gamma and beta", "shape": [6], "batches": [20, 17], "layers": chain(scale=False, center=False)},
    {"id": "renorm", "shape": [6], "batches": [12, 12, 12, 1], "layers": chain(renorm=True)},
    {"id": "sequences", "shape": [5, 6], "batches": [8, 8, 1], "layers": chain()},
    {"id": "axis 1", "shape": [5, 6], "batches": [8, 8, 1], "layers": [norm("n0", axis=1)] + chain(axis=1)},
    {"id": "images", "shape": [7, 7, 2], "batches": [6, 6, 1], "layers": IMAGES},
    {"id": "masks", "shape": [5, 6], "batches": [8, 8, 1], "layers": [MASKING] + chain(), "masked": True},
    {"id": "sample weights", "shape": [6], "batches": [12, 12, 12, 1], "layers": chain(), "weighted": True},
    {"id": "sample weights of images", "shape": [7, 7, 2], "batches": [6, 6, 1], "layers": IMAGES, "weighted": True},
    {"id": "masks and sample weights", "shape": [5, 6], "batches": [8, 8, 1], "layers": [MASKING] + chain(), "masked": True, "weighted": True},
]


def exact(x):
    return np.asarray(x, np.float32).astype(np.float64)


def data(case, random):
    rows = sum(case["batches"])
    x = random.normal(size=[rows, *case["shape"]]) * random.uniform(0.5, 2, case["shape"][-1:])
    x += 4 * random.normal(size=case["shape"][-1:]) + np.linspace(-1, 1, rows).reshape([-1] + [1] * len(case["shape"]))
    if case.get("masked"):
        x[random.uniform(size=x.shape[:2]) < 0.3] = 0
    weights = exact(random.integers(0, 5, rows) / 2) if case.get("weighted") else None
    return exact(x), weights


def weights(case, random):
    made, shape = {}, list(case["shape"])
    for layer in case["layers"]:
        name, config = layer["name"], layer["config"]
        if layer["class"] == "Dense":
            made[f"{name}/kernel"] = exact(random.normal(size=[shape[-1], config["units"]]) / np.sqrt(shape[-1]))
            shape[-1] = config["units"]
        elif layer["class"] == "Conv2D":
            made[f"{name}/kernel"] = exact(random.normal(size=[3, 3, shape[-1], config["filters"]]) / 3)
            shape = [shape[0] - 2, shape[1] - 2, config["filters"]]
        elif layer["class"] == "GlobalAveragePooling2D":
            shape = shape[-1:]
        elif layer["class"] == "BatchNormalization":
            channels = shape[config.get("axis", 0) - 1]
            if config.get("scale", True):
                made[f"{name}/gamma"] = exact(random.uniform(0.5, 2, channels))
            if config.get("center", True):
                made[f"{name}/beta"] = exact(random.normal(size=channels))
    return made


def convolved(x, kernel):
    height, width = x.shape[1] - 2, x.shape[2] - 2
    y = np.zeros([x.shape[0], height, width, kernel.shape[-1]], x.dtype)
    for i in range(3):
        for j in range(3):
            y += x[:, i : i + height, j : j + width] @ kernel[i, j]
    return y


def moments(x, counts, axes):
    """Count, mean and biased variance over some axes, which stay."""
    counts = np.broadcast_to(np.ones(1, x.dtype) if counts is None else counts, x.shape)
    count = counts.sum(axes, keepdims=True, dtype=x.dtype)
    safe = np.where(count == 0, 1, count).astype(x.dtype)
    mean = (counts * x).sum(axes, keepdims=True, dtype=x.dtype) / safe
    variance = (counts * (x - mean) ** 2).sum(axes, keepdims=True, dtype=x.dtype) / safe
    return count, mean, variance


def merged(parts):
    count, mean, squares = 0.0, 0.0, 0.0
    for n, m, v in parts:
        n, m, v = (a.astype(np.float64) for a in (n, m, v))
        all_of_it = np.where(count + n == 0, 1, count + n)
        apart = m - mean
        squares = squares + v * n + apart**2 * count * n / all_of_it
        mean = mean + apart * n / all_of_it
        count = count + n
    return mean, squares / count


def run(case, x, sample_weight, made, dtype, by_batch):
    """Statistics of every layer, then the network's output by them."""
    x, results, mask = x.astype(dtype), {}, None
    per_sample = None if sample_weight is None else sample_weight.astype(dtype)
    for layer in case["layers"]:
        name, config = layer["name"], layer["config"]
        weight = lambda w: made[f"{name}/{w}"].astype(dtype)
        match layer["class"]:
            case "Masking":
                mask = (x != 0).any(-1)
            case "Dense":
                x = x @ weight("kernel")
            case "Conv2D":
                x = convolved(x, weight("kernel"))
            case "ReLU":
                x = np.maximum(x, dtype(0))
            case "Activation":
                x = np.tanh(x)
            case "GlobalAveragePooling2D":
                x = x.mean((1, 2), dtype=dtype)
            case "BatchNormalization":
                axis = config.get("axis", -1) % x.ndim
                axes = tuple(a for a in range(x.ndim) if a != axis)
                counts = None
                if mask is not None or per_sample is not None:
                    counts = np.ones(x.shape[:-1] if mask is not None else x.shape[:1], dtype)
                    counts = counts if mask is None else counts * mask
                    if per_sample is not None:
                        counts = counts * per_sample.reshape([-1] + [1] * (counts.ndim - 1))
                    counts = counts.reshape([*counts.shape] + [1] * (x.ndim - counts.ndim))
                if by_batch:
                    cuts = np.cumsum(case["batches"])[:-1]
                    halves = [None] * len(case["batches"]) if counts is None else np.split(counts, cuts)
                    mean, variance = merged([moments(p, c, axes) for p, c in zip(np.split(x, cuts), halves)])
                else:
                    _, mean, variance = moments(x, counts, axes)
                mean, variance = mean.astype(dtype), variance.astype(dtype)
                flat = {"moving_mean": mean.ravel(), "moving_variance": variance.ravel()}
                if config.get("renorm"):
                    deviation = np.sqrt(variance + dtype(config["epsilon"])).ravel()
                    flat |= {"moving_stddev": deviation, "renorm_mean": mean.ravel(), "renorm_stddev": deviation}
                results |= {f"{name}/{key}": value for key, value in flat.items()}
                spread = [-1 if a == axis else 1 for a in range(x.ndim)]
                x = (x - mean) / np.sqrt(variance + dtype(config["epsilon"]))
                x = x * weight("gamma").reshape(spread) if config.get("scale", True) else x
                x = x + weight("beta").reshape(spread) if config.get("center", True) else x
                assert x.dtype == dtype
    results["predict"] = x
    return results


def main():
    documents, arrays = [], {}
    for n, case in enumerate(CASES):
        random = np.random.default_rng(zlib.crc32(case["id"].encode()))
        x, sample_weight = data(case, random)
        made = weights(case, random)
        reference = run(case, x, sample_weight, made, np.float64, False)
        again = run(case, x, sample_weight, made, np.float64, True)
        singles = [run(case, x, sample_weight, made, np.float32, by_batch) for by_batch in (False, True)]
        results = {}
        for name, value in reference.items():
            scale = np.abs(value).max()
            if np.abs(again[name] - value).max() > 1e-12 * scale:
                raise SystemExit(f"{case['id']} {name}: merged batches differ from all rows at once")
            results[name] = {"worst32": max(float(np.abs(single[name] - value).max()) for single in singles)}
            arrays[f"{n}/{name}"] = value
        arrays[f"{n}/x"] = x.astype(np.float32)
        if sample_weight is not None:
            arrays[f"{n}/sample_weight"] = sample_weight.astype(np.float32)
        for i, value in enumerate(made.values()):
            arrays[f"{n}/w.{i}"] = value.astype(np.float32)
        documents.append({"kind": "recalibration", **case, "weights": list(made), "results": results})
    lines = ",\n".join("  " + json.dumps(document) for document in documents)
    versions = {"numpy": np.__version__}
    (GOLDEN / "recalibration.json").write_text(f'{{"recorded": {json.dumps(versions)}, "cases": [\n{lines}\n]}}\n')
    np.savez_compressed(GOLDEN / "recalibration.npz", **arrays)
    print(f"{len(documents)} cases, {sum(len(d['results']) for d in documents)} results")


if __name__ == "__main__":
    main()
