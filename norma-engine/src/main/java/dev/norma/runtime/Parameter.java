package dev.norma.runtime;

import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * State that lives from step to step: a weight, a moving average, an optimizer's slot, a random counter. Owns its
 * canonical value, in native memory that programs use in place and the garbage collector frees, and a version, by which
 * programs know whether the copies they keep (packed, folded, 16-bit) are stale.
 *
 * <p>The initial value is drawn at the first read.
 */
public final class Parameter {
    /** What a parameter is to those who list and save it. */
    public enum Kind {
        /** Updated by the optimizer while its layer is trainable. */
        TRAINABLE,
        /** Never touched by gradients, for example a moving average. */
        NON_TRAINABLE,
        /** Not a weight: random counters, metric accumulators, optimizer slots. */
        HIDDEN
    }

    private final String name;
    private final TensorType type;
    private final Kind kind;
    private final Owner owner;
    private final Supplier<Tensor> initial;
    private volatile long version;
    private volatile @Nullable MemorySegment memory;

    /**
     * A parameter whose first value the supplier draws when it is first needed.
     *
     * @param name its own name, for example {@code gamma}
     * @param type element type and sizes, all known
     * @param owner whose lock guards it
     */
    public Parameter(String name, TensorType type, Kind kind, Owner owner, Supplier<Tensor> initial) {
        this.name = name;
        this.type = type;
        this.kind = kind;
        this.owner = owner;
        this.initial = initial;
        type.shape().size(); // all sizes are known
    }

    /** Its own name, without the layer's. */
    public String name() {
        return name;
    }

    /** Element type and shape. */
    public TensorType type() {
        return type;
    }

    /** Element type. */
    public DType dtype() {
        return type.dtype();
    }

    /** Sizes, all known. */
    public Shape shape() {
        return type.shape();
    }

    /** What it is to those who list and save it. */
    public Kind kind() {
        return kind;
    }

    /** Whose lock guards it. */
    public Owner owner() {
        return owner;
    }

    /** Grows with each change of the value. */
    public long version() {
        return version;
    }

    /** A copy of the value. Waits for a training step that is writing it. */
    public Tensor value() {
        return Parameters.values(List.of(this)).getFirst();
    }

    /**
     * Sets the value; waits for programs that are reading it.
     *
     * @throws ShapeException if the shape is another one; nothing is changed then
     */
    public void set(Tensor value) {
        Parameters.set(Map.of(this, value));
    }

    /** A value in the parameter's type; refused if its shape is another one. */
    Tensor fitting(Tensor value) {
        if (!value.shape().equals(shape())) {
            throw new ShapeException(
                    "\"%s\" cannot take this value".formatted(name),
                    "shape " + shape(),
                    "shape " + value.shape(),
                    "give a value of the weight's shape");
        }
        return value.cast(dtype());
    }

    /** A copy of the value; the caller holds the owner's lock. */
    Tensor read() {
        return Tensor.copyOf(type, memory());
    }

    /** Takes a fitting value; the caller holds the owner's lock. */
    void write(Tensor fitting) {
        memory().copyFrom(fitting.segment());
        changed();
    }

    /**
     * The canonical value's memory: row-major, native byte order, aligned to 64 bytes. For back ends, under the owner's
     * lock; who writes it calls {@link #changed} after.
     */
    public MemorySegment memory() {
        MemorySegment own = memory;
        if (own == null) {
            synchronized (this) {
                own = memory;
                if (own == null) {
                    own = home();
                    memory = own;
                }
            }
        }
        return own;
    }

    /** Says that the memory was written. */
    public void changed() {
        synchronized (this) {
            version++;
        }
    }

    private MemorySegment home() {
        Tensor first = initial.get();
        if (!first.shape().equals(shape())) {
            throw new ShapeException(
                    "the initial value of \"%s\" has another shape".formatted(name),
                    shape().toString(),
                    first.shape().toString(),
                    "let the initializer draw the shape that it is asked for");
        }
        long bytes = Math.max(1, shape().size() * dtype().bytes());
        MemorySegment fresh = Arena.ofAuto().allocate(bytes, 64).asSlice(0, shape().size() * dtype().bytes());
        fresh.copyFrom(first.cast(dtype()).segment());
        return fresh;
    }

    @Override
    public String toString() {
        return name + " " + type;
    }
}
