import Synchronization

/// Hands elements from one task to another, one at a time: the giver waits until its element is taken.
///
/// One task gives, one takes.
final class Handover<Element: Sendable>: Sendable {
  private enum State {
    case idle
    case offered(Element, giver: CheckedContinuation<Void, Never>)
    case wanted(taker: CheckedContinuation<Element?, Never>)
    case closed
  }

  private let state = Mutex(State.idle)

  /// Returns once the element is taken, or lost because nobody wants any more.
  func give(_ element: Element) async {
    await withCheckedContinuation { (giver: CheckedContinuation<Void, Never>) in
      let before = state.withLock { state in
        defer {
          switch state {
          case .idle, .offered: state = .offered(element, giver: giver)
          case .wanted: state = .idle
          case .closed: break
          }
        }
        return state
      }
      switch before {
      case .idle: break
      case .offered(_, let other): other.resume()
      case .wanted(let taker):
        taker.resume(returning: element)
        giver.resume()
      case .closed: giver.resume()
      }
    }
  }

  /// Waits for an element; nil once this is closed.
  func take() async -> Element? {
    await withCheckedContinuation { (taker: CheckedContinuation<Element?, Never>) in
      let before = state.withLock { state in
        defer {
          switch state {
          case .idle, .wanted: state = .wanted(taker: taker)
          case .offered: state = .idle
          case .closed: break
          }
        }
        return state
      }
      switch before {
      case .idle: break
      case .offered(let element, let giver):
        taker.resume(returning: element)
        giver.resume()
      case .wanted(let other): other.resume(returning: nil)
      case .closed: taker.resume(returning: nil)
      }
    }
  }

  /// Nothing is given or taken any more; whoever waits goes on.
  func close() {
    let before = state.withLock { state in
      defer { state = .closed }
      return state
    }
    switch before {
    case .offered(_, let giver): giver.resume()
    case .wanted(let taker): taker.resume(returning: nil)
    case .idle, .closed: break
    }
  }
}
