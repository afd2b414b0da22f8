package dev.norma.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the name that somebody probably meant. */
final class Nearest {
    private Nearest() {}

    /** A question such as {@code did you mean "iris"?}, or what else to do where no name is near. */
    static String hint(String given, Collection<String> names, String otherwise) {
        String asked = given.substring(0, Math.min(given.length(), 100)).toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(name -> name.length() <= 100)
                .min(Comparator.comparingInt(name -> distance(asked, name.toLowerCase(Locale.ROOT))))
                .filter(name -> distance(asked, name.toLowerCase(Locale.ROOT)) <= Math.max(1, name.length() / 3))
                .map(name -> "did you mean %s?".formatted(Excerpt.of(name)))
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
