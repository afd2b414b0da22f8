package dev.norma.runtime.interpreter;

import dev.norma.runtime.Executable;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Program;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** A program in the interpreter: state is read, everything computed and checked, and only then state written. */
final class ReferenceExecutable implements Executable {
    private static final TensorType SCALAR = TensorType.of(DType.FLOAT32);

    private final Program program;
    private final Plan plan;

    ReferenceExecutable(Program program) {
        this.program = program;
        this.plan = new Plan(program.graph());
    }

    @Override
    public List<Tensor> run(List<Tensor> feeds, float[] scalars) {
        List<Numbers> inputs = inputs(feeds, scalars);
        List<Numbers> outputs = plan.run(inputs);
        if (program.guarded()) {
            NonFinite.check(program, inputs, outputs);
        }
        List<Tensor> results = outputs.subList(0, program.results()).stream()
                .map(Numbers::toTensor)
                .toList();
        for (int i = 0; i < program.updated().size(); i++) {
            Parameter parameter = program.updated().get(i);
            outputs.get(program.results() + i).write(parameter.memory());
            parameter.changed();
        }
        return results;
    }

    private List<Numbers> inputs(List<Tensor> feeds, float[] scalars) {
        List<Numbers> inputs = new ArrayList<>();
        feeds.forEach(feed -> inputs.add(Numbers.of(feed)));
        for (float scalar : scalars) {
            inputs.add(new Numbers(SCALAR, new double[] {scalar}));
        }
        program.state().forEach(parameter -> inputs.add(Numbers.read(parameter.type(), parameter.memory())));
        return inputs;
    }
}
