package dev.norma.doctor;

import static dev.norma.diagnosis.Figures.count;
import static dev.norma.diagnosis.Figures.number;

import dev.norma.diagnosis.Figures;
import dev.norma.diagnosis.LayerData;
import dev.norma.diagnosis.LayerDiagnosis;
import dev.norma.diagnosis.MovingAverage;
import dev.norma.diagnosis.Observed;
import java.util.ArrayList;
import java.util.List;

/**
 * A line about a layer that is no finding.
 *
 * @param what what it is about, in a word or two
 * @param said what is so
 */
record LayerFact(String what, String said) {
    /** All that is known about a layer, in lines. */
    static List<LayerFact> of(LayerDiagnosis layer) {
        List<LayerFact> facts = new ArrayList<>();
        facts.add(new LayerFact("axis", layer.axis() + ": " + layer.axisReason()));
        facts.add(new LayerFact("channels", channels(layer)));
        facts.add(new LayerFact("training", layer.freezing()));
        facts.add(new LayerFact("statistics", statistics(layer)));
        LayerData data = layer.data();
        if (data != null) {
            facts.add(new LayerFact("batches", batches(data)));
            facts.addAll(
                    data.notFinite() > 0
                            ? List.of(new LayerFact(
                                    "input", "infinite or not a number, first in batch %d".formatted(data.notFinite())))
                            : distance(layer, data));
        }
        facts.add(new LayerFact("folding", layer.folding()));
        return facts;
    }

    private static String channels(LayerDiagnosis layer) {
        return "%s, momentum %s, epsilon %s%s"
                .formatted(
                        number(layer.channels().size()),
                        layer.momentum(),
                        layer.epsilon(),
                        layer.calls() == 1 ? "" : ", called %d times".formatted(layer.calls()));
    }

    private static String statistics(LayerDiagnosis layer) {
        String age = !layer.trained()
                ? "never trained"
                : layer.updates() > 1
                        ? count(layer.updates(), "update", "updates") + " seen"
                        : "trained, for how long is not known";
        return age + "; "
                + steps(
                        layer.stepsWithin5(),
                        layer.stepsWithin1(),
                        "5 %% of their first error is left after %s steps, 1 %% after %s");
    }

    private static String batches(LayerData data) {
        return "%s values per channel (fewest %s), means scatter by %s standard deviations"
                .formatted(
                        number(Math.rint(data.valuesPerChannel())),
                        number(Math.rint(data.fewestPerChannel())),
                        number(data.noise()));
    }

    private static List<LayerFact> distance(LayerDiagnosis layer, LayerData data) {
        return List.of(
                new LayerFact(
                        "distance",
                        "stored mean off by %s standard deviations, stored variance %s times the data's (medians)"
                                .formatted(
                                        number(layer.median(Observed::distance)),
                                        number(layer.median(Observed::ratio)))),
                new LayerFact(
                        "shift",
                        "%s standard deviations by these statistics; output %s off in inference"
                                .formatted(number(data.shift()), number(data.outputGap()))),
                new LayerFact(
                        "still needs",
                        steps(
                                data.stepsWithin5(),
                                data.stepsWithin1(),
                                "%s steps to be within 5 %% of a standard deviation, %s within 1 %%")));
    }

    private static String steps(long within5, long within1, String said) {
        return within1 == MovingAverage.NEVER
                ? "no number of steps moves them"
                : said.formatted(Figures.steps(within5), Figures.steps(within1));
    }
}
