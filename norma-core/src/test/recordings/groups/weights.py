"""What is done to weights by themselves: regularizers, constraints, initializers, the initial values of layers."""

import numpy as np

from case import Case, normal, obj, text


def flavours(case, all):
    if case.kind in ("initializer", "initial", "dropout"):
        return ["tf32-xla"] if case.meta.get("quantity") == "distribution" or case.kind == "dropout" else ["tf64", "tf32-eager", "jax32"]
    return [f for f in all if not f.startswith("bf16")]


def on_weight(kind, cls, config, shape, special=None):
    id = "/".join(filter(None, [cls, text(config), "x".join(map(str, shape)), special and "with zeros"]))
    w = normal(id, shape) * 2
    if special:
        w[:, 0] = 0.0
    return Case(kind, id, {"w.0": w.astype(np.float32)}, **{"class": cls}, config=config)


RANDOM = [
    ("RandomNormal", {}), ("RandomNormal", {"mean": 1.0, "stddev": 0.5}),
    ("RandomUniform", {}), ("RandomUniform", {"minval": -1.0, "maxval": 3.0}),
    ("TruncatedNormal", {}), ("TruncatedNormal", {"mean": 1.0, "stddev": 0.5}),
    ("GlorotUniform", {}), ("GlorotNormal", {}), ("HeNormal", {}), ("HeUniform", {}),
    ("LecunNormal", {}), ("LecunUniform", {}), ("VarianceScaling", {}),
] + [
    ("VarianceScaling", {"scale": 2.0, "mode": mode, "distribution": distribution})
    for mode in ("fan_in", "fan_out", "fan_avg")
    for distribution in ("truncated_normal", "untruncated_normal", "uniform", "normal")
]
#: dense, embedding-like, Conv1D, Conv2D, DepthwiseConv2D, vector: what counts as fan in and fan out
SHAPES = [[250, 500], [3, 200, 250], [3, 5, 100, 120], [5, 5, 5000, 1], [150000]]


def cases():
    for shape in ((3, 4), (2, 3, 4), (5,)):
        for cls, config in (
            ("L1", {}), ("L1", {"l1": 0.3}), ("L2", {}), ("L2", {"l2": 0.3}),
            ("L1L2", {}), ("L1L2", {"l1": 0.2}), ("L1L2", {"l2": 0.2}), ("L1L2", {"l1": 0.1, "l2": 0.3}),
        ):
            yield on_weight("regularizer", cls, config, shape)
    for shape in ((3, 4), (4, 3), (2, 2)):
        for config in ({}, {"mode": "columns"}, {"factor": 0.5}, {"factor": 0.5, "mode": "columns"}):
            yield on_weight("regularizer", "OrthogonalRegularizer", config, shape)
    for shape, axes in (((3, 4), (0, 1)), ((2, 3, 3, 4), (0, [0, 1, 2], [0, 1])), ((5,), (0,))):
        yield on_weight("constraint", "NonNeg", {}, shape)
        for axis in axes:
            at = {} if axis == 0 else {"axis": axis}
            yield on_weight("constraint", "MaxNorm", at, shape)
            yield on_weight("constraint", "MaxNorm", {"max_value": 1.0, **at}, shape)
            yield on_weight("constraint", "UnitNorm", at, shape)
            yield on_weight("constraint", "MinMaxNorm", at, shape)
            yield on_weight("constraint", "MinMaxNorm", {"min_value": 2.0, "max_value": 3.0, **at}, shape)
            yield on_weight("constraint", "MinMaxNorm", {"min_value": 2.0, "max_value": 3.0, "rate": 0.3, **at}, shape)
    yield on_weight("constraint", "MaxNorm", {"axis": 1}, (3, 1))
    for cls in ("MaxNorm", "UnitNorm", "MinMaxNorm"):
        yield on_weight("constraint", cls, {}, (3, 4), special=True)

    for cls, config in RANDOM:
        for shape in SHAPES if cls in ("GlorotUniform", "VarianceScaling") else SHAPES[2:3]:
            yield initializer(cls, {**config, "seed": 1}, shape, "distribution")
    for axes in ({"input_axes": [0]}, {"output_axes": [0]}, {"input_axes": [0, 1], "output_axes": [2]}):
        for cls in ("GlorotUniform", "GlorotNormal", "HeNormal", "HeUniform", "LecunNormal", "LecunUniform", "VarianceScaling"):
            yield initializer(cls, {**axes, "seed": 1}, [10, 100, 120], "distribution")
    for shape in ([6, 4], [4, 6], [3, 3, 2, 5], [2, 7, 4]):
        for config in ({"seed": 1}, {"gain": 2.5, "seed": 1}):
            yield initializer("Orthogonal", config, shape, "orthogonal")
    for shape in ([4, 4], [3, 5], [5, 3]):
        for config in ({}, {"gain": 0.5}):
            yield initializer("Identity", config, shape, "values")
    for cls, config in (("Zeros", {}), ("Ones", {}), ("Constant", {}), ("Constant", {"value": 0.3}), ("Constant", {"value": -2})):
        yield initializer(cls, config, [2, 3], "values")
    for config in ({}, {"side": "imag"}, {"window": "hamming"}, {"window": None}, {"scaling": "spectrum"}, {"scaling": None},
                   {"periodic": True}, {"side": "imag", "window": "hamming", "scaling": "spectrum", "periodic": True}):
        yield initializer("STFT", config, [12, 1, 9], "values")
    for window in ("boxcar", "blackman", "nuttall", "blackmanharris", "flattop", "cosine", "lanczos", "bartlett", "triang", "barthann",
                   "bohman", "parzen", "exponential", "tukey", "taylor"):
        yield initializer("STFT", {"window": window}, [12, 1, 4], "values")
        yield initializer("STFT", {"window": window, "periodic": True, "scaling": "spectrum"}, [12, 1, 4], "values")
    yield initializer("STFT", {"window": [0.5, 1.0, -2.0, 0.25]}, [4, 1, 3], "values")
    yield initializer("STFT", {"window": [0.5, 1.0, -2.0, 0.25], "scaling": "spectrum", "side": "imag", "periodic": True}, [4, 1, 3], "values")
    yield initializer("STFT", {}, [1, 1, 3], "values")

    yield from initial()
    for config in ({"rate": 0.3}, {"rate": 0.5}, {"rate": 0.8}):
        yield dropout(config, [100, 100])
    yield dropout({"rate": 0.5, "noise_shape": [None, 1, 300]}, [40, 5, 300])
    yield dropout({"rate": 0.25, "noise_shape": [100, 100, 1]}, [100, 100, 4])
    yield dropout({"rate": 0.25, "noise_shape": [1, 10000]}, [5, 10000])


