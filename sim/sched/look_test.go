package sched

import (
	"strings"
	"testing"

	"gopherscope/sim/trace"
)

// told joins an event's looks.
func told(looks trace.Looks) string {
	var all []string
	for _, l := range looks.List() {
		all = append(all, l.String())
	}
	return strings.Join(all, "; ")
}

// What findRunnable found, or its giving up the P, tells what was asked before, in order.
func TestLooksOfASearch(t *testing.T) {
	const (
		own    = "its timers: none; global queue first: not at this tick"
		queues = own + "; runnext: empty; its queue: empty"
		all    = queues + "; global queue: empty; network: nobody waits there"
	)
	for _, tt := range []struct {
		name, state string
		kind        trace.Kind
		before      string
	}{
		{"runnext", "P0 tick=1 next=3 runq=1", trace.GoStart, own},
		{"its queue", "P0 tick=1 runq=1", trace.GoStart, own + "; runnext: empty"},
		{"the 61st tick", "P0 tick=61 next=3; global=9", trace.GoStart, "its timers: none"},
		{"… and nothing there", "P0 tick=61 next=3", trace.GoStart, "its timers: none; global queue first, as at every 61st tick: empty"},
		{"a timer", "P0 tick=1 timer=5", trace.GoStart, "its timers: those due have fired; global queue first: not at this tick"},
		{"the global queue", "P0 tick=1; global=6", trace.GoStart, queues},
		{"a batch of it", "P0 tick=1; global=6,7", trace.GoBatch, queues},
		{"a thief", "P0 tick=1; P1 runs=9 runq=1,2", trace.GoSteal, all},
		{"a thief that passes over an idle P", "P0 tick=1; P1 idle", trace.ProcStop, all + "; P1: idle"},
		{"nobody else has anything", "P0 tick=1; P1 runs=9", trace.ProcStop, all + "; P1: nothing queued"},
		{"a spared runnext", "P0 tick=1; P1 runs=9 next=8", trace.GoStealing, all},
	} {
		t.Run(tt.name, func(t *testing.T) {
			mc := setState(t, Config{}, tt.state)
			mc.wants, mc.events = trace.Sched, nil
			mc.s.schedule(0)
			for _, e := range mc.events {
				if e.Kind == tt.kind {
					if got := told(e.Looks); got != tt.before {
						t.Errorf("given %s, %v tells\n%s\nwant\n%s", tt.state, e.Kind, got, tt.before)
					}
					return
				}
			}
			t.Errorf("given %s: no %v", tt.state, tt.kind)
		})
	}
}

// Who makes a goroutine ready says why it wakes no thread for it.
func TestLooksOfAWaker(t *testing.T) {
	for procs, before := range map[int][]string{
		1: {"no thread is woken: no P is idle", "no thread is woken: no P is idle"},
		2: {"", "no thread is woken: one spins already"},
	} {
		mc := newMachine(t, Config{Procs: procs})
		mc.s.Start(0)
		for _, want := range before {
			mc.wants, mc.events = trace.Sched, nil
			mc.s.Newproc(0, 0)
			if got := told(mc.events[0].Looks); got != want {
				t.Errorf("%d Ps: the go statement tells %q, want %q", procs, got, want)
			}
		}
	}
}
