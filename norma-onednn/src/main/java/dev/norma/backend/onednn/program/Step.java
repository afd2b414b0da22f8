package dev.norma.backend.onednn.program;

/** One thing a program does. Steps hold no memory of a run; what they need ready for each frame, they {@link #prepare}. */
public interface Step {
    /** What a frame keeps for this step, made once per frame. */
    Runnable prepare(Frame frame);

    /** What it does and on what, for people. */
    String name();
}
