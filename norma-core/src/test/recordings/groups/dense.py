"""Dense."""

from case import layer, obj


def flavours(case, all):
    return all


def cases():
    yield layer("Dense", {"units": 3}, (2, 4))
    yield layer("Dense", {"units": 5}, (2, 3, 4))
    yield layer("Dense", {"units": 2}, (2, 3, 2, 4))
    yield layer("Dense", {"units": 1}, (5, 1))
    yield layer("Dense", {"units": 3, "use_bias": False}, (2, 4))
    yield layer("Dense", {"units": 3, "use_bias": False}, (2, 2, 4))
    for name in ("relu", "softmax", "tanh", "sigmoid", "gelu"):
        yield layer("Dense", {"units": 3, "activation": name}, (4, 4))
    yield layer("Dense", {"units": 3, "kernel_regularizer": obj("L1", l1=0.0625)}, (2, 4))
    yield layer("Dense", {"units": 3, "kernel_regularizer": obj("L2", l2=0.03125)}, (2, 4), training=True)
    yield layer("Dense", {"units": 3, "kernel_regularizer": "l2"}, (2, 4))
    yield layer("Dense", {"units": 3, "kernel_regularizer": obj("OrthogonalRegularizer", factor=0.03)}, (2, 4))
    yield layer("Dense", {"units": 3, "bias_regularizer": obj("L1L2", l1=0.0625, l2=0.03125)}, (2, 4))
    yield layer("Dense", {"units": 3, "activity_regularizer": obj("L2", l2=0.03125)}, (2, 4))
    yield layer("Dense", {"units": 3, "activation": "relu", "activity_regularizer": obj("L1", l1=0.0625)}, (5, 4))
    yield layer(
        "Dense",
        {"units": 3, "kernel_regularizer": "l1", "bias_regularizer": "l2", "activity_regularizer": "l1l2"},
        (2, 4),
    )
