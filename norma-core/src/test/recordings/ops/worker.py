"""Calls the functions with one back end and one type.

    python worker.py BACKEND TYPE OUTPUT.npz        BACKEND: eager, xla or jax; TYPE: float64, float32, bfloat16 or float16
"""

import os
import sys

BACKEND, TYPE, OUTPUT = sys.argv[1:4]
os.environ["KERAS_BACKEND"] = "jax" if BACKEND == "jax" else "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["JAX_PLATFORMS"] = "cpu"

import keras
import numpy as np
import tensorflow as tf

from cases import cases

if BACKEND == "jax":
    import jax

#: the type of what is not x: parameters of the fused function stay float32
WIDE = "float64" if TYPE == "float64" else "float32"


def fused(x, scale, offset, mean=None, variance=None, *, epsilon, data_format, training, factor):
    return tf.compat.v1.nn.fused_batch_norm(
        x, scale, offset, mean, variance, epsilon=epsilon, data_format=data_format, is_training=training, exponential_avg_factor=factor
    )


FUNCTIONS = {
    "nn.batch_normalization": lambda x, mean, variance, offset=None, scale=None, *, epsilon: tf.nn.batch_normalization(x, mean, variance, offset, scale, epsilon),
    "ops.batch_normalization": lambda x, mean, variance, offset=None, scale=None, *, axis, epsilon: keras.ops.batch_normalization(x, mean, variance, axis, offset, scale, epsilon),
    "ops.moments": lambda x, *, axes, keepdims, synchronized: keras.ops.moments(x, axes, keepdims, synchronized),
    "nn.weighted_moments": lambda x, weights, *, axes, keepdims: tf.nn.weighted_moments(x, axes, weights, keepdims),
    "nn.fused_batch_norm": fused,
}


def run(case):
    meta = case.meta
    if BACKEND == "jax" and not meta["function"].startswith("ops."):
        return None
    if meta["function"] == "nn.fused_batch_norm" and (TYPE == "float64" or BACKEND == "jax"):
        return None
    if meta["arguments"].get("synchronized") and BACKEND == "jax":
        return None  # TensorFlow only
    names = [role[3:] for role in case.arrays if role.startswith("in.")]
    fits = lambda n: WIDE if meta["function"] == "nn.fused_batch_norm" and n != "x" else TYPE
    inputs = [keras.ops.cast(keras.ops.convert_to_tensor(case.arrays[f"in.{n}"].astype(WIDE)), fits(n)) for n in names]
    cotangents = {o: case.arrays[f"g.{o}"].astype(WIDE) for o in meta["outputs"] if f"g.{o}" in case.arrays}

    def forward(inputs):
        outputs = FUNCTIONS[meta["function"]](**dict(zip(names, inputs)), **meta["arguments"])
        outputs = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
        if not cotangents:
            return 0.0, outputs
        terms = [keras.ops.sum(keras.ops.cast(value, WIDE) * cotangents[o]) for o, value in zip(meta["outputs"], outputs) if o in cotangents]
        return sum(terms[1:], terms[0]), outputs

    def taped(inputs):
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            loss, outputs = forward(inputs)
        gradients = tape.gradient(loss, inputs, unconnected_gradients="zero") if cotangents else []
        return outputs, [tf.cast(g, WIDE) for g in gradients]

    if BACKEND == "jax" and cotangents:
        (_, outputs), gradients = jax.jit(jax.value_and_grad(forward, has_aux=True))(inputs)
    elif BACKEND == "jax":
        outputs, gradients = jax.jit(forward)(inputs)[1], []
    else:
        outputs, gradients = (tf.function(taped, jit_compile=True) if BACKEND == "xla" else taped)(inputs)
    found = dict(zip(meta["outputs"], outputs))
    found.update({f"d.{n}": g for n, g in zip(names, gradients)})
    return {name: np.asarray(keras.ops.convert_to_numpy(keras.ops.cast(value, WIDE))).astype(np.float64) for name, value in found.items()}


results, failed = {}, 0
for n, case in enumerate(cases()):
    try:
        found = run(case)
    except Exception as failure:
        failed += 1
        print(f"    {case.id}: {type(failure).__name__}: {str(failure).strip().splitlines()[0][:160]}", flush=True)
        continue
    for name, value in (found or {}).items():
        results[f"{n}/{name}"] = value
np.savez(OUTPUT, **results)
print(f"{BACKEND} {TYPE}: {len({k.split('/')[0] for k in results})} cases, {failed} failed", flush=True)
