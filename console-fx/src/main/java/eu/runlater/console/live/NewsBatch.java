package eu.runlater.console.live;

import java.util.List;

/// What changed besides executions since the last batch. It says *that* something changed; how it is now, the API says.
///
/// @param news in order of arrival, each type and thing once
/// @param incomplete more may have changed than is named here, or the stream could not be continued: ask for everything
public record NewsBatch(List<News> news, boolean incomplete) {
    public NewsBatch {
        news = List.copyOf(news);
    }
}
