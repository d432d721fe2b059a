package dev.larder.sample.answers;

/** A value with what it cost to get. */
public record Answer<T>(T value, Receipt receipt) {}
