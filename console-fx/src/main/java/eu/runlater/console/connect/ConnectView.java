package eu.runlater.console.connect;

import eu.runlater.console.api.Background;
import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Profile;
import eu.runlater.console.ui.Focus;
import eu.runlater.console.ui.Texts;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.collections.MapChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What one sees while no profile is open: the profiles, or the form of one. The first time it is the form, filled
/// in for an engine on this machine. FX thread.
public final class ConnectView extends StackPane {
    /// What is done with a profile and its key.
    @FunctionalInterface
    public interface Opener {
        void open(Profile profile, String key, Optional<Place> place);
    }

    private final ConnectViewModel model;
    private final Consumer<String> browser;
    private final VBox column = new VBox(18);
    private final VBox list = new VBox(10);
    private boolean listing;

    /// @param browser opens a page of the web
    public ConnectView(
            Profiles profiles,
            KeyVault vault,
            Background background,
            Executor fx,
            Opener open,
            Consumer<String> browser) {
        this.browser = browser;
        this.model = new ConnectViewModel(profiles, vault, background, fx, open);
        setId("connect");
        getStyleClass().add("connect");
        column.getStyleClass().add("connect-column");
        column.setMaxWidth(640);
        column.setAlignment(Pos.TOP_LEFT);
        StackPane middle = new StackPane(column);
        middle.setAlignment(Pos.TOP_CENTER);
        ScrollPane scroll = new ScrollPane(middle);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("plain-scroll");
        getChildren().add(scroll);
        model.reachability().addListener((MapChangeListener<String, Reachability>) _ -> showRows());
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        if (profiles.list().isEmpty()) {
            showForm(null);
        } else {
            showList();
        }
    }

    /// The form of a profile whose key is missing or was refused.
    public void askForKey(Profile profile) {
        showForm(profile);
    }

    /// The token of a profile is worth nothing any more.
    public void forget(Profile profile) {
        model.forget(profile);
    }

    /// Opens a profile with its stored key, or asks for it.
    ///
    /// @param place absent = where it was left
    public void open(Profile profile, Optional<Place> place) {
        model.open(profile, place, this::showForm);
    }

    private void showList() {
        listing = true;
        Button fresh = new Button(Texts.get("connect.new"), new FontIcon(Feather.PLUS));
        fresh.setId("profile-new");
        fresh.setOnAction(_ -> showForm(null));
        column.getChildren().setAll(brand(), heading("connect.title", "connect.subtitle"), list, fresh, trouble());
        showRows();
        model.look();
        list.getChildren().stream().findFirst().ifPresent(Focus::on);
    }

    private void showForm(@Nullable Profile profile) {
        listing = false;
        ProfileFormModel form = model.form(profile);
        boolean nothingYet = model.profiles().isEmpty();
        ProfileForm view =
                new ProfileForm(form, browser, model::opened, this::showList, nothingYet ? null : this::showList);
        String key = nothingYet ? "connect.first" : profile == null ? "connect.create" : "connect.edit";
        column.getChildren().setAll(brand(), heading(key, key + "_hint"), view);
        if (nothingYet) {
            column.getChildren().add(whereIsTheKey());
        }
        column.getChildren().add(trouble());
        view.focus();
    }

    private static Node brand() {
        FontIcon mark = new FontIcon(Feather.FAST_FORWARD);
        mark.getStyleClass().add("brand-mark");
        StackPane tile = new StackPane(mark);
        tile.getStyleClass().add("brand-tile");
        Label name = new Label("Runlater");
        name.getStyleClass().add("brand-name");
        HBox brand = new HBox(12, tile, name);
        brand.setAlignment(Pos.CENTER_LEFT);
        brand.getStyleClass().add("brand");
        return brand;
    }

    private static Node heading(String titleKey, String textKey) {
        Label title = new Label(Texts.get(titleKey));
        title.getStyleClass().add("connect-title");
        Label text = new Label(Texts.get(textKey));
        text.getStyleClass().add("muted");
        text.setWrapText(true);
        return new VBox(6, title, text);
    }

    private static Node whereIsTheKey() {
        Label title = new Label(Texts.get("connect.where.title"), new FontIcon(Feather.KEY));
        title.getStyleClass().add("strong");
        Label text = new Label(Texts.get("connect.where.text"));
        text.getStyleClass().add("muted");
        text.setWrapText(true);
        Label command = new Label("./runlater up");
        command.getStyleClass().addAll("mono", "code-line");
        VBox box = new VBox(8, title, text, command);
        box.getStyleClass().add("where-box");
        return box;
    }

    private Node trouble() {
        Label trouble = new Label();
        trouble.getStyleClass().add("field-error");
        trouble.setWrapText(true);
        trouble.textProperty().bind(model.troubleProperty());
        return trouble;
    }

