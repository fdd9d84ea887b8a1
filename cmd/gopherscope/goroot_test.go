package main

import (
	"flag"
	"fmt"
	"go/build"
	"go/build/constraint"
	"hash/fnv"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopherscope/render/paint/painttest"
)

var (
	gorootTests = flag.String("goroot", "", "which files of the Go project's own test folder are tried: all, or those whose path contains this text (default a tenth)")
)

// A goTest is a file of the Go project's test folder, and what its first line asks for
// (cmd/internal/testdir, testdir_test.go).
type goTest struct {
	name   string // path below the folder
	file   string // path
	src    []byte
	action string   // run, errorcheck, compile …; "" for the files of a .dir folder
	flags  []string // for the action
	args   []string // for the program
	other  bool     // its build constraints leave linux/amd64 out
}

// goTests returns the files of the Go project's test folder that the flag asks for, by path.
func goTests(t *testing.T) (list []*goTest) {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		skip(t, "no Go toolchain: %v", err)
	}
	dir := filepath.Join(strings.TrimSpace(string(out)), "test")
	if _, err := os.Stat(dir); err != nil {
		skip(t, "this Go comes without its tests: %v", err)
	}
	err = filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(file) != ".go" {
			return err
		}
		name, err := filepath.Rel(dir, file)
		if name = filepath.ToSlash(name); err != nil || !asked(name) {
			return err
		}
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		g := &goTest{name: name, file: file, src: src}
		if !strings.Contains(name, ".dir/") {
			g.readRecipe()
		}
		list = append(list, g)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// asked reports whether the flag asks for the file: without it for one of ten, by a hash of
// the path, and those that take long are not among them.
func asked(name string) bool {
	switch *gorootTests {
	case "all":
		return true
	case "":
		h := fnv.New32a()
		h.Write([]byte(name))
		return h.Sum32()%10 == 7
	}
	return strings.Contains(name, *gorootTests)
}

// readRecipe takes action, flags and arguments from the first line that is no build
// constraint, and evaluates those above the package clause.
func (g *goTest) readRecipe() {
	header, _, found := strings.Cut(string(g.src), "\npackage")
	for line := range strings.Lines(string(g.src)) {
		line = strings.TrimSpace(line)
		if line == "" || constraint.IsGoBuild(line) || constraint.IsPlusBuild(line) {
			continue
		}
		if !found {
			header = line
		}
		words := fields(strings.TrimPrefix(line, "//"))
		if len(words) == 0 {
			break
		}
		g.action, words = words[0], words[1:]
		for len(words) > 0 && strings.HasPrefix(words[0], "-") {
			n := 1
			if slices.Contains([]string{"-t", "-goexperiment", "-godebug", "-gomodversion", "-gcflags"}, words[0]) && len(words) > 1 {
				n = 2
			}
			g.flags = append(g.flags, words[:n]...)
			words = words[n:]
		}
		g.args = words
		break
	}
	for line := range strings.Lines(header) {
		if expr, err := constraint.Parse(strings.TrimSpace(line)); err == nil && !expr.Eval(tagHolds) {
			g.other = true
		}
	}
}

// tagHolds evaluates a build tag for the machine that programs run on here.
func tagHolds(tag string) bool {
	return slices.Contains([]string{"linux", "unix", "amd64", "gc", "test_run"}, tag) || slices.Contains(build.Default.ReleaseTags, tag)
}

// fields splits a line at its spaces, but for those between quotes, which are taken away.
func fields(line string) (words []string) {
	var word strings.Builder
	var quote rune
	some := false
	for _, r := range line + " " {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, some = r, true
		case quote == 0 && r == ' ':
			if some {
				words = append(words, word.String())
			}
			word.Reset()
			some = false
		default:
			word.WriteRune(r)
			some = true
		}
	}
	return words
}

// A table lists what does not pass: a line a file, with one reason of those listed at its
// head and a few words.
type table struct {
	file    string
	head    string // the comment, with the reasons
	reasons []string
	rows    map[string]row
}

type row struct{ reason, detail string }

// readTable reads a table of testdata.
func readTable(t *testing.T, name string) *table {
	t.Helper()
	tb := &table{file: filepath.Join("testdata", name), rows: map[string]row{}}
	text, err := os.ReadFile(tb.file)
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	last := ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(line, "#"); ok {
			tb.head += line + "\n"
			if rest, ok := strings.CutPrefix(rest, "   "); ok && !strings.HasPrefix(rest, " ") {
				tb.reasons = append(tb.reasons, strings.Fields(rest)[0])
			}
			continue
		}
		if line == "" {
			continue
		}
		path, rest, _ := strings.Cut(line, " ")
		reason, detail, _ := strings.Cut(strings.TrimSpace(rest), " ")
		if !*painttest.Update {
			if !slices.Contains(tb.reasons, reason) {
				t.Errorf("%s: %s: %q is none of the reasons %v", tb.file, path, reason, tb.reasons)
			}
			if path <= last {
				t.Errorf("%s: %s stands after %s", tb.file, path, last)
			}
		}
		last = path
		used[reason] = true
		tb.rows[path] = row{reason, strings.TrimSpace(detail)}
	}
	for _, r := range tb.reasons {
		if !used[r] && !*painttest.Update {
			t.Errorf("%s: no program has the reason %s", tb.file, r)
		}
	}
	return tb
}

// compare holds how a file went against the table: says is "" if it passed, and plain the row
// it must have if nobody has to judge why it did not.
func (tb *table) compare(t *testing.T, name string, plain row, says string) {
	t.Helper()
	r, listed := tb.rows[name]
	switch {
	case says == "" && listed:
		t.Errorf("%s passes, but %s lists it: %s %s", name, tb.file, r.reason, r.detail)
	case says != "" && !listed:
		t.Errorf("%s: %s", name, says)
	case says != "" && r.reason != plain.reason && (plain.reason != "" || slices.Contains(plainReasons, r.reason)):
		t.Errorf("%s: %s lists it as %s, which is no longer so\n%s", name, tb.file, r.reason, says)
	}
}

// plainReasons are the reasons that are found without anybody's judgement.
var plainReasons = []string{"package", "process", "name"}

// put enters into the table what compare would complain of.
func (tb *table) put(name string, plain row, says string) {
	r, listed := tb.rows[name]
	switch {
	case says == "":
		delete(tb.rows, name)
	case plain.reason != "":
		tb.rows[name] = plain
	case !listed || slices.Contains(plainReasons, r.reason):
		says, _, _ = strings.Cut(strings.TrimSpace(says), "\n")
		tb.rows[name] = row{"?", says}
	}
}

// write rewrites the table's file.
func (tb *table) write(t *testing.T) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", tb.head)
	names := make([]string, 0, len(tb.rows))
	width := 0
	for name, r := range tb.rows {
		names = append(names, name)
		width = max(width, len(r.reason))
	}
	slices.Sort(names)
	for _, name := range names {
		r := tb.rows[name]
		fmt.Fprintln(&b, strings.TrimSpace(fmt.Sprintf("%s %-*s %s", name, width, r.reason, r.detail)))
	}
	if err := os.WriteFile(tb.file, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}
