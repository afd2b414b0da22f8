package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.layers.Freezing;
import dev.norma.layers.Layer;
import dev.norma.runtime.Program;
import java.util.LinkedHashSet;
import java.util.Set;

/** The routes of batches into what is drawn of a function of one's own: drawn again once a layer that it met is frozen or unfrozen. */
final class OwnRoutes {
    private final String name;
    private final BatchFunction function;
    private final boolean training;
    private final Drawing drawing;
    private final Set<Layer> met = new LinkedHashSet<>();
    private volatile Freezing freezing = Freezing.CURRENT;
    private volatile Routes routes;

    /** Makes a program of the loss of a function. */
    interface Drawing {
        /** The program that a run of the loss is. */
        Program of(OwnLoss loss);
    }

    /**
     * No routes yet.
     *
     * @param name what the programs are, for errors
     * @param training whether layers are called as in training
     */
    OwnRoutes(String name, BatchFunction function, boolean training, Drawing drawing) {
        this.name = name;
        this.function = function;
        this.training = training;
        this.drawing = drawing;
        this.routes = none();
    }

    private Routes none() {
        return new Routes(new Feeds(name), name, (_, types, _) -> draw(types));
    }

    /** A batch on its way. */
    Route.Feeding feed(Mode mode, Batch batch) {
        if (!freezing.isCurrent()) {
            drawAgain();
        }
        return routes.feed(mode, batch);
    }

    private synchronized void drawAgain() {
        met.clear();
        freezing = Freezing.CURRENT;
        routes = none();
    }

    private synchronized Program draw(FeedTypes types) {
        OwnLoss loss = OwnLoss.draw(name, function, types, training);
        Program program = drawing.of(loss);
        loss.weights().forEach(weight -> met.add(weight.layer()));
        freezing = Freezing.ofEach(met);
        return program;
    }
}
