/** The application's HTTP door: JSON for the page, and what bad input gets. */
@NullMarked
package dev.larder.sample.web;

import org.jspecify.annotations.NullMarked;
