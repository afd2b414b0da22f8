package dev.norma.optimize;

import dev.norma.graph.Cast;
import dev.norma.graph.Value;
import dev.norma.tensor.DType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Converts once.
 *
 * <pre>
 *   before   cast %1, to=float32         of a float32             after   %1
 *            cast (cast %1, to=float32), to=bfloat16                      cast %1, to=bfloat16
 * </pre>
 *
 * <p>Only where the type in the middle holds every number of the first: a float32 that went through bfloat16 has lost digits.
 */
final class MergeCasts implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        if (!(value.op() instanceof Cast(Value x, DType to))) {
            return null;
        }
        if (x.dtype() == to) {
            return x;
        }
        if (x.op() instanceof Cast(Value first, DType middle) && holds(middle).contains(first.dtype())) {
            return first.dtype() == to ? first : Draw.one(new Cast(first, to));
        }
        return null;
    }

    /** The types whose every number this one holds. */
    private static List<DType> holds(DType type) {
        return switch (type) {
            case FLOAT64 ->
                List.of(
                        DType.FLOAT32,
                        DType.BFLOAT16,
                        DType.FLOAT16,
                        DType.INT8,
                        DType.INT16,
                        DType.INT32,
                        DType.UINT8,
                        DType.BOOL);
            case FLOAT32 -> List.of(DType.BFLOAT16, DType.FLOAT16, DType.INT8, DType.INT16, DType.UINT8, DType.BOOL);
            case BFLOAT16, FLOAT16 -> List.of(DType.INT8, DType.UINT8, DType.BOOL);
            case INT64 -> List.of(DType.INT8, DType.INT16, DType.INT32, DType.UINT8, DType.BOOL);
            case INT32 -> List.of(DType.INT8, DType.INT16, DType.UINT8, DType.BOOL);
            case INT16 -> List.of(DType.INT8, DType.UINT8, DType.BOOL);
            case INT8, UINT8 -> List.of(DType.BOOL);
            case BOOL, STRING -> List.of();
        };
    }
}
