package dev.norma.runtime.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.graph.Distribution;
import dev.norma.graph.Random;
import dev.norma.tensor.DType;
import dev.norma.tensor.Philox;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DrawsTest {
    private static Tensor draw(Distribution distribution, DType dtype, int seed, int step, int stream, long... dims) {
        Tensor like = Tensor.fill(TensorType.of(dtype, dims), 0);
        return Evaluated.one(v -> new Random(distribution, v.get(0), stream, v.get(1)), Tensor.of(seed, step), like);
    }

    @Test
    void uniform_numbers_are_the_upper_bits_of_the_words_at_their_positions() {
        double[] numbers =
                draw(Distribution.UNIFORM, DType.FLOAT64, 11, 12, 13, 7).toDoubles();

        for (int i = 0; i < numbers.length; i++) {
            int word = Philox.words(i / 4, 0, 12, 0, 11, 13)[i % 4];
            assertThat(numbers[i]).isEqualTo((word >>> 8) / 16_777_216.0);
        }
    }

    @Test
    void normal_numbers_come_in_pairs_from_two_words() {
        double[] numbers =
                draw(Distribution.NORMAL, DType.FLOAT64, 11, 12, 13, 6).toDoubles();

        int[] words = Philox.words(1, 0, 12, 0, 11, 13);
        double radius = Math.sqrt(-2 * Math.log(((words[0] >>> 8) + 1) / 16_777_216.0));
        double angle = 2 * Math.PI * (words[1] >>> 8) / 16_777_216.0;
        assertThat(numbers[4]).isCloseTo(radius * Math.cos(angle), within(1e-14));
        assertThat(numbers[5]).isCloseTo(radius * Math.sin(angle), within(1e-14));
    }

    @Test
    void seed_step_and_stream_tell_draws_apart_and_nothing_else_does() {
        Tensor drawn = draw(Distribution.UNIFORM, DType.FLOAT32, 1, 2, 3, 8);

        assertThat(draw(Distribution.UNIFORM, DType.FLOAT32, 1, 2, 3, 8).toFloats())
                .isEqualTo(drawn.toFloats());
        assertThat(draw(Distribution.UNIFORM, DType.FLOAT32, 0, 2, 3, 8).toFloats())
                .isNotEqualTo(drawn.toFloats());
        assertThat(draw(Distribution.UNIFORM, DType.FLOAT32, 1, 0, 3, 8).toFloats())
                .isNotEqualTo(drawn.toFloats());
        assertThat(draw(Distribution.UNIFORM, DType.FLOAT32, 1, 2, 0, 8).toFloats())
                .isNotEqualTo(drawn.toFloats());
    }

    @Test
    void a_number_depends_on_its_position_not_on_the_shape() {
        float[] few = draw(Distribution.NORMAL, DType.FLOAT32, 1, 2, 3, 6).toFloats();
        float[] many = draw(Distribution.NORMAL, DType.FLOAT32, 1, 2, 3, 5, 5).toFloats();

        assertThat(Arrays.copyOf(many, 6)).isEqualTo(few);
    }

    @Test
    void numbers_follow_their_distribution() {
        double[] uniform =
                draw(Distribution.UNIFORM, DType.FLOAT32, 5, 0, 0, 100_000).toDoubles();
        double[] normal =
                draw(Distribution.NORMAL, DType.FLOAT32, 5, 0, 0, 100_000).toDoubles();

        assertThat(Arrays.stream(uniform).average().orElseThrow()).isCloseTo(0.5, within(0.004));
        assertThat(Arrays.stream(uniform).allMatch(u -> u >= 0 && u < 1)).isTrue();
        assertThat(Arrays.stream(normal).average().orElseThrow()).isCloseTo(0, within(0.012));
        assertThat(Arrays.stream(normal).map(z -> z * z).average().orElseThrow())
                .isCloseTo(1, within(0.02));
        assertThat(Arrays.stream(normal).map(z -> z * z * z * z).average().orElseThrow())
                .isCloseTo(3, within(0.15));
        assertThat(Arrays.stream(normal).filter(z -> z > 1.96).count() / 1e5).isCloseTo(0.025, within(0.002));
    }

    @Test
    void uniform_numbers_of_sixteen_bits_stay_below_one() {
        double[] uniform =
                draw(Distribution.UNIFORM, DType.BFLOAT16, 5, 0, 0, 10_000).toDoubles();

        assertThat(Arrays.stream(uniform).max().orElseThrow()).isEqualTo(1 - 0x1p-8);
    }
}
