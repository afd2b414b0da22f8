"""Layers that move, merge, look up or rescale: no contraction, no statistics of the batch."""

import numpy as np

from case import Case, distinct, generator, layer, normal, obj


def flavours(case, all):
    return all


def cases():
    yield from shapes()
    yield from images()
    yield from merges()
    yield from tables()
    yield from scales()


def shapes():
    yield layer("Flatten", {}, (2, 3, 4))
    yield layer("Flatten", {}, (2, 3, 2, 2))
    yield layer("Flatten", {}, (3, 4))
    yield layer("Flatten", {}, (3,))
    yield layer("Flatten", {"data_format": "channels_first"}, (2, 3, 2, 2))
    yield layer("Flatten", {"data_format": "channels_first"}, (2, 3, 4))
    yield layer("Flatten", {"data_format": "channels_first"}, (3, 4))
    yield layer("Reshape", {"target_shape": [3, 4]}, (2, 12))
    yield layer("Reshape", {"target_shape": [-1, 2]}, (2, 3, 4))
    yield layer("Reshape", {"target_shape": [2, -1, 3]}, (2, 12))
    yield layer("Reshape", {"target_shape": [12]}, (2, 3, 4))
    yield layer("Dropout", {"rate": 0.4}, (3, 4))
    yield layer("Dropout", {"rate": 0.0}, (3, 4), training=True)
    yield layer("Dropout", {"rate": 0.4, "noise_shape": [None, 1, 4]}, (2, 3, 4))
    yield layer("Dropout", {"rate": 1.0}, (3, 4), training=True)
    masked = np.array(generator("masking").integers(0, 2, (2, 4, 3)), dtype=np.float32)
    masked[0, 1] = 0
    yield layer("Masking", {}, (2, 4, 3), data=[masked], outputMask=True)
    masked = masked.copy()
    masked[1, 2] = -1
    yield layer("Masking", {"mask_value": -1.0}, (2, 4, 3), data=[masked], outputMask=True)


def images():
    def both(cls, config, shape):
        yield layer(cls, config, shape)
        yield layer(cls, {**config, "data_format": "channels_first"}, (shape[0], shape[3], shape[1], shape[2]))

    yield from both("ZeroPadding2D", {}, (2, 2, 3, 2))
    yield from both("ZeroPadding2D", {"padding": 2}, (1, 2, 3, 2))
    yield from both("ZeroPadding2D", {"padding": [1, 2]}, (1, 2, 3, 2))
    yield from both("ZeroPadding2D", {"padding": [[1, 0], [2, 3]]}, (1, 2, 3, 2))
    yield from both("ZeroPadding2D", {"padding": [[0, 0], [0, 1]]}, (1, 2, 2, 3))
    for interpolation in ("nearest", "bilinear"):
        yield from both("UpSampling2D", {"interpolation": interpolation}, (2, 2, 3, 2))
        yield from both("UpSampling2D", {"size": 3, "interpolation": interpolation}, (1, 3, 2, 2))
        yield from both("UpSampling2D", {"size": [2, 3], "interpolation": interpolation}, (1, 3, 4, 2))
    yield from both("UpSampling2D", {}, (1, 3, 3, 2))
    yield from both("UpSampling2D", {"size": [1, 2]}, (1, 3, 3, 2))


def merges():
    for cls in ("Add", "Multiply"):
        yield layer(cls, {}, (2, 3), (2, 3))
        yield layer(cls, {}, (2, 3), (2, 3), (2, 3))
        yield layer(cls, {}, (2, 1, 3), (2, 4, 3))
        yield layer(cls, {}, (2, 4, 3), (2, 3))
        yield layer(cls, {}, (2, 3, 2, 2), (2, 1, 1, 2))
    yield layer("Concatenate", {}, (2, 3), (2, 4))
    yield layer("Concatenate", {}, (2, 3, 1), (2, 3, 2), (2, 3, 3))
    yield layer("Concatenate", {"axis": 1}, (2, 1, 3), (2, 4, 3))
    yield layer("Concatenate", {"axis": -2}, (2, 1, 3), (2, 4, 3))
    yield layer("Concatenate", {"axis": 0}, (2, 3), (1, 3))
    yield layer("Concatenate", {"axis": 3}, (1, 2, 2, 1), (1, 2, 2, 3))


