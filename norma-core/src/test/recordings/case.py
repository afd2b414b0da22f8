"""One recorded case: what goes in, before Keras has seen it."""

import json
import zlib

import numpy as np


#: float64 runs of the reference whose gradients are moved as float32 would round them; each group's `flavours` asks for them itself
MOVED = ["tf64-moved-1", "tf64-moved-2", "tf64-moved-3"]


class Case:
    """A case's description (plain JSON) and its input arrays, by role."""

    def __init__(self, kind, id, arrays=None, **meta):
        self.meta = {"id": id, "kind": kind, **meta}
        self.arrays = dict(arrays or {})

    @property
    def id(self):
        return self.meta["id"]

    @property
    def kind(self):
        return self.meta["kind"]


def generator(*key):
    """A seeded generator for this key: every process draws the same numbers."""
    return np.random.default_rng(zlib.crc32("/".join(map(str, key)).encode()))


def normal(key, shape, scale=1.0):
    return (generator(key).standard_normal(shape) * scale).astype(np.float32)


def distinct(key, shape):
    """Different numbers that bfloat16 holds exactly: no ties, not even after rounding."""
    size = int(np.prod(shape))
    grid = np.concatenate([np.arange(-128, 128) / 64.0, np.arange(-128, -64) / 32.0, np.arange(64, 128) / 32.0])
    assert size <= len(grid), f"{size} numbers asked, {len(grid)} there"
    return generator(key).permutation(grid)[:size].reshape(shape).astype(np.float32)


def weight(case, index, name, shape):
    """The value of a layer's weight: away from what an initializer would give."""
    rng = generator(case, "w", index, name)
    if name in ("moving_variance", "variance"):
        value = rng.uniform(0.5, 2.0, shape)
    elif name in ("moving_stddev", "renorm_stddev"):
        value = rng.uniform(0.7, 1.4, shape)
    elif name in ("gamma", "scale"):
        value = 1.0 + 0.3 * rng.standard_normal(shape)
    else:
        value = 0.5 * rng.standard_normal(shape)
    return np.asarray(value).astype(np.float32)


def text(value):
    if isinstance(value, dict) and "class_name" in value:
        return value["class_name"] + "(" + text(value.get("config", {})) + ")"
    if isinstance(value, dict):
        return ",".join(f"{k}={text(v)}" for k, v in value.items())
    return json.dumps(value, separators=(",", ":")).replace('"', "")


def obj(class_name, **config):
    """A regularizer, constraint, initializer or schedule inside a configuration."""
    return {"class_name": class_name, "config": config}


def layer(cls, config, *shapes, training=False, mask=None, draw=normal, dtype="float32", data=None, **meta):
    """A layer case: inputs of these shapes, drawn, or `data` as they are."""
    parts = [cls]
    if config:
        parts.append(text(config))
    parts.append("+".join("x".join(map(str, s)) for s in shapes))
    if training:
        parts.append("training")
    if mask is not None:
        parts.append("mask")
    parts.extend(filter(None, [meta.pop("note", "")]))
    id = "/".join(parts)
    arrays, inputs = {}, []
    for i, shape in enumerate(shapes):
        value = data[i] if data is not None else draw(f"{id}/in.{i}", shape)
        arrays[f"in.{i}"] = np.asarray(value, dtype=dtype)
        inputs.append({"name": "x" if len(shapes) == 1 else f"x{i}", "shape": list(shape), "dtype": dtype})
    if mask is not None:
        arrays["mask"] = np.asarray(mask)
    return Case("layer", id, arrays, **{"class": cls}, config=config, inputs=inputs, training=training, **meta)
