@NullMarked
package dev.larder.spring.boot.slices;

import org.jspecify.annotations.NullMarked;
