package dev.norma.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.data.Dataset;
import dev.norma.diagnosis.Finding;
import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Dense;
import dev.norma.layers.Input;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Weight;
import dev.norma.models.DigitsStory;
import dev.norma.models.Model;
import dev.norma.models.Sequential;
import dev.norma.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the doctor says, in its three forms. */
class ReportTest {
    private static Model program1() {
        Value input = Input.of(2);
        return new Model(input, new BatchNormalization().axis(1).apply(input));
    }

    @Test
    void an_untrained_batch_normalization_is_explained() {
        assertThat(Doctor.examine(program1()).toString()).isEqualTo("""
                Doctor's report on "functional": 1 warning
                1 batch normalization, without data

                warning  statistics never trained: functional/batch_normalization
                  Never trained: output = x / sqrt(1 + epsilon) = 0.9995004 x in inference, by the stored mean 0 and variance 1 that it began with.
                  numbers: stored mean 0, stored variance 1, output / x 1.00
                  fix:     model.fit(data, Fit.epochs(10))   // or model.recalibrate(data)

                functional/batch_normalization
                  axis        axis 1 of [?, 2]: the features of the input
                  channels    2, momentum 0.99, epsilon 0.001
                  training    gamma and beta train, statistics move, training normalizes by the batch
                  statistics  never trained; 5 % of their first error is left after 299 steps, 1 % after 459
                  folding     cannot be folded: the input stands in front, which is no product with a kernel
                """);
    }

    @Test
    void an_examination_changes_nothing() {
        Model model = Patients.trained(Patients.dense(Patients.norm()), Patients.rows(6));
        List<Tensor> before = model.getWeights();
        List<Long> versions = versions(model);
        Doctor.examine(model);
        Doctor.examine(model, Patients.rows(6).batch(32));
        assertThat(versions(model)).isEqualTo(versions);
        for (int i = 0; i < before.size(); i++) {
            assertThat(model.getWeights().get(i).contentEquals(before.get(i))).isTrue();
        }
    }

    private static List<Long> versions(Model model) {
        return model.weights().stream()
                .map(Weight::parameter)
                .map(parameter -> parameter.version())
                .toList();
    }

    @Test
    void json_says_all_that_is_known() {
        Report report = PlantedFaults.lag();
        JsonNode json = JsonMapper.builder().build().readTree(report.json());
        Finding first = report.findings().getFirst();
        assertThat(json.at("/findings/0/id").asString()).isEqualTo("statistics-lag");
        assertThat(json.at("/findings/0/severity").asString()).isEqualTo("error");
        assertThat(json.at("/findings/0/cause").asString()).isEqualTo(first.cause());
        assertThat(json.at("/findings/0/numbers/shift").asDouble())
                .isEqualTo(first.numbers().get("shift"));
        assertThat(json.at("/data/rows").asInt()).isEqualTo(256);
        assertThat(json.at("/layers/0/channels")).hasSize(16);
        assertThat(json.at("/layers/0/channels/3/before/counts")).hasSize(24);
        assertThat(json.at("/layers/0/channels/3/stored_variance").isMissingNode())
                .isTrue();
        assertThat(json.at("/layers/0/channels/3/moving_variance").asDouble())
                .isEqualTo(
                        report.diagnosis().layers().getFirst().channels().get(3).movingVariance());
    }

    @Test
    void json_has_words_for_numbers_that_it_does_not_know() {
        JsonNode json =
                JsonMapper.builder().build().readTree(PlantedFaults.notFinite().json());
        assertThat(json.at("/layers/0/channels/4/moving_mean").asString()).isEqualTo("NaN");
        assertThat(json.at("/layers/0/data/steps_still_needed_within_5_percent").asString())
                .isEqualTo("never");
    }

    private static Report ofNames(String name) {
        return Doctor.examine(new Sequential(
                new InputLayer(3), new Dense(2).name(name), new BatchNormalization().name(name + "_bn")));
    }

    @Test
    void names_move_no_cursor_in_text_and_break_no_JSON() {
        Report report = ofNames("a\u001b[2J\nb\u202e\"\\</script>");
        assertThat(report.text()).contains("a\\u{1b}[2J\\nb\\u{202e}\"\\").doesNotContain("\u001b", "\u202e");
        JsonNode json = JsonMapper.builder().build().readTree(report.json());
        assertThat(json.at("/layers/0/path").asString()).endsWith("a\u001b[2J\nb\u202e\"\\</script>_bn");
        assertThat(report.json()).doesNotContain("\u001b", "</script>");
    }

    @Test
    void a_page_needs_nothing_but_itself() {
        String page = ofNames("<link href=//evil>").html();
        assertThat(page)
                .contains("default-src 'none'", "&lt;link href=//evil&gt;")
                .doesNotContain("<link", "<img", "@import", "url(", "http:", "https:")
                .doesNotContainPattern("(src|href)=\"[^#]");
    }

    @Test
    void on_the_page_the_words_of_a_remedy_stand_below_its_code() {
        assertThat(Doctor.examine(program1()).html())
                .contains("<pre><code>model.fit(data, Fit.epochs(10))\n// or model.recalibrate(data)</code></pre>");
    }

    @Test
    void findings_of_one_kind_are_told_together() {
        Report report = Doctor.examine(DigitsStory.compiled(0.9, 1));
        assertThat(report.findings()).hasSize(2);
        assertThat(report.text())
                .containsOnlyOnce("Never trained")
                .contains("also:    sequential/batch_normalization_1");
        assertThat(report.html()).contains("The same in 1 more layer");
    }

    @Test
    void a_report_is_written_as_its_file_is_called(@TempDir Path folder) throws IOException {
        Report report = Doctor.examine(program1());
        report.write(folder.resolve("r.json"));
        report.write(folder.resolve("r.html"));
        report.write(folder.resolve("r.txt"));
        assertThat(Files.readString(folder.resolve("r.json"))).isEqualTo(report.json());
        assertThat(Files.readString(folder.resolve("r.html"))).isEqualTo(report.html());
        assertThat(Files.readString(folder.resolve("r.txt"))).isEqualTo(report.text());
        assertThatThrownBy(() -> report.write(folder.resolve("r.pdf")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a file that ends in .html, .json or .txt");
    }

    @Test
    void a_model_without_batch_normalization_has_nothing_to_say() {
        Report report = Doctor.examine(new Sequential(new InputLayer(3), new Dense(2)));
        assertThat(report.text()).contains("nothing found", "0 batch normalizations");
        assertThat(report.html()).contains("The model has no batch normalization.");
    }

    @Test
    void a_model_that_is_not_built_is_refused_or_built_by_the_data() {
        Sequential net = new Sequential(new Dense(2).useBias(false), new BatchNormalization());
        assertThatThrownBy(() -> Doctor.examine(net))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be examined yet");
        assertThat(Doctor.examine(net, Patients.rows(6).batch(32)).findings()).hasSize(1);
    }

    @Test
    void data_without_an_end_or_without_rows_or_without_batches_are_refused() {
        Dataset rows = Patients.rows(2);
        assertThatThrownBy(() -> Doctor.examine(program1(), rows.batch(8).repeat()))
                .hasMessageContaining("an examination would never end")
                .hasMessageContaining("data.take(n)");
        assertThatThrownBy(() -> Doctor.examine(program1(), rows.take(0).batch(8)))
                .hasMessageContaining("at least one example");
        assertThatThrownBy(() -> Doctor.examine(program1(), rows)).hasMessageContaining("call batch(n)");
    }
}
