package dev.norma.data;

import static dev.norma.data.Numbers.elements;
import static dev.norma.data.Numbers.flat;
import static dev.norma.data.Numbers.madeUpTo;
import static dev.norma.data.Numbers.range;
import static dev.norma.data.Numbers.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ShuffleTest {
    @Test
    void gives_each_element_once() {
        for (int seed = 0; seed < 200; seed++) {
            int n = new Random(seed).nextInt(60);
            int buffer = 1 + new Random(seed + 1).nextInt(80);
            for (Dataset dataset : List.of(upTo(n), madeUpTo(n))) {
                assertThat(flat(dataset.shuffle(buffer, seed)))
                        .as("seed %d, %d elements, buffer %d", seed, n, buffer)
                        .containsExactlyInAnyOrderElementsOf(range(0, n));
            }
        }
    }

    @Test
    void orders_rows_of_tensors_as_it_orders_rows_made_one_by_one() {
        for (int seed = 0; seed < 50; seed++) {
            assertThat(elements(upTo(40).shuffle(7, seed).repeat(2).skip(3).batch(6)))
                    .as("seed %d", seed)
                    .isEqualTo(elements(
                            madeUpTo(40).shuffle(7, seed).repeat(2).skip(3).batch(6)));
        }
    }

    @Test
    void gives_the_same_orders_for_the_same_seed_in_each_run() {
        Dataset one = upTo(100).shuffle(100, 5);
        Dataset other = upTo(100).shuffle(100, 5);
        assertThat(flat(one)).isEqualTo(flat(other));
        assertThat(flat(one)).isEqualTo(flat(other));
        assertThat(flat(one)).isNotEqualTo(flat(upTo(100).shuffle(100, 6)));
    }

    @Test
    void has_written_down_orders_that_must_not_change() {
        assertThat(flat(upTo(10).shuffle(10, 1))).containsExactly(4, 3, 9, 5, 1, 0, 8, 6, 2, 7);
        assertThat(flat(upTo(10).shuffle(3, -7))).containsExactly(2, 1, 3, 0, 5, 7, 6, 4, 9, 8);
    }

    @Test
    void has_another_order_in_each_pass() {
        Dataset dataset = upTo(100).shuffle(100, 5);
        Set<List<Integer>> orders = new HashSet<>();
        for (int pass = 0; pass < 5; pass++) {
            orders.add(flat(dataset));
        }
        List<Integer> repeated = flat(dataset.repeat(2));
        orders.add(repeated.subList(0, 100));
        orders.add(repeated.subList(100, 200));
        assertThat(orders).hasSize(7);
    }

    @Test
    void shuffled_once_keeps_its_order() {
        Dataset dataset = upTo(100).shuffleOnce(100, 5);
        assertThat(flat(dataset)).isEqualTo(flat(dataset)).isNotEqualTo(range(0, 100));
    }

    @Test
    void a_buffer_of_one_changes_nothing() {
        assertThat(flat(upTo(30).shuffle(1, 9))).isEqualTo(range(0, 30));
    }

    @Test
    void an_element_comes_at_most_a_buffer_too_early() {
        for (int seed = 0; seed < 100; seed++) {
            List<Integer> order = flat(upTo(60).shuffle(8, seed));
            for (int place = 0; place < order.size(); place++) {
                assertThat(order.get(place))
                        .as("seed %d, place %d", seed, place)
                        .isLessThan(place + 8);
            }
        }
    }

    @Test
    void all_orders_are_equally_likely_with_a_full_buffer() {
        Dataset dataset = upTo(4).shuffle(4, 11);
        Map<List<Integer>, Integer> counts = new HashMap<>();
        int passes = 24_000;
        for (int pass = 0; pass < passes; pass++) {
            counts.merge(flat(dataset), 1, Integer::sum);
        }
        assertThat(counts).hasSize(24);
        double chiSquare = counts.values().stream()
                .mapToDouble(count -> Math.pow(count - passes / 24.0, 2) / (passes / 24.0))
                .sum();
        assertThat(chiSquare).isLessThan(49.7); // 23 degrees of freedom, exceeded once in a thousand
    }

    @Test
    void shuffle_after_batch_keeps_rows_of_a_batch_together() {
        assertThat(elements(upTo(9).batch(3).shuffle(3, 4)))
                .containsExactlyInAnyOrder(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6, 7, 8));
    }

    @Test
    void repeat_before_shuffle_mixes_the_rounds() {
        boolean mixed = false;
        for (int seed = 0; seed < 20; seed++) {
            List<Integer> order = flat(upTo(6).repeat(2).shuffle(12, seed));
            assertThat(order).hasSize(12);
            mixed |= new HashSet<>(order.subList(0, 6)).size() < 6;
            List<Integer> made = flat(madeUpTo(6).repeat(2).shuffle(12, seed));
            assertThat(made).as("seed %d", seed).isEqualTo(order);
        }
        assertThat(mixed).isTrue();
    }

    @Test
    void take_after_shuffle_is_a_sample() {
        assertThat(flat(upTo(100).shuffle(100, 3).take(10)))
                .hasSize(10)
                .doesNotHaveDuplicates()
                .isNotEqualTo(range(0, 10));
    }
}
