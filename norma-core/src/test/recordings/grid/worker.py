"""Runs the grid with one Keras in one type.

    python worker.py PROFILE BACKEND TYPE OUTPUT.npz        BACKEND: xla, eager, graph or jax; TYPE: a dtype or policy
"""

import os
import sys

PROFILE, BACKEND, TYPE, OUTPUT = sys.argv[1:5]
os.environ["KERAS_BACKEND"] = "jax" if BACKEND == "jax" else "tensorflow"
os.environ["TF_USE_LEGACY_KERAS"] = "0" if PROFILE == "KERAS3" else "1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["JAX_PLATFORMS"] = "cpu"

import warnings

warnings.filterwarnings("ignore")

import numpy as np

from cases import cases, order

#: what x and the upstream gradient are made of before they reach the layer
WIDE = "float64" if TYPE == "float64" else "float32"


def number(value):
    value = np.asarray(value)
    return value.astype(np.float64)


def options(case):
    config = dict(case.meta["config"])
    if "adjustment_scale" in case.arrays:
        scale, bias = (case.arrays[f"adjustment_{n}"].astype(WIDE) for n in ("scale", "bias"))
        config["adjustment"] = lambda shape: (tf.constant(scale), tf.constant(bias))
    return config


def collect(out, results):
    for name, value in results.items():
        out.setdefault(name, []).append(number(value))


def finished(case, out, results, weights):
    collect(out, results)
    if case.meta["training"]:
        collect(out, {n: v for n, v in weights.items() if n not in ("gamma", "beta")})


def keras3(case):
    out = {}
    layer = keras.layers.BatchNormalization(**case.meta["config"], dtype=TYPE)
    layer.build(tuple(case.meta["shape"]))
    for w in layer.weights:
        w.assign(case.arrays[w.name])
    trainable = layer.trainable_variables
    training = case.meta["training"]
    if BACKEND == "jax":

        def forward(trainable, x, state, g, mask):
            y, after = layer.stateless_call(trainable, state, x, training=training, mask=mask)
            return jax.numpy.sum(y.astype(WIDE) * g), (y, after)

        run = jax.jit(jax.value_and_grad(forward, argnums=(0, 1), has_aux=True))
    else:
        run = taped(layer, trainable, training)
    for k in range(case.meta["steps"]):
        x, g, mask = inputs(case, k)
        if BACKEND == "jax":
            state = [v.value for v in layer.non_trainable_variables]
            (_, (y, after)), (dw, dx) = run([v.value for v in trainable], x, state, g, mask)
            for v, value in zip(layer.non_trainable_variables, after):
                v.assign(value)
        else:
            y, (dx, *dw) = run(tf.constant(x), tf.constant(g), None if mask is None else tf.constant(mask))
        wide = lambda t: keras.ops.convert_to_numpy(keras.ops.cast(t, WIDE))
        results = {"y": wide(y), "dx": wide(dx), **{f"d{v.name}": wide(t) for v, t in zip(trainable, dw)}}
        finished(case, out, results, {w.name: wide(w.value) for w in layer.weights})
    return out


def inputs(case, k):
    mask = case.arrays["mask"][k] if "mask" in case.arrays else None
    return case.arrays["x"][k].astype(WIDE), case.arrays["g"][k].astype(WIDE), mask


def taped(layer, variables, training):
    def step(x, g, mask):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = layer(x, training=training) if mask is None else layer(x, training=training, mask=mask)
            loss = tf.reduce_sum(tf.cast(y, WIDE) * g)
        return y, tape.gradient(loss, [x, *[getattr(v, "value", v) if PROFILE == "KERAS3" else v for v in variables]])

    return tf.function(step, jit_compile=True) if BACKEND == "xla" else step


def tf_keras_layer(case):
    out = {}
    layer = tf_keras.layers.BatchNormalization(**options(case), dtype=TYPE)
    layer.build(tuple(case.meta["shape"]))
    named = {w.name.split("/")[-1].split(":")[0]: w for w in layer.weights}
    for name, w in named.items():
        w.assign(case.arrays[name].astype(WIDE))
    if TYPE != "float64":
        assert bool(layer.fused) == case.meta["fused"], f"{case.id}: fused is {layer.fused}"
    names = [n for n in ("gamma", "beta") if n in named]
    run = taped(layer, [named[n] for n in names], case.meta["training"])
    for k in range(case.meta["steps"]):
        x, g, mask = inputs(case, k)
        y, (dx, *dw) = run(tf.constant(x), tf.constant(g), None if mask is None else tf.constant(mask))
        wide = lambda t: tf.cast(t, WIDE).numpy()
        results = {"y": wide(y), "dx": wide(dx), **{f"d{n}": wide(t) for n, t in zip(names, dw)}}
        finished(case, out, results, {n: wide(w) for n, w in named.items()})
    return out


def tf1_layer(case):
    out = {}
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        x = tf.compat.v1.placeholder(WIDE, case.meta["shape"])
        g = tf.compat.v1.placeholder(WIDE, case.meta["shape"])
        layer = tf.compat.v1.layers.BatchNormalization(**options(case))
        y = layer(tf.cast(x, TYPE), training=case.meta["training"])
        assert TYPE == "float64" or bool(layer.fused) == case.meta["fused"], f"{case.id}: fused is {layer.fused}"
        named = {w.name.split("/")[-1].split(":")[0]: w for w in layer.weights}
        names = [n for n in ("gamma", "beta") if n in named]
        loss = tf.reduce_sum(tf.cast(y, WIDE) * g)
        grads = tf.gradients(loss, [x, *[named[n] for n in names]])
        updates = tf.compat.v1.get_collection(tf.compat.v1.GraphKeys.UPDATE_OPS)
        session.run(tf.compat.v1.global_variables_initializer())
        for n, w in named.items():
            w.load(case.arrays[n].astype(WIDE), session)
        wide = [tf.cast(t, WIDE) for t in (y, *grads)]
        for k in range(case.meta["steps"]):
            feed = {x: case.arrays["x"][k].astype(WIDE), g: case.arrays["g"][k].astype(WIDE)}
            y_value, dx, *dw = session.run(wide, feed)  # first what reads the old state, then the updates
            session.run(updates, feed)
            results = {"y": y_value, "dx": dx, **{f"d{n}": v for n, v in zip(names, dw)}}
            finished(case, out, results, dict(zip(named, session.run(list(named.values())))))
    return out


if PROFILE == "KERAS3":
    import keras

    if BACKEND == "jax":
        import jax
    else:
        import tensorflow as tf
    RUN = keras3
else:
    import tensorflow as tf
    import tf_keras

    if PROFILE == "TF1_LAYERS":
        tf.compat.v1.disable_v2_behavior()
    RUN = tf_keras_layer if PROFILE == "TF_KERAS" else tf1_layer

results, failed, done = {}, {}, 0
for n, case in enumerate(cases()):
    if case.meta["profile"] != PROFILE:
        continue
    try:
        for name, values in RUN(case).items():
            results[f"{n}/{name}"] = np.stack(values)
        done += 1
    except Exception as failure:
        failed.setdefault(f"{type(failure).__name__}: {str(failure).strip().splitlines()[0][:160]}", []).append(case.id)
np.savez(OUTPUT, **results)
print(f"{PROFILE} {BACKEND} {TYPE}: {done} cases", flush=True)
for why, ids in failed.items():
    print(f"    {len(ids)} failed, {ids[0]} ...: {why}", flush=True)
