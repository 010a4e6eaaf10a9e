// Package packageurl stands in for the library of that name, which Debian does not package. It knows
// what provenance attestations need of package URLs: pkg:TYPE/NAMESPACE/NAME@VERSION?KEY=VALUE.
package packageurl

import (
	"fmt"
	"net/url"
	"sort"
	"strings"
)

// Types of packages that an image is made from.
const (
	TypeDocker = "docker"
	TypeOCI    = "oci"
)

// Qualifier is one KEY=VALUE after the question mark.
type Qualifier struct{ Key, Value string }

// Qualifiers are kept in the order of their keys when printed.
type Qualifiers []Qualifier

// PackageURL is a package URL in its parts.
type PackageURL struct {
	Type, Namespace, Name, Version string
	Qualifiers                     Qualifiers
	Subpath                        string
}

// NewPackageURL puts the parts together.
func NewPackageURL(kind, namespace, name, version string, qualifiers Qualifiers, subpath string) *PackageURL {
	return &PackageURL{kind, namespace, name, version, qualifiers, subpath}
}

// ToString prints the URL.
func (p *PackageURL) ToString() string {
	text := "pkg:" + p.Type
	for _, part := range append(strings.Split(p.Namespace, "/"), p.Name) {
		if part != "" {
			text += "/" + url.PathEscape(part)
		}
	}
	if p.Version != "" {
		text += "@" + url.PathEscape(p.Version)
	}
	pairs := make([]string, 0, len(p.Qualifiers))
	for _, q := range p.Qualifiers {
		pairs = append(pairs, q.Key+"="+url.QueryEscape(q.Value))
	}
	if sort.Strings(pairs); len(pairs) > 0 {
		text += "?" + strings.Join(pairs, "&")
	}
	return text
}

// FromString takes a URL apart.
func FromString(text string) (p PackageURL, err error) {
	rest, found := strings.CutPrefix(text, "pkg:")
	if !found {
		return p, fmt.Errorf("%q is no package URL", text)
	}
	rest, query, _ := strings.Cut(rest, "?")
	values, err := url.ParseQuery(query)
	if err != nil {
		return p, err
	}
	for key := range values {
		p.Qualifiers = append(p.Qualifiers, Qualifier{key, values.Get(key)})
	}
	if at := strings.LastIndexByte(rest, '@'); at >= 0 {
		if p.Version, err = url.PathUnescape(rest[at+1:]); err != nil {
			return p, err
		}
		rest = rest[:at]
	}
	if rest, err = url.PathUnescape(rest); err != nil {
		return p, err
	}
	parts := strings.Split(rest, "/")
	p.Type, p.Name = parts[0], parts[len(parts)-1]
	if len(parts) > 2 {
		p.Namespace = strings.Join(parts[1:len(parts)-1], "/")
	}
	return p, nil
}
