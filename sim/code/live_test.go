package code

import (
	"slices"
	"testing"
)

// TestLive follows two slots with pointers through a loop: n is a number, p and q are
// addresses.
func TestLive(t *testing.T) {
	const n, p, q = 0, 1, 2
	prog := &Program{
		Code: []Instr{
			{},
			Instr{Op: OpNew, A: q}.WithD(1),     // 1 q = new
			{Op: OpLd8, A: q, B: p},             // 2 q = *p
			{Op: OpStP, A: p, B: q},             // 3 *p = q
			{Op: OpAddI, A: n, B: n, C: 0xffff}, // 4 n--
			{Op: OpJgtI, A: n, B: 0, C: uint16(0xfffd)}, // 5 if n > 0 goto 2
			{Op: OpRet1, A: n},                          // 6
		},
		Types: []Type{{}, {Size: 8}},
		Funcs: []Func{{}, {Entry: 1, End: 7, Frame: 3, ParamWords: 2, ResultWords: 1, Ptrs: []uint64{1<<p | 1<<q}}},
	}
	for _, tt := range []struct {
		rule string
		pc   int32
		want uint64
	}{
		{"a parameter that is read later", 1, 1 << p},
		{"a value that is overwritten before it is read is dead", 2, 1 << p},
		{"a value from its definition to its use", 3, 1<<p | 1<<q},
		{"around a loop", 5, 1 << p},
		{"after the last use", 6, 0},
	} {
		if got := prog.Live(tt.pc); !slices.Equal(got, []uint64{tt.want}) {
			t.Errorf("%s: live before pc %d: %b, want %b", tt.rule, tt.pc, got, tt.want)
		}
	}
	if errs := prog.Verify(); errs != nil {
		t.Error(errs)
	}
}

// TestLiveAtCalls holds what is live around a call, where slots have no kind of their own.
func TestLiveAtCalls(t *testing.T) {
	const arg = 2 // of the outgoing area; slot 1 is the callee's frame header
	prog := &Program{
		Code: []Instr{
			{},
			{Op: OpMov, A: arg, B: 0},          // 1 an argument, a pointer
			Instr{Op: OpCall, A: arg}.WithD(2), // 2
			Instr{Op: OpImm, A: arg}.WithD(5),  // 3 an argument, a number
			Instr{Op: OpCall, A: arg}.WithD(2), // 4
			{Op: OpRet},                        // 5
			{Op: OpRet},                        // 6 the callee
		},
		Types: []Type{{}, {Size: 8}},
		Funcs: []Func{{}, {
			Entry: 1, End: 6, Frame: 3, ParamWords: 1, Ptrs: []uint64{1},
			Retypes: []Retype{{PC: 2, Slot: arg, Ptr: true}, {PC: 4, Slot: arg}},
		}, {Entry: 6, End: 7, Frame: 1, ParamWords: 1}},
	}
	for _, tt := range []struct {
		rule string
		pc   int32
		want uint64
	}{
		{"before the argument is there", 1, 1},
		{"an outgoing pointer", 2, 1 << arg},
		{"nothing after the call", 3, 0},
		{"an outgoing number", 4, 0},
	} {
		if got := prog.Live(tt.pc); !slices.Equal(got, []uint64{tt.want}) {
			t.Errorf("%s: live before pc %d: %b, want %b", tt.rule, tt.pc, got, tt.want)
		}
	}
}

// TestLiveAtReceive holds that what a parked goroutine has been given counts before the
// instruction that receives it is done.
func TestLiveAtReceive(t *testing.T) {
	prog := &Program{
		Code:  []Instr{{}, {Op: OpRecv, A: 1, B: 0}, Instr{Op: OpX}.WithD(1), {Op: OpRet1, A: 1}},
		Types: []Type{{}, {Size: 8}},
		Funcs: []Func{{}, {Entry: 1, End: 4, Frame: 2, ParamWords: 1, ResultWords: 1, Ptrs: []uint64{3}}},
	}
	if got := prog.Live(1); !slices.Equal(got, []uint64{3}) {
		t.Errorf("live at the receive: %b, want channel and value", got)
	}
}

// TestVerify gives the verifier code with one fault each.
func TestVerify(t *testing.T) {
	for _, tt := range []struct {
		fault string
		code  []Instr
	}{
		{"runs past the end", []Instr{{Op: OpImm}}},
		{"jumps out of the function", []Instr{Instr{Op: OpJmp}.WithD(9)}},
		{"jumps into an instruction", []Instr{Instr{Op: OpJmp}.WithD(2), {Op: OpBox}, Instr{Op: OpX}.WithD(0), {Op: OpRet}}},
		{"a register outside of the frame", []Instr{{Op: OpMov, A: 7}, {Op: OpRet}}},
		{"a slot that was never written", []Instr{{Op: OpMov, A: 0, B: 1}, {Op: OpRet}}},
		{"no operation", []Instr{{Op: OpBad}, {Op: OpRet}}},
	} {
		prog := &Program{Code: append([]Instr{{}}, tt.code...), Types: []Type{{}}}
		prog.Funcs = []Func{{}, {Name: "f", Entry: 1, End: int32(len(prog.Code)), Frame: 2}}
		if errs := prog.Verify(); len(errs) == 0 {
			t.Errorf("%s: no error", tt.fault)
		}
	}
}
