#define _DEFAULT_SOURCE
#include "CScan.h"

#if defined(__linux__)
#include <sys/mman.h>
#include <unistd.h>
#endif

void sekisho_large_pages(void *start, size_t count) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    // Whole pages only: the first and the last may hold something else too.
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    const uintptr_t from = ((uintptr_t)start + page - 1) & ~(page - 1);
    const uintptr_t to = ((uintptr_t)start + count) & ~(page - 1);
    if (from < to) (void)madvise((void *)from, to - from, MADV_HUGEPAGE);
#else
    (void)start;
    (void)count;
#endif
}
