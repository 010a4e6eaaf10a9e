// What Swift cannot import from gRPC core, or only clumsily: macros, unions, and the batches of a
// call, as plain functions.
#ifndef BENTOKIT_CGRPC_SHIMS_H
#define BENTOKIT_CGRPC_SHIMS_H

#include <string.h>
#include <sys/prctl.h>

#include <grpc/byte_buffer.h>
#include <grpc/byte_buffer_reader.h>
#include <grpc/grpc.h>
#include <grpc/grpc_posix.h>
#include <grpc/grpc_security.h>
#include <grpc/slice.h>
#include <grpc/slice_buffer.h>
#include <grpc/support/alloc.h>
#include <grpc/support/log.h>
#include <grpc/support/time.h>

// Names the calling thread, in at most 15 bytes.
static inline void cgrpc_name_this_thread(const char *name) { prctl(PR_SET_NAME, name); }

// Slices and byte buffers.

static inline const uint8_t *cgrpc_slice_start(const grpc_slice *slice) {
  return GRPC_SLICE_START_PTR(*slice);
}

static inline size_t cgrpc_slice_length(grpc_slice slice) { return GRPC_SLICE_LENGTH(slice); }

// Whether the bytes lie within the slice value itself, and so move with it.
static inline int cgrpc_slice_is_inlined(grpc_slice slice) { return slice.refcount == NULL; }

static inline grpc_byte_buffer *cgrpc_byte_buffer_create(void) {
  return grpc_raw_byte_buffer_create(NULL, 0);
}

// Takes the caller's reference to the slice.
static inline void cgrpc_byte_buffer_append(grpc_byte_buffer *buffer, grpc_slice slice) {
  grpc_slice_buffer_add(&buffer->data.raw.slice_buffer, slice);
}

static inline size_t cgrpc_byte_buffer_slice_count(const grpc_byte_buffer *buffer) {
  return buffer->data.raw.slice_buffer.count;
}

// Borrowed: valid while the buffer is.
static inline const grpc_slice *cgrpc_byte_buffer_slices(const grpc_byte_buffer *buffer) {
  return buffer->data.raw.slice_buffer.slices;
}

static inline int cgrpc_byte_buffer_is_compressed(const grpc_byte_buffer *buffer) {
  return buffer->data.raw.compression != GRPC_COMPRESS_NONE;
}

// Channel arguments. Keys and strings are borrowed until the channel has been created.

static inline grpc_arg cgrpc_integer_argument(const char *key, int value) {
  grpc_arg argument = {.type = GRPC_ARG_INTEGER, .key = (char *)key};
  argument.value.integer = value;
  return argument;
}

static inline grpc_arg cgrpc_string_argument(const char *key, const char *value) {
  grpc_arg argument = {.type = GRPC_ARG_STRING, .key = (char *)key};
  argument.value.string = (char *)value;
  return argument;
}

// What a call's receiving operations write to. It has to stay where it is until they complete.
typedef struct cgrpc_outcome {
  grpc_metadata_array initial_metadata;
  grpc_metadata_array trailing_metadata;
  grpc_status_code status;
  grpc_slice status_message;
  const char *error_text;
  grpc_byte_buffer *message;
} cgrpc_outcome;

static inline void cgrpc_outcome_init(cgrpc_outcome *outcome) {
  memset(outcome, 0, sizeof *outcome);
  outcome->status = GRPC_STATUS_UNKNOWN;
  outcome->status_message = grpc_empty_slice();
  grpc_metadata_array_init(&outcome->initial_metadata);
  grpc_metadata_array_init(&outcome->trailing_metadata);
}

static inline void cgrpc_outcome_destroy(cgrpc_outcome *outcome) {
  grpc_metadata_array_destroy(&outcome->initial_metadata);
  grpc_metadata_array_destroy(&outcome->trailing_metadata);
  grpc_slice_unref(outcome->status_message);
  gpr_free((void *)outcome->error_text);
  if (outcome->message) grpc_byte_buffer_destroy(outcome->message);
}

// Batches of a client's call. Each answers what grpc_call_start_batch did: only after GRPC_CALL_OK
// will the tag come out of the completion queue.

static inline void cgrpc_op_send_start(grpc_op *op, grpc_metadata *metadata, size_t count) {
  op->op = GRPC_OP_SEND_INITIAL_METADATA;
  op->data.send_initial_metadata.metadata = metadata;
  op->data.send_initial_metadata.count = count;
}

