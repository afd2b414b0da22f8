package dev.norma.golden;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Tolerances that are written beside cases, each with its reason. */
final class GoldenTolerances {
    private static final class Read {
        @SuppressWarnings("unchecked")
        static final List<Map<String, Object>> ALL =
                JsonMapper.builder().build().readValue(GoldenFiles.bytes("tolerances.json"), List.class);
    }

    private GoldenTolerances() {}

    /** The relative bound in float64 of a case; 0 where none is written. */
    static double relative64(String golden) {
        return Read.ALL.stream()
                .filter(tolerance -> golden.matches((String) tolerance.get("cases")))
                .mapToDouble(tolerance -> ((Number) tolerance.get("relative64")).doubleValue())
                .max()
                .orElse(0);
    }
}
