package eu.runlater.console.overview;

import eu.runlater.console.api.FailureApi.Action;
import eu.runlater.console.executions.ExecutionsRoom;
import eu.runlater.console.executions.FailureBulk;
import eu.runlater.console.live.ConnectionState;
import eu.runlater.console.newtask.NewTaskRoom;
import eu.runlater.console.queues.QueuesRoom;
import eu.runlater.console.shell.Command;
import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Screen;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.LineList;
import eu.runlater.console.ui.StatePane;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.Overview;
import eu.runlater.model.Overview.Cause;
import eu.runlater.model.Overview.Upcoming;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The first screen. FX thread.
final class OverviewView implements Screen {
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
    private static final double LINE = 30;
    private static final int FEWEST_LINES = 5;

    /// Title and paddings of a list and of the page.
    private static final double LIST_FRAME = 66;

    private final Session session;
    private final Times times;
    private final OverviewViewModel model;
    private final EngineStrip strip;
    private final FailingNow failing;
    private final RateChart chart;
    private final Figure successHour;
    private final Figure successDay;
    private final Figure lag;
    private final Figure due;
    private final Figure waiting;
    private final Figure running;
    private final Figure circuits;
    private final Figure missed;
    private final UsageLine usage;
    private final LineList<Upcoming> upcoming;
    private final LineList<ExecutionSummary> tail;
    private final VBox content = new VBox(14);
    private final HBox lists;
    private final ScrollPane scroll;
    private final StackPane area = new StackPane();
    private final StatePane states;
    private final HBox actions = new HBox();
    private @Nullable FirstSteps firstSteps;
    private boolean focusWanted;
    private Subscription subscriptions = Subscription.EMPTY;

    OverviewView(Session session, OverviewViewModel model) {
        this.session = session;
        this.times = session.times();
        this.model = model;
        strip = new EngineStrip(times, session.api().access()::isSession);
        failing = new FailingNow(
                times,
                this::openCause,
                overview -> open("status:failed,timeout since:" + overview.windowMinutes() + "m"));
        chart = new RateChart(times, minute -> open("since:" + minute + " until:" + minute.plusSeconds(60)));
        successHour = figure("success-hour", () -> open("status:success,failed,timeout since:1h"));
        successDay = figure("success-day", () -> open("status:success,failed,timeout since:24h"));
        lag = figure("lag", () -> open("status:pending until:now"));
        due = figure("due", () -> open("status:pending until:now"));
        waiting = figure("waiting", () -> open("status:pending"));
        running = figure("running", () -> open("status:running"));
        circuits = figure(
                "circuits",
                () -> session.navigator().go(QueuesRoom.hosts(session.profile().name())));
        missed = figure("missed", () -> open("status:missed since:24h"));
        usage = new UsageLine(times);
        upcoming = new LineList<>(
                "next-up",
                Texts.get("overview.next.title"),
                Texts.get("overview.next.none"),
                this::upcomingLine,
                next -> openExecution(next.executionId().toString()));
        tail = new LineList<>(
                "tail",
                Texts.get("overview.tail.title"),
                Texts.get("overview.tail.none"),
                this::tailLine,
                run -> openExecution(run.id().toString()));
        tail.hoverProperty().subscribe(model::holdTail);
        content.getStyleClass().add("overview-content");
        lists = lists();
        content.getChildren().addAll(strip, usage, failing, numbers(), lists);
        scroll = new ScrollPane(area);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().addAll("edge-to-edge", "plain-scroll", "overview");
        area.getChildren().setAll(content);
        states = new StatePane(scroll, this::refresh);
        states.setId("overview");
        if (!session.profile().readOnly()) {
            Button newTask = new Button(Texts.get("newtask.title"), new FontIcon(Feather.PLUS));
            newTask.setId("overview-new");
            newTask.getStyleClass().add("accent");
            newTask.setTooltip(new Tooltip(Texts.get("overview.new.tooltip")));
            newTask.setOnAction(_ -> newTask());
            actions.getChildren().add(newTask);
            failing.offer(retryButton());
        }
        model.overviewProperty().subscribe(this::show);
        model.usageProperty().subscribe(usage::show);
        model.engineProperty().subscribe(status -> {
            if (status != null) {
                strip.show(status, times.now());
                beat();
            }
        });
        model.engineFailureProperty().subscribe(why -> {
            if (why != null && why.status() == 403) {
                strip.forbid();
            }
        });
        model.failureProperty().subscribe(why -> {
            if (why != null) {
                states.failed(why);
            } else if (model.overviewProperty().get() != null) {
                states.loaded();
            }
        });
        model.tail().subscribe(this::showLists);
        scroll.viewportBoundsProperty().subscribe(_ -> showLists());
        lists.layoutYProperty().subscribe(this::showLists);
    }

