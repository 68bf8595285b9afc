package eu.runlater.console.team;

import eu.runlater.console.executions.Clip;
import eu.runlater.console.shell.Role;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.FieldBox;
import eu.runlater.console.ui.Segments;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.WebhookSecretView;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The secret that deliveries are signed with: hidden, shown on demand, replaced with an overlap. FX thread.
final class SecretTab implements Tab {
    private static final String HIDDEN = "whsec_••••••••••••••••••••••••";
    private static final List<Integer> OVERLAPS = List.of(0, 1, 24, 168);

    private final Session session;
    private final SecretModel model;
    private final Button reveal = new Button();
    private final VBox secrets = new VBox(10);
    private final Label trouble = new Label();
    private final Button end = new Button(Texts.get("team.secret.end"));
    private final CardColumn root = new CardColumn("team-secret");

    SecretTab(Session session) {
        this.session = session;
        this.model = new SecretModel(session.api().team(), session.background());
        reveal.setId("secret-reveal");
        reveal.setOnAction(_ -> {
            if (model.secretProperty().get() == null) {
                model.reveal();
            } else {
                model.hide();
            }
        });
        trouble.getStyleClass().add("field-error");
        trouble.setWrapText(true);
        trouble.managedProperty().bind(trouble.visibleProperty());
        VBox card = root.card("team.secret.title", "team.secret.text");
        HBox buttons = new HBox(8, reveal);
        if (!session.profile().readOnly()) {
            Button rotate = new Button(Texts.get("team.secret.rotate"), new FontIcon(Feather.REFRESH_CW));
            rotate.setId("secret-rotate");
            rotate.setOnAction(_ -> rotate());
            RosterTab.guard(session, rotate, "", Role.ADMIN);
            end.setId("secret-end");
            end.setOnAction(_ -> endOverlap());
            end.managedProperty().bind(end.visibleProperty());
            RosterTab.guard(session, end, "", Role.ADMIN);
            buttons.getChildren().addAll(rotate, end);
        }
        card.getChildren().addAll(secrets, trouble, buttons);
        model.secretProperty().subscribe(this::show);
        model.failureProperty().subscribe(why -> {
            trouble.setVisible(why != null);
            trouble.setText(why == null ? "" : FailureText.sentence(why) + "\n" + FailureText.details(why));
        });
        model.busyProperty().subscribe(busy -> reveal.setDisable(busy));
    }

    private void show(@Nullable WebhookSecretView view) {
        reveal.setText(Texts.get(view == null ? "team.secret.reveal" : "team.secret.hide"));
        reveal.setGraphic(new FontIcon(view == null ? Feather.EYE : Feather.EYE_OFF));
        secrets.getChildren().clear();
        end.setVisible(view != null && view.previous() != null);
        if (view == null) {
            secrets.getChildren().addAll(line("secret-now", HIDDEN, null), hint(Texts.get("team.secret.recorded")));
            return;
        }
        secrets.getChildren().add(line("secret-now", view.secret(), view.secret()));
        secrets.getChildren()
                .add(hint(Texts.get("team.secret.since", session.times().absolute(view.createdAt()))));
        WebhookSecretView.Previous previous = view.previous();
        if (previous != null) {
            Label title = new Label(Texts.get(
                    "team.secret.previous",
                    session.times().absolute(previous.retiresAt()),
                    session.times().relative(previous.retiresAt())));
            title.getStyleClass().addAll("status-label", "tone-warning");
            title.setGraphic(new FontIcon(Feather.CLOCK));
            title.setWrapText(true);
            String old = Objects.requireNonNullElse(previous.secret(), HIDDEN);
            secrets.getChildren().addAll(title, line("secret-previous", old, old));
        }
    }

    private Node line(String id, String text, @Nullable String copied) {
        Label shown = new Label(text);
        shown.setId(id);
        shown.getStyleClass().addAll("mono", "code-box");
        shown.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(shown, Priority.ALWAYS);
        HBox line = new HBox(8, shown);
        line.setAlignment(Pos.CENTER_LEFT);
        if (copied != null) {
            Button copy = new Button(Texts.get("team.once.copy"), new FontIcon(Feather.COPY));
            copy.getStyleClass().add("small");
            copy.setMinWidth(Button.USE_PREF_SIZE);
            copy.setOnAction(_ -> {
                Clip.put(copied);
                session.toasts().info(Texts.get("team.secret.copied"));
            });
            line.getChildren().add(copy);
        }
        return line;
    }

    private static Label hint(String text) {
        Label hint = new Label(text);
        hint.getStyleClass().add("field-hint");
        hint.setWrapText(true);
        return hint;
    }

    /// Not reversible: receivers must learn the new secret.
    private void rotate() {
        AskPane pane = new AskPane(
                session.panes(), Texts.get("team.secret.rotate_title"), Texts.get("team.secret.rotate_verb"), true);
        pane.text(Texts.get("team.secret.rotate_text"));
        Segments<Integer> overlap = new Segments<>(OVERLAPS, hours -> Texts.get("team.secret.overlap_hours", hours));
        FieldBox box = new FieldBox("secret-overlap", Texts.get("team.secret.overlap"), overlap);
        overlap.valueProperty()
                .subscribe(hours -> box.hint(Texts.get(
                        hours == null || hours == 0 ? "team.secret.overlap_none" : "team.secret.overlap_hint")));
        overlap.valueProperty().set(24);
        pane.field("overlap_hours", box);
        CheckBox force = new CheckBox(Texts.get("team.secret.force"));
        force.setId("secret-force");
        force.setWrapText(true);
        WebhookSecretView known = model.secretProperty().get();
        force.setVisible(known != null && known.previous() != null);
        force.managedProperty().bind(force.visibleProperty());
        pane.add(force);
        pane.onGo(() -> {
            pane.busy(true);
            int hours = Objects.requireNonNullElse(overlap.valueProperty().get(), 24);
            model.rotate(
                    hours,
                    force.isSelected(),
                    () -> {
                        pane.close();
                        session.toasts().done(Texts.get("team.secret.rotated"));
                    },
                    why -> {
                        force.setVisible(force.isVisible() || why.code().equals("overlap_runs"));
                        pane.failed(why);
                    });
        });
        pane.openOnCancel();
    }

    private void endOverlap() {
        session.panes()
                .confirm(
                        Texts.get("team.secret.end_title"),
                        Texts.get("team.secret.end_text"),
                        Texts.get("team.secret.end_verb"),
                        null,
                        () -> model.endOverlap(
                                () -> session.toasts().done(Texts.get("team.secret.ended")),
                                why -> session.toasts()
                                        .failed(FailureText.sentence(why) + "\n" + FailureText.details(why))));
    }

    @Override
    public String id() {
        return "secret";
    }

    @Override
    public Role least() {
        return Role.ADMIN;
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void refresh() {
        if (model.secretProperty().get() != null) {
            model.reveal();
        }
    }

    @Override
    public void leave() {
        model.hide();
    }

    @Override
    public void focus() {
        reveal.requestFocus();
    }
}
