package dev.norma.layers;

import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;

/** What built layers ask of their inputs. */
final class Checks {
    private Checks() {}

    /** The size on an axis must be the one that the weights were made for. */
    static void axis(String layer, Shape built, Shape given, int axis) {
        rank(layer, built, given);
        if (given.isKnown(axis) && built.isKnown(axis) && given.dim(axis) != built.dim(axis)) {
            throw new ShapeException(
                    "%s was built for another width".formatted(layer),
                    "size %d on axis %d, as in %s".formatted(built.dim(axis), axis, built),
                    "%s: %d".formatted(given, given.dim(axis)),
                    "one layer object serves one width: make another layer for this input");
        }
    }

    /** The rank must be the one that the layer was built for. */
    static void rank(String layer, Shape built, Shape given) {
        if (given.rank() != built.rank()) {
            throw new ShapeException(
                    "%s was built for another rank".formatted(layer),
                    "rank %d, as in %s".formatted(built.rank(), built),
                    "rank %d: %s".formatted(given.rank(), given),
                    "reshape the input, or make another layer for it");
        }
    }

    /** The rank that the layer works on. */
    static void exactRank(String layer, int rank, Shape given) {
        if (given.rank() != rank) {
            throw new ShapeException(
                    "%s does not take this rank".formatted(layer),
                    "rank " + rank,
                    "rank %d: %s".formatted(given.rank(), given),
                    "reshape the input to rank " + rank);
        }
    }
}
