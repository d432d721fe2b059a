/** The regions that Hibernate asks for: of domain data, of query results, of update timestamps. */
@NullMarked
package dev.larder.hibernate.region;

import org.jspecify.annotations.NullMarked;