    /// As many lines as there is room for, so that the first screen needs no scrolling.
    private void showLists() {
        double room = scroll.getViewportBounds().getHeight() - lists.getLayoutY() - LIST_FRAME;
        int lines = Math.clamp((long) (room / LINE), FEWEST_LINES, OverviewViewModel.TAIL);
        Overview overview = model.overviewProperty().get();
        if (overview != null) {
            upcoming.show(overview.upcoming().stream().limit(lines).toList());
        }
        tail.show(model.tail().stream().limit(lines).toList());
    }

    private static Figure figure(String id, Runnable open) {
        return new Figure(id, Texts.get("overview.figure." + id.replace('-', '_')), open);
    }

    private Node numbers() {
        VBox rates = new VBox(successHour, successDay);
        VBox times = new VBox(lag, due);
        VBox counts = new VBox(waiting, running);
        VBox troubles = new VBox(circuits, missed);
        for (VBox column : List.of(rates, times, counts, troubles)) {
            column.getStyleClass().add("figure-column");
            column.getChildren().forEach(figure -> VBox.setVgrow(figure, Priority.ALWAYS));
            HBox.setHgrow(column, Priority.ALWAYS);
        }
        HBox figures = new HBox(rates, times, counts, troubles);
        figures.getStyleClass().addAll("card-box", "figures");
        figures.setPrefWidth(10);
        figures.setMinWidth(0);
        chart.setMinWidth(0);
        chart.setPrefWidth(10);
        HBox.setHgrow(chart, Priority.ALWAYS);
        HBox.setHgrow(figures, Priority.ALWAYS);
        return new HBox(14, chart, figures);
    }

    private HBox lists() {
        for (Region list : List.of(upcoming, tail)) {
            list.setPrefWidth(10);
            list.setMinWidth(0);
            HBox.setHgrow(list, Priority.ALWAYS);
        }
        HBox lists = new HBox(14, upcoming, tail);
        VBox.setVgrow(lists, Priority.ALWAYS);
        return lists;
    }

    private LineList.Content<Upcoming> upcomingLine() {
        Label at = new Label();
        at.getStyleClass().addAll("mono", "line-time");
        at.setMinWidth(Region.USE_PREF_SIZE);
        Label name = new Label();
        Label try_ = new Label();
        try_.getStyleClass().addAll("muted", "small-text");
        try_.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return LineList.content(new HBox(12, at, name, space, try_), next -> {
            at.setText(times.brief(next.at()));
            name.setText(next.taskName());
            try_.setText(next.attempt() > 1 ? Texts.get("overview.next.try", next.attempt(), next.maxAttempts()) : "");
            return next.taskName() + " " + times.brief(next.at());
        });
    }

    private LineList.Content<ExecutionSummary> tailLine() {
        Label at = new Label();
        at.getStyleClass().addAll("mono", "line-time");
        at.setMinWidth(Region.USE_PREF_SIZE);
        StatusLabel state = new StatusLabel();
        state.setMinWidth(84);
        state.setPrefWidth(84);
        Label name = new Label();
        Label end = new Label();
        end.getStyleClass().addAll("mono", "muted");
        end.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return LineList.content(new HBox(12, at, state, name, space, end), run -> {
            Instant finished = run.finishedAt();
            at.setText(finished == null ? "" : times.clock(finished));
            state.show(run.status());
            name.setText(run.taskName());
            String code = run.statusCode() == null ? "" : run.statusCode() + "  ";
            end.setText(code + (run.durationMs() == null ? "" : Times.took(run.durationMs())));
            return run.taskName() + " " + state.getText() + " " + end.getText();
        });
    }

    private void show(@Nullable Overview overview) {
        if (overview == null) {
            return;
        }
        if (OverviewViewModel.isUnused(overview) && model.tail().isEmpty()) {
            FirstSteps steps = firstSteps;
            if (steps == null) {
                steps = new FirstSteps(
                        session.api().access().base(),
                        session.api().access().key(),
                        session.profile().readOnly(),
                        this::newTask);
                firstSteps = steps;
            }
            VBox first = new VBox(20, strip, steps);
            first.setAlignment(Pos.TOP_CENTER);
            first.getStyleClass().add("overview-content");
            area.getChildren().setAll(first);
        } else {
            if (!content.getChildren().contains(strip)) {
                content.getChildren().addFirst(strip);
            }
            area.getChildren().setAll(content);
        }
        failing.show(overview);
        chart.show(overview);
        successHour.show(percent(overview.successRateHour()), tone(overview.successRateHour()));
        successDay.show(percent(overview.successRateDay()), tone(overview.successRateDay()));
        lag.show(
                overview.queueLagMs() == 0 ? Texts.get("overview.figure.no_lag") : Times.took(overview.queueLagMs()),
                overview.queueLagMs() > 10_000 ? "figure-warning" : "");
        due.show(count(overview.dueNow()), "");
        waiting.show(count(overview.waiting()), "");
        running.show(count(overview.running()), "");
        circuits.show(
                overview.circuitsOpen() == 0
                        ? Texts.get("overview.figure.no_circuits")
                        : Texts.get("overview.figure.circuits_open", overview.circuitsOpen()),
                overview.circuitsOpen() > 0 ? "figure-danger" : "");
        missed.show(count(overview.missedDay()), overview.missedDay() > 0 ? "figure-warning" : "");
        showLists();
        states.loaded();
        beat();
        if (focusWanted) {
            focus();
        }
    }

