/**
 * The conformance suite of operations: every operation, in every element type and rank that it takes, as small programs
 * with seeded inputs, graphs drawn by chance, and the comparison of what two back ends make of them. Start at {@link
 * dev.norma.conformance.OpCases}.
 *
 * <p>Test sources of the engine that the tests of other modules use too, by the engine's test-jar.
 */
@NullMarked
package dev.norma.conformance;

import org.jspecify.annotations.NullMarked;
