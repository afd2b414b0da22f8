package dev.norma.diagnosis;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the batch normalizations of a network.
 *
 * @param model the network's name
 * @param layers its batch normalizations, in the order in which they run
 * @param findings what was found, the worst first
 * @param data on what data; null where there were none
 */
public record Diagnosis(
        String model,
        List<LayerDiagnosis> layers,
        List<Finding> findings,
        @Nullable DataSummary data) {
    /** Keeps copies of its parts. */
    public Diagnosis {
        layers = List.copyOf(layers);
        findings = List.copyOf(findings);
    }

    /** The worst severity among the findings; empty if nothing was found. */
    public Optional<Severity> worst() {
        return findings.stream().map(Finding::severity).max(Severity::compareTo);
    }

    /** The findings about one layer, the worst first. */
    public List<Finding> of(LayerDiagnosis layer) {
        return findings.stream()
                .filter(finding -> finding.layer().equals(layer.path()))
                .toList();
    }
}
