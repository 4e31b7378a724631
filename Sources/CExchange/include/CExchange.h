#ifndef SEKISHO_CEXCHANGE_H
#define SEKISHO_CEXCHANGE_H

/// Exchanges two paths in one step, renameat2(2) with RENAME_EXCHANGE, which Swift's Glibc does not show.
/// Gives 0, or -1 and errno.
int sekisho_exchange(const char *one, const char *other);

#endif
