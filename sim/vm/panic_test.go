package vm

import (
	"fmt"
	"testing"

	"gopherscope/sim/code"
	"gopherscope/sim/mem"
)

// Hand-made functions of these tests leave a trail in global words: the digits of a number.
const trail = mem.NilPage / 8

// A panicker builds programs of functions that defer, panic and recover.
type panicker struct{ *assembler }

func newPanicker() panicker {
	a := newAssembler()
	a.prog.Static = make([]uint64, 8)
	return panicker{a}
}

// leave appends a digit to the trail; it uses registers 20 and 21.
func leave(digit int) []code.Instr {
	return []code.Instr{
		opD(code.OpGet8, 20, trail),
		op(code.OpMulI, 20, 20, 10),
		op(code.OpAddI, 20, 20, s(digit)),
		opD(code.OpSet8, 20, trail),
	}
}

// panics panics with a small integer.
func panics(n int) []code.Instr {
	return []code.Instr{opD(code.OpImm, 22, int32(n)), op(code.OpBox, 22, 22), xD(int32(tInt)), op(code.OpPanic, 22)}
}

// recovers leaves the integer recovered, or 9 if there was none.
func recovers() []code.Instr {
	return []code.Instr{
		op(code.OpRecover, 22),
		opD(code.OpImm, 24, 9),
		opD(code.OpJf, 22, 2),
		op(code.OpLd8, 24, 23),
		opD(code.OpGet8, 20, trail),
		op(code.OpMulI, 20, 20, 10),
		op(code.OpAdd, 20, 20, 24),
		opD(code.OpSet8, 20, trail),
	}
}

func defers(f code.FuncID) []code.Instr {
	return []code.Instr{op(code.OpDefer, 0, code.NoReg, 0), xD(int32(f)), op(code.OpX, code.NoReg)}
}

func calls(f code.FuncID) []code.Instr { return []code.Instr{opD(code.OpCall, 30, int32(f))} }

// fn adds a function made of parts; it returns its deferred calls' way, with r0 as result.
func (p panicker) fn(name string, parts ...[]code.Instr) code.FuncID {
	var ins []code.Instr
	for _, part := range parts {
		ins = append(ins, part...)
	}
	f := code.Func{Name: name, Frame: 40, ResultWords: 1, Recover: int32(len(ins))}
	ins = append(ins, op(code.OpRunDefers), op(code.OpRet))
	return p.assembler.fn(f, nil, ins...)
}

func TestPanics(t *testing.T) {
	result := []code.Instr{opD(code.OpImm, 0, 5)}
	tests := []struct {
		name  string
		build func(p panicker) code.FuncID
		trail int
		end   string // "done" unless given
	}{
		{"deferred calls run last first at a return", func(p panicker) code.FuncID {
			one, two := p.fn("one", leave(1)), p.fn("two", leave(2))
			return p.fn("main", defers(one), defers(two), leave(3))
		}, 321, ""},
		{"a recovered panic runs the deferred calls that are left", func(p panicker) code.FuncID {
			one, rec, three := p.fn("one", leave(1)), p.fn("rec", recovers()), p.fn("three", leave(3))
			return p.fn("main", defers(one), defers(rec), defers(three), panics(7))
		}, 371, ""},
		{"the caller of the function that recovered goes on", func(p panicker) code.FuncID {
			rec := p.fn("rec", recovers())
			inner := p.fn("inner", panics(4))
			outer := p.fn("outer", defers(rec), calls(inner), leave(8))
			return p.fn("main", calls(outer), leave(2))
		}, 42, ""},
		{"a function called by the deferred one cannot recover", func(p panicker) code.FuncID {
			help := p.fn("help", recovers())
			indirect := p.fn("indirect", calls(help))
			rec := p.fn("rec", recovers())
			f := p.fn("f", defers(rec), defers(indirect), panics(6))
			return p.fn("main", calls(f))
		}, 96, ""},
		{"a deferred call at a normal return recovers nothing", func(p panicker) code.FuncID {
			rec := p.fn("rec", recovers())
			return p.fn("main", defers(rec))
		}, 9, ""},
		{"a panic in a deferred call replaces the first", func(p panicker) code.FuncID {
			rec, again := p.fn("rec", recovers()), p.fn("again", panics(2))
			return p.fn("main", defers(rec), defers(again), panics(1))
		}, 2, ""},
		{"a panic recovered within a deferred call leaves the first alone", func(p panicker) code.FuncID {
			rec := p.fn("rec", recovers())
			inner := p.fn("inner", defers(rec), panics(2))
			return p.fn("main", defers(rec), defers(inner), panics(1))
		}, 21, ""},
		{"a recovering call that panics anew", func(p panicker) code.FuncID {
			rec := p.fn("rec", recovers())
			again := p.fn("again", recovers(), panics(3))
			return p.fn("main", defers(rec), defers(again), panics(1))
		}, 13, ""},
		{"a wrapper between panic and the deferred function does not matter", func(p panicker) code.FuncID {
			rec := p.fn("rec", recovers())
			wrap := p.fn("wrap", calls(rec))
			p.prog.Funcs[wrap].Wrapper = true
			return p.fn("main", defers(wrap), panics(5))
		}, 5, ""},
		{"Goexit runs the deferred calls, and recover gives nothing", func(p panicker) code.FuncID {
			rec := p.fn("rec", recovers())
			inner := p.fn("inner", defers(rec), []code.Instr{op(code.OpGoexit)})
			return p.fn("main", defers(rec), calls(inner), leave(1))
		}, 99, "goexit"},
		{"a panic recovered during a Goexit does not stop it", func(p panicker) code.FuncID {
			rec, boom := p.fn("rec", recovers()), p.fn("boom", panics(4))
			inner := p.fn("inner", defers(boom), []code.Instr{op(code.OpGoexit)})
			middle := p.fn("middle", defers(rec), calls(inner), leave(1))
			return p.fn("main", calls(middle), leave(2))
		}, 4, "goexit"},
		{"Goexit in a deferred call ends the panic", func(p panicker) code.FuncID {
			exit, rec := p.fn("exit", []code.Instr{op(code.OpGoexit)}), p.fn("rec", recovers())
			return p.fn("main", defers(rec), defers(exit), panics(4))
		}, 9, "goexit"},
		{"nobody recovers", func(p panicker) code.FuncID {
			one := p.fn("one", leave(1))
			inner := p.fn("inner", defers(one), panics(4))
			return p.fn("main", defers(one), calls(inner))
		}, 11, "dead"},
		{"panic(nil) is an error of its own", func(p panicker) code.FuncID {
			rec := p.fn("rec", recovers())
			return p.fn("main", defers(rec), []code.Instr{opD(code.OpImm, 22, 0), opD(code.OpImm, 23, 0), op(code.OpPanic, 22)})
		}, int(code.FaultPanicNil), ""},
		{"a nil function panics when its time comes", func(p panicker) code.FuncID {
			rec := p.fn("rec", recovers())
			none := []code.Instr{opD(code.OpImm, 1, 0), op(code.OpDefer, 0, 1, 0), xD(0), op(code.OpX, code.NoReg)}
			return p.fn("main", defers(rec), none, leave(3))
		}, 30 + int(code.FaultNil), ""},
		{"the result stands after a recovery", func(p panicker) code.FuncID {
			rec := p.fn("rec", recovers())
			f := p.fn("f", result, defers(rec), panics(1))
			return p.fn("main", calls(f), []code.Instr{
				opD(code.OpGet8, 20, trail), op(code.OpMulI, 20, 20, 10), op(code.OpAdd, 20, 20, 30), opD(code.OpSet8, 20, trail)})
		}, 15, ""},
	}
	for _, tt := range tests {
		for _, step := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/step=%v", tt.name, step), func(t *testing.T) {
				p := newPanicker()
				main := tt.build(p)
				p.faults()
				b := p.vm(t)
				b.SetDebug(Debug{MoveStacks: step, Poison: step})
				b.start(main)
				budget := int64(1 << 40)
				if step {
					budget = 1
				}
				why := StopBudget
				for why == StopBudget {
					_, why = b.Run(0, budget)
				}
				end := "done"
				switch {
				case why == StopRequest:
					end = "dead"
				case b.Exited(0):
					end = "goexit"
				}
				want := tt.end
				if want == "" {
					want = "done"
				}
				if got := int(b.mem.W[trail]); got != tt.trail || end != want {
					t.Errorf("trail %d, %s; want %d, %s", got, end, tt.trail, want)
				}
				if end != "dead" {
					if c := b.ctx.Get(0); c.defers != 0 || end == "done" && c.panics != 0 {
						t.Errorf("rows are left: defers %d, panics %d", c.defers, c.panics)
					}
				}
			})
		}
	}
}

