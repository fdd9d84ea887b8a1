package program

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gopherscope/sim/std"
)

// TestErrorFiles compares all that is said of a file with what a person found good.
func TestErrorFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/errors/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d golden files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, errs := Load("p.go", ar.Files[0].Data, Options{Std: std.FS})
			got := errs.Error() + "\n"
			if *update {
				ar.Files = append(ar.Files[:1], txtar.File{Name: "errors", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(ar.Files) < 2 || string(ar.Files[1].Data) != got {
				t.Errorf("%s: got (go test -run TestErrorFiles -update rewrites it)\n%s", file, got)
			}
		})
	}
}

var (
	namesInHints     = regexp.MustCompile(`\b([a-z]+(?:/[a-z0-9]+)?)\.([A-Z]\w*)`)
	packagesInHints  = regexp.MustCompile(`\b(?:package (\S+)|([a-z]+/[a-z0-9]+))`)
	scenariosInHints = regexp.MustCompile(`scenarios? ([a-z, ]+)$`)
)

// TestHints holds that hints are given for what Go has and we have not, and that they name what
// there is.
func TestHints(t *testing.T) {
	lib := libraryOf(nil)
	paths := map[string]string{}
	for p := range strings.FieldsSeq("bufio bytes fmt html math/bits os sort strings testing time encoding/json") {
		paths[p[strings.LastIndex(p, "/")+1:]] = p
	}
	for key, hint := range hints {
		path, name, _ := strings.Cut(key, " ")
		if key != "C" && key != "archive" && key != "compress" && key != "go" && !std.Exists(path, "") {
			t.Errorf("%s: Go has no such package", key)
		}
		lib.mu.Lock()
		pkg, err := lib.Import(path)
		lib.mu.Unlock()
		if name != "" && (err != nil || pkg.Scope().Lookup(name) != nil) {
			t.Errorf("%s: is modelled, or its package is not: %v", key, err)
		}
		for _, m := range namesInHints.FindAllStringSubmatch(hint, -1) {
			lib.mu.Lock()
			pkg, err := lib.Import(paths[m[1]])
			lib.mu.Unlock()
			if err != nil || pkg.Scope().Lookup(m[2]) == nil {
				t.Errorf("%s: the hint names %s, which is not modelled: %v", key, m[0], err)
			}
		}
		for _, m := range packagesInHints.FindAllStringSubmatch(namesInHints.ReplaceAllString(hint, ""), -1) {
			lib.mu.Lock()
			_, err := lib.Import(m[1] + m[2])
			lib.mu.Unlock()
			if err != nil {
				t.Errorf("%s: the hint names package %s%s: %v", key, m[1], m[2], err)
			}
		}
		if m := scenariosInHints.FindStringSubmatch(hint); m != nil {
			for name := range strings.SplitSeq(m[1], ", ") {
				if _, err := os.Stat("../../scenarios/" + name + "/main.go"); err != nil {
					t.Errorf("%s: the hint names scenario %s: %v", key, name, err)
				}
			}
		}
	}
}
