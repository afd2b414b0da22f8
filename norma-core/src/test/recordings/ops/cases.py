"""The functions of section "tf.nn and Keras ops": moments, weighted moments, batch normalization in both forms, the fused one."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np

from case import Case, generator, normal

FORMATS = {"NHWC": (3, 2, 4, 3), "NCHW": (3, 3, 2, 4), "NDHWC": (2, 2, 3, 2, 3), "NCDHW": (2, 3, 2, 3, 2)}


def uniform(key, shape, low=0.5, high=2.0):
    return generator(key).uniform(low, high, shape).astype(np.float32)


def case(function, note, shape, outputs=("y",), cotangents=None, **more):
    """`outputs` are named in the order of the function's results; gradients are of the sum of each times its cotangent."""
    id = f"{function}/{note}"
    arrays = {"in.x": normal(id + "/x", shape) * np.float32(1.5) + np.float32(0.25)}
    arrays.update(more.pop("arrays", {}))
    for output, wide in (cotangents or {}).items():
        arrays[f"g.{output}"] = normal(f"{id}/g.{output}", wide)
    return Case("operation", id, arrays, function=function, arguments=more.pop("arguments", {}), outputs=list(outputs), **more)


def parameters(id, shape, *names):
    return {f"in.{n}": uniform(f"{id}/{n}", shape) if n in ("variance", "scale") else normal(f"{id}/{n}", shape) for n in names}


