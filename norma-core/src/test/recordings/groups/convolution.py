"""Conv1D, Conv2D, DepthwiseConv2D."""

from case import layer, obj


def flavours(case, all):
    return all


def conv(cls, config, *shapes, **more):
    """Each case twice: channels last, and channels first.

    Keras' TensorFlow back end adds the bias along the last axis when that axis happens to be as long as there are
    filters, so channels-first cases have more filters than any width.
    """
    yield layer(cls, config, *shapes, **more)
    if config.get("padding") == "causal":
        return
    if "filters" not in config:
        shapes = [(*s[:-1], 7) for s in shapes]
    elif "groups" not in config:
        config = {**config, "filters": 9}
    first = [(s[0], s[-1], *s[1:-1]) for s in shapes]
    yield layer(cls, {**config, "data_format": "channels_first"}, *first, **more)


def cases():
    yield from one()
    yield from two()
    yield from depthwise()


def one():
    yield from conv("Conv1D", {"filters": 3, "kernel_size": 3}, (2, 7, 2))
    yield from conv("Conv1D", {"filters": 3, "kernel_size": 1}, (2, 5, 2))
    yield from conv("Conv1D", {"filters": 3, "kernel_size": 3, "strides": 2}, (2, 8, 2))
    yield from conv("Conv1D", {"filters": 3, "kernel_size": 3, "padding": "same"}, (2, 7, 2))
    yield from conv("Conv1D", {"filters": 3, "kernel_size": 4, "padding": "same", "strides": 3}, (2, 8, 2))
    yield from conv("Conv1D", {"filters": 3, "kernel_size": 3, "padding": "causal"}, (2, 7, 2))
    yield from conv("Conv1D", {"filters": 3, "kernel_size": 3, "padding": "causal", "strides": 2}, (2, 7, 2))
    yield from conv("Conv1D", {"filters": 3, "kernel_size": 3, "padding": "causal", "dilation_rate": 2}, (2, 7, 2))
    yield from conv("Conv1D", {"filters": 3, "kernel_size": 3, "dilation_rate": 2}, (2, 8, 2))
    yield from conv("Conv1D", {"filters": 3, "kernel_size": 2, "dilation_rate": 3, "padding": "same"}, (2, 8, 2))
    yield from conv("Conv1D", {"filters": 4, "kernel_size": 3, "groups": 2}, (2, 7, 4))
    yield from conv("Conv1D", {"filters": 3, "kernel_size": 3, "use_bias": False}, (2, 7, 2))
    yield from conv("Conv1D", {"filters": 3, "kernel_size": 3, "activation": "tanh"}, (2, 7, 2))
    yield layer("Conv1D", {"filters": 3, "kernel_size": 3, "kernel_regularizer": obj("L2", l2=0.03125)}, (2, 5, 2))
    yield layer("Conv1D", {"filters": 3, "kernel_size": 3, "bias_regularizer": obj("L1", l1=0.0625)}, (2, 5, 2))
    yield layer("Conv1D", {"filters": 3, "kernel_size": 3, "activity_regularizer": obj("L2", l2=0.03125)}, (2, 5, 2))


