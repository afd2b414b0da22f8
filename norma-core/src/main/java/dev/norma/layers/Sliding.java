package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.config.Options;
import dev.norma.graph.Padding;
import dev.norma.ops.DataFormat;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options of layers that slide a window: strides, padding, where the channels are. */
final class Sliding {
    private final int rank;
    final Option<List<Integer>> strides;
    final Option<String> padding;
    final Option<@Nullable String> dataFormat;

    Sliding(Options options, int rank) {
        this.rank = rank;
        this.strides = options.declare("strides", OptionType.INTEGERS, Collections.nCopies(rank, 1), each(rank));
        this.padding = options.option(
                "padding", "valid", rank == 1 ? Check.oneOf("valid", "same", "causal") : Check.oneOf("valid", "same"));
        this.dataFormat = format(options);
    }

    /** As many positive integers as there are spatial axes, or one for all. */
    static Check<List<Integer>> each(int rank) {
        return new Check<>(
                rank == 1 ? "an integer above 0" : "%d integers above 0, or one for all".formatted(rank),
                list -> (list.size() == 1 || list.size() == rank)
                        && list.stream().allMatch(n -> n > 0));
    }

    static Option<@Nullable String> format(Options options) {
        return options.optional(
                "dataFormat", OptionType.TEXT, "channels_last", Check.oneOf("channels_last", "channels_first"));
    }

    static int[] spread(List<Integer> given, int rank) {
        int[] all = new int[rank];
        for (int i = 0; i < rank; i++) {
            all[i] = given.size() == 1 ? given.getFirst() : given.get(i);
        }
        return all;
    }

    int[] strides() {
        return spread(strides.get(), rank);
    }

    /** The padding; a causal one puts all that the dilated window needs in front. */
    Padding padding(int size, int dilation) {
        return padding.get().equals("causal")
                ? new Padding.Explicit(List.of((size - 1) * dilation), List.of(0))
                : Padding.named(padding.get());
    }

    DataFormat format() {
        return format(dataFormat);
    }

    static DataFormat format(Option<@Nullable String> option) {
        String name = option.get();
        return name == null ? DataFormat.CHANNELS_LAST : DataFormat.named(name);
    }
}
