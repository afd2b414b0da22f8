"""Batch normalization by its formulas, in float64 NumPy: the reference of the grid."""

import numpy as np

FUZZ = 1e-7


def run(case, fused=None):
    """Every step's results, stacked: y, dx, dgamma, dbeta and each weight after the step."""
    meta, arrays = case.meta, {k: v.astype(np.float64) if v.dtype.kind == "f" else v for k, v in case.arrays.items()}
    state = {k: arrays[k] for k in ("moving_mean", "moving_variance", "moving_stddev", "renorm_mean", "renorm_stddev") if k in arrays}
    out = {}
    for k in range(meta["steps"]):
        mask = arrays["mask"][k] if "mask" in arrays else None
        results, state = step(meta, arrays, state, arrays["x"][k], arrays["g"][k], mask, meta["fused"] if fused is None else fused)
        for name, value in {**results, **(state if meta["training"] else {})}.items():
            out.setdefault(name, []).append(value)
    return {name: np.stack(values) for name, values in out.items()}


def step(meta, arrays, state, x, g, mask, fused):
    config, training = meta["config"], meta["training"]
    epsilon = 1e-3
    ghost = config.get("virtual_batch_size")
    axes = config["axis"] if isinstance(config["axis"], list) else [config["axis"]]
    axes = [a % x.ndim for a in axes]
    original = x.shape
    members = []  # the axis that counts ghost batches
    if ghost:
        v = ghost if training else x.shape[0]
        x, g = (t.reshape(v, t.shape[0] // v, *t.shape[1:]) for t in (x, g))
        axes, members = [a + 1 for a in axes], [1]
    reduced = tuple(i for i in range(x.ndim) if i not in axes and i not in members)
    wide = [d if i in axes else 1 for i, d in enumerate(x.shape)]

    def broadcast(p):
        return p.reshape(wide)

    def narrow(t):
        """A broadcast result in the weights' shape."""
        return t.reshape(arrays["beta"].shape)

    gamma = broadcast(arrays["gamma"]) if "gamma" in arrays else np.ones(wide)
    beta = broadcast(arrays["beta"])
    after = dict(state)
    r, d, adjust, shift = 1.0, 0.0, 1.0, 0.0
    if training:
        count = np.prod([x.shape[i] for i in reduced])
        if mask is None:
            share = np.full(x.shape, 1.0 / count)
        else:
            w = np.broadcast_to(mask[..., None], x.shape).astype(np.float64)
            share = w / (w.sum(reduced, keepdims=True) + (FUZZ if meta["profile"] == "KERAS3" else 0.0))
        mean = (share * x).sum(reduced, keepdims=True)
        variance = (share * (x - mean) ** 2).sum(reduced, keepdims=True)
        new_mean, new_variance = mean, variance
        if members:
            new_mean, new_variance = mean.mean(1, keepdims=True), variance.mean(1, keepdims=True)
        if config.get("renorm"):
            clip = config.get("renorm_clipping", {})
            stddev = np.sqrt(new_variance + epsilon)
            stored = np.maximum(broadcast(state["renorm_stddev"]), np.sqrt(epsilon))
            r = stddev / stored
            d = (new_mean - broadcast(state["renorm_mean"])) / stored
            r = np.maximum(r, clip.get("rmin", -np.inf))
            r = np.minimum(r, clip.get("rmax", np.inf))
            d = np.clip(d, -clip.get("dmax", np.inf), clip.get("dmax", np.inf))
            average(after, state, "renorm_mean", narrow(new_mean), config["renorm_momentum"])
            average(after, state, "renorm_stddev", narrow(stddev), config["renorm_momentum"])
            average(after, state, "moving_stddev", narrow(stddev), config["momentum"])
            after["moving_variance"] = np.maximum(0.0, after["moving_stddev"] ** 2 - epsilon)
        else:
            bessel = count / max(count - 1, 1) if fused else 1.0
            average(after, state, "moving_variance", narrow(new_variance) * bessel, config["momentum"])
        average(after, state, "moving_mean", narrow(new_mean), config["momentum"])
        if "adjustment_scale" in arrays:
            adjust, shift = arrays["adjustment_scale"], arrays["adjustment_bias"]
    else:
        share = np.zeros(x.shape)
        mean, variance = broadcast(state["moving_mean"]), broadcast(state["moving_variance"])
    inverse = 1.0 / np.sqrt(variance + epsilon)
    normal = (x - mean) * inverse
    inner = adjust * (r * normal + d) + shift
    y = gamma * inner + beta
    u = g * gamma * adjust * r
    along = (u * normal).sum(reduced, keepdims=True)
    lean = (share * normal).sum(reduced, keepdims=True)  # 0 but for the fuzz of Keras 3's masks
    dx = inverse * (u - share * (u.sum(reduced, keepdims=True) - lean * along) - share * normal * along)
    summed = reduced + tuple(members)
    results = {"y": y.reshape(original), "dx": dx.reshape(original), "dbeta": narrow(g.sum(summed, keepdims=True))}
    if "gamma" in arrays:
        results["dgamma"] = narrow((g * inner).sum(summed, keepdims=True))
    return results, after


def average(after, state, name, value, momentum):
    after[name] = state[name] * momentum + value * (1.0 - momentum)