def two():
    yield from conv("Conv2D", {"filters": 3, "kernel_size": 3}, (2, 5, 6, 2))
    yield from conv("Conv2D", {"filters": 3, "kernel_size": [3, 2]}, (2, 5, 5, 2))
    yield from conv("Conv2D", {"filters": 3, "kernel_size": 1}, (2, 4, 3, 2))
    yield from conv("Conv2D", {"filters": 3, "kernel_size": 1, "strides": 2}, (2, 5, 4, 2))
    yield from conv("Conv2D", {"filters": 3, "kernel_size": 3, "strides": 2}, (1, 7, 6, 2))
    yield from conv("Conv2D", {"filters": 2, "kernel_size": 3, "strides": [2, 1]}, (1, 7, 5, 2))
    yield from conv("Conv2D", {"filters": 3, "kernel_size": 3, "padding": "same"}, (2, 4, 5, 2))
    yield from conv("Conv2D", {"filters": 2, "kernel_size": [2, 4], "padding": "same"}, (2, 4, 5, 2))
    yield from conv("Conv2D", {"filters": 2, "kernel_size": 3, "strides": 2, "padding": "same"}, (1, 6, 6, 2))
    yield from conv("Conv2D", {"filters": 2, "kernel_size": 3, "strides": 2, "padding": "same"}, (1, 7, 5, 2))
    yield from conv("Conv2D", {"filters": 2, "kernel_size": 2, "strides": 3, "padding": "same"}, (1, 7, 8, 2))
    yield from conv("Conv2D", {"filters": 2, "kernel_size": 5, "strides": [1, 2], "padding": "same"}, (1, 4, 5, 2))
    yield from conv("Conv2D", {"filters": 2, "kernel_size": 3, "dilation_rate": 2}, (1, 6, 7, 2))
    yield from conv("Conv2D", {"filters": 2, "kernel_size": 2, "dilation_rate": [3, 1]}, (1, 6, 5, 2))
    yield from conv("Conv2D", {"filters": 2, "kernel_size": 3, "dilation_rate": [1, 2], "padding": "same"}, (1, 5, 6, 2))
    yield from conv("Conv2D", {"filters": 4, "kernel_size": 3, "groups": 2}, (2, 4, 5, 4))
    yield from conv("Conv2D", {"filters": 6, "kernel_size": 3, "groups": 3, "padding": "same", "strides": 2}, (1, 5, 5, 3))
    yield from conv("Conv2D", {"filters": 3, "kernel_size": 3, "use_bias": False}, (2, 4, 5, 2))
    yield from conv("Conv2D", {"filters": 3, "kernel_size": 3, "activation": "relu"}, (2, 4, 5, 2))
    yield from conv("Conv2D", {"filters": 3, "kernel_size": 3, "activation": "softmax"}, (1, 4, 4, 2))
    yield layer("Conv2D", {"filters": 3, "kernel_size": 2, "kernel_regularizer": obj("L2", l2=0.03125)}, (2, 3, 3, 2))
    yield layer("Conv2D", {"filters": 3, "kernel_size": 2, "bias_regularizer": obj("L1", l1=0.0625)}, (2, 3, 3, 2))
    yield layer("Conv2D", {"filters": 3, "kernel_size": 2, "activity_regularizer": obj("L1L2", l1=0.0625, l2=0.03125)}, (2, 3, 3, 2))


def depthwise():
    yield from conv("DepthwiseConv2D", {"kernel_size": 3}, (2, 5, 4, 2))
    yield from conv("DepthwiseConv2D", {"kernel_size": [2, 3]}, (2, 5, 4, 2))
    yield from conv("DepthwiseConv2D", {"kernel_size": 3, "depth_multiplier": 2}, (2, 4, 4, 2))
    yield from conv("DepthwiseConv2D", {"kernel_size": 3, "padding": "same"}, (2, 4, 5, 2))
    yield from conv("DepthwiseConv2D", {"kernel_size": 3, "strides": 2}, (1, 7, 6, 2))
    yield from conv("DepthwiseConv2D", {"kernel_size": 3, "strides": 2, "padding": "same"}, (1, 6, 7, 2))
    yield from conv("DepthwiseConv2D", {"kernel_size": 3, "strides": 2, "padding": "same", "depth_multiplier": 3}, (1, 6, 6, 2))
    yield from conv("DepthwiseConv2D", {"kernel_size": 3, "dilation_rate": 2}, (1, 6, 7, 2))
    yield from conv("DepthwiseConv2D", {"kernel_size": 2, "dilation_rate": 2, "padding": "same"}, (1, 5, 4, 2))
    yield from conv("DepthwiseConv2D", {"kernel_size": 3, "use_bias": False}, (2, 4, 4, 3))
    yield from conv("DepthwiseConv2D", {"kernel_size": 3, "activation": "relu6"}, (2, 4, 4, 3))
    yield layer("DepthwiseConv2D", {"kernel_size": 2, "depthwise_regularizer": obj("L2", l2=0.03125)}, (2, 3, 3, 2))
    yield layer("DepthwiseConv2D", {"kernel_size": 2, "bias_regularizer": obj("L1", l1=0.0625)}, (2, 3, 3, 2))
    yield layer("DepthwiseConv2D", {"kernel_size": 2, "activity_regularizer": obj("L2", l2=0.03125)}, (2, 3, 3, 2))
