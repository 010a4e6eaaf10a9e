#ifndef BENTOKIT_CTHREADSANITIZER_SHIMS_H
#define BENTOKIT_CTHREADSANITIZER_SHIMS_H

// ThreadSanitizer doesn't see into gRPC's core, nor into Swift's own Mutex. It is told here that what
// one thread did before its release of an address comes before what another does after its acquire.
//
// Nothing at all but in `swift build --sanitize=thread -Xcc -DBENTOKIT_THREAD_SANITIZER`.
#ifdef BENTOKIT_THREAD_SANITIZER
extern void __tsan_acquire(void *address);
extern void __tsan_release(void *address);
static inline void bentokit_acquired(const void *address) { __tsan_acquire((void *)address); }
static inline void bentokit_releases(const void *address) { __tsan_release((void *)address); }
#else
static inline void bentokit_acquired(const void *address) { (void)address; }
static inline void bentokit_releases(const void *address) { (void)address; }
#endif

#endif
