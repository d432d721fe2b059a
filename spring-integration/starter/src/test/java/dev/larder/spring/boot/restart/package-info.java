@NullMarked
package dev.larder.spring.boot.restart;

import org.jspecify.annotations.NullMarked;
