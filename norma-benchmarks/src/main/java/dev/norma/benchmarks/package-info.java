/**
 * Benchmarks, each of which a word of {@code norma-benchmarks/run} starts. Begin at
 * {@link dev.norma.benchmarks.TrainingStep}; the networks are those of {@link dev.norma.benchmarks.Networks}.
 */
@NullMarked
package dev.norma.benchmarks;

import org.jspecify.annotations.NullMarked;
