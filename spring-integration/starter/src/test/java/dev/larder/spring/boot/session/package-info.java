@NullMarked
package dev.larder.spring.boot.session;

import org.jspecify.annotations.NullMarked;
