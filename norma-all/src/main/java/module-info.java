/** The one module that users of Norma require: the library with its back ends. */
module dev.norma {
    requires transitive dev.norma.core;
    requires dev.norma.onednn;
    requires static jdk.management; // its tests count what threads allocate
}
