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
		{"empty file", "", "1:1: syntax error: package statement must be first"},
		{"not Go", "hello\n", "1:1: syntax error: package statement must be first"},
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
		{"globals too large together: the first that has no room", "package main\n\nvar x, y, z, a [200 << 20]byte\n\nfunc main() { x[0], y[0], z[0], a[0] = 1, 2, 3, 4 }\n",
			"3:11: variable z of 209715200 bytes is larger than the machine's memory for globals"},
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

// TestSyntaxErrors holds what is said of what beginners write: the texts are gc's, the first of each line.
func TestSyntaxErrors(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"brace on a line of its own", "func main()\n{\n}\n", "4:1: syntax error: unexpected semicolon or newline before {"},
		{"statement outside a function", "x := 5\n", "3:1: syntax error: non-declaration statement outside function body"},
		{"missing brace", "func main() {\n\tif true {\n}\n", "6:1: syntax error: unexpected EOF, expected }"},
		{"missing comma in a list", "var a = []int{\n\t1,\n\t2\n}\n", "5:3: syntax error: unexpected newline in composite literal; possibly missing comma or }"},
		{"missing parenthesis", "func main() {\n\tprintln(\"a\"\n}\n", "4:13: syntax error: unexpected newline in argument list; possibly missing comma or )"},
		{"two statements on a line", "func main() {\n\ti++ j++\n}\n", "4:6: syntax error: unexpected name j at end of statement"},
		{"two fields on a line", "type T struct {\n\ta int b int\n}\n", "4:8: syntax error: unexpected name b in struct type; possibly missing semicolon or newline or }"},
		{"missing comma between parameters", "func f(a int b int) {\n}\n", "3:14: syntax error: unexpected name b in parameter list; possibly missing comma or )"},
		{"assignment for comparison", "func main() {\n\tx := 1\n\tif x = 3 {\n\t}\n}\n", "5:5: syntax error: cannot use assignment x = 3 as value"},
		{"brace after if", "func main() {\n\tif true\n\t{\n\t}\n}\n", "4:9: syntax error: unexpected newline, expected { after if clause"},
		{"else on a new line", "func main() {\n\tif true {\n\t}\n\telse {\n\t}\n}\n", "6:2: syntax error: unexpected keyword else, expected }"},
		{"no value", "func main() {\n\tx := := 1\n}\n", "4:7: syntax error: unexpected :=, expected expression"},
		{"two characters", "var c = 'ab'\n", "3:9: more than one character in rune literal"},
		{"string over the end of the line", "var s = \"ab\n", "3:12: newline in string"},
		{"character that is none of Go's", "var s = 1 ? 2\n", "3:11: invalid character U+003F '?'"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, errs := Load("p.go", []byte("package main\n\n"+tt.src), Options{Std: std.FS})
			var got []string
			for _, e := range errs {
				got = append(got, strings.TrimPrefix(e.Error(), "p.go:"))
			}
			if text := strings.Join(got, "\n"); text != tt.want {
				t.Errorf("got\n%s\nwant\n%s", text, tt.want)
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
