package dev.norma.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.layers.Dense;
import dev.norma.layers.InputLayer;
import dev.norma.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** What real Keras said, recorded by recordings/models.py, and the small models and data of that script. */
final class KerasModels {
    static final Tensor X = Tensor.of(new float[][] {{1, 2}, {3, -4}, {0.5f, 0.25f}, {-1, 1.5f}});
    static final Tensor Y = Tensor.of(new float[][] {{1}, {0}, {0.5f}, {2}});
    static final Tensor WEIGHTS = Tensor.of(1f, 2f, 0.5f, 0f);
    static final Tensor CLASSES = Tensor.of(0, 1, 2, 1);

    private static final Map<String, Object> RECORDED = read();

    private KerasModels() {}

    /** What was recorded under a name. */
    static Object recorded(String name) {
        return Objects.requireNonNull(RECORDED.get(name), name);
    }

    /** A list of cases recorded under a name. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> cases(String name) {
        return (List<Map<String, Object>>) recorded(name);
    }

    /** The case of a name among those recorded under another. */
    static Map<String, Object> named(String list, String name) {
        return cases(list).stream()
                .filter(each -> name.equals(each.get("case")))
                .findFirst()
                .orElseThrow();
    }

    /** One number over the epochs is what was recorded. */
    static void areNear(List<Double> numbers, Object recorded, String what) {
        List<?> expected = (List<?>) recorded;
        assertThat(numbers).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            double number = ((Number) expected.get(i)).doubleValue();
            assertThat(numbers.get(i)).as(what).isCloseTo(number, within(1e-6 + 2e-6 * Math.abs(number)));
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object recorded) {
        return (Map<String, Object>) recorded;
    }

    @SuppressWarnings("unchecked")
    static float[][] weights(Object recorded) {
        return ((List<List<Number>>) recorded).stream().map(KerasModels::floats).toArray(float[][]::new);
    }

    static float[] floats(List<Number> numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.get(i).floatValue();
        }
        return floats;
    }

    /** A linear model of two features. */
    static Sequential regression() {
        Sequential net = new Sequential(new InputLayer(2), new Dense(1).name("dense"));
        net.setWeights(List.of(
                Tensor.of(new float[][] {{0.5f}, {-0.25f}}), Tensor.of(0.125f).reshape(1)));
        return net;
    }

    /** Three classes of two features. */
    static Sequential classifier() {
        Sequential net =
                new Sequential(new InputLayer(2), new Dense(3).name("dense").activation("softmax"));
        net.setWeights(List.of(
                Tensor.of(new float[][] {{0.5f, -0.25f, 1}, {0.75f, 0.5f, -1}}), Tensor.of(0.125f, 0f, -0.5f)));
        return net;
    }

    private static Map<String, Object> read() {
        try (InputStream in = KerasModels.class.getResourceAsStream("/golden/models.json")) {
            return map(JsonMapper.builder().build().readValue(Objects.requireNonNull(in), Map.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
