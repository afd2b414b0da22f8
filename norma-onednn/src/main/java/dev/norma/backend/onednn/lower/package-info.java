/**
 * From a graph to a plan: operations become primitives, fused loops and copies over planned memory.
 *
 * <p>Start at {@link dev.norma.backend.onednn.lower.Lowering}, which makes {@link dev.norma.backend.onednn.lower.Item}s;
 * {@link dev.norma.backend.onednn.lower.Fusion} gathers elementwise ones into loops;
 * {@link dev.norma.backend.onednn.lower.Planner} orders them and gives them memory.
 *
 * <p>Floor 2; stands on {@code program}, {@code kernels} and {@code ffi}.
 */
@NullMarked
package dev.norma.backend.onednn.lower;

import org.jspecify.annotations.NullMarked;