def cases():
    everything = ("mean", "variance", "offset", "scale")
    for note, shape, wide in [
        ("vectors", (4, 3), (3,)), ("vectors of images", (2, 3, 2, 4), (4,)), ("kept axes", (4, 3, 2), (1, 3, 1)),
        ("each example", (4, 3, 2), (4, 1, 1)), ("last two axes", (4, 3, 2), (3, 2)), ("scalars", (4, 3), ()),
    ]:
        yield case("nn.batch_normalization", note, shape, cotangents={"y": shape}, arguments={"epsilon": 1e-3}, arrays=parameters(note, wide, *everything))
    mixed = {**parameters("mixed", (1, 3, 1), "mean"), **parameters("mixed", (2,), "variance"), **parameters("mixed", (4, 1, 1), "offset"), **parameters("mixed", (3, 2), "scale")}
    yield case("nn.batch_normalization", "parameters of different shapes", (4, 3, 2), cotangents={"y": (4, 3, 2)}, arguments={"epsilon": 1e-3}, arrays=mixed)
    for names in [("mean", "variance"), ("mean", "variance", "offset"), ("mean", "variance", "scale")]:
        yield case("nn.batch_normalization", "with " + " ".join(names), (4, 3), cotangents={"y": (4, 3)}, arguments={"epsilon": 1e-2}, arrays=parameters(" ".join(names), (3,), *names))
    yield case("nn.batch_normalization", "no epsilon", (4, 3), cotangents={"y": (4, 3)}, arguments={"epsilon": 0.0}, arrays=parameters("zero", (3,), *everything))

    for shape, axis in [((4, 3), -1), ((4, 3), 1), ((4, 3), 0), ((2, 3, 2, 4), 1), ((2, 3, 2, 4), -1), ((2, 3, 2, 4), 2), ((5,), 0), ((2, 2, 3, 2, 2), 2)]:
        note = "x".join(map(str, shape)) + f" axis {axis}"
        yield case("ops.batch_normalization", note, shape, cotangents={"y": shape}, arguments={"axis": axis, "epsilon": 1e-3}, arrays=parameters(note, (shape[axis],), *everything))
    for names in [("mean", "variance"), ("mean", "variance", "offset"), ("mean", "variance", "scale")]:
        note = "with " + " ".join(names)
        yield case("ops.batch_normalization", note, (4, 3, 2), cotangents={"y": (4, 3, 2)}, arguments={"axis": 1, "epsilon": 1e-5}, arrays=parameters(note, (3,), *names))

    for axes, keepdims in [([0], False), ([0, 1], False), ([0, 1], True), ([-1], False), ([1, 2], True), ([0, 1, 2], False)]:
        shape = (4, 3, 2)
        positive = [a % 3 for a in axes]
        kept = tuple(1 if i in positive else d for i, d in enumerate(shape) if keepdims or i not in positive)
        for synchronized in [False] if axes != [0, 1] else [False, True]:
            note = f"{axes}{' kept' if keepdims else ''}{' synchronized' if synchronized else ''}"
            yield case(
                "ops.moments", note, shape, outputs=("mean", "variance"), cotangents={"mean": kept, "variance": kept},
                arguments={"axes": axes, "keepdims": keepdims, "synchronized": synchronized},
            )
    for note, values in [
        ("integers", [0, 1, 2, 3, 4, 100, -200]), ("O4", [-741, 353.2, 1099, -1807, 502.8, -83.4, 333.5, -130.9]),
        ("five", [0, 1, 2, 3, 100]), ("a thousand each way", [-1000, 1000]), ("equal", [3, 3, 3]), ("one", [7]),
    ]:
        x = np.array(values, np.float32)
        yield case("ops.moments", note, x.shape, outputs=("mean", "variance"), arguments={"axes": [0], "keepdims": False, "synchronized": False}, arrays={"in.x": x})

    for note, weights in [
        ("all ones", np.ones((4, 1, 1))), ("per example", np.array([1, 0.5, 0, 2]).reshape(4, 1, 1)), ("per position", uniform("p", (4, 3, 1), 0, 1)),
        ("full", uniform("f", (4, 3, 2), 0, 1)), ("a row of nothing", np.array([[1, 0], [2, 0], [0.5, 0], [1, 0]]).reshape(4, 1, 2)),
        ("last axis", np.array([0.25, 1])),
    ]:
        for axes, keepdims in [([0, 1], False), ([0, 2], True)] if note != "a row of nothing" else [([0, 1], False)]:
            shape = (4, 3, 2)
            kept = tuple(1 if i in axes else d for i, d in enumerate(shape) if keepdims or i not in axes)
            # weights of the last axis alone cancel over the others: their gradient is nothing but rounding
            cotangents = {} if note == "last axis" and not keepdims else {"mean": kept, "variance": kept}
            yield case(
                "nn.weighted_moments", f"{note} {axes}{' kept' if keepdims else ''}", shape, outputs=("mean", "variance"),
                cotangents=cotangents, arguments={"axes": axes, "keepdims": keepdims},
                arrays={"in.weights": np.asarray(weights, np.float32)},
            )

    for format, shape in FORMATS.items():
        for note, training, factor, names in [
            ("training", True, 1.0, ("scale", "offset")), ("training with statistics, which do not count", True, 1.0, ("scale", "offset", "mean", "variance")),
            ("training averaged", True, 0.125, ("scale", "offset", "mean", "variance")), ("inference", False, 1.0, ("scale", "offset", "mean", "variance")),
        ]:
            id = f"{format} {note}"
            yield case(
                "nn.fused_batch_norm", id, shape, outputs=("y", "running_mean", "running_variance"), cotangents={"y": shape},
                arguments={"epsilon": 1e-3, "data_format": format, "training": training, "factor": factor}, arrays=parameters(id, (3,), *names),
            )
    for note, shape, training in [("one number a channel", (1, 1, 1, 3), True), ("one number a channel inference", (1, 1, 1, 3), False)]:
        yield case(
            "nn.fused_batch_norm", note, shape, outputs=("y", "running_mean", "running_variance"), cotangents={"y": shape},
            arguments={"epsilon": 1e-3, "data_format": "NHWC", "training": training, "factor": 0.5},
            arrays=parameters(note, (3,), "scale", "offset", "mean", "variance"),
        )
    yield case(
        "nn.fused_batch_norm", "small epsilon", (4, 2, 2, 3), outputs=("y", "running_mean", "running_variance"), cotangents={"y": (4, 2, 2, 3)},
        arguments={"epsilon": 1e-7, "data_format": "NHWC", "training": True, "factor": 1.0}, arrays=parameters("small", (3,), "scale", "offset"),
    )
