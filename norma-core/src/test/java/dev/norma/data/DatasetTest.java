package dev.norma.data;

import static dev.norma.data.Numbers.elements;
import static dev.norma.data.Numbers.flat;
import static dev.norma.data.Numbers.madeUpTo;
import static dev.norma.data.Numbers.range;
import static dev.norma.data.Numbers.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class DatasetTest {
    @Test
    void rows_of_tensors_have_no_sample_axis() {
        Batch row = Dataset.of(Tensor.range(6).reshape(3, 2), Tensor.of(7, 8, 9), Tensor.ones(3))
                .skip(1)
                .iterator()
                .next();
        assertThat(row).hasToString("x int32[2], y int32[], sample weight float32[]");
        assertThat(row.x().toInts()).containsExactly(2, 3);
        assertThat(row.y().item()).isEqualTo(8);
    }

    @Test
    void batch_stacks_rows_and_keeps_the_smaller_last_one() {
        assertThat(elements(upTo(7).batch(3))).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6));
        assertThat(elements(madeUpTo(7).batch(3))).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6));
    }

    @Test
    void batch_leaves_the_remainder_out_if_told() {
        assertThat(elements(upTo(7).batch(3, true))).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5));
    }

    @Test
    void batch_keeps_features_labels_and_weights_together() {
        Tensor x = Tensor.range(20).reshape(5, 2, 2);
        Tensor y = Tensor.of("a", "b", "c", "d", "e");
        Tensor weight = Tensor.of(0f, 1f, 2f, 3f, 4f);
        for (Dataset dataset :
                List.of(Dataset.of(x, y, weight), Dataset.of(x, y, weight).map(row -> row))) {
            for (Batch batch : dataset.shuffle(5, 3).batch(2)) {
                for (int i = 0; i < batch.size(); i++) {
                    int row = (int) (batch.x().get(i, 0, 0) / 4);
                    assertThat(batch.x().get(i, 1, 1)).isEqualTo(4.0 * row + 3);
                    assertThat(batch.y().getString(i)).isEqualTo("abcde".substring(row, row + 1));
                    assertThat(batch.sampleWeight().orElseThrow().get(i)).isEqualTo(row);
                }
            }
        }
    }

    @Test
    void several_named_inputs_stay_in_order() {
        Map<String, Tensor> features = new LinkedHashMap<>();
        features.put("wide", Tensor.range(4));
        features.put("deep", Tensor.range(8).reshape(4, 2));
        Dataset dataset = Dataset.of(features, Map.of("out", Tensor.range(4)));
        assertThat(dataset.batch(3).iterator().next()).hasToString("wide int32[3], deep int32[3, 2], out int32[3]");
        assertThat(dataset.map(row -> row).batch(3).iterator().next())
                .hasToString("wide int32[3], deep int32[3, 2], out int32[3]");
    }

    @Test
    void each_pass_starts_again() {
        Dataset dataset = madeUpTo(5).filter(row -> row.x().item() != 2).batch(2);
        assertThat(flat(dataset)).containsExactly(0, 1, 3, 4);
        assertThat(flat(dataset)).containsExactly(0, 1, 3, 4);
    }

    @Test
    void nothing_happens_before_somebody_iterates() {
        AtomicInteger calls = new AtomicInteger();
        Dataset dataset = upTo(3).map(row -> {
                    calls.incrementAndGet();
                    return row;
                })
                .repeat(2)
                .batch(2);
        assertThat(calls).hasValue(0);
        dataset.forEach(batch -> {});
        assertThat(calls).hasValue(6);
    }

    @Test
    void map_changes_rows_before_batch_and_batches_after_it() {
        assertThat(elements(upTo(3).map(row -> row.mapFeatures(x -> Tensor.of(((int) x.item()) * 10, 1)))
                        .batch(2)))
                .containsExactly(List.of(0, 1, 10, 1), List.of(20, 1));
        assertThat(elements(upTo(3).batch(2).map(batch -> batch.mapFeatures(x -> x.reshape(x.size(), 1)))))
                .containsExactly(List.of(0, 1), List.of(2));
    }

    @Test
    void map_refuses_a_batch_for_a_row() {
        assertThatThrownBy(() -> flat(upTo(3).map(row -> Batch.of(Tensor.range(2)))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("""
                        the function given to map must return what it was given, a row or a batch
                          expected: a row, as elements are before batch(n)
                          given:    the batch x int32[2]
                          fix:      make the result with Batch.row, or change the element with mapFeatures""");
    }

    @Test
    void take_and_skip_split() {
        assertThat(flat(upTo(5).take(2))).containsExactly(0, 1);
        assertThat(flat(upTo(5).skip(2))).containsExactly(2, 3, 4);
        assertThat(flat(upTo(5).take(9))).isEqualTo(range(0, 5));
        assertThat(flat(upTo(5).skip(9))).isEmpty();
        assertThat(flat(madeUpTo(5).skip(1).take(2).repeat(2))).containsExactly(1, 2, 1, 2);
    }

    @Test
    void concatenate_appends() {
        assertThat(flat(upTo(2).concatenate(madeUpTo(3)).batch(4))).containsExactly(0, 1, 0, 1, 2);
        assertThat(elements(upTo(2).concatenate(upTo(3)).batch(4))).containsExactly(List.of(0, 1, 0, 1), List.of(2));
    }

    @Test
    void shuffle_after_concatenate_mixes_both() {
        for (int seed = 0; seed < 20; seed++) {
            Dataset both = upTo(3).concatenate(upTo(6).skip(3)).shuffle(4, seed);
            assertThat(flat(both)).as("seed %d", seed).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
        }
    }

    @Test
    void zip_makes_labels_of_the_other_and_ends_with_the_shorter() {
        List<String> seen = new ArrayList<>();
        for (Batch row : upTo(3).zip(upTo(9).skip(5))) {
            seen.add((int) row.x().item() + "-" + (int) row.y().item());
        }
        assertThat(seen).containsExactly("0-5", "1-6", "2-7");
        assertThat(flat(upTo(9).zip(upTo(2)))).containsExactly(0, 1);
    }

    @Test
    void cache_computes_once() {
        AtomicInteger calls = new AtomicInteger();
        Dataset dataset = upTo(4).map(row -> {
                    calls.incrementAndGet();
                    return row;
                })
                .cache();
        dataset.iterator().next();
        assertThat(flat(dataset.batch(2))).isEqualTo(range(0, 4));
        assertThat(calls).hasValue(5);
        assertThat(flat(dataset.repeat(2))).hasSize(8);
        assertThat(calls).hasValue(5);
    }

    @Test
    void cache_after_shuffle_keeps_one_order() {
        Dataset cached = upTo(50).shuffle(50, 1).cache();
        assertThat(flat(cached)).isEqualTo(flat(cached)).isNotEqualTo(range(0, 50));
    }

    @Test
    void repeat_of_nothing_ends() {
        assertThat(flat(upTo(4).filter(row -> false).repeat())).isEmpty();
        assertThat(flat(upTo(0).repeat())).isEmpty();
        assertThat(flat(upTo(4).repeat(0))).isEmpty();
    }

    @Test
    void batching_batches_adds_an_axis() {
        assertThat(upTo(4).batch(2).batch(2).iterator().next()).hasToString("x int32[2, 2]");
    }

    @Test
    void batch_refuses_rows_of_different_shapes() {
        Dataset ragged = Dataset.generator(() ->
                List.of(Batch.row(Tensor.range(2)), Batch.row(Tensor.range(3))).iterator());
        assertThatThrownBy(() -> flat(ragged.batch(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                elements of different types cannot go into one batch
                  expected: features "x" int32[2] in each element, as in the first of the batch
                  given:    int32[3] in element 1 of the batch
                  fix:      pad, cut or convert the elements with map before batch""");
    }

    @Test
    void batch_refuses_rows_of_different_parts() {
        Dataset uneven = Dataset.generator(
                () -> List.of(Batch.row(Tensor.range(2), Tensor.scalar(1)), Batch.row(Tensor.range(2)))
                        .iterator());
        assertThatThrownBy(() -> flat(uneven.batch(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                elements with different parts cannot go into one batch
                  expected: x int32[2], y float32[]
                  given:    x int32[2]
                  fix:      let each element have the same features, labels and sample weights""");
    }

    @Test
    void an_iterator_ends_politely() {
        Iterator<Batch> iterator = upTo(1).iterator();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(iterator.hasNext()).isTrue();
        iterator.next();
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void a_closed_iterator_has_no_next() {
        BatchIterator iterator = upTo(3).iterator();
        iterator.next();
        iterator.close();
        assertThat(iterator.hasNext()).isFalse();
    }

    @Test
    void refuses_numbers_that_make_no_sense() {
        assertThatThrownBy(() -> upTo(3).batch(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                batch cannot use this number
                  expected: a size of 1 or more
                  given:    0
                  fix:      give 1 or more""");
        assertThatThrownBy(() -> upTo(3).shuffle(0)).hasMessageContaining("a buffer of 1 or more elements");
        assertThatThrownBy(() -> upTo(3).repeat(-1)).hasMessageContaining("0 or more times");
        assertThatThrownBy(() -> upTo(3).take(-1)).hasMessageContaining("take");
        assertThatThrownBy(() -> upTo(3).skip(-1)).hasMessageContaining("skip");
        assertThatThrownBy(() -> upTo(3).prefetch(0)).hasMessageContaining("prefetch");
    }

    @Test
    void refuses_to_drop_everything() {
        assertThatThrownBy(() -> upTo(3).batch(4, true)).hasMessage("""
                batch would drop everything
                  expected: at least 4 elements, one full batch
                  given:    3 elements
                  fix:      use a smaller batch, or keep the smaller last batch: batch(4)""");
    }
}
