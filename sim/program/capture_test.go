package program

import (
	"testing"

	"gopherscope/sim/code"
)

// TestCaptures holds which variables a closure takes a copy of. The compiler says the same of
// each with -gcflags=-m=2 ("capturing by value", "by ref"), but of the one set again before the
// closure is made, which it copies too.
func TestCaptures(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		copied     bool
	}{
		{"set where it is declared", "x := 1\n\tf = func() { use(x) }", true},
		{"a parameter", "f = func() { use(n) }", true},
		{"a loop's own variable", "for x := range 3 {\n\t\tf = func() { use(x) }\n\t}", true},
		{"through another closure", "x := 1\n\tf = func() { func() { use(x) }() }", true},
		{"set again", "x := 1\n\tx = 2\n\tf = func() { use(x) }", true},
		{"set again later", "x := 1\n\tf = func() { use(x) }\n\tx++", false},
		{"set by the closure", "x := 1\n\tuse(x)\n\tf = func() { x = 2 }", false},
		{"set in a loop around", "x := 0\n\tfor range n {\n\t\tx = n\n\t\tf = func() { use(x) }\n\t}", false},
		{"its address taken", "x := 1\n\tp := &x\n\tf = func() { use(x + *p) }", false},
		{"more than 128 bytes", "x := [17]int{1}\n\tf = func() { use(x[0]) }", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			src := "package main\n\nfunc use(int) {}\n\nvar f func()\n\nfunc set(n int) {\n\t" + tt.body + "\n}\n\nfunc main() { set(2); f() }\n"
			prog, errs := Load("main.go", []byte(src), Options{})
			if errs != nil {
				t.Fatal(errs)
			}
			for _, fn := range prog.Funcs {
				if fn.Name != "main.set.func1" {
					continue
				}
				captured := prog.Types[fn.ClosType].Fields[1]
				if copied := prog.Types[captured.Type].Kind != code.KindPointer; copied != tt.copied {
					t.Errorf("%s\ncaptures a %s", src, prog.Types[captured.Type].Name)
				}
				return
			}
			t.Error("there is no closure")
		})
	}
}