def dropout(config, shape):
    return Case("dropout", "Dropout/" + text(config), **{"class": "Dropout"}, config={**config, "seed": 3}, input=shape)


def initializer(cls, config, shape, quantity):
    id = "/".join([cls, text(config), "x".join(map(str, shape))])
    return Case("initializer", id, **{"class": cls}, config=config, shape=shape, quantity=quantity)


def initial():
    """Each option that names an initializer, and each layer's own default where it is not random."""
    dense = {"units": 2}
    one = {"filters": 2, "kernel_size": 2}
    kernels = [
        ("Dense", dense, [None, 3], "kernel"), ("Conv1D", one, [None, 5, 3], "kernel"), ("Conv2D", one, [None, 5, 5, 3], "kernel"),
        ("DepthwiseConv2D", {"kernel_size": 2}, [None, 5, 5, 3], "depthwise"),
    ]
    for cls, config, shape, name in kernels:
        yield first(cls, {**config, f"{name}_initializer": "ones"}, shape)
        yield first(cls, {**config, f"{name}_initializer": obj("Constant", value=0.25), "bias_initializer": "ones"}, shape)
        yield first(cls, {**config, f"{name}_initializer": "zeros", "bias_initializer": obj("Constant", value=0.5)}, shape)
    yield first("Embedding", {"input_dim": 3, "output_dim": 2, "embeddings_initializer": "ones"}, [None, 4])
    for cls in ("BatchNormalization", "LayerNormalization"):
        yield first(cls, {}, [None, 3])
        yield first(cls, {"beta_initializer": "ones", "gamma_initializer": "zeros"}, [None, 3])
        yield first(cls, {"beta_initializer": obj("Constant", value=0.5), "gamma_initializer": obj("Constant", value=0.25)}, [None, 3])
    yield first("BatchNormalization", {"moving_mean_initializer": "ones", "moving_variance_initializer": obj("Constant", value=4.0)}, [None, 3])
    yield first("BatchNormalization", {"moving_mean_initializer": "ones", "moving_variance_initializer": obj("Constant", value=4.0), "renorm": True}, [None, 3])
    yield first("BatchNormalization", {"renorm": True}, [None, 3])
    yield first("LayerNormalization", {"axis": [1, 2]}, [None, 3, 2])
    yield first("Normalization", {}, [None, 3])


def first(cls, config, shape):
    id = "/".join(filter(None, [cls, text(config), "initial"]))
    return Case("initial", id, **{"class": cls}, config=config, input=shape)
