@NullMarked
package dev.larder.spring.boot;

import org.jspecify.annotations.NullMarked;
