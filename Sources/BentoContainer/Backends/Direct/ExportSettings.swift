import Bento
import BuildKit

/// What the options for caches, layouts and short forms of outputs mean.
enum ExportSettings {
  /// Options that `buildctl` has not, or not by these names.
  static let names: Set = ["push", "load", "iidfile", "cache_to", "cache_from"]

  struct Caches {
    var options = CacheOptions()
    var notes: [String] = []
  }

  /// Reads caches. One that can't be written doesn't cost a build its success unless it says
  /// `ignore-error=false`.
  static func caches(
    exports: [OptionFields], imports: [OptionFields], _ environment: EnvironmentLookup
  ) throws(ContainerError) -> Caches {
    var caches = Caches()
    do throws(InvalidSpecification) {
      for text in exports {
        for var entry in try CacheSpecification.exports(text.description, environment: environment)
        {
          entry.attributes["ignore-error"] = entry.attributes["ignore-error"] ?? "true"
          caches.add(entry, to: \.exports, text)
        }
      }
      for text in imports {
        for entry in try CacheSpecification.imports(text.description, environment: environment) {
          caches.add(entry, to: \.imports, text)
        }
      }
    } catch {
      throw ContainerError(.invalidOption, "\(error)")
    }
    return caches
  }

  /// Reads folders in OCI's layout.
  static func layouts(
    _ texts: [String], in folder: WorkingFolder
  ) throws(ContainerError) -> [String: String] {
    var layouts: [String: String] = [:]
    do throws(InvalidSpecification) {
      for text in texts {
        let layout = try LayoutSpecification(text)
        layouts[layout.name] = folder.absolute(layout.path)
      }
    } catch {
      throw ContainerError(.invalidOption, "\(error)")
    }
    return layouts
  }
}

extension ExportSettings.Caches {
  /// A cache of GitHub's is left out outside of its runners, so that one command serves everywhere.
  fileprivate mutating func add(
    _ entry: CacheOptionsEntry, to list: WritableKeyPath<CacheOptions, [CacheOptionsEntry]>,
    _ text: OptionFields
  ) {
    guard entry.isUsable else {
      notes.append(
        "the cache \(text) is not used: ACTIONS_RUNTIME_TOKEN and ACTIONS_RESULTS_URL are not set")
      return
    }
    options[keyPath: list].append(entry)
  }
}
