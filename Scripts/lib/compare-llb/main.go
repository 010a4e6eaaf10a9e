// Makes the graphs of LLBGoTests with BuildKit's own Go package, and prints for each its name, the digest of
// its last operation, in which those of all others are, and what it asks of a daemon. With a folder as
// argument, leaves the marshalled graphs there.
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/solver/pb"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

var arm = llb.Platform(ocispecs.Platform{OS: "linux", Architecture: "arm64", Variant: "v8"})

const sum = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

func graphs() map[string]llb.State {
	base := llb.Image("busybox")
	scratch := llb.Scratch()
	local := llb.Local("src")
	mode := os.FileMode(0600)
	sh := func(command string) llb.RunOption { return llb.Args([]string{"/bin/sh", "-c", command}) }
	file := func(name string) llb.State { return scratch.File(llb.Mkfile("/"+name, 0644, []byte(name))) }

	mounts := base.Run(sh("true"),
		llb.AddMount("/out", scratch),
		llb.AddMount("/a/b", local, llb.Readonly, llb.SourcePath("/sub")),
		llb.AddMount("/a-b", base, llb.Readonly),
		llb.AddMount("/a", file("f")),
		llb.AddMount("/shared", scratch, llb.AsPersistentCacheDir("one", llb.CacheMountShared)),
		llb.AddMount("/private", file("f"), llb.AsPersistentCacheDir("two", llb.CacheMountPrivate)),
		llb.AddMount("/locked", scratch, llb.AsPersistentCacheDir("three", llb.CacheMountLocked)),
		llb.AddMount("/memory", scratch, llb.Tmpfs()),
		llb.AddMount("/small", scratch, llb.Tmpfs(llb.TmpfsSize(1<<20))))

	return map[string]llb.State{
		"image":          base,
		"image-host":     llb.Image("reg.example:5000/a/b:1"),
		"image-user":     llb.Image("docker/dockerfile"),
		"image-digest":   llb.Image("busybox@" + sum),
		"image-pull":     llb.Image("busybox:1", llb.ResolveModeForcePull),
		"image-local":    llb.Image("busybox:1", llb.ResolveModePreferLocal),
		"image-platform": llb.Image("busybox", arm),

		"local": local,
		"local-options": llb.Local("src", llb.IncludePatterns([]string{"*.go", "a\"b\\c"}),
			llb.ExcludePatterns([]string{"x", "é"}), llb.FollowPaths([]string{"f"}), llb.SharedKeyHint("hint")),
		"local-escapes": llb.Local("src", llb.IncludePatterns([]string{"<&>", "\u2028\t\n\u0001\u007f\b\f"})),

		"git":           llb.Git("https://git.example/a/b.git", "v1"),
		"git-bare":      llb.Git("git.example/a/b", ""),
		"git-folder":    llb.Git("https://git.example/a/b.git", "main:sub/folder", llb.KeepGitDir()),
		"git-ssh":       llb.Git("git@git.example:a/b.git", "main", llb.KnownSSHHosts("git.example ssh-rsa A")),
		"git-ssh-agent": llb.Git("ssh://me@git.example:22/a/b.git", "", llb.KnownSSHHosts("x"), llb.MountSSHSock("other")),
		"git-user":      llb.Git("https://me@git.example/a/b.git", "v1"),
		"git-protocol":  llb.Git("git://git.example/a/b.git", "v1"),
		"http":          llb.HTTP("https://files.example/a.tar"),
		"http-options":  llb.HTTP("https://files.example/a", llb.Filename("b"), llb.Checksum(digest.Digest(sum)), llb.Chmod(0755)),
		"layout":        llb.OCILayout("store@"+sum, llb.OCIStore("", "store")),

		"run": base.Run(llb.Args([]string{"/bin/true", "", "é"})).Root(),
		"run-settings": base.AddEnv("A", "1").AddEnv("B", "x=y").AddEnv("A", "2").Dir("/w").Dir("d/../e").
			User("me:7").Hostname("here").WithCgroupParent("group").
			AddExtraHost("db", net.ParseIP("10.1.2.3")).AddExtraHost("six", net.ParseIP("fd00::1")).
			AddUlimit(llb.UlimitName("nofile"), 321, 654).Run(sh("true")).Root(),
		"run-none":      base.Network(pb.NetMode_NONE).Run(sh("true")).Root(),
		"run-host":      base.Network(pb.NetMode_HOST).Run(sh("true")).Root(),
		"run-insecure":  base.Security(pb.SecurityMode_INSECURE).Run(sh("true")).Root(),
		"run-platform":  llb.Image("busybox", arm).Run(sh("true")).Root(),
		"run-chain":     base.Run(sh("one")).Run(sh("two")).Root(),
		"run-scratch":   scratch.Run(llb.Args([]string{"/x"}), llb.AddMount("/m", base)).Root(),
		"run-read-only": base.Run(sh("true"), llb.ReadonlyRootFS(), llb.AddMount("/out", scratch)).GetMount("/out"),
		"mounts-root":   mounts.Root(),
		"mounts-out":    mounts.GetMount("/out"),
		"mounts-a":      mounts.GetMount("/a"),
		"secrets": base.Run(sh("true"),
			llb.AddSecret("/run/secrets/one", llb.SecretID("one")),
			llb.AddSecret("/s", llb.SecretID("two"), llb.SecretFileOpt(1, 2, 0440), llb.SecretOptional),
			llb.AddSecret("TOKEN", llb.SecretID("three"), llb.SecretAsEnv(true)),
			llb.AddSecret("OTHER", llb.SecretID("four"), llb.SecretAsEnv(true), llb.SecretOptional)).Root(),
		"agents": base.Run(sh("true"),
			llb.AddSSHSocket(llb.SSHID("default")),
			llb.AddSSHSocket(llb.SSHID("other"), llb.SSHSocketTarget("/agent"), llb.SSHOptional)).Root(),
		"agent-variable": base.AddEnv("SSH_AUTH_SOCK", "/mine").Run(sh("true"),
			llb.AddSSHSocket(llb.SSHID("default"))).Root(),
		"run-uncached": base.Run(sh("true"), llb.IgnoreCache, llb.WithCustomName("a name")).Root(),

		"file":       file("f"),
		"file-empty": scratch.File(llb.Mkfile("/empty", 0, nil)),
		"files": base.Dir("/w").File(llb.
			Mkdir("d", 0750, llb.WithParents(true), llb.WithUIDGID(7, 8)).
			Mkfile("d/f", 0640, []byte{1, 2}, llb.WithUser("me:us")).
			Rm("/gone", llb.WithAllowNotFound(true)).
			Rm("/x*", llb.WithAllowWildcard(true)).
			Copy(local, "/a", "/b/").
			Copy(file("f"), "/f", "c/.").
			Copy(local, "/a/../e", "/")),
		"folder": scratch.File(llb.Mkdir("/a", 0755)),
		"copy": base.File(llb.Copy(local.Dir("/s"), "*.txt", "/to/", &llb.CopyInfo{
			Mode: &mode, FollowSymlinks: true, CopyDirContentsOnly: true, IncludePatterns: []string{"a", "b"},
			ExcludePatterns: []string{"c"}, AttemptUnpack: true, CreateDestPath: true, AllowWildcard: true,
			AllowEmptyWildcard: true, ChownOpt: &llb.ChownOpt{User: &llb.UserOpt{UID: 0}},
		})),
		"copy-itself":    base.File(llb.Copy(base, "/bin", "/copy")),
		"copy-result":    scratch.File(llb.Copy(mounts.GetMount("/out"), "/", "/")),
		"merge":          llb.Merge([]llb.State{file("a"), scratch, file("b")}),
		"merge-same":     llb.Merge([]llb.State{file("a"), file("a"), base}),
		"difference":     llb.Diff(base, base.Run(sh("true")).Root()),
		"difference-out": llb.Diff(base, scratch),
		"merge-settings": llb.Merge([]llb.State{base.AddEnv("A", "1"), file("b")}).Run(sh("true")).Root(),
	}
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	all := graphs()
	var names []string
	for name := range all {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		platform := llb.Platform(ocispecs.Platform{OS: "linux", Architecture: "amd64"})
		definition, err := all[name].Marshal(context.Background(), platform, llb.LocalUniqueID("unique"))
		fail(err)
		needs := map[string]bool{}
		for _, metadata := range definition.Metadata {
			for id := range metadata.Caps {
				needs[string(id)] = true
			}
		}
		var sorted []string
		for id := range needs {
			sorted = append(sorted, id)
		}
		sort.Strings(sorted)
		last := definition.Def[len(definition.Def)-1]
		fmt.Println(name, digest.FromBytes(last), strings.Join(sorted, ","))
		if len(os.Args) > 1 {
			bytes, err := definition.ToPB().Marshal()
			fail(err)
			fail(os.WriteFile(filepath.Join(os.Args[1], name+".llb"), bytes, 0644))
		}
	}
}
