package dev.norma.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {
    private final Tensor x = Tensor.of(new float[][] {{0, 1, 2}, {3, 4, 5}});

    @Test
    void takes_arrays_of_any_rank_and_type() {
        assertThat(Tensor.of(new float[2][3][4][5]).type()).isEqualTo(TensorType.of(DType.FLOAT32, 2, 3, 4, 5));
        assertThat(Tensor.of(new double[][] {{1, 2}}).type()).isEqualTo(TensorType.of(DType.FLOAT64, 1, 2));
        assertThat(Tensor.of(new int[][] {{1}, {2}}).toInts()).containsExactly(1, 2);
        assertThat(Tensor.of(new long[][] {{Long.MAX_VALUE}}).getLong(0, 0)).isEqualTo(Long.MAX_VALUE);
        assertThat(Tensor.of(new short[][] {{-7}}).type()).isEqualTo(TensorType.of(DType.INT16, 1, 1));
        assertThat(Tensor.of(new byte[][] {{-7}}).type()).isEqualTo(TensorType.of(DType.INT8, 1, 1));
        assertThat(Tensor.of(new boolean[][] {{true, false}}).toInts()).containsExactly(1, 0);
        assertThat(Tensor.of(new Float[][] {{1f, 2f}}).toFloats()).containsExactly(1, 2);
        assertThat(Tensor.of(new String[][] {{"a"}, {"b"}}).getString(1, 0)).isEqualTo("b");
        assertThat(Tensor.of(new float[2][0][3]).shape()).isEqualTo(Shape.of(2, 0, 0));
        assertThat(Tensor.of(new float[0][3]).shape()).isEqualTo(Shape.of(0, 0));
    }

    @Test
    void makes_a_scalar_of_one_number_and_a_vector_of_several() {
        assertThat(Tensor.of(1.5).type()).isEqualTo(TensorType.of(DType.FLOAT64));
        assertThat(Tensor.of("a").type()).isEqualTo(TensorType.of(DType.STRING));
        assertThat(Tensor.of(1, 2).type()).isEqualTo(TensorType.of(DType.INT32, 2));
        assertThat(Tensor.of(1f, 2f).type()).isEqualTo(TensorType.of(DType.FLOAT32, 2));
        assertThat(Tensor.of("a", "b").type()).isEqualTo(TensorType.of(DType.STRING, 2));
    }

    @Test
    void copies_what_it_is_made_of() {
        float[] numbers = {1, 2};
        Tensor tensor = Tensor.of(numbers);
        numbers[0] = 9;
        assertThat(tensor.get(0)).isEqualTo(1);
        tensor.toFloats()[0] = 9;
        assertThat(tensor.get(0)).isEqualTo(1);
    }

    @Test
    void says_where_the_rows_of_an_array_differ() {
        assertThatThrownBy(() -> Tensor.of(new float[][][] {{{1, 2}, {3, 4}}, {{5, 6}, {7}}}))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        the rows of this array differ in length
                          expected: 2 elements on axis 2 everywhere, as in its first row
                          given:    a row of 1 at index [1, 1]
                          fix:      pad or cut the rows to one length""");
    }

    @Test
    void says_where_an_array_holds_null() {
        assertThatThrownBy(() -> Tensor.of(new float[][] {{1}, null}))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("given:    element [1] is null");
        assertThatThrownBy(() -> Tensor.of(new String[][] {{"a", null}}))
                .hasMessageContaining("element [0, 1] is null");
        assertThatThrownBy(() -> Tensor.of(new float[][] {null, {1}})).hasMessageContaining("element [0] is null");
        assertThatThrownBy(() -> JavaArrays.toTensor(null)).hasMessageContaining("the array itself is null");
    }

    @Test
    void refuses_elements_that_are_no_numbers() {
        assertThatThrownBy(() -> Tensor.of(new Thread[2]))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("given:    java.lang.Thread");
    }

    @Test
    void makes_fills_and_ranges() {
        assertThat(Tensor.zeros(2, 2).toFloats()).containsOnly(0).hasSize(4);
        assertThat(Tensor.ones(3).toFloats()).containsExactly(1, 1, 1);
        assertThat(Tensor.fill(TensorType.of(DType.FLOAT64, 5), -0.0).toDoubles())
                .containsOnly(-0.0)
                .hasSize(5);
        assertThat(Tensor.fill(TensorType.of(DType.INT16, 7), -3).toInts())
                .containsOnly(-3)
                .hasSize(7);
        assertThat(Tensor.range(4).toInts()).containsExactly(0, 1, 2, 3);
        assertThat(Tensor.range(5, -2, -3).toInts()).containsExactly(5, 2, -1);
        assertThat(Tensor.range(3, 3, 1).toInts()).isEmpty();
    }

    @Test
    void reads_elements_from_either_end() {
        assertThat(x.get(1, 2)).isEqualTo(5);
        assertThat(x.get(-1, -3)).isEqualTo(3);
    }

    @Test
    void names_axis_index_and_size_of_an_element_that_is_not_there() {
        assertThatThrownBy(() -> x.get(0, 3)).isInstanceOf(ShapeException.class).hasMessage("""
                        there is no element at index 3 of axis 1
                          expected: an index from -3 to 2
                          given:    [0, 3] of shape [2, 3]
                          fix:      stay within the axis, whose size is 3""");
        assertThatThrownBy(() -> x.get(-3, 0)).hasMessageStartingWith("there is no element at index -3 of axis 0");
        assertThatThrownBy(() -> Tensor.zeros(0).get(0))
                .hasMessageContaining("expected: no index at all: the axis is empty");
    }

    @Test
    void needs_one_index_per_axis() {
        assertThatThrownBy(() -> x.get(1)).isInstanceOf(ShapeException.class).hasMessage("""
                        an element needs one index per axis
                          expected: 2 indices for shape [2, 3]
                          given:    [1]
                          fix:      give one index for each axis""");
    }

    @Test
    void needs_one_element_for_item() {
        assertThat(Tensor.scalar(2.5).item()).isEqualTo(2.5);
        assertThatThrownBy(x::item).hasMessageContaining("given:    float32[2, 3], 6 elements");
    }

    @Test
    void reshapes_with_one_size_open() {
        assertThat(x.reshape(3, -1).shape()).isEqualTo(Shape.of(3, 2));
        assertThatThrownBy(() -> x.reshape(4, 2))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        reshape cannot make this shape
                          expected: a shape of 6 elements
                          given:    [2, 3] to [4, 2]
                          fix:      choose sizes whose product is 6""");
    }

    @Test
    void gives_rows() {
        assertThat(x.rows(1, 2).toFloats()).containsExactly(3, 4, 5);
        assertThat(Tensor.of("a", "b", "c").rows(1, 3).toStrings()).containsExactly("b", "c");
        assertThatThrownBy(() -> x.rows(1, 3)).isInstanceOf(ShapeException.class);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STRING", "BOOL"})
    void converts_between_all_numeric_types(DType from) {
        Tensor numbers = Tensor.of(0.0, 1.0, 7.0, 100.0).cast(from);
        for (DType to : DType.values()) {
            double[] expected = to == DType.BOOL ? new double[] {0, 1, 1, 1} : new double[] {0, 1, 7, 100};
            assertThat(numbers.cast(to).cast(DType.FLOAT64).toDoubles())
                    .as("%s to %s", from, to)
                    .containsExactly(to == DType.STRING ? new double[] {0, 1, 7, 100} : expected);
        }
    }

    @Test
    void converts_as_casts_do() {
        Tensor odd = Tensor.of(300.7, -1.5, 70000.0);
        assertThat(odd.cast(DType.UINT8).toInts()).containsExactly(44, 255, 112);
        assertThat(odd.cast(DType.INT8).toInts()).containsExactly(44, -1, 112);
        assertThat(odd.cast(DType.INT16).toInts()).containsExactly(300, -1, 4464);
        assertThat(odd.cast(DType.FLOAT16).toDoubles()).containsExactly(300.75, -1.5, Double.POSITIVE_INFINITY);
        assertThat(odd.cast(DType.BFLOAT16).toDoubles()).containsExactly(300, -1.5, 70144);
        assertThat(Tensor.of(new long[] {(1L << 53) + 1}).cast(DType.INT32).toInts())
                .containsExactly(1);
    }

    @Test
    void reads_strings_as_numbers() {
        assertThat(Tensor.of("1.5", " -2e3 ", "nan", "-inf", "True")
                        .cast(DType.FLOAT64)
                        .toDoubles())
                .containsExactly(1.5, -2000, Double.NaN, Double.NEGATIVE_INFINITY, 1);
        assertThat(Tensor.of("9007199254740993", "1").cast(DType.INT64).getLong(0))
                .isEqualTo(9007199254740993L);
        assertThat(Tensor.of(0.1f, 2).cast(DType.STRING).toStrings()).containsExactly("0.1", "2.0");
        for (String wrong : new String[] {"", "1f", "abc", "0x1p3", "1,5"}) {
            assertThatThrownBy(
                            () -> Tensor.ofStrings(Shape.of(1, 2), "1", wrong).cast(DType.FLOAT32))
                    .as(wrong)
                    .isInstanceOf(DTypeException.class)
                    .hasMessageStartingWith("element [0, 1] is no number\n  expected: float32\n  given:    \"" + wrong);
        }
    }

    @Test
    void adopts_memory_of_the_right_size_only() {
        assertThatThrownBy(() -> Tensor.adopt(TensorType.of(DType.FLOAT32, 2), MemorySegment.ofArray(new float[3])))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("expected: 8 bytes for float32[2]\n  given:    12 bytes");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(8);
            Tensor copy = Tensor.copyOf(TensorType.of(DType.INT32, 2), memory);
            memory.fill((byte) 1);
            assertThat(copy.toInts()).containsExactly(0, 0);
        }
    }

    @Test
    void gives_its_memory_to_read_only() {
        assertThat(x.segment().isReadOnly()).isTrue();
        assertThatThrownBy(() -> Tensor.of("a", "b").segment()).isInstanceOf(DTypeException.class);
    }

    @Test
    void refuses_more_elements_than_an_array_holds() {
        assertThatThrownBy(() -> Tensor.zeros(1 << 16, 1 << 15))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("a tensor of this size does not fit in a Java array");
    }

    @Test
    void compares_by_identity_and_by_content() {
        Tensor same = Tensor.of(new float[][] {{0, 1, 2}, {3, 4, 5}});
        assertThat(x).isNotEqualTo(same);
        assertThat(x.contentEquals(same)).isTrue();
        assertThat(x.contentEquals(same.reshape(3, 2))).isFalse();
        assertThat(x.contentEquals(same.cast(DType.FLOAT64))).isFalse();
        assertThat(Tensor.of(0f, Float.NaN).contentEquals(Tensor.of(-0f, Float.NaN)))
                .isFalse();
        assertThat(Tensor.of(1f, Float.NaN).contentEquals(Tensor.of(1f, Float.NaN)))
                .isTrue();
        assertThat(Tensor.of("a", "b").contentEquals(Tensor.of("a", "b"))).isTrue();
    }

    @Test
    void names_the_element_that_is_not_there_by_its_number() {
        assertThatThrownBy(() -> x.getFlat(6))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        there is no element number 6 in row-major order
                          expected: a number from 0 to 5
                          given:    6 of shape [2, 3]
                          fix:      stay within the tensor, whose size is 6""");
        assertThatThrownBy(() -> Tensor.zeros(0, 3).getFlat(0)).hasMessageContaining("there are no elements");
    }

    @Test
    void converts_exactly_or_not_at_all() {
        Tensor small = Tensor.of(new long[][] {{1, -2}, {Integer.MAX_VALUE, 0}});
        assertThat(small.castExactly(DType.INT32).toInts()).containsExactly(1, -2, Integer.MAX_VALUE, 0);
        assertThat(small.castExactly(DType.INT64)).isSameAs(small);
        assertThatThrownBy(() ->
                        Tensor.of(new long[][] {{1, 2}, {(1L << 32) + 1, 0}}).castExactly(DType.INT32))
                .isInstanceOf(DTypeException.class)
                .hasMessage("""
                        int32 cannot hold all of these numbers
                          expected: numbers that int64 and int32 both hold
                          given:    4294967297 at index [1, 0]
                          fix:      correct the element, or choose another type""");
        assertThatThrownBy(() -> Tensor.of(0.5, 0.1).castExactly(DType.FLOAT32))
                .hasMessageContaining("0.1 at index [1]");
        assertThatThrownBy(() -> Tensor.of(new long[] {(1L << 53) + 1}).castExactly(DType.FLOAT64))
                .hasMessageContaining("9007199254740993 at index [0]");
        assertThat(Tensor.of("1", "2").castExactly(DType.INT8).toInts()).containsExactly(1, 2);
    }
}
