// Writes what BuildKit itself reads from generated Dockerfiles:
// go run . > answers.json && npx prettier --write answers.json
package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

const count = 400

type answer struct {
	Build
	// One instruction each, as BuildKit joins its lines.
	Lines []string `json:"lines"`
	// The target is the name of no stage.
	UnknownTarget bool     `json:"unknownTarget,omitempty"`
	User          string   `json:"user"`
	Ports         []string `json:"ports"`
	Health        []string `json:"health"`
}

// noImages refuses images from elsewhere: what they set is not in the Dockerfile.
type noImages struct{}

func (noImages) ResolveImageConfig(context.Context, string, sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	return "", "", nil, errors.New("an image from elsewhere")
}

// answerOf returns false for a Dockerfile that BuildKit refuses for another reason than its target.
func answerOf(build Build) (answer, bool) {
	found := answer{Build: build}
	parsed, err := parser.Parse(strings.NewReader(build.Text))
	if err != nil {
		return found, false
	}
	for _, node := range parsed.AST.Children {
		found.Lines = append(found.Lines, strings.TrimSpace(node.Original))
	}
	files := llb.Local("context")
	options := dockerfile2llb.ConvertOpt{
		TargetPlatform: &ocispecs.Platform{OS: "linux", Architecture: "amd64"},
		MainContext:    &files,
		MetaResolver:   noImages{},
	}
	options.BuildArgs = build.Args
	options.Target = build.Target
	result, err := dockerfile2llb.Dockerfile2LLB(context.Background(), []byte(build.Text), options)
	if err != nil {
		found.UnknownTarget = strings.Contains(err.Error(), "target stage")
		return found, found.UnknownTarget
	}
	config := result.Image.Config
	found.User = config.User
	for port := range config.ExposedPorts {
		found.Ports = append(found.Ports, port)
	}
	slices.Sort(found.Ports)
	if config.Healthcheck != nil {
		found.Health = config.Healthcheck.Test
	}
	return found, true
}

func main() {
	answers := []answer{}
	for seed := uint64(0); len(answers) < count; seed++ {
		if found, ok := answerOf(generate(seed)); ok {
			answers = append(answers, found)
		}
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if err := out.Encode(answers); err != nil {
		panic(err)
	}
}
