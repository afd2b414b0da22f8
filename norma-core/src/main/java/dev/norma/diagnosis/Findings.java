package dev.norma.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Collects what is found about one layer. */
final class Findings {
    private final String layer;
    private final List<Finding> all = new ArrayList<>();

    Findings(String layer) {
        this.layer = layer;
    }

    /** A finding: its numbers are names and values by turns. */
    void add(Severity severity, Fault fault, String cause, String remedy, Object... numbers) {
        SequencedMap<String, Double> named = new LinkedHashMap<>();
        for (int i = 0; i < numbers.length; i += 2) {
            named.put((String) numbers[i], ((Number) numbers[i + 1]).doubleValue());
        }
        all.add(new Finding(severity, fault, layer, cause, named, remedy));
    }

    boolean has(Fault fault) {
        return all.stream().anyMatch(finding -> finding.fault() == fault);
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
