// Package archvariant stands in for the library of that name, which Debian does not package.
package archvariant

// AMD64Variant names the lowest micro-architecture level; every x86_64 machine has it.
func AMD64Variant() string { return "v1" }
