package eu.runlater.console.shell;

import eu.runlater.console.ui.Texts;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The bar across the window while the connection is not what it should be.
final class BannerBar extends HBox {
    private final Label text = new Label();
    private final Button action = new Button(Texts.get("shell.banner.retry"));
    private final Tooltip details = new Tooltip();
    private Banner.Action offered = Banner.Action.NONE;

    BannerBar(Runnable retry, Runnable enterKey, Runnable signIn) {
        super(12);
        setId("banner");
        getStyleClass().add("banner");
        setAlignment(Pos.CENTER_LEFT);
        text.setAccessibleRole(AccessibleRole.TEXT);
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        details.setShowDelay(Duration.millis(200));
        action.setId("banner-action");
        action.getStyleClass().add("small");
        action.setMinWidth(Region.USE_PREF_SIZE);
        action.setOnAction(_ -> {
            switch (offered) {
                case RETRY -> retry.run();
                case ENTER_KEY -> enterKey.run();
                case SIGN_IN -> signIn.run();
                case NONE -> {}
            }
        });
        getChildren().addAll(new FontIcon(Feather.ALERT_TRIANGLE), text, action);
        show(Optional.empty());
    }

    void show(Optional<Banner> banner) {
        setVisible(banner.isPresent());
        setManaged(banner.isPresent());
        banner.ifPresent(b -> {
            text.setText(b.text());
            details.setText(b.details());
            text.setTooltip(b.details().isEmpty() ? null : details);
            offered = b.action();
            action.setVisible(offered != Banner.Action.NONE);
            action.setText(
                    switch (offered) {
                        case ENTER_KEY -> Texts.get("shell.banner.key");
                        case SIGN_IN -> Texts.get("shell.banner.sign_in");
                        case RETRY, NONE -> Texts.get("shell.banner.retry");
                    });
        });
    }
}
