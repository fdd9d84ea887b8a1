package heap

import (
	"testing"

	"gopherscope/sim/code"
	"gopherscope/sim/mem"
	"gopherscope/sim/trace"
)

// A cycle frees what no stack led to when it began, and keeps what was born while it was on.
func TestCycle(t *testing.T) {
	st := &fakeStacks{words: map[int32][]uint64{}}
	h := New(mem.New(3*mem.NilPage), &code.Program{Types: testTypes[:]}, Config{Stacks: st})
	h.SetProcs(1)
	h.Use(0, 1)
	a, b, c := h.Alloc(tNode, 1), h.Alloc(tNode, 1), h.Alloc(tNode, 1)
	h.m.Store(a, b)
	st.words[1] = []uint64{a}
	h.FinishSweep()
	h.StartMark(Start{Procs: 1, Slots: []int32{1}})
	if h.Phase() != Mark || !h.BarrierOn() {
		t.Fatalf("phase %d, barrier %t after StartMark", h.Phase(), h.BarrierOn())
	}
	born := h.Alloc(tNode, 1)
	if !h.Wants() || h.Due() || h.Debt(1) != 16 {
		t.Errorf("after an allocation of 16 bytes: due %t, debt %d; want false, 16", h.Due(), h.Debt(1))
	}
	for !h.Drain(0, 1000).Out {
	}
	h.FlushP(0)
	if h.WorkLeft() {
		t.Error("work is left after the last")
	}
	h.Terminate(0)
	h.PrepareForSweep(0)
	for {
		if _, _, ok := h.SweepOne(); !ok {
			break
		}
	}
	if !h.Valid(a) || !h.Valid(b) || h.Valid(c) || !h.Valid(born) {
		t.Errorf("valid: a %t, b %t, c %t, born while marking %t; want all but c", h.Valid(a), h.Valid(b), h.Valid(c), h.Valid(born))
	}
	if h.Phase() != Off || h.BarrierOn() {
		t.Errorf("phase %d, barrier %t after Terminate", h.Phase(), h.BarrierOn())
	}
}

// fakeStacks are goroutines' words.
type fakeStacks struct {
	words   map[int32][]uint64
	running map[int32]bool
}

func (s *fakeStacks) Stored(_, _, _ uint64) {}

func (s *fakeStacks) ShrinkStack(int32) trace.Time { return 0 }

func (s *fakeStacks) ScanStack(slot int32, yield func(word uint64)) (bytes int64, frames int) {
	for _, w := range s.words[slot] {
		yield(w)
	}
	return int64(len(s.words[slot])) * 8, 1
}

func (s *fakeStacks) Stopped(slot int32) bool   { return !s.running[slot] }
func (s *fakeStacks) Runtime(func(word uint64)) {}
func (s *fakeStacks) FreeStacks()               {}
