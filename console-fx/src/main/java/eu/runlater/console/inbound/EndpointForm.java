package eu.runlater.console.inbound;

import eu.runlater.console.inbound.EndpointFormModel.Order;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.FieldBox;
import eu.runlater.console.ui.Focus;
import eu.runlater.console.ui.Segments;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.EndpointView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The form of an endpoint: where its events go, what is changed on the way, who may send and what is forwarded. FX
/// thread.
final class EndpointForm extends HBox {
    private static final double ASIDE = 320;
    private static final String AS_IS = EndpointFormModel.AS_IS;
    private static final List<String> METHODS =
            List.of(AS_IS, "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final List<String> SCHEMES =
            List.of(AS_IS, "standard_webhooks", "github", "stripe", "slack", "hmac");

    private final EndpointFormModel model;
    private final Map<String, FieldBox> boxes = new LinkedHashMap<>();
    private final Label title = new Label();
    private final Label trouble = new Label();
    private final VBox conflict = new VBox(8);
    private final TextField name = new TextField();

    /// @param refusal why nothing can be stored at the moment; empty = it can
    EndpointForm(EndpointFormModel model, ObservableValue<String> refusal, Runnable close) {
        this.model = model;
        setId("endpoint-form");
        getStyleClass().add("new-task");
        title.getStyleClass().add("detail-title");
        title.setId("form-title");
        VBox form = new VBox(
                18,
                title,
                target(),
                section("inbound.form.verify"),
                verification(),
                section("inbound.form.filter"),
                area("filters", "form-filters", "inbound.form.filters", model.filters, 3, "json type one_of paid, sent")
                        .hint(Texts.get("inbound.form.filters_hint")),
                section("inbound.form.change"),
                overrides(),
                section("inbound.form.tell"),
                pair(
                        text("on_failure_url", "form-on-failure", "inbound.form.on_failure", model.onFailure, ""),
                        text("on_recovery_url", "form-on-recovery", "inbound.form.on_recovery", model.onRecovery, "")));
        form.getStyleClass().add("task-fields");
        ScrollPane left = new ScrollPane(form);
        left.setFitToWidth(true);
        left.getStyleClass().addAll("edge-to-edge", "plain-scroll");
        HBox.setHgrow(left, Priority.ALWAYS);
        VBox aside = aside(refusal, close);
        aside.setMinWidth(ASIDE);
        aside.setPrefWidth(ASIDE);
        getChildren().addAll(left, aside);
        model.problemsProperty().subscribe(this::showProblems);
        model.failureProperty().subscribe(_ -> showTrouble());
        model.conflictProperty().subscribe(this::showConflict);
        model.beforeProperty()
                .subscribe(before -> title.setText(
                        before == null
                                ? Texts.get("inbound.form.new")
                                : Texts.get("inbound.form.edit", before.name())));
    }

    void focusName() {
        Focus.on(name);
    }

    private Node target() {
        name.textProperty().bindBidirectional(model.name);
        name.setPromptText("Payment events");
        FieldBox urls = area(
                        "forward_urls",
                        "form-urls",
                        "inbound.form.urls",
                        model.urls,
                        2,
                        "https://your-app.example/hooks/pay")
                .hint(Texts.get("inbound.form.urls_hint"));
        Segments<Order> order =
                new Segments<>(List.of(Order.values()), one -> InboundText.word("inbound.order.", one.name()));
        order.valueProperty().bindBidirectional(model.order);
        FieldBox orderBox =
                box("ordered", "form-order", "inbound.form.order", order).hint(Texts.get("inbound.form.order_hint"));
        ComboBox<Integer> retries = new ComboBox<>();
        retries.getItems().setAll(IntStream.rangeClosed(0, 10).boxed().toList());
        retries.valueProperty().bindBidirectional(model.retries);
        retries.setMaxWidth(Double.MAX_VALUE);
        FieldBox retryBox = box("retry_attempts", "form-retries", "inbound.form.retries", retries);
        retryBox.setMinWidth(120);
        HBox.setHgrow(orderBox, Priority.ALWAYS);
        return new VBox(
                18, box("name", "form-name", "inbound.form.name", name), urls, new HBox(14, orderBox, retryBox));
    }

    private Node verification() {
        ComboBox<String> scheme = choice(model.scheme, SCHEMES, "inbound.scheme.");
        PasswordField secret = new PasswordField();
        secret.textProperty().bindBidirectional(model.secret);
        FieldBox secretBox = box("verification.secret", "form-secret", "inbound.form.secret", secret);
        FieldBox tolerance = text(
                "verification.tolerance_seconds", "form-tolerance", "inbound.form.tolerance", model.tolerance, "300");
        HBox signed = pair(secretBox, tolerance);
        FieldBox header =
                text("verification.header", "form-header", "inbound.form.header", model.signatureHeader, "X-Signature");
        FieldBox prefix = text("verification.prefix", "form-prefix", "inbound.form.prefix", model.prefix, "sha256=");
        HBox how = pair(
                box(
                        "verification.algorithm",
                        "form-algorithm",
                        "inbound.form.algorithm",
                        choice(model.algorithm, List.of("sha1", "sha256", "sha512"), "")),
                box(
                        "verification.encoding",
                        "form-encoding",
                        "inbound.form.encoding",
                        choice(model.encoding, List.of("hex", "base64"), "")));
        VBox hmac = new VBox(18, pair(header, prefix), how);
        for (Region part : List.of(signed, hmac)) {
            part.managedProperty().bind(part.visibleProperty());
        }
        signed.visibleProperty().bind(model.scheme.isNotEqualTo(AS_IS));
        hmac.visibleProperty().bind(model.scheme.isEqualTo("hmac"));
        Runnable hint = () ->
                secretBox.hint(Texts.get(model.secretKept() ? "inbound.form.secret_kept" : "inbound.form.secret_hint"));
        model.scheme.subscribe(hint);
        model.beforeProperty().subscribe(hint);
        return new VBox(18, box("verification.scheme", "form-scheme", "inbound.form.scheme", scheme), signed, hmac);
    }

    private Node overrides() {
        FieldBox method = box(
                "forward_method",
                "form-method",
                "inbound.form.method",
                choice(model.method, METHODS, "inbound.method."));
        CheckBox authorization = new CheckBox(Texts.get("inbound.form.pass_authorization"));
        authorization.setId("form-pass-authorization");
        authorization.selectedProperty().bindBidirectional(model.passAuthorization);
        CheckBox cookie = new CheckBox(Texts.get("inbound.form.pass_cookie"));
        cookie.setId("form-pass-cookie");
        cookie.selectedProperty().bindBidirectional(model.passCookie);
        return new VBox(
                18,
                method,
                area("forward_headers", "form-headers", "inbound.form.headers", model.headers, 2, "X-Source: runlater")
                        .hint(Texts.get("inbound.form.headers_hint")),
                new VBox(8, authorization, cookie),
                area("forward_body", "form-body", "inbound.form.body", model.body, 3, "")
                        .hint(Texts.get("inbound.form.body_hint")));
    }

    private VBox aside(ObservableValue<String> refusal, Runnable close) {
        Button save = new Button(Texts.get("inbound.form.save"), new FontIcon(Feather.CHECK));
        save.setId("form-save");
        save.getStyleClass().add("accent");
        save.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.savingProperty().get()
                                || !refusal.getValue().isEmpty(),
                        model.savingProperty(),
                        refusal));
        save.setOnAction(_ -> model.save(false));
        Button cancel = new Button(Texts.get("inbound.form.close"));
        cancel.setId("form-close");
        cancel.setOnAction(_ -> close.run());
        Label why = new Label();
        why.textProperty().bind(refusal);
        why.getStyleClass().addAll("muted", "small-text");
        why.setWrapText(true);
        why.managedProperty().bind(why.textProperty().isNotEmpty());
        for (Region part : List.of(trouble, conflict)) {
            part.getStyleClass().add("detail-trouble");
            part.managedProperty().bind(part.visibleProperty());
            part.setVisible(false);
        }
        trouble.setId("form-trouble");
        trouble.setWrapText(true);
        conflict.setId("form-conflict");
        Label note = new Label(Texts.get("inbound.form.note"));
        note.getStyleClass().add("muted");
        note.setWrapText(true);
        VBox aside = new VBox(14, new HBox(8, save, cancel), why, trouble, conflict, note);
        aside.getStyleClass().add("task-aside");
        return aside;
    }

    private void showProblems(Map<String, String> problems) {
        boxes.forEach((field, box) -> box.problem(problems.get(field)));
        showTrouble();
        boxes.values().stream().filter(FieldBox::hasProblem).findFirst().ifPresent(FieldBox::focusInput);
    }

    /// What has no field of its own is said above the form.
    private void showTrouble() {
        var failure = model.failureProperty().get();
        String homeless = String.join(
                "\n",
                model.problemsProperty().get().entrySet().stream()
                        .filter(problem -> !boxes.containsKey(problem.getKey()))
                        .map(problem -> problem.getKey().equals("base")
                                ? problem.getValue()
                                : problem.getKey() + ": " + problem.getValue())
                        .toList());
        String text = homeless.isEmpty() && failure != null ? FailureText.sentence(failure) : homeless;
        trouble.setText(text);
        trouble.setVisible(!text.isEmpty());
    }

    private void showConflict(@Nullable EndpointView theirs) {
        conflict.setVisible(theirs != null);
        if (theirs == null) {
            return;
        }
        Label said = new Label(Texts.get("inbound.conflict", theirs.version()));
        said.setWrapText(true);
        Button take = new Button(Texts.get("inbound.conflict.take"));
        take.setId("conflict-take");
        take.setOnAction(_ -> model.takeTheirs());
        Button keep = new Button(Texts.get("inbound.conflict.keep"));
        keep.setId("conflict-keep");
        keep.getStyleClass().add("danger");
        keep.setOnAction(_ -> model.save(true));
        conflict.getChildren().setAll(said, new HBox(8, take, keep));
    }

    private FieldBox box(String field, String id, String labelKey, Node input) {
        FieldBox box = new FieldBox(id, Texts.get(labelKey), input);
        boxes.put(field, box);
        return box;
    }

    private FieldBox text(String field, String id, String labelKey, StringProperty property, String prompt) {
        TextField input = new TextField();
        input.textProperty().bindBidirectional(property);
        input.setPromptText(prompt);
        return box(field, id, labelKey, input);
    }

    private FieldBox area(String field, String id, String labelKey, StringProperty property, int rows, String prompt) {
        TextArea input = new TextArea();
        input.textProperty().bindBidirectional(property);
        input.setPrefRowCount(rows);
        input.setPromptText(prompt);
        input.getStyleClass().add("mono");
        return box(field, id, labelKey, input);
    }

    /// @param prefix of the texts that say what the values mean; empty = the values themselves
    private static ComboBox<String> choice(ObjectProperty<String> property, List<String> values, String prefix) {
        ComboBox<String> box = new ComboBox<>();
        box.getItems().setAll(values);
        box.setMaxWidth(Double.MAX_VALUE);
        if (!prefix.isEmpty()) {
            box.setConverter(new StringConverter<>() {
                @Override
                public String toString(String value) {
                    return value == null ? "" : InboundText.word(prefix, value);
                }

                @Override
                public String fromString(String text) {
                    throw new UnsupportedOperationException("chosen, never typed");
                }
            });
        }
        box.valueProperty().bindBidirectional(property);
        return box;
    }

    private static HBox pair(Region left, Region right) {
        for (Region side : List.of(left, right)) {
            side.setPrefWidth(200);
            side.setMinWidth(140);
            HBox.setHgrow(side, Priority.ALWAYS);
        }
        return new HBox(14, left, right);
    }

    private static Label section(String key) {
        Label title = new Label(Texts.get(key));
        title.getStyleClass().add("form-section");
        return title;
    }
}
