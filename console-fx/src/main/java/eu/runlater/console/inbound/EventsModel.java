package eu.runlater.console.inbound;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.InboundApi;
import eu.runlater.console.executions.BodyContent;
import eu.runlater.console.ui.LiveRows;
import eu.runlater.model.InboundEventDetail;
import eu.runlater.model.InboundEventView;
import eu.runlater.model.Page;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// What one endpoint received, a page at a time, and the one event that is looked at closely. FX thread only.
final class EventsModel {
    /// Which events are listed.
    enum Only {
        ALL(""),
        FAILED("failed"),
        REJECTED("rejected"),
        FILTERED("filtered");

        final String status;

        Only(String status) {
            this.status = status;
        }
    }

    /// An event with its body made ready to be looked at.
    record Shown(InboundEventDetail detail, @Nullable BodyContent body) {}

    private static final int PAGE = 50;

    private final InboundApi api;
    private final Background.Line pages;
    private final Background.Line one;
    private final LiveRows<UUID, InboundEventView> rows =
            new LiveRows<>(InboundEventView::id, (_, incoming) -> incoming);
    private final ReadOnlyObjectWrapper<@Nullable Shown> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ApiFailure> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper none = new ReadOnlyBooleanWrapper();
    private @Nullable UUID endpointId;
    private @Nullable UUID eventId;
    private Only only = Only.ALL;
    private @Nullable String cursor;
    private boolean loading;

    EventsModel(InboundApi api, Background background) {
        this.api = api;
        this.pages = background.line();
        this.one = background.line();
    }

    LiveRows<UUID, InboundEventView> rows() {
        return rows;
    }

    /// The event that is looked at; absent while none is.
    ReadOnlyObjectProperty<@Nullable Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable ApiFailure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /// Whether the engine said that there are none.
    ReadOnlyBooleanProperty noneProperty() {
        return none.getReadOnlyProperty();
    }

    /// Which event is looked at, though its answer may not be there yet.
    @Nullable
    UUID eventId() {
        return eventId;
    }

    Only only() {
        return only;
    }

    /// Turns to an endpoint; absent = to none.
    void of(@Nullable UUID id) {
        if (id == null ? endpointId == null : id.equals(endpointId)) {
            return;
        }
        endpointId = id;
        closeEvent();
        clear();
        refresh();
    }

    void show(Only which) {
        if (which != only) {
            only = which;
            clear();
            refresh();
        }
    }

    private void clear() {
        pages.forget();
        loading = false;
        cursor = null;
        none.set(false);
        failure.set(null);
        rows.show(List.of());
    }

    /// Reads the list afresh, and the event that is looked at.
    void refresh() {
        read(this::afresh);
        readEvent();
    }

    /// Events may have come, or be forwarded by now: what is new comes on top, what is known changes in place.
    void changed() {
        read(this::took);
    }

    private void read(Consumer<Page<InboundEventView>> then) {
        UUID id = endpointId;
        if (id != null) {
            String status = only.status;
            loading = true;
            pages.ask(
                    () -> api.events(id, status, PAGE, null),
                    page -> {
                        loading = false;
                        failure.set(null);
                        then.accept(page);
                        none.set(rows.rows().isEmpty() && rows.waitingProperty().get() == 0);
                    },
                    this::failed);
        }
    }

    private void afresh(Page<InboundEventView> page) {
        cursor = page.nextCursor();
        rows.show(page.data());
    }

    private void took(Page<InboundEventView> page) {
        if (rows.rows().isEmpty()) {
            afresh(page);
            return;
        }
        rows.merge(page.data().reversed(), _ -> true);
        // Each look at an event is put on record: it is read again only when something became of it.
        Shown seen = shown.get();
        if (seen != null
                && page.data().stream()
                        .anyMatch(
                                event -> event.id().equals(seen.detail().event().id())
                                        && !event.equals(seen.detail().event()))) {
            readEvent();
        }
    }

    /// The next page, when the end of the list comes into reach.
    void loadMore() {
        UUID id = endpointId;
        String next = cursor;
        if (loading || id == null || next == null) {
            return;
        }
        loading = true;
        String status = only.status;
        pages.ask(
                () -> api.events(id, status, PAGE, next),
                page -> {
                    loading = false;
                    cursor = page.nextCursor();
                    rows.append(page.data());
                },
                this::failed);
    }

    /// Looks at one event closely.
    void openEvent(UUID id) {
        if (!id.equals(eventId)) {
            eventId = id;
            shown.set(null);
            readEvent();
        }
    }

    void closeEvent() {
        eventId = null;
        one.forget();
        shown.set(null);
    }

    private void readEvent() {
        UUID endpoint = endpointId;
        UUID event = eventId;
        if (endpoint != null && event != null) {
            one.ask(
                    () -> {
                        InboundEventDetail detail = api.event(endpoint, event);
                        return new Shown(detail, detail.body() == null ? null : BodyContent.of(detail.body()));
                    },
                    now -> {
                        failure.set(null);
                        shown.set(now);
                    },
                    this::failed);
        }
    }

    private void failed(ApiFailure why) {
        loading = false;
        failure.set(why);
    }
}
