#include <malloc.h>
#include <z3.h>

/* Has the allocator keep up to 64 MB of freed memory for what is asked for next, in blocks of up to 32 MB. */
static inline void sekisho_keep_freed_memory(void) {
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
}
