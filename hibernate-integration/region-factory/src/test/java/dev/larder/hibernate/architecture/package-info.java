/** The arrows between the packages of the region factory as tests, and the proof that a wrong arrow is seen. */
package dev.larder.hibernate.architecture;
