/// The frame around the screens: places and their addresses, the one registry of commands with its palette, keys
/// and help, navigation, banners, status bar, toasts and panes. Knows screens only by their interface.
@NullMarked
package eu.runlater.console.shell;

import org.jspecify.annotations.NullMarked;
