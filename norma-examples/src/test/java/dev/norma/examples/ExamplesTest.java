package dev.norma.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.data.Datasets;
import dev.norma.data.Split;
import dev.norma.layers.BatchNormalization;
import dev.norma.models.Model;
import dev.norma.models.Sequential;
import dev.norma.tensor.Tensor;
import dev.norma.training.History;
import dev.norma.training.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each example runs, and comes to what it says. */
class ExamplesTest {
    @TempDir
    private Path folder;

    @Test
    void digits_are_learned() throws Exception {
        Printed<History> run = Printed.by(Digits::train);
        assertThat(run.result().epochs()).hasSize(20);
        double accuracy = run.result().last("val_accuracy");
        assertThat(accuracy).isGreaterThanOrEqualTo(0.98);
        assertThat(run.text())
                .startsWith("Model: \"sequential\"\n┏")
                .contains("Epoch 20/20")
                .endsWith(accuracy + "\n");
    }

    @Test
    void the_doctor_names_slow_statistics_and_exact_ones_put_right_what_they_spoil() throws Exception {
        Split digits = Datasets.digits();
        Sequential net = SlowStatistics.trained(digits);
        assertThat(Printed.by(() -> SlowStatistics.examine(net, digits)).text()).contains("statistics lag");
        Printed<SlowStatistics.Accuracies> run = Printed.by(() -> SlowStatistics.recalibrate(net, digits));
        assertThat(run.result().lagging()).isLessThan(0.3);
        assertThat(run.result().exact()).isGreaterThanOrEqualTo(0.98);
        assertThat(run.text()).startsWith("recalibrated 2 batch normalizations on 1,438 rows");
    }

    @Test
    void a_loop_of_ones_own_learns_from_csv_files_and_forgets_no_statistics() throws Exception {
        List<Path> files = csv();
        Printed<Sequential> run = Printed.by(() -> OwnLoop.loop(files.get(0), files.get(1)));
        assertThat(run.text().lines().map(Double::parseDouble)).hasSize(18).allMatch(loss -> loss > 0);
        BatchNormalization norm = (BatchNormalization) run.result().getLayer("batch_normalization");
        assertThat(norm.movingMean().value().toFloats()).doesNotContain(0);
        assertThat(norm.movingVariance().value().toFloats()).doesNotContain(1);
    }

    @Test
    void a_forward_pass_by_hand_learns() throws IOException {
        List<Path> files = csv();
        ForwardByHand program = new ForwardByHand();
        double first = program.train(files.get(0), files.get(1), 1);
        double later = program.train(files.get(0), files.get(1), 15);
        assertThat(later).isLessThan(first / 1.5);
        assertThat(program.norm().movingMean().value().toFloats()).doesNotContain(0);
    }

    @Test
    void an_own_layer_computes_is_configured_and_trains() {
        Tensor y = new OwnLayer.RootMeanSquare().apply(Tensor.of(new float[][] {{3, 4}, {-6, 8}}), false);
        float root = (float) Math.sqrt(12.5);
        assertThat(y.toFloats()).containsExactly(new float[] {3 / root, 4 / root, -3 / root, 4 / root}, within(1e-6f));
        Sequential net = OwnLayer.trained();
        assertThat(net.getLayer(1).config()).containsEntry("epsilon", 1e-5);
        assertThat(net.getLayer(1).weight("scale").value().toFloats()).doesNotContain(1);
        assertThat(net.predict(new float[][] {{1, 6}, {7, 2}}).toFloats())
                .satisfies(p -> assertThat(p[0]).isLessThan(0.5f))
                .satisfies(p -> assertThat(p[1]).isGreaterThan(0.5f));
    }

    @Test
    void an_own_model_learns_a_table() throws Exception {
        assertThat(Printed.by(OwnModel::train).result().get("accuracy")).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void two_inputs_and_two_outputs_learn_together() {
        Logs logs = TwoInputs.train();
        assertThat(logs.names()).containsExactly("loss", "digit_loss", "even_loss", "digit_accuracy", "even_accuracy");
        assertThat(logs.get("digit_accuracy")).isGreaterThanOrEqualTo(0.95);
        assertThat(logs.get("even_accuracy")).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void the_tower_of_the_two_inputs_is_one_layer() {
        Model model = TwoInputs.model();
        assertThat(model.layers().stream().filter(layer -> layer.name().equals("tower")))
                .hasSize(1);
        assertThat(model.summary()).contains("upper[0][0], lower[0][0]", "tower[0][0], tower[1][0]");
    }

    /** Two files of 60 rows: five numbers, and whether the first two are larger than the third. */
    private List<Path> csv() throws IOException {
        Random random = new Random(1);
        List<Path> files = new ArrayList<>();
        for (int file = 0; file < 2; file++) {
            List<String> lines = new ArrayList<>(List.of("a,b,c,d,e,label"));
            for (int row = 0; row < 60; row++) {
                double[] x = random.doubles(5, 0, 6).toArray();
                String numbers = String.format(Locale.ROOT, "%.3f,%.3f,%.3f,%.3f,%.3f", x[0], x[1], x[2], x[3], x[4]);
                lines.add(numbers + "," + (x[0] + x[1] > x[2] + 3 ? 1 : 0));
            }
            files.add(Files.write(folder.resolve("train%d.csv".formatted(file)), lines));
        }
        return files;
    }
}
