package dev.larder.spring;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;
import org.springframework.util.ObjectUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** When what a method returned is complete: at once, or when its future or publisher completes without an error. */
final class Completion {
    private static final boolean REACTOR =
            ClassUtils.isPresent("reactor.core.publisher.Mono", Completion.class.getClassLoader());

    private Completion() {}

    /**
     * Runs the action with the value that the method came to; null for a publisher of many.
     *
     * @return what the caller of the method gets
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the caller of the method gets it
    static @Nullable Object then(@Nullable Object returned, Consumer<@Nullable Object> action) {
        if (returned instanceof CompletableFuture<?> future) {
            return future.thenApply(value -> {
                action.accept(value);
                return value;
            });
        }
        ReactiveAdapter adapter = REACTOR && returned != null
                ? ReactiveAdapterRegistry.getSharedInstance().getAdapter(returned.getClass())
                : null;
        if (adapter != null) {
            return Reactive.then(returned, adapter, action);
        }
        action.accept(ObjectUtils.unwrapOptional(returned));
        return returned;
    }

    /** Loaded only where Reactor is there. */
    private static final class Reactive {
        static Object then(@Nullable Object returned, ReactiveAdapter adapter, Consumer<@Nullable Object> action) {
            return adapter.fromPublisher(
                    adapter.isMultiValue()
                            ? Flux.from(adapter.toPublisher(returned)).doOnComplete(() -> action.accept(null))
                            : Mono.from(adapter.toPublisher(returned)).doOnSuccess(action));
        }
    }
}
