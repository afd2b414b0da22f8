package dev.norma.data;

import static dev.norma.data.Numbers.elements;
import static dev.norma.data.Numbers.flat;
import static dev.norma.data.Numbers.madeUpTo;
import static dev.norma.data.Numbers.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Properties of any pipeline, tried on random ones. */
final class PipelineTest {
    private static final int TRIES = 400;

    private static Dataset random(Dataset start, int seed) {
        Random random = new Random(seed);
        Dataset dataset = start;
        for (int step = 0; step < 5; step++) {
            dataset = Pipelines.extended(dataset, random);
        }
        return dataset;
    }

    @Test
    void rows_of_tensors_give_what_rows_made_one_by_one_give() {
        for (int seed = 0; seed < TRIES; seed++) {
            assertThat(flat(random(upTo(9), seed))).as("seed %d", seed).isEqualTo(flat(random(madeUpTo(9), seed)));
        }
    }

    @Test
    void batching_changes_nothing_but_the_grouping() {
        for (int seed = 0; seed < TRIES; seed++) {
            int size = 1 + seed % 5;
            List<Integer> rows = flat(random(upTo(9), seed));
            List<List<Integer>> groups = new ArrayList<>();
            for (int from = 0; from < rows.size(); from += size) {
                groups.add(rows.subList(from, Math.min(rows.size(), from + size)));
            }
            assertThat(elements(random(upTo(9), seed).batch(size)))
                    .as("seed %d", seed)
                    .isEqualTo(groups);
        }
    }

    @Test
    void a_pipeline_built_again_gives_the_same_passes() {
        for (int seed = 0; seed < TRIES; seed++) {
            Dataset one = random(upTo(9), seed).batch(2);
            Dataset other = random(upTo(9), seed).batch(2);
            for (int pass = 0; pass < 3; pass++) {
                assertThat(elements(one)).as("seed %d, pass %d", seed, pass).isEqualTo(elements(other));
            }
        }
    }

    @Test
    void an_early_stop_changes_no_later_pass() {
        for (int seed = 0; seed < TRIES; seed++) {
            Dataset stopped = random(upTo(9), seed);
            Dataset whole = random(upTo(9), seed);
            try (BatchIterator iterator = stopped.iterator()) {
                if (iterator.hasNext()) {
                    iterator.next();
                }
            }
            elements(whole);
            assertThat(flat(stopped)).as("seed %d", seed).hasSameSizeAs(flat(whole));
        }
    }
}
