package eu.runlater.console.api;

import eu.runlater.model.OperationItem;
import eu.runlater.model.OperationView;
import java.util.List;
import java.util.UUID;
import okhttp3.HttpUrl;

/// The calls about bulk operations at work or done. Each blocks and is for background threads; any thread.
public final class OperationApi {
    /// What can be asked of an operation that has begun.
    public enum Move {
        PAUSE("pause"),
        RESUME("resume"),
        UNDO("undo");

        private final String word;

        Move(String word) {
            this.word = word;
        }

        /// As the API's address has it.
        public String word() {
            return word;
        }
    }

    private final EngineApi api;

    OperationApi(EngineApi api) {
        this.api = api;
    }

    /// The newest ones first.
    public List<OperationView> newest(int limit) throws ApiFailure {
        HttpUrl url = api.url("operations")
                .addQueryParameter("limit", Integer.toString(limit))
                .build();
        return EngineApi.list(api.get(url), OperationView.class);
    }

    /// The first of what became of each thing.
    ///
    /// @param result `changed`, `skipped` or `failed`
    public List<OperationItem> items(UUID id, String result, int limit) throws ApiFailure {
        HttpUrl url = operation(id)
                .addPathSegment("items")
                .addQueryParameter("result", result)
                .addQueryParameter("limit", Integer.toString(limit))
                .build();
        return EngineApi.list(api.get(url), OperationItem.class);
    }

    /// 409 `operation_over` when it is too late.
    public OperationView move(UUID id, Move move) throws ApiFailure {
        HttpUrl url = operation(id).addPathSegment(move.word()).build();
        return EngineApi.data(api.post(url, "{}"), OperationView.class);
    }

    private HttpUrl.Builder operation(UUID id) {
        return api.url("operations").addPathSegment(id.toString());
    }
}
