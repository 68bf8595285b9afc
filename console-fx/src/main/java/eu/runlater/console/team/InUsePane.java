package eu.runlater.console.team;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.Focus;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.CredentialView;
import eu.runlater.model.Page;
import eu.runlater.model.TaskView;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Says why a credential cannot be deleted: which recurring tasks name it. FX thread.
final class InUsePane extends VBox {
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 20;
    private static final int SHOWN = 8;

    private final Session session;
    private final CredentialView credential;
    private final Label tasks = new Label(Texts.get("team.credential.looking"));
    private final Button close = new Button(Texts.get("team.credential.close"));

    InUsePane(Session session, CredentialView credential) {
        super(16);
        this.session = session;
        this.credential = credential;
        setId("credential-in-use");
        getStyleClass().addAll("pane", "ask");
        setPrefWidth(480);
        Label title = new Label(Texts.get("team.credential.in_use_title", credential.name()));
        title.getStyleClass().add("pane-title");
        title.setWrapText(true);
        Label text = new Label(Texts.get(
                credential.usedBy() == 1 ? "team.credential.in_use_one" : "team.credential.in_use",
                credential.usedBy()));
        tasks.setId("credential-tasks");
        for (Label label : List.of(text, tasks)) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
        }
        tasks.getStyleClass().add("mono");
        close.setId("in-use-close");
        close.setCancelButton(true);
        close.setDefaultButton(true);
        close.setOnAction(_ -> session.panes().close());
        HBox buttons = new HBox(close);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(title, text, tasks, buttons);
    }

    void open() {
        session.panes().show(this);
        Focus.on(close);
        session.background().ask(this::namesOfTasks, this::show, why -> tasks.setText(FailureText.sentence(why)));
    }

    private List<String> namesOfTasks() throws ApiFailure {
        List<String> names = new ArrayList<>();
        String cursor = null;
        for (int i = 0; i < MOST_PAGES; i++) {
            Page<TaskView> page = session.api().tasks().list("", PAGE, cursor);
            page.data().stream()
                    .filter(task -> credential.name().equals(task.credential()))
                    .forEach(task -> names.add(task.name()));
            cursor = page.nextCursor();
            if (cursor == null) {
                break;
            }
        }
        return names;
    }

    private void show(List<String> names) {
        List<String> lines = new ArrayList<>(names.stream().limit(SHOWN).toList());
        long rest = credential.usedBy() - lines.size();
        if (rest > 0) {
            lines.add(Texts.get(names.size() > SHOWN ? "team.credential.more" : "team.credential.waiting", rest));
        }
        tasks.setText(String.join("\n", lines));
    }
}
