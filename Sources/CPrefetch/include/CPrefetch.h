#ifndef SEKISHO_CPREFETCH_H
#define SEKISHO_CPREFETCH_H

/// Asks the processor to bring the cache line at `address` closer, for reading.
/// A hint: it never faults, whatever the address. Swift has no prefetch of its own.
static inline __attribute__((always_inline)) void sekisho_prefetch(const void *address) {
    __builtin_prefetch(address, 0, 3);
}

#endif
