/**
 * From a drawing to numbers: traces, programs, parameters, and what a back end is. Start at {@link
 * dev.norma.runtime.Trace} and {@link dev.norma.runtime.Launcher}.
 *
 * <p>Floor 1. Stands on {@code tensor}, {@code graph}, {@code ops} and {@code optimize}.
 */
@NullMarked
package dev.norma.runtime;

import org.jspecify.annotations.NullMarked;
