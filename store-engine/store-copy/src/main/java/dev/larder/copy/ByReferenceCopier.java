package dev.larder.copy;

import org.jspecify.annotations.Nullable;

/** Copies nothing. */
enum ByReferenceCopier implements Copier {
    INSTANCE;

    @Override
    public <T extends @Nullable Object> T copy(T value) {
        return value;
    }

    @Override
    public <T extends @Nullable Object> T copyIn(T value) {
        return value;
    }

    @Override
    public <T extends @Nullable Object> T copyOut(T value) {
        return value;
    }

    @Override
    public boolean allShared() {
        return true;
    }

    @Override
    public boolean isShared(Class<?> type) {
        return true;
    }

    @Override
    public void close() {}
}
