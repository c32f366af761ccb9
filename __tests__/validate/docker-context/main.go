// Prints what Docker sends for a build: the client's side of BuildKit, in the versions that the docker provider has.
//
// Each line of the input is a build, each line of the output its answer, in the same order. The ignore file is looked up as
// BuildKit's Dockerfile frontend does, and the files travel through fsutil, as in a real build.
package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"
	"log"
	"os"
	"path/filepath"

	continuity "github.com/containerd/continuity/fs"
	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
	"github.com/tonistiigi/fsutil"
	"github.com/tonistiigi/fsutil/types"
	"golang.org/x/sync/errgroup"
)

const ignoreName = ".dockerignore"

type build struct {
	Context    string `json:"context"`
	Dockerfile string `json:"dockerfile"`
}

type entry struct {
	Path       string `json:"path"`
	Kind       string `json:"kind"`
	Executable bool   `json:"executable,omitempty"`
	Link       string `json:"link,omitempty"`
	Content    string `json:"content,omitempty"`
}

type answer struct {
	// Why the build fails before its first step.
	Error      string  `json:"error,omitempty"`
	Dockerfile string  `json:"dockerfile,omitempty"`
	Ignore     string  `json:"ignore,omitempty"`
	Sent       []entry `json:"sent"`
}

func main() {
	lines := bufio.NewReader(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			return
		}
		check(err)
		var wanted build
		check(json.Unmarshal(line, &wanted))
		got, err := send(wanted)
		if err != nil {
			got = answer{Error: err.Error()}
		}
		check(answers.Encode(got))
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func send(wanted build) (got answer, err error) {
	name := filepath.Base(wanted.Dockerfile)
	beside := filepath.Join(wanted.Context, filepath.Dir(wanted.Dockerfile))
	dockerfile, err := read(beside, name)
	if err != nil {
		return got, err
	}
	ignore, err := read(beside, name+ignoreName)
	if err != nil {
		// Without one, or where it cannot be read, the context's own is next; that one may be missing.
		ignore, _ = read(wanted.Context, ignoreName)
	}
	patterns, err := ignorefile.ReadAll(bytes.NewReader(ignore))
	if err != nil {
		return got, err
	}
	for _, pattern := range patterns {
		if err := compiles(pattern); err != nil {
			return got, err
		}
	}
	folder, err := transfer(wanted.Context, &fsutil.FilterOpt{ExcludePatterns: patterns})
	if err != nil {
		return got, err
	}
	defer os.RemoveAll(folder)
	got = answer{Dockerfile: hash(dockerfile), Ignore: hash(ignore), Sent: []entry{}}
	return got, filepath.WalkDir(folder, func(path string, found fs.DirEntry, err error) error {
		if err != nil || found.IsDir() {
			return err
		}
		each, err := describe(folder, path)
		got.Sent = append(got.Sent, each)
		return err
	})
}

// Docker compiles a pattern when it first needs it, so that a build can succeed with a wrong one.
func compiles(pattern string) error {
	// An exception is only asked where something is ignored.
	for _, patterns := range [][]string{{pattern}, {"**", pattern}} {
		matcher, err := patternmatcher.New(patterns)
		if err != nil {
			return err
		}
		if _, err := matcher.MatchesOrParentMatches("x"); err != nil {
			return err
		}
	}
	return nil
}

// Reads one file as the frontend does: links are followed inside the folder only.
func read(folder, name string) ([]byte, error) {
	copied, err := transfer(folder, &fsutil.FilterOpt{FollowPaths: []string{name}})
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(copied)
	path, err := continuity.RootPath(copied, name)
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// Copies a folder as it arrives at the builder.
func transfer(from string, filter *fsutil.FilterOpt) (to string, err error) {
	source, err := fsutil.NewFS(from)
	if err != nil {
		return "", err
	}
	filtered, err := fsutil.NewFilterFS(source, filter)
	if err != nil {
		return "", err
	}
	if to, err = os.MkdirTemp("", "docker-context-"); err != nil {
		return "", err
	}
	group, ctx := errgroup.WithContext(context.Background())
	toReceiver, toSender := make(chan []byte, 64), make(chan []byte, 64)
	group.Go(func() error {
		defer close(toReceiver)
		return fsutil.Send(ctx, &side{ctx, toSender, toReceiver}, filtered, nil)
	})
	group.Go(func() error {
		return fsutil.Receive(ctx, &side{ctx, toReceiver, toSender}, to, fsutil.ReceiveOpt{})
	})
	if err = group.Wait(); err != nil {
		os.RemoveAll(to)
	}
	return to, err
}

// One end of the connection between client and builder.
type side struct {
	ctx context.Context
	in  <-chan []byte
	out chan<- []byte
}

func (s *side) Context() context.Context { return s.ctx }

func (s *side) SendMsg(message any) error {
	packet, err := message.(*types.Packet).MarshalVT()
	if err != nil {
		return err
	}
	select {
	case s.out <- packet:
		return nil
	case <-s.ctx.Done():
		return context.Cause(s.ctx)
	}
}

func (s *side) RecvMsg(message any) error {
	select {
	case packet, open := <-s.in:
		if !open {
			return io.EOF
		}
		return message.(*types.Packet).UnmarshalVT(packet)
	case <-s.ctx.Done():
		return context.Cause(s.ctx)
	}
}

func describe(folder, path string) (each entry, err error) {
	name, err := filepath.Rel(folder, path)
	if err != nil {
		return each, err
	}
	info, err := os.Lstat(path)
	if err != nil {
		return each, err
	}
	each = entry{Path: name, Kind: "special"}
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		each.Kind = "link"
		each.Link, err = os.Readlink(path)
	case info.Mode().IsRegular():
		each.Kind = "file"
		each.Executable = info.Mode()&0o100 != 0
		var content []byte
		content, err = os.ReadFile(path)
		each.Content = hash(content)
	}
	return each, err
}

func hash(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
