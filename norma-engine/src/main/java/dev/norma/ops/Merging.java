package dev.norma.ops;

import static dev.norma.ops.Ops.add;
import static dev.norma.ops.Ops.cast;
import static dev.norma.ops.Ops.divideNoNan;
import static dev.norma.ops.Ops.equal;
import static dev.norma.ops.Ops.multiply;
import static dev.norma.ops.Ops.square;
import static dev.norma.ops.Ops.subtract;
import static dev.norma.ops.Ops.where;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.Operand;
import java.util.List;
import java.util.function.Function;

/** Moments of parts brought together to those of the whole. */
final class Merging {
    private Merging() {}

    static <T extends Operand<T>> Statistics<T> of(List<Statistics<T>> parts) {
        if (parts.isEmpty()) {
            throw new Complaint("mergedMoments needs parts", "at least one", "none", "give the moments of each part")
                    .asArgument();
        }
        DType narrow = parts.getFirst().mean().dtype();
        List<Statistics<T>> wide = parts.stream().map(Merging::widened).toList();
        T divisor = total(wide, Statistics::divisor);
        T mean = divideNoNan(total(wide, part -> multiply(part.divisor(), part.mean())), divisor);
        T squares = total(
                wide, part -> multiply(part.divisor(), add(part.variance(), square(subtract(part.mean(), mean)))));
        return new Statistics<>(cast(mean, narrow), cast(divideNoNan(squares, divisor), narrow), divisor);
    }

    /** In float32 at least; of a part with nothing in it 0, as its moments may be no numbers. */
    private static <T extends Operand<T>> Statistics<T> widened(Statistics<T> part) {
        DType wide = part.mean().dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
        T divisor = cast(part.divisor(), wide);
        T empty = equal(divisor, 0);
        return new Statistics<>(
                where(empty, 0, cast(part.mean(), wide)), where(empty, 0, cast(part.variance(), wide)), divisor);
    }

    private static <T extends Operand<T>> T total(List<Statistics<T>> parts, Function<Statistics<T>, T> term) {
        return parts.stream().map(term).reduce(Ops::add).orElseThrow();
    }
}
