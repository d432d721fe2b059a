package dev.larder.hibernate.consistency;

import jakarta.persistence.Convert;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/** A row whose amount only ever grows: each transaction sets it to a ticket that is greater than what was there. */
@MappedSuperclass
public abstract class Counter {
    @Id
    public Long id;

    @Convert(converter = Pauses.class)
    public Long amount;
}
