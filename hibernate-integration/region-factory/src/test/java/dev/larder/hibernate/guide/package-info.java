/** What Hibernate's user guide says of caching, in the order of its chapter; docs/hibernate.md lists it with these tests. */
package dev.larder.hibernate.guide;
