package eu.runlater.console.settings;

import eu.runlater.console.shell.Command;
import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Screen;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.StatePane;
import eu.runlater.console.ui.Texts;
import java.util.List;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The organization's settings and this console's. FX thread.
final class SettingsView implements Screen {
    private final OrganizationModel model;
    private final OrganizationCard organization;
    private final StackPane root = new StackPane();
    private final Session session;

    SettingsView(Session session) {
        this.session = session;
        this.model = new OrganizationModel(session.api().team(), session.background());
        this.organization = new OrganizationCard(session, model);
        StatePane states = new StatePane(organization, model::refresh);
        states.loading();
        model.knownProperty().subscribe(known -> {
            if (known != null) {
                states.loaded();
            }
        });
        model.failureProperty().subscribe(why -> {
            if (why != null) {
                states.failed(why);
            }
        });
        VBox column = new VBox(16, states, new ConsoleCard(session));
        column.getStyleClass().add("card-column");
        column.setMaxWidth(760);
        StackPane left = new StackPane(column);
        left.setAlignment(Pos.TOP_LEFT);
        ScrollPane scroll = new ScrollPane(left);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().addAll("edge-to-edge", "plain-scroll");
        root.setId("settings");
        root.getChildren().add(scroll);
    }

    @Override
    public ObservableValue<String> title() {
        return new ReadOnlyStringWrapper(Texts.get("settings.title"));
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void attach(Place place) {
        model.refresh();
    }

    @Override
    public void detach() {}

    @Override
    public void refresh() {
        session.rights().ask();
        model.refresh();
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.of("settings.save", "settings.command.save", organization::save)
                .withKeys("Shortcut+Enter")
                .withIcon(Feather.CHECK)
                .changing()
                .refusedWhile(session.rights().refusal(OrganizationCard.LEAST)));
    }

    @Override
    public void focus() {
        organization.focusFirst();
    }
}
