import SessionServer

/// Why a content store doesn't do what it was asked to do.
enum ContentFailure: Error {
  /// The daemon asked for what there isn't, or for what it may not have.
  case refused(CallStatus)
  /// Something on our side failed.
  case system(SystemFailure)

  /// What the daemon hears.
  var status: CallStatus {
    switch self {
    case .refused(let status): status
    case .system(let failure): .internal("\(failure)")
    }
  }

  static func invalidDigest(_ text: String) -> ContentFailure {
    .refused(.invalidArgument("invalid digest \"\(text.prefix(100))\""))
  }

  static func notFound(_ digest: ContentDigest) -> ContentFailure {
    .refused(.notFound("content \(digest): not found"))
  }
}

extension CallStatus {
  static func alreadyExists(_ message: String) -> CallStatus {
    CallStatus(code: 6, message: message)
  }

  static func permissionDenied(_ message: String) -> CallStatus {
    CallStatus(code: 7, message: message)
  }

  static func failedPrecondition(_ message: String) -> CallStatus {
    CallStatus(code: 9, message: message)
  }

  static func outOfRange(_ message: String) -> CallStatus {
    CallStatus(code: 11, message: message)
  }

  static func unavailable(_ message: String) -> CallStatus {
    CallStatus(code: 14, message: message)
  }
}
