package dev.norma.conformance;

import dev.norma.graph.Constant;
import dev.norma.graph.Distribution;
import dev.norma.graph.Fill;
import dev.norma.graph.Random;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;

/** Where numbers come from. */
final class SourceCases {
    private static final long[][] SHAPES = {{}, {7}, {5, 6}, {2, 3, 5}, {2, 3, 4, 5}};

    private SourceCases() {}

    static void addTo(CaseList list) {
        for (DType dtype : CaseList.ALL) {
            for (long[] shape : SHAPES) {
                Tensor x = Inputs.any(dtype, shape);
                list.feed(x);
                list.add("", dtype, List.of(), v -> new Constant(x));
                list.add("1", dtype, List.of(), v -> new Fill(1, TensorType.of(dtype, shape)));
            }
        }
        for (DType dtype : CaseList.FLOATS) {
            for (long[] shape : SHAPES) {
                for (Distribution distribution : Distribution.values()) {
                    Tensor key = Tensor.of(42, 7);
                    List<Tensor> operands = List.of(key, Inputs.any(dtype, shape));
                    list.add(
                            distribution.name(), dtype, operands, v -> new Random(distribution, v.get(0), 3, v.get(1)));
                }
            }
        }
    }
}
