package dev.norma.initializers;

import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Windows of signal processing under SciPy's names: those that need no parameter, or have a default for it. Symmetric
 * about the middle, with {@code n} from 0 to {@code points - 1}.
 *
 * @see <a href="https://doi.org/10.1109/PROC.1978.10837">Harris (1978), On the use of windows for harmonic analysis with
 *     the discrete Fourier transform</a>
 */
final class Window {
    private static final List<Window> ALL = List.of(
            new Window(points -> n -> 1, "boxcar", "box", "ones", "rect", "rectangular"),
            new Window(cosines(0.5, 0.5), "hann", "han"),
            new Window(cosines(0.54, 0.46), "hamming", "hamm", "ham"),
            new Window(cosines(0.42, 0.5, 0.08), "blackman", "black", "blk"),
            new Window(cosines(0.3635819, 0.4891775, 0.1365995, 0.0106411), "nuttall", "nutl", "nut"),
            new Window(cosines(0.35875, 0.48829, 0.14128, 0.01168), "blackmanharris", "blackharr", "bkh"),
            new Window(
                    cosines(0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368), "flattop", "flat", "flt"),
            new Window(points -> n -> Math.sin(Math.PI / points * (n + 0.5)), "cosine", "halfcosine"),
            new Window(points -> n -> sinc(place(n, points)), "lanczos", "sinc"),
            new Window(points -> n -> 1 - Math.abs(place(n, points)), "bartlett", "bart", "brt"),
            new Window(
                    points -> n -> 1 - Math.abs(2.0 * n - (points - 1)) / (points + points % 2),
                    "triangle",
                    "triang",
                    "tri"),
            new Window(
                    points ->
                            n -> 0.62 - 0.24 * Math.abs(place(n, points)) + 0.38 * Math.cos(Math.PI * place(n, points)),
                    "barthann",
                    "brthan",
                    "bth"),
            new Window(points -> n -> bohman(Math.abs(place(n, points))), "bohman", "bman", "bmn"),
            new Window(points -> n -> parzen(Math.abs(2 * n - (points - 1)), points), "parzen", "parz", "par"),
            new Window(points -> n -> Math.exp(-Math.abs(n - (points - 1) / 2.0)), "exponential", "poisson"),
            new Window(points -> n -> tukey(Math.abs(place(n, points))), "tukey", "tuk"),
            new Window(Taylor::window, "taylor", "taylorwin"));

    /** The values of a symmetric window of so many points, at least 2. */
    private interface Symmetric {
        IntToDoubleFunction of(int points);
    }

    private final Symmetric symmetric;
    private final List<String> names;

    private Window(Symmetric symmetric, String... names) {
        this.symmetric = symmetric;
        this.names = List.of(names);
    }

    /** The window of a name, if there is one. */
    static Optional<Window> named(String name) {
        return ALL.stream().filter(window -> window.names.contains(name)).findFirst();
    }

    /** The first names of all windows. */
    static List<String> known() {
        return ALL.stream().map(window -> window.names.getFirst()).toList();
    }

    /** The window's values; a periodic one is a symmetric one without its last value. */
    double[] values(int length, boolean periodic) {
        if (length == 1) {
            return new double[] {1};
        }
        return IntStream.range(0, length)
                .mapToDouble(symmetric.of(periodic ? length + 1 : length))
                .toArray();
    }

    /** Where n lies between -1, at the first value, and 1, at the last. */
    private static double place(int n, int points) {
        return (2.0 * n - (points - 1)) / (points - 1);
    }

    private static Symmetric cosines(double... factors) {
        return points -> n -> {
            double sum = 0;
            for (int k = 0; k < factors.length; k++) {
                sum += factors[k] * Math.cos(k * Math.PI * place(n, points));
            }
            return sum;
        };
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double bohman(double x) {
        return x == 1 ? 0 : (1 - x) * Math.cos(Math.PI * x) + Math.sin(Math.PI * x) / Math.PI;
    }

    /** Two cubics, which meet half-way: SciPy changes over at half of points - 1, not of points. */
    private static double parzen(int twiceFromMiddle, int points) {
        double x = (double) twiceFromMiddle / points;
        return 2 * twiceFromMiddle <= points - 1 ? 1 - 6 * x * x * (1 - x) : 2 * (1 - x) * (1 - x) * (1 - x);
    }

    /** Half a cosine's period over the outer half, 1 within. */
    private static double tukey(double x) {
        return x <= 0.5 ? 1 : 0.5 * (1 + Math.cos(2 * Math.PI * (x - 0.5)));
    }
}
