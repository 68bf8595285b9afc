package eu.runlater.console.audit;

import eu.runlater.console.ui.Segments;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.AuditEntry;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// What the list is narrowed by: action, who, thing, how far back. Applied on leaving a field or with Enter. FX thread.
final class FilterLine extends HBox {
    /// One to choose; an empty id is everybody.
    private record Who(String id, String name) {}

    private final TextField action = new TextField();
    private final ComboBox<Who> actor = new ComboBox<>();
    private final TextField resource = new TextField();
    private final Segments<String> since;
    private final ObservableList<AuditEntry.Actor> known;
    private final Consumer<AuditFilter> apply;
    private AuditFilter shown = AuditFilter.ALL;
    private boolean writing;

    FilterLine(ObservableList<AuditEntry.Actor> known, Consumer<AuditFilter> apply) {
        super(8);
        this.known = known;
        this.apply = apply;
        getStyleClass().addAll("query-line", "audit-filter");
        setAlignment(Pos.CENTER_LEFT);
        since = new Segments<>(AuditFilter.SINCE, back -> back.isEmpty() ? Texts.get("audit.filter.all_time") : back);
        since.setId("audit-since");
        text(action, "audit-filter-action", "audit.filter.action", 180);
        text(resource, "audit-filter-resource", "audit.filter.resource", 200);
        actor.setId("audit-filter-actor");
        actor.setAccessibleText(Texts.get("audit.filter.actor"));
        actor.setTooltip(new Tooltip(Texts.get("audit.filter.actor")));
        actor.setPrefWidth(210);
        actor.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable Who who) {
                return who == null ? "" : who.name();
            }

            @Override
            public @Nullable Who fromString(String text) {
                return null; // nobody types here
            }
        });
        actor.valueProperty().addListener((_, _, _) -> changed());
        since.valueProperty().addListener((_, _, _) -> changed());
        known.addListener((ListChangeListener<AuditEntry.Actor>) _ -> show(shown));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(action, actor, resource, space, since);
        show(AuditFilter.ALL);
    }

    private void text(TextField field, String id, String key, double width) {
        field.setId(id);
        field.setPromptText(Texts.get(key));
        field.setAccessibleText(Texts.get(key));
        field.setTooltip(new Tooltip(Texts.get(key + "_explained")));
        field.setPrefWidth(width);
        field.setOnAction(_ -> changed());
        field.focusedProperty().addListener((_, _, focused) -> {
            if (!focused) {
                changed();
            }
        });
    }

    /// Shows a filter that came from elsewhere.
    void show(AuditFilter filter) {
        writing = true;
        shown = filter;
        action.setText(filter.action());
        resource.setText(filter.resource());
        since.valueProperty().set(filter.since());
        ObservableList<Who> choices = FXCollections.observableArrayList(new Who("", Texts.get("audit.filter.anybody")));
        known.forEach(seen -> choices.add(new Who(Objects.toString(seen.id(), ""), AuditWords.actor(seen))));
        Who chosen = choices.stream()
                .filter(who -> who.id().equals(filter.actor()))
                .findFirst()
                .orElseGet(() -> new Who(filter.actor(), filter.actor()));
        if (!choices.contains(chosen)) {
            choices.add(chosen);
        }
        actor.setItems(choices);
        actor.setValue(chosen);
        writing = false;
    }

    void focusFirst() {
        action.requestFocus();
    }

    private void changed() {
        Who who = actor.getValue();
        if (writing || who == null) {
            return;
        }
        AuditFilter wanted = new AuditFilter(
                action.getText().strip(),
                who.id(),
                resource.getText().strip(),
                Objects.requireNonNullElse(since.valueProperty().get(), ""));
        if (!wanted.equals(shown)) {
            shown = wanted;
            apply.accept(wanted);
        }
    }
}
