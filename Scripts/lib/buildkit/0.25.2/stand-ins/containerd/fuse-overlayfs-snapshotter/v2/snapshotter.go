// Package fuseoverlayfs stands in for the snapshotter of that name, which Debian does not package.
// It always reports that it can't be used, so the daemon offers its other snapshotters only.
package fuseoverlayfs

import (
	"errors"

	"github.com/containerd/containerd/v2/core/snapshots"
)

var errLeftOut = errors.New("this build has no fuse-overlayfs snapshotter")

func Supported(root string) error { return errLeftOut }

func NewSnapshotter(root string) (snapshots.Snapshotter, error) { return nil, errLeftOut }
