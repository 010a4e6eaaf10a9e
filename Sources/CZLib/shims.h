#ifndef BENTOKIT_CZLIB_SHIMS_H
#define BENTOKIT_CZLIB_SHIMS_H

#include <zlib.h>

/// Makes a stream ready to inflate gzip's format: `inflateInit2` is a macro.
static inline int bentokit_inflate_gzip(z_stream *stream) {
  return inflateInit2(stream, 16 + MAX_WBITS);
}

/// Makes a stream ready to deflate into gzip's format: `deflateInit2` is a macro.
static inline int bentokit_deflate_gzip(z_stream *stream) {
  return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, 8,
                      Z_DEFAULT_STRATEGY);
}

#endif
