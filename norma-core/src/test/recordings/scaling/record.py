"""Records networks that train by the policy mixed_float16 into ../../resources/golden/loss-scaling.json and .npz.

    python record.py

Keras puts the optimizer into a LossScaleOptimizer there. Scale, counters and which steps are skipped are recorded as they are; weights
and losses have as reference the same network in float64, in which the same steps are skipped, and as yardstick how far Keras' own runs
in float16, with and without XLA, are from it.
"""

import json
import os
import pathlib
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import tensorflow as tf

HERE = pathlib.Path(__file__).parent
GOLDEN = HERE.parent.parent / "resources" / "golden"
sys.path.insert(0, str(HERE.parent))

from case import normal, weight

STEPS = 6
CASES = [
    # name, optimizer, settings of it, initial scale, steps until it grows, factor of the targets
    ("no overflow", "SGD", {"learning_rate": 0.125}, 32768.0, 2000, 1.0),
    ("overflows at first", "SGD", {"learning_rate": 0.0078125, "momentum": 0.5}, 32768.0, 2000, 16.0),
    ("growing", "Adam", {"learning_rate": 0.015625}, 1024.0, 2, 1.0),
    ("growing until it overflows", "SGD", {"learning_rate": 0.0625}, 16384.0, 1, 1.0),
    ("overflows with Adam", "Adam", {"learning_rate": 0.015625}, 131072.0, 3, 4.0),
]


def network(policy):
    layers = [
        keras.layers.Dense(5, use_bias=False, name="dense"),
        keras.layers.BatchNormalization(momentum=0.75, name="norm"),
        keras.layers.Activation("tanh", name="tanh"),
        keras.layers.Dense(2, name="head", kernel_constraint=keras.constraints.MaxNorm(0.75)),
    ]
    with_policy = [type(layer).from_config({**layer.get_config(), "dtype": policy}) for layer in layers]
    return keras.Sequential([keras.Input((4,), dtype="float64" if policy == "float64" else "float32"), *with_policy])


def start(model, id, wide):
    values = []
    for i, w in enumerate(model.weights):
        values.append(weight(id, i, w.name, tuple(w.shape)))
        w.assign(values[-1].astype(wide))
    return values


def make(case, wrap):
    name, cls, config, initial, growth, _ = case
    inner = getattr(keras.optimizers, cls)(**config)
    return keras.optimizers.LossScaleOptimizer(inner, initial_scale=initial, dynamic_growth_steps=growth) if wrap else inner


def mixed(case, xs, ys, xla):
    keras.config.set_dtype_policy("mixed_float16")
    model = network("mixed_float16")
    start(model, case[0], "float32")
    default = case[3:5] == (32768.0, 2000)
    model.compile(make(case, not default), "mse", jit_compile=xla)
    assert isinstance(model.optimizer, keras.optimizers.LossScaleOptimizer)  # put there by compile, where it is the default
    out, state = {}, []
    for k in range(STEPS):
        out[f"loss.{k}"] = np.float64(model.train_on_batch(xs[k], ys[k]))
        for i, w in enumerate(model.weights):
            out[f"w.{k}.{i}"] = np.asarray(w).astype(np.float64)
        state.append([float(model.optimizer.dynamic_scale.numpy()), int(model.optimizer.step_counter.numpy()), int(model.optimizer.iterations.numpy())])
    keras.config.set_dtype_policy("float32")
    return out, state, [w.path.split("/", 1)[-1] for w in model.weights]


def exact(case, xs, ys, made):
    """In float64, with the same steps skipped."""
    keras.config.set_floatx("float64")
    model = network("float64")
    start(model, case[0], "float64")
    optimizer = make(case, False)
    out, values = {}, None
    for k in range(STEPS):
        with tf.GradientTape() as tape:
            y = model(xs[k].astype(np.float64), training=True)
            loss = tf.reduce_mean(tf.square(y - ys[k].astype(np.float64)))
        gradients = tape.gradient(loss, model.trainable_weights)
        if made[k]:
            optimizer.apply_gradients(zip(gradients, model.trainable_weights))
        out[f"loss.{k}"] = np.float64(loss.numpy())
        for i, w in enumerate(model.weights):
            out[f"w.{k}.{i}"] = np.asarray(w).astype(np.float64)
    keras.config.set_floatx("float32")
    return out


def main():
    from importlib.metadata import version

    documents, arrays = [], {}
    for n, case in enumerate(CASES):
        name, cls, config, initial, growth, factor = case
        xs = [normal(f"{name}/x.{k}", (6, 4)) for k in range(STEPS)]
        ys = [normal(f"{name}/y.{k}", (6, 2), factor) for k in range(STEPS)]
        plain, state, names = mixed(case, xs, ys, False)
        compiled, other, _ = mixed(case, xs, ys, True)
        if state != other:
            raise SystemExit(f"{name}: Keras' own runs scale differently: {state} and {other}")
        counts = [0] + [s[2] for s in state]
        made = [counts[k + 1] > counts[k] for k in range(STEPS)]
        reference = exact(case, xs, ys, made)
        document = {"id": name, "kind": "scaling", "optimizer": {"class": cls, "config": config}, "initial_scale": initial,
                    "dynamic_growth_steps": growth, "steps": STEPS, "weights": names, "state": state, "results": {}}
        for key, value in reference.items():
            worst = max(float(np.abs(run[key] - value).max()) for run in (plain, compiled))
            if worst > 0.05 * max(np.abs(value).max(), 0.1):
                print(f"{name} {key}: {worst:.3g} of {np.abs(value).max():.3g}")
            document["results"][key] = {"worstFloat16": worst}
            arrays[f"{n}/{key}"] = value
        model = network("float32")
        for i, value in enumerate(start(model, name, "float32")):
            arrays[f"{n}/w.{i}"] = value
        for k in range(STEPS):
            arrays[f"{n}/x.{k}"], arrays[f"{n}/y.{k}"] = xs[k], ys[k]
        print(name, state, made, flush=True)
        documents.append(document)
    versions = {each: version(each) for each in ("keras", "tensorflow", "numpy")}
    lines = ",\n".join("  " + json.dumps(document) for document in documents)
    (GOLDEN / "loss-scaling.json").write_text(f'{{"recorded": {json.dumps(versions)}, "cases": [\n{lines}\n]}}\n')
    np.savez_compressed(GOLDEN / "loss-scaling.npz", **arrays)


if __name__ == "__main__":
    main()
