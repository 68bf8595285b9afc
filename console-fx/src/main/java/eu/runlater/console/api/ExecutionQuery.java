package eu.runlater.console.api;

/// Which executions a list asks for.
///
/// @param query the query language's text; empty = all
/// @param byRun one row per run with its newest attempt, instead of one per attempt
public record ExecutionQuery(String query, boolean byRun) {
    public static final ExecutionQuery ALL = new ExecutionQuery("", true);

    public ExecutionQuery withQuery(String text) {
        return new ExecutionQuery(text, byRun);
    }

    public ExecutionQuery withByRun(boolean value) {
        return new ExecutionQuery(query, value);
    }
}
