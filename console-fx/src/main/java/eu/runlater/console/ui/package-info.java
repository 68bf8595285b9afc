/// Controls and wording that several screens share: live tables, states, times, sparklines, the query bar, texts
/// and the theme. Owns how things look; holds no knowledge of any one screen.
@NullMarked
package eu.runlater.console.ui;

import org.jspecify.annotations.NullMarked;