// Arguments of a deferred call are those of the defer statement, however many.
func TestDeferredArguments(t *testing.T) {
	p := newPanicker()
	const n = 12
	ins := []code.Instr{opD(code.OpImm, 20, 0)}
	for i := range uint16(n) {
		ins = append(ins, op(code.OpMulI, 20, 20, 3), op(code.OpAdd, 20, 20, i))
	}
	ins = append(ins, opD(code.OpSet8, 20, trail), op(code.OpRet))
	params := make([]code.TypeID, n)
	for i := range params {
		params[i] = tInt
	}
	sum := p.assembler.fn(code.Func{Name: "sum", Frame: 24, ParamWords: n, Params: params}, nil, ins...)
	ins = nil
	want := 0
	for i := range n {
		ins = append(ins, opD(code.OpImm, uint16(i), int32(i*i)))
		want = want*3 + i*i
	}
	ins = append(ins, op(code.OpDefer, 0, code.NoReg, n), xD(int32(sum)), op(code.OpX, code.NoReg))
	main := p.fn("main", ins, []code.Instr{opD(code.OpZero, 0, n)})
	p.faults()
	b := p.vm(t)
	b.eval(0, main)
	if got := int(b.mem.W[trail]); got != want {
		t.Errorf("got %d, want %d", got, want)
	}
}

// Without recovery, the unhandled panics are there for the runtime's stub to print.
func TestPanicList(t *testing.T) {
	p := newPanicker()
	again := p.fn("again", []code.Instr{op(code.OpRecover, 22)}, panics(2))
	main := p.fn("main", defers(again), panics(1))
	p.faults()
	b := p.vm(t)
	b.start(main)
	if why := b.run(); why != StopRequest {
		t.Fatalf("stopped: %v, want request", why)
	}
	c := b.ctx.Get(0)
	text := ""
	for i := range b.panicList(c) {
		row := b.panicAt(c, uint64(i))
		text += fmt.Sprint(b.mem.Load(row.value[1]), " ", row.recovered, "; ")
	}
	if want := "1 true; 2 false; "; text != want {
		t.Errorf("panics: %s, want %s", text, want)
	}
	var names []string
	for f := range b.Frames(0) {
		name := "panic"
		if !f.Panic {
			name = b.prog.Funcs[f.Func].Name
		}
		names = append(names, name)
	}
	if got, want := fmt.Sprint(names), "[fatalpanic panic again panic main]"; got != want {
		t.Errorf("frames: %s, want %s", got, want)
	}
}
