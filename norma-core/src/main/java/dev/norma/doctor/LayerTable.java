package dev.norma.doctor;

import dev.norma.diagnosis.Diagnosis;
import dev.norma.diagnosis.Figures;
import dev.norma.diagnosis.LayerData;
import dev.norma.diagnosis.LayerDiagnosis;
import java.util.ArrayList;
import java.util.List;

/** All layers of a diagnosis in one table. */
final class LayerTable {
    private final Diagnosis diagnosis;

    LayerTable(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    void write(Html html) {
        if (diagnosis.layers().isEmpty()) {
            html.raw("<p class=\"nothing\">The model has no batch normalization.</p>\n");
            return;
        }
        List<String> heads = new ArrayList<>(List.of("layer", "findings", "channels", "momentum", "updates"));
        if (diagnosis.data() != null) {
            heads.addAll(List.of("values / channel", "noise", "shift", "output gap", "steps to 5 %"));
        }
        html.raw("<section aria-label=\"Layers\">\n");
        SortedTable table = SortedTable.begin(html, "Batch normalizations, in the order in which they run", heads);
        for (int i = 0; i < diagnosis.layers().size(); i++) {
            row(table, diagnosis.layers().get(i), i);
        }
        table.close();
        html.raw("</section>\n");
    }

    private void row(SortedTable table, LayerDiagnosis layer, int index) {
        table.row()
                .link("layer-" + index, layer.path())
                .number(diagnosis.of(layer).size())
                .number(layer.channels().size())
                .number(layer.momentum(), Double.toString(layer.momentum()))
                .number((double) layer.updates());
        LayerData data = layer.data();
        if (data != null) {
            table.number(Math.rint(data.valuesPerChannel()))
                    .number(data.noise())
                    .number(data.shift())
                    .number(data.outputGap())
                    .number((double) data.stepsWithin5(), Figures.steps(data.stepsWithin5()));
        }
        table.end();
    }
}
