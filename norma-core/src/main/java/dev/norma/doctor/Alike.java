package dev.norma.doctor;

import dev.norma.diagnosis.Fault;
import dev.norma.diagnosis.Finding;
import dev.norma.diagnosis.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings of one kind in several layers, told together.
 *
 * @param first the one that is told in full
 * @param others the same in other layers
 */
record Alike(Finding first, List<Finding> others) {
    private record Kind(Severity severity, Fault fault) {}

    /** Findings grouped by kind, in the order of the first of each. */
    static List<Alike> of(List<Finding> findings) {
        Map<Kind, List<Finding>> kinds = new LinkedHashMap<>();
        for (Finding finding : findings) {
            kinds.computeIfAbsent(new Kind(finding.severity(), finding.fault()), kind -> new ArrayList<>())
                    .add(finding);
        }
        return kinds.values().stream()
                .map(all -> new Alike(all.getFirst(), List.copyOf(all.subList(1, all.size()))))
                .toList();
    }
}
