package dev.norma.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Dense;
import dev.norma.layers.InputLayer;
import dev.norma.layers.ReLU;
import dev.norma.models.DigitsStory;
import dev.norma.models.Model;
import dev.norma.models.Sequential;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser: it is drawn, its tables sort, it fits a phone, and nothing fails. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenedPageTest {
    /** A name that would take over a page that does not escape it. */
    private static final String HOSTILE =
            "\"><img src=x onerror=document.title='owned'><script>document.title='owned'</script>";

    private Map<String, String> seen = Map.of();
    private Browser.Opened opened = new Browser.Opened("", List.of());

    @BeforeAll
    void open_the_page(@TempDir Path folder) throws Exception {
        Browser browser = Browser.orSkip();
        String page = Doctor.examine(patient(), Patients.rows(6).batch(32)).html();
        Path probe = Files.writeString(folder.resolve("probe.html"), probe(page));
        opened = browser.open(probe, folder);
        seen = seen(opened.elements());
    }

    private static Model patient() {
        Sequential net = new Sequential().name(HOSTILE);
        net.add(new InputLayer(6))
                .add(new Dense(16).useBias(false).name(HOSTILE + 1))
                .add(new BatchNormalization().name(HOSTILE + 2))
                .add(new ReLU())
                .add(new Dense(64).useBias(false))
                .add(new BatchNormalization())
                .add(new ReLU())
                .add(new Dense(Patients.CLASSES).name(HOSTILE + 3));
        return Patients.fitted(Patients.compiled(net), Patients.rows(6).batch(32), 3);
    }

    /** The page in two frames, one as wide as a phone, and a script that presses and measures. */
    private static String probe(String page) throws IOException {
        try (InputStream script =
                Objects.requireNonNull(OpenedPageTest.class.getResourceAsStream("probe.html"), "probe.html")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("PAGE", page.replace("&", "&amp;").replace("\"", "&quot;"));
        }
    }

    private static Map<String, String> seen(String elements) {
        String state = elements.substring(elements.indexOf("id=\"seen\">") + 10);
        Map<String, String> seen = new TreeMap<>();
        state.substring(0, state.indexOf("</pre>")).lines().forEach(line -> {
            String[] parts = line.split(": ", 2);
            seen.put(parts[0], parts[1]);
        });
        return seen;
    }

    private double number(String name) {
        return Double.parseDouble(seen.get(name));
    }

    private double[] numbers(String name) {
        return Arrays.stream(seen.get(name).split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void nothing_is_said_on_the_console() {
        assertThat(opened.console()).isEmpty();
    }

    @Test
    void it_is_drawn() {
        assertThat(number("height")).isGreaterThan(1000);
        assertThat(number("figures")).isEqualTo(24);
        assertThat(number("drawn bars")).isEqualTo(48);
        assertThat(number("drawn curves")).isEqualTo(48);
        assertThat(seen.get("ink")).isNotEqualTo(seen.get("paper"));
    }

    @Test
    void numbers_sort_downwards_first_and_then_upwards() {
        assertThat(seen).containsEntry("sort state", "none,descending,ascending");
        assertThat(numbers("first press")).hasSize(64).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(numbers("second press")).isSorted().hasSize(64);
    }

    @Test
    void names_sort_upwards_first() {
        assertThat(seen.get("names").split("\\|")).hasSize(2).isSorted();
    }

    @Test
    void it_is_as_wide_as_a_phone() {
        assertThat(number("phone width")).isEqualTo(390);
        assertThat(number("phone content")).isLessThanOrEqualTo(390);
        assertThat(number("smallest text")).isGreaterThanOrEqualTo(12);
    }

    @Test
    void a_name_is_text_and_nothing_else() {
        assertThat(number("images")).isZero();
        assertThat(number("scripts")).isEqualTo(1);
        assertThat(seen.get("title")).isEqualTo("still mine");
        assertThat(seen.get("heading")).contains("onerror=");
    }

    @Test
    void it_is_dark_where_the_reader_wants_it_dark(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(
                folder.resolve("page.html"),
                Doctor.examine(DigitsStory.compiled(0.9, 1)).html()
                        + "<pre id=\"seen\"></pre><script>document.getElementById('seen').textContent = 'paper: '"
                        + " + getComputedStyle(document.body).backgroundColor</script>");
        Browser browser = Browser.orSkip();
        String light = seen(browser.open(page, folder, "--blink-settings=preferredColorScheme=1")
                        .elements())
                .get("paper");
        String dark = seen(browser.open(page, folder, "--blink-settings=preferredColorScheme=0")
                        .elements())
                .get("paper");
        assertThat(light).isEqualTo("rgb(255, 255, 255)");
        assertThat(dark).isEqualTo("rgb(21, 23, 26)");
    }
}