    private static String percent(@Nullable Double rate) {
        if (rate == null) {
            return Texts.get("ui.none");
        }
        // Rounded down: 99.96 % is not 100 %.
        double shown = Math.floor(rate * 1_000) / 10;
        return shown == 100 ? "100 %" : String.format(Locale.ROOT, "%.1f %%", shown);
    }

    private static String tone(@Nullable Double rate) {
        return rate == null || rate >= 0.99 ? "" : rate >= 0.9 ? "figure-warning" : "figure-danger";
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private void openCause(Cause cause) {
        Overview overview = model.overviewProperty().get();
        int window = overview == null ? 60 : overview.windowMinutes();
        open("cause:" + cause.id() + " since:" + window + "m");
    }

    /// What the overview counted are attempts, so attempts are what opens.
    private void open(String query) {
        session.navigator().go(ExecutionsRoom.attempts(session.profile().name(), query));
    }

    private void openExecution(String id) {
        session.navigator().go(ExecutionsRoom.execution(session.profile().name(), id));
    }

    private Button retryButton() {
        Button retry = new Button(Texts.get("overview.failing.retry"), new FontIcon(Feather.ROTATE_CW));
        retry.setId("failing-retry");
        retry.getStyleClass().add("small");
        retry.setMinWidth(Region.USE_PREF_SIZE);
        Tooltip tooltip = new Tooltip();
        retry.setTooltip(tooltip);
        session.offline().subscribe(why -> {
            retry.setDisable(!why.isEmpty());
            tooltip.setText(why.isEmpty() ? Texts.get("overview.command.retry") + "  Shift+R" : why);
        });
        retry.setOnAction(_ -> retryAll());
        return retry;
    }

    /// The runs among what fails that are given up: those that are still tried again need no help.
    private void retryAll() {
        Overview overview = model.overviewProperty().get();
        int window = overview == null ? 60 : overview.windowMinutes();
        FailureBulk.open(session, Action.RETRY, "status:failed,timeout since:" + window + "m");
    }

    private void newTask() {
        session.navigator().go(NewTaskRoom.ID);
    }

    private void beat() {
        ConnectionState connection = session.live().connectionProperty().get();
        strip.beat(connection, session.live().heardAt());
        failing.beat();
        boolean stale =
                !(connection instanceof ConnectionState.Live) && !(connection instanceof ConnectionState.Connecting);
        content.pseudoClassStateChanged(STALE, stale || model.failureProperty().get() != null);
    }

    @Override
    public ObservableValue<String> title() {
        return new ReadOnlyStringWrapper(Texts.get("overview.title"));
    }

    @Override
    public Node node() {
        return states;
    }

    @Override
    public Node actions() {
        return actions;
    }

    @Override
    public void attach(Place place) {
        subscriptions.unsubscribe();
        subscriptions = Subscription.combine(
                session.live().subscribe(model::onBatch),
                session.live().onNews(Set.of("circuit", "queue", "usage", "node"), model::onNews),
                session.live().connectionProperty().subscribe(_ -> beat()),
                times.zoneProperty()
                        .subscribe(_ -> show(model.overviewProperty().get())),
                times.ticker().subscribe(() -> {
                    model.tick();
                    beat();
                }));
        if (model.overviewProperty().get() == null) {
            states.loading();
        }
        refresh();
    }

    @Override
    public void detach() {
        subscriptions.unsubscribe();
        subscriptions = Subscription.EMPTY;
        model.close();
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.of("overview.new", "overview.command.new", this::newTask)
                        .withKeys("N")
                        .withIcon(Feather.PLUS)
                        .changing(),
                Command.of("overview.retry", "overview.command.retry", this::retryAll)
                        .withKeys("Shift+R")
                        .withIcon(Feather.ROTATE_CW)
                        .changing()
                        .refusedWhile(session.offline()));
    }

    @Override
    public void refresh() {
        model.refresh();
    }

    @Override
    public void focus() {
        // Before the first answer there is nothing yet that could take it.
        focusWanted = model.overviewProperty().get() == null;
        failing.focusFirst();
    }
}
