#ifndef BENTOKIT_CLINUX_SHIMS_H
#define BENTOKIT_CLINUX_SHIMS_H

// What Linux offers about files and Swift's Glibc module does not show.
//
// Functions are declared here rather than included: a header that Glibc's module has too, such as
// <sys/types.h>, would make this module the owner of what is in it, and Swift code that uses it
// would have to import this module.

#include <stddef.h>
#include <sys/syscall.h>  // numbers alone

long syscall(long number, ...);

int setxattr(const char *path, const char *name, const void *value, size_t size, int flags);
int lsetxattr(const char *path, const char *name, const void *value, size_t size, int flags);
int fsetxattr(int file, const char *name, const void *value, size_t size, int flags);
long lgetxattr(const char *path, const char *name, void *value, size_t size);
long llistxattr(const char *path, char *list, size_t size);

/// Reads the next names of an open directory into `buffer`: records of `struct linux_dirent64`.
/// Returns their total length in bytes, 0 at the end, -1 with errno set on failure.
static inline long bentokit_getdents64(int directory, void *buffer, size_t capacity) {
  return syscall(SYS_getdents64, directory, buffer, capacity);
}

/// The names of the extended attributes of the file `name` in an open directory, a link not being
/// followed. Since Linux 6.13; before, and where a sandbox does not know it, -1 with errno set.
static inline long bentokit_listxattrat(
    int directory, const char *name, char *list, size_t capacity) {
  const long listxattrat = 465;  // the same number on every architecture
  const unsigned int symlink_nofollow = 0x100;
  return syscall(listxattrat, directory, name, symlink_nofollow, list, capacity);
}

/// Makes the empty file `to` share all blocks of the file `from`, until either is written to. On a
/// file system that can't, or across two of them, -1 with errno set.
static inline int bentokit_clone_file(int to, int from) {
  const unsigned long ficlone = 0x40049409;
  return (int)syscall(SYS_ioctl, to, ficlone, from);
}

/// Moves up to `count` bytes between two files at their offsets, inside the kernel. Returns how many
/// were, 0 at the end, -1 with errno set on failure.
static inline long bentokit_copy_file_range(int from, int to, size_t count) {
  return syscall(SYS_copy_file_range, from, (void *)0, to, (void *)0, count, 0u);
}

/// A file that is in memory only and has no path but that of its descriptor; -1 with errno set on
/// failure.
static inline int bentokit_memory_file(const char *name) {
  const unsigned int close_on_exec = 1;
  return (int)syscall(SYS_memfd_create, name, close_on_exec);
}

/// The variables of this process, `NAME=value` each, a null pointer behind the last.
static inline char *_Nullable *_Nullable bentokit_environment(void) {
  extern char **environ;
  return environ;
}

/// The number of a device by its two parts.
static inline unsigned long bentokit_device(unsigned int major, unsigned int minor) {
  unsigned long gnu_dev_makedev(unsigned int, unsigned int);
  return gnu_dev_makedev(major, minor);
}

#endif
