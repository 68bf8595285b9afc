package eu.runlater.console.tasks;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.live.News;
import eu.runlater.console.live.NewsBatch;
import eu.runlater.console.ui.LiveRows;
import eu.runlater.model.Page;
import eu.runlater.model.TaskView;
import eu.runlater.model.UpcomingFirings;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// The list of recurring tasks: pages of it, what was looked for, and keeping it true while things change. FX thread.
final class TasksViewModel {
    /// What the list shows.
    enum Content {
        LOADING,
        ROWS,
        FIRST_USE,
        NO_MATCH,
        NO_PROBLEMS
    }

    private final TasksSource source;
    private final Background background;
    private final Background.Line pages;
    private final Background.Line strip;
    private final LiveRows<UUID, TaskView> rows = new LiveRows<>(TaskView::id, TasksViewModel::newer);
    private final List<TaskView> loaded = new ArrayList<>();
    private final ReadOnlyObjectWrapper<Content> content = new ReadOnlyObjectWrapper<>(Content.LOADING);
    private final ReadOnlyObjectWrapper<@Nullable ApiFailure> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable UpcomingFirings> upcoming = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper problemsOnly = new ReadOnlyBooleanWrapper();
    private String search = "";
    private @Nullable String cursor;
    private boolean loading;

    TasksViewModel(TasksSource source, Background background) {
        this.source = source;
        this.background = background;
        this.pages = background.line();
        this.strip = background.line();
    }

    private static TaskView newer(TaskView known, TaskView incoming) {
        return incoming.version() >= known.version() ? incoming : known;
    }

    LiveRows<UUID, TaskView> rows() {
        return rows;
    }

    ReadOnlyObjectProperty<Content> contentProperty() {
        return content.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable ApiFailure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /// What is planned in the next 24 hours; absent before the first answer.
    ReadOnlyObjectProperty<@Nullable UpcomingFirings> upcomingProperty() {
        return upcoming.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty problemsOnlyProperty() {
        return problemsOnly.getReadOnlyProperty();
    }

    void toggleProblems() {
        problemsOnly.set(!problemsOnly.get());
        show();
    }

    void search(String text) {
        if (!text.equals(search)) {
            search = text;
            refresh();
        }
    }

    /// Reads the first page again; what was shown stays until it is there.
    void refresh() {
        loading = true;
        String asked = search;
        pages.ask(() -> source.list(asked, null), page -> first(page, asked), this::failed);
        refreshStrip();
    }

    private void refreshStrip() {
        strip.ask(source::upcoming, upcoming::set, _ -> {});
    }

    private void first(Page<TaskView> page, String asked) {
        loading = false;
        failure.set(null);
        loaded.clear();
        loaded.addAll(page.data());
        cursor = page.nextCursor();
        search = asked;
        show();
    }

    private void show() {
        List<TaskView> shown = loaded.stream()
                .filter(task -> !problemsOnly.get() || TaskText.isProblem(task))
                .toList();
        rows.show(shown);
        content.set(
                !shown.isEmpty()
                        ? Content.ROWS
                        : problemsOnly.get() && !loaded.isEmpty()
                                ? Content.NO_PROBLEMS
                                : search.isBlank() ? Content.FIRST_USE : Content.NO_MATCH);
    }

    /// The next page, when the end of the list comes into reach.
    void loadMore() {
        String next = cursor;
        if (loading || next == null) {
            return;
        }
        loading = true;
        String asked = search;
        pages.ask(
                () -> source.list(asked, next),
                page -> {
                    loading = false;
                    loaded.addAll(page.data());
                    cursor = page.nextCursor();
                    rows.append(page.data().stream()
                            .filter(task -> !problemsOnly.get() || TaskText.isProblem(task))
                            .toList());
                },
                this::failed);
    }

    private void failed(ApiFailure why) {
        loading = false;
        failure.set(why);
    }

    /// Something about tasks has changed: the named ones are read again, or all.
    void onNews(NewsBatch batch) {
        List<UUID> ids = new ArrayList<>();
        boolean all = batch.incomplete();
        for (News news : batch.news()) {
            if (news.type().equals("task.updated")) {
                ids.add(UUID.fromString(news.what().id()));
            } else {
                all = true;
            }
        }
        if (all || ids.size() > 5) {
            refresh();
        } else {
            ids.forEach(this::reload);
            refreshStrip();
        }
    }

    /// Reads one task again, and shows it as it is now.
    void reload(UUID id) {
        background.ask(() -> source.one(id), this::put, why -> {
            if (why.status() == 404) {
                refresh();
            }
        });
    }

    /// Shows a task as it was just stored.
    void put(TaskView task) {
        boolean known = false;
        for (int i = 0; i < loaded.size(); i++) {
            if (loaded.get(i).id().equals(task.id())) {
                loaded.set(i, task);
                known = true;
            }
        }
        if (known) {
            rows.merge(List.of(task), one -> !problemsOnly.get() || TaskText.isProblem(one));
        } else {
            refresh();
        }
    }

    /// Runs of shown tasks have ended: their bars and next times are read again.
    void reloadShown() {
        if (!loading && loaded.size() <= 100) {
            refresh();
        }
    }
}
