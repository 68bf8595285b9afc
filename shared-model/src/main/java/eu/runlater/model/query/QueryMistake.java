package eu.runlater.model.query;

/// Why a text is not a query, and where: characters from `start` to before `end` of the text. The message says what to
/// write instead.
public record QueryMistake(int start, int end, String message) {}
