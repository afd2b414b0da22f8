package dev.norma.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BatchTest {
    private final Tensor x = Tensor.range(6).reshape(3, 2);
    private final Tensor y = Tensor.of(7, 8, 9);

    @Test
    void names_single_features_x_and_single_labels_y() {
        Batch batch = Batch.of(x, y);
        assertThat(batch.features()).containsOnly(Map.entry("x", x));
        assertThat(batch.labels()).containsOnly(Map.entry("y", y));
        assertThat(batch.x()).isSameAs(x);
        assertThat(batch.y()).isSameAs(y);
        assertThat(batch.size()).isEqualTo(3);
        assertThat(batch.sampleWeight()).isEmpty();
    }

    @Test
    void keeps_the_order_of_named_features() {
        Map<String, Tensor> features = new LinkedHashMap<>();
        features.put("wide", x);
        features.put("deep", y);
        assertThat(Batch.named(features, Map.of()).features().keySet()).containsExactly("wide", "deep");
    }

    @Test
    void changes_features_and_labels_apart() {
        Batch batch = Batch.of(x, y).mapFeatures(t -> t.reshape(3, 2, 1)).mapLabels(t -> t.reshape(3, 1));
        assertThat(batch).hasToString("x int32[3, 2, 1], y int32[3, 1]");
    }

    @Test
    void prints_its_types() {
        assertThat(Batch.of(x, y, Tensor.ones(3))).hasToString("x int32[3, 2], y int32[3], sample weight float32[3]");
    }

    @Test
    void refuses_labels_of_another_number() {
        assertThatThrownBy(() -> Batch.of(x, Tensor.of(1, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        the tensors of a batch differ in their number of samples
                          expected: 3 samples on axis 0 of labels "y", as features "x" int32[3, 2] have
                          given:    labels "y" int32[2]
                          fix:      give each tensor one row per sample""");
    }

    @Test
    void refuses_sample_weights_of_another_number() {
        assertThatThrownBy(() -> Batch.of(x, y, Tensor.ones(4)))
                .hasMessageContaining("3 samples on axis 0 of sample weights");
    }

    @Test
    void refuses_a_scalar_as_a_batch() {
        assertThatThrownBy(() -> Batch.of(Tensor.scalar(1))).hasMessage("""
                a batch has its samples on axis 0, and a scalar has no axis
                  expected: features "x" of rank 1 or more
                  given:    float32[]
                  fix:      use Batch.row for a single sample, or reshape(1) for a batch of one""");
    }

    @Test
    void a_row_has_no_size() {
        assertThatThrownBy(() -> Batch.row(Tensor.of(1f, 2f)).size()).hasMessage("""
                a single row has no number of samples
                  expected: a batch, whose tensors have the samples on their first axis
                  given:    the row x float32[2]
                  fix:      call batch(n) on the dataset before it is used""");
    }

    @Test
    void y_without_labels_says_so() {
        assertThatThrownBy(() -> Batch.of(x).y()).hasMessage("""
                y() needs labels of one tensor
                  expected: one tensor of labels
                  given:    none
                  fix:      make the dataset with labels""");
    }

    @Test
    void x_of_several_features_names_them() {
        Map<String, Tensor> features = new LinkedHashMap<>();
        features.put("wide", x);
        features.put("deep", y);
        assertThatThrownBy(() -> Batch.named(features, Map.of()).x()).hasMessage("""
                x() needs features of one tensor
                  expected: one tensor of features
                  given:    wide, deep
                  fix:      choose one by name from features()""");
    }

    @Test
    void refuses_no_features_at_all() {
        assertThatThrownBy(() -> Batch.named(Map.of(), Map.of("y", y))).isInstanceOf(IllegalArgumentException.class);
    }
}
