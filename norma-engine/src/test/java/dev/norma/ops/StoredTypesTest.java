package dev.norma.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.graph.Leaf;
import dev.norma.graph.Value;
import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Types that are stored only are moved and converted; nothing computes with them without being told to. */
class StoredTypesTest {
    private static final Tensor NUMBERS = Tensor.of(new long[][] {{1, (1L << 53) - 1}, {-(1L << 53), 4}});

    static Stream<DType> stored() {
        return Stream.of(DType.values()).filter(type -> !type.computes() && type != DType.STRING);
    }

    private static Map<String, UnaryOperator<Tensor>> computing() {
        Map<String, UnaryOperator<Tensor>> ops = new LinkedHashMap<>();
        ops.put("add", x -> Ops.add(x, x));
        ops.put("multiply", x -> Ops.multiply(x, 2));
        ops.put("maximum", x -> Ops.maximum(x, x));
        ops.put("equal", x -> Ops.equal(x, x));
        ops.put("less", x -> Ops.less(x, x));
        ops.put("negate", Ops::negative);
        ops.put("abs", Ops::abs);
        ops.put("sum", x -> Ops.sum(x, 0));
        ops.put("max", x -> Ops.max(x, 0));
        ops.put("argReduce", x -> Ops.argmax(x, 0));
        ops.put("matMul", x -> Ops.matmul(x, x));
        return ops;
    }

    @ParameterizedTest
    @MethodSource("stored")
    void nothing_computes_with_them(DType type) {
        Tensor x = Tensor.of(new int[][] {{1, 2}, {3, 4}}).cast(type);
        computing()
                .forEach((name, op) -> assertThatThrownBy(() -> op.apply(x))
                        .as(name)
                        .isInstanceOf(DTypeException.class)
                        .hasMessageContaining(
                                "does not compute with %s, which is stored and converted only".formatted(type))
                        .hasMessageContaining("given:    %s[2, 2]".formatted(type)));
    }

    @Test
    void the_message_names_the_operation_and_what_to_cast_to() {
        Tensor x = Tensor.of(new long[] {1, 2});
        assertThatThrownBy(() -> Ops.add(x, x)).hasMessage("""
                add does not compute with int64, which is stored and converted only
                  expected: float32, float64, bfloat16, float16, int32 or bool
                  given:    int64[2]
                  fix:      cast the operand first: ops.cast(x, DType.FLOAT64)""");
        Value value = Leaf.value("x", TensorType.of(DType.UINT8, 2), null);
        assertThatThrownBy(() -> Ops.add(value, value)).hasMessageContaining("ops.cast(x, DType.INT32)");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STRING"})
    void all_are_converted(DType type) {
        Tensor x = Tensor.of(0, 1, 1, 0).cast(type);
        assertThat(Ops.cast(x, DType.FLOAT32).toFloats()).containsExactly(0, 1, 1, 0);
        assertThat(Ops.cast(Tensor.of(0f, 1, 1, 0), type).contentEquals(x)).isTrue();
    }

    @Test
    void all_are_moved_to_the_last_digit() {
        assertThat(Ops.transpose(NUMBERS).getLong(1, 0)).isEqualTo((1L << 53) - 1);
        assertThat(Ops.reshape(NUMBERS, 4).getLong(2)).isEqualTo(-(1L << 53));
        assertThat(Ops.flip(NUMBERS, 0).getLong(0, 0)).isEqualTo(-(1L << 53));
        assertThat(Ops.take(NUMBERS, Tensor.of(1), 0).getLong(0)).isEqualTo(-(1L << 53));
        assertThat(Ops.concatenate(0, NUMBERS, NUMBERS).getLong(3, 1)).isEqualTo(4);
        Tensor condition = Tensor.of(new boolean[][] {{true, false}, {true, false}});
        assertThat(Ops.where(condition, NUMBERS, Ops.flip(NUMBERS, 1)).getLong(0, 1))
                .isEqualTo(1);
    }

    @Test
    void an_int64_that_would_be_rounded_is_refused() {
        for (long large : new long[] {(1L << 53) + 1, -(1L << 53) - 1, Long.MAX_VALUE, (1L << 62) + 1}) {
            Tensor x = Tensor.of(new long[] {7, large});
            assertThatThrownBy(() -> Ops.flip(x, 0))
                    .isInstanceOf(DTypeException.class)
                    .hasMessageStartingWith("an int64 is too large for operations")
                    .hasMessageContaining("given:    %d as element 1 in row-major order".formatted(large));
        }
        assertThat(Ops.flip(Tensor.of(new long[] {7, Long.MIN_VALUE}), 0).getLong(0))
                .isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void an_index_that_would_wrap_is_refused() {
        Tensor x = Tensor.of(10, 20, 30);
        assertThat(Ops.take(x, Tensor.of(new long[] {2, -1}), 0).toInts()).containsExactly(30, 30);
        assertThatThrownBy(() -> Ops.take(x, Tensor.of(new long[] {1L << 32}), 0))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("4294967296 at index [0]");
    }
}
