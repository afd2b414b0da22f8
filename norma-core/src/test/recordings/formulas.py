"""References by formula in float64 NumPy, for what Keras does not compute in float64."""

import numpy as np


def replaces(case):
    """The formula's results for this case, or None where Keras itself is the reference."""
    meta = case.meta
    if case.kind == "layer" and meta["class"] == "UpSampling2D" and meta["config"].get("interpolation") == "bilinear":
        return bilinear
    return None


def bilinear(case, arrays):
    """Resizing in TensorFlow computes in float32, and XLA's gradient of it is wrong in float64."""
    config, x, g = case.meta["config"], case.arrays["in.0"].astype(np.float64), arrays["g"].astype(np.float64)
    size = config.get("size", 2)
    rows, columns = size if isinstance(size, list) else (size, size)
    first = config.get("data_format") == "channels_first"
    if first:
        x, g = np.moveaxis(x, 1, -1), np.moveaxis(g, 1, -1)
    down, across = weights(x.shape[1], rows), weights(x.shape[2], columns)
    y = np.einsum("Hh,Ww,bhwc->bHWc", down, across, x)
    dx = np.einsum("Hh,Ww,bHWc->bhwc", down, across, g)
    if first:
        y, dx = np.moveaxis(y, -1, 1), np.moveaxis(dx, -1, 1)
    return {"y": y, "dx.0": dx}


def weights(length, factor):
    """How much each of `length` inputs gives to each output; an output's centre lies between two inputs' centres."""
    found = np.zeros((length * factor, length))
    for i in range(length * factor):
        place = (i + 0.5) / factor - 0.5
        low = int(np.floor(place))
        found[i, max(low, 0)] += 1 - (place - low)
        found[i, min(low + 1, length - 1)] += place - low
    return found
