package dev.norma.ops;

import static dev.norma.ops.Ops.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.graph.Leaf;
import dev.norma.graph.Value;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Properties over random shapes; a failure names its round, whose seed it is. */
class BroadcastingTest {
    private static final int ROUNDS = 300;

    @Test
    void stretching_first_changes_nothing() {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            long[] full = dims(random);
            Tensor a = Tensor.normal(round, shrunk(full, random));
            Tensor b = Tensor.normal(round + 1, shrunk(full, random));
            Tensor plain = subtract(a, b);
            long[] both = plain.shape().toArray();
            Tensor stretched = subtract(broadcastTo(a, both), broadcastTo(b, both));
            assertThat(plain.contentEquals(stretched))
                    .as("round %d: %s, %s", round, a.shape(), b.shape())
                    .isTrue();
        }
    }

    @Test
    void each_result_comes_from_the_elements_at_its_place() {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            long[] full = dims(random);
            Tensor a = Tensor.normal(round, shrunk(full, random));
            Tensor b = Tensor.normal(round + 1, shrunk(full, random));
            Tensor sum = add(a, b);
            for (int i = 0; i < 5 && sum.size() > 0; i++) {
                long[] index = new long[sum.rank()];
                for (int axis = 0; axis < index.length; axis++) {
                    index[axis] = random.nextLong(sum.shape().dim(axis));
                }
                float expected = (float) at(a, index) + (float) at(b, index);
                assertThat((float) sum.get(index)).as("round %d", round).isEqualTo(expected);
            }
        }
    }

    @Test
    void sums_over_axes_add_up_to_the_sum_of_all() {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            Tensor x = Tensor.normal(round, dims(random)).cast(DType.FLOAT64);
            if (x.rank() == 0) {
                continue;
            }
            int axis = random.nextInt(2 * x.rank()) - x.rank();
            Tensor kept = sum(x, true, axis);
            assertThat(kept.shape()).isEqualTo(x.shape().withDim(axis, 1));
            assertThat(squeeze(kept, axis).contentEquals(sum(x, axis)))
                    .as("round %d", round)
                    .isTrue();
            assertThat(sum(kept).allClose(sum(x), 1e-12, 1e-12))
                    .as("round %d", round)
                    .isTrue();
        }
    }

    @Test
    void moving_axes_and_back_changes_nothing() {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            Tensor x = Tensor.normal(round, dims(random));
            if (x.rank() == 0) {
                continue;
            }
            int from = random.nextInt(x.rank());
            int to = random.nextInt(2 * x.rank()) - x.rank();
            assertThat(moveaxis(moveaxis(x, from, to), to, from).contentEquals(x))
                    .as("round %d", round)
                    .isTrue();
            assertThat(swapaxes(swapaxes(x, from, to), from, to).contentEquals(x))
                    .as("round %d", round)
                    .isTrue();
            assertThat(flip(flip(x, to), to).contentEquals(x))
                    .as("round %d", round)
                    .isTrue();
            int cut = (int) random.nextLong(x.shape().dim(to) + 1);
            Tensor parts = concatenate(split(x, new long[] {cut}, to), to);
            assertThat(parts.contentEquals(x)).as("round %d", round).isTrue();
            Tensor there = roll(x, random.nextInt(9) - 4, to);
            assertThat(sum(there).allClose(sum(x), 1e-4, 1e-4))
                    .as("round %d", round)
                    .isTrue();
        }
    }

    @Test
    void shapes_known_late_are_those_known_early() {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            long[] full = dims(random);
            Shape a = Shape.of(shrunk(full, random));
            Shape b = Shape.of(shrunk(full, random));
            Shape early = add(value(a), value(b)).shape();
            Shape late = add(value(forgotten(a, random)), value(forgotten(b, random)))
                    .shape();
            assertThat(late.accepts(early))
                    .as("round %d: %s of %s, %s", round, late, a, b)
                    .isTrue();
        }
    }

    @Test
    void sizes_that_differ_are_refused() {
        assertThatThrownBy(() -> add(Tensor.zeros(2, 3), Tensor.zeros(2, 4)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        add cannot broadcast these shapes
                          expected: equal sizes on each axis from the last, or a size of 1
                          given:    [2, 3] and [2, 4]: on axis -1, 3 is not 4
                          fix:      reshape or transpose an operand""");
    }

    private static long[] dims(Random random) {
        return random.longs(random.nextInt(5), 0, 5).toArray();
    }

    /** Some axes with size 1, some in front left out. */
    private static long[] shrunk(long[] dims, Random random) {
        int skipped = dims.length == 0 ? 0 : random.nextInt(dims.length + 1);
        long[] shrunk = new long[dims.length - skipped];
        for (int i = 0; i < shrunk.length; i++) {
            shrunk[i] = random.nextInt(3) == 0 ? 1 : dims[skipped + i];
        }
        return shrunk;
    }

    private static Shape forgotten(Shape shape, Random random) {
        long[] dims = shape.toArray();
        for (int i = 0; i < dims.length; i++) {
            dims[i] = random.nextBoolean() ? Shape.UNKNOWN : dims[i];
        }
        return Shape.of(dims);
    }

    private static double at(Tensor x, long[] index) {
        long[] own = new long[x.rank()];
        for (int axis = 0; axis < own.length; axis++) {
            long at = index[index.length - own.length + axis];
            own[axis] = x.shape().dim(axis) == 1 ? 0 : at;
        }
        return x.get(own);
    }

    private static Value value(Shape shape) {
        return Leaf.value("x", new TensorType(DType.FLOAT32, shape), null);
    }
}
