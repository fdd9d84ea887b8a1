package code

import (
	"strings"
	"testing"
)

// Every operation has a name and a form, whose words the template does not exceed.
func TestForms(t *testing.T) {
	names := map[string]Op{}
	for op := OpBad; op < OpCount; op++ {
		name := op.String()
		if other, twice := names[name]; twice || name == "" {
			t.Errorf("operation %d is called %q, as is %d", op, name, other)
		}
		names[name] = op
		f := forms[op]
		if f.words < 1 || f.text == "" {
			t.Errorf("%s has no form", name)
		}
		for i := 1; i <= 3; i++ {
			for _, kind := range "$#%t" {
				for _, letter := range "ABCD" {
					if strings.Contains(f.text, string(kind)+string(rune('0'+i))+string(letter)) && i >= f.words {
						t.Errorf("%s takes %d words, its form %q more", name, f.words, f.text)
					}
				}
			}
		}
	}
}

func TestDisassemble(t *testing.T) {
	p := &Program{
		Code: []Instr{
			{},
			{Op: OpJgeI, A: 0, B: 2, C: 2},
			{Op: OpRet1, A: 0},
			{Op: OpAddI, A: 3, B: 0, C: 0xffff},
			Instr{Op: OpCall, A: 3}.WithD(1),
			{Op: OpLdN, A: 3, B: 3, C: 8}, Instr{Op: OpX}.WithD(16),
			{Op: OpRet1, A: 3},
		},
		Pos: []Pos{{}, {Line: 2, Stmt: true}, {Line: 2}, {Line: 3, Stmt: true}, {Line: 3}, {Line: 3}, {Line: 3}, {Line: 3}},
		Funcs: []Func{{}, {Name: "main.fib", Entry: 1, End: 8, Frame: 6, ParamWords: 1, ResultWords: 1,
			Vars: []Var{{Name: "n", Slot: 0, From: 1, To: 8}}}},
		Files: []File{{Name: "fib.go", Text: "func fib(n int) int {\n\tif n < 2 { return n }\n\treturn *fib(n-1)\n"}},
	}
	const want = `main.fib frame=6 params=1 results=1
    2: if n < 2 { return n }
	*    1  jgei     if n >= 2 goto 3
	     2  ret1     return n
    3: return *fib(n-1)
	*    3  addi     r3 = n + -1
	     4  call     call main.fib at r3
	     5  ldn      r3 = mem[r3+8] 16 bytes
	     7  ret1     return r3
`
	if got := p.Disassemble(1); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
