package example;

import dev.norma.runtime.Backends;
import dev.norma.tensor.Tensor;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A user's program, which also looks at how it was started. */
public final class App {
    private App() {}

    /** Fails where the library does not lie on the path whose property the argument names, or came without its native part. */
    public static void main(String... arguments) throws IOException {
        String path = arguments[0];
        check(Tensor.class.getModule().isNamed() == path.equals("jdk.module.path"), "Norma lies on " + path);
        check(holdsNativeLibrary(System.getProperty(path)), "the native library of this platform lies on " + path);
        Readme.run();
        Backends.named("onednn").refusal().ifPresent(why -> check(false, "oneDNN runs here: " + why));
    }

    private static boolean holdsNativeLibrary(String path) throws IOException {
        for (String entry : path.split(File.pathSeparator)) {
            if (Files.isDirectory(Path.of(entry))) {
                try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of(entry), "dnnl-*-*.jar")) {
                    if (found.iterator().hasNext()) {
                        return true;
                    }
                }
            } else if (Path.of(entry).getFileName().toString().startsWith("dnnl-")) {
                return true;
            }
        }
        return false;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("not so: " + what);
        }
    }
}
