/** A user's module. */
module example.app {
    requires dev.norma;
}
