package dev.norma.doctor;

import static dev.norma.diagnosis.Figures.count;
import static dev.norma.diagnosis.Figures.percent;
import static dev.norma.doctor.Html.number;

import dev.norma.diagnosis.DataSummary;
import dev.norma.diagnosis.Diagnosis;
import dev.norma.diagnosis.Finding;
import dev.norma.diagnosis.LayerDiagnosis;
import dev.norma.diagnosis.OutputGap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/**
 * A diagnosis as one HTML page: what was found first, then a table of all layers, then each layer with its channels. Styles
 * and the script that sorts tables are part of it; a policy in its head forbids everything else.
 */
final class Page {
    private final Diagnosis diagnosis;
    private final Html html = new Html();

    Page(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    String html() {
        html.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
                .raw("style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n")
                .element("title", "", "Doctor's report on " + diagnosis.model())
                .raw("\n<style>\n" + resource("page.css") + "</style>\n</head>\n<body>\n");
        header();
        html.raw("<main>\n");
        findings();
        new LayerTable(diagnosis).write(html);
        for (int i = 0; i < diagnosis.layers().size(); i++) {
            LayerDiagnosis layer = diagnosis.layers().get(i);
            new LayerSection(layer, i).write(html);
        }
        html.raw("</main>\n<footer>Norma's doctor. An examination changes nothing in the model.</footer>\n");
        html.raw("<script>\n" + resource("page.js") + "</script>\n</body>\n</html>\n");
        return html.toString();
    }

    private void header() {
        html.raw("<header>\n<p class=\"kicker\">Doctor&#8217;s report</p>\n")
                .element("h1", "", diagnosis.model())
                .raw("\n<p class=\"verdict\">")
                .element(
                        "strong",
                        "class=\"%s\""
                                .formatted(diagnosis.worst().map(Page::name).orElse("fine")),
                        Verdict.of(diagnosis))
                .raw(" <span>")
                .text(Verdict.scope(diagnosis))
                .raw("</span></p>\n");
        DataSummary data = diagnosis.data();
        if (data != null) {
            data.outputs().forEach(this::gap);
        }
        html.raw("</header>\n");
    }

    /** An output's way from training to inference, in two large numbers where it decides. */
    private void gap(OutputGap gap) {
        html.raw("<dl class=\"gap\">");
        if (!Double.isNaN(gap.accuracyByStored())) {
            figure("right, by the batch", percent(gap.accuracyByBatch()));
            figure("right, in inference", percent(gap.accuracyByStored()));
        }
        if (!Double.isNaN(gap.decisionsChanged())) {
            figure("decisions changed", percent(gap.decisionsChanged()));
        }
        figure("output \u201c%s\u201d is off by".formatted(gap.output()), number(gap.relative()) + " \u03c3");
        html.raw("</dl>\n");
    }

    private void figure(String what, String value) {
        html.raw("<div>").element("dt", "", what).element("dd", "", value).raw("</div>");
    }

    private void findings() {
        html.raw("<section aria-label=\"Findings\">\n");
        if (diagnosis.findings().isEmpty()) {
            html.raw("<p class=\"nothing\">Nothing found: the batch normalizations are as they should be.</p>\n");
        }
        Alike.of(diagnosis.findings()).forEach(this::finding);
        html.raw("</section>\n");
    }

    private void finding(Alike alike) {
        Finding finding = alike.first();
        String severity = name(finding.severity());
        html.raw("<article class=\"finding %s\">\n<h2>".formatted(severity))
                .element("span", "class=\"severity\"", severity)
                .raw(" ")
                .text(finding.fault().title())
                .raw("</h2>\n");
        where(finding);
        html.element("p", "", finding.cause()).raw("\n<dl class=\"numbers\">");
        finding.numbers().forEach((what, value) -> figure(what, number(value)));
        html.raw("</dl>\n");
        remedy(finding.remedy());
        if (!alike.others().isEmpty()) {
            html.raw("<details>")
                    .element(
                            "summary", "", "The same in " + count(alike.others().size(), "more layer", "more layers"));
            alike.others().forEach(other -> {
                where(other);
                html.element("p", "", other.cause()).raw("\n");
            });
            html.raw("</details>\n");
        }
        html.raw("</article>\n");
    }

    /** Code, and the words behind it on a line of their own. */
    private void remedy(String remedy) {
        int words = remedy.indexOf("   //");
        html.raw("<pre><code>").text(words < 0 ? remedy : remedy.substring(0, words));
        if (words >= 0) {
            html.raw("\n").text(remedy.substring(words).strip());
        }
        html.raw("</code></pre>\n");
    }

    private void where(Finding finding) {
        html.raw("<p class=\"where\">")
                .element("a", "href=\"#layer-%d\"".formatted(index(finding)), finding.layer())
                .raw("</p>\n");
    }

    private int index(Finding finding) {
        for (int i = 0; i < diagnosis.layers().size(); i++) {
            if (diagnosis.layers().get(i).path().equals(finding.layer())) {
                return i;
            }
        }
        return 0;
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
