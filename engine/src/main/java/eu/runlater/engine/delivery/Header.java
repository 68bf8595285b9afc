package eu.runlater.engine.delivery;

/// One header line, name as given, value without surrounding space.
public record Header(String name, String value) {}
