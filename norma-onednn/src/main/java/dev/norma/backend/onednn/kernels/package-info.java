/**
 * Our own kernels, in plain Java over native memory: loops over elements that fuse whole chains of operations, reductions,
 * copies, random numbers.
 *
 * <p>Start at {@link dev.norma.backend.onednn.kernels.Loop}. The JIT compiler vectorizes loops over one kind of array but not
 * over native memory, so a loop takes a chunk that fits the first-level cache into arrays, computes there, and writes the
 * chunk back: each tensor passes through memory once.
 *
 * <p>Floor 2; stands on {@code tensor} and on the operators of {@code graph}.
 */
@NullMarked
package dev.norma.backend.onednn.kernels;

import org.jspecify.annotations.NullMarked;
