package dev.larder.spring.docs;

/** What the page's shop sells. */
record Product(String id, String supplier) {}
