package eu.runlater.console.settings;

import eu.runlater.console.settings.OrganizationModel.Setting;
import eu.runlater.console.shell.Role;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.FieldBox;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.OrganizationView;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What the whole organization shares. Those who may not change it see it, and why they may not. FX thread.
final class OrganizationCard extends VBox {
    static final Role LEAST = Role.ADMIN;

    private final Session session;
    private final OrganizationModel model;
    private final Map<Setting, TextField> fields = new EnumMap<>(Setting.class);
    private final Map<Setting, FieldBox> boxes = new EnumMap<>(Setting.class);
    private final Label facts = new Label();
    private final Label why = new Label();
    private final Button save = new Button(Texts.get("settings.save"));
    private final Button discard = new Button(Texts.get("settings.discard"));

    OrganizationCard(Session session, OrganizationModel model) {
        super(14);
        this.session = session;
        this.model = model;
        setId("settings-organization");
        getStyleClass().addAll("card-box", "settings-card");
        Label title = new Label(Texts.get("settings.organization.title"));
        title.getStyleClass().add("card-title");
        facts.getStyleClass().add("muted");
        facts.setId("settings-facts");
        facts.setWrapText(true);
        why.setId("settings-why");
        why.setGraphic(new FontIcon(Feather.LOCK));
        why.getStyleClass().addAll("muted", "small-text");
        why.setWrapText(true);
        why.managedProperty().bind(why.visibleProperty());
        GridPane grid = new GridPane(20, 14);
        ColumnConstraints half = new ColumnConstraints();
        half.setPercentWidth(50);
        grid.getColumnConstraints().addAll(half, half);
        grid.add(box(Setting.NAME), 0, 0, 2, 1);
        grid.add(box(Setting.RETENTION), 0, 1);
        grid.add(box(Setting.CIRCUIT), 1, 1);
        grid.add(box(Setting.CONCURRENCY), 0, 2);
        grid.add(box(Setting.HOST), 1, 2);
        save.setId("settings-save");
        save.getStyleClass().add("accent");
        save.setOnAction(_ -> save());
        discard.setId("settings-discard");
        discard.setOnAction(_ -> model.discard());
        HBox buttons = new HBox(8, discard, save);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        buttons.visibleProperty().bind(model.dirtyProperty());
        buttons.managedProperty().bind(buttons.visibleProperty());
        save.disableProperty().bind(model.busyProperty());
        getChildren().addAll(new VBox(4, title, facts), why, grid);
        if (!session.profile().readOnly()) {
            getChildren().add(buttons);
        }
        session.rights().refusal(LEAST).subscribe(this::allow);
        model.knownProperty().subscribe(this::show);
    }

    private FieldBox box(Setting setting) {
        TextField field = new TextField();
        field.textProperty().bindBidirectional(model.text(setting));
        String key = "settings." + setting.name().toLowerCase(Locale.ROOT);
        FieldBox box =
                new FieldBox("settings-" + setting.field(), Texts.get("settings.field." + setting.field()), field);
        model.problem(setting).subscribe(box::problem);
        fields.put(setting, field);
        boxes.put(setting, box);
        if (setting.mayBeEmpty()) {
            field.setPromptText(Texts.get("settings.as_plan"));
        }
        return box.hint(setting == Setting.NAME || setting == Setting.RETENTION ? "" : Texts.get(hintOf(key)));
    }

    private static String hintOf(String key) {
        return key + "_hint";
    }

    private void allow(String refusal) {
        boolean readOnly = session.profile().readOnly();
        why.setText(readOnly ? Texts.get("settings.read_only") : refusal);
        why.setVisible(readOnly || !refusal.isEmpty());
        fields.values().forEach(field -> field.setEditable(!readOnly && refusal.isEmpty()));
    }

    private void show(@Nullable OrganizationView known) {
        if (known == null) {
            return;
        }
        facts.setText(Texts.get(
                "settings.organization.facts",
                known.plan(),
                known.members(),
                known.createdAt()
                        .atZone(session.times().zoneProperty().get())
                        .toLocalDate()
                        .toString()));
        FieldBox retention = boxes.get(Setting.RETENTION);
        if (retention != null) {
            retention.hint(Texts.get("settings.retention_hint", known.maxRetentionDays()));
        }
    }

    void save() {
        model.save(
                back -> session.toasts()
                        .undoable(
                                Texts.get("settings.saved"),
                                () -> model.send(
                                        back, () -> session.toasts().done(Texts.get("settings.undone")), this::failed)),
                this::failed);
    }

    private void failed(eu.runlater.console.api.ApiFailure failure) {
        session.toasts().failed(FailureText.sentence(failure) + "\n" + FailureText.details(failure));
    }

    void focusFirst() {
        TextField name = fields.get(Setting.NAME);
        if (name != null && name.isEditable()) {
            name.requestFocus();
        } else {
            requestFocus();
        }
    }
}
