"""LayerNormalization."""

import numpy as np

from case import generator, layer, obj


def flavours(case, all):
    return all


def shifted(key, shape):
    return (generator(key).standard_normal(shape) * 2 + 5).astype(np.float32)


def cases():
    for shape in ((2, 4), (2, 3, 4), (2, 2, 3, 4)):
        yield layer("LayerNormalization", {}, shape)
    yield layer("LayerNormalization", {}, (2, 3, 4), training=True)
    yield layer("LayerNormalization", {}, (3, 6), draw=shifted)
    yield layer("LayerNormalization", {}, (3, 1))
    yield layer("LayerNormalization", {"axis": 1}, (2, 3, 4))
    yield layer("LayerNormalization", {"axis": 0}, (2, 3))
    yield layer("LayerNormalization", {"axis": -2}, (2, 3, 4))
    yield layer("LayerNormalization", {"axis": [1, 2]}, (2, 3, 4))
    yield layer("LayerNormalization", {"axis": [-2, -1]}, (2, 3, 4))
    yield layer("LayerNormalization", {"axis": [3, 1]}, (2, 3, 2, 4))
    yield layer("LayerNormalization", {"axis": [1, 2, 3]}, (2, 3, 2, 2))
    yield layer("LayerNormalization", {"axis": [2]}, (2, 3, 4))
    yield layer("LayerNormalization", {"epsilon": 1e-6}, (2, 4))
    yield layer("LayerNormalization", {"epsilon": 0.1}, (2, 3, 4))
    for config in ({"center": False}, {"scale": False}, {"center": False, "scale": False}):
        yield layer("LayerNormalization", config, (2, 3, 4))
        yield layer("LayerNormalization", {**config, "axis": [1, 2]}, (2, 3, 4))
    yield layer("LayerNormalization", {"beta_regularizer": obj("L1", l1=0.0625)}, (2, 4))
    yield layer("LayerNormalization", {"gamma_regularizer": obj("L2", l2=0.03125)}, (2, 4))
    yield layer("LayerNormalization", {"activity_regularizer": obj("L2", l2=0.03125)}, (2, 4))
    for config in ({}, {"scale": False}, {"axis": 1}, {"axis": [1, 2]}, {"epsilon": 0.1}):
        yield layer("LayerNormalization", {"rms_scaling": True, **config}, (2, 3, 4))
