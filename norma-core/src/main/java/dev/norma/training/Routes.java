package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.runtime.Backend;
import dev.norma.runtime.Backends;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Program;
import dev.norma.runtime.Purpose;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The routes of batches into programs: one is drawn for each mode, types of feeds and back end. Safe to use from many threads. */
final class Routes {
    /** How many kinds of batches are kept; the oldest that was not used lately goes first. */
    private static final int KEPT = 64;

    private static final SequencedMap<String, Tensor> NONE =
            Collections.unmodifiableSequencedMap(new LinkedHashMap<>());

    private final Feeds feeds;
    private final String model;
    private final Drawing drawing;
    private volatile List<Route> known = List.of();

    /** Draws the program of a step for batches of these types. */
    interface Drawing {
        /**
         * The program, over feeds in the order of the types.
         *
         * @param labels of the batch that needs it, in this order
         */
        Program draw(Mode mode, FeedTypes types, List<Tensor> labels);
    }

    /**
     * No routes yet.
     *
     * @param model whose programs they lead to, for recordings of events
     */
    Routes(Feeds feeds, String model, Drawing drawing) {
        this.feeds = feeds;
        this.model = model;
        this.drawing = drawing;
    }

    /** A batch on its way into a step. */
    Route.Feeding feed(Mode mode, Batch batch) {
        return feed(mode, batch.features(), batch.labels(), batch.sampleWeight().orElse(null));
    }

    /** Features on their way into a prediction. */
    Route.Feeding feed(SequencedMap<String, Tensor> features) {
        return feed(Mode.PREDICT, features, NONE, null);
    }

    private Route.Feeding feed(
            Mode mode, SequencedMap<String, Tensor> x, SequencedMap<String, Tensor> y, @Nullable Tensor weight) {
        Backend backend = Backends.current();
        Route.Feeding found = find(mode, backend, x, y, weight);
        return found != null ? found : draw(mode, backend, x, y, weight);
    }

    private Route.@Nullable Feeding find(
            Mode mode,
            Backend backend,
            SequencedMap<String, Tensor> x,
            SequencedMap<String, Tensor> y,
            @Nullable Tensor weight) {
        List<Route> routes = known;
        for (int i = 0; i < routes.size(); i++) {
            Route.Feeding feeding = routes.get(i).take(mode, backend, x, y, weight);
            if (feeding != null) {
                return feeding;
            }
        }
        return null;
    }

    private synchronized Route.Feeding draw(
            Mode mode,
            Backend backend,
            SequencedMap<String, Tensor> x,
            SequencedMap<String, Tensor> y,
            @Nullable Tensor weight) {
        Route.Feeding meanwhile = find(mode, backend, x, y, weight);
        if (meanwhile != null) {
            return meanwhile;
        }
        SequencedMap<String, Tensor> features = feeds.features(x);
        SequencedMap<String, Tensor> labels = feeds.labels(y);
        FeedTypes types = Feeds.types(features, labels, weight == null ? null : weight.cast(DType.FLOAT32));
        Route route = new Route(
                mode,
                backend,
                types,
                stops(feeds.featureKeys(x), x, features),
                stops(feeds.labelKeys(y), y, labels),
                weight == null ? null : new Route.Stop("", FeedTypes.open(weight.type()), DType.FLOAT32, weight.rank()),
                launcher(mode, backend, types, List.copyOf(labels.values())));
        Deque<Route> more = new ArrayDeque<>(known);
        Route gone = more.size() < KEPT ? null : leastUsed(more);
        more.add(route);
        Route.Feeding first = Objects.requireNonNull(route.take(mode, backend, x, y, weight));
        route.forgetUse(); // that it was drawn does not tell that it is used again
        known = List.copyOf(more);
        if (gone != null) {
            gone.retireUnlessShared(known);
        }
        return first;
    }

    /** Takes out the oldest that was not used since it was here last; those before it come to the end. */
    private static Route leastUsed(Deque<Route> routes) {
        Route oldest = routes.remove();
        while (oldest.forgetUse()) {
            routes.add(oldest);
            oldest = routes.remove();
        }
        return oldest;
    }

    /** The one of another route to the same program, or a new one. */
    private Launcher launcher(Mode mode, Backend backend, FeedTypes types, List<Tensor> labels) {
        for (Route route : known) {
            Launcher other = route.launcher(mode, backend, types);
            if (other != null) {
                return other;
            }
        }
        return new Launcher(drawing.draw(mode, types, labels), backend, new Purpose(model, mode.inWords()));
    }

    private static List<Route.Stop> stops(
            List<String> keys, SequencedMap<String, Tensor> given, SequencedMap<String, Tensor> fed) {
        List<Route.Stop> stops = new ArrayList<>();
        List<Tensor> inOrder = List.copyOf(fed.values());
        for (int i = 0; i < keys.size(); i++) {
            Tensor tensor = Objects.requireNonNull(given.get(keys.get(i)));
            stops.add(new Route.Stop(
                    keys.get(i),
                    FeedTypes.open(tensor.type()),
                    inOrder.get(i).dtype(),
                    inOrder.get(i).rank()));
        }
        return stops;
    }
}
