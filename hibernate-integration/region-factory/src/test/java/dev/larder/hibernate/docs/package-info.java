/** The Java of docs/hibernate.md, and what the page says. */
package dev.larder.hibernate.docs;
