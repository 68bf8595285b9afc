package eu.runlater.console.tasks;

import eu.runlater.console.executions.ByteSize;
import eu.runlater.console.executions.HeaderList;
import eu.runlater.console.ui.StateLook;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.ExecutionDetail;
import eu.runlater.model.TestCallResult;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// What came of a test call: whether a run would have succeeded, status and time, headers and the beginning of the
/// body. There only while there is something to show. FX thread.
final class TestCallCard extends VBox {
    private static final int BODY_ROWS = 9;

    private final StatusLabel verdict = new StatusLabel();
    private final Label answer = new Label();
    private final HeaderList headers = new HeaderList();
    private final Label headersTitle = title("tasks.test.headers");
    private final Label bodyTitle = new Label();
    private final TextArea body = new TextArea();

    TestCallCard(TestCallModel model) {
        super(10);
        setId("test-call");
        getStyleClass().addAll("card-box", "preview-card");
        Label heading = new Label(Texts.get("tasks.test.title"));
        heading.getStyleClass().add("card-title");
        verdict.setId("test-verdict");
        answer.setId("test-answer");
        for (Label label : List.of(verdict, answer)) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
        }
        answer.getStyleClass().add("mono");
        bodyTitle.getStyleClass().add("section-title");
        body.setId("test-body");
        body.setEditable(false);
        body.setWrapText(true);
        body.setPrefRowCount(BODY_ROWS);
        body.getStyleClass().add("mono");
        body.setAccessibleText(Texts.get("tasks.test.title"));
        getChildren().addAll(heading, verdict, answer, headersTitle, headers, bodyTitle, body);
        managedProperty().bind(visibleProperty());
        for (Node node : List.of(answer, headersTitle, headers, bodyTitle, body)) {
            node.managedProperty().bind(node.visibleProperty());
        }
        model.callingProperty().subscribe(_ -> show(model));
        model.resultProperty().subscribe(_ -> show(model));
    }

    private static Label title(String key) {
        Label title = new Label(Texts.get(key));
        title.getStyleClass().add("section-title");
        return title;
    }

    private void show(TestCallModel model) {
        TestCallResult result = model.resultProperty().get();
        boolean calling = model.callingProperty().get();
        setVisible(calling || result != null);
        ExecutionDetail.Response response = result == null ? null : result.response();
        ExecutionDetail.Body content = response == null ? null : response.body();
        for (Node node : List.of(headersTitle, headers, bodyTitle)) {
            node.setVisible(response != null);
        }
        body.setVisible(content != null);
        answer.setVisible(result != null);
        if (result == null) {
            verdict.show(new StateLook(Feather.CLOCK, Texts.get("tasks.test.calling"), "tone-muted"));
            return;
        }
        verdict.show(verdict(result.verdict()));
        String took = Times.took(result.phases().totalMs());
        answer.setText(
                response == null
                        ? Texts.get("tasks.test.no_answer", took)
                        : Texts.get("tasks.test.answer", Integer.toString(response.statusCode()), took));
        if (response != null) {
            headers.show(response.headers());
            bodyTitle.setText(bodyTitle(content));
            body.setText(content == null ? "" : content.text());
        }
    }

    private static StateLook verdict(TestCallResult.Verdict verdict) {
        return verdict.succeeded()
                ? new StateLook(Feather.CHECK_CIRCLE, Texts.get("tasks.test.succeeded"), "tone-success")
                : new StateLook(Feather.X_CIRCLE, Texts.get("tasks.test.failed", verdict.message()), "tone-danger");
    }

    private static String bodyTitle(ExecutionDetail.@Nullable Body content) {
        if (content == null) {
            return Texts.get("tasks.test.no_body");
        }
        return Texts.get(content.truncated() ? "tasks.test.body_cut" : "tasks.test.body", ByteSize.of(content.bytes()));
    }
}
