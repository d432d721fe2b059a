package dev.larder.core.weight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetShareTest {
    private final MemoryBudget budget = new MemoryBudget(100, 1);
    private final BudgetShare share = new BudgetShare(budget);

    @Test
    void tryUse_moreThanIsLeft_takesNothing() {
        budget.use(60);

        assertThat(share.tryUse(41)).isFalse();
        assertThat(budget.used()).isEqualTo(60);
        assertThat(share.tryUse(40)).isTrue();
        assertThat(budget.used()).isEqualTo(100);
    }

    @Test
    void close_givesBackWhatItTookAndTakesNoMore() {
        budget.use(10);
        share.use(30);
        share.use(-10);
        assertThat(share.tryUse(5)).isTrue();

        share.close();
        share.close();
        share.use(50);
        share.use(-70);

        assertThat(budget.used()).isEqualTo(10);
        assertThat(share.tryUse(50)).isTrue();
        assertThat(share.tryUse(500)).isTrue();
        assertThat(budget.used()).isEqualTo(10);
    }

    @Test
    void close_whileOthersTakeAndGiveBack_leavesNothingTaken() throws Exception {
        for (int run = 0; run < 200; run++) {
            BudgetShare closing = new BudgetShare(budget);
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                threads.add(new Thread(() -> {
                    for (int i = 0; i < 500; i++) {
                        closing.use(2);
                        closing.tryUse(1);
                        closing.use(-1);
                    }
                }));
            }
            threads.add(new Thread(closing::close));
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(budget.used()).isZero();
        }
    }
}
