#ifndef SEKISHO_CSCAN_H
#define SEKISHO_CSCAN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Asks the system to back memory with large pages: a table that is read here and there otherwise misses the
/// processor's short list of pages at almost every read. A hint: whether it is taken or not, the memory stays as it is.
void sekisho_large_pages(void *start, size_t count);

/// Asks the processor to bring the cache line at `address` closer, for reading.
/// A hint: it never faults, whatever the address. Swift has no prefetch of its own.
static inline __attribute__((always_inline)) void sekisho_prefetch(const void *address) {
    __builtin_prefetch(address, 0, 3);
}

/// One bit for each of the 64 bytes at `bytes`, lowest first: set where the byte is `delimiter`, a line feed, a double
/// quote, or a carriage return that no line feed follows. Reads exactly 65 bytes.
static inline __attribute__((always_inline)) uint64_t sekisho_marks(const uint8_t *bytes, uint8_t delimiter) {
    uint64_t marks = 0;
#if defined(__SSE2__)
    const __m128i field = _mm_set1_epi8((char)delimiter);
    const __m128i line = _mm_set1_epi8('\n');
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i carriage = _mm_set1_epi8('\r');
    for (int part = 0; part < 4; part++) {
        const __m128i sixteen = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
        const __m128i next = _mm_loadu_si128((const __m128i *)(bytes + 16 * part + 1));
        const __m128i lone = _mm_andnot_si128(_mm_cmpeq_epi8(next, line), _mm_cmpeq_epi8(sixteen, carriage));
        const __m128i found = _mm_or_si128(
            _mm_or_si128(_mm_cmpeq_epi8(sixteen, field), _mm_cmpeq_epi8(sixteen, line)),
            _mm_or_si128(_mm_cmpeq_epi8(sixteen, quote), lone));
        marks |= (uint64_t)(uint32_t)_mm_movemask_epi8(found) << (16 * part);
    }
#else
    for (int index = 0; index < 64; index++) {
        const uint8_t byte = bytes[index];
        const int lone = byte == '\r' && bytes[index + 1] != '\n';
        marks |= (uint64_t)(byte == delimiter || byte == '\n' || byte == '"' || lone) << index;
    }
#endif
    return marks;
}

/// The eight bytes at `bytes` as a little-endian number; the address need not be aligned.
static inline __attribute__((always_inline)) uint64_t sekisho_load8(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/// Whether all eight bytes of `word` are ASCII digits.
static inline __attribute__((always_inline)) int sekisho_digits8(uint64_t word) {
    return ((word & (word + 0x0606060606060606ULL)) & 0xF0F0F0F0F0F0F0F0ULL) == 0x3030303030303030ULL;
}

/// The number that eight ASCII digits write, first digit in the lowest byte.
static inline __attribute__((always_inline)) uint64_t sekisho_number8(uint64_t word) {
    word = (word & 0x0F0F0F0F0F0F0F0FULL) * 2561 >> 8;
    word = (word & 0x00FF00FF00FF00FFULL) * 6553601 >> 16;
    return (word & 0x0000FFFF0000FFFFULL) * 42949672960001ULL >> 32;
}

#endif
