/**
 * The reference interpreter: plain, obviously right Java that runs every operation on every element type, computes in
 * double and rounds each result once. What faster back ends are compared with, and what runs where they cannot. Start at
 * {@link dev.norma.runtime.interpreter.Interpreter}, the table of all operations.
 *
 * <p>Floor 1. Stands on {@code tensor}, {@code graph}, {@code ops} and {@code runtime}.
 */
@NullMarked
package dev.norma.runtime.interpreter;

import org.jspecify.annotations.NullMarked;
