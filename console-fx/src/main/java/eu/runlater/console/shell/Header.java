package eu.runlater.console.shell;

import eu.runlater.console.ui.Appearance;
import eu.runlater.console.ui.KeyCaps;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.WhoAmI;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The bar at the top: which engine, the way back, the palette, the time.
final class Header extends HBox {
    private final Session session;
    private final Appearance appearance;

    Header(Session session, ShellViewModel model, Appearance appearance, Doors doors) {
        super(8);
        this.session = session;
        this.appearance = appearance;
        setId("header");
        getStyleClass().addAll("top-bar", session.profile().colour().styleClass());
        setAlignment(Pos.CENTER_LEFT);
        Commands commands = session.commands();
        Button back = icon(Feather.ARROW_LEFT, commands, "shell.back");
        back.disableProperty().bind(session.navigator().canGoBackProperty().not());
        Button forward = icon(Feather.ARROW_RIGHT, commands, "shell.forward");
        forward.disableProperty()
                .bind(session.navigator().canGoForwardProperty().not());
        HBox left = new HBox(6, profileMenu(doors), back, forward);
        left.setAlignment(Pos.CENTER_LEFT);
        if (session.profile().production()) {
            left.getChildren().add(badge("shell.production", "tone-danger"));
        }
        if (session.profile().readOnly()) {
            left.getChildren().add(badge("shell.read_only", "tone-muted"));
        }
        HBox right = new HBox(4, zone(model), themeButton(commands));
        right.setAlignment(Pos.CENTER_RIGHT);
        // Equal sides keep the search in the middle of the window.
        for (HBox side : List.of(left, right)) {
            HBox.setHgrow(side, Priority.ALWAYS);
            side.setPrefWidth(300);
        }
        getChildren().addAll(left, search(commands), right);
    }

    private MenuButton profileMenu(Doors doors) {
        Region bar = new Region();
        bar.getStyleClass().add("profile-bar");
        MenuButton menu = new MenuButton(session.profile().name(), bar);
        menu.setId("profile-menu");
        menu.getStyleClass().add("profile-menu");
        menu.setMinWidth(Region.USE_PREF_SIZE);
        menu.setOnShowing(_ -> {
            menu.getItems().clear();
            for (Profile profile : doors.profiles()) {
                Region colour = new Region();
                colour.getStyleClass().addAll("profile-bar", profile.colour().styleClass());
                MenuItem item = new MenuItem(profile.name(), colour);
                item.setMnemonicParsing(false);
                item.setDisable(profile.equals(session.profile()));
                item.setOnAction(_ -> doors.open(profile, Optional.empty()));
                menu.getItems().add(item);
            }
            MenuItem all = new MenuItem(Texts.get("shell.profiles"));
            all.setOnAction(_ -> doors.allProfiles());
            menu.getItems().addAll(new SeparatorMenuItem(), all);
            session.commands().find("shell.sign_out").ifPresent(command -> {
                WhoAmI me = session.rights().me();
                MenuItem out =
                        new MenuItem(me == null ? command.text() : Texts.get("shell.sign_out.of", me.credentialName()));
                out.setMnemonicParsing(false);
                out.setOnAction(_ -> command.run());
                menu.getItems().add(out);
            });
        });
        menu.setMnemonicParsing(false);
        return menu;
    }

    private static Button search(Commands commands) {
        Label text = new Label(Texts.get("shell.search"));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox inside = new HBox(8, new FontIcon(Feather.SEARCH), text, space);
        commands.find("shell.palette")
                .map(Command::keys)
                .ifPresent(keys -> inside.getChildren().add(new KeyCaps(keys.caps())));
        inside.setAlignment(Pos.CENTER_LEFT);
        Button search = new Button(null, inside);
        search.setId("search");
        search.getStyleClass().add("search-button");
        search.setAccessibleText(Texts.get("shell.command.palette"));
        search.setOnAction(_ -> commands.find("shell.palette").ifPresent(Command::run));
        inside.prefWidthProperty().bind(search.widthProperty().subtract(22));
        search.setPrefWidth(420);
        search.setMinWidth(200);
        return search;
    }

    private Button zone(ShellViewModel model) {
        Button zone = new Button();
        zone.setId("clock");
        zone.getStyleClass().addAll("icon-button", "clock");
        zone.setMinWidth(Region.USE_PREF_SIZE);
        Tooltip tooltip = new Tooltip();
        tooltip.setShowDelay(Duration.millis(400));
        zone.setTooltip(tooltip);
        zone.setOnAction(_ -> session.times().switchZone());
        model.clockProperty().subscribe(time -> {
            zone.setText(time + "  " + session.times().zoneName());
            tooltip.setText(Texts.get(
                    "shell.zone.tooltip", session.times().zoneProperty().get().getId()));
        });
        return zone;
    }

    private Button themeButton(Commands commands) {
        Button button = icon(Feather.MOON, commands, "shell.theme");
        button.setId("theme");
        appearance
                .choiceProperty()
                .subscribe(_ -> button.setGraphic(new FontIcon(appearance.isDark() ? Feather.SUN : Feather.MOON)));
        return button;
    }

    private static Label badge(String key, String tone) {
        Label badge = new Label(Texts.get(key));
        badge.getStyleClass().addAll("status-label", "badge", tone);
        badge.setMinWidth(Region.USE_PREF_SIZE);
        return badge;
    }

    private static Button icon(Ikon icon, Commands commands, String command) {
        Button button = new Button(null, new FontIcon(icon));
        button.getStyleClass().add("icon-button");
        button.setAccessibleRole(AccessibleRole.BUTTON);
        commands.find(command).ifPresent(found -> {
            button.setId(command.replace('.', '-'));
            button.setAccessibleText(found.text());
            Tooltip tooltip = new Tooltip(found.textWithKeys());
            tooltip.setShowDelay(Duration.millis(400));
            button.setTooltip(tooltip);
            button.setOnAction(_ -> found.run());
        });
        return button;
    }
}
