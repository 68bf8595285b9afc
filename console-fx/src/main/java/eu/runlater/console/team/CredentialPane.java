package eu.runlater.console.team;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.credentials.CredentialFormModel;
import eu.runlater.console.credentials.CredentialFormModel.Part;
import eu.runlater.console.credentials.CredentialWords;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.FieldBox;
import eu.runlater.console.ui.Segments;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.CredentialView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import org.jspecify.annotations.Nullable;

/// Makes a credential or changes one. A stored secret is never here: an empty field keeps it. FX thread.
final class CredentialPane {
    private final Session session;
    private final @Nullable CredentialView before;
    private final Runnable stored;
    private final CredentialFormModel model;
    private final AskPane pane;
    private final TextField name = new TextField();

    /// @param before absent = a new one
    CredentialPane(Session session, @Nullable CredentialView before, Runnable stored) {
        this.session = session;
        this.before = before;
        this.stored = stored;
        this.model = new CredentialFormModel(before);
        pane = new AskPane(
                session.panes(),
                before == null
                        ? Texts.get("team.credential.title")
                        : Texts.get("team.credential.edit_title", before.name()),
                Texts.get(before == null ? "team.credential.verb" : "team.save"),
                false);
        name.textProperty().bindBidirectional(model.nameProperty());
        name.setPromptText("crm");
        pane.field(
                "name",
                new FieldBox("credential-name", Texts.get("team.column.name"), name)
                        .hint(Texts.get("team.credential.name_hint")));
        if (before == null) {
            Segments<String> types =
                    new Segments<>(CredentialWords.TYPES, word -> Texts.get("credentials.short." + word));
            types.valueProperty().bindBidirectional(model.typeProperty());
            pane.field("type", new FieldBox("credential-type", Texts.get("team.column.type"), types));
            CredentialWords.TYPES.forEach(this::addParts);
        } else {
            addParts(before.type());
        }
        TextField hosts = new TextField();
        hosts.textProperty().bindBidirectional(model.hostsProperty());
        hosts.setPromptText("api.example.com, *.example.com");
        hosts.getStyleClass().add("mono");
        pane.field(
                "hosts",
                new FieldBox("credential-hosts", Texts.get("team.credential.hosts"), hosts)
                        .hint(Texts.get("team.credential.hosts_hint")));
        if (before != null) {
            TextField reason = new TextField();
            reason.textProperty().bindBidirectional(model.reasonProperty());
            pane.field("reason", new FieldBox("credential-reason", Texts.get("team.reason"), reason));
        }
        pane.onGo(this::store);
    }

    /// The fields of a type, there only while it is the chosen one.
    private void addParts(String type) {
        Map<String, FieldBox> boxes = new LinkedHashMap<>();
        CredentialFormModel.parts(type).forEach(part -> boxes.put(part.name(), box(type, part)));
        FieldBox scope = boxes.remove("scope");
        FieldBox audience = boxes.remove("audience");
        boxes.forEach(pane::field);
        if (scope != null && audience != null) {
            pane.pair("scope", scope, "audience", audience);
        }
    }

    private FieldBox box(String type, Part part) {
        FieldBox box = new FieldBox(
                "credential-" + part.name().replace('_', '-'),
                Texts.get("team.credential." + part.name()),
                input(part));
        box.hint(hint(part));
        box.managedProperty().bind(box.visibleProperty());
        box.visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> type.equals(model.typeProperty().get()), model.typeProperty()));
        return box;
    }

    private Node input(Part part) {
        StringProperty value = model.value(part.name());
        if (part.name().equals("auth_style")) {
            Segments<String> styles =
                    new Segments<>(List.of("header", "body"), word -> Texts.get("team.credential.style." + word));
            styles.valueProperty().set(value.get());
            styles.valueProperty().subscribe(chosen -> {
                if (chosen != null) {
                    value.set(chosen);
                }
            });
            return styles;
        }
        TextInputControl input =
                part.name().equals("certificate") || part.name().equals("private_key")
                        ? pem()
                        : part.secret() ? new PasswordField() : new TextField();
        input.textProperty().bindBidirectional(value);
        boolean kept = before != null
                && (part.secret() && !part.name().equals("passphrase")
                        || part.name().equals("certificate"));
        if (kept) {
            input.setPromptText(Texts.get("team.credential.kept"));
        } else if (part.name().equals("token_url")) {
            input.setPromptText("https://login.example.com/oauth/token");
        }
        return input;
    }

    private static TextArea pem() {
        TextArea area = new TextArea();
        area.setPrefRowCount(3);
        area.getStyleClass().add("mono");
        area.setPromptText("-----BEGIN …");
        return area;
    }

    private String hint(Part part) {
        CredentialView known = before;
        CredentialView.Certificate certificate = known == null ? null : known.certificate();
        if (part.name().equals("certificate") && certificate != null) {
            return Texts.get(
                    "team.credential.certificate_now",
                    certificate.subject(),
                    session.times().absolute(certificate.notAfter()));
        }
        String key = "team.credential.hint." + part.name();
        return Texts.has(key) ? Texts.get(key) : "";
    }

    void open() {
        pane.open(name);
    }

    private void store() {
        pane.busy(true);
        var fields = model.fields();
        CredentialView known = before;
        String key = UUID.randomUUID().toString();
        session.background()
                .ask(
                        () -> known == null
                                ? session.api().credentials().create(fields, key)
                                : session.api().credentials().change(known.id(), fields),
                        this::done,
                        this::failed);
    }

    private void done(CredentialView credential) {
        pane.close();
        stored.run();
        session.toasts()
                .done(Texts.get(
                        before == null ? "team.credential.made" : "team.credential.changed", credential.name()));
    }

    private void failed(ApiFailure why) {
        pane.failed(why);
        stored.run(); // somebody else may have changed it
    }
}
