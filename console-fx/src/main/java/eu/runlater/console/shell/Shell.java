package eu.runlater.console.shell;

import eu.runlater.console.ui.Appearance;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The frame of one open profile. FX thread.
public final class Shell extends StackPane implements AutoCloseable {
    /// Below this the navigation folds itself.
    private static final double NARROW = 1_100;

    private final Session session;
    private final ShellViewModel model;
    private final ScreenHost host;
    private final Commands commands;
    private final PaletteModel paletteModel;
    private final BooleanBinding folded;
    private Subscription subscriptions = Subscription.EMPTY;

    public Shell(Session session, List<Room> allRooms, Preferences preferences, Appearance appearance, Doors doors) {
        this.session = session;
        this.commands = session.commands();
        this.model = new ShellViewModel(session);
        List<Room> rooms = allRooms.stream()
                .filter(room -> !(session.profile().readOnly() && room.changes()))
                .toList();
        FrameCommands frame = new FrameCommands(session, preferences, appearance, doors);
        commands.add(frame.rooms(rooms));
        commands.add(frame.frame(this::openPalette, this::openHelp, this::refresh, model::togglePause));
        commands.add(frame.profiles());
        this.paletteModel = new PaletteModel(commands, session.navigator(), frame::open);
        this.host = new ScreenHost(session, rooms);
        setId("shell");
        getStyleClass().addAll("shell", session.profile().colour().styleClass());

        BannerBar banner =
                new BannerBar(session.live()::retryNow, () -> doors.enterKey(session.profile()), doors::signInAgain);
        Sidebar sidebar = new Sidebar(rooms, session.navigator(), session.rights());
        BorderPane frameView = new BorderPane(host);
        frameView.setTop(new VBox(new Header(session, model, appearance, doors), banner));
        frameView.setLeft(sidebar);
        frameView.setBottom(new StatusBar(model));
        StackPane.setAlignment(session.toasts().node(), Pos.BOTTOM_RIGHT);
        getChildren().addAll(frameView, session.toasts().node(), session.panes().node());

        this.folded = Bindings.createBooleanBinding(
                () -> preferences.sidebarFoldedProperty().get() || (getWidth() > 0 && getWidth() < NARROW),
                preferences.sidebarFoldedProperty(),
                widthProperty());
        folded.subscribe(sidebar::setFolded);
        model.bannerProperty().subscribe(banner::show);
        addEventHandler(KeyEvent.KEY_PRESSED, this::escape);
    }

    /// Makes it the content of the scene and brings it to life.
    public void open(Scene scene) {
        scene.setRoot(this);
        KeyDispatcher keys = new KeyDispatcher(commands, session.panes()::isShown, System::nanoTime);
        model.attach();
        Navigator navigator = session.navigator();
        subscriptions = Subscription.combine(
                keys.install(scene),
                session.rights().meProperty().subscribe((_, _) -> host.rightsChanged(navigator.current())),
                navigator.currentProperty().subscribe(place -> {
                    if (!navigator.isReplacing()) {
                        host.show(place);
                    }
                }));
    }

    public Session session() {
        return session;
    }

    /// Lets go of everything; the session closes with it.
    @Override
    public void close() {
        subscriptions.unsubscribe();
        host.leave();
        model.detach();
        session.close();
    }

    private void openPalette() {
        new Palette(paletteModel, session.panes()).open();
    }

    private void openHelp() {
        KeysHelp help = new KeysHelp(commands);
        session.panes().show(help);
        help.requestFocus();
    }

    private void refresh() {
        host.refresh();
    }

    private void escape(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE
                && !session.panes().isShown()
                && session.toasts().closeNewest()) {
            event.consume();
        }
    }
}
