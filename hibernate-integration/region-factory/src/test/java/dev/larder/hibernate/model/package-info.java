/** The entities of the tests. */
package dev.larder.hibernate.model;
