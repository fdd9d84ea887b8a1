package std

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// unless skips a test that this machine has not what it takes for; in CI that is a failure.
func unless(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("GOPHERSCOPE_CI") == "1" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// Every place in lines.txt is where Go's own library has it.
func TestLines(t *testing.T) {
	out, err := exec.Command("go", "env", "GOROOT", "GOVERSION").Output()
	words := strings.Fields(string(out))
	if err != nil || len(words) != 2 {
		unless(t, "no Go toolchain: %v", err)
	}
	if !strings.HasPrefix(words[1], "go1.26") {
		unless(t, "the toolchain is %s; the places are those of go1.26", words[1])
	}
	sources := map[string][]string{}
	line := func(file string, n int) string {
		if sources[file] == nil {
			text, err := os.ReadFile(filepath.Join(words[0], "src", file))
			if err != nil {
				t.Fatal(err)
			}
			sources[file] = append([]string{""}, strings.Split(string(text), "\n")...)
		}
		if n >= len(sources[file]) {
			return ""
		}
		return sources[file][n]
	}
	if n := len(lines().funcs); n < 1000 {
		t.Errorf("lines.txt has %d functions only", n)
	}
	for name, l := range lines().funcs {
		if text := line(l.File, l.Line); !strings.Contains(text, "func") {
			t.Errorf("%s does not begin at %s:%d: %s", name, l.File, l.Line, text)
		}
		for call := range strings.FieldsSeq(l.calls) {
			key, list, _ := strings.Cut(call, ":")
			want := strings.TrimPrefix(key, "*")
			for n := range strings.SplitSeq(list, ",") {
				at, _ := strconv.Atoi(n)
				if text := line(l.File, at); !strings.Contains(text, want) {
					t.Errorf("%s does not call %s at %s:%d: %s; go generate ./sim/std", name, key, l.File, at, text)
				}
			}
		}
	}
}

func TestLinesCall(t *testing.T) {
	l := Lines{"p/f.go", 3, "a:5,7 *:9 go:11"}
	for _, tt := range []struct {
		name      string
		nth, want int
	}{{"a", 0, 5}, {"a", 1, 7}, {"a", 2, 7}, {"*", 0, 9}, {"go", 0, 11}, {"b", 0, 3}} {
		if got := l.Call(tt.name, tt.nth); got != tt.want {
			t.Errorf("call %d of %s is at line %d, want %d", tt.nth, tt.name, got, tt.want)
		}
	}
	for name, want := range map[string]bool{"sync.(*Mutex).Lock": false, "sync.ourOwn": true, "golang.org/x/sync/errgroup.(*Group).Go": false} {
		if OwnHelper(name) != want {
			t.Errorf("OwnHelper(%s) is %v", name, !want)
		}
	}
}
