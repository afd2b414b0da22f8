package dev.norma.graph;

import dev.norma.tensor.Complaint;
import java.util.List;

/** What is put around the spatial axes before a window slides over them. */
public sealed interface Padding {
    /** Nothing: the window stays inside. */
    Padding VALID = new Valid();

    /** As much as makes the result {@code ceil(size / stride)} long, the larger half behind. */
    Padding SAME = new Same();

    /** Keras' name: {@code "valid"} or {@code "same"}. */
    static Padding named(String name) {
        return switch (name) {
            case "valid" -> VALID;
            case "same" -> SAME;
            default ->
                throw new Complaint(
                                "there is no padding of this name",
                                "\"valid\" or \"same\"",
                                "\"" + name + "\"",
                                "use one of them")
                        .asArgument();
        };
    }

    /** Nothing. */
    record Valid() implements Padding {
        @Override
        public String toString() {
            return "valid";
        }
    }

    /** To {@code ceil(size / stride)}. */
    record Same() implements Padding {
        @Override
        public String toString() {
            return "same";
        }
    }

    /** So many positions in front of and behind each spatial axis. */
    record Explicit(List<Integer> low, List<Integer> high) implements Padding {
        /** Keeps copies of its parts. */
        public Explicit {
            low = List.copyOf(low);
            high = List.copyOf(high);
        }

        @Override
        public String toString() {
            return low + "/" + high;
        }
    }
}
