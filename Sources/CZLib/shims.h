#ifndef BENTOKIT_CZLIB_SHIMS_H
#define BENTOKIT_CZLIB_SHIMS_H

#include <zlib.h>

/// Makes a stream ready to inflate gzip's format: `inflateInit2` is a macro.
static inline int bentokit_inflate_gzip(z_stream *stream) {
  return inflateInit2(stream, 16 + MAX_WBITS);
}

#endif
