package dev.norma;

import static java.util.stream.Collectors.toSet;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which package may use which: any floor below its own, and packages of its own floor that its package-info names after the words
 * "stands on". Names of packages leave out {@code dev.norma}.
 */
final class Floors {
    /** Floors by the first part of a package's name. */
    private static final Map<String, Integer> FLOORS = Map.ofEntries(
            Map.entry("tensor", 0),
            Map.entry("graph", 0),
            Map.entry("ops", 0),
            Map.entry("autodiff", 1),
            Map.entry("optimize", 1),
            Map.entry("runtime", 1),
            Map.entry("config", 2),
            Map.entry("initializers", 2),
            Map.entry("regularizers", 2),
            Map.entry("constraints", 2),
            Map.entry("activations", 2),
            Map.entry("layers", 2),
            Map.entry("losses", 2),
            Map.entry("metrics", 2),
            Map.entry("optimizers", 2),
            Map.entry("data", 2),
            Map.entry("backend", 2),
            Map.entry("training", 3),
            Map.entry("diagnosis", 3),
            Map.entry("models", 4),
            Map.entry("doctor", 4),
            Map.entry("keras", 5),
            Map.entry("tf1", 5),
            Map.entry("plot", 5));

    private static final Pattern STANDS_ON =
            Pattern.compile("stands on ((?:[^.;]|\\.(?=\\S))*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("\\{@code ([a-z0-9.]+)}");
    private static final Pattern FLOOR = Pattern.compile("Floor (\\d)");

    private Floors() {}

    /** The floor of a package, which design.md gives. */
    static int of(String name) {
        Integer floor = FLOORS.get(name.replaceFirst("\\..*", ""));
        if (floor == null) {
            throw new AssertionError("package " + name + " has no floor: give it one in " + Floors.class.getName());
        }
        return floor;
    }

    /** The floor that a package-info says. */
    static int said(String packageInfo) {
        Matcher matcher = FLOOR.matcher(words(packageInfo));
        if (!matcher.find()) {
            throw new AssertionError("says no floor: " + packageInfo);
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** The packages that a package-info says its package stands on. */
    static Set<String> standsOn(String packageInfo) {
        return STANDS_ON
                .matcher(words(packageInfo))
                .results()
                .flatMap(sentence -> NAME.matcher(sentence.group(1)).results())
                .map(name -> name.group(1))
                .collect(toSet());
    }

    /** Whether a package that stands on the named ones may use another. A name may be the last part of it. */
    static boolean allow(String user, Set<String> standsOn, String used) {
        if (of(used) == of(user)) {
            return standsOn.stream().anyMatch(name -> used.equals(name) || used.endsWith("." + name));
        }
        return of(used) < of(user);
    }

    /** The text of a comment without line ends and the stars that follow them. */
    private static String words(String comment) {
        return comment.replaceAll("\\s*\\R\\s*\\*?\\s*", " ");
    }
}
