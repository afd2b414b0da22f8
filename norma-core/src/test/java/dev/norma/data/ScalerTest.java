package dev.norma.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.npy.Npz;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scaled numbers, against recordings of scikit-learn. */
class ScalerTest {
    private static final Map<String, Tensor> RECORDED = read();

    private static Map<String, Tensor> read() {
        try (InputStream in = ScalerTest.class.getResourceAsStream("/recorded/scaler.npz")) {
            return Npz.read("scaler.npz", Objects.requireNonNull(in).readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Tensor recorded(String key) {
        return Objects.requireNonNull(RECORDED.get(key), key);
    }

    /**
     * Equal numbers and element types, NaN at the same places.
     *
     * @param tolerance relative, and absolute against numbers of about 1
     */
    static void agree(String what, Tensor result, Tensor expected, double tolerance) {
        assertThat(result.type()).as(what).isEqualTo(expected.type());
        double allowed = expected.dtype() == DType.FLOAT32 ? 1e-6 : tolerance;
        double[] actual = result.toDoubles();
        double[] wanted = expected.toDoubles();
        for (int i = 0; i < wanted.length; i++) {
            if (Double.isNaN(wanted[i])) {
                assertThat(actual[i]).as("%s, element %d", what, i).isNaN();
            } else {
                assertThat(actual[i])
                        .as("%s, element %d", what, i)
                        .isCloseTo(wanted[i], within(allowed * (1 + Math.abs(wanted[i]))));
            }
        }
    }

    /** scikit-learn merges sums, which far from 0 costs digits that a merged mean keeps. */
    private static double tolerance(String name) {
        return name.startsWith("far") ? 1e-9 : 1e-12;
    }

    static Stream<String> scaled() {
        return RECORDED.keySet().stream().filter(key -> key.startsWith("scale/") && !key.endsWith("/x"));
    }

    @ParameterizedTest
    @MethodSource("scaled")
    void equals_scale_of_scikit_learn(String key) {
        String[] parts = key.split("/", -1);
        String[] how = parts[2].split(" ", -1);
        Tensor x = recorded("scale/" + parts[1] + "/x");
        Tensor result = Scaler.scale(x, Integer.parseInt(how[0]), how[1].equals("1"), how[2].equals("1"));
        agree(key, result, recorded(key), tolerance(parts[1]));
    }

    static Stream<String> fitted() {
        return RECORDED.keySet().stream()
                .filter(key -> key.endsWith("/y"))
                .map(key -> key.substring(0, key.length() - 2));
    }

    @ParameterizedTest
    @MethodSource("fitted")
    void equals_StandardScaler_of_scikit_learn(String key) {
        String[] parts = key.split("/", -1);
        String[] how = parts[2].split(" ", -1);
        double tolerance = tolerance(parts[1]);
        StandardScaler scaler =
                new StandardScaler().withMean(how[0].equals("1")).withStd(how[1].equals("1"));
        for (int part = 0; part < Integer.parseInt(how[2]); part++) {
            scaler.partialFit(recorded(key + "/part." + part));
        }
        agree(key + " mean", scaler.mean(), recorded(key + "/mean"), tolerance);
        agree(key + " n", scaler.samplesSeen(), recorded(key + "/n"), 0);
        if (how[1].equals("1")) {
            agree(key + " variance", scaler.variance(), recorded(key + "/var"), tolerance);
            agree(key + " scale", scaler.scale(), recorded(key + "/scale"), tolerance);
        }
        Tensor x = recorded("scale/" + parts[1] + "/x");
        agree(key, scaler.transform(x), recorded(key + "/y"), tolerance);
        agree(key + " back", scaler.inverseTransform(recorded(key + "/y")), recorded(key + "/back"), tolerance);
    }

    @Test
    void a_constant_column_gives_exactly_0() {
        Tensor x = Tensor.of(new double[][] {{0.1, 1e10 + 0.3}, {0.1, 1e10 + 0.3}, {0.1, 1e10 + 0.3}});
        assertThat(Scaler.scale(x).toDoubles()).containsOnly(0);
        assertThat(new StandardScaler().fitTransform(x).toDoubles()).containsOnly(0);
    }

    @Test
    void fit_forgets_what_was_learned_before() {
        StandardScaler scaler = new StandardScaler().fit(Tensor.of(new float[][] {{1}, {3}}));
        scaler.fit(Tensor.of(new float[][] {{10}, {20}}));
        assertThat(scaler.mean().toDoubles()).containsExactly(15);
        scaler.partialFit(Tensor.of(new float[][] {{30}}));
        assertThat(scaler.mean().toDoubles()).containsExactly(20);
    }

    @Test
    void what_is_given_does_not_change() {
        Tensor x = Tensor.of(new float[][] {{1, 2}, {3, 4}});
        Scaler.scale(x);
        assertThat(x.toFloats()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void what_cannot_be_scaled_is_refused() {
        assertThatThrownBy(() -> Scaler.scale(Tensor.zeros(2, 3, 4)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        Scaler cannot scale this
                          expected: a vector or a matrix
                          given:    float32[2, 3, 4]
                          fix:      reshape it""");
        assertThatThrownBy(() -> Scaler.scale(Tensor.zeros(0, 3))).hasMessageContaining("given:    float32[0, 3]");
        assertThatThrownBy(() -> Scaler.scale(Tensor.zeros(2, 3), 2)).hasMessageStartingWith("there is no axis 2");
        assertThatThrownBy(() -> Scaler.scale(Tensor.of("a", "b"))).isInstanceOf(DTypeException.class);
        assertThatThrownBy(() -> Scaler.scale(Tensor.of(new float[][] {{1, 2}, {3, Float.NEGATIVE_INFINITY}})))
                .hasMessage("""
                        Scaler needs finite numbers
                          expected: numbers; NaN for missing ones
                          given:    -Infinity in row 1, column 1
                          fix:      correct the number, or replace it by NaN""");
    }

    @Test
    void a_scaler_that_does_not_fit_is_refused() {
        assertThatThrownBy(() -> new StandardScaler().transform(Tensor.zeros(2, 3)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("""
                        StandardScaler knows no mean yet
                          expected: fit(x) first
                          given:    no fit
                          fix:      fit it on the training data""");
        StandardScaler scaler = new StandardScaler().fit(Tensor.zeros(2, 3));
        assertThatThrownBy(() -> scaler.partialFit(Tensor.zeros(2, 4))).hasMessage("""
                        StandardScaler was fitted to other columns
                          expected: 3 columns
                          given:    float32[2, 4]: 4
                          fix:      give the columns it was fitted to""");
        assertThat(scaler.samplesSeen().toDoubles()).containsOnly(2);
    }
}
