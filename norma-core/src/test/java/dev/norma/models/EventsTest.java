package dev.norma.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.layers.Dense;
import dev.norma.losses.MeanSquaredError;
import dev.norma.optimizers.SGD;
import dev.norma.runtime.Backends;
import dev.norma.tensor.Tensor;
import dev.norma.training.TrainStep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java Flight Recorder sees steps, predictions and what was compiled for them. */
class EventsTest {
    @TempDir
    private Path folder;

    @Test
    void steps_predictions_and_compilations_tell_model_mode_and_sizes() throws IOException {
        Sequential net = Nets.compiled();
        Tensor x = Nets.features(24);
        Tensor y = Nets.labels(x);
        List<RecordedEvent> events = recorded(() -> {
            net.fit(Dataset.of(x, y).batch(16), Nets.quietly(1));
            net.evaluate(x, y);
            net.predict(x);
            net.predict(x);
        });
        assertThat(of("dev.norma.Step", events))
                .extracting(EventsTest::modelModeAndSize)
                .containsExactly("sequential train 16", "sequential train 8", "sequential test 24");
        assertThat(of("dev.norma.Predict", events))
                .extracting(event -> event.getString("model") + " " + event.getLong("batchSize"))
                .containsExactly("sequential 24", "sequential 24");
        List<RecordedEvent> compiled = of("dev.norma.Compile", events);
        assertThat(compiled)
                .extracting(EventsTest::modelModeAndSize)
                .containsExactly(
                        "sequential train 16", "sequential train 8", "sequential test 24", "sequential predict 24");
        RecordedEvent first = compiled.getFirst();
        assertThat(first.getString("sizes")).isEqualTo("[16, 4], [16]");
        assertThat(first.getString("backend")).isEqualTo(Backends.current().name());
        assertThat(first.getInt("operations")).isBetween(10, first.getInt("drawnOperations"));
        assertThat(compiled).extracting(RecordedEvent::getDuration).allMatch(took -> took.compareTo(Duration.ZERO) > 0);
    }

    @Test
    void a_step_of_a_loop_of_ones_own_is_told_too() throws IOException {
        Dense dense = new Dense(1);
        TrainStep step =
                TrainStep.of(new SGD(), (x, y, context) -> new MeanSquaredError().of(y, dense.apply(x, context)));
        List<RecordedEvent> events = recorded(() -> step.run(Batch.of(Tensor.ones(5, 2), Tensor.ones(5, 1))));
        assertThat(of("dev.norma.Step", events))
                .extracting(EventsTest::modelModeAndSize)
                .containsExactly("the training step train 5");
    }

    private List<RecordedEvent> recorded(Runnable action) throws IOException {
        Path file = folder.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            for (String event : List.of("dev.norma.Step", "dev.norma.Predict", "dev.norma.Compile")) {
                recording.enable(event).withoutThreshold();
            }
            recording.start();
            action.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file);
    }

    private static List<RecordedEvent> of(String name, List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }

    private static String modelModeAndSize(RecordedEvent event) {
        return "%s %s %d".formatted(event.getString("model"), event.getString("mode"), event.getLong("batchSize"));
    }
}
