package dev.norma.data;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.Shown;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which columns become which tensors, checked before any file is opened. */
final class CsvPlan {
    private final List<CsvColumns> groups;
    private final boolean byName;

    CsvPlan(List<CsvColumns> groups, boolean header) {
        this.groups = groups;
        this.byName = groups.stream().anyMatch(group -> !group.columns().isEmpty());
        if (byName && groups.stream().anyMatch(group -> group.columns().isEmpty())) {
            throw error("decode takes columns by number or by name, not both", "names for all, or numbers for all");
        }
        if (byName && !header) {
            throw error("columns have names only where files have a header", "header() before decode, or numbers");
        }
        if (groups.stream().noneMatch(group -> group.role() == CsvColumns.Role.FEATURES)) {
            throw error("decode needs features", "columns for features(...) among the others");
        }
        checkKeys();
        groups.forEach(CsvPlan::checkDefault);
    }

    private static void checkDefault(CsvColumns group) {
        String missing = group.missing();
        if (missing == null || group.role() == CsvColumns.Role.SKIPPED || CsvDecoder.takes(group, missing)) {
            return;
        }
        throw new Complaint(
                        "%s cannot have this value for missing cells".formatted(text(group)),
                        group.classes().isEmpty()
                                ? "a finite number that %s holds".formatted(group.dtype())
                                : "one of " + Shown.list(group.classes()),
                        Shown.text(missing),
                        "give orElse(...) such a value, or let a missing cell be an error")
                .asArgument();
    }

    private void checkKeys() {
        Set<String> seen = new HashSet<>();
        for (CsvColumns group : groups) {
            String key = group.role() == CsvColumns.Role.WEIGHT ? "the weight" : group.role() + " " + group.key();
            if (group.role() != CsvColumns.Role.SKIPPED && !seen.add(key)) {
                throw error(
                        "decode has two tensors of one name",
                        "one weight, and a name of its own for each tensor: features(2).named(\"wide\")");
            }
        }
    }

    private IllegalArgumentException error(String what, String expected) {
        List<String> given = groups.stream().map(CsvPlan::text).toList();
        return new Complaint(
                        what, expected, given.isEmpty() ? "nothing" : String.join(", ", given), "change decode(...)")
                .asArgument();
    }

    private static String text(CsvColumns group) {
        String columns = group.columns().isEmpty() ? Integer.toString(group.count()) : Shown.list(group.columns());
        return switch (group.role()) {
            case FEATURES -> "features(%s)".formatted(columns);
            case LABEL -> "label(%s)".formatted(columns);
            case WEIGHT -> "weight(%s)".formatted(columns);
            case SKIPPED -> "skip(%s)".formatted(columns);
        };
    }

    /** How the rows of a file are decoded; {@code names} are those of its header, or empty. */
    CsvDecoder decoder(String file, List<String> names, CsvRow first) {
        long width = groups.stream().mapToLong(CsvColumns::count).sum();
        if (!byName && first.size() != width) {
            throw new DataException(
                    Place.line(file, first.line()),
                    "this row does not have the columns that decode names",
                    "%s: %s"
                            .formatted(
                                    Counted.of(width, "cell"),
                                    String.join(
                                            ", ",
                                            groups.stream().map(CsvPlan::text).toList())),
                    Counted.of(first.size(), "cell"),
                    "name all columns in decode, skip(n) those that are not used; or check the delimiter");
        }
        int[][] places = new int[groups.size()][];
        int next = 0;
        for (int g = 0; g < places.length; g++) {
            places[g] = new int[groups.get(g).count()];
            for (int i = 0; i < places[g].length; i++) {
                places[g][i] =
                        byName ? place(file, names, groups.get(g).columns().get(i)) : next++;
            }
        }
        return new CsvDecoder(file, names, groups, places, first.size());
    }

    private static int place(String file, List<String> names, String asked) {
        int place = names.indexOf(asked);
        if (place < 0) {
            throw UnknownColumn.error(file, asked, names);
        }
        return place;
    }
}
