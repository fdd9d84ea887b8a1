package sched

import (
	"testing"

	"gopherscope/sim/mem"
	"gopherscope/sim/trace"
)

// A quiet host keeps just the next Run of P0, and nobody watches it.
type quietHost struct {
	now  trace.Time
	runs int
}

func (h *quietHost) Now() trace.Time                    { return h.now }
func (h *quietHost) Wants(trace.Class) bool             { return false }
func (h *quietHost) Write(trace.Event)                  {}
func (h *quietHost) Go(int32, uint64)                   {}
func (h *quietHost) StoreTime(uint64, trace.Time)       {}
func (h *quietHost) Print(string)                       {}
func (*quietHost) SafePoint(int32)                      {}
func (*quietHost) MarkWork(int32) bool                  { return false }
func (h *quietHost) Shade(_, _, _ uint64)               {}
func (h *quietHost) BulkBarrier(_, _, _ uint64, _ bool) {}
func (h *quietHost) At(t trace.Time, a Appointment) {
	if a.Kind == Run {
		h.now = t
		h.runs++
	}
}

// quiet returns a started scheduler of one P and the address of an unbuffered channel.
func quiet(b *testing.B) (s *Sched, h *quietHost, c, elem uint64) {
	h = &quietHost{}
	m := mem.New(1 << 16)
	s = New(Config{}, h, m)
	s.Start(1)
	c, elem = mem.NilPage, mem.NilPage+HchanBytes
	s.Makechan(0, c, 0, 8, 0, "int", 0)
	b.ReportAllocs()
	return s, h, c, elem
}

// One item from a producer to a consumer over an unbuffered channel: a park, a ready, a switch
// and two channel operations. It takes the real runtime about 145 ns.
func BenchmarkUnbuffered(b *testing.B) {
	s, h, c, elem := quiet(b)
	consumer, _ := s.Newproc(0, 2)
	h.runs = 0
	for n := 0; b.Loop(); {
		for n++; h.runs < n; {
			s.Resume(0)
			if s.Current(0) == consumer {
				s.Chanrecv(0, c, elem+8, true)
			} else {
				s.Chansend(0, c, elem, true)
			}
		}
	}
}

// A goroutine's life: created, run once, ended. It takes the real runtime about 150 ns.
func BenchmarkSpawnExit(b *testing.B) {
	s, _, _, _ := quiet(b)
	for b.Loop() {
		s.Newproc(0, 2)
		s.Gosched(0) // the new one runs
		s.Exit(0)    // main runs
	}
}

func BenchmarkGosched(b *testing.B) {
	s, _, _, _ := quiet(b)
	for b.Loop() {
		s.Gosched(0)
	}
}

// A buffered send and receive that need nobody else.
func BenchmarkBuffered(b *testing.B) {
	s, _, c, elem := quiet(b)
	s.Makechan(0, c, elem+64, 8, 4, "int", 0)
	for b.Loop() {
		s.Chansend(0, c, elem, true)
		s.Chanrecv(0, c, elem+8, true)
	}
}

func BenchmarkSelectReady(b *testing.B) {
	s, _, c, elem := quiet(b)
	s.Makechan(0, c, elem+64, 8, 4, "int", 0)
	cases := []SelectCase{{Chan: c, Elem: elem, Send: true}, {Chan: c, Elem: elem}}
	for b.Loop() {
		s.Selectgo(0, cases, false)
	}
}

func BenchmarkCheckpoint10k(b *testing.B) {
	s, _, c, elem := quiet(b)
	for range 10_000 {
		s.Newproc(0, 2)
	}
	for range 10_000 {
		s.Chanrecv(0, c, elem, true)
	}
	s.Checkpoint()
	for b.Loop() {
		s.Chansend(0, c, elem, true)
		s.Checkpoint()
	}
}
