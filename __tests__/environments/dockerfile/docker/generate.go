package main

import (
	"math/rand/v2"
	"strings"
)

// Build is a Dockerfile and what a build is given beside it.
type Build struct {
	Text   string            `json:"text"`
	Target string            `json:"target,omitempty"`
	Args   map[string]string `json:"args,omitempty"`
}

// words are written with ~ for the escape character of the Dockerfile.
var words = []string{
	"0", "root", "app", "1000", "1000:0", "0:1000", "$A", "${B}", "${A:-x}", "${B-0}", "${A:+y}", "${B+z}", "${A#r}", "${A%t}",
	"${A##*o}", "${A%%o*}", "${A/o/u}", "${A//o/0}", "'$A'", `"$A"`, `"app"`, "'0'", "~$A", "${C:-${A}}", "a~~b", `""`, "ro''ot",
	`"a~"b"`, `"${B:-"q"}"`, "${A:-'r s'}", "a$", "$1x", "${A#\"r\"}", "${A%~?}",
}

// gaps separate two words; every second one continues the line.
var gaps = []string{" ", " ", "  ", "\t", " ~\n  ", " ~ \n", " ~\n# comment\n  ", " ~\n\n  "}

var heredocs = []string{
	"RUN <<EOF", "RUN <<-EOF", "RUN <<'EOF'", `RUN <<"EOF"`, "RUN cat <<EOF > /x", "RUN << EOF", "RUN 3<<EOF", "COPY <<EOF /x",
	"RUN --mount=type=cache,target=/r <<EOF", "RUN cat <<EOF && echo", "run <<EOF", "ONBUILD RUN <<EOF",
}

var bodies = []string{"USER app", "FROM orders", "  USER app ~", "# comment", "\tEOF", "ENV A=other", " EOF", "USER app ~\nEOF2"}

var others = []string{
	`SHELL ["/bin/bash", "-c"]`, "COPY --from=0 /a /b", "# comment ~", "", "LABEL a=b ~\n USER=x", "WORKDIR /a",
	"COPY <<a <<b /x/\nUSER app\na\nFROM orders\nb", "RUN echo a && ~\n  b", "RUN echo x ~~\nUSER plain", "RUN echo `date`", "RUN echo $((1<<2))",
	"RUN echo it's <<EOF", "RUN echo '<<EOF'", "RUN echo # no comment", "RUN a~ ~\nUSER continued", "STOPSIGNAL 9", "CMD USER app",
}

func generate(seed uint64) Build {
	random := rand.New(rand.NewPCG(seed, 1))
	pick := func(from ...string) string { return from[random.IntN(len(from))] }
	maybe := func(percent int, text string) string {
		if random.IntN(100) < percent {
			return text
		}
		return ""
	}
	gap := func() string { return pick(gaps...) }
	pair := func() string { return pick("A", "B", "C") + "=" + pick(words...) }
	instruction := func() string {
		switch random.IntN(10) {
		case 0, 1:
			return pick("USER", "user", "User") + gap() + pick(words...)
		case 2:
			return "ARG" + gap() + pick(pair(), "A", pair()+gap()+pair())
		case 3:
			return pick("ENV", "env") + gap() + pick(pair(), pair()+gap()+`D="a b"`, pair()+" "+pair())
		case 4:
			return "ENV " + pick("A ", "B  ") + pick(words...)
		case 5:
			return "EXPOSE" + gap() + pick("3000", "80/tcp", "53/udp"+gap()+"80", "${P:-8080}", "'443'", `"${P:-90 91}"`)
		case 6:
			return "HEALTHCHECK" + gap() + pick("--interval=5s"+gap()+"CMD curl http://localhost/up", "NONE", `CMD ["x", "http://localhost/y"]`)
		case 7:
			return pick(heredocs...) + "\n" + pick(bodies...) + "\nEOF"
		case 8:
			return pick("ONBUILD USER ", "onbuild  USER "+"~\n") + pick(words...)
		default:
			return pick(others...)
		}
	}
	escape := pick("\\", "\\", "\\", "`")
	head := maybe(20, pick("# syntax=docker/dockerfile:1\n", "# a comment\n", "# foo=bar\n# escape=`\n", "\n# escape=`\n", "# check=skip=all\n"))
	if escape == "`" {
		head = maybe(30, "# syntax=docker/dockerfile:1\n") + pick("# escape=`\n", "#escape = `\n", "# Escape=`\n")
	}
	text := head
	for range random.IntN(3) {
		text += "ARG " + pick("A", "B", "BASE") + "=" + pick("root", "app", "base", "x", `"scratch"`) + "\n"
	}
	for range 1 + random.IntN(3) {
		text += maybe(10, "  ") + pick("FROM", "from") + gap() + maybe(20, "--platform=linux/amd64"+gap()) +
			pick("scratch", "scratch", "base", "x", "${BASE:-scratch}", "$BASE", "b$A", "x$TARGETARCH") +
			maybe(70, gap()+pick("AS", "as")+gap()+pick("base", "Build", "x", "run", "xamd64")) + "\n"
		for range random.IntN(6) {
			text += maybe(10, "  ") + instruction() + "\n"
		}
	}
	text = strings.ReplaceAll(text, "~", escape)
	if random.IntN(5) == 0 {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	build := Build{Text: maybe(10, "\uFEFF") + text}
	build.Target = maybe(10, pick("base", "BUILD", "x", "0"))
	if random.IntN(3) == 0 {
		build.Args = map[string]string{pick("A", "B", "BASE"): pick("root", "zed", "base")}
	}
	return build
}
