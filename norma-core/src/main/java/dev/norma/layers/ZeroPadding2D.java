package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.graph.Value;
import dev.norma.ops.DataFormat;
import dev.norma.ops.Ops;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Zeros around images. */
public final class ZeroPadding2D extends Configured<ZeroPadding2D> {
    private final Option<List<List<Integer>>> padding = options()
            .declare(
                    "padding",
                    OptionType.of("an integer, two, or two pairs", ZeroPadding2D::read, all -> all),
                    List.of(List.of(1, 1), List.of(1, 1)),
                    Check.any());
    private final Option<@Nullable String> dataFormat = Sliding.format(options());

    /** One row and one column of zeros on each side. */
    public ZeroPadding2D() {}

    /** As many rows and columns on each side. */
    public ZeroPadding2D(int all) {
        this(all, all, all, all);
    }

    /** As many rows above and below, as many columns on either side. */
    public ZeroPadding2D(int rows, int columns) {
        this(rows, rows, columns, columns);
    }

    /** Rows above and below, columns to the left and right. */
    public ZeroPadding2D(int top, int bottom, int left, int right) {
        padding(top, bottom, left, right);
    }

    /** Sets rows above and below, columns to the left and right: 1 each unless set. */
    public ZeroPadding2D padding(int top, int bottom, int left, int right) {
        return set(padding, List.of(List.of(top, bottom), List.of(left, right)));
    }

    /** Sets where the channels are: {@code "channels_last"} (unless set) or {@code "channels_first"}. */
    public ZeroPadding2D dataFormat(String name) {
        return set(dataFormat, name);
    }

    private static @Nullable List<List<Integer>> read(Object given) {
        if (given instanceof List<?> both && both.size() == 2) {
            List<Integer> rows = side(both.get(0));
            List<Integer> columns = side(both.get(1));
            return rows == null || columns == null ? null : List.of(rows, columns);
        }
        List<Integer> all = side(given);
        return all == null ? null : List.of(all, all);
    }

    private static @Nullable List<Integer> side(@Nullable Object given) {
        List<Integer> pair = given == null ? null : OptionType.INTEGERS.read(given);
        if (pair == null || pair.size() > 2 || pair.stream().anyMatch(n -> n < 0)) {
            return null;
        }
        return pair.size() == 1 ? List.of(pair.getFirst(), pair.getFirst()) : pair;
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        Checks.exactRank(className(), 4, inputs.only().shape());
        long[] rows = pair(padding.get().get(0));
        long[] columns = pair(padding.get().get(1));
        long[] none = {0, 0};
        boolean last = Sliding.format(dataFormat) == DataFormat.CHANNELS_LAST;
        return Ops.pad(
                inputs.only(),
                last ? new long[][] {none, rows, columns, none} : new long[][] {none, none, rows, columns});
    }

    private static long[] pair(List<Integer> pair) {
        return new long[] {pair.get(0), pair.get(1)};
    }
}
