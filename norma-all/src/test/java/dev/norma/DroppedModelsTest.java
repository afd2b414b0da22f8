package dev.norma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Models need no {@code close()}: the native memory of those that nobody holds any more is freed. */
class DroppedModelsTest {
    private static final Pattern PRINTED = Pattern.compile("back end (\\w+), resident (\\d+) then (\\d+)");

    @Test
    @Tag("slow")
    void two_thousand_models_that_are_made_and_dropped_leave_nothing() throws Exception {
        OwnProcess.assumeSeesItsMemory(getClass());
        Matcher printed = OwnProcess.run(DroppedModels.class, PRINTED, "2000");
        assertThat(printed.group(1)).isEqualTo("onednn");
        long grown = Long.parseLong(printed.group(3)) - Long.parseLong(printed.group(2));
        // A model's program and weights have 300 KB at least: kept, those of 1500 models would be 450 MB.
        assertThat(grown).as(printed.group()).isLessThan(100 << 20);
    }
}
