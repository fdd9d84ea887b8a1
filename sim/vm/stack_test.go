package vm

import (
	"hash/fnv"
	"testing"

	"gopherscope/sim/code"
)

// deep adds main.deep(n, p *int): it adds n to a variable of its caller's frame through p,
// and calls itself with the address of a variable of its own, whose sum it adds too.
func (a *assembler) deep(frame int32) code.FuncID {
	id := code.FuncID(len(a.prog.Funcs))
	base := uint16(frame - 3)
	return a.fn(code.Func{Name: "main.deep", Frame: frame, ParamWords: 2, Params: []code.TypeID{tInt, tPtr}}, []int{1, int(base) + 1},
		opD(code.OpImm, 2, 0), // the variable
		op(code.OpJeqI, 0, 0, 5),
		op(code.OpAddI, base, 0, s(-1)),
		op(code.OpLea, base+1, 2),
		opD(code.OpCall, base, int32(id)),
		op(code.OpAdd, 2, 2, 0),
		op(code.OpLd8, 3, 1, 0),
		op(code.OpAdd, 3, 3, 2),
		op(code.OpSt8, 1, 3, 0),
		op(code.OpRet),
	)
}

// main.start(n) calls deep and returns the sum.
func (a *assembler) startDeep(deep code.FuncID) code.FuncID {
	return a.fn(code.Func{Name: "main.start", Frame: 8, ParamWords: 1, Params: []code.TypeID{tInt}}, []int{3},
		opD(code.OpImm, 1, 0),
		op(code.OpMov, 4, 0), // deep's arguments come at 4
		op(code.OpLea, 5, 1),
		opD(code.OpCall, 4, int32(deep)),
		op(code.OpRet1, 1))
}

// A stack that grows takes the pointers into it along, whatever the size of its frames.
func TestStackGrows(t *testing.T) {
	for _, frame := range []int32{8, 300, 3000} {
		for _, debug := range []Debug{{}, {MoveStacks: true, Poison: true}} {
			a := newAssembler()
			deep := a.deep(frame)
			start := a.startDeep(deep)
			// The argument slots of start hold pointers while it calls.
			a.prog.Funcs[start].Ptrs[0] |= 1 << 5
			a.faults()
			b := a.vm(t)
			b.SetDebug(debug)
			const n = 200
			if got := b.eval(1, start, n)[0]; got != n*(n+1)/2 {
				t.Errorf("frame %d, %+v: %d, want %d", frame, debug, got, n*(n+1)/2)
			}
			if _, size := b.Stack(0); size < n*uint64(frame-3)*8 {
				t.Errorf("frame %d: a stack of %d bytes held %d calls", frame, size, n)
			}
		}
	}
}

// Endless recursion dies as a stack overflow, with the heap's limit instead of Go's.
func TestStackOverflow(t *testing.T) {
	a := newAssembler()
	id := code.FuncID(len(a.prog.Funcs))
	f := a.fn(code.Func{Name: "main.f", Frame: 4}, nil, opD(code.OpCall, 2, int32(id)), op(code.OpRet))
	a.faults()
	b := a.vm(t)
	b.start(f)
	for range 2 { // it stays so
		if why := b.run(); why != StopOverflow {
			t.Fatalf("stopped: %v, want overflow", why)
		}
	}
	if entry := a.prog.Funcs[f].Entry; b.Overflowed(0) != entry || b.PC(0) != entry {
		t.Errorf("stands at %d and wants %d, want %d twice", b.PC(0), b.Overflowed(0), entry)
	}
}

// hash returns a hash of the memory and the state.
func (b *bench) sumAll() uint64 {
	h := fnv.New64a()
	word := func(w uint64) {
		var buf [8]byte
		for i := range buf {
			buf[i] = byte(w >> (8 * i))
		}
		h.Write(buf[:])
	}
	for _, w := range b.mem.W {
		word(w)
	}
	b.Sum(word)
	return h.Sum64()
}

