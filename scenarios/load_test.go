package scenarios

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func ExampleLoad() {
	s, err := Load("hello", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Title)
	_, err = Load("helo", nil)
	fmt.Println(err)
	// Output:
	// Hello, goroutine
	// no scenario is called "helo"
	//	hint: did you mean hello?
}

// Every folder is in the list, and every lesson can be read from the last row.
func TestBuiltIns(t *testing.T) {
	dirs, err := fs.Glob(files, "*/main.go")
	if err != nil || len(dirs) != len(order) {
		t.Errorf("%d folders hold a scenario, %d are listed", len(dirs), len(order))
	}
	for i, info := range List() {
		if info.Name != order[i] || info.Title == "" || info.Description == "" {
			t.Errorf("%d: %+v: want name %s, a title and a description", i, info, order[i])
		}
		s, err := Load(info.Name, nil)
		if err != nil {
			t.Errorf("%s: %v", info.Name, err)
			continue
		}
		if s.File != info.Name+"/main.go" || s.Name != info.Name || s.Title != info.Title {
			t.Errorf("%s: loaded as %q from %q with title %q", info.Name, s.Name, s.File, s.Title)
		}
		if !s.Settings.Procs.Set || len(s.Settings.Wants) == 0 {
			t.Errorf("%s: a lesson says how many Ps it has and what it expects", info.Name)
		}
		notes := 0
		for _, d := range s.Directives {
			if d.Kind == Note || d.Kind == Ask {
				notes++
			}
			if d.Kind == Ask != strings.HasSuffix(d.Text, "?") {
				t.Errorf("%s:%d: an ask, and nothing else, ends with a question mark: %s", s.File, d.Line, d.Text)
			}
			if n := utf8.RuneCountInString(d.Text); n > 100 {
				t.Errorf("%s:%d: a caption of %d letters does not fit in a line", s.File, d.Line, n)
			}
		}
		if notes < 3 {
			t.Errorf("%s: %d captions are no lesson", info.Name, notes)
		}
		code := 0
		for line := range strings.Lines(string(s.Text)) {
			if strings.HasPrefix(strings.TrimSpace(line), "//scope:") || code == 0 && strings.HasPrefix(line, "//") {
				continue // not shown, but for the head's first line
			}
			code++
			if n := utf8.RuneCountInString(strings.ReplaceAll(strings.TrimRight(line, "\n"), "\t", "    ")); n > 48 {
				t.Errorf("%s: a code line of %d columns: %s", s.File, n, line)
			}
		}
		if code > 100 {
			t.Errorf("%s: %d lines of code are too long a program", s.File, code)
		}
	}
}

func TestLoadFileAndStdin(t *testing.T) {
	const source = "// Mine. All mine.\npackage main\nfunc main() {}\n"
	file := filepath.Join(t.TempDir(), "mine.go")
	if err := os.WriteFile(file, []byte(source), 0o666); err != nil {
		t.Fatal(err)
	}
	s, err := Load(file, nil)
	if err != nil || s.Name != "mine" || s.File != file || s.Title != "Mine" || string(s.Text) != source {
		t.Errorf("got %+v, %v", s, err)
	}
	s, err = Load("-", strings.NewReader(source))
	if err != nil || s.Name != "stdin" || s.File != "stdin.go" || s.Title != "Mine" {
		t.Errorf("got %+v, %v", s, err)
	}
}

func TestLoadFaults(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	big := append([]byte("package main\n//"), bytes.Repeat([]byte("x"), 10<<20)...)
	for name, text := range map[string][]byte{"big.go": big, "worker": []byte("package main"), "bad.go": []byte("pakcage main")} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct{ name, arg, want, hint string }{
		{"unknown name", "tuor", `no scenario is called "tuor"`, "did you mean tour?"},
		{"nothing near", "xyzzyxyzzy", `no scenario is called "xyzzyxyzzy"`, "gopherscope list"},
		{"empty name", "", `no scenario is called ""`, "gopherscope list"},
		{"a very long name", strings.Repeat("tour", 1000), "no scenario is called", "gopherscope list"},
		{"a file without a dot", "worker", `no scenario is called "worker"`, "./worker"},
		{"no such file", "./none.go", "./none.go: there is no such file", "list"},
		{"a folder", "./", "./: is a folder", "name the file"},
		{"more than a lesson", "big.go", "big.go:1:1: the source is larger than 4194304 bytes", "small program"},
		{"not Go", "bad.go", "bad.go:1:1: expected 'package', found pakcage", "go vet"},
		{"no escape from the built-ins", "hello/../tour", "hello/../tour: there is no such file", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(tt.arg, nil)
			e, ok := err.(*Error)
			if !ok || !strings.HasPrefix(e.Error(), tt.want) || !strings.Contains(e.Hint, tt.hint) {
				t.Errorf("load %.40q\ngot  %.200v\nwant %s\n\thint: %s", tt.arg, err, tt.want, tt.hint)
			}
		})
	}
	if _, err := Load("-", brokenReader{}); err == nil || err.Error() != "stdin.go: unexpected EOF" {
		t.Errorf("a broken standard input: %v", err)
	}
	if _, err := Load("-", endlessReader{}); err == nil || !strings.HasPrefix(err.Error(), "stdin.go:1:1: the source is larger") {
		t.Errorf("a standard input without end: %v", err)
	}
}

type endlessReader struct{}

func (endlessReader) Read(b []byte) (int, error) { return len(b), nil }

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestClosest(t *testing.T) {
	tests := []struct {
		word string
		want []string
	}{
		{"hello", []string{"hello"}},
		{"mutx", []string{"mutex"}},
		{"tuor", []string{"tour"}},
		{"bufered", []string{"buffered", "unbuffered"}},
		{"", []string{}},
		{"zzzzzz", []string{}},
	}
	for _, tt := range tests {
		if got := closest(tt.word, order); !slices.Equal(got, tt.want) {
			t.Errorf("closest(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}

// Whatever the argument and the input are, Load answers with a scenario or an *Error.
func FuzzLoad(f *testing.F) {
	f.Add("-", []byte("package main"))
	f.Add("hello", []byte(nil))
	f.Add("../x.go", []byte(nil))
	f.Add("a\x00b.go", []byte(nil))
	f.Fuzz(func(t *testing.T, arg string, stdin []byte) {
		s, err := Load(arg, bytes.NewReader(stdin))
		if e, ok := err.(*Error); (s == nil) != ok || ok && e.Msg == "" {
			t.Fatalf("Load(%q) = %v, %v", arg, s, err)
		}
	})
}
