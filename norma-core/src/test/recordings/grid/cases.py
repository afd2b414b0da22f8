"""The grid of batch normalizations: profile x axis x rank x variation x training or inference, three steps each."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np

from case import Case, generator

STEPS = 3
SHAPES = {2: (4, 3), 3: (4, 3, 2), 4: (4, 2, 3, 2), 5: (4, 2, 2, 2, 2)}
SEVERAL = {3: [[1, 2]], 4: [[1, 2], [1, 3], [3, 2], [1, 2, 3]], 5: [[1, 4], [2, 3], [-1, 1], [1, 2, 3, 4]]}
CLIP = {"rmax": 1.125, "rmin": 0.875, "dmax": 0.125}
RENORM = {"renorm": True, "renorm_momentum": 0.5}

#: name of a variation: options, and what else a step has
SINGLE = {
    "KERAS3": {
        "plain": {},
        "mask": {"mask": True},
        "renorm": RENORM,
        "renorm clipped": {**RENORM, "renorm_clipping": CLIP},
        "renorm mask": {**RENORM, "mask": True},
        "no gamma": {"scale": False},
    },
    "TF_KERAS": {
        "plain": {},
        "not fused": {"fused": False},
        "mask": {"fused": False, "mask": True},
        "renorm": RENORM,
        "renorm clipped": {**RENORM, "renorm_clipping": CLIP},
        "ghost": {"virtual_batch_size": 2},
        "ghost renorm": {"virtual_batch_size": 2, **RENORM},
        "adjustment": {"adjustment": True},
        "adjustment renorm": {"adjustment": True, **RENORM},
    },
    "TF1_LAYERS": {
        "plain": {},
        "not fused": {"fused": False},
        "renorm": RENORM,
        "renorm clipped": {**RENORM, "renorm_clipping": CLIP},
        "ghost": {"virtual_batch_size": 2},
        "ghost renorm": {"virtual_batch_size": 2, **RENORM},
        "adjustment": {"adjustment": True},
        "adjustment renorm": {"adjustment": True, **RENORM},
    },
}
MULTIPLE = {"plain": {}, "renorm": RENORM, "ghost": {"virtual_batch_size": 2}}


def cases():
    for profile, variations in SINGLE.items():
        for rank, shape in SHAPES.items():
            for training in (True, False):
                for axis in range(1, rank):
                    for name, options in variations.items():
                        yield grid_case(profile, shape, axis, training, name, options)
                if profile != "KERAS3":
                    for axes in SEVERAL.get(rank, []):
                        for name, options in MULTIPLE.items():
                            yield grid_case(profile, shape, axes, training, name, options)


def weight_shape(shape, axes, ghost):
    """One axis: [D]. Several: the rank of x with 1 elsewhere. Ghost batches insert a 1 at position 1."""
    if len(axes) == 1 and not ghost:
        return (shape[axes[0]],)
    found = [d if i in axes else 1 for i, d in enumerate(shape)]
    if ghost:
        found.insert(1, 1)
    return tuple(found)


def grid_case(profile, shape, axis, training, name, options):
    options = dict(options)
    masked, adjusted = options.pop("mask", False), options.pop("adjustment", False)
    # on the last axis it is left to the default, so that the default is covered too
    config = {"axis": axis, "momentum": 0.75, **options}
    id = f"{profile}/rank {len(shape)}/axis {axis}/{name}/{'training' if training else 'inference'}".replace(" ", "_")
    rng = generator("grid", id)
    axes = [a % len(shape) for a in (axis if isinstance(axis, list) else [axis])]
    weights = weight_shape(shape, axes, "virtual_batch_size" in config)
    arrays = {
        "x": rng.standard_normal((STEPS, *shape)) * rng.uniform(0.5, 2) + rng.uniform(-2, 2),
        "g": rng.standard_normal((STEPS, *shape)),
        "gamma": 1 + 0.3 * rng.standard_normal(weights),
        "beta": 0.5 * rng.standard_normal(weights),
        "moving_mean": 0.5 * rng.standard_normal(weights),
        "moving_variance": rng.uniform(0.5, 2, weights),
    }
    if not config.get("scale", True):
        del arrays["gamma"]
    if config.get("renorm"):
        arrays["moving_stddev"] = np.sqrt(arrays["moving_variance"])
        arrays["renorm_mean"] = 0.5 * rng.standard_normal(weights)
        arrays["renorm_stddev"] = rng.uniform(0.7, 1.5, weights)
    arrays = {role: value.astype(np.float32) for role, value in arrays.items()}
    if masked:
        arrays["mask"] = rng.random((STEPS, *shape[:-1])) < 0.7
        arrays["mask"][:, 0] = True
    if adjusted:
        # broadcast against x: one number for each value of the normalized axes
        broadcast = [d if i in axes else 1 for i, d in enumerate(shape)]
        arrays["adjustment_scale"] = rng.uniform(0.5, 1.5, broadcast).astype(np.float32)
        arrays["adjustment_bias"] = rng.uniform(-0.2, 0.2, broadcast).astype(np.float32)
    fused = (
        profile != "KERAS3"
        and config.get("fused") is not False
        and not config.get("renorm")
        and not adjusted
        and "virtual_batch_size" not in config
        and len(axes) == 1
        and (len(shape), axes[0]) in ((4, 1), (4, 3), (5, 1), (5, 4))
    )
    if profile == "TF_KERAS" and len(shape) == 4 and axes == [2] and name == "plain":
        config["fused"] = None  # Keras picks fused for rank 4, then finds that the axis does not allow it
    return Case(
        "batchnorm", id, arrays, profile=profile, config={k: v for k, v in config.items() if v is not None}, shape=list(shape),
        training=training, steps=STEPS, fused=fused,
    )


def order(case):
    """The names of the weights in Keras' order."""
    return [n for n in ("gamma", "beta", "moving_mean", "moving_variance", "moving_stddev", "renorm_mean", "renorm_stddev") if n in case.arrays]
