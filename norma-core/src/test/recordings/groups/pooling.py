"""Max, average and global pooling. Inputs are different numbers that bfloat16 holds, so that no maximum is tied."""

from case import distinct, layer


def flavours(case, all):
    return all


def both(cls, config, shape):
    yield layer(cls, config, shape, draw=distinct)
    yield layer(cls, {**config, "data_format": "channels_first"}, (shape[0], shape[3], shape[1], shape[2]), draw=distinct)


def cases():
    for cls in ("MaxPooling2D", "AveragePooling2D"):
        two = {} if cls == "MaxPooling2D" else {"pool_size": 2}
        yield from both(cls, two, (2, 4, 6, 2))
        yield from both(cls, two, (1, 5, 5, 3))
        yield from both(cls, {"pool_size": 3}, (2, 6, 5, 2))
        yield from both(cls, {"pool_size": [2, 3]}, (2, 4, 6, 2))
        yield from both(cls, {**two, "strides": 1}, (2, 4, 5, 2))
        yield from both(cls, {"pool_size": 3, "strides": 2}, (1, 7, 6, 2))
        yield from both(cls, {"pool_size": 2, "strides": 3} if two else {"strides": 3}, (1, 8, 7, 2))
        yield from both(cls, {"pool_size": [3, 2], "strides": [1, 2]}, (2, 5, 6, 2))
        yield from both(cls, {**two, "padding": "same"}, (2, 5, 4, 2))
        yield from both(cls, {"pool_size": 3, "padding": "same"}, (2, 5, 4, 2))
        yield from both(cls, {"pool_size": 3, "strides": 1, "padding": "same"}, (2, 4, 5, 2))
        yield from both(cls, {"pool_size": 3, "strides": 2, "padding": "same"}, (1, 6, 7, 2))
        yield from both(cls, {"pool_size": [2, 4], "strides": [2, 1], "padding": "same"}, (1, 5, 6, 2))
    for cls in ("GlobalMaxPooling2D", "GlobalAveragePooling2D"):
        yield from both(cls, {}, (2, 3, 4, 3))
        yield from both(cls, {"keepdims": True}, (2, 3, 4, 3))
        yield from both(cls, {}, (3, 1, 1, 4))
