package dev.norma.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.backend.onednn.program.NativeProgram;
import dev.norma.ops.Ops;
import dev.norma.runtime.Backend;
import dev.norma.runtime.Launcher;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program for sizes that are no longer kept takes no memory, though the garbage collector has not come yet. */
final class RetiredProgramTest {
    private static List<Tensor> rows(int count) {
        return List.of(Tensor.ones(count, 8));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void frees_its_frames_and_still_runs_for_who_comes_late(boolean together) {
        Backend backend = together ? Sameness.TEAM : Sameness.NATIVE;
        Launcher launcher = new Launcher(
                Sameness.program(
                        List.of(TensorType.of(DType.FLOAT32, Shape.UNKNOWN, 8)),
                        x -> List.of(Ops.sum(Ops.exp(x.getFirst())))),
                backend);
        NativeProgram first = (NativeProgram) launcher.executable(rows(1));
        double sum = launcher.run(rows(1)).getFirst().item();
        assertThat(first.idleFrames()).isOne();
        for (int count = 2; count <= 40; count++) {
            launcher.run(rows(count));
        }
        assertThat(first.idleFrames()).isZero();
        assertThat(first.run(rows(1), new float[0]).getFirst().item()).isEqualTo(sum);
        assertThat(first.idleFrames()).isZero();
        NativeProgram last = (NativeProgram) launcher.executable(rows(40));
        assertThat(last.idleFrames()).isOne();
        launcher.retire();
        assertThat(last.idleFrames()).isZero();
    }
}
