public import BuildKit

/// An amount of memory.
public typealias ByteSize = BuildKit.ByteSize

/// A limit of a resource for the steps of a build.
public typealias ResourceLimit = BuildKit.ResourceLimit
