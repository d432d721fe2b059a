/** Where an answer came from and what it cost; the door is {@link dev.larder.sample.answers.AnswerMeter}. */
@NullMarked
package dev.larder.sample.answers;

import org.jspecify.annotations.NullMarked;
