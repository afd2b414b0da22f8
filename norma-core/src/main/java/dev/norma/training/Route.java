package dev.norma.training;

import dev.norma.runtime.Backend;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Program;
import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The way that batches of one kind take into the launcher of their step: found once, then gone without maps or lists. */
final class Route {
    private final Mode mode;
    private final Backend backend;
    private final FeedTypes types;
    private final Stop[] features;
    private final Stop[] labels;
    private final @Nullable Stop weight;
    private final Launcher launcher;
    private volatile boolean used;

    /**
     * A tensor of a batch.
     *
     * @param key its name in the batch
     * @param given its type there, with the batch axis open
     * @param fed the element type that the program takes
     * @param rank the rank that it takes: a last axis of size 1 may come or go
     */
    record Stop(String key, TensorType given, DType fed, int rank) {}

    /** A batch on its route: what is fed, in the order of the program. */
    record Feeding(Route route, Tensor[] tensors) {
        List<Tensor> run() {
            return route.launcher.run(Arrays.asList(tensors));
        }

        Program program() {
            return route.launcher.program();
        }

        void compile() {
            route.launcher.executable(Arrays.asList(tensors));
        }

        Tensor label(int i) {
            return tensors[route.features.length + i];
        }

        int labels() {
            return route.labels.length;
        }

        /** Whose step it is. */
        String model() {
            return route.launcher.purpose().model();
        }

        /** How many rows there are; 1 where the first feature has none. */
        long rows() {
            return tensors[0].rank() == 0 ? 1 : tensors[0].shape().dim(0);
        }
    }

    Route(
            Mode mode,
            Backend backend,
            FeedTypes types,
            List<Stop> features,
            List<Stop> labels,
            @Nullable Stop weight,
            Launcher launcher) {
        this.mode = mode;
        this.backend = backend;
        this.types = types;
        this.features = features.toArray(Stop[]::new);
        this.labels = labels.toArray(Stop[]::new);
        this.weight = weight;
        this.launcher = launcher;
    }

    /** The launcher, if it takes feeds of these types in this mode on this back end; else null. */
    @Nullable
    Launcher launcher(Mode how, Backend on, FeedTypes feeds) {
        return how == mode && on == backend && feeds.equals(types) ? launcher : null;
    }

    /** Retires the launcher if none of these routes leads to it. */
    void retireUnlessShared(List<Route> others) {
        if (others.stream().noneMatch(other -> other.launcher == launcher)) {
            launcher.retire();
        }
    }

    /** Whether a batch has taken it since this was asked last. */
    boolean forgetUse() {
        boolean was = used;
        used = false;
        return was;
    }

    /** The batch on this route; null if it is of another kind. */
    @Nullable
    Feeding take(
            Mode how,
            Backend on,
            SequencedMap<String, Tensor> x,
            SequencedMap<String, Tensor> y,
            @Nullable Tensor sampleWeight) {
        if (how != mode
                || on != backend
                || x.size() != features.length
                || y.size() != labels.length
                || (sampleWeight == null) != (weight == null)) {
            return null;
        }
        Tensor[] fed = new Tensor[features.length + labels.length + (weight == null ? 0 : 1)];
        boolean suits = fill(fed, 0, features, x) && fill(fed, features.length, labels, y);
        if (suits && weight != null && sampleWeight != null) {
            suits = weight.given().accepts(sampleWeight.type());
            fed[fed.length - 1] = sampleWeight.cast(weight.fed());
        }
        if (!suits) {
            return null;
        }
        if (!used) { // many threads come here: they share the line of memory as long as nobody writes
            used = true;
        }
        return new Feeding(this, fed);
    }

    private static boolean fill(Tensor[] fed, int from, Stop[] stops, SequencedMap<String, Tensor> tensors) {
        for (int i = 0; i < stops.length; i++) {
            Tensor tensor = tensors.get(stops[i].key());
            if (tensor == null || !stops[i].given().accepts(tensor.type())) {
                return false;
            }
            try {
                fed[from + i] = Feeds.cast(Feeds.inRank(tensor, stops[i].rank()), stops[i].fed());
            } catch (DTypeException wrong) {
                return false; // who makes a new route says so, with the name of the input
            }
        }
        return true;
    }
}
