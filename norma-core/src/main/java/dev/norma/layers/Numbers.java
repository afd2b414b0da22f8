package dev.norma.layers;

import dev.norma.config.OptionType;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings that are one number or one for each entry of an axis. */
final class Numbers {
    static final OptionType<List<Double>> TYPE = OptionType.of(
            "a number, or a list of numbers", Numbers::read, all -> all.size() == 1 ? (Object) all.getFirst() : all);

    private Numbers() {}

    private static @Nullable List<Double> read(Object given) {
        List<Double> all = new ArrayList<>();
        for (Object one : given instanceof List<?> list ? list : List.of(given)) {
            if (one instanceof List<?> nested) {
                List<Double> inner = read(nested);
                if (inner == null) {
                    return null;
                }
                all.addAll(inner);
            } else if (one instanceof Number number) {
                all.add(number.doubleValue());
            } else {
                return null;
            }
        }
        return List.copyOf(all);
    }

    /** As a vector, or as a scalar where there is one number only. */
    static Value vector(List<Double> numbers, DType dtype) {
        Tensor tensor =
                Tensor.of(numbers.stream().mapToDouble(Double::doubleValue).toArray());
        return Ops.constant((numbers.size() == 1 ? tensor.reshape() : tensor).cast(dtype));
    }
}
