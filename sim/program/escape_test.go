package program

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestEscape holds where variables called x live, and why.
func TestEscape(t *testing.T) {
	const frame, lent = "frame", "frame, by its address"
	for _, tt := range []struct{ name, src, want string }{
		{"plain", "func main() { x := 1; println(x) }", frame},
		{"its fields", "type T struct{ a, b int }; func main() { var x T; x.b = 1; println(x.b) }", frame},
		{"indexed array", "func main() { var x [4]int; for i := range 4 { x[i] = i }; println(x[2]) }", frame},
		{"address stored", "var p *int; func main() { x := 1; p = &x }", noteGlobal},
		{"address returned", "func f() *int { x := 1; return &x }; func main() { f() }", noteReturned},
		{"captured", "func main() { x := 1; f := func() { x++ }; f(); println(x) }", lent},
		{"sliced", "func main() { var x [4]int; s := x[:]; println(len(s)) }", lent},
		{"in an interface", "func main() { x := 1; var a any = &x; println(a) }", lent},
		{"lent to a function", "func inc(p *int) { *p++ }; func main() { x := 1; inc(&x); println(x) }", lent},
		{"lent to a method", "type T struct{ n int }; func (t *T) inc() { t.n++ }; func main() { var x T; x.inc(); println(x.n) }", lent},
		{"lent to a callee's callee", "func a(p *int) { b(p) }; func b(p *int) { *p = 2 }; func main() { x := 1; a(&x); println(x) }", lent},
		{"kept by a callee", "var q *int; func keep(p *int) { q = p }; func main() { x := 1; keep(&x) }", "it is passed to main.keep, which lets it escape"},
		{"returned by a callee", "func id(p *int) *int { return p }; func main() { x := 1; id(&x) }", lent},
		{"passed to recursion", "func f(p *int, n int) { if n > 0 { f(p, n-1) } }; func main() { x := 1; f(&x, 3) }", lent},
		{"passed to a goroutine", "func f(p *int) { *p++ }; func main() { x := 1; go f(&x) }", noteGo},
		{"passed to an unknown function", "func main() { x := 1; var f func(*int); f(&x) }", noteUnknown},
		{"too large", "func main() { var x [1 << 20]int; x[0] = 1; println(x[0]) }", noteTooLarge},
	} {
		t.Run(tt.name, func(t *testing.T) {
			prog, errs := Load("p.go", []byte("package main\n"+tt.src), Options{Std: smallLibrary})
			if errs != nil {
				t.Fatal(errs)
			}
			var got []string
			for _, f := range prog.Funcs {
				for _, v := range f.Vars {
					switch {
					case v.Name != "x" || strings.Contains(f.Name, ".func"):
					case !v.Heap:
						got = append(got, frame)
					case v.Why == "":
						got = append(got, lent)
					default:
						got = append(got, v.Why)
					}
				}
			}
			if !slices.Equal(got, []string{tt.want}) {
				t.Errorf("x: got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestVars holds the scopes of variables: an inner one hides an outer one of its name only
// where it is declared.
func TestVars(t *testing.T) {
	const src = `package main

func main() {
	a := 1
	{
		a := 2
		println(a)
	}
	println(a)
}
`
	prog, errs := Load("p.go", []byte(src), Options{Std: smallLibrary})
	if errs != nil {
		t.Fatal(errs)
	}
	f := &prog.Funcs[prog.Main]
	var got []string
	for _, v := range f.Vars {
		// The lines at which the variable can be seen: not at its own, whose instructions make it.
		var lines []int32
		for pc := v.From; pc < v.To; pc++ {
			if line := prog.Pos[pc].Line; !slices.Contains(lines, line) {
				lines = append(lines, line)
			}
		}
		got = append(got, fmt.Sprintf("%s of line %d: %v", v.Name, v.Pos.Line, lines))
	}
	if want := []string{"a of line 4: [6 7 9 10]", "a of line 6: [7]"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
