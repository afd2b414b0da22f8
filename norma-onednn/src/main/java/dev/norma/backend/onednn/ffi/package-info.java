/**
 * The part of oneDNN's C interface that the back end uses, as Java objects: descriptors of memory and of primitives,
 * primitives, and a way to run them that allocates nothing.
 *
 * <p>Start at {@link dev.norma.backend.onednn.ffi.Engine}. What is made belongs to a
 * {@link dev.norma.backend.onednn.ffi.NativeScope} and is freed with it. A primitive that this processor has no
 * implementation of is an empty {@code Optional}; every other failure throws with the name of the call.
 *
 * <p>Floor 2; stands on {@code library}.
 */
@NullMarked
package dev.norma.backend.onednn.ffi;

import org.jspecify.annotations.NullMarked;
