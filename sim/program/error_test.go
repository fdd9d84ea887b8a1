package program

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"gopherscope/sim/std"
)

// TestErrors holds the position and the text of what users get to read. Where a text is the
// gc compiler's, it was taken from it.
func TestErrors(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"empty file", "", "1:1: syntax error: unexpected EOF, expected package"},
		{"not Go", "hello\n", "1:1: syntax error: unexpected hello, expected package"},
		{"syntax", "package main\n\nfunc main() {\n\tx := (1\n}\n", "4:9: syntax error: unexpected newline, expected )"},
		{"not package main", "package lib\n", "1:9: package lib is not a main package"},
		{"no main", "package main\n", "1:9: function main is undeclared in the main package"},
		{"main is a variable", "package main\n\nvar main int\n", "3:5: cannot declare main - must be func"},
		{"main with parameters", "package main\n\nfunc main(x int) {}\n", "3:6: func main must have no arguments and no return values"},
		{"no body", "package main\n\nfunc f()\n\nfunc main() { f() }\n", "3:6: missing function body"},
		{"type error", "package main\n\nfunc main() { var s string = 1; _ = s }\n",
			"3:30: cannot use 1 (untyped int constant) as string value in variable declaration"},
		{"unused variable", "package main\n\nfunc main() { x := 1 }\n", "3:15: declared and not used: x"},
		{"unused import", "package main\n\nimport \"fmt\"\n\nfunc main() {}\n", "3:8: \"fmt\" imported and not used"},
		{"undefined", "package main\n\nfunc main() { f() }\n", "3:15: undefined: f"},
		{"import not modelled", "package main\n\nimport \"net/http\"\n\nfunc main() { http.Get(\"x\") }\n",
			"3:8: package \"net/http\" exists in Go 1.26, not modelled"},
		{"import from elsewhere", "package main\n\nimport \"example.com/x\"\n\nfunc main() { x.Y() }\n",
			"3:8: package example.com/x is not in std"},
		{"internal package", "package main\n\nimport _ \"internal/rt\"\n\nfunc main() {}\n",
			"3:10: use of internal package internal/rt not allowed"},
		{"name that does not exist", "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Foo() }\n", "5:19: undefined: fmt.Foo"},
		{"two faults, first first", "package main\n\nfunc main() { f(); g() }\n", "3:15: undefined: f\n3:20: undefined: g"},
		{"missing method", "package main\n\ntype T int\n\nvar _ interface{ M() } = T(1)\n\nfunc main() {}\n",
			"5:26: cannot use T(1) (constant 1 of int type T) as interface{M()} value in variable declaration: T does not implement interface{M()} (missing method M)"},
		{"global too large", "package main\n\nvar x [1 << 30]byte\n\nfunc main() { x[0] = 1 }\n",
			"3:5: variable x of 1073741824 bytes is larger than the machine's memory for globals"},
		{"type too large", "package main\n\nfunc main() { var x [1 << 40]byte; _ = x }\n", "type [1099511627776]byte is too large for the machine"},
		{"too large a file", "package main\n" + strings.Repeat("\n", maxSource), "the file has"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			prog, errs := Load("p.go", []byte(tt.src), Options{Std: std.FS})
			if prog != nil || len(errs) == 0 {
				t.Fatalf("loaded, want %s", tt.want)
			}
			var got []string
			for _, e := range errs {
				got = append(got, strings.TrimPrefix(Error{Pos: e.Pos, Msg: e.Msg}.Error(), "p.go:"))
			}
			if text := strings.Join(got, "\n"); !strings.Contains(text, tt.want) {
				t.Errorf("got  %s\nwant %s", text, tt.want)
			}
		})
	}
}

// TestNotModelled holds what is said of parts of the standard library that a library lacks.
func TestNotModelled(t *testing.T) {
	lib := fstest.MapFS{
		"time/time.go": {Data: []byte("//go:build gopherscope\n\npackage time\n\ntype Time struct{}\n\nfunc Now() Time { return Time{} }\n")},
	}
	for _, tt := range []struct{ name, expr, want string }{
		{"function", "time.Date()", "p.go:5:20: time.Date exists in Go 1.26, not modelled"},
		{"method", "time.Now().Weekday()", "p.go:5:26: time.Time.Weekday exists in Go 1.26, not modelled"},
		{"no function of Go's", "time.Foo()", "p.go:5:20: undefined: time.Foo"},
		{"no method of Go's", "time.Now().Foo()", "p.go:5:26: time.Now().Foo undefined (type time.Time has no field or method Foo)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			src := fmt.Sprintf("package main\n\nimport \"time\"\n\nfunc main() { %s }\n", tt.expr)
			_, errs := Load("p.go", []byte(src), Options{Std: &lib})
			if len(errs) == 0 {
				t.Fatal("loaded")
			}
			e := errs[0]
			if got := (Error{Pos: e.Pos, Msg: e.Msg}).Error(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// FuzzLoad looks for sources on which the loader breaks: it may refuse, but not fail.
func FuzzLoad(f *testing.F) {
	for _, src := range corpus(f) {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		prog, errs := Load("p.go", []byte(src), Options{Std: std.FS})
		for _, e := range errs {
			if strings.Contains(e.Msg, "internal error") {
				t.Fatal(e)
			}
		}
		if prog == nil {
			return
		}
		for _, err := range prog.Verify() {
			t.Error(err)
		}
	})
}
