package view

import (
	"fmt"
	"strings"

	"gopherscope/sim/trace"
)

// Off is a set of rules of the scheduler that are broken on purpose.
type Off uint8

// The rules that can be off.
const (
	OffStealing   Off = 1 << iota // a P takes no goroutines from another
	OffPreemption                 // sysmon asks nobody to yield
	OffRunNext                    // who is made ready queues at the tail
	OffNetpoll                    // a wait for the network is a system call that blocks
	OffGreenTea                   // the collector scans object by object, as Go did before 1.26
	OffBarrier                    // what a program stores while the collector marks is not recorded

	NumOff = 6
)

// offNames are the rules as people call them, in the order of their bits.
var offNames = [NumOff]string{"stealing", "preemption", "runnext", "the network poller", "Green Tea", "the write barrier"}

// String lists the rules that are off: "stealing, runnext".
func (o Off) String() string {
	var names []string
	for i, name := range offNames {
		if o&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// slice is how long a goroutine may run while others wait: forcePreemptNS, runtime/proc.go.
const slice = 10 * trace.Millisecond

// A consequence says in a sentence what comes of one broken rule; "" if it makes no difference.
type consequence struct {
	rule Off
	tell func(s *State, at trace.Time) string
}

// Tell says what comes of a broken rule in s at the instant at; "" if it makes no difference then.
// What comes of it in the last event goes first.
func (o Off) Tell(s *State, at trace.Time) string {
	if text := o.Decided(s); text != "" {
		return text
	}
	return o.first(s, at, []consequence{{OffStealing, noStealing}, {OffPreemption, noPreemption}, {OffNetpoll, noNetpoll}, {OffGreenTea, noGreenTea}, {OffBarrier, noBarrier}})
}

// Decided says what the last event of s would have been with the rule kept; "" if the same.
func (o Off) Decided(s *State) string {
	if s.Events == 0 {
		return ""
	}
	return o.first(s, s.Last.At, []consequence{{OffRunNext, noRunNext}, {OffStealing, sleepsUnstolen}, {OffPreemption, ranTooLong}, {OffNetpoll, blocksThread}})
}

// first returns the first of the sentences that has something to say of a rule that is off.
func (o Off) first(s *State, at trace.Time, all []consequence) string {
	for _, c := range all {
		if o&c.rule == 0 {
			continue
		}
		if text := c.tell(s, at); text != "" {
			name := c.rule.String()
			if c.rule != OffRunNext {
				name = strings.ToUpper(name[:1]) + name[1:]
			}
			return name + " is off: " + text
		}
	}
	return ""
}

// sleepsUnstolen tells of a P that gives up looking for work although another has a queue.
func sleepsUnstolen(s *State, _ trace.Time) string {
	e := &s.Last
	if e.Kind != trace.ProcStop {
		return ""
	}
	full, most := trace.NoProc, 0
	for i := range s.Procs {
		if n := len(s.Procs[i].Ring); n > most {
			full, most = trace.ProcID(i), n
		}
	}
	if full == trace.NoProc {
		return ""
	}
	has := " is"
	if most > 1 {
		has = "s are"
	}
	return fmt.Sprintf("P%d goes to sleep, although %d goroutine%s queued on P%d.", e.P, most, has, full)
}

// ranTooLong tells of a goroutine that leaves its P of itself, after longer than a slice.
func ranTooLong(s *State, at trace.Time) string {
	e := &s.Last
	switch e.Kind {
	case trace.GoStop, trace.GoBlock, trace.GoDestroy:
	default:
		return ""
	}
	if e.P < 0 || int(e.P) >= len(s.Procs) {
		return ""
	}
	p := &s.Procs[e.P]
	n := len(p.Ring)
	if p.Next != trace.NoGo {
		n++
	}
	had := at - p.Since
	if n == 0 || had <= 2*slice {
		return ""
	}
	return fmt.Sprintf("G%d gives P%d up only now, after %s. sysmon would have asked it to yield within 20 ms, since %s.",
		e.G, e.P, Duration(had), count(int64(n), "other waits there", "others wait there"))
}

// blocksThread tells of a wait for the network that is a system call.
func blocksThread(s *State, _ trace.Time) string {
	e := &s.Last
	if e.Kind != trace.GoSyscall || !e.Flag {
		return ""
	}
	return fmt.Sprintf("G%d would park here and M%d go on with others. Now M%d waits for the network, too.", e.G, e.M, e.M)
}

// noRunNext tells of a goroutine that stands behind others, though it was made ready last.
func noRunNext(s *State, _ trace.Time) string {
	e := &s.Last
	if e.Kind != trace.GoCreate && e.Kind != trace.GoUnblock || e.G == trace.NoGo || e.To != trace.LocalQueue {
		return ""
	}
	if e.P < 0 || int(e.P) >= len(s.Procs) {
		return ""
	}
	ahead := len(s.Procs[e.P].Ring) - 1
	if ahead < 1 {
		return ""
	}
	return fmt.Sprintf("G%d would run next. It joins the tail of P%d's queue, behind %s.", e.Other, e.P, count(int64(ahead), "other", "others"))
}

// noStealing tells of a P that has nothing to run while another has a queue.
func noStealing(s *State, _ trace.Time) string {
	idle, full, most := trace.NoProc, trace.NoProc, 0
	for i := range s.Procs {
		p := &s.Procs[i]
		switch n := len(p.Ring); {
		case n > most:
			full, most = trace.ProcID(i), n
		case n == 0 && p.Next == trace.NoGo && p.Running == trace.NoGo && p.Picked == trace.NoGo && idle == trace.NoProc:
			idle = trace.ProcID(i)
		}
	}
	if idle == trace.NoProc || full == trace.NoProc {
		return ""
	}
	waits := "waits"
	if most > 1 {
		waits = "wait"
	}
	return fmt.Sprintf("P%d has nothing to run, though %d %s in P%d's queue. It may not take any.", idle, most, waits, full)
}

// noPreemption tells of a goroutine that has run for longer than a slice while others wait.
func noPreemption(s *State, at trace.Time) string {
	longest, who := slice, -1
	for i := range s.Procs {
		p := &s.Procs[i]
		if p.Running == trace.NoGo || s.status(p.Running) != Running {
			continue
		}
		if had := at - p.Since; had > longest {
			longest, who = had, i
		}
	}
	if who < 0 {
		return ""
	}
	p := &s.Procs[who]
	n := len(p.Ring) + len(s.Global)
	if p.Next != trace.NoGo {
		n++
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("G%d has had P%d for %s and is not asked to yield, though %s.", p.Running, who, Duration(longest), count(int64(n), "other waits", "others wait"))
}

// noNetpoll tells of goroutines that each hold a thread while they wait.
func noNetpoll(s *State, _ trace.Time) string {
	n, one := 0, trace.NoThread
	for m := range s.Ms {
		if s.Doing(trace.ThreadID(m)) == Calls {
			n++
			one = trace.ThreadID(m)
		}
	}
	switch n {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("G%d waits in a system call, and M%d with it.", s.Ms[one].G, one)
	}
	return fmt.Sprintf("%d goroutines wait in system calls, and a thread with each of them.", n)
}

// noGreenTea tells of a worker or an assist that marks.
func noGreenTea(s *State, _ trace.Time) string {
	if s.Phase != trace.PhaseMark {
		return ""
	}
	for i := range s.Procs {
		if w := s.Procs[i].Work; w.Worker() || w == Assist {
			return fmt.Sprintf("P%d scans one object after another, wherever they lie, and always the one found last.", i)
		}
	}
	return ""
}

// noBarrier tells of the phase in which pointers are stored that nobody records.
func noBarrier(s *State, _ trace.Time) string {
	if s.Phase != trace.PhaseMark {
		return ""
	}
	return "a pointer that a goroutine moves now turns nothing grey."
}
