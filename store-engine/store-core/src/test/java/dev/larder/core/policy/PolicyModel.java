package dev.larder.core.policy;

import dev.larder.testkit.policy.PolicyTestNode;

/** A policy written as plainly as can be, to compare the real one with. Called for known nodes only. */
interface PolicyModel {
    void read(PolicyTestNode node);

    /** Adds a node or uses a known one again. */
    void write(PolicyTestNode node);

    void remove(PolicyTestNode node);

    /** Names and forgets a victim; called only while there is one. */
    PolicyTestNode takeVictim();
}
