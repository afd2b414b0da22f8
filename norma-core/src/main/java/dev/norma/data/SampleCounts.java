package dev.norma.data;

import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import java.util.Map;

/** Checks that all tensors of a batch have the same number of samples. */
final class SampleCounts {
    private SampleCounts() {}

    static void check(Batch batch) {
        Map.Entry<String, Tensor> first = batch.features().firstEntry();
        checkAxis("features \"%s\"".formatted(first.getKey()), first.getValue());
        batch.features().forEach((name, tensor) -> same(first, "features \"%s\"".formatted(name), tensor));
        batch.labels().forEach((name, tensor) -> same(first, "labels \"%s\"".formatted(name), tensor));
        batch.sampleWeight().ifPresent(weights -> same(first, "sample weights", weights));
    }

    private static void same(Map.Entry<String, Tensor> first, String what, Tensor tensor) {
        checkAxis(what, tensor);
        long expected = first.getValue().shape().dim(0);
        if (tensor.shape().dim(0) != expected) {
            throw new ShapeException(
                    "the tensors of a batch differ in their number of samples",
                    "%d samples on axis 0 of %s, as features \"%s\" %s have"
                            .formatted(
                                    expected,
                                    what,
                                    first.getKey(),
                                    first.getValue().type()),
                    "%s %s".formatted(what, tensor.type()),
                    "give each tensor one row per sample");
        }
    }

    private static void checkAxis(String what, Tensor tensor) {
        if (tensor.rank() == 0) {
            throw new ShapeException(
                    "a batch has its samples on axis 0, and a scalar has no axis",
                    "%s of rank 1 or more".formatted(what),
                    tensor.type().toString(),
                    "use Batch.row for a single sample, or reshape(1) for a batch of one");
        }
    }
}
