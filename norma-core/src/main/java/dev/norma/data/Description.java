package dev.norma.data;

import dev.norma.tensor.Shown;
import java.util.ArrayList;
import java.util.List;

/** Says in sentences what a preparation does. */
final class Description {
    private Description() {}

    static List<String> of(List<FeatureEncoder> features, LabelEncoder label) {
        List<String> sentences = new ArrayList<>();
        List<String> varied = new ArrayList<>();
        List<String> constant = new ArrayList<>();
        for (FeatureEncoder feature : features) {
            if (feature instanceof NumberEncoder numbers) {
                (numbers.deviation() == 0 ? constant : varied).add(numbers.name());
            }
        }
        if (!varied.isEmpty()) {
            sentences.add("%s brought to mean 0 and standard deviation 1: %s."
                    .formatted(
                            varied.size() == 1 ? "1 column of numbers is" : varied.size() + " columns of numbers are",
                            Shown.list(varied)));
        }
        if (!constant.isEmpty()) {
            sentences.add("%s the same number in each training row and %s zeros: %s."
                    .formatted(
                            constant.size() == 1 ? "1 column has" : constant.size() + " columns have",
                            constant.size() == 1 ? "gives" : "give",
                            Shown.list(constant)));
        }
        for (FeatureEncoder feature : features) {
            if (feature instanceof TextEncoder texts) {
                sentences.add("Column %s becomes %s, one for each text: %s."
                        .formatted(
                                Shown.text(texts.name()),
                                Counted.of(texts.width(), "column"),
                                Shown.list(texts.categories())));
            }
        }
        sentences.add(label(label));
        return sentences;
    }

    private static String label(LabelEncoder label) {
        String name = Shown.text(label.name());
        if (label.classes().isEmpty()) {
            return "The label %s is a number.".formatted(name);
        }
        return "The label %s has %s: %s."
                .formatted(
                        name,
                        label.classes().size() == 1
                                ? "1 class only"
                                : label.classes().size() + " classes",
                        Shown.list(label.classes()));
    }
}