// One instruction at a time, or traced, or all at once: the same memory and the same time.
func TestEveryInstructionIsASwitchPoint(t *testing.T) {
	run := func(budget int64, trace Tracing) (sum uint64, used int64) {
		a := newAssembler()
		fib := a.fib()
		start := a.startDeep(a.deep(8))
		main := a.fn(code.Func{Name: "main.main", Frame: 12}, nil,
			opD(code.OpImm, 4, 12), opD(code.OpCall, 4, int32(fib)), op(code.OpMov, 0, 4),
			opD(code.OpImm, 4, 60), opD(code.OpCall, 4, int32(start)), op(code.OpAdd, 0, 0, 4),
			op(code.OpRet))
		a.faults()
		b := a.vm(t)
		b.Trace(trace)
		b.start(main)
		for range 1 << 20 {
			n, why := b.Run(0, budget)
			used += n
			if why == StopDone {
				if got := b.result(0); got != 144+60*61/2 {
					t.Errorf("budget %d: result %d, want %d", budget, got, 144+60*61/2)
				}
				return b.sumAll(), used
			}
		}
		t.Fatalf("budget %d: no end", budget)
		return 0, 0
	}
	sum, used := run(1<<40, TraceNothing)
	for _, tt := range []struct {
		budget int64
		trace  Tracing
	}{{1, TraceNothing}, {7, TraceNothing}, {1, TraceInstrs}, {1 << 40, TraceInstrs}, {3, TraceLines}} {
		if s, u := run(tt.budget, tt.trace); s != sum || u != used {
			t.Errorf("budget %d, tracing %d: state %x after %d ns, want %x after %d", tt.budget, tt.trace, s, u, sum, used)
		}
	}
}

// A run from a restored state does what the first one did.
func TestCheckpoint(t *testing.T) {
	a := newAssembler()
	start := a.startDeep(a.deep(8))
	a.prog.Funcs[start].Ptrs[0] |= 1 << 5
	a.faults()
	b := a.vm(t)
	b.start(start, 5000)
	b.Run(0, 2000)
	mem, _ := b.mem.Checkpoint()
	heap, vm := b.heap.Checkpoint(), b.Checkpoint()
	before := b.sumAll()
	b.Run(0, 20000)
	after := b.sumAll()
	b.mem.Restore(mem)
	b.heap.Restore(heap)
	b.Restore(vm)
	if got := b.sumAll(); got != before {
		t.Errorf("restored state %x, want %x", got, before)
	}
	b.Run(0, 20000)
	if got := b.sumAll(); got != after {
		t.Errorf("state after running again %x, want %x", got, after)
	}
}

// Line tracing stops before each statement once, and at marks though nothing is traced.
func TestTraps(t *testing.T) {
	a := newAssembler()
	f := a.fn(code.Func{Name: "main.f", Frame: 4}, nil,
		opD(code.OpImm, 0, 3),
		op(code.OpAddI, 0, 0, s(-1)), // a statement, three times
		op(code.OpJgtI, 0, 0, s(-1)),
		op(code.OpRet))
	a.faults()
	entry := a.prog.Funcs[f].Entry
	for _, tt := range []struct {
		name  string
		trace Tracing
		marks []int32
		stops []int32
	}{
		{"lines", TraceLines, nil, []int32{1, 1, 1}},
		{"a mark", TraceNothing, []int32{entry + 3}, []int32{3}},
		{"both", TraceLines, []int32{entry}, []int32{0, 1, 1, 1}},
		{"instructions", TraceInstrs, nil, []int32{0, 1, 2, 1, 2, 1, 2, 3}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := a.vm(t)
			a.prog.Pos[entry+1].Stmt = true
			cfg := Config{Prog: a.prog, Mem: b.mem, Heap: b.heap, Requests: map[string]bool{"test.dead": true}, Marks: tt.marks}
			v, err := New(cfg)
			if err != nil {
				t.Fatal(err)
			}
			v.Trace(tt.trace)
			v.Spawn(0, f, 0, nil)
			var stops []int32
			for range 100 {
				_, why := v.Run(0, 1000)
				if why == StopDone {
					break
				}
				stops = append(stops, v.PC(0)-entry)
			}
			if len(stops) != len(tt.stops) {
				t.Fatalf("stops at %v, want %v", stops, tt.stops)
			}
			for i := range stops {
				if stops[i] != tt.stops[i] {
					t.Fatalf("stops at %v, want %v", stops, tt.stops)
				}
			}
		})
	}
}
