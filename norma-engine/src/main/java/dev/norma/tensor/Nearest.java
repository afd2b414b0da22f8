package dev.norma.tensor;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant, for errors. */
public final class Nearest {
    private static final int LONGEST = 100;

    private Nearest() {}

    /**
     * The name that differs least from the given one, upper and lower case taken as equal; empty if all differ much, as names of one
     * letter always do.
     */
    public static Optional<String> to(String given, Collection<String> names) {
        String asked = given.substring(0, Math.min(given.length(), LONGEST)).toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(name -> name.length() <= LONGEST)
                .min(Comparator.comparingInt(name -> distance(asked, name.toLowerCase(Locale.ROOT))))
                .filter(name -> distance(asked, name.toLowerCase(Locale.ROOT))
                        <= (name.length() == 1 ? 0 : Math.max(1, name.length() / 3)));
    }

    /** A question such as {@code did you mean "iris"?}, or what else to do where no name is near. */
    public static String hint(String given, Collection<String> names, String otherwise) {
        return to(given, names)
                .map(name -> "did you mean %s?".formatted(Shown.text(name)))
                .orElse(otherwise);
    }

    /** How many characters must be added, left out, exchanged, or swapped with their neighbour (Damerau, 1964). */
    private static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : cheapest(steps, a, b, i, j);
            }
        }
        return steps[a.length()][b.length()];
    }

    private static int cheapest(int[][] steps, String a, String b, int i, int j) {
        int exchanged = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(exchanged, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
    }
}
