#ifndef BENTOKIT_CLZMA_SHIMS_H
#define BENTOKIT_CLZMA_SHIMS_H

#include <lzma.h>

/// The empty stream: `LZMA_STREAM_INIT` is a macro.
static inline lzma_stream bentokit_lzma_stream(void) {
  lzma_stream stream = LZMA_STREAM_INIT;
  return stream;
}

#endif