def tables():
    def embedding(config, shape, **more):
        rows = generator("rows", shape).integers(0, config["input_dim"], shape)
        rows.flat[0] = rows.flat[-1]  # a row that is looked up twice
        rows.flat[1] = 0
        return layer("Embedding", config, shape, data=[rows], dtype="int32", **more)

    yield embedding({"input_dim": 5, "output_dim": 3}, (2, 4))
    yield embedding({"input_dim": 5, "output_dim": 3}, (6,))
    yield embedding({"input_dim": 4, "output_dim": 2}, (2, 2, 3))
    yield embedding({"input_dim": 5, "output_dim": 3, "mask_zero": True}, (2, 4), outputMask=True)
    yield embedding({"input_dim": 5, "output_dim": 3, "embeddings_regularizer": obj("L2", l2=0.03125)}, (2, 4))
    yield embedding({"input_dim": 5, "output_dim": 3, "activity_regularizer": obj("L2", l2=0.03125)}, (2, 4))


def scales():
    yield layer("Rescaling", {"scale": 0.5}, (2, 3))
    yield layer("Rescaling", {"scale": 0.00392156862745098}, (1, 2, 2, 3))
    yield layer("Rescaling", {"scale": 2.0, "offset": -1.0}, (2, 3))
    yield layer("Rescaling", {"scale": [0.5, 2.0, 3.0]}, (2, 3))
    yield layer("Rescaling", {"scale": [0.5, 2.0, 3.0], "offset": [1.0, 0.0, -1.0]}, (1, 2, 2, 3))
    yield layer("Rescaling", {"scale": 2.0, "offset": [1.0, 0.0, -1.0]}, (2, 3))
    yield layer("Rescaling", {"scale": 1, "offset": 2}, (3, 4), dtype="int32", data=[np.arange(12).reshape(3, 4)])

    yield layer("Normalization", {"mean": 3.0, "variance": 2.0}, (2, 3))
    yield layer("Normalization", {"mean": [1.0, 2.0, 3.0], "variance": [1.0, 2.0, 0.25]}, (2, 3))
    yield layer("Normalization", {"mean": [1.0, 2.0], "variance": [1.0, 4.0], "axis": 1}, (3, 2, 4))
    yield layer("Normalization", {"mean": [[1.0, 2.0, 0.5], [0.0, 1.0, 3.0]], "variance": [[1.0, 4.0, 2.0], [1.0, 0.5, 2.0]], "axis": [1, 2]}, (3, 2, 3))
    yield layer("Normalization", {"mean": 3.0, "variance": 2.0, "axis": None}, (2, 3))
    yield layer("Normalization", {"mean": 3.0, "variance": 2.0, "invert": True}, (2, 3))
    yield layer("Normalization", {"mean": [1.0, 2.0, 3.0], "variance": [1.0, 0.0, 0.25]}, (2, 3))
    yield layer("Normalization", {"mean": [1.0, 2.0, 3.0], "variance": [1.0, 0.0, 0.25], "invert": True}, (2, 3))
    for config, shape in (
        ({}, (6, 3)),
        ({"invert": True}, (6, 3)),
        ({"axis": None}, (6, 3)),
        ({"axis": 1}, (4, 2, 3)),
        ({"axis": -1}, (2, 3, 3, 2)),
        ({"axis": [1, 2]}, (4, 2, 3)),
        ({"axis": [-1, 1]}, (3, 2, 2, 3)),
    ):
        case = layer("Normalization", config, shape, note="adapt", adapt=True)
        case.arrays["adapt"] = (normal(case.id + "/adapt", (9, *shape[1:])) * 2 + 3).astype(np.float32)
        yield case
    case = layer("Normalization", {}, (6, 3), note="adapt constant column", adapt=True)
    case.arrays["adapt"] = normal(case.id + "/adapt", (9, 3))
    case.arrays["adapt"][:, 1] = 4.0
    yield case
