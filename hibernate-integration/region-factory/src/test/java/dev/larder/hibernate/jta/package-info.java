/** The cache under JTA, with Narayana. */
package dev.larder.hibernate.jta;
