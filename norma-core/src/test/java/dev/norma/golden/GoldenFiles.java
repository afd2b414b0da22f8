package dev.norma.golden;

import dev.norma.tensor.Tensor;
import dev.norma.tensor.npy.Npz;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The recordings in the test resources, read once. */
final class GoldenFiles {
    private static final class Read {
        static final List<GoldenCase> ALL =
                groups().stream().flatMap(group -> load(group).stream()).toList();
    }

    private GoldenFiles() {}

    /** All cases of all groups. */
    static List<GoldenCase> all() {
        return Read.ALL;
    }

    /** All cases of a kind, of all groups. */
    static Stream<GoldenCase> ofKind(String kind) {
        return all().stream().filter(golden -> golden.text("kind").equals(kind));
    }

    private static List<String> groups() {
        return List.of(
                new String(bytes("groups.txt"), StandardCharsets.UTF_8).trim().split("\\R"));
    }

    @SuppressWarnings("unchecked")
    static List<GoldenCase> load(String group) {
        Map<String, Object> json = JsonMapper.builder().build().readValue(bytes(group + ".json"), Map.class);
        Map<String, Tensor> arrays = Npz.read(group + ".npz", bytes(group + ".npz"));
        List<Map<String, Object>> cases = (List<Map<String, Object>>) json.get("cases");
        List<GoldenCase> all = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            all.add(new GoldenCase(group, i, cases.get(i), arrays));
        }
        return all;
    }

    static byte[] bytes(String name) {
        try (InputStream in = GoldenFiles.class.getResourceAsStream("/golden/" + name)) {
            return Objects.requireNonNull(in, () -> "no recording " + name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
