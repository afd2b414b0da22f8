package dev.norma.training;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.data.Dataset;
import dev.norma.layers.Layer;
import dev.norma.metrics.Direction;
import dev.norma.optimizers.Optimizer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What somebody sees of an epoch of four steps. */
class ProgressLineTest {
    private static final Logs LOGS = new Logs(List.of("loss", "accuracy"), 0.00001, 0.5);

    /** A model that nobody needs to ask. */
    private static final class Unasked implements Trainable {
        @Override
        public Layer network() {
            throw new AssertionError();
        }

        @Override
        public Optimizer<?> optimizer() {
            throw new AssertionError();
        }

        @Override
        public RecalibrationReport recalibrate(Dataset data, Recalibration how) {
            throw new AssertionError();
        }

        @Override
        public void stopTraining() {
            throw new AssertionError();
        }

        @Override
        public Optional<Direction> direction(String log) {
            throw new AssertionError();
        }

        @Override
        public boolean validates() {
            throw new AssertionError();
        }
    }

    private static String shown(int verbose, long batches, Charset charset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ProgressLine line = new ProgressLine(verbose, new PrintStream(bytes, true, charset));
        Trainable model = new Unasked();
        line.onEpochBegin(model, new Progress(0, 3, 0, batches));
        line.onTrainBatchEnd(model, new Progress(0, 3, 0, batches), LOGS);
        line.onEpochEnd(model, new Progress(0, 3, 4, 4), LOGS);
        return bytes.toString(charset)
                .replaceAll("\\d+(\\.\\d+)?(s|ms|us)(?=[/ ])", "T")
                .replaceAll(" +\n", "\n");
    }

    @Test
    void a_bar_is_drawn_over() {
        assertThat(shown(1, 4, UTF_8))
                .isEqualTo("Epoch 1/3\n"
                        + "\r1/4 ━━━━━─────────────── eta T - loss: 1.0000e-05 - accuracy: 0.5000"
                        + "\r4/4 ━━━━━━━━━━━━━━━━━━━━ T T/step - loss: 1.0000e-05 - accuracy: 0.5000\n");
    }

    @Test
    void it_is_drawn_in_ascii_where_nothing_else_can_be_written() {
        assertThat(shown(1, 4, US_ASCII))
                .contains("1/4 =====--------------- eta", "4/4 ==================== T")
                .doesNotContain("?");
    }

    @Test
    void without_a_known_end_there_is_no_bar() {
        assertThat(shown(1, -1, UTF_8)).contains("\r1/? T T/step - loss");
    }

    @Test
    void a_line_after_each_epoch_is_drawn_once() {
        assertThat(shown(2, 4, UTF_8)).isEqualTo("Epoch 1/3\n4/4 T T/step - loss: 1.0000e-05 - accuracy: 0.5000\n");
    }

    @Test
    void numbers_are_the_same_in_every_country() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(shown(2, 4, UTF_8)).contains("accuracy: 0.5000").doesNotContain(",");
        } finally {
            Locale.setDefault(before);
        }
    }
}
