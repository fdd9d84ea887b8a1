package view

import (
	"testing"

	"gopherscope/sim/trace"
)

// What comes of a broken rule is told where it makes a difference, and only there.
func TestTellsWhatComesOfABrokenRule(t *testing.T) {
	queued := append(five(), wakeP1(70)...)
	tail := trace.Event{At: 80, Kind: trace.GoCreate, P: p0, M: m0, G: 1, Other: 7, Func: 2, To: trace.LocalQueue}
	call := trace.Event{At: 80, Kind: trace.GoSyscall, P: p0, M: m0, G: 1, Text: "read"}
	mark := trace.Event{At: 70, Kind: trace.GCPhase, P: p0, M: m0, G: 1, N: int64(trace.PhaseMark)}
	assist := trace.Event{At: 75, Kind: trace.GCAssistBegin, P: p0, M: m0, G: 1, N: 100}
	wait := call
	wait.Flag = true
	sleep := []trace.Event{{At: 75, Kind: trace.ThreadStart, P: p1, M: m2}, {At: 80, Kind: trace.ProcStart, P: p1, M: m2, Flag: true}, {At: 90, Kind: trace.ProcStop, P: p1, M: m2}}
	block := func(at trace.Time) trace.Event {
		return trace.Event{At: at, Kind: trace.GoBlock, P: p0, M: m0, G: 1, Why: trace.ChanReceive}
	}
	p1idle := append(five(), trace.Event{At: 75, Kind: trace.ThreadStart, P: p1, M: m2})
	for _, tt := range []struct {
		name   string
		events []trace.Event
		at     trace.Time
		off    Off
		want   string
	}{
		{"a queue and a P without work", queued, 80, OffStealing, "Stealing is off: P1 has nothing to run, though 4 wait in P0's queue. It may not take any."},
		{"one in the queue", append(begin(), create(20, 2), create(30, 3), kick(30, 2)), 40, OffStealing, "Stealing is off: P1 has nothing to run, though 1 waits in P0's queue. It may not take any."},
		{"no queue", begin(), 80, OffStealing, ""},
		{"all rules are kept", queued, 80, 0, ""},
		{"a long slice", p1idle, 10 + 25*trace.Millisecond, OffPreemption, "Preemption is off: G1 has had P0 for 25 ms and is not asked to yield, though 5 others wait."},
		{"a slice", p1idle, 10 + 10*trace.Millisecond, OffPreemption, ""},
		{"a long slice, and nobody waits", begin(), 10 + 25*trace.Millisecond, OffPreemption, ""},
		{"a newcomer at the tail", append(five(), tail), 80, OffRunNext, "runnext is off: G7 would run next. It joins the tail of P0's queue, behind 4 others."},
		{"a newcomer at the tail, first of all rules", append(five(), tail), 80, OffRunNext | OffStealing, "runnext is off: G7 would run next. It joins the tail of P0's queue, behind 4 others."},
		{"no newcomer", five(), 80, OffRunNext, ""},
		{"a system call", append(begin(), call), 80, OffNetpoll, "The network poller is off: G1 waits in a system call, and M0 with it."},
		{"a wait for the network", append(begin(), wait), 80, OffNetpoll, "The network poller is off: G1 would park here and M0 go on with others. Now M0 waits for the network, too."},
		{"a P that sleeps", append(five(), sleep...), 90, OffStealing, "Stealing is off: P1 goes to sleep, although 4 goroutines are queued on P0."},
		{"a P that sleeps, and no queue", append(begin(), sleep...), 90, OffStealing, ""},
		{"the end of a long turn", append(p1idle, block(50*trace.Millisecond)), 50 * trace.Millisecond, OffPreemption, "Preemption is off: G1 gives P0 up only now, after 50 ms. sysmon would have asked it to yield within 20 ms, since 5 others wait there."},
		{"the end of a turn", append(p1idle, block(15*trace.Millisecond)), 15 * trace.Millisecond, OffPreemption, ""},
		{"the end of a long turn, and nobody waits", append(begin(), block(50*trace.Millisecond)), 50 * trace.Millisecond, OffPreemption, ""},
		{"no system call", begin(), 80, OffNetpoll, ""},
		{"an assist", append(begin(), mark, assist), 80, OffGreenTea, "Green Tea is off: P0 scans one object after another, wherever they lie, and always the one found last."},
		{"nobody marks", append(begin(), mark), 80, OffGreenTea, ""},
		{"no mark phase", begin(), 80, OffGreenTea, ""},
		{"marking", append(begin(), mark), 80, OffBarrier, "The write barrier is off: a pointer that a goroutine moves now turns nothing grey."},
		{"no marking", begin(), 80, OffBarrier, ""},
	} {
		if got := tt.off.Tell(fold(t, tt.events), tt.at); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := (OffStealing | OffNetpoll).String(); got != "stealing, the network poller" {
		t.Errorf("the rules are called %q", got)
	}
}
