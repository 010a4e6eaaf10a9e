import Bytes
import CBuildKitProtos

/// What the daemon wants of a writing.
enum WriteAction: UInt64, Sendable {
  /// To hear how far it is.
  case stat = 0
  case write = 1
  /// To have it checked and put in its place.
  case commit = 2
}

/// A step of a writing. Decoding doesn't copy the data if it came in one piece.
struct WriteContentRequest: DecodableMessage {
  var action = WriteAction.stat
  /// Names the writing, in the first message.
  var ref = ""
  /// How long the whole will be; 0 if that isn't known.
  var total: Int64 = 0
  /// The digest of the whole, unchecked; empty if it isn't known.
  var expected = ""
  /// Where the data belongs.
  var offset: Int64 = 0
  var data: ByteSlice

  init(decoding message: ByteChain) throws(MalformedMessage) {
    let bytes = message.contiguous
    data = ByteSlice([])
    var request = self
    let range = try bytes.withUnsafeBytes { buffer throws(MalformedMessage) -> Range<Int> in
      var reader = WireReader(buffer, message: "WriteContentRequest")
      var data = 0..<0
      while let field = try reader.field() {
        switch field.number {
        case 1:
          guard let action = WriteAction(rawValue: try reader.varint(field.type)) else {
            throw reader.malformed
          }
          request.action = action
        case 2: request.ref = Self.text(buffer, try reader.range(field.type))
        case 3: request.total = Int64(bitPattern: try reader.varint(field.type))
        case 4: request.expected = Self.text(buffer, try reader.range(field.type))
        case 5: request.offset = Int64(bitPattern: try reader.varint(field.type))
        case 6: data = try reader.range(field.type)
        default: try reader.skip(field.type)
        }
      }
      return data
    }
    self = request
    data = bytes.part(from: range.lowerBound, count: range.count)
  }

  private static func text(_ buffer: UnsafeRawBufferPointer, _ range: Range<Int>) -> String {
    String(decoding: buffer[range], as: UTF8.self)
  }
}

/// How far a writing is.
struct WriteContentResponse: Hashable {
  var action: WriteAction
  var status: ContentStatus
  /// Of the whole, once it is in its place.
  var digest = ""
}

extension WriteContentResponse: WireEncodable {
  static var blank: Blank<Containerd__Services__Content__V1__WriteContentResponse> {
    containerd__services__content__v1__write_content_response__init
  }

  func write(
    to wire: inout Containerd__Services__Content__V1__WriteContentResponse, in arena: PackingArena
  ) {
    wire.action =
      switch action {
      case .stat: CONTAINERD__SERVICES__CONTENT__V1__WRITE_ACTION__STAT
      case .write: CONTAINERD__SERVICES__CONTENT__V1__WRITE_ACTION__WRITE
      case .commit: CONTAINERD__SERVICES__CONTENT__V1__WRITE_ACTION__COMMIT
      }
    wire.started_at = arena.message(status.startedAt)
    wire.updated_at = arena.message(status.updatedAt)
    wire.offset = status.offset
    wire.total = status.total
    wire.digest = arena.text(digest)
  }
}
