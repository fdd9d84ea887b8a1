//go:build gopherscope

package debug

import (
	"runtime"
	"strconv"
	"strings"
)

// A BuildInfo tells what a program was built from.
type BuildInfo struct {
	GoVersion string
	Path      string
	Main      Module
	Deps      []*Module
	Settings  []BuildSetting
}

// A Module is one of those.
type Module struct {
	Path    string
	Version string
	Sum     string
	Replace *Module
}

// A BuildSetting is how the program was built.
type BuildSetting struct{ Key, Value string }

// ReadBuildInfo returns what go run says of a file.
func ReadBuildInfo() (info *BuildInfo, ok bool) {
	return &BuildInfo{
		GoVersion: runtime.Version(),
		Path:      "command-line-arguments",
		Settings: []BuildSetting{
			{"-buildmode", "exe"}, {"-compiler", runtime.Compiler}, {"CGO_ENABLED", "0"},
			{"GOARCH", runtime.GOARCH}, {"GOOS", runtime.GOOS}, {"GOAMD64", "v1"},
		},
	}, true
}

// String returns a line for each fact.
func (bi *BuildInfo) String() string {
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.Join(parts, "\t") + "\n") }
	if bi.GoVersion != "" {
		line("go", bi.GoVersion)
	}
	if bi.Path != "" {
		line("path", bi.Path)
	}
	var module func(word string, m Module)
	module = func(word string, m Module) {
		if m.Replace == nil {
			line(word, m.Path, m.Version, m.Sum)
			return
		}
		line(word, m.Path, m.Version)
		module("=>", *m.Replace)
		b.WriteByte('\n')
	}
	if bi.Main != (Module{}) {
		module("mod", bi.Main)
	}
	for _, m := range bi.Deps {
		module("dep", *m)
	}
	for _, s := range bi.Settings {
		line("build", quoted(s.Key, "= \t\r\n\"`")+"="+quoted(s.Value, " \t\r\n\"`"))
	}
	return b.String()
}

// quoted returns s, in quotes if it has one of chars in it or a key is empty.
func quoted(s, chars string) string {
	if strings.ContainsAny(s, chars) || s == "" && chars[0] == '=' {
		return strconv.Quote(s)
	}
	return s
}
