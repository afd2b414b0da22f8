package dev.norma.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.runtime.Backends;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes whose product is more than an int, or more than a long, holds. */
class HugeShapesTest {
    private static final Shape HUGE = Shape.of(1L << 40, 1L << 40);

    static List<Named<Supplier<?>>> beyondLong() {
        return List.of(
                Named.of("size", HUGE::size),
                Named.of("strides", Shape.of(1, 1L << 40, 1L << 40)::strides),
                Named.of("zeros", () -> Tensor.zeros(1L << 40, 1L << 40)),
                Named.of("fill", () -> Tensor.fill(new TensorType(DType.INT8, HUGE), 1)),
                Named.of("uniform", () -> Tensor.uniform(1, 1L << 40, 1L << 40)),
                Named.of("reshape", () -> Tensor.range(4).reshape(1L << 40, 1L << 40)),
                Named.of("open reshape", () -> Tensor.range(4).reshape(1L << 40, -1, 1L << 40)),
                Named.of("broadcastTo", () -> Ops.broadcastTo(Tensor.scalar(1), HUGE)));
    }

    @ParameterizedTest
    @MethodSource("beyondLong")
    void that_no_long_holds_are_refused(Supplier<?> action) {
        assertThatThrownBy(action::get)
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("no tensor has this many elements")
                .hasMessageContaining("1099511627776, ");
    }

    @Test
    void say_what_was_given() {
        assertThatThrownBy(HUGE::size).hasMessage("""
                no tensor has this many elements
                  expected: sizes whose product is at most 9223372036854775807
                  given:    [1099511627776, 1099511627776]
                  fix:      check the sizes: one of them may have been computed wrong""");
    }

    @Test
    void up_to_the_largest_long_are_counted() {
        assertThat(Shape.of(Long.MAX_VALUE).size()).isEqualTo(Long.MAX_VALUE);
        assertThat(Shape.of(1L << 31, 1L << 31).size()).isEqualTo(1L << 62);
        assertThat(Shape.of(0, Long.MAX_VALUE, Long.MAX_VALUE).size()).isZero();
    }

    static List<Named<Supplier<?>>> beyondInt() {
        Tensor column = Tensor.zeros(1 << 16, 1);
        Tensor row = Tensor.zeros(1, 1 << 16);
        return List.of(
                Named.of("range", () -> Tensor.range(Integer.MIN_VALUE, Integer.MAX_VALUE, 1)),
                Named.of("largest range", () -> Tensor.range(Integer.MAX_VALUE)),
                Named.of("add", () -> Ops.add(column, row)),
                Named.of("matMul", () -> Ops.matMul(column, row)),
                Named.of("tile", () -> Ops.tile(Tensor.range(4), 1 << 30)),
                Named.of("oneHot", () -> Ops.oneHot(Tensor.range(4), 1 << 30)));
    }

    @ParameterizedTest
    @MethodSource("beyondInt")
    void that_no_array_holds_are_refused(Supplier<?> action) {
        assertThatThrownBy(action::get)
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("a tensor of this size does not fit in a Java array");
    }

    @Test
    void come_up_in_a_program_too() {
        Trace trace = new Trace("a test");
        Value x = trace.feed("x", TensorType.of(DType.FLOAT32, Shape.UNKNOWN, 1));
        Value square = Ops.sum(Ops.exp(Ops.add(x, Ops.transpose(x))));
        Launcher launcher = new Launcher(trace.finish(List.of(square), false), Backends.named("reference"));
        assertThatThrownBy(() -> launcher.run(List.of(Tensor.zeros(1 << 16, 1))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("given:    4294967296");
    }

    @Test
    void below_0_are_refused() {
        assertThatThrownBy(() -> Tensor.zeros(-2, 3)).hasMessageStartingWith("a shape cannot have this size");
        assertThatThrownBy(() -> new Randomness(1).permutation(-1)).hasMessage("""
                there is no permutation of so many numbers
                  expected: a count from 0
                  given:    -1
                  fix:      give how many numbers are wanted""");
        assertThat(new Randomness(1).permutation(0).size()).isZero();
    }
}
