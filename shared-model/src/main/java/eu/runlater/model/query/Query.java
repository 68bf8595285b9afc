package eu.runlater.model.query;

import eu.runlater.model.ExecutionSummary;
import java.time.Instant;
import java.util.List;

/// What to look for among executions: all terms must hold; none = everything.
public record Query(List<QueryTerm> terms) {
    public static final Query EVERYTHING = new Query(List.of());

    public Query {
        terms = List.copyOf(terms);
    }

    /// What reading a text gives.
    public sealed interface Reading {}

    /// @param spans where each term of the query stands in the text, in the same order
    public record Read(Query query, List<Span> spans) implements Reading {
        public Read {
            spans = List.copyOf(spans);
        }
    }

    public record Refused(QueryMistake mistake) implements Reading {}

    /// Characters from `start` to before `end`.
    public record Span(int start, int end) {}

    /// Reads a text; never throws, and takes time proportional to its length.
    public static Reading read(String text) {
        return new QueryReader(text).read();
    }

    /// The text that reads as this query.
    public String print() {
        return QueryPrinter.print(this);
    }

    /// Whether one execution is meant, by what its summary says: the same answer as the engine's search gives.
    public boolean matches(ExecutionSummary execution, Instant now) {
        return terms.stream().allMatch(term -> QueryMatcher.holds(term, execution, now));
    }
}
