"""Trains the MNIST CNN in PyTorch, eagerly, round by round, as dev.norma.benchmarks.AgainstTorch asks.

Takes a file with arrays "x0", "y0", "x1", ... (batches) and "w0", "w1", ... (Norma's first weights in Keras' order), so that both
begin with the same network and see the same data. Answers each line "STEPS" with "SECONDS-PER-STEP LOSS-OF-THE-LAST-STEP".
"""

import argparse
import sys
import time

import numpy as np
import torch
from torch import nn

KERAS_MOMENTUM = 0.99


def normalization(channels, kind):
    return kind(channels, eps=1e-3, momentum=1 - KERAS_MOMENTUM)


class MnistCnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(1, 32, 3, padding=1, bias=False)
        self.first_norm = normalization(32, nn.BatchNorm2d)
        self.second = nn.Conv2d(32, 64, 3, padding=1, bias=False)
        self.second_norm = normalization(64, nn.BatchNorm2d)
        self.hidden = nn.Linear(7 * 7 * 64, 128, bias=False)
        self.hidden_norm = normalization(128, nn.BatchNorm1d)
        self.out = nn.Linear(128, 10)
        self.pool = nn.MaxPool2d(2)

    def forward(self, x):
        x = self.pool(torch.relu(self.first_norm(self.first(x))))
        x = self.pool(torch.relu(self.second_norm(self.second(x))))
        x = x.permute(0, 2, 3, 1).flatten(1)  # as it lies in memory, and as Keras flattens
        return self.out(torch.relu(self.hidden_norm(self.hidden(x))))

    def load(self, arrays):
        def kernel(array):
            return torch.from_numpy(array).permute(3, 2, 0, 1)

        def matrix(array):
            return torch.from_numpy(array).T

        names = ["first.weight", "first_norm", "second.weight", "second_norm", "hidden.weight", "hidden_norm"]
        state, at = {}, 0
        for name in names:
            if name.endswith("_norm"):
                for part in ("weight", "bias", "running_mean", "running_var"):
                    state[f"{name}.{part}"] = torch.from_numpy(arrays[f"w{at}"])
                    at += 1
            else:
                array = arrays[f"w{at}"]
                state[name] = kernel(array) if array.ndim == 4 else matrix(array)
                at += 1
        state["out.weight"] = matrix(arrays[f"w{at}"])
        state["out.bias"] = torch.from_numpy(arrays[f"w{at + 1}"])
        missing, unexpected = self.load_state_dict(state, strict=False)
        unknown = [name for name in missing if not name.endswith("num_batches_tracked")] + list(unexpected)
        if unknown:
            raise SystemExit(f"weights do not fit: {unknown}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("arrays")
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--adam", choices=["fused", "default"], default="fused")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)

    arrays = dict(np.load(arguments.arrays))
    batches = []
    while f"x{len(batches)}" in arrays:
        n = len(batches)
        x = torch.from_numpy(arrays[f"x{n}"]).permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)
        batches.append((x, torch.from_numpy(arrays[f"y{n}"]).long()))

    model = MnistCnn()
    model.load(arrays)
    model = model.to(memory_format=torch.channels_last).train()
    fused = {"fused": True} if arguments.adam == "fused" else {}
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, betas=(0.9, 0.999), eps=1e-7, **fused)
    loss_of = nn.CrossEntropyLoss()

    def step(x, y):
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(model(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads, {arguments.adam} Adam", flush=True)
    for line in sys.stdin:
        steps = int(line)
        start = time.perf_counter()
        for i in range(steps):
            loss = step(*batches[i % len(batches)])
        print(f"{(time.perf_counter() - start) / steps:.9f} {loss:.9f}", flush=True)


if __name__ == "__main__":
    main()
