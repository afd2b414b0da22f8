package dev.norma.data;

import static dev.norma.data.Numbers.madeUpTo;
import static dev.norma.data.Numbers.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CardinalityTest {
    @Test
    void knows_what_can_be_known() {
        assertThat(upTo(10).shuffle(3).batch(4).prefetch(2).cardinality()).hasValue(3);
        assertThat(upTo(10).batch(4, true).cardinality()).hasValue(2);
        assertThat(upTo(10).repeat(3).skip(4).cardinality()).hasValue(26);
        assertThat(upTo(10).zip(upTo(4)).concatenate(upTo(3)).cardinality()).hasValue(7);
        assertThat(upTo(10).map(row -> row).take(20).cardinality()).hasValue(10);
    }

    @Test
    void tells_infinite_from_unknown() {
        assertThat(upTo(10).repeat().batch(4).cardinality()).hasValue(Dataset.INFINITE);
        assertThat(upTo(10).repeat().take(7).cardinality()).hasValue(7);
        assertThat(upTo(0).repeat().cardinality()).hasValue(0);
        assertThat(upTo(10).repeat().concatenate(upTo(3)).cardinality()).hasValue(Dataset.INFINITE);
        assertThat(madeUpTo(10).batch(2).cardinality()).isEmpty();
        assertThat(upTo(10).filter(row -> true).cardinality()).isEmpty();
        assertThat(madeUpTo(10).take(0).cardinality()).hasValue(0);
    }

    @Test
    void a_cache_knows_once_it_is_full() {
        Dataset cached = madeUpTo(5).cache();
        assertThat(cached.cardinality()).isEmpty();
        cached.forEach(row -> {});
        assertThat(cached.cardinality()).hasValue(5);
    }

    @Test
    void is_what_a_pass_gives() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Dataset dataset = upTo(random.nextInt(12));
            for (int step = 0; step < 4; step++) {
                dataset = Pipelines.extended(dataset, random);
            }
            OptionalLong known = dataset.cardinality();
            if (known.isPresent()) {
                assertThat(Numbers.elements(dataset)).as("seed %d", seed).hasSize((int) known.getAsLong());
            }
        }
    }
}
