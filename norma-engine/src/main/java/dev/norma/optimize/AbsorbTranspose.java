package dev.norma.optimize;

import dev.norma.graph.MatMul;
import dev.norma.graph.Transpose;
import dev.norma.graph.Value;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lets a matrix product read its operand the other way round.
 *
 * <pre>
 *   before   matMul (transpose %1, permutation=[1, 0]), %2, transposeLhs=false, ...
 *   after    matMul %1, %2, transposeLhs=true, ...
 * </pre>
 */
final class AbsorbTranspose implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        if (!(value.op() instanceof MatMul(Value a, Value b, boolean transposeA, boolean transposeB))) {
            return null;
        }
        Value turnedA = turned(a);
        Value turnedB = turned(b);
        if (turnedA == null && turnedB == null) {
            return null;
        }
        return Draw.one(new MatMul(
                turnedA == null ? a : turnedA,
                turnedB == null ? b : turnedB,
                (turnedA != null) ^ transposeA,
                (turnedB != null) ^ transposeB));
    }

    /** What the value is with its last two axes exchanged; null if it is not that. */
    private static @Nullable Value turned(Value value) {
        if (!(value.op() instanceof Transpose(Value x, List<Integer> permutation))) {
            return null;
        }
        int rank = permutation.size();
        boolean last = rank >= 2
                && IntStream.range(0, rank - 2).allMatch(axis -> permutation.get(axis) == axis)
                && permutation.get(rank - 1) == rank - 2;
        return last ? x : null;
    }
}