    private void showRows() {
        if (!listing) {
            return;
        }
        Node focus = getScene() == null ? null : getScene().getFocusOwner();
        String focused = focus == null ? "" : String.valueOf(focus.getId());
        list.getChildren().setAll(model.profiles().stream().map(this::row).toList());
        list.getChildren().stream()
                .filter(row -> focused.equals(row.getId()))
                .findFirst()
                .ifPresent(Node::requestFocus);
    }

    private Node row(Profile profile) {
        Region bar = new Region();
        bar.getStyleClass().addAll("profile-bar", "tall");
        Label name = new Label(profile.name());
        name.getStyleClass().add("profile-name");
        HBox first = new HBox(8, name);
        first.setAlignment(Pos.CENTER_LEFT);
        if (profile.production()) {
            first.getChildren().add(badge("shell.production", "tone-danger"));
        }
        if (profile.readOnly()) {
            first.getChildren().add(badge("shell.read_only", "tone-muted"));
        }
        Label url = new Label(profile.url());
        url.getStyleClass().addAll("mono", "muted");
        VBox texts = new VBox(4, first, url);
        HBox.setHgrow(texts, Priority.ALWAYS);
        texts.setMinWidth(0);
        Button edit = new Button(null, new FontIcon(Feather.EDIT_2));
        edit.getStyleClass().add("icon-button");
        edit.setAccessibleText(Texts.get("connect.edit_profile", profile.name()));
        edit.setOnAction(_ -> showForm(profile));
        Button remove = new Button(null, new FontIcon(Feather.TRASH_2));
        remove.getStyleClass().add("icon-button");
        remove.setAccessibleText(Texts.get("connect.remove_profile", profile.name()));
        remove.setOnAction(_ -> askToRemove(profile));
        HBox row = new HBox(14, bar, texts, reachability(profile), edit, remove);
        row.setId("profile-" + profile.name());
        row.getStyleClass().addAll("card-box", "profile-row", profile.colour().styleClass());
        row.setAlignment(Pos.CENTER_LEFT);
        row.setFocusTraversable(true);
        row.setAccessibleText(profile.name() + " " + profile.url());
        row.setOnMouseClicked(_ -> open(profile));
        row.setOnKeyPressed(event -> {
            switch (event.getCode()) {
                case ENTER -> open(profile);
                case E -> showForm(profile);
                case DELETE -> askToRemove(profile);
                default -> {
                    return;
                }
            }
            event.consume();
        });
        return row;
    }

    private void askToRemove(Profile profile) {
        Label question = new Label(Texts.get("connect.remove.question", profile.name()));
        question.setWrapText(true);
        HBox.setHgrow(question, Priority.ALWAYS);
        question.setMaxWidth(Double.MAX_VALUE);
        Button cancel = new Button(Texts.get("connect.form.cancel"));
        cancel.setOnAction(_ -> showRows());
        Button remove = new Button(Texts.get("connect.remove.verb"));
        remove.getStyleClass().add("danger");
        remove.setOnAction(_ -> {
            model.remove(profile);
            if (model.profiles().isEmpty()) {
                showForm(null);
            } else {
                showRows();
            }
        });
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        remove.setMinWidth(Region.USE_PREF_SIZE);
        HBox row = new HBox(10, question, cancel, remove);
        row.getStyleClass().addAll("card-box", "profile-row");
        row.setAlignment(Pos.CENTER_LEFT);
        list.getChildren().set(model.profiles().indexOf(profile), row);
        cancel.requestFocus();
    }

    private void open(Profile profile) {
        open(profile, Optional.empty());
    }

    private Node reachability(Profile profile) {
        Label label = switch (model.reachability().get(profile.name())) {
            case null -> new Label();
            case Reachability.Looking _ -> toned("connect.looking", "tone-muted");
            case Reachability.Reachable(long millis) -> {
                Label text = new Label(Texts.get("connect.reachable", millis));
                text.getStyleClass().addAll("status-label", "tone-success");
                yield text;
            }
            case Reachability.Unreachable(String why) -> {
                Label text = new Label(why);
                text.getStyleClass().addAll("status-label", "tone-danger");
                yield text;
            }
        };
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static Label toned(String key, String tone) {
        Label label = new Label(Texts.get(key));
        label.getStyleClass().addAll("status-label", tone);
        return label;
    }

    private static Label badge(String key, String tone) {
        Label badge = toned(key, tone);
        badge.getStyleClass().add("badge");
        return badge;
    }

    private void keyPressed(KeyEvent event) {
        if (!listing) {
            return;
        }
        if (event.getCode() == KeyCode.N && !event.isShortcutDown()) {
            showForm(null);
            event.consume();
        } else if (event.getCode() == KeyCode.R && !event.isShortcutDown()) {
            model.look();
            event.consume();
        }
    }
}
