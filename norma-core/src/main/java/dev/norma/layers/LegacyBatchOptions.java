package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.tensor.Complaint;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whose semantics a batch normalization has, and what only the layers before Keras 3 let one set. */
abstract class LegacyBatchOptions extends BatchNormalizationOptions {
    private static final System.Logger LOG = System.getLogger(BatchNormalization.class.getName());

    final Option<@Nullable Integer> virtualBatchSize = options()
            .optional("virtualBatchSize", OptionType.INTEGER, Check.any())
            .unknownToKeras();
    final Option<@Nullable Boolean> fused = options()
            .optional("fused", OptionType.BOOLEAN, Check.any())
            .unknownToKeras()
            .writtenIf(() -> false);
    final Option<@Nullable Adjustment> adjustment = options()
            .optional(
                    "adjustment",
                    OptionType.<Adjustment>plain(
                            "an adjustment", given -> given instanceof Adjustment adjusts ? adjusts : null),
                    Check.any())
            .unknownToKeras()
            .writtenIf(this::saysThatItIsDropped);
    final Option<Semantics> semantics = options()
            .declare("semantics", Semantics.TYPE, Semantics.KERAS3, Check.any())
            .unknownToKeras();

    @SuppressWarnings("this-escape") // asked later, when the object is whole
    LegacyBatchOptions() {
        synchronize.writtenIf(() -> !semantics.get().isLegacy() || synchronize.get());
        Stream.of(renorm, renormClipping, renormMomentum)
                .forEach(option -> option.writtenIf(() -> !semantics.get().isLegacy() || renorm.get()));
        options().rule(this::checkTogether);
    }

    /** Sets whose batch normalization it is: Keras 3's unless set. */
    public BatchNormalization semantics(Semantics whose) {
        return set(semantics, whose);
    }

    /** Sets several axes of channels, each combination of positions on which has statistics of its own; legacy only. */
    public BatchNormalization axes(int... channels) {
        return set(axis, ChannelAxes.of(channels));
    }

    /**
     * Sets of how many examples a ghost batch consists, which training normalizes by its own statistics; legacy only. The
     * batch must be a multiple of it in training, and may be of any size in inference, where TensorFlow 1 asks for a multiple
     * too. Example i is in ghost batch i mod (batch / size). Ghost batches are never lost: the mode of a call is known while
     * it is drawn.
     */
    public BatchNormalization virtualBatchSize(@Nullable Integer examples) {
        return set(virtualBatchSize, examples);
    }

    /**
     * Sets whether the layer counts as fused, which decides the averaged variance: it gets N / (N - 1), where N - 1 is at
     * least 1; legacy only. Null for as TensorFlow picks, but on axis 0 of rank 4 that is not to be fused in place of an
     * error. A mask counts: a call with one is not fused.
     */
    public BatchNormalization fused(@Nullable Boolean fuse) {
        return set(fused, fuse);
    }

    /** Sets what scales and shifts the normalized values in training, before gamma and beta; legacy only. */
    public BatchNormalization adjustment(@Nullable Adjustment adjusts) {
        return set(adjustment, adjusts);
    }

    /** Whose batch normalization it is. */
    public Semantics semantics() {
        return semantics.get();
    }

    /** Of how many examples a ghost batch consists; null for none. */
    public @Nullable Integer virtualBatchSize() {
        return virtualBatchSize.get();
    }

    /** The axes of the channels, as they were set. */
    public List<Integer> axes() {
        return axis.get().given();
    }

    final Fusing fusing() {
        return new Fusing(
                semantics.get(),
                fused.get(),
                synchronize.get(),
                renorm.get(),
                axis.get(),
                virtualBatchSize.get() != null,
                adjustment.get() != null,
                policy().compute());
    }

    private boolean saysThatItIsDropped() {
        if (adjustment.get() != null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: a configuration cannot hold the adjustment; it is left out",
                    this);
        }
        return false;
    }

    /** What is checked when all settings are known. */
    private void checkTogether() {
        axis.get().check(this, semantics.get());
        if (!semantics.get().isLegacy()) {
            Stream.of(fused, virtualBatchSize, adjustment)
                    .filter(option -> option.get() != null)
                    .findFirst()
                    .ifPresent(option -> {
                        throw onlyLegacy(option);
                    });
        }
        fusing().check(this);
        if (renorm.get()) {
            renorm(true); // limits that are not given are none
            Objects.requireNonNull(renormClipping.get()).check(this);
        }
    }

    private IllegalArgumentException onlyLegacy(Option<?> option) {
        return new Complaint(
                        "%s has no setting \"%s\"".formatted(this, option.key()),
                        "Keras 3's settings: %s exists in the legacy layer only".formatted(option.key()),
                        "%s=%s, semantics keras3"
                                .formatted(option.key(), option == adjustment ? "a function" : option.get()),
                        "drop it, or choose semantics(Semantics.TF_KERAS)")
                .asArgument();
    }
}
