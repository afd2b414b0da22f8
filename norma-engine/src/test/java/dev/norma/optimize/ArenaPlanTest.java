package dev.norma.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.optimize.ArenaPlan.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArenaPlanTest {
    @Test
    void reuses_memory_that_nobody_needs_any_more() {
        ArenaPlan plan = ArenaPlan.of(List.of(new Buffer(100, 0, 1), new Buffer(64, 1, 2), new Buffer(128, 2, 3)));

        assertThat(plan.offset(0)).isZero();
        assertThat(plan.offset(1)).isEqualTo(128);
        assertThat(plan.offset(2)).isZero();
        assertThat(plan.bytes()).isEqualTo(192).isEqualTo(plan.peak());
    }

    @Test
    void places_into_the_tightest_gap() {
        ArenaPlan plan = ArenaPlan.of(List.of(
                new Buffer(640, 0, 1),
                new Buffer(512, 0, 9),
                new Buffer(448, 0, 9),
                new Buffer(384, 0, 1),
                new Buffer(320, 0, 9),
                new Buffer(300, 5, 6)));

        assertThat(plan.offset(3)).isEqualTo(640 + 512 + 448);
        assertThat(plan.offset(5)).isEqualTo(plan.offset(3));
    }

    @Test
    void never_overlaps_what_lives_at_one_time() {
        long planned = 0;
        long least = 0;
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Buffer> buffers = new ArrayList<>();
            for (int i = random.nextInt(40); i >= 0; i--) {
                int first = random.nextInt(30);
                buffers.add(new Buffer(random.nextInt(2000), first, first + random.nextInt(10)));
            }
            ArenaPlan plan = ArenaPlan.of(buffers);

            long sum = 0;
            for (int i = 0; i < buffers.size(); i++) {
                Buffer a = buffers.get(i);
                sum += Math.ceilDiv(a.bytes(), 64) * 64;
                assertThat(plan.offset(i) % ArenaPlan.ALIGNMENT).isZero();
                assertThat(plan.offset(i) + a.bytes()).isLessThanOrEqualTo(plan.bytes());
                for (int k = 0; k < i; k++) {
                    Buffer b = buffers.get(k);
                    boolean apart = a.last() < b.first() || b.last() < a.first();
                    boolean below = plan.offset(i) + a.bytes() <= plan.offset(k);
                    boolean above = plan.offset(k) + b.bytes() <= plan.offset(i);
                    if (!apart && !below && !above) {
                        throw new AssertionError("seed %d: buffers %d and %d overlap".formatted(seed, k, i));
                    }
                }
            }
            assertThat(plan.bytes()).as("seed %d", seed).isBetween(plan.peak(), sum);
            planned += plan.bytes();
            least += plan.peak();
        }
        assertThat((double) planned / least).isLessThan(1.15);
    }

    @Test
    void refuses_what_makes_no_sense() {
        assertThatThrownBy(() -> new Buffer(8, 3, 2)).hasMessage("""
                        a buffer cannot be planned
                          expected: bytes from 0, and a last step not before the first
                          given:    8 bytes, steps 3 to 2
                          fix:      give the steps that write and read it""");
    }
}
