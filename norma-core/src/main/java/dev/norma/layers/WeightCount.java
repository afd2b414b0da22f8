package dev.norma.layers;

import java.util.ArrayList;
import java.util.List;

/** Which settings give a batch normalization how many weights: two, one for each of scale and center, three for renorm. */
record WeightCount(boolean scale, boolean center, boolean renorm) {
    private int weights() {
        return 2 + (scale ? 1 : 0) + (center ? 1 : 0) + (renorm ? 3 : 0);
    }

    private int differences(WeightCount other) {
        return (scale == other.scale ? 0 : 1) + (center == other.center ? 0 : 1) + (renorm == other.renorm ? 0 : 1);
    }

    private String against(WeightCount own) {
        List<String> settings = new ArrayList<>();
        if (scale != own.scale) {
            settings.add("scale=" + scale);
        }
        if (center != own.center) {
            settings.add("center=" + center);
        }
        if (renorm != own.renorm) {
            settings.add("renorm=" + renorm);
        }
        return String.join(" and ", settings);
    }

    /** The fewest other settings that give this many weights, as an end of a sentence; empty if none do. */
    static String explain(int given, boolean scale, boolean center, boolean renorm) {
        WeightCount own = new WeightCount(scale, center, renorm);
        List<WeightCount> fitting =
                all().stream().filter(one -> one.weights() == given).toList();
        int fewest = fitting.stream().mapToInt(own::differences).min().orElse(0);
        List<String> settings = fitting.stream()
                .filter(one -> own.differences(one) == fewest)
                .map(one -> one.against(own))
                .toList();
        return settings.isEmpty()
                ? ""
                : "; a layer with %s has %d weights".formatted(String.join(", or ", settings), given);
    }

    private static List<WeightCount> all() {
        List<WeightCount> all = new ArrayList<>();
        for (int bits = 0; bits < 8; bits++) {
            all.add(new WeightCount((bits & 1) == 0, (bits & 2) == 0, (bits & 4) != 0));
        }
        return all;
    }
}
