package pane

import (
	"testing"

	"gopherscope/sim/trace"
)

// A namer knows names that change.
type namer struct {
	demoProbe
	names map[uint64]string
	asked int
}

func (n *namer) Name(addr uint64) string { n.asked++; return n.names[addr] }

func TestAThingKeepsItsNameAndAnotherOneGetsItsOwn(t *testing.T) {
	d := newDemo(t, 2, 6, 1)
	probe := &namer{names: map[uint64]string{jobs: "jobs"}}
	f := d.frame()
	f.Probe = probe
	var b nameBook
	if got := b.name(f, jobs); got != "jobs" {
		t.Fatalf("it is called %q", got)
	}
	asked := probe.asked
	if b.name(f, jobs); probe.asked != asked {
		t.Error("it is asked twice at one instant")
	}
	probe.names[jobs] = "" // the variable is out of sight
	d.add(trace.Event{Kind: trace.GoLine, P: 0, M: 0, G: 1, PC: 10})
	if got := b.name(f, jobs); got != "jobs" {
		t.Errorf("out of sight it is called %q", got)
	}
	probe.names[jobs] = "queue" // it has been handed on
	d.add(trace.Event{Kind: trace.GoLine, P: 0, M: 0, G: 1, PC: 11})
	if got := b.name(f, jobs); got != "queue" {
		t.Errorf("handed on it is called %q", got)
	}
	probe.names[jobs] = ""
	d.add(trace.Event{Kind: trace.ChanMake, P: 0, M: 0, G: 1, Obj: jobs, N: 1})
	if got := b.name(f, jobs); got != "" {
		t.Errorf("a new channel at the same address is called %q", got)
	}
	if got := b.name(f, 0); got != "" {
		t.Errorf("nothing is called %q", got)
	}
}
