#ifndef BENTOKIT_CLINUX_SHIMS_H
#define BENTOKIT_CLINUX_SHIMS_H

// What Linux and glibc offer and Swift's Glibc module does not show.
//
// Functions are declared here rather than included: a header that Glibc's module has too, such as
// <sys/types.h>, would make this module the owner of what is in it, and Swift code that uses it
// would have to import this module.

#include <stddef.h>
#include <sys/syscall.h>  // numbers alone

long syscall(long number, ...);

int setxattr(const char *path, const char *name, const void *value, size_t size, int flags);
int lsetxattr(const char *path, const char *name, const void *value, size_t size, int flags);
int pipe2(int ends[2], int flags);
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

/// Makes a file without a name on the file system of a folder, open for reading and writing.
/// Returns its descriptor, -1 with errno set on failure; not every file system can.
static inline int bentokit_unnamed_file(const char *folder) {
  const int at_working_folder = -100, read_write = 02, directory = 0200000;
  const int close_on_exec = 02000000, unnamed = 020000000;
  return (int)syscall(
      SYS_openat, at_working_folder, folder, unnamed | directory | read_write | close_on_exec, 0600);
}

/// Opens a path below an open directory; fails where it would leave the directory, or goes through a
/// symbolic link, at its end too. Since Linux 5.6; before, and where a sandbox does not know it, -1
/// with errno set to ENOSYS or EPERM.
static inline int bentokit_open_beneath(
    int directory, const char *path, int flags, unsigned int mode) {
  struct {
    unsigned long long flags, mode, resolve;
  } how = {(unsigned int)flags, mode, 0x08 | 0x04};  // RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS
  const long openat2 = 437;                          // the same number on every architecture
  return (int)syscall(openat2, directory, path, &how, sizeof(how));
}

/// Has malloc keep one arena for all threads. Fewer than one for each hold on to less freed memory,
/// and threads wait for each other.
static inline void bentokit_use_one_malloc_arena(void) {
  int mallopt(int, int);
  const int arena_max = -8;
  mallopt(arena_max, 1);
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
