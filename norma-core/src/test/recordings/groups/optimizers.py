"""Optimizers: ten steps on two weights with given gradients."""

import numpy as np

from case import Case, generator, obj, text

STEPS = 10


def flavours(case, all):
    return [f for f in all if not f.startswith("bf16")]


def optimizer(cls, config, scale=1.0, note=""):
    id = "/".join(filter(None, [cls, text(config), note]))
    rng = generator(id)
    shapes = [(2, 3), (3,)]
    arrays = {f"w.{i}": rng.standard_normal(s).astype(np.float32) for i, s in enumerate(shapes)}
    for k in range(STEPS):
        for i, s in enumerate(shapes):
            arrays[f"grad.{k}.{i}"] = (rng.standard_normal(s) * scale).astype(np.float32)
    return Case("optimizer", id, arrays, **{"class": cls}, config=config, steps=STEPS)


def cases():
    own = {
        "SGD": [
            {}, {"learning_rate": 0.125}, {"momentum": 0.9}, {"momentum": 0.9, "nesterov": True}, {"nesterov": True},
            {"momentum": 0.5, "learning_rate": 0.25},
        ],
        "Adam": [
            {}, {"learning_rate": 0.125}, {"beta_1": 0.5}, {"beta_2": 0.9}, {"beta_1": 0.8, "beta_2": 0.95},
            {"epsilon": 0.1}, {"epsilon": 1e-3}, {"amsgrad": True}, {"amsgrad": True, "beta_2": 0.5, "learning_rate": 0.0625},
        ],
        "AdamW": [
            {}, {"learning_rate": 0.125}, {"weight_decay": 0.1}, {"weight_decay": 0.1, "learning_rate": 0.0625}, {"beta_1": 0.5},
            {"beta_2": 0.9}, {"epsilon": 0.1}, {"amsgrad": True},
        ],
        "RMSprop": [
            {}, {"learning_rate": 0.125}, {"rho": 0.5}, {"momentum": 0.9}, {"centered": True}, {"epsilon": 0.1},
            {"rho": 0.8, "momentum": 0.5, "centered": True, "learning_rate": 0.015625}, {"centered": True, "epsilon": 1e-3},
        ],
    }
    for cls, configs in own.items():
        for config in configs:
            yield optimizer(cls, config)
        rate = {"learning_rate": 0.0625}
        if cls != "AdamW":
            yield optimizer(cls, {**rate, "weight_decay": 0.1})
        yield optimizer(cls, {**rate, "clipnorm": 1.0})
        yield optimizer(cls, {**rate, "clipnorm": 100.0})
        yield optimizer(cls, {**rate, "clipvalue": 0.5})
        yield optimizer(cls, {**rate, "global_clipnorm": 1.0})
        yield optimizer(cls, {**rate, "global_clipnorm": 100.0})
        yield optimizer(cls, {**rate, "use_ema": True})
        yield optimizer(cls, {**rate, "use_ema": True, "ema_momentum": 0.8})
        yield optimizer(cls, {**rate, "use_ema": True, "ema_momentum": 0.8, "ema_overwrite_frequency": 3})
        yield optimizer(cls, {**rate, "gradient_accumulation_steps": 3})
        yield optimizer(cls, {**rate, "gradient_accumulation_steps": 2, "clipnorm": 1.0, "weight_decay": 0.1})
        yield optimizer(cls, {**rate, "gradient_accumulation_steps": 4, "use_ema": True, "ema_momentum": 0.8})
        yield optimizer(cls, {**rate, "loss_scale_factor": 8.0})
        yield optimizer(cls, {"learning_rate": obj("ExponentialDecay", initial_learning_rate=0.1, decay_steps=4, decay_rate=0.5)})
        yield optimizer(cls, {"learning_rate": obj("ExponentialDecay", initial_learning_rate=0.1, decay_steps=4, decay_rate=0.5, staircase=True)})
        yield optimizer(cls, {"learning_rate": obj("ExponentialDecay", initial_learning_rate=0.1, decay_steps=3, decay_rate=0.9), "weight_decay": 0.1})
        yield optimizer(cls, rate, scale=1e-6, note="tiny gradients")
    yield optimizer("SGD", {"learning_rate": 0.125, "momentum": 0.9, "clipnorm": 0.5, "weight_decay": 0.01})
    yield optimizer("SGD", {"learning_rate": 0.125, "momentum": 0.9, "nesterov": True, "gradient_accumulation_steps": 2})
    yield optimizer("RMSprop", {"momentum": 0.9, "global_clipnorm": 0.5, "centered": True})
