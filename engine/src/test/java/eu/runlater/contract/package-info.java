/// The engine held against its own OpenAPI document: every documented operation is driven, with good input, bad input
/// and
/// other people's ids, so that no route is forgotten. What is compared is what a client sees over HTTP.
@NullMarked
package eu.runlater.contract;

import org.jspecify.annotations.NullMarked;
