package eu.runlater.console.newtask;

import eu.runlater.console.credentials.CredentialNames;
import eu.runlater.console.executions.ExecutionsRoom;
import eu.runlater.console.shell.Command;
import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Screen;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.Texts;
import java.util.List;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The form on the left; on the right the same call for a shell, and the run once it is sent. What was filled in stays
/// when one looks elsewhere. FX thread.
final class NewTaskView implements Screen {
    private static final double ASIDE = 440;

    private final Session session;
    private final NewTaskViewModel model;
    private final CredentialNames credentials;
    private final TaskFields fields;
    private final RunWatch watch;
    private final Button send = new Button(Texts.get("newtask.send"), new FontIcon(Feather.SEND));
    private final Label trouble = new Label();
    private final ScrollPane asideScroll;
    private final HBox root;
    private Subscription subscriptions = Subscription.EMPTY;

    static NewTaskView of(Session session, LongSupplier nanoTime) {
        return new NewTaskView(
                session,
                new NewTaskViewModel(
                        TaskSender.of(session.api()),
                        session.background(),
                        nanoTime,
                        session.times().zoneProperty()::get,
                        session.api().access().base().toString()));
    }

    NewTaskView(Session session, NewTaskViewModel model) {
        this.session = session;
        this.model = model;
        credentials = new CredentialNames(session.api(), session.background());
        fields = new TaskFields(model, session.times(), credentials);
        watch = new RunWatch(
                session.times(),
                accepted -> session.navigator()
                        .go(ExecutionsRoom.execution(
                                session.profile().name(), accepted.executionId().toString())));
        CurlCard curl = new CurlCard(
                model.curlProperty(),
                () -> model.curlWithKey(session.api().access().key()));
        trouble.setId("task-trouble");
        trouble.getStyleClass().add("detail-trouble");
        trouble.setWrapText(true);
        trouble.managedProperty().bind(trouble.visibleProperty());
        trouble.setVisible(false);
        ScrollPane left = new ScrollPane(fields);
        left.setFitToWidth(true);
        left.getStyleClass().addAll("edge-to-edge", "plain-scroll");
        HBox.setHgrow(left, Priority.ALWAYS);
        VBox aside = new VBox(14, trouble, watch, curl);
        aside.getStyleClass().add("task-aside");
        asideScroll = new ScrollPane(aside);
        asideScroll.setFitToWidth(true);
        asideScroll.getStyleClass().addAll("edge-to-edge", "plain-scroll");
        asideScroll.setMinWidth(ASIDE);
        asideScroll.setPrefWidth(ASIDE);
        root = new HBox(left, asideScroll);
        root.setId("new-task");
        root.getStyleClass().add("new-task");

        send.setId("task-send");
        send.getStyleClass().add("accent");
        send.setOnAction(_ -> send());
        Tooltip tooltip = new Tooltip();
        send.setTooltip(tooltip);
        Runnable availability = () -> {
            String why = session.offline().getValue();
            send.setDisable(!why.isEmpty() || model.sendingProperty().get());
            tooltip.setText(why.isEmpty() ? Texts.get("newtask.send.tooltip") : why);
        };
        session.offline().subscribe(_ -> availability.run());
        model.sendingProperty().subscribe(_ -> availability.run());
        model.failureProperty().subscribe(why -> {
            trouble.setVisible(why != null);
            if (why != null) {
                trouble.setText(FailureText.sentence(why) + "\n" + FailureText.details(why));
                asideScroll.setVvalue(0);
            }
        });
        model.problemsProperty().subscribe(problems -> {
            if (!problems.isEmpty() && model.justSent()) {
                fields.focusFirstProblem();
            }
        });
        model.acceptedProperty().subscribe(_ -> showRun());
        model.follower().runProperty().subscribe(_ -> showRun());
    }

    private void showRun() {
        watch.show(
                model.acceptedProperty().get(), model.follower().runProperty().get());
        asideScroll.setVvalue(0);
    }

    private void send() {
        model.send();
    }

    @Override
    public ObservableValue<String> title() {
        return new ReadOnlyStringWrapper(Texts.get("newtask.title"));
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public Node actions() {
        return send;
    }

    @Override
    public void attach(Place place) {
        credentials.refresh();
        subscriptions.unsubscribe();
        subscriptions = Subscription.combine(
                session.live().subscribe(model::onBatch),
                session.times().ticker().subscribe(() -> {
                    model.tick();
                    watch.beat();
                }));
    }

    @Override
    public void detach() {
        subscriptions.unsubscribe();
        subscriptions = Subscription.EMPTY;
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.of("newtask.send", "newtask.send", this::send)
                .withKeys("Shortcut+Enter")
                .withIcon(Feather.SEND)
                .changing()
                .refusedWhile(session.offline()));
    }

    @Override
    public void refresh() {
        model.tick();
    }

    @Override
    public void focus() {
        fields.focusUrl();
    }
}
