#ifndef BENTOKIT_CLINUX_SHIMS_H
#define BENTOKIT_CLINUX_SHIMS_H

// What Linux and glibc offer and Swift's Glibc module does not show.

#include <fcntl.h>
#include <malloc.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/xattr.h>
#include <unistd.h>

/// Reads the next names of an open directory into `buffer`: records of `struct linux_dirent64`.
/// Returns their total length in bytes, 0 at the end, -1 with errno set on failure.
static inline ssize_t bentokit_getdents64(int directory, void *buffer, size_t capacity) {
  return syscall(SYS_getdents64, directory, buffer, capacity);
}

/// The names of the extended attributes of the file `name` in an open directory, a link not being
/// followed. Since Linux 6.13; before, and where a sandbox does not know it, -1 with errno set.
static inline ssize_t bentokit_listxattrat(
    int directory, const char *name, char *list, size_t capacity) {
  const long listxattrat = 465;  // the same number on every architecture
  const unsigned int symlink_nofollow = 0x100;
  return syscall(listxattrat, directory, name, symlink_nofollow, list, capacity);
}

/// Makes a file without a name on the file system of a folder, open for reading and writing.
/// Returns its descriptor, -1 with errno set on failure; not every file system can.
static inline int bentokit_unnamed_file(const char *folder) {
  const int tmpfile = 020000000 | O_DIRECTORY;  // O_TMPFILE, which glibc shows only to GNU sources
  return open(folder, tmpfile | O_RDWR | O_CLOEXEC, 0600);
}

#endif
