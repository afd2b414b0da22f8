package dev.norma.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrinterTest {
    private static final Map<String, Tensor> TENSORS = Recorded.tensors("printing.npz");
    private static final Map<String, String> TEXTS = Recorded.texts("printing.txt");

    @ParameterizedTest
    @MethodSource("names")
    void prints_what_numpy_prints(String name) {
        assertThat(TENSORS.get(name)).hasToString(TEXTS.get(name));
    }

    static Stream<String> names() {
        return TENSORS.keySet().stream();
    }

    @Test
    void has_a_text_for_each_recorded_tensor() {
        assertThat(TEXTS.keySet()).isEqualTo(TENSORS.keySet()).hasSizeGreaterThan(400);
    }

    @Test
    void prints_the_numbers_of_program_a() {
        assertThat(Tensor.of(new float[][] {{0, 0.9995004f}, {1.9990008f, 2.9985013f}}))
                .hasToString("[[0.        0.9995004]\n [1.9990008 2.9985013]]");
    }

    @Test
    void prints_bfloat16_with_as_few_digits_as_tell_it_apart() {
        assertThat(Tensor.of(0.1f, 3.14159f, 25.6f).cast(DType.BFLOAT16)).hasToString("[ 0.1   3.14 25.6 ]");
        assertThat(Tensor.of(0.1f).cast(DType.BFLOAT16).reshape()).hasToString("0.1");
    }

    @Test
    void escapes_what_would_move_a_cursor() {
        assertThat(Tensor.of("a\nb", "\u001b[2J", "it's \\", "both ' \""))
                .hasToString("['a\\nb' '\\x1b[2J' \"it's \\\\\" 'both \\' \"']");
    }

    @Test
    void prints_a_huge_tensor_without_looking_at_all_of_it() {
        Tensor huge = Tensor.zeros(1000, 1000, 100);
        assertThat(huge.toString()).startsWith("[[[0. 0. 0. ... 0. 0. 0.]").hasSizeLessThan(2000);
    }
}
