package eu.runlater.console.team;

import eu.runlater.console.shell.Command;
import eu.runlater.console.shell.LockedPane;
import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Role;
import eu.runlater.console.shell.Screen;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.Segments;
import eu.runlater.console.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The room: one tab at a time, those one may not look at with a lock. FX thread.
final class TeamView implements Screen {
    private final Session session;
    private final List<Tab> tabs;
    private final Segments<Tab> choice;
    private final StackPane body = new StackPane();
    private final Button invite;
    private final Button newKey;
    private final Button newCredential;
    private final HBox actions = new HBox(8);
    private final VBox root = new VBox();
    private Place place;
    private @Nullable Tab shown;
    private Subscription subscriptions = Subscription.EMPTY;

    TeamView(Session session) {
        this.session = session;
        this.place = session.navigator().current();
        this.tabs = List.of(
                new MembersTab(session),
                new InvitesTab(session),
                new KeysTab(session),
                new SecretTab(session),
                new CredentialsTab(session),
                new AccountTab(session));
        choice = new Segments<>(tabs, tab -> Texts.get("team.tab." + tab.id()));
        choice.setId("team-tabs");
        HBox line = new HBox(choice);
        line.getStyleClass().add("query-line");
        line.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(body, Priority.ALWAYS);
        body.setMinHeight(0);
        root.setId("team");
        root.getStyleClass().addAll("executions", "team");
        root.getChildren().addAll(line, body);
        invite = action("team-invite", "team.new.invites", Feather.USER_PLUS, tabs.get(1));
        newKey = action("team-new-key", "team.new.keys", Feather.PLUS, tabs.get(2));
        newCredential = action("team-new-credential", "team.new.credentials", Feather.PLUS, tabs.get(4));
        actions.setAlignment(Pos.CENTER_RIGHT);
        if (!session.profile().readOnly()) {
            actions.getChildren().addAll(invite, newKey, newCredential);
        }
        choice.valueProperty().subscribe(tab -> {
            if (tab != null && tab != tab(place)) {
                goTo(tab);
            }
        });
    }

    private Button action(String id, String key, Feather icon, Tab tab) {
        Button button = new Button(Texts.get(key), new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().add("accent");
        button.managedProperty().bind(button.visibleProperty());
        RosterTab.guard(session, button, Texts.get(key) + "  N", Role.ADMIN);
        button.setOnAction(_ -> tab.create());
        return button;
    }

    private Tab tab(Place at) {
        return tabs.stream()
                .filter(tab -> tab.id().equals(at.get(TeamRoom.TAB)))
                .findFirst()
                .orElse(tabs.getFirst());
    }

    private void goTo(Tab tab) {
        Place next = Place.of(place.profile(), TeamRoom.ID);
        session.navigator().go(tab == tabs.getFirst() ? next : next.with(TeamRoom.TAB, tab.id()));
    }

    private void show(Tab tab) {
        boolean other = tab != shown;
        if (other && shown != null) {
            shown.leave();
        }
        shown = tab;
        invite.setVisible(tab == tabs.get(0) || tab == tabs.get(1));
        newKey.setVisible(tab == tabs.get(2));
        newCredential.setVisible(tab == tabs.get(4));
        if (session.rights().allows(tab.least())) {
            body.getChildren().setAll(tab.node());
            tab.refresh();
        } else {
            body.getChildren().setAll(new LockedPane(session, tab.least()));
        }
        if (other) {
            focus();
        }
    }

    private void rightsChanged() {
        Tab tab = shown;
        if (tab != null
                && session.rights().allows(tab.least()) != body.getChildren().contains(tab.node())) {
            show(tab);
        }
    }

    /// `N`: an invite among people, a key among keys, a credential among credentials.
    private void create() {
        (shown == tabs.get(2) || shown == tabs.get(4) ? shown : tabs.get(1)).create();
    }

    @Override
    public ObservableValue<String> title() {
        return new ReadOnlyStringWrapper(Texts.get("team.title"));
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public Node actions() {
        return actions;
    }

    @Override
    public void attach(Place asked) {
        place = asked;
        if (subscriptions == Subscription.EMPTY) {
            subscriptions = session.rights().meProperty().subscribe((_, _) -> rightsChanged());
        }
        Tab wanted = tab(asked);
        choice.valueProperty().set(wanted);
        show(wanted);
    }

    @Override
    public void detach() {
        subscriptions.unsubscribe();
        subscriptions = Subscription.EMPTY;
        if (shown != null) {
            shown.leave();
            shown = null;
        }
    }

    @Override
    public List<Command> commands() {
        List<Command> commands = new ArrayList<>();
        ObservableValue<String> admin = session.rights().refusal(Role.ADMIN);
        commands.add(Command.of("team.new", "team.command.new", this::create)
                .withKeys("N")
                .withIcon(Feather.PLUS)
                .changing()
                .refusedWhile(admin));
        commands.add(Command.of("team.edit", "team.command.edit", () -> with(Tab::edit))
                .withKeys("E")
                .withIcon(Feather.EDIT_3)
                .changing()
                .refusedWhile(admin));
        commands.add(Command.of("team.delete", "team.command.delete", () -> with(Tab::delete))
                .withKeys("Delete")
                .withIcon(Feather.TRASH_2)
                .changing()
                .refusedWhile(session.rights().refusal(Role.VIEWER)));
        for (int i = 0; i < tabs.size(); i++) {
            Tab tab = tabs.get(i);
            commands.add(Command.of("team.tab" + (i + 1), "team.command.tab", () -> goTo(tab))
                    .named(() -> Texts.get("team.command.tab", Texts.get("team.tab." + tab.id())))
                    .withKeys(Integer.toString(i + 1)));
        }
        commands.add(Command.of("team.down", "team.command.down", () -> with(tab -> tab.move(1)))
                .withKeys("J")
                .unlisted());
        commands.add(Command.of("team.up", "team.command.up", () -> with(tab -> tab.move(-1)))
                .withKeys("K")
                .unlisted());
        return commands;
    }

    private void with(java.util.function.Consumer<Tab> action) {
        Tab tab = shown;
        if (tab != null && session.rights().allows(tab.least())) {
            action.accept(tab);
        }
    }

    @Override
    public void refresh() {
        Tab tab = shown;
        session.rights().ask();
        if (tab != null) {
            show(tab);
        }
    }

    @Override
    public void focus() {
        if (shown != null) {
            shown.focus();
        }
    }
}
