/**
 * Programs that show Norma, one in each class, each with a {@code main}: the main job in {@link dev.norma.examples.Digits}, questions
 * that a library should answer where the user stands from {@link dev.norma.examples.NotNormalized} on, layers, models and loops of
 * one's own in the others. README.md shows some of their methods.
 *
 * <p>Floor 6.
 */
@NullMarked
package dev.norma.examples;

import org.jspecify.annotations.NullMarked;
