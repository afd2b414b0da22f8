package dev.norma.backend.onednn.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class ProfileTest {
    private final List<String> printed = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();
    private final Profile profile = new Profile(4, List.of("quick", "slow"), printed::add);
    private final Runnable[] steps = {
        () -> ran.add("quick"),
        () -> {
            ran.add("slow");
            long end = System.nanoTime() + 1_000_000;
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(100_000);
            }
        }
    };

    private void run() {
        profile.begin();
        profile.run(steps);
        profile.end();
    }

    @Test
    void prints_once_with_the_longest_step_first() {
        for (int i = 0; i < 3; i++) {
            run();
        }
        assertThat(printed).isEmpty();
        for (int i = 0; i < 3; i++) {
            run();
        }
        assertThat(printed).hasSize(1);
        List<String> lines = printed.getFirst().lines().toList();
        assertThat(lines.getFirst()).startsWith("a run of 2 steps, microseconds: ");
        assertThat(lines.get(1)).endsWith("1  slow");
        assertThat(lines.get(2)).endsWith("0  quick");
        assertThat(Double.parseDouble(lines.get(1).substring(0, 10))).isGreaterThanOrEqualTo(1000);
    }

    @Test
    void runs_all_steps_in_order_each_time() {
        for (int i = 0; i < 5; i++) {
            run();
        }
        assertThat(ran.subList(0, 4)).containsExactly("quick", "slow", "quick", "slow");
        assertThat(ran).hasSize(10);
    }
}
