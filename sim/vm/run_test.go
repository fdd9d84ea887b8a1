package vm

import (
	"testing"

	"gopherscope/sim/code"
)

// fib adds the function main.fib.
func (a *assembler) fib() code.FuncID {
	id := code.FuncID(len(a.prog.Funcs))
	return a.fn(code.Func{Name: "main.fib", Frame: 8, ParamWords: 1, ResultWords: 1, Params: []code.TypeID{tInt}, Results: []code.TypeID{tInt}}, nil,
		op(code.OpJgeI, 0, 2, 2),
		op(code.OpRet1, 0),
		op(code.OpAddI, 3, 0, s(-1)),
		opD(code.OpCall, 3, int32(id)),
		op(code.OpMov, 1, 3),
		op(code.OpAddI, 3, 0, s(-2)),
		opD(code.OpCall, 3, int32(id)),
		op(code.OpAdd, 1, 1, 3),
		op(code.OpRet1, 1),
	)
}

func TestCalls(t *testing.T) {
	a := newAssembler()
	fib := a.fib()
	a.faults()
	b := a.vm(t)
	if got := b.eval(1, fib, 20)[0]; got != 6765 {
		t.Errorf("fib(20) = %d, want 6765", got)
	}
}
