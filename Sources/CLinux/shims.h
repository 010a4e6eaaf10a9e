#ifndef BENTOKIT_CLINUX_SHIMS_H
#define BENTOKIT_CLINUX_SHIMS_H

// What Linux offers about files and Swift's Glibc module does not show.

#include <linux/fs.h>
#include <linux/memfd.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
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

/// Makes the empty file `to` share all blocks of the file `from`, until either is written to. On a
/// file system that can't, or across two of them, -1 with errno set.
static inline int bentokit_clone_file(int to, int from) { return ioctl(to, FICLONE, from); }

/// Moves up to `count` bytes between two files at their offsets, inside the kernel. Returns how many
/// were, 0 at the end, -1 with errno set on failure.
static inline ssize_t bentokit_copy_file_range(int from, int to, size_t count) {
  return syscall(SYS_copy_file_range, from, NULL, to, NULL, count, 0u);
}

/// A file that is in memory only and has no path but that of its descriptor; -1 with errno set on
/// failure.
static inline int bentokit_memory_file(const char *name) {
  return (int)syscall(SYS_memfd_create, name, MFD_CLOEXEC);
}

/// The number of a device by its two parts.
static inline dev_t bentokit_device(unsigned int major, unsigned int minor) {
  return makedev(major, minor);
}

#endif