static inline void cgrpc_op_receive_status(grpc_op *op, cgrpc_outcome *outcome) {
  op->op = GRPC_OP_RECV_STATUS_ON_CLIENT;
  op->data.recv_status_on_client.trailing_metadata = &outcome->trailing_metadata;
  op->data.recv_status_on_client.status = &outcome->status;
  op->data.recv_status_on_client.status_details = &outcome->status_message;
  op->data.recv_status_on_client.error_string = &outcome->error_text;
}

static inline void cgrpc_op_receive_initial_metadata(grpc_op *op, cgrpc_outcome *outcome) {
  op->op = GRPC_OP_RECV_INITIAL_METADATA;
  op->data.recv_initial_metadata.recv_initial_metadata = &outcome->initial_metadata;
}

// A whole unary call in one batch.
static inline grpc_call_error cgrpc_start_unary(grpc_call *call, grpc_metadata *metadata,
                                                size_t count, grpc_byte_buffer *message,
                                                cgrpc_outcome *outcome, void *tag) {
  grpc_op ops[6];
  memset(ops, 0, sizeof ops);
  cgrpc_op_send_start(&ops[0], metadata, count);
  ops[1].op = GRPC_OP_SEND_MESSAGE;
  ops[1].data.send_message.send_message = message;
  ops[2].op = GRPC_OP_SEND_CLOSE_FROM_CLIENT;
  cgrpc_op_receive_initial_metadata(&ops[3], outcome);
  ops[4].op = GRPC_OP_RECV_MESSAGE;
  ops[4].data.recv_message.recv_message = &outcome->message;
  cgrpc_op_receive_status(&ops[5], outcome);
  return grpc_call_start_batch(call, ops, 6, tag, NULL);
}

// The start of a stream: sends the initial metadata; with a message, sends that and half-closes too.
// Completes when the peer's initial metadata is here.
static inline grpc_call_error cgrpc_start_stream(grpc_call *call, grpc_metadata *metadata,
                                                 size_t count, grpc_byte_buffer *message,
                                                 cgrpc_outcome *outcome, void *tag) {
  grpc_op ops[4];
  size_t used = 2;
  memset(ops, 0, sizeof ops);
  cgrpc_op_send_start(&ops[0], metadata, count);
  cgrpc_op_receive_initial_metadata(&ops[1], outcome);
  if (message) {
    ops[2].op = GRPC_OP_SEND_MESSAGE;
    ops[2].data.send_message.send_message = message;
    ops[3].op = GRPC_OP_SEND_CLOSE_FROM_CLIENT;
    used = 4;
  }
  return grpc_call_start_batch(call, ops, used, tag, NULL);
}

static inline grpc_call_error cgrpc_start_receive_status(grpc_call *call, cgrpc_outcome *outcome,
                                                         void *tag) {
  grpc_op op;
  memset(&op, 0, sizeof op);
  cgrpc_op_receive_status(&op, outcome);
  return grpc_call_start_batch(call, &op, 1, tag, NULL);
}

static inline grpc_call_error cgrpc_start_receive_message(grpc_call *call,
                                                          grpc_byte_buffer **message, void *tag) {
  grpc_op op;
  memset(&op, 0, sizeof op);
  op.op = GRPC_OP_RECV_MESSAGE;
  op.data.recv_message.recv_message = message;
  return grpc_call_start_batch(call, &op, 1, tag, NULL);
}

static inline grpc_call_error cgrpc_start_send_message(grpc_call *call, grpc_byte_buffer *message,
                                                       void *tag) {
  grpc_op op;
  memset(&op, 0, sizeof op);
  op.op = GRPC_OP_SEND_MESSAGE;
  op.data.send_message.send_message = message;
  return grpc_call_start_batch(call, &op, 1, tag, NULL);
}

static inline grpc_call_error cgrpc_start_half_close(grpc_call *call, void *tag) {
  grpc_op op;
  memset(&op, 0, sizeof op);
  op.op = GRPC_OP_SEND_CLOSE_FROM_CLIENT;
  return grpc_call_start_batch(call, &op, 1, tag, NULL);
}

// An empty batch: its tag goes to the end of the completion queue at once.
static inline grpc_call_error cgrpc_start_nothing(grpc_call *call, void *tag) {
  return grpc_call_start_batch(call, NULL, 0, tag, NULL);
}

#endif
