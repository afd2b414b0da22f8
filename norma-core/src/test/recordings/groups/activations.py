"""Keras' activation functions, and the layers that hold one."""

import numpy as np

from case import Case, generator, layer, obj, text

#: every name of keras.activations that is a function of a tensor; aliases are named by the Java test
FUNCTIONS = {
    "celu": [{}, {"alpha": 0.5}],
    "elu": [{}, {"alpha": 0.5}],
    "exponential": [{}],
    "gelu": [{}, {"approximate": True}],
    "glu": [{}, {"axis": 1}],
    "hard_shrink": [{}, {"threshold": 1.0}],
    "hard_sigmoid": [{}],
    "hard_silu": [{}],
    "hard_swish": [{}],
    "hard_tanh": [{}],
    "leaky_relu": [{}, {"negative_slope": 0.3}],
    "linear": [{}],
    "log_sigmoid": [{}],
    "log_softmax": [{}, {"axis": 1}],
    "mish": [{}],
    "relu": [{}, {"negative_slope": 0.1}, {"max_value": 1.0}, {"threshold": 0.5},
             {"negative_slope": 0.1, "max_value": 1.5, "threshold": 0.25}],
    "relu6": [{}],
    "selu": [{}],
    "sigmoid": [{}],
    "silu": [{}],
    "soft_shrink": [{}, {"threshold": 1.0}],
    "softmax": [{}, {"axis": 1}],
    "softplus": [{}],
    "softsign": [{}],
    "sparse_plus": [{}],
    "sparse_sigmoid": [{}],
    "sparsemax": [{}, {"axis": 1}],
    "squareplus": [{}, {"b": 1}],
    "swish": [{}],
    "tanh": [{}],
    "tanh_shrink": [{}],
    "threshold": [{"threshold": 0.5, "default_value": -1.0}],
}


def flavours(case, all):
    return all


def spread(key, shape, widest=4.0):
    """Numbers from -widest to widest that bfloat16 holds, none at a kink (multiples of a half) or next to it."""
    count = int(np.prod(shape))
    grid = np.linspace(-widest, widest, count)
    grid = np.round(grid * 16) / 16
    grid[grid * 2 == np.round(grid * 2)] += 3 / 16
    return generator(key).permutation(grid).reshape(shape).astype(np.float32)


def cases():
    for name, configs in FUNCTIONS.items():
        for config in configs:
            for widest in (4.0, 30.0) if name not in ("exponential",) else (4.0,):
                shape = (2, 4, 6)
                id = "/".join(filter(None, [name, text(config), f"to {widest:g}"]))
                arrays = {"in.0": spread(f"{id}/in.0", shape, widest)}
                inputs = [{"name": "x", "shape": list(shape), "dtype": "float32"}]
                yield Case("activation", id, arrays, name=name, config=config, inputs=inputs)
    for name, configs in FUNCTIONS.items():
        if name not in ("threshold", "glu"):  # needs arguments; has no symbolic call
            yield layer("Activation", {"activation": name}, (3, 4), draw=spread)
    yield layer("Activation", {"activation": "relu", "activity_regularizer": obj("L1", l1=0.0625)}, (3, 4), draw=spread)
    for config in ({}, {"max_value": 1.0}, {"negative_slope": 0.25}, {"threshold": 0.5},
                   {"max_value": 2.0, "negative_slope": 0.1, "threshold": 1.0},
                   {"max_value": 6.0}, {"negative_slope": 0.5, "threshold": 0.75}):
        yield layer("ReLU", config, (3, 8), draw=spread)
    yield layer("Softmax", {}, (2, 3, 4))
    yield layer("Softmax", {}, (3, 5))
    yield layer("Softmax", {"axis": 1}, (2, 3, 4))
    yield layer("Softmax", {"axis": [1, 2]}, (2, 3, 4))
    yield layer("Softmax", {"axis": -2}, (2, 3, 4))
    for config in ({}, {"axis": 1}, {"axis": [1, 2]}):
        kept = generator("softmax mask", text(config)).random((2, 3, 4)) < 0.7
        kept[:, 0, 0] = True
        yield layer("Softmax", config, (2, 3, 4), mask=kept)
