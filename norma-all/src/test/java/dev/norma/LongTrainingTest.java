package dev.norma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten thousand training steps of two batch sizes take no memory after the first of each. */
class LongTrainingTest {
    private static final Pattern PRINTED =
            Pattern.compile("back end (\\w+), resident (\\d+) then (\\d+), allocated (\\d+) and (\\d+)");

    @Test
    @Tag("slow")
    void ten_thousand_steps_take_no_memory_after_the_first_of_each_size() throws Exception {
        OwnProcess.assumeSeesItsMemory(getClass());
        Matcher printed = OwnProcess.run(LongTraining.class, PRINTED, "10000");
        assertThat(printed.group(1)).isEqualTo("onednn");
        long grown = number(printed, 3) - number(printed, 2);
        // The images of the larger batch have 9 KB: lost in each step, they would be 90 MB.
        assertThat(grown).as(printed.group()).isLessThan(8 << 20);
        assertThat(number(printed, 5)).as(printed.group()).isBetween(1L, 64_000L);
        assertThat(Math.abs(number(printed, 5) - number(printed, 4)))
                .as(printed.group())
                .isLessThan(1_000);
    }

    private static long number(Matcher printed, int group) {
        return Long.parseLong(printed.group(group));
    }
}
