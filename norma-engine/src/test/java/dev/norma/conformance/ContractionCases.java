package dev.norma.conformance;

import dev.norma.graph.MatMul;
import dev.norma.tensor.DType;
import java.util.List;

/** Matrix products. */
final class ContractionCases {
    private static final long[][][] SHAPES = {
        {{1, 1}, {1, 1}},
        {{3, 5}, {5, 7}},
        {{32, 64}, {64, 10}},
        {{17, 33}, {33, 16}},
        {{2, 3, 5}, {2, 5, 4}},
        {{2, 3, 5}, {5, 4}},
        {{3, 5}, {2, 5, 4}},
        {{2, 1, 3, 5}, {4, 5, 6}},
        {{2, 2, 1, 3, 5}, {1, 2, 3, 5, 2}},
        {{3, 0}, {0, 4}},
    };

    private ContractionCases() {}

    static void addTo(CaseList list) {
        for (DType dtype : CaseList.NUMBERS) {
            for (long[][] pair : SHAPES) {
                for (boolean left : new boolean[] {false, true}) {
                    for (boolean right : new boolean[] {false, true}) {
                        list.add(
                                (left ? "transposed" : "plain") + " by " + (right ? "transposed" : "plain"),
                                List.of(
                                        Inputs.any(dtype, left ? swapped(pair[0]) : pair[0]),
                                        Inputs.any(dtype, right ? swapped(pair[1]) : pair[1])),
                                v -> new MatMul(v.get(0), v.get(1), left, right));
                    }
                }
            }
        }
    }

    private static long[] swapped(long... dims) {
        long[] swapped = dims.clone();
        swapped[dims.length - 1] = dims[dims.length - 2];
        swapped[dims.length - 2] = dims[dims.length - 1];
        return swapped;
    }
}
