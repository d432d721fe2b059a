@NullMarked
package dev.larder.spring.boot.actuate;

import org.jspecify.annotations.NullMarked;
