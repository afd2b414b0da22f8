"""Layers around layers."""

import numpy as np

from case import layer, obj


def flavours(case, all):
    return all


def cases():
    def steps(cls, config, shape, **more):
        return layer("TimeDistributed", {"layer": obj(cls, **config)}, shape, **more)

    mask = np.array([[1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]], dtype=bool)
    yield steps("Dense", {"units": 3}, (2, 4, 5))
    yield steps("Dense", {"units": 3, "activation": "tanh", "kernel_regularizer": obj("L2", l2=0.125)}, (2, 4, 3, 2))
    yield steps("Conv2D", {"filters": 2, "kernel_size": 2}, (2, 3, 4, 4, 2))
    yield steps("Flatten", {}, (2, 3, 2, 2))
    yield steps("BatchNormalization", {}, (4, 3, 2))
    yield steps("BatchNormalization", {}, (4, 3, 2), training=True)
    yield steps("BatchNormalization", {"momentum": 0.5, "axis": 1}, (4, 3, 2, 3), training=True)
    yield steps("BatchNormalization", {"momentum": 0.5, "renorm": True, "renorm_momentum": 0.5}, (4, 3, 2), training=True)
    yield steps("BatchNormalization", {"momentum": 0.5}, (4, 3, 2), training=True, mask=mask)
    yield steps("BatchNormalization", {"momentum": 0.5, "trainable": False}, (4, 3, 2), training=True)
    yield steps("LayerNormalization", {}, (2, 3, 4))
    yield steps("TimeDistributed", {"layer": obj("BatchNormalization", momentum=0.5)}, (4, 2, 3, 2), training=True)
