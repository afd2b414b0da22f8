/**
 * The back end for processors: lowers a graph to oneDNN's primitives and our own kernels, and runs it over planned memory.
 *
 * <p>Start at {@link dev.norma.backend.onednn.OnednnBackend}.
 *
 * <p>Floor 2; stands on the engine, and on its own packages {@code lower}, {@code program}, {@code kernels}, {@code ffi} and
 * {@code library}, each of which stands on those behind it.
 */
@NullMarked
package dev.norma.backend.onednn;

import org.jspecify.annotations.NullMarked;
