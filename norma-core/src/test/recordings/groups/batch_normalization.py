"""BatchNormalization as Keras 3 has it: axis, rank, momentum, epsilon, center, scale, masks, renorm."""

import numpy as np

from case import generator, layer, obj


def flavours(case, all):
    return all


def both(config, shape, **more):
    for training in (False, True):
        yield layer("BatchNormalization", config, shape, training=training, **more)


def mask(*shape, keep=0.6, key=""):
    chosen = generator("mask", shape, key).random(shape) < keep
    chosen.flat[0] = True
    return chosen


def shifted(key, shape):
    """Not around zero, and with another spread: what makes a one-pass variance lose digits."""
    return (generator(key).standard_normal(shape) * 2 + 5).astype(np.float32)


def cases():
    for shape in ((4, 3), (3, 4, 2), (2, 3, 4, 3), (2, 2, 3, 2, 3)):
        yield from both({}, shape)
        for axis in range(1, len(shape) - 1):
            yield from both({"axis": axis}, shape)
        yield from both({"axis": len(shape) - 1}, shape)
        yield from both({"axis": -len(shape) + 1}, shape) if len(shape) > 2 else ()
    yield from both({"axis": 0}, (3, 4))
    yield from both({"axis": 0}, (5,))
    yield from both({}, (1, 3))
    yield from both({}, (2, 1))
    yield from both({}, (6, 2), draw=shifted)
    yield from both({}, (2, 3, 3, 2), draw=shifted)
    yield from both({"momentum": 0.9}, (4, 3))
    yield from both({"momentum": 0.0}, (4, 3))
    yield from both({"momentum": 1.0}, (4, 3))
    yield from both({"epsilon": 1e-5}, (4, 3))
    yield from both({"epsilon": 0.1}, (2, 3, 2))
    yield from both({"epsilon": 0.0}, (4, 3))
    yield from both({"center": False}, (4, 3))
    yield from both({"scale": False}, (4, 3))
    yield from both({"center": False, "scale": False}, (4, 3))
    yield from both({"center": False, "scale": False, "axis": 1, "momentum": 0.5}, (2, 3, 2, 2))
    yield from both({"beta_regularizer": obj("L1", l1=0.0625)}, (4, 3))
    yield from both({"gamma_regularizer": obj("L2", l2=0.03125)}, (4, 3))
    yield from both({"trainable": False}, (4, 3))
    yield from both({"trainable": False, "gamma_regularizer": "l2"}, (4, 3))
    yield from both({"activity_regularizer": obj("L2", l2=0.03125)}, (4, 3))
    yield from both({"synchronized": True}, (4, 3))
    for shape in ((2, 4, 3), (2, 3, 4, 2)):
        yield from both({}, shape, mask=mask(*shape[:-1]))
        yield from both({"axis": 1}, shape, mask=mask(*shape[:-1]))
    yield from both({}, (2, 3, 4, 2), mask=mask(2, 3, 1), note="broadcast")
    yield from both({}, (4, 3), mask=mask(4))
    yield from both({}, (2, 3, 2), mask=np.zeros((2, 3), bool), note="all masked")
    yield from both({"epsilon": 1e-5}, (2, 3, 2), mask=np.arange(6).reshape(2, 3) == 4, note="one valid")
    yield from both({"center": False}, (2, 4, 3), mask=mask(2, 4))
    yield from both({"scale": False}, (2, 4, 3), mask=mask(2, 4))
    renorm = {"renorm": True}
    yield from both(renorm, (4, 3))
    yield from both(renorm, (2, 3, 4, 2))
    yield from both({**renorm, "axis": 1}, (2, 3, 4))
    yield from both({**renorm, "momentum": 0.8, "renorm_momentum": 0.6}, (4, 3))
    yield from both({**renorm, "renorm_clipping": {"rmax": 1.1, "rmin": 0.9, "dmax": 0.1}}, (4, 3))
    yield from both({**renorm, "renorm_clipping": {"rmax": 1.05}}, (4, 3))
    yield from both({**renorm, "renorm_clipping": {"rmin": 0.95}}, (4, 3))
    yield from both({**renorm, "renorm_clipping": {"dmax": 0.0}}, (4, 3))
    yield from both({**renorm, "renorm_clipping": {}}, (4, 3))
    yield from both({**renorm, "center": False}, (4, 3))
    yield from both({**renorm, "scale": False}, (4, 3))
    yield from both({**renorm, "center": False, "scale": False}, (4, 3))
    yield from both({**renorm, "epsilon": 0.1}, (4, 3))
    yield from both(renorm, (2, 4, 3), mask=mask(2, 4))
    yield from both({"renorm_clipping": {"rmax": 1.0}}, (4, 3))
