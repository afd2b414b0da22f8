package dev.norma.doctor;

import static dev.norma.diagnosis.Figures.number;
import static dev.norma.diagnosis.Figures.percent;

import dev.norma.diagnosis.DataSummary;
import dev.norma.diagnosis.Diagnosis;
import dev.norma.diagnosis.Finding;
import dev.norma.diagnosis.LayerDiagnosis;
import dev.norma.diagnosis.OutputGap;
import dev.norma.tensor.Shown;
import java.util.Locale;
import java.util.stream.Collectors;

/** A diagnosis in lines: the findings first, then what is known about each layer. */
final class TextReport {
    /** No line is longer than this; what is, is cut. */
    private static final int LONGEST = 4000;

    private final Diagnosis diagnosis;
    private final StringBuilder text = new StringBuilder();

    TextReport(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    String text() {
        DataSummary data = diagnosis.data();
        line("Doctor's report on \"%s\": %s".formatted(diagnosis.model(), Verdict.of(diagnosis)));
        line(Verdict.scope(diagnosis));
        Alike.of(diagnosis.findings()).forEach(this::finding);
        if (data != null) {
            line("");
            data.outputs().forEach(this::output);
        }
        diagnosis.layers().forEach(this::layer);
        return text.toString();
    }

    private void finding(Alike alike) {
        Finding finding = alike.first();
        line("");
        line("%-7s  %s: %s"
                .formatted(
                        finding.severity().name().toLowerCase(Locale.ROOT),
                        finding.fault().title(),
                        finding.layer()));
        line("  " + finding.cause());
        line("  numbers: " + numbers(finding));
        line("  fix:     " + finding.remedy());
        alike.others().forEach(other -> line("  also:    %s: %s".formatted(other.layer(), numbers(other))));
    }

    private static String numbers(Finding finding) {
        return finding.numbers().entrySet().stream()
                .map(entry -> entry.getKey() + " " + number(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private void output(OutputGap gap) {
        StringBuilder said = new StringBuilder("output \"%s\": in inference %s".formatted(gap.output(), gap.inWords()));
        if (!Double.isNaN(gap.decisionsChanged())) {
            said.append(", %s of the decisions are others".formatted(percent(gap.decisionsChanged())));
        }
        if (!Double.isNaN(gap.accuracyByStored())) {
            said.append(", right: %s by the batch, %s in inference"
                    .formatted(percent(gap.accuracyByBatch()), percent(gap.accuracyByStored())));
        }
        line(said.toString());
    }

    private void layer(LayerDiagnosis layer) {
        line("");
        line(layer.path());
        LayerFact.of(layer).forEach(fact -> line("  %-12s%s".formatted(fact.what(), fact.said())));
    }

    private void line(String line) {
        text.append(Shown.plain(line, LONGEST)).append('\n');
    }
}
